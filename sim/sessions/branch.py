"""A branch: a play told anew from one of its decisions on, with computer players. It is made in memory and kept nowhere.

What was played stays as it is: a branch takes its first events and plays on from there. It has no clock on the wall, and it can
be called off at any decision, so that it can be made beside a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.engine import AnyEvent, Book, State, replay, submit
from sim.engine.commands import FACILITATOR, Choose, Curtain, Resume
from sim.engine.events import DecisionClosed, DecisionOpened, TimePassed
from sim.engine.names import ChoiceId, DecisionId, RoleId, Second
from sim.players import TableError, play_on, team
from sim.sessions.catalogue import whole
from sim.sessions.errors import SessionError

Players = Literal["model", "colleague"]
"""Who plays on, in every seat: the model answer, or colleagues, who tell what is needed and now and then err."""


class CalledOff(Exception):
    """A branch was called off before it was at its end."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Where and how a branch leaves what was played.

    *decision*: the one before which it leaves. *choice*: what *role* takes there instead, in the very second in which it
    decided; None: the players decide, too.
    """

    decision: DecisionId
    role: RoleId
    players: Players
    choice: ChoiceId | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A play that left another one: its whole *log*, of which the first *shared* events are those of the other, until *at*."""

    fork: Fork
    log: tuple[AnyEvent, ...]
    shared: int
    at: Second


def branch(book: Book, log: Sequence[AnyEvent], fork: Fork, stop: Callable[[], bool] = bool) -> Branch:
    """The branch of *log*, a play of *book*, at *fork*. *stop* is asked after each decision whether to call it off.

    Raises `CalledOff`, and `SessionError` where the play has no such decision, the choice is not open there, or computer players
    can't play on.
    """
    before, second = _before(log, fork)
    shared = whole(book, log, before)
    part = list(log[:shared])
    state = replay(book, part)
    part += _set_going(state)

    def look(_: State) -> None:
        if stop():
            raise CalledOff

    look(state)
    if fork.choice is not None:
        at = max(second or 0, state.time)
        choose = Choose(seat=fork.role, at=at, decision=fork.decision, choice=fork.choice)
        result = submit(state, choose)
        if result.refused is not None:
            raise SessionError("no_branch", f"This choice can’t be taken there: {result.refused.reason}")
        part += result.events
    at = state.time
    if not state.ended:
        seed = state.setup.seed if state.setup is not None else 0
        try:
            part += play_on(state, team(fork.players, book, seed), look).log
        except TableError as error:
            raise SessionError("no_branch", f"The computer can’t play on from there: {error}") from error
    return Branch(fork, tuple(part), shared, at)


def _before(log: Sequence[AnyEvent], fork: Fork) -> tuple[int, Second | None]:
    """The number of the last event that a branch shares, and the second in which the role decided there, if it did.

    Without a choice the decision has just opened; with one it is about to be taken, or its time is about to run out.
    """
    opened = next((event.seq for event in log if _opens(event, fork.decision)), None)
    if opened is None:
        raise SessionError("no_branch", "This play has no such decision.")
    if fork.choice is None:
        return opened, None
    for event in log[opened:]:
        given = event.given
        if isinstance(given, Choose) and given.decision == fork.decision and given.seat == fork.role:
            return _step(log, event.seq) - 1, given.at
        if isinstance(event, DecisionClosed) and event.decision == fork.decision:
            return _step(log, event.seq) - 1, None
    return len(log), None


def _step(log: Sequence[AnyEvent], seq: int) -> int:
    """The number of the first event that came of the same command as event *seq*; time passes to a command before it is named."""
    while log[seq - 1].given is None and seq > 1:
        seq -= 1
    before = log[seq - 2] if seq > 1 else None
    return seq - 1 if isinstance(before, TimePassed) and before.given is None else seq


def _opens(event: AnyEvent, decision: DecisionId) -> bool:
    return isinstance(event, DecisionOpened) and event.decision == decision


def _set_going(state: State) -> list[AnyEvent]:
    """What makes play go on that was paused, or lay under the curtain, where the branch leaves."""
    events: list[AnyEvent] = []
    room = state.setup is not None and state.setup.room
    seated = next((role for role, seat in state.seats.items() if seat.person is not None), FACILITATOR)
    if state.paused:
        events += submit(state, Resume(seat=FACILITATOR if room else seated, at=state.time)).events
    if state.curtain:
        front = next(iter(state.seats))
        events += submit(state, Curtain(seat=FACILITATOR, at=state.time, up=False, front=front)).events
    return events
