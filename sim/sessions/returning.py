"""Returning: what somebody who comes back to a session has to be told before anything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.engine import AnyEvent, Book
from sim.engine.commands import Choose
from sim.engine.events import DecisionClosed
from sim.engine.names import RoleId, Second


class RanOut(NamedTuple):
    """A decision whose time ran out: the event that says so, the second, and the title of its scene."""

    seq: int
    at: Second
    title: str


def ran_out(book: Book, seen: Sequence[AnyEvent], role: RoleId) -> RanOut | None:
    """The last decision of *role* among the events it has *seen*, if its time ran out and *role* chose nothing since."""
    for event in reversed(seen):
        if isinstance(event.given, Choose):
            return None
        if isinstance(event, DecisionClosed) and any(role in work.roles for work in event.works):
            if event.how not in ("no_answer", "deadlock"):
                return None
            return RanOut(event.seq, event.at, book.scenario.scenes[event.scene].title)
    return None
