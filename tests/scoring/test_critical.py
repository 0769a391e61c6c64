"""Critical errors: which there are, whose, and on what they rest."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import score
from scoring.adherence import Adherence
from scoring.critical import errors, milestones
from scoring.sentences import Voice, critical
from scoring.walk import follow
from sim.engine.commands import HandOver
from sim.engine.events import DecisionClosed, Done, MilestoneReached
from sim.engine.seats import Seat, Setup
from sim.players import rehearse, team
from tests.scoring.judged_case import judged_book, judged_case
from tests.scoring.small_cases import Play, persons

VOICE = Voice(lambda seat: "you" if seat == "police" else f"the {seat}", lambda second: f"{second} s")


def rule(**more: object) -> Adherence:
    """A critical rule that the investigator broke."""
    values = {
        "pack": "p", "pack_title": "The pack", "rule": "X-09", "statement": "Say so.", "roles": ("cps",), "kind": "law",
        "severity": "critical", "confidence": "V1", "jurisdiction": "", "source": "s. 1", "rationale": "Somebody hears.",
        "scored": True, "why_unscored": "", "verdict": "violated", "broke": (3,), "certain": 40, "charged": ("cps",),
    }  # fmt: skip
    return Adherence(**{**values, **more})  # type: ignore[arg-type]


def played(*choices: str, setup: Setup | None = None) -> Play:
    play = Play(judged_case(), setup)
    for place, name in enumerate(choices):
        play.choose("police", 5 + 70 * place, name)
    return play.until(5 + 70 * len(choices))


def test_a_milestone_that_is_called_critical_is_one_when_it_is_reached() -> None:
    play = played("go")
    (found,) = score(play.book, play.log).critical
    assert (found.id, found.text, found.source, found.roles, found.at) == (
        "left_alone", "They were left alone.", "B-14", ("police",), 65,
    )  # fmt: skip
    assert found.confirmed is None
    reached = play.last(MilestoneReached)
    assert found.events[-1] == reached.seq
    assert [type(play.log[seq - 1]) for seq in found.events] == [Done, MilestoneReached]


def test_before_it_is_reached_there_is_none() -> None:
    play = Play(judged_case()).choose("police", 5, "go").until(64)
    assert score(play.book, play.log).critical == ()


def test_its_lines_show_all_that_its_condition_speaks_of() -> None:
    play = played("care", "pack", "barred")
    (found,) = score(play.book, play.log).critical
    assert [type(play.log[seq - 1]) for seq in found.events] == [DecisionClosed, Done, MilestoneReached]
    assert found.roles == ()  # the team's


def test_what_the_computer_did_in_a_seat_that_a_person_left_is_nobodys() -> None:
    play = Play(judged_case(), persons("police")).give(HandOver(seat="police", at=1, role="police"))
    play.choose("police", 5, "go").until(70)
    (found,) = score(play.book, play.log).critical
    assert found.roles == ()


def test_a_critical_rule_that_somebody_broke_is_one_once_for_all_children() -> None:
    course = follow(judged_book(), played("care").log)
    rows = (rule(subject="a", broke=(4,), certain=50), rule(subject="b", broke=(3,)))
    (found,) = errors(course, rows)
    assert (found.id, found.at, found.events, found.roles) == ("X-09", 40, (3, 4), ("cps",))
    assert found.text == "Say so. That was not kept. The reason for it: somebody hears."
    assert found.source == "The pack, X-09: s. 1"


@pytest.mark.parametrize(
    "more",
    [{"verdict": "satisfied"}, {"verdict": "pending"}, {"severity": "major"}, {"charged": ()}],
    ids=["kept", "owed", "major", "nobodys"],
)
def test_other_rules_are_none(more: dict) -> None:
    assert errors(follow(judged_book(), played("care").log), (rule(**more),)) == ()


def test_a_rule_that_a_milestone_cites_is_not_said_twice() -> None:
    course = follow(judged_book(), played("go").log)
    assert [error.id for error in errors(course, (rule(rule="B-14"), rule()))] == ["X-09", "left_alone"]


def test_what_stops_a_case_is_what_was_reached_since() -> None:
    play = played("go", "pack", "barred")
    reached = [event.seq for event in play.all(MilestoneReached)]
    assert [error.id for error in milestones(play.book, play.log)] == ["left_alone", "given_away"]
    assert [error.id for error in milestones(play.book, play.log, reached[0])] == ["given_away"]
    assert milestones(play.book, play.log, len(play.log)) == ()


def test_the_card_says_when_whose_what_and_where_it_stands() -> None:
    play = played("go")
    (found,) = score(play.book, play.log).critical
    assert critical(found, VOICE) == ["At 65 s, by you.", "They were left alone.", "Source: B-14."]
    assert critical(found, VOICE, named=False)[0] == "At 65 s."  # a workshop's topic
    assert critical(msgspec.structs.replace(found, roles=(), source="", confirmed=False), VOICE) == [
        "At 65 s.",
        "They were left alone.",
        "A person found that it is none.",
    ]


def test_a_play_as_the_model_has_none() -> None:
    book = judged_book()
    run = rehearse(book, Setup(1, {role: Seat(player="model") for role in book.roles}), team("model", book))
    assert score(book, run.log).critical == ()


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from(["random", "siloed", "hurried"]))
def test_errors_are_in_order_and_their_lines_are_in_the_log(seed: int, player: str) -> None:
    book = judged_book()
    setup = Setup(seed, {role: Seat(player=player) for role in book.roles})
    log = rehearse(book, setup, team(player, book, seed)).log
    found = errors(follow(book, log), ())
    assert [error.at for error in found] == sorted(error.at for error in found)
    assert {error.id for error in found} == {
        event.name
        for event in log
        if isinstance(event, MilestoneReached) and book.scenario.milestones[event.name].critical is not None
    }
    for error in found:
        assert list(error.events) == sorted(set(error.events))
        assert log[error.events[-1] - 1].at == error.at
