"""Earnings: the decision credit that one event brings, by column and dimension, from the state just before it.

The same credit as the items of `decisions` have, without what it is divided by; so it can also be counted while play is
only imagined. A column is a role, or the team for what is decided together.
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring.credit import Worth, credit, disputed, key_of, timeliness, worth
from scoring.decisions import Part, parts_of
from scoring.items import TEAM
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.names import ChoiceId, SceneId, Second
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.engine.scenes import credits_of
from sim.engine.state import State

Points = dict[tuple[str, str], float]
"""(Column, dimension) -> points; what is absent is nothing. Under `MET` and a dimension: how many opportunities were met."""

MET = "met "


def points_in(found: Points) -> dict[tuple[str, Dimension], float]:
    """*found* without the count of opportunities."""
    return {(column, name): value for (column, name), value in found.items() if not name.startswith(MET)}  # type: ignore[misc]


def plus(one: Mapping[tuple[str, str], float], other: Mapping[tuple[str, str], float], times: float = 1.0) -> Points:
    """*one* and *times* x *other*."""
    total = dict(one)
    for place, value in other.items():
        total[place] = total.get(place, 0.0) + times * value
    return total


def minus(one: Mapping[tuple[str, str], float], other: Mapping[tuple[str, str], float]) -> Points:
    """What *one* has more than *other*."""
    return plus(one, other, -1.0)


def earned(state: State, event: e.AnyEvent) -> Points:
    """The decision credit that *event* brings; *state* is that just before it."""
    match event:
        case e.DecisionClosed(how="chosen" | "no_answer" | "deadlock"):
            return _closed(state, event)
        case e.NoShow():
            return _outcome(state, event, TEAM, "no_show")
        case e.CameLate():
            return _outcome(state, event, event.role, event.work.outcome)
        case _:
            return {}


def _closed(state: State, event: e.DecisionClosed) -> Points:
    found = state.decisions[event.decision]
    ready = state.book.scenes[found.scene]
    points: Points = {}
    for part in parts_of(ready, ready.deciding(found.present), event):
        if disputed(key_of(ready.scene.choices.get(ChoiceId(part.outcome)))):
            continue
        for dimension in _judged_in(state.book, found.scene):
            place = (part.owners[0], MET + dimension)
            points[place] = points.get(place, 0.0) + 1.0
        value = worth(state.book, ready.ways[part.outcome], state, found.items, part.ticked)
        for dimension, full in value.points.items():
            column = part.owners[0]
            points[column, dimension] = points.get((column, dimension), 0.0) + full * _share(
                state, found.opened, part, value, dimension
            )
    return points


def _judged_in(book: Book, scene: SceneId) -> tuple[Dimension, ...]:
    """The dimensions in which some choice of *scene*, or some line of a form, has credit."""
    found: tuple[Dimension, ...] | None = book.memo(("judged in", scene))
    if found is None:
        names = {name for each in credits_of(book.scenario.scenes[scene]) for name in each.points}
        found = book.remember(("judged in", scene), tuple(name for name in DIMENSIONS if name in names))
    return found


def _share(state: State, opened: Second, part: Part, value: Worth, dimension: Dimension) -> float:
    """The part of a credit that timeliness leaves; all of it where time does not count or stood still."""
    within = value.within.get(dimension)
    if within is None or dimension == "trauma_informed" or state.setup is None:
        return 1.0
    persons = any(role in state.seats and state.seats[role].person is not None for role in part.roles)
    if state.setup.pace == "untimed" and within.since is None and persons:
        return 1.0
    start = opened
    if within.since is not None and within.since in state.marks:
        start = state.marks[within.since][1]
    seats = state.setup.seats
    factor = max((seats[role].factor for role in part.roles if role in seats), default=1.0)
    return timeliness(within, max(0, state.time - start), factor)


def _outcome(state: State, event: e.NoShow | e.CameLate, column: str, outcome: str) -> Points:
    if outcome not in ("no_show", "latecomer"):
        return {}
    said = credit(state.book.scenes[event.scene].ways[outcome], state).points
    points: Points = {(column, dimension): value for dimension, value in said.items()}
    return points | {(column, MET + dimension): 1.0 for dimension in said}
