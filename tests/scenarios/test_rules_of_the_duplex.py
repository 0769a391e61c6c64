"""Night at the duplex and the rules of its packs: the model keeps them, others do not, and what could be tested is."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from scoring import Adherence, Item, critical_violations
from scoring.adherence import adhere
from scoring.conformance import Checker, trace
from scoring.decisions import judge
from scoring.walk import follow
from sim.engine import Seat, Setup, prepare
from sim.engine.conditions import Condition
from sim.engine.names import SceneId
from sim.engine.parties import bindings, parties
from sim.engine.scenario import Cases, Credit, Destination, Dimension, Goto
from sim.engine.seats import PlayerName
from sim.format import open_scenario, shipped
from sim.players import rehearse, team

READING = open_scenario(shipped()["night_at_the_duplex"])
assert READING.scenario is not None
CASE, PACKS = READING.scenario, READING.packs
BOOKS = [prepare(CASE, seed) for seed in range(2)]

NEVER = {
    "B-04": "the father, who is alleged to have left them, is their caregiver",
    "B-09": "it is a neighbor who called, and no professional",
}
"""Rules whose occasion the case could bring by its activities, and does not, and why."""


class Ruled(NamedTuple):
    """How the rules came out in a play, their items, and those of its decisions."""

    protocol: tuple[Adherence, ...]
    rules: tuple[Item, ...]
    decided: tuple[Item, ...]


@cache
def played(player: PlayerName, seed: int) -> Ruled:
    """Without the rest of the scores, which follow the model through the night and take longer."""
    book = BOOKS[seed % 2]
    setup = Setup(seed, {role: Seat(player=player) for role in CASE.roles})
    course = follow(book, rehearse(book, setup, team(player, book, seed)).log)
    decided = judge(course).items
    evidence, protocol = adhere(course, PACKS, decided)
    return Ruled(protocol, evidence.items, decided)


def verdicts(card: Ruled, verdict: str) -> set[str]:
    return {row.rule for row in card.protocol if row.verdict == verdict}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_model_breaks_no_rule_and_loses_nothing_by_one(seed: int) -> None:
    card = played("model", seed)
    assert verdicts(card, "violated") == set()
    assert critical_violations(card.protocol) == ()
    assert all(item.credit == 1 for item in card.rules)
    assert verdicts(card, "satisfied") >= {
        "B-01",
        "B-12",
        "B-13",
        "B-17",
        "B-18",
        "B-20",
        "B-21",
        "B-22",
        "C-01",
        "C-09",
    }


def test_a_team_that_tells_nobody_does_not_tell_the_parents_in_time() -> None:
    """What a rule asks for and no decision counts is an item of its own."""
    card = played("siloed", 1)
    assert verdicts(card, "violated") == {"B-20"}
    (item,) = (item for item in card.rules if item.credit < 1)
    assert (item.label, item.owners, item.credit, item.at_stake) == ("Florida, chapter 39: B-20", ("cps",), 0, 3)
    assert [row.rule for row in critical_violations(card.protocol)] == ["B-20"]


def test_who_hurries_and_who_chooses_at_random_breaks_rules() -> None:
    assert verdicts(played("hurried", 1), "violated") >= {"B-13", "B-15", "C-09"}
    broken = [verdicts(played("random", seed), "violated") for seed in range(4)]
    assert all(broken)
    assert {"B-01", "B-15", "C-09"} <= set.union(*broken)


def test_an_act_that_a_choice_has_credit_for_is_not_counted_a_second_time() -> None:
    """Most choices of this case have credit in protocol; where they have none, the rules speak."""
    for player, seed in (("model", 1), ("hurried", 1), ("random", 1)):
        card = played(player, seed)
        for row in card.protocol:
            if row.counted_by:
                assert not row.scored
                assert any(item.decision == row.counted_by and item.dimension == "protocol" for item in card.decided), (
                    row.rule
                )


@pytest.mark.parametrize("player", ["model", "colleague", "siloed", "hurried", "random"])
def test_some_rules_count_by_themselves_in_every_play(player: PlayerName) -> None:
    """Where three children learn of it, and at the nurse's report, no choice has credit in protocol: rules are better evidence."""
    card = played(player, 1)
    alone = {row.rule for row in card.protocol if row.scored}
    assert {"B-17", "C-04", "C-06", "C-09"} <= alone
    assert {item.label.rpartition(": ")[2] for item in card.rules} == alone
    for name in ("triage", "telling_children", "telling_briefly"):
        choices = CASE.scenes[SceneId(name)].choices.values()
        assert not any("protocol" in credit.points for choice in choices for _, credit in choice.credit)


@pytest.mark.parametrize(
    ("scene", "error", "mending"),
    [("front_room", "leave_promise", "called_back"), ("adult_at_door", "hand_over", "bring_them_back")],
)
def test_a_critical_error_never_pays_by_the_scene_in_which_it_is_mended(scene: str, error: str, mending: str) -> None:
    """What is still to come after it counts against it: a longer way must not earn back what was broken."""

    def worth(name: str, choice: str | None = None) -> dict[str, float]:
        found = CASE.scenes[SceneId(name)].choices
        one = next(one for each, one in found.items() if each == choice or (choice is None and one.model))
        return dict(one.credit[-1][1].points)

    for dimension, model in worth(scene).items():
        assert worth(scene, error)[dimension] + worth(mending)[dimension] <= 0.7 * model


@pytest.mark.parametrize(
    ("scene", "detour"),
    [
        ("huddle", "ladder"),
        ("who_talks_first", "sergeant_and_supervisor"),
        ("meeting", "by_the_book"),
        ("which_way", "signing"),
    ],
)
def test_a_way_round_is_never_worth_more_than_the_way(scene: str, detour: str) -> None:
    """A scene that is only come to without the best answer adds to what there is to earn; together it must not be more."""

    def worth(credit: Cases[Credit]) -> dict[Dimension, float]:
        return credit[-1][1].points if credit else {}

    body = CASE.scenes[SceneId(scene)]
    (settled,) = (worth(one.credit) for one in CASE.scenes[SceneId(detour)].choices.values() if one.model)
    (model,) = (worth(one.credit) for one in body.choices.values() if one.model)
    ways = [*body.choices.values(), *filter(None, (body.if_deadlock, body.if_no_answer, body.no_show))]
    leading = [way for way in ways if detour in {str(to.scene) for _, to in _destinations(way.goto)}]
    assert len(leading) >= 2
    for way in leading:
        for dimension, most in model.items():
            assert worth(way.credit).get(dimension, 0) + settled[dimension] < most


def _destinations(goto: Goto) -> tuple[tuple[Condition | None, Destination], ...]:
    return (*goto.all, *(case for cases in goto.by_role.values() for case in cases))


def test_what_the_case_could_test_is_tested_in_some_play() -> None:
    bound = {one.rule.id: one.rule.constraint for one in bindings(CASE, PACKS) if one.checked}
    checker = Checker({name: one for name, one in bound.items() if one is not None}, {"child": tuple(CASE.children)})
    met: set[str] = set()
    for player, seed in (("model", 1), ("siloed", 1), *(("random", seed) for seed in range(30))):
        book = BOOKS[seed % 2]
        run = rehearse(book, Setup(seed, {role: Seat(player=player) for role in CASE.roles}), team(player, book, seed))
        found = checker.check(trace(run.log, parties(CASE)), "finished", run.state.time)
        met |= {name for name, one in found.items() if one.verdict != "not_activated"}
    assert len(met) == 36
    assert not met & NEVER.keys()
