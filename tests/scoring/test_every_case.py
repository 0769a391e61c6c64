"""What is true of the scores of random plays of every shipped case: the library is asked which there are, new ones too.

A play is drawn from a number: who sits where, under which conditions and limits, and which of the computer's players acts
in each seat. The first few numbers are tried each time, many more in the long form.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec.structs import asdict, replace

from scoring import TEAM, score
from scoring.continuation import where_the_points_went
from scoring.earnings import minus
from scoring.rows import Continuation
from sim.engine import Book, Seat, Setup, begin, prepare, replay, submit
from sim.engine.commands import Choose
from sim.engine.events import AnyEvent, DecisionClosed
from sim.engine.names import RoleId, SceneId
from sim.engine.scenario import DIMENSIONS, Scenario
from sim.engine.seats import PlayerName
from sim.format import open_scenario, shipped
from sim.format.reading import Reading
from sim.players import make_player, play_on, rehearse
from sim.players.key import ranking

SHORT, LONG = range(2), range(2, 120)
KINDS: tuple[PlayerName, ...] = ("random", "random", "random", "hurried", "siloed", "colleague", "model")

CASES = pytest.mark.parametrize("name", sorted(shipped()))
PLAYS = pytest.mark.parametrize("number", [*SHORT, *(pytest.param(number, marks=pytest.mark.soak) for number in LONG)])


@cache
def reading(name: str) -> Reading:
    """The case as it is shipped, with the packs that it names."""
    found = open_scenario(shipped()[name])
    assert found.scenario is not None
    return found


def scenario(name: str) -> Scenario:
    """The case."""
    found = reading(name).scenario
    assert found is not None
    return found


@cache
def book_of(name: str) -> Book:
    """The case made ready."""
    return prepare(scenario(name), 0)


def setup_of(book: Book, chance: Random) -> Setup:
    """Somebody or nobody in each seat, some with time of their own, some who leave something out."""
    tags = book.scenario.content_notes
    return Setup(
        seed=chance.randrange(1 << 20),
        seats={
            role: Seat(
                person=chance.choice((None, f"person-{role}")),
                factor=chance.choice((1.0, 1.0, 1.5, 3.0)),
                avoid=tuple(chance.sample(tags, 1)) if tags and chance.random() < 0.2 else (),
            )
            for role in book.roles
        },
        mode=chance.choice(("coach", "practice", "mock", "exam", "workshop")),
        pace=chance.choice(("standard", "standard", "relaxed")),
    )


class Drawn(NamedTuple):
    """A play that was drawn: its book, its setup, who played each seat, and its log."""

    book: Book
    setup: Setup
    kinds: dict[RoleId, PlayerName]
    log: list[AnyEvent]


@cache
def drawn(name: str, number: int) -> Drawn:
    """The play number *number* of a case."""
    book, chance = book_of(name), Random(number)
    setup = setup_of(book, chance)
    kinds = {role: chance.choice(KINDS) for role in book.roles}
    players = {role: make_player(kind, book, role, number) for role, kind in kinds.items()}
    return Drawn(book, setup, kinds, rehearse(book, setup, players).log)


def added(found: Continuation) -> dict[tuple[str, str], float]:
    """What is missing, by column and dimension, less what the rows say of it: nothing."""
    rest: dict[tuple[str, str], float] = dict(minus(minus(found.start, found.earned), found.left))
    for row in found.rows:
        rest[row.column, row.dimension] = rest.get((row.column, row.dimension), 0.0) - row.points
    return rest


def nothing(points: dict[tuple[str, str], float]) -> bool:
    """Is each of *points* nothing, but for rounding?"""
    return all(abs(value) < 1e-9 for value in points.values())


# --- rows add up


@CASES
@PLAYS
def test_rows_add_up_to_what_is_missing(name: str, number: int) -> None:
    """Exactly, at the end and wherever play is broken off; and decisions divide by what they earned and what own rows lost."""
    play = drawn(name, number)
    found = where_the_points_went(play.book, play.log)
    assert nothing(found.left)
    assert nothing(added(found))
    assert all(1 <= row.seq <= len(play.log) and play.log[row.seq - 1].at <= row.at for row in found.rows)
    card = score(play.book, play.log, reading(name).packs)
    for column in (*play.book.roles, TEAM):
        for dimension in DIMENSIONS:
            mine = [
                item
                for item in card.items
                if item.owners == (column,) and item.dimension == dimension and item.kind in ("decision", "outcome")
            ]
            assert abs(sum(item.at_stake for item in mine) - found.at_stake(column, dimension)) < 1e-9
            assert abs(sum(item.points for item in mine) - found.credited.get((column, dimension), 0)) < 1e-9


@CASES
@PLAYS
def test_so_they_do_in_the_middle_of_a_play(name: str, number: int) -> None:
    play = drawn(name, number)
    cuts = [place for place, event in enumerate(play.log) if event.given is not None]
    found = where_the_points_went(play.book, play.log[: Random(number).choice(cuts)])
    assert nothing(added(found))


# --- the model loses nothing


@CASES
@PLAYS
def test_a_model_play_loses_nothing(name: str, number: int) -> None:
    """Under whatever conditions and limits; what chance gives and takes is nobody's."""
    book = book_of(name)
    setup = setup_of(book, Random(number))
    players = {role: make_player("model", book, role, number) for role in book.roles}
    found = where_the_points_went(book, rehearse(book, setup, players).log)
    assert [row for row in found.rows if row.cause != "luck"] == []
    assert nothing(found.left)
    assert nothing(added(found))
    assert found.advice == ()


