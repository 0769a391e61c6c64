"""Rewind: the earlier decisions of a seat, and where in the log each of them stood open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.engine.book import Book
from sim.engine.events import AnyEvent, DecisionClosed, DecisionOpened
from sim.engine.names import RoleId
from sim.plain.names import Names


@dataclass(frozen=True, slots=True)
class Point:
    """A decision that has closed: its scene's *title*, the second *at* which it closed, and the last event (*seq*) before that."""

    seq: int
    at: int
    title: str


def points(log: Sequence[AnyEvent], book: Book, role: RoleId, names: Names) -> list[Point]:
    """The decisions of *role* that have closed, the earliest first. A fork at `seq` stands before the decision again."""
    opened: dict[str, DecisionOpened] = {}
    found: list[Point] = []
    for event in log:
        if isinstance(event, DecisionOpened):
            opened[event.decision] = event
        elif isinstance(event, DecisionClosed) and event.decision in opened:
            first = opened[event.decision]
            if role in first.present:
                title = book.scenario.scenes[event.scene].title
                found.append(Point(first.seq, first.at, title))
    return found
