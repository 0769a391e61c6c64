"""What is judged beside points in the shipped cases: the model makes no critical error and is P throughout; others are not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import pytest

from scoring import Adherence, Rating, Scorecard, decisions, score
from scoring.adherence import adhere
from scoring.course import Course
from scoring.critical import errors
from scoring.ratings import proposals
from scoring.sentences import day
from scoring.walk import follow
from sim.engine.book import Book, prepare
from sim.engine.conditions import Happened, nodes
from sim.engine.events import DecisionClosed, Done, Started, Told
from sim.engine.names import Second
from sim.engine.seats import PlayerName, Seat, Setup
from sim.format import Reading, open_scenario, shipped
from sim.players import rehearse, team

DUPLEX, TUTORIAL = "night_at_the_duplex", "waiting_after_school"


@cache
def case(name: str) -> tuple[Reading, Book]:
    """A shipped case, made ready with one seed."""
    reading = open_scenario(shipped()[name])
    assert reading.scenario is not None
    return reading, prepare(reading.scenario, 7)


@cache
def played(name: str, player: PlayerName, seed: int = 7) -> Scorecard:
    """The scores of a play in which *player* sits at every seat."""
    reading, book = case(name)
    setup = Setup(seed, {role: Seat(player=player) for role in book.roles})
    return score(book, rehearse(book, setup, team(player, book, seed)).log, reading.packs)


class Rated(NamedTuple):
    """A play with what is proposed for its objectives, without points, which take longer: no letter but S rests on them."""

    course: Course
    protocol: tuple[Adherence, ...]
    ratings: tuple[Rating, ...]

    def rating(self, objective: str) -> Rating:
        return next(rating for rating in self.ratings if rating.objective == objective)

    def at(self, seqs: Iterable[int]) -> list[Second]:
        """The seconds of log lines."""
        return [self.course.log[seq - 1].at for seq in seqs]


@cache
def rated(name: str, player: PlayerName, seed: int) -> Rated:
    reading, book = case(name)
    setup = Setup(seed, {role: Seat(player=player) for role in book.roles})
    course = follow(book, rehearse(book, setup, team(player, book, seed)).log)
    _, protocol = adhere(course, reading.packs, decisions.judge(course).items)
    return Rated(course, protocol, proposals(course, (), protocol))


def worse(name: str) -> list[Rated]:
    """Plays that are not the model's."""
    return [rated(name, "siloed", 7), rated(name, "hurried", 7), *(rated(name, "random", seed) for seed in range(20))]


def letters(card: Scorecard) -> str:
    return "".join(rating.proposed or "-" for rating in card.ratings)


@pytest.mark.parametrize("name", [DUPLEX, TUTORIAL])
def test_the_models_way_makes_no_critical_error_and_achieves_every_objective(name: str) -> None:
    card = played(name, "model")
    assert card.critical == ()
    assert set(letters(card)) == {"P"}
    for each in card.days:
        assert all((burden.count, burden.seconds) == (burden.model, burden.model_seconds) for burden in each.counts)


def test_without_messages_the_mother_is_told_too_late_and_the_medicine_stays_behind() -> None:
    card = played(DUPLEX, "siloed")
    assert {rating.objective: rating.proposed for rating in card.ratings if rating.proposed != "P"} == {
        "parents_told": "U",
        "medicine_came_along": "U",
    }


def test_at_random_other_letters_are_proposed_and_errors_are_made() -> None:
    """What the choices of nobody in particular come to."""
    made, given = set(), set()
    for seed in range(8):
        play = rated(DUPLEX, "random", seed)
        made |= {error.id for error in errors(play.course, play.protocol)}
        given |= {rating.proposed for rating in play.ratings}
    assert given >= {"M", "U"}
    assert {"left_in_danger", "barred_told_where", "B-15"} <= made


@pytest.mark.parametrize("name", [DUPLEX, TUTORIAL])
def test_each_objective_is_p_in_the_models_play_and_u_where_it_was_missed(name: str) -> None:
    """An objective that no play can miss says nothing of any."""
    missed = {rating.objective for play in worse(name) for rating in play.ratings if rating.proposed == "U"}
    assert missed == {rating.objective for rating in rated(name, "model", 7).ratings if rating.proposed == "P"}
    assert missed == set(case(name)[1].scenario.objectives)


