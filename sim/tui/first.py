"""Where the app begins: at its first screen, with a case, or with a session."""

from __future__ import annotations

from dataclasses import dataclass

from sim.engine.seats import Mode, Pace


@dataclass(frozen=True, slots=True)
class Home:
    """Begin at the first screen."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin with the briefing of a case; the role is asked for if it is not given, the rest is as this person usually has it."""

    case: str
    role: str | None = None
    mode: Mode | None = None
    pace: Pace | None = None
    factor: float | None = None
    avoid: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Begin where a session was left."""

    session: str


@dataclass(frozen=True, slots=True)
class Review:
    """Begin with the debrief of a session."""

    session: str


First = Home | Begin | Resume | Review

HOME = Home()