# --- only one's own acts


def charges(found: Continuation, role: str, upto: int, decision: str | None) -> list[tuple[Any, ...]]:
    """What *role* is charged up to the log line *upto*, and for its pick in *decision* whenever that comes to count."""
    return [
        (row.act, row.what, row.dimension, round(row.points, 9))
        for row in found.rows
        if row.charged and row.seat == role and (row.seq <= upto or (row.act == "choice" and row.what == decision))
    ]


def counted_once(log: list[AnyEvent], act: Choose) -> bool:
    """Is *act* the only pick of its seat in its decision, and did it come to count?"""
    picks = [
        event.given
        for event in log
        if isinstance(event.given, Choose) and (event.given.seat, event.given.decision) == (act.seat, act.decision)
    ]
    closed = [event for event in log if isinstance(event, DecisionClosed) and event.decision == act.decision]
    return picks == [act] and [event.how for event in closed] == ["chosen"]


def act_of(play: Drawn, chance: Random) -> tuple[int, Choose]:
    """An act of the play and its place in the log; one that has to wait for what others pick, if there is one, half the time."""
    acts = [(place, event.given) for place, event in enumerate(play.log) if isinstance(event.given, Choose)]
    waits = []
    for (place, act), (_, after) in pairwise(acts):
        scene = play.book.scenes[SceneId(act.decision.partition("#")[0])]
        if scene.how == "each" and after.decision == act.decision and after.seat != act.seat:
            waits.append((place, act))
    return chance.choice(waits if waits and chance.random() < 0.5 else acts)


@CASES
@PLAYS
def test_what_others_do_changes_nothing_that_a_seat_is_charged_for_what_it_did(name: str, number: int) -> None:
    """From the state after an act of a seat the others go on as quite other players; what the seat was charged stands, and what
    it has picked where each decides costs the same, whatever they pick."""
    play, chance = drawn(name, number), Random(number)
    here, act = act_of(play, chance)
    cut = next((place for place, event in enumerate(play.log) if place > here and event.given is not None), None)
    log = play.log[:cut]
    others = {role: chance.choice(KINDS) for role in play.book.roles}
    players = {
        role: make_player(play.kinds[role] if role == act.seat else other, play.book, role, number + 1)
        for role, other in others.items()
    }
    log += play_on(replay(play.book, log), players).log
    decision = act.decision if counted_once(play.log, act) and counted_once(log, act) else None
    before, after = (
        charges(where_the_points_went(play.book, each), act.seat, here + 1, decision) for each in (play.log, log)
    )
    assert before == after


