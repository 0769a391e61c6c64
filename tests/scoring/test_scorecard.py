"""The scorecard: what a result says about itself, and logs that can't be scored."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from scoring import SCORING_VERSION, Scorecard, score
from sim.engine.commands import End, HandOver
from sim.engine.errors import LogFault
from sim.engine.events import cut
from sim.engine.scenario import DIMENSIONS
from sim.players import make_player, rehearse
from tests.scoring.busy_case import ROLES, busy_book, busy_setup
from tests.scoring.small_cases import Play, case, choice, outcome, persons, points, scene

DOOR = {"well": choice("Look first.", credit=points(1, 1, 1)), "fair": choice("Go in.", credit=points(0.4, 0.2, 0.6))}


def door(setup=None) -> Play:
    """One decision."""
    return Play(case({"door": scene(DOOR, think=60, if_no_answer=outcome())}, {"police": "door"}), setup)


def card(play: Play) -> Scorecard:
    return score(play.book, play.log)


def rehearsal(seed: int) -> bytes:
    """The scorecard of one rehearsal, as it is written."""
    book = busy_book()
    players = {role: make_player("random", book, role, seed) for role in ROLES}
    return msgspec.json.encode(score(book, rehearse(book, busy_setup(0), players).log))


def test_a_scorecard_says_what_it_is_of() -> None:
    found = card(door(persons("police", mode="coach")).choose("police", 5, "well").until(100))
    assert (found.version, found.semantics, found.scenario, found.title) == (
        SCORING_VERSION,
        1,
        "small",
        "A small case",
    )
    assert (found.review, found.mode, found.pace, found.seed) == ("draft", "coach", "standard", 1)
    assert (found.ended, found.ending, found.time, found.events) == (True, "over", 65, 8)
    assert not found.provisional


@pytest.mark.parametrize(
    ("setup", "conditions"),
    [
        (persons("police"), "standard"),
        (persons("police", factor=1.5), "approved"),
        (persons("police", pace="relaxed"), "approved"),
        (persons("police", pace="untimed"), "approved"),
    ],
)
def test_a_scorecard_says_under_which_conditions_and_not_which(setup, conditions: str) -> None:
    assert card(door(setup)).conditions == conditions


def test_every_role_and_the_team_have_a_score_in_every_dimension_and_there_is_no_grand_total() -> None:
    found = card(door().choose("police", 5, "well"))
    assert list(found.roles) == ["police"]
    assert [tuple(scores) for scores in (*found.roles.values(), found.team)] == [DIMENSIONS, DIMENSIONS]
    assert not {"total", "points", "share"} & set(Scorecard.__struct_fields__)


def test_items_can_be_had_by_column_and_dimension() -> None:
    found = card(door().choose("police", 5, "fair"))
    assert [item.points for item in found.items_of("police")] == [0.4, 0.2, 0.6]
    assert [item.points for item in found.items_of("team", "protocol")] == [0.6]
    assert found.items_of("cps") == ()


def test_a_case_that_was_stopped_is_scored_as_far_as_it_went() -> None:
    found = card(door().give(End(seat="police", at=3)))
    assert (found.ended, found.items, len(found.untested)) == (True, (), 3)


def test_stepping_out_costs_nothing() -> None:
    stayed = card(door(persons("police")).choose("police", 5, "well"))
    left = door(persons("police")).give(HandOver(seat="police", at=3, role="police"))
    left.give(HandOver(seat="facilitator", at=4, role="police", to="p-police")).choose("police", 5, "well")
    assert card(left).roles == stayed.roles


# --- the same everywhere


PRINT = """
import hashlib
from tests.scoring.test_scorecard import rehearsal
print(*(hashlib.sha256(rehearsal(seed)).hexdigest() for seed in range(4)))
"""


@pytest.mark.parametrize(("hash_seed", "zone"), [("1", "UTC"), ("2", "Asia/Kathmandu"), ("77", "America/New_York")])
def test_a_score_is_the_same_in_every_process(hash_seed: str, zone: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PRINT],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": zone, "LC_ALL": "C"},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [hashlib.sha256(rehearsal(seed)).hexdigest() for seed in range(4)]


# --- logs that can't be scored


def fault(play: Play, log: list) -> LogFault:
    with pytest.raises(LogFault) as caught:
        score(play.book, log)
    return caught.value


def test_an_empty_log_has_no_score() -> None:
    found = fault(door(), [])
    assert (found.code, str(found)) == ("log_cut", "The log does not start with the beginning of the case.")


def test_a_log_with_a_gap_has_no_score() -> None:
    play = door().choose("police", 5, "well")
    assert str(fault(play, play.log[:2] + play.log[3:])) == "Event 3 is missing: number 4 stands in its place."


def test_the_part_of_a_log_that_one_role_saw_has_no_score() -> None:
    play = door().choose("police", 5, "well")
    assert fault(play, cut(play.log, "police")).code == "log_cut"


def test_a_log_of_another_scenario_has_no_score() -> None:
    play = door()
    began = msgspec.structs.replace(play.log[0], scenario="night_at_the_duplex")
    assert str(fault(play, [began, *play.log[1:]])) == "The log is of night_at_the_duplex, not of small."


def test_a_log_of_other_rules_has_no_score() -> None:
    play = door()
    found = fault(play, [msgspec.structs.replace(play.log[0], semantics=7), *play.log[1:]])
    assert found.code == "other_semantics"
    assert found.hint == "A finished session keeps the scores that it was given then."


def test_an_edited_log_has_no_score() -> None:
    play = door().choose("police", 5, "well")
    closed = next(place for place, event in enumerate(play.log) if type(event).__name__ == "DecisionClosed")
    play.log[closed] = msgspec.structs.replace(play.log[closed], decision="window#1")
    found = fault(play, play.log)
    assert (found.code, found.place) == ("log_fault", f"event {closed + 1}")
