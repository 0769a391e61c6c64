"""Events of the session: time, pauses, seats, the end."""

from __future__ import annotations

from msgspec.structs import replace

from sim.engine import events as e
from sim.engine.history.agenda import Appliers, schedule
from sim.engine.state import State


def _began(state: State, event: e.Began) -> None:
    state.setup = event.setup
    state.seats = dict(event.setup.seats)
    for second in state.book.times:
        schedule(state, second, "look", f"time:{second}")


def _time_passed(state: State, event: e.TimePassed) -> None:
    state.time = event.at
    agenda = state.agenda
    if agenda and agenda[0][0] <= event.at:
        place = 0
        while place < len(agenda) and agenda[place][0] <= event.at:
            if agenda[place][2] == "look":
                state.touched.add(agenda[place][3])
                del agenda[place]
            else:
                place += 1


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
    e.TimePassed: _time_passed,
    e.Paused: _paused,
    e.Resumed: _resumed,
    e.SeatHandedOver: _handed_over,
    e.CurtainMoved: _curtain,
    e.CaseEnded: _case_ended,
    e.Noted: _noted,
}