# --- other names


def names_of(case: Scenario) -> dict[str, str]:
    """The marks of all choices and lines of forms in *case* -> their marks by other names, in the opposite order."""
    marks = []
    for scene, body in case.scenes.items():
        for choice, way in body.choices.items():
            marks.append(f"chosen.{scene}.{choice}")
            marks += [f"picked.{scene}.{item}" for item in (way.form.items if way.form is not None else ())]
    return {mark: f"{mark.rpartition('.')[0]}.other_{len(marks) - place}" for place, mark in enumerate(marks)}


def renamed(names: dict[str, str], kind: str, scene: str, name: str) -> str:
    """The other name of a choice (*kind*: `chosen`) or a line of a form (`picked`) in *scene*."""
    return names[f"{kind}.{scene}.{name}"].rpartition(".")[2]


def with_other_names(part: Any, names: dict[str, str]) -> Any:
    """*part* of a case, in plain values, with the marks in it renamed; what an author wrote of a condition stays."""
    if isinstance(part, dict):
        return {key: with_other_names(value, names) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [with_other_names(value, names) for value in part]
    return names.get(part, part) if isinstance(part, str) else part


@cache
def renamed_book(name: str) -> tuple[Book, dict[str, str]]:
    """The case with other names for its choices and lines, and the choices the other way round; and which mark became which."""
    case = scenario(name)
    names = names_of(case)
    plain = with_other_names(msgspec.to_builtins(case), names)
    for scene, body in plain["scenes"].items():
        for way in body["choices"].values():
            if (form := way.get("form")) is not None:
                form["items"] = {renamed(names, "picked", scene, item): line for item, line in form["items"].items()}
        found = case.scenes[SceneId(scene)]
        turned = replace(found, choices=dict(reversed(found.choices.items())))
        # Among equals the file's order is part of the model answer: there it stays.
        order = turned.choices if ranking(turned) == ranking(found) else found.choices
        body["choices"] = {renamed(names, "chosen", scene, choice): body["choices"][choice] for choice in order}
    return prepare(msgspec.convert(plain, Scenario), book_of(name).seed), names


@CASES
@PLAYS
def test_relabelling_choices_changes_nothing(name: str, number: int) -> None:
    """The same acts in a copy of the case in which choices and lines of forms have other names and other keys."""
    play = drawn(name, number)
    other, names = renamed_book(name)
    state, log = begin(other, play.setup)
    for given in [event.given for event in play.log if event.given is not None]:
        command = given
        if isinstance(given, Choose):
            scene = given.decision.partition("#")[0]
            command = replace(
                given,
                choice=renamed(names, "chosen", scene, given.choice),
                items=tuple(renamed(names, "picked", scene, item) for item in given.items),
            )
        log += submit(state, command).events
    assert outline(log) == outline(play.log)
    one, two = where_the_points_went(play.book, play.log), where_the_points_went(other, log)
    assert [rounded(row) for row in one.rows] == [rounded(row) for row in two.rows]
    assert [rounded(advice) for advice in one.advice] == [rounded(advice) for advice in two.advice]
    assert nothing(minus(one.start, two.start))
    packs = reading(name).packs
    card, same = score(play.book, play.log, packs), score(other, log, packs)
    assert [rounded(item) for item in card.items] == [rounded(item) for item in same.items]
    for part in ("roles", "team", "untested", "ledger", "protocol", "days", "critical", "ratings"):
        assert getattr(card, part) == getattr(same, part), part


def outline(log: list[AnyEvent]) -> list[tuple[int, str, tuple[str, ...]]]:
    """What happened at which second, and who saw it; choices that open or shut in one second do so in the order of their keys."""
    return sorted((event.at, type(event).__name__, event.seen_by) for event in log)


def rounded(found: Any) -> Any:
    """*found* with its numbers to nine places: sums are made in another order where names are."""
    return replace(found, **{key: round(value, 9) for key, value in asdict(found).items() if isinstance(value, float)})
