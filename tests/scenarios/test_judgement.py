"""What is judged beside points in the shipped cases: the model makes no critical error and is P throughout; others are not."""

from __future__ import annotations

from functools import cache

import pytest

from scoring import Scorecard, decisions, score
from scoring.adherence import adhere
from scoring.critical import errors
from scoring.ratings import proposals
from scoring.sentences import day
from scoring.walk import follow
from sim.engine.book import Book, prepare
from sim.engine.conditions import Happened, nodes
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
    """Without points, which take seconds for such a play: no letter but S rests on them."""
    reading, book = case(DUPLEX)
    made, given = set(), set()
    for seed in range(5):
        setup = Setup(seed, {role: Seat(player="random") for role in book.roles})
        course = follow(book, rehearse(book, setup, team("random", book, seed)).log)
        _, protocol = adhere(course, reading.packs, decisions.judge(course).items)
        made |= {error.id for error in errors(course, protocol)}
        given |= {rating.proposed for rating in proposals(course, (), protocol)}
    assert given >= {"M", "U"}
    assert {"left_in_danger", "barred_told_where", "B-15"} <= made


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
        "Time without an adult it trusts to care for it: 1 hour 10 minutes. The model answer: the same.",
        "Promises that cannot be kept: Never. The model answer: the same.",
        "Time past its basic needs: 11 minutes 37 seconds. The model answer: the same.",
    ]
    assert len(day(middle)) == 7
    assert day(youngest)[-1] == "Not told by this case: asked to tell it again and different adults asking."
