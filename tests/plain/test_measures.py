"""What a play was measured by and what a person adds to it, line by line: rules, the child's day, ratings, what if, hot wash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from sim.engine import Setup
from sim.engine.names import RoleId
from sim.engine.seats import Mode, Seat
from sim.format import open_scenario, shipped
from sim.plain.debrief import debrief
from sim.plain.pages import Pages
from sim.plain.prefixes import prefix
from sim.plain.speech import Speech
from sim.players import rehearse, team
from sim.sessions import ManualWall, open_store, start
from sim.sessions.afterwards import Afterwards
from tests.plain.plays import book_of
from tests.plain.table import Heard

CASE = "night_at_the_duplex"
POLICE = RoleId("police")


async def heard(typed: Sequence[str], after: Afterwards | None = None, mode: Mode = "practice") -> str:
    """What is heard in the debrief of a play by hurried players while *typed* is typed."""
    book = book_of(CASE, 7)
    setup = Setup(7, {role: Seat(person="p-1" if role == POLICE else None) for role in book.roles}, mode)
    log = rehearse(book, setup, team("hurried", book, 7)).log
    lines = [*typed, "leave"]
    out = Heard()

    async def listen() -> str:
        return lines.pop(0)

    packs = open_scenario(shipped()[CASE]).packs
    await Pages(book, log, POLICE, Speech(out), listen, packs=packs, after=after).run()
    said = out.getvalue()
    for line in said.splitlines():
        assert prefix(line), line
    return said


@pytest.fixture
def after(tmp_path: Path) -> Iterator[Afterwards]:
    """A session that keeps what is added."""
    with closing(open_store(tmp_path / "sessions.db")) as store:
        reading = open_scenario(shipped()[CASE])
        yield Afterwards(store, start(store, reading, role="police", seed=7, wall=ManualWall()).id)


async def test_an_empty_line_asks_which_page_without_reading_the_list_again() -> None:
    said = await heard(["4", "", "", "again", "pages"])
    assert said.count("Page 1: Overview") == 2  # at the beginning, and where it was asked for
    assert said.count("Question: Which page, 1 to 11? pages says the list,") == 2
    assert said.count("Team sharing: ") == 2  # again says the page once more, and not the question


async def test_a_long_page_of_sharing_says_first_how_many_lines_of_each_kind_follow() -> None:
    said = await heard(["sharing"])
    found = re.search(r"^Sharing: (\d+) lines follow: (.*)\.$", said, re.MULTILINE)
    assert found is not None
    below = [line.partition(":")[0] for line in said[found.end() :].splitlines() if ": " in line]
    kinds = {head: int(count) for count, head in (part.split(" ", 1) for part in found[2].split(", "))}
    assert kinds == {head: below.count(head) for head in kinds}
    assert sum(kinds.values()) == int(found[1])


async def test_rules_are_read_by_kind_and_open_with_the_lines_they_rest_on() -> None:
    said = await heard(["protocol", "rule 1", "rule 99"])
    assert "Protocol: Rules: " in said
    assert said.index("Law: ") < said.index("Guideline: ") < said.index("To be checked, not scored: ")
    assert "\nEvidence: " in said
    assert "log line " in said
    assert "No: There is no rule 99" in said


async def test_a_score_opens_into_what_it_is_made_of_and_each_of_that_into_what_it_rests_on() -> None:
    said = await heard(["overview", "items protocol", *(f"item {n}" for n in range(1, 40)), "items team coordination"])
    assert "items and a dimension says what a score is made of" in said
    count = int(re.findall(r"^Items: You, protocol: (\d+) things", said, re.M)[0])
    mine = said.split("Items: You")[1].split("Items: The team")[0]
    assert (
        len(re.findall(r"^Item \d+, (?:[\d.]+ of [\d.]+ points?|not judged): ", mine.split("\nNo:")[0], re.M)) >= count
    )
    assert f"There is no item {count + 1}: they go from 1 to {count}." in mine
    assert "A rule, " in mine
    assert "\nRule " in mine  # an item that is a rule opens as the rule does
    assert re.search(r"\nQuestion: decision \d+ says all of that decision\.", mine)
    assert "Evidence: Log line " in mine
    team = said.split("Items: The team, coordination: ")[1]
    assert " It counts for " in team
    assert "A fact that somebody needed." in team


async def test_items_are_asked_for_by_dimension_and_in_a_workshop_only_ones_own() -> None:
    said = await heard(["items", "items nonsense", "item 1"])
    assert said.count("Type items and a dimension") == 3
    said = await heard(
        ["items coordination", "reveal", "items team coordination", "items coordination"], mode="workshop"
    )
    assert "No: In a workshop there are no points here; reveal says your own." in said
    assert "The team, " not in said
    assert "Items: You, coordination: " in said


async def test_the_childs_day_begins_with_a_headline_without_a_number() -> None:
    said = await heard(["day"])
    (headline,) = [line for line in said.splitlines() if line.startswith("Child: Child A, ")]
    assert "eavier than in the model answer" in headline
    assert not any(sign.isdigit() for sign in headline.partition("years old")[2])
    assert "Counted: Asked to tell it again: " in said


async def test_a_rating_is_given_with_its_reason_and_read_beside_the_proposal(after: Afterwards) -> None:
    said = await heard(["ratings", "rating 1", "rate 1", "P", "I saw it.", "Ada", "ratings", "rate 99"], after)
    assert "Given: P, performed without challenges. It is kept beside the proposal." in said
    assert "by Ada: P, performed without challenges" in said
    assert "No: There is no rating 99" in said
    (one,) = after.confirmations()
    assert (one.given, one.reason, one.by) == ("P", "I saw it.", "Ada")


async def test_without_a_session_nothing_is_added() -> None:
    said = await heard(["rate 1", "judge 1", "plus well", "group 1", "delete 1", "overview"])
    assert said.count("belongs to no session that is kept") == 5
    assert "Critical: At " in said
    assert "ailed until" not in said  # in practice it is a thing to learn from


async def test_cards_are_written_grouped_and_deleted(after: Afterwards) -> None:
    typed = ["plus", "plus We spoke early.", "delta Too late.", "hot wash", "group 1 9", "group 1 2", "Talking"]
    said = await heard([*typed, "delete 2", "no", "delete 2", "yes"], after)
    assert "No: Type plus and then your words" in said
    assert "No: Type group and numbers of cards, from 1 to 2." in said
    assert "Group: Talking." in said
    assert "Cancelled: The card stays." in said
    assert [(card.kind, card.group) for card in after.cards()] == [("plus", "Talking")]


async def test_what_if_says_what_differs_and_changes_nothing(after: Afterwards) -> None:
    said = await heard(["what if 1", "2", "1", "what if 99", "what if 1", ""], after)
    assert "What if: From 21:40" in said
    assert "Played: " in said
    assert "What if: That was all." in said
    assert "No: There is no decision 99" in said
    assert "Cancelled: " in said


async def test_a_workshop_says_neither_points_nor_whose_they_were_until_one_asks_for_ones_own() -> None:
    typed = ["overview", "decisions", "1", "", "sharing", "protocol", "judge 1", "what if 1", "1", "1"]
    said = await heard(typed, mode="workshop")
    for word in (
        "Score: ",
        "Earned",
        "Worth",
        "This is the model answer",
        "Lost: ",
        "Not tested: 1",
        "percent",
        "You took",
    ):
        assert word not in said.replace("Type reveal to hear your own points", ""), word
    assert "What was taken: choice " in said
    assert "nobody judges it" in said
    said = await heard(["reveal", "decisions", "reveal", "decisions"], mode="workshop")
    once, _, again = said.partition("Earned")
    assert "Score: Coordination" in once
    assert "Team score" not in said
    assert again.rpartition("Workshop: The pages")[2].count("Earned") == 0


async def test_what_others_knew_is_counted_where_it_is_much_and_read_on_request() -> None:
    said = await heard(["decisions", "4", "others knew"])
    assert "facts that you did not. Type others knew to hear them." in said
    assert "Others knew: On file the household is mother, father and three children" in said


async def test_where_points_went_is_said_at_the_decision() -> None:
    said = await heard(["decisions", "1"])
    assert "Lost: 21:40, your choice: lost " in said


def test_a_debrief_that_nobody_types_in_holds_all_of_it() -> None:
    book = book_of(CASE, 7)
    log = rehearse(book, Setup(7, {role: Seat() for role in book.roles}), team("hurried", book, 7)).log
    lines = debrief(book, log, POLICE, open_scenario(shipped()[CASE]).packs)
    starts = {prefix(line) for line in lines}
    assert {"Critical", "Protocol", "Rule", "Child", "Counted", "Rating", "Given", "Lost"} <= starts


async def test_after_an_exam_a_critical_error_waits_for_a_person() -> None:
    said = await heard(["overview"], mode="exam")
    assert "Not looked at by a person yet: sim rate --help says how." in said
    assert "Critical: Protocol adherence: failed until a person has looked at it. That goes for " in said
    assert "Team score: Protocol adherence: " in said
    assert said.count(" Failed until a person has looked at it.") >= 1


async def test_a_critical_error_is_judged_with_a_reason_and_a_name(after: Afterwards) -> None:
    typed = ["overview", "judge 99", "judge 1", "2", "It was safe.", "Dr. Lee", "overview", "judge 1", "cancel"]
    said = await heard(typed, after, mode="exam")
    assert "Not looked at by a person yet: judge 1 says what you find." in said
    assert "No: There is no critical error 99" in said
    assert "Given: It is none. It is kept beside what was found." in said
    assert "Looked at by Dr. Lee and found to be none: It was safe." in said.rpartition("Given: ")[2]
    (one,) = after.judgements()
    assert (one.confirmed, one.reason, one.by) == (False, "It was safe.", "Dr. Lee")
