"""Events of the session: time, pauses, seats, the end."""

from __future__ import annotations

from msgspec.structs import replace

from sim.engine import events as e
from sim.engine.history.agenda import Appliers, schedule
from sim.engine.state import State


def _began(state: State, event: e.Began) -> None:
    state.setup = event.setup
    state.seats = seats = dict(event.setup.seats)
    state.shared = sum([seat.person is not None for seat in seats.values()]) > 1
    for second in state.book.times:
        schedule(state, second, "look", f"time:{second}")


def time_passes(state: State, event: e.TimePassed) -> None:
    """Case time is now the event's; what was to be looked at by then is touched."""
    state.time = now = event.at
    agenda = state.agenda
    place = 0
    for second, _, kind, about in agenda:
        if second > now:
            break
        if kind == "look":
            state.touched.add(about)
            place += 1
    if place == 1 and agenda[0][2] == "look":
        del agenda[0]
    elif place:
        state.agenda = [entry for entry in agenda if entry[0] > now or entry[2] != "look"]


def _paused(state: State, event: e.Paused) -> None:
    state.paused = True
    state.stop = event.stop


def _resumed(state: State, event: e.Resumed) -> None:
    state.paused = state.stop = False


def _handed_over(state: State, event: e.SeatHandedOver) -> None:
    if event.role in state.seats:
        state.seats[event.role] = replace(state.seats[event.role], person=event.to)


def _curtain(state: State, event: e.CurtainMoved) -> None:
    state.curtain = event.up
    state.front = event.front


def _case_ended(state: State, event: e.CaseEnded) -> None:
    state.ended = True
    state.how = event.how
    state.ending = event.ending
    state.agenda = []


def _noted(state: State, event: e.Noted) -> None:
    """A note changes nothing in play."""


APPLY: Appliers = {
    e.Began: _began,
    e.TimePassed: time_passes,
    e.Paused: _paused,
    e.Resumed: _resumed,
    e.SeatHandedOver: _handed_over,
    e.CurtainMoved: _curtain,
    e.CaseEnded: _case_ended,
    e.Noted: _noted,
}
