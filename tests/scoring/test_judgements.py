"""What a person finds of a critical error, and what then becomes of the dimension that it is in."""

from __future__ import annotations

from itertools import product
from typing import get_args

import msgspec
import pytest

from scoring import score
from scoring.critical import CriticalError, Judgement, errors
from scoring.judgements import FAILING, beside, judged, standings, stands
from scoring.sentences import Voice, critical, fails, judgement
from scoring.walk import follow
from sim.engine.names import RoleId
from sim.engine.scenario import DIMENSIONS, Critical
from sim.engine.seats import Mode, Seat, Setup
from tests.scoring.judged_case import judged_case
from tests.scoring.small_cases import Play
from tests.scoring.test_critical import played, rule

POLICE, CPS = RoleId("police"), RoleId("cps")
VOICE = Voice(lambda seat: "you" if seat == "police" else f"the {seat}", lambda second: f"{second} s")


def error(id: str = "left", roles: tuple[RoleId, ...] = (POLICE,), confirmed: bool | None = None) -> CriticalError:
    return CriticalError(
        id=id, text="Left.", at=60, events=(3,), dimension="protocol", roles=roles, confirmed=confirmed
    )


def found(confirmed: bool, name: str = "left:police", by: str = "") -> Judgement:
    return Judgement(error=name, confirmed=confirmed, reason="I saw it.", by=by, on="2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("confirmed", "standing"), [(None, "unconfirmed"), (True, "failed"), (False, "counts")], ids=str
)
def test_in_an_exam_an_error_fails_its_dimension_until_a_person_has_looked_at_it(confirmed, standing) -> None:
    here = (error(confirmed=confirmed),)
    for mode in FAILING:
        assert stands(mode, here, "police", "protocol") == stands(mode, here, "team", "protocol") == standing
        assert stands(mode, here, "cps", "protocol") == "counts"  # it is not theirs
        assert stands(mode, here, "police", "coordination") == "counts"  # it is not in it


@pytest.mark.parametrize("mode", [mode for mode in get_args(Mode) if mode not in FAILING])
def test_in_coach_practice_and_workshop_nothing_ever_fails(mode: Mode) -> None:
    for confirmed, column, dimension in product((None, True, False), ("police", "team"), DIMENSIONS):
        assert stands(mode, (error(confirmed=confirmed),), column, dimension) == "counts"
    assert fails(mode, (error(confirmed=True), error()), VOICE) == []


def test_one_confirmed_error_fails_and_else_one_that_nobody_has_looked_at() -> None:
    none, yes, no = error("a"), error("b", confirmed=True), error("c", confirmed=False)
    assert stands("exam", (no, none, yes), "police", "protocol") == "failed"
    assert stands("exam", (no, none), "police", "protocol") == "unconfirmed"
    assert stands("exam", (no,), "police", "protocol") == "counts"
    assert stands("exam", (), "police", "protocol") == "counts"


def test_what_the_team_did_together_fails_the_team_and_no_role() -> None:
    here = (error(roles=()),)
    assert stands("exam", here, "team", "protocol") == "unconfirmed"
    assert stands("exam", here, "police", "protocol") == "counts"
    assert fails("exam", here, VOICE) == [
        "Protocol adherence: failed until a person has looked at it. That goes for the team."
    ]


def test_a_milestone_says_its_dimension_and_a_rule_of_a_pack_fails_protocol_adherence() -> None:
    plain = score((play := played("go")).book, play.log).critical
    assert [one.dimension for one in plain] == ["protocol"]
    case = judged_case()
    milestone = case.milestones["left_alone"]
    assert milestone.critical is not None
    hurt = Critical(milestone.critical.text, roles=milestone.critical.roles, dimension="trauma_informed")
    case = msgspec.structs.replace(
        case, milestones={**case.milestones, "left_alone": msgspec.structs.replace(milestone, critical=hurt)}
    )
    own = Play(case, Setup(1, {POLICE: Seat(person="p"), CPS: Seat(person="q")}, "exam"))
    own.choose("police", 5, "go").until(70)
    (mine, ruled) = errors(follow(own.book, own.log), (rule(certain=99),))
    assert (mine.dimension, ruled.dimension) == ("trauma_informed", "protocol")
    card = score(own.book, own.log)
    assert standings(card) == {
        "police": {"coordination": "counts", "trauma_informed": "unconfirmed", "protocol": "counts"},
        "cps": dict.fromkeys(DIMENSIONS, "counts"),
        "team": {"coordination": "counts", "trauma_informed": "unconfirmed", "protocol": "counts"},
    }
    assert standings(beside(card, [found(False, mine.name)]))["police"]["trauma_informed"] == "counts"
    assert standings(score(play.book, play.log)) == {}


def test_a_judgement_stands_beside_what_was_found_and_changes_no_score() -> None:
    play = played("go")
    card = score(play.book, play.log)
    (name,) = (one.name for one in card.critical)
    shown = beside(card, [found(False, name), found(True, name), found(True, "another")])
    assert shown.critical[0].confirmed is True  # the last one counts
    assert shown.critical[0].judgement == found(True, name)
    assert msgspec.structs.replace(shown, critical=card.critical) == card
    assert card.critical[0].judgement is None


def test_the_same_rule_broken_by_two_seats_is_judged_apart() -> None:
    both = (error("B-20", (POLICE,)), error("B-20", (CPS,)), error("B-20", (POLICE, CPS)))
    assert [one.name for one in both] == ["B-20:police", "B-20:cps", "B-20:police+cps"]
    assert [one.confirmed for one in judged(both, [found(True, "B-20:cps")])] == [None, True, None]


def test_what_a_person_found_is_said_with_their_reason() -> None:
    assert judgement(error()) is None
    (yes,) = judged((error(),), [found(True, by="Dr. Lee")])
    assert judgement(yes) == "Confirmed by Dr. Lee: I saw it."
    assert judgement(yes, named=False) == "Confirmed: I saw it."
    (no,) = judged((error(),), [found(False)])
    assert critical(no, VOICE)[-1] == "Looked at and found to be none: I saw it."
    assert fails("exam", (no,), VOICE) == ["Protocol adherence: counts as it stands, a person has looked at it."]
    assert fails("exam", (yes, error("B-20", (CPS,))), VOICE) == [
        "Protocol adherence: failed, and a person has confirmed it. That goes for you and the team.",
        "Protocol adherence: failed until a person has looked at it. That goes for the cps.",
    ]
