"""The app, plain mode, the page, the text, the object and the tables say the same of one play: numbers, verdicts, letters.

Each is read as a person or a program reads it, and not asked for what it was made of.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scoring.needs import Status
from scoring.words import DIMENSION_TITLES
from sim.engine.names import RoleId
from sim.plain.debrief import debrief
from sim.reports import Material, render
from tests.reports.test_html import Element, parsed
from tests.tui.hindsight import SHIPPED, book_of, debriefed, look_back, packs_of, rehearsed

ME, MINE, TEAM = "police", "Patrol officer", "The team"
DIMENSION = "|".join(DIMENSION_TITLES.values())
LETTER = r"([PSMU]), (?:un|per)"
SUMMARY = r"Rules: (\d+) broken, (\d+) still open and (\d+) kept\. (\d+) not tested"

Scores = dict[tuple[str, str], tuple[int, float, float]]
"""Column and dimension -> percent, points earned and at stake."""


class Said(NamedTuple):
    """What one of them says. *needs*: in time, late, never, held by nobody; *rules*: broken, open, kept, not tested; *ratings*:
    the letters that are proposed, in order; *lengths*: how long something weighed on a child, child by child.
    """

    scores: Scores
    decisions: int
    needs: tuple[int, ...]
    rules: tuple[int, ...]
    broken: list[str]
    ratings: list[str]
    critical: int
    lengths: list[str]


@pytest.fixture(scope="module")
def material() -> Material:
    """A play of the shipped case in which much went wrong: the first of some in which needs came out in each way."""
    for seed in range(7, 27):
        log = rehearsed(SHIPPED, seed=seed)
        card = look_back(log, case=SHIPPED).card
        assert card is not None
        if {need.status for need in card.ledger.needs} >= {"in_time", "late", "never", "nobody_held"} and card.critical:
            break
    return Material(book_of(SHIPPED), log, card, packs=packs_of(SHIPPED))


@pytest.fixture(scope="module")
def expected(material: Material) -> Said:
    """What the object says: it is for programs, and has the figures unrounded."""
    card = json.loads(render(material, "json"))["scorecard"]
    columns = {MINE: card["roles"][ME], TEAM: card["team"]}
    scores = {
        (column, DIMENSION_TITLES[name]): (round(100 * found["share"]), found["earned"], found["at_stake"])
        for column, dimensions in columns.items()
        for name, found in dimensions.items()
    }
    needs = Counter(need["status"] for need in card["ledger"]["needs"])
    seen = [rule for rule in card["protocol"] if rule["confidence"] not in ("M", "VP")]
    verdicts = {verdict: {rule["rule"] for rule in seen if rule["verdict"] == verdict} for verdict in VERDICTS}
    tested = set().union(*verdicts.values())
    order: tuple[Status, ...] = ("in_time", "late", "never", "nobody_held")
    return Said(
        scores,
        sum(ME in review["present"] for review in card["decisions"]),
        tuple(needs[status] for status in order),
        (*map(len, verdicts.values()), len({rule["rule"] for rule in seen} - tested)),
        sorted({rule["rule"] for rule in card["protocol"] if rule["verdict"] == "violated"}),
        [rating["proposed"] for rating in card["ratings"]],
        len(card["critical"]),
        [spell(each["seconds"]) for day in card["days"] for each in day["counts"] if each["seconds"]],
    )


VERDICTS = ("violated", "pending", "satisfied")


def spell(seconds: int) -> str:
    """A length of time, worked out here once more."""
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    parts = [(hours, "hour"), (minutes, "minute"), (rest, "second")]
    return " ".join([f"{count} {name}{'s' if count > 1 else ''}" for count, name in parts if count][:2])


def test_the_play_shows_something_of_each(expected: Said) -> None:
    assert all(expected.scores.values())
    assert expected.decisions > 10
    assert all(expected.needs)
    assert all(expected.rules)
    assert set(expected.ratings) >= {"S", "U"}
    assert expected.critical
    assert expected.lengths


async def test_the_app_says_the_same(tmp_path: Path, material: Material, expected: Said) -> None:
    async with debriefed(tmp_path, look_back(material.log, case=SHIPPED), size=(120, 400)) as here:
        overview = here.see()
        told, protocol, child, ratings = [await here.press(key) for key in "4567"]
    found = re.findall(rf"({DIMENSION})  (\d+)%  ([\d.]+) of ([\d.]+) points", overview)
    both = [(name, (int(percent), float(earned), float(stake))) for name, percent, earned, stake in found]
    assert len(both) == 6
    scores: Scores = {}
    for n, (name, figures) in enumerate(both):
        scores[MINE if n % 2 == 0 else TEAM, name] = figures
    same(scores, expected.scores)
    assert numbers(r"You had a part in (\d+) decisions", overview) == (expected.decisions,)
    assert numbers(r"Critical: (\d+)", overview) == (expected.critical,)
    kinds = ("Reached them in time", "Reached them late", "Told to nobody", "Did not reach who needed it")
    in_time, late, *never = [sum(numbers(rf"{words}: (\d+)", told)) for words in kinds]
    assert (in_time, late, sum(never)) == expected.needs[:3]
    assert numbers(SUMMARY, " ".join(protocol.split())) == expected.rules
    assert sorted(re.findall(r"broken: .*\n(?:      .*\n)*?      ([A-Z]-\w+) ·", protocol)) == expected.broken
    assert re.findall(rf"proposed +{LETTER}", ratings) == expected.ratings
    assert re.findall(r"here +█+ (\d+ (?:hour|minute|second).*?) *\n", child) == expected.lengths


def test_plain_mode_says_the_same(material: Material, expected: Said) -> None:
    lines = debrief(material.book, material.log, RoleId(ME), material.packs)
    scores: Scores = {}
    for line in lines:
        found = re.match(rf"(Score|Team score): ({DIMENSION}): (\d+) percent, ([\d.]+) of ([\d.]+) points?\.", line)
        if found:
            column = MINE if found[1] == "Score" else TEAM
            scores[column, found[2]] = (int(found[3]), float(found[4]), float(found[5]))
    same(scores, expected.scores)
    text = "\n".join(lines)
    assert numbers(r"You had a part in (\d+) decisions", text) == (expected.decisions,)
    others = {
        words: int(count)
        for count, words in re.findall(r"(\d+) (?:told )?(in time|late|not told|held by nobody)", rest(lines))
    }
    mine = Counter(line.partition(": ")[0] for line in lines)
    kinds = (
        ("In time", "in time"),
        ("Late", "late"),
        ("Told to nobody", "not told"),
        ("Out of reach", "held by nobody"),
    )
    mine["Told to nobody"] += mine["Not told"]
    assert tuple(mine[one] + others.get(other, 0) for one, other in kinds) == expected.needs
    assert numbers(SUMMARY, text) == expected.rules
    ids = [re.search(r"([A-Z]-\d\w*); ", line) for line in lines if re.match(r"Rule \d+, broken", line)]
    assert sorted(found[1] for found in ids if found) == expected.broken
    assert re.findall(rf"Proposed: {LETTER}", text) == expected.ratings
    assert mine["Critical"] == expected.critical
    assert re.findall(r"Counted: Time [^:]*: (\d[^.]*)\. The model", text) == expected.lengths


def rest(lines: list[str]) -> str:
    """What the others needed of each other, in one line."""
    return next(line for line in lines if line.startswith("Between the others:"))


def test_the_text_says_the_same(material: Material, expected: Said) -> None:
    text = render(material, "md", full=True)
    found = re.findall(
        rf"^\| ({MINE}|{TEAM}) \| ({DIMENSION}) \| (\d+) % \| ([\d.]+) of ([\d.]+) \|", text, re.MULTILINE
    )
    same({(a, b): (int(c), float(d), float(e)) for a, b, c, d, e in found}, expected.scores)
    reported(text, expected)
    assert re.findall(r"^\| [^|]+ \| \S ([PSMU]) \| not yet", text, re.MULTILINE) == expected.ratings
    assert sorted(re.findall(r"^\| ([A-Z]-\w+) \| ✗ broken", text, re.MULTILINE)) == expected.broken
    assert re.findall(r"^\| Time [^|]* \| 1 \((\d[^)]*)\)", text, re.MULTILINE) == expected.lengths


def test_the_page_says_the_same_without_anything_opened(material: Material, expected: Said) -> None:
    page = parsed(render(material, "html"))
    closed(page)
    rows = [[cell.text for cell in row.all("th", "td")] for row in page.all("tr")]
    figures: Scores = {}
    for row in rows:
        if len(row) == 5 and row[0] in (MINE, TEAM) and row[1] in DIMENSION_TITLES.values():
            earned, stake = row[3].split(" of ")
            figures[row[0], row[1]] = (int(row[2].split()[0]), float(earned), float(stake))
    same(figures, expected.scores)
    assert [row[1][-1] for row in rows if len(row) == 4 and row[2] == "not yet"] == expected.ratings
    assert sorted(row[0] for row in rows if row[1] == "✗ broken") == expected.broken
    assert numbers(SUMMARY, page.text) == expected.rules
    assert numbers(r"(\d+) critical errors?\.", page.text) == (expected.critical,)


def closed(page: Element) -> None:
    """Take out of *page* what is folded."""
    for one in [page, *page.all()]:
        if one.name == "details":
            del one.within[1:]


def test_the_tables_say_the_same(material: Material, expected: Said) -> None:
    sums: dict[tuple[str, str], list[float]] = {}
    for row in table(material, "items"):
        title = DIMENSION_TITLES[row["dimension"]]  # type: ignore[index]
        for column in ([MINE] if row["owner"] == ME else []) + ([TEAM] if row["team_counts"] == "yes" else []):
            for n, key in enumerate(("points", "at_stake")):
                sums.setdefault((column, title), [0.0, 0.0])[n] += float(row[key])
    assert sums.keys() == expected.scores.keys()
    for place, (_, earned, stake) in expected.scores.items():
        assert sums[place] == pytest.approx([earned, stake], abs=1e-4), place
    assert sum(ME in row["present"].split() for row in table(material, "decisions")) == expected.decisions
    needs = Counter(row["status"] for row in table(material, "needs"))
    assert tuple(needs[status] for status in ("in_time", "late", "never", "nobody_held")) == expected.needs
    broken = {row["rule"] for row in table(material, "protocol") if row["verdict"] == "violated"}
    assert sorted(broken) == expected.broken
    assert len(table(material, "critical")) == expected.critical


def table(material: Material, name: str) -> list[dict[str, Any]]:
    """A table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(render(material, "csv", name), newline="")))


def reported(text: str, expected: Said) -> None:
    """What a report says in sentences."""
    titles = re.findall(rf"^\| \d+ \| (?:\w+ )?\d\d:\d\d \| [^|]+ \| ([^|]*{MINE}[^|]*) \| ", text, re.MULTILINE)
    assert len(titles) == expected.decisions
    found = numbers(r"needs? arose: (\d+) in time, (\d+) late, (\d+) never, (\d+) held by nobody", text)
    assert found == expected.needs
    assert numbers(SUMMARY, text) == expected.rules
    assert numbers(r"(\d+) critical errors?\.", text) == (expected.critical,)


def numbers(pattern: str, text: str) -> tuple[int, ...]:
    """The numbers in the one place where *text* says *pattern*."""
    found = re.search(pattern, text)
    assert found, pattern
    return tuple(map(int, found.groups()))


def same(said: Scores, expected: Scores) -> None:
    """Percents to the last digit, points as far as they are written: two places at most."""
    assert said.keys() == expected.keys()
    for place, (percent, earned, stake) in expected.items():
        assert said[place][0] == percent, place
        assert said[place][1:] == pytest.approx((earned, stake), abs=0.0051), place