def test_what_was_achieved_in_time_rests_on_what_was_done_in_time() -> None:
    """Who told CPS nothing has told it nothing early, whatever CPS has seen since; a check on the next day came too late."""
    plays = worse(DUPLEX)
    for play in plays:
        first = next(
            event.at for event in play.course.log if isinstance(event, Done) and event.activity == "take_custody"
        )
        told = [
            event.at
            for event in play.course.log
            if isinstance(event, Told)
            and event.frm == "police"
            and {"child_no_adult", "father_incapable"} & {*event.facts}
        ]
        early = play.rating("told_early")
        assert early.proposed in ({"P", "M"} if told and min(told) <= 15 * 60 else {"U"})
        left = [
            event.at
            for event in play.course.log
            if isinstance(event, Started) and event.acts[0].activity == "leave_home"
        ]
        assert not left or play.rating("danger_controlled").proposed == "U"
        for objective in ("told_early", "danger_controlled", "adult_checked", "medicine_came_along"):
            found = play.rating(objective)
            if found.proposed != "U":
                assert all(at <= first for at in play.at(found.events)), objective
    for objective in ("told_early", "adult_checked"):
        assert {play.rating(objective).proposed for play in plays} >= {"P", "U"}


@pytest.mark.parametrize("name", [DUPLEX, TUTORIAL])
def test_no_task_is_called_untested_whose_rule_somebody_broke(name: str) -> None:
    """The list of rules and the objectives say the same of a play."""
    said = set()
    for play in worse(name):
        broken = {row.rule for row in play.protocol if row.verdict == "violated"}
        for task in (task for rating in play.ratings for task in rating.tasks if task.rule):
            assert task.met is False or bool(task.aside) == (task.name in broken)
            said.add((task.name, task.aside))
    assert name == TUTORIAL or ("B-14", "broken by a seat that it does not bind") in said


def test_the_custody_test_is_on_record_if_its_ground_was_ticked_and_not_otherwise() -> None:
    """The rule, the objective and the judge say the same of the form, whatever else is on it."""
    seen = set()
    for play in [rated(DUPLEX, "model", 7), *worse(DUPLEX)]:
        ticked = {
            item
            for event in play.course.log
            if isinstance(event, DecisionClosed) and event.scene == "custody_test"
            for work in event.works
            for item in work.items
        }
        on_record = "no_parent_able" in ticked
        rule = {row.verdict for row in play.protocol if row.rule == "B-17"}
        assert rule == ({"satisfied"} if on_record else {"violated"})
        assert (play.rating("custody_test").proposed == "U") is not on_record
        seen.add((on_record, bool(ticked)))
    assert {(True, True), (False, True)} <= seen


def test_every_critical_milestone_hangs_on_a_choice_that_the_model_does_not_take() -> None:
    reading, _ = case(DUPLEX)
    assert reading.scenario is not None
    critical = {name: one for name, one in reading.scenario.milestones.items() if one.critical is not None}
    assert len(critical) == 4
    for name, milestone in critical.items():
        assert milestone.critical is not None
        assert milestone.critical.cite, name
        assert milestone.critical.roles, name
        marks = [node.mark for node in nodes(milestone.when.tree) if isinstance(node, Happened)]
        chosen = [mark.split(".") for mark in marks if mark.startswith("chosen.")]
        assert all(not reading.scenario.scenes[scene].choices[choice].model for _, scene, choice in chosen), name


def test_the_day_of_the_eldest_in_the_models_play() -> None:
    eldest, middle, youngest = played(DUPLEX, "model").days
    assert day(eldest) == [
        "Asked to tell it again: Asked once, and not again. The model answer: the same.",
        "Different adults asking: 1. The model answer: the same.",
        "Things done without a word beforehand: Never. The model answer: the same.",
        "Partings: Once. The model answer: the same.",
        "Time without an adult it trusts to care for it: 1 hour 11 minutes. The model answer: the same.",
        "Promises that cannot be kept: Never. The model answer: the same.",
        "Time past its basic needs: 11 minutes 40 seconds. The model answer: the same.",
    ]
    assert len(day(middle)) == 7
    assert day(youngest)[-1] == "Not told by this case: asked to tell it again and different adults asking."
