"""A turn: one command being judged and carried out. It emits events, and each is applied at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import force_setattr

from sim.engine import events as e
from sim.engine.chance import draw
from sim.engine.commands import AnyCommand
from sim.engine.errors import ScenarioFault
from sim.engine.history import APPLY
from sim.engine.history.session import time_passes
from sim.engine.names import Second
from sim.engine.scenario import Call
from sim.engine.scenes import CompiledCases, pick
from sim.engine.state import State

T = TypeVar("T")

MOST_IN_A_SECOND = 1_000
"""More occurrences than this in one second are a fault of the scenario (rule 1)."""


class Turn:
    """What the rules work with: the state, its book, the events so far, and what is still to do in this second."""

    __slots__ = ("accepted", "before", "book", "delivered", "events", "given", "late", "later", "state")

    def __init__(self, state: State, before: Callable[[State, e.AnyEvent], None] | None = None) -> None:
        self.state = state
        self.before = before
        """Shown each event, but that time passes, before it happens: for who reckons with it."""
        self.book = state.book
        self.events: list[e.AnyEvent] = []
        self.given: AnyCommand | None = None
        """The accepted command, until its first event carries it."""
        self.accepted: int | None = None
        self.late: Second | None = None
        """The second of the command, while nothing of it is logged: if it is refused, time has not passed."""
        self.later: list[Call] = []
        """Calls, for the end of what happens in this second (rule 1)."""
        self.delivered = 0

    def number(self) -> int:
        """The number of the event that is made next, and emitted at once. Time has passed to the second of its command."""
        if self.late is not None:
            self._catch_up(self.late)
        state = self.state
        state.seq = seq = state.seq + 1
        return seq

    def emit(self, event: e.AnyEvent) -> None:
        """Apply *event*, which has the number that was asked for last; the first after a command carries the command."""
        if self.given is not None:
            self._give(event)
        self.events.append(event)
        state = self.state
        seq = state.seq
        threads = state.threads
        for role in event.seen_by:
            threads[role].seq = seq
        if self.before is not None:
            self.before(state, event)
        APPLY[type(event)](state, event)

    def pass_to(self, second: Second, marked: bool = False) -> None:
        """Case time goes on to *second*; the only way it moves."""
        self.delivered = 0
        state = self.state
        state.seq = seq = state.seq + 1
        given = self.given
        if given is None:
            event = e.TimePassed(seq, second, self.book.roles, marked)
        else:
            event = e.TimePassed(seq, second, self.book.roles, marked, given=given)
            self.given = None
            self._accept(given, seq)
        self.events.append(event)
        for thread in state.threads.values():
            thread.seq = seq
        time_passes(state, event)

    def _catch_up(self, second: Second) -> None:
        """Time has passed to the second of a command that is now accepted."""
        self.late = None
        given, self.given = self.given, None
        self.pass_to(second)
        self.given = given

    def _give(self, event: e.AnyEvent) -> None:
        given, self.given = self.given, None
        force_setattr(event, "given", given)
        if given is not None:
            self._accept(given, event.seq)

    def _accept(self, given: AnyCommand, seq: int) -> None:
        self.accepted = seq
        if given.id:
            self.state.ids[given.id] = seq

    def count(self, *what: object) -> None:
        """Count one delivery; too many in one second raise `ScenarioFault`, which says *what* the last was."""
        self.delivered = delivered = self.delivered + 1
        if delivered > MOST_IN_A_SECOND:
            last = " ".join(map(str, what))
            raise ScenarioFault(
                "endless_second",
                f"More than {MOST_IN_A_SECOND} things happen in second {self.state.time}; the last was {last}.",
                place=last,
                hint="Something there causes itself again without time passing.",
            )

    def case(self, cases: CompiledCases[T]) -> tuple[int, T]:
        """The place and the value of the case that holds now."""
        if len(cases) == 1:
            return 0, cases[0][1]
        place = pick(cases, self.state)
        return place, cases[place][1]

    def draw(self, names: tuple[str, ...]) -> None:
        """Make sure that the draws *names* have been made (rule 18)."""
        for name in names:
            if name not in self.state.draws:
                self.draw_anew(name)

    def draw_anew(self, name: str) -> None:
        """Draw *name* once more."""
        n = self.state.draws[name][0] + 1 if name in self.state.draws else 1
        setup = self.state.setup
        seed = self.book.seed if setup is None else setup.seed
        self.emit(e.Drawn(self.number(), self.state.time, (), name, n, draw(seed, name, n)))
