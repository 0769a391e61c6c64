"""Alarms: critical errors that stop the case in coach and practice, until each person who sits there has seen them.

A card shows what happened; who has read it goes back to before it, in a new session, or goes on. Two things stop a case: a
milestone that its author calls critical, and a critical rule of its packs, seen in its source, that is broken and that somebody
answers for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from sim.engine import AnyEvent, Book
from sim.engine.commands import Answer, Ask, Choose, Pass, Tell
from sim.engine.events import DecisionClosed, DecisionOpened, Done, MilestoneReached, Started
from sim.engine.names import RoleId, Second
from sim.engine.protocols import Pack
from sim.engine.seats import Mode, Setup

if TYPE_CHECKING:
    from scoring import CriticalError
    from scoring.breaches import Breaches

STOPPING: tuple[Mode, ...] = ("coach", "practice")
"""Modes in which a critical error stops the case at once. In an exam a person has to confirm it; a workshop talks about it."""

ACTING = (Choose, Pass, Tell, Ask, Answer)
"""Commands by which somebody goes on."""


class Alarms:
    """The alarms of one session of *book*. *packs*: asked for when the first thing is done that rules could speak of."""

    def __init__(self, book: Book, setup: Setup, packs: Callable[[], tuple[Pack, ...]]) -> None:
        self._book, self._setup, self._packs = book, setup, packs
        self._stops = setup.mode in STOPPING
        self._names = frozenset(name for name, one in book.scenario.milestones.items() if one.critical is not None)
        self._breaches: Breaches | None = None
        self._ruled = self._stops and bool(book.scenario.protocols)
        self._waiting: dict[RoleId, tuple[CriticalError, ...]] = {}

    def raised(self, log: Sequence[AnyEvent], after: int, now: Second, roles: Iterable[RoleId]) -> bool:
        """Does *log* hold a critical error beyond event number *after*? Then it waits for each of *roles* to be seen.

        An error of seats that none of *roles* sits at stops nobody: who reads of it could not have done otherwise.
        """
        if not self._stops:
            return False
        found: list[CriticalError] = []
        if any(isinstance(event, MilestoneReached) and event.name in self._names for event in log[after:]):
            from scoring.critical import milestones

            found += milestones(self._book, log, after)
        found += self._broken(log, after, now)
        roles = tuple(roles)
        mine = [error for error in found if not error.roles or not set(error.roles).isdisjoint(roles)]
        for role in roles if mine else ():
            self._waiting[role] = (*self._waiting.get(role, ()), *mine)
        return bool(mine)

    def _broken(self, log: Sequence[AnyEvent], after: int, now: Second) -> tuple[CriticalError, ...]:
        """The critical rules that were broken beyond event number *after*; nothing is loaded before something was done."""
        if not self._ruled:
            return ()
        if self._breaches is None:
            if not any(isinstance(event, Done | Started) for event in log):
                return ()
            from scoring.breaches import Breaches

            self._breaches = Breaches(self._book, self._packs(), self._setup)
            if after:
                self._breaches.skip(log[:after], log[after - 1].at)
        return self._breaches.found(log, now)

    def unanswered(self, log: Sequence[AnyEvent], roles: Collection[RoleId]) -> int:
        """The number of the last event with which one of *roles* did something: what was reached since may not have been read."""
        acts = (event.seq for event in reversed(log) if isinstance(event.given, ACTING) and event.given.seat in roles)
        return next(acts, 0)

    def before(self, role: RoleId) -> tuple[CriticalError, ...]:
        """What waits for *role* to be seen."""
        return self._waiting.get(role, ())

    def seen(self, role: RoleId) -> None:
        """*role* has read it."""
        self._waiting.pop(role, None)


def way_back(log: Sequence[AnyEvent], role: RoleId, error: CriticalError) -> int | None:
    """The event at which the last decision opened that *role* took before *error*; None: it took none."""
    until = sum(event.at <= error.at for event in log)
    closed = {
        event.decision for event in log[:until] if isinstance(event, DecisionClosed) and event.how != "interrupted"
    }
    return next(
        (
            event.seq
            for event in reversed(log[:until])
            if isinstance(event, DecisionOpened) and role in event.present and event.decision in closed
        ),
        None,
    )
