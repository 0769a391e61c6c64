"""History: applying events to a state. Nothing else changes a state, and nothing here evaluates a condition.

`apply` works on a whole log and on the part of it that one role sees: what a role sees is enough to build its view.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.engine import events as e
from sim.engine.errors import LogFault
from sim.engine.history import decisions, information, session, threads, world
from sim.engine.history.agenda import Appliers
from sim.engine.state import State

if TYPE_CHECKING:
    from sim.engine.book import Book

APPLY: Appliers = session.APPLY | decisions.APPLY | threads.APPLY | information.APPLY | world.APPLY


def replay(book: Book, log: Iterable[e.AnyEvent]) -> State:
    """The state after *log*; raises `LogFault` where it does not fit the book."""
    state = State(book)
    for event in log:
        try:
            apply(state, event)
        except (KeyError, ValueError, IndexError) as error:
            raise LogFault(
                "log_fault",
                f"Event {event.seq} ({type(event).__name__}) does not fit what came before it, or the scenario.",
                place=f"event {event.seq}",
                hint="The log was cut or edited, or belongs to another version of the scenario.",
            ) from error
    state.touched.clear()
    return state


def apply(state: State, event: e.AnyEvent) -> None:
    """Bring *state* up to *event*."""
    seq = event.seq
    state.seq = seq
    threads = state.threads
    for role in event.seen_by:
        threads[role].seq = seq
    given = event.given
    if given is not None and given.id:
        state.ids[given.id] = seq
    APPLY[type(event)](state, event)
