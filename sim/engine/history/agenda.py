"""What many events do: mark that something happened, schedule what will be due, put a notice before a seat."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from typing import Any, Literal

from sim.engine import events as e
from sim.engine.names import DecisionId, MarkId, RoleId, Second
from sim.engine.state import State
from sim.engine.views import Notice

LATE = "late"
"""Touched, when something comes above a scene that has just opened."""

Appliers = dict[type, Callable[[State, Any], None]]
"""How each kind of event changes a state."""


def happen(state: State, mark: MarkId) -> None:
    """*mark* happens now; looks are scheduled for the seconds at which comparisons with the time since then turn."""
    now = state.time
    marks, book = state.marks, state.book
    first = mark not in marks
    if first:
        marks[mark] = (now, now, 1)
    else:
        before = marks[mark]
        marks[mark] = (before[0], now, before[2] + 1)
    if mark in book.timed:
        for offset, key in book.first_offsets.get(mark, ()) if first else ():
            schedule(state, now + offset, "look", key)
        for offset, key in book.offsets.get(mark, ()):
            schedule(state, now + offset, "look", key)
    if mark in book.interest:
        state.touched.add(mark)


def schedule(
    state: State, second: Second, kind: Literal["work", "limit", "gather", "desk", "look"], about: Any
) -> None:
    """Something will be due at *second*."""
    state.count += 1
    insort(state.agenda, (second, state.count, kind, about))


def unschedule(state: State, kind: str, about: Any) -> None:
    """What was to be due is not any more."""
    agenda = state.agenda
    for place, entry in enumerate(agenda):
        if entry[2] == kind and entry[3] == about:
            del agenda[place]
            return


def put(state: State, event: e.Event, role: RoleId, kind: Any, text: str) -> None:
    """A notice comes before the seat of *role*, if there is anything to say."""
    if text:
        thread = state.threads[role]
        thread.feed += (Notice(event.seq, state.time, kind, text),)
        thread.pile += ((event.seq, state.time, text),)
        if thread.decision is not None:
            come_late(state, thread.decision)


def come_late(state: State, decision: DecisionId) -> None:
    """Something comes before a role that is deciding: if that has just begun, it stands above the scene as well (rule 6)."""
    if state.decisions[decision].opened == state.time:
        state.touched.add(LATE)
