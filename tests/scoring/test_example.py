"""The worked example in `docs/scoring.md`: the program's numbers are those on the page."""

import re
from pathlib import Path

import pytest

from scoring import Item, Scorecard, score
from scoring.continuation import where_the_points_went
from sim.engine.scenario import Basis
from tests.scoring.small_cases import Play, case, choice, fact, need, outcome, points, scene, two_doors

PAGE = Path(__file__).parents[2] / "docs" / "scoring.md"


def example() -> Play:
    """The example as it is told on the page."""
    scenes = {
        "doorstep": scene(
            {
                "look": choice("Announce yourself.", "stairs", points(1, 1, 1)),
                "enter": choice("Go in at once.", "stairs", points(0.4, 0.2, 0.6)),
            },
            title="The doorstep",
        ),
        "stairs": scene(
            {
                "call": choice("Call up first.", "kitchen", points(0.8, 0.6, 1)),
                "wait": choice("Wait.", "kitchen", points(0.5, 0.6, 0.4)),
            },
            title="The stairs",
        ),
        "on_call": scene(
            {
                "drive": choice("Set out at once.", "kitchen", points(1, None, 1), takes=400),
                "read": choice("Read first.", "kitchen", points(0.4, None, 0.4)),
            },
            ("cps",),
            title="On call",
        ),
        "kitchen": scene(
            {
                "aunt": choice("Ask the aunt.", "paper", points(1, 1, 1)),
                "shelter": choice("Take them to the shelter.", "paper", points(0.6, 0.3, 0.8)),
            },
            ("police", "cps"),
            "together",
            title="In the kitchen",
        ),
        "paper": scene(
            {"sign": choice("Write down the ground.", credit=points(None, None, 1))},
            ("police", "cps"),
            "each",
            title="The paper",
            think=30,
            if_no_answer=outcome(),
        ),
        "ward": scene({"go": choice("Go on.")}, title="The ward"),
    }
    facts = {
        "alone": fact("Three children are alone in the flat.", needed_by={"cps": need("kitchen", 120, 240)}),
        "dog": fact("There is a dog in the kitchen.", needed_by={"cps": need("kitchen", 300)}),
        "record": fact("The father has a record.", lawful={"cps": ("agreement",)}, tempting=("curiosity",)),
        "aunt": fact("An aunt lives ten minutes away.", ("cps",), needed_by={"police": need("kitchen", 600)}),
        "medicine": fact("One of them takes medicine.", ("cps",), needed_by={"police": need("ward", 600)}),
    }
    bases = {"agreement": Basis("The agreement"), "curiosity": Basis("It would help to know.")}
    play = Play(case(scenes, {"police": "doorstep", "cps": "on_call"}, facts=facts, bases=bases))
    play.choose("police", 10, "enter").choose("cps", 20, "drive").choose("police", 90, "call")
    play.tell("police", 180, "cps", "alone").tell("police", 200, "cps", "record", basis="curiosity")
    play.tell("cps", 240, "police", "aunt")
    play.choose("police", 500, "shelter").choose("cps", 510, "shelter").choose("cps", 580, "sign")
    return play.until(900)


@pytest.fixture(scope="module")
def card() -> Scorecard:
    play = example()
    return score(play.book, play.log)


def rows() -> list[tuple[str, float, float, str]]:
    """The rows of the page's tables: what, earned, at stake, why."""
    section = PAGE.read_text(encoding="utf-8").split("## A small example")[1].split("\n## ")[0]
    found = re.findall(r"^\| (.+?) \| (\S+) \| (\S+) \| (.+?) \|$", section, re.MULTILINE)
    assert len(found) == 10
    return [(what, float(earned.strip("*")), float(stake.strip("*")), why) for what, earned, stake, why in found]


def summary(what: str) -> tuple[float, float, str]:
    return next((earned, stake, why.strip("*")) for name, earned, stake, why in rows() if name == f"**{what}**")


def shown(items: tuple[Item, ...]) -> dict[str, tuple[float, float]]:
    return {item.label: (round(item.points, 9), round(item.at_stake, 9)) for item in items}


def test_the_officers_items_are_those_on_the_page(card: Scorecard) -> None:
    on_page = {what: (earned, stake) for what, earned, stake, _ in rows()[:5]}
    assert shown(card.items_of("police", "coordination")) == on_page


def test_the_teams_items_are_the_officers_and_those_on_the_page(card: Scorecard) -> None:
    on_page = {what: (earned, stake) for what, earned, stake, _ in rows() if "**" not in what}
    assert shown(card.items_of("team", "coordination")) == on_page


@pytest.mark.parametrize(
    ("what", "column"), [("Patrol officer, coordination", "police"), ("Team, coordination", "team")]
)
def test_the_sums_are_those_on_the_page(card: Scorecard, what: str, column: str) -> None:
    earned, stake, share = summary(what)
    found = card.team["coordination"] if column == "team" else card.roles["police"]["coordination"]
    assert (found.earned, found.at_stake) == (pytest.approx(earned), pytest.approx(stake))
    assert found.share is not None
    assert f"{found.share:.0%}".replace("%", " %") == share


def test_the_sentences_of_the_example_hold(card: Scorecard) -> None:
    investigator = card.roles["cps"]["coordination"]
    assert (investigator.earned, investigator.at_stake, investigator.share) == (2, 2, None)
    assert (investigator.coverage.judged, investigator.coverage.not_tested) == (2, 1)
    protocol = card.roles["police"]["protocol"]
    assert (protocol.earned, protocol.at_stake, protocol.share) == (pytest.approx(1.6), 3, None)
    assert [(item.points, round(item.at_stake, 9)) for item in card.items_of("police", "protocol")] == [
        (0.6, 1),
        (1, 1),
        (0, 1),
    ]


def test_the_times_of_the_example_hold(card: Scorecard) -> None:
    reasons = {item.label: item.reason for item in card.items}
    assert "at 21:43; it was needed by 21:42" in reasons["Three children are alone in the flat."]
    assert "needed by 21:45" in reasons["There is a dog in the kitchen."]
    late = next(line for line in card.ledger.needs if line.fact == "alone")
    assert late.too_late == 4 * 60


def test_the_play_by_hand_is_that_on_the_page() -> None:
    """M before an act, what it earned, and M after it: the rest was lost by it."""
    section = PAGE.read_text(encoding="utf-8").split("### By hand")[1].split("\n## ")[0]
    acts = re.findall(r"^\| .+? \| (.+?) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|$", section, re.MULTILINE)
    on_page = {whose: tuple(map(float, numbers)) for whose, *numbers in acts}
    play = Play(two_doors()).choose("cps", 5, "wait").choose("police", 10, "break").until(600)
    found, card = where_the_points_went(play.book, play.log), score(play.book, play.log)
    for role, title in (("police", "Patrol officer"), ("cps", "Investigator")):
        before, earned, after, lost = on_page[title]
        assert lost == before - earned - after
        assert found.start[role, "coordination"] == before
        assert [row.points for row in found.rows if row.seat == role] == [lost]
        (item,) = card.items_of(role, "coordination")
        assert (item.points, item.at_stake) == (earned, earned + lost)
        assert f"{earned:g} of {item.at_stake:.1f}" in section
