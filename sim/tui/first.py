"""Where the app begins: at its first screen, with a case, or with a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sim.engine.seats import Mode, Pace

if TYPE_CHECKING:
    from sim.format import Reading


class Home(msgspec.Struct, frozen=True):
    """Begin at the first screen."""


class Begin(msgspec.Struct, frozen=True):
    """Begin with the briefing of a case; the role is asked for if it is not given, the rest is as this person usually has it.

    *reading*: what was read of the case already, so that it is not read again.
    """

    case: str
    role: str | None = None
    mode: Mode | None = None
    pace: Pace | None = None
    factor: float | None = None
    avoid: tuple[str, ...] | None = None
    reading: Reading | None = None


class Resume(msgspec.Struct, frozen=True):
    """Begin where a session was left."""

    session: str


class Review(msgspec.Struct, frozen=True):
    """Begin with the debrief of a session; one that is not over opens where it stands, paused."""

    session: str


First = Home | Begin | Resume | Review

HOME = Home()
