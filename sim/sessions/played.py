"""What screens know of a session, whether it is played in this process or at the other end of a wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Protocol

import msgspec

from sim.engine import AnyCommand, AnyEvent, Book, Brief, Refused, View
from sim.engine.names import DecisionId, RoleId
from sim.engine.protocols import Pack
from sim.engine.seats import Mode, Pace
from sim.sessions.driver import Clock
from sim.sessions.store import Kept

if TYPE_CHECKING:
    from scoring import CriticalError
    from scoring.duties import Duty


class Accepted(msgspec.Struct, frozen=True):
    """A command was accepted, and what followed is on the disk. *seq*: the number of its first event."""

    seq: int


class Played(Protocol):
    """A session as screens know it, played here or elsewhere."""

    id: str
    book: Book
    mode: Mode
    pace: Pace

    @property
    def persons(self) -> dict[RoleId, str]:
        """The roles that persons play, with their pseudonyms."""

    @property
    def ended(self) -> bool:
        """Is the case over?"""

    async def submit(self, command: AnyCommand) -> Accepted | Refused:
        """Give a command; *at*, *id*, *by* and *wall* are filled in."""

    def views(self, role: RoleId) -> AsyncIterator[View]:
        """The present view of *role* at once, then each new one; ends with the case."""

    def view(self, role: RoleId) -> View:
        """What *role* may see now."""

    def seen(self, role: RoleId) -> list[AnyEvent]:
        """The part of the record that *role* has seen, without the commands of others."""

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The protocol packs that it began with."""

    def notes(self, role: RoleId) -> list[Kept]:
        """The notes that *role* wrote, in order, as far as their words are still kept."""

    def brief(self, role: RoleId) -> Brief:
        """What *role* knows before play begins."""

    def alarms(self, role: RoleId) -> tuple[CriticalError, ...]:
        """The critical errors that have stopped the case and that *role* has not gone on from (coach and practice)."""

    def duties(self, role: RoleId) -> tuple[Duty, ...]:
        """What the rules still want of *role* and is running out, as far as *role* knows; in coach mode only."""

    def clock(self, role: RoleId) -> Clock:
        """The clock before *role*'s seat."""

    async def proceed(self, role: RoleId) -> None:
        """*role* has read what came, and goes on."""

    async def wait(self, role: RoleId) -> bool:
        """Under untimed pace: let case time pass to what comes next before *role*."""

    async def note(self, role: RoleId, text: str, decision: DecisionId | None = None) -> Accepted | Refused:
        """Write a note: the words are kept apart from the record."""

    async def step_out(self, role: RoleId) -> Accepted | Refused:
        """Leave the seat to the computer."""

    async def pause(self, role: RoleId) -> Accepted | Refused:
        """Let everything stand still."""

    async def resume(self, role: RoleId) -> Accepted | Refused:
        """Go on after a pause."""

    async def end(self) -> Accepted | Refused:
        """End the case now."""

    async def close(self) -> None:
        """Leave; the session can be resumed."""
