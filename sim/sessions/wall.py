"""The wall clock, as far as a session needs one: how many seconds have been played, and when to be woken.

`now` counts *played* seconds: it never runs back, and what passes while a laptop sleeps or a clock is put forward is not in
it. Tests (and whoever wants to be the clock) use `ManualWall`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

GAP = 3.0
"""Seconds between two looks at the clock beyond which nobody can have been playing."""

LOOK = 1.0
"""Seconds after which `SystemWall` wakes a waiting session anyway, so that looks are never further apart than `GAP`."""


class Alarm(Protocol):
    """Something that will wake somebody."""

    def cancel(self) -> None:
        """Do not."""


class Wall(Protocol):
    """A clock on the wall of the room where people play."""

    def now(self) -> float:
        """Seconds played; from an arbitrary zero, never running back."""

    def stamp(self) -> float:
        """Seconds since the epoch, for the record only."""

    def alarm(self, when: float, wake: Callable[[], object]) -> Alarm:
        """Call *wake* in the event loop when `now` has reached *when*, or a little before."""


class SystemWall:
    """The machine's clock. *source* gives seconds, by default those of `time.monotonic`.

    On some systems that clock goes on while the machine sleeps; so a gap of more than three seconds between two looks counts as
    nothing, and so does a step back.
    """

    def __init__(self, source: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._last = source()
        self._played = 0.0

    def now(self) -> float:
        """See `Wall`."""
        raw = self._source()
        passed = raw - self._last
        self._last = raw
        if 0 < passed <= GAP:
            self._played += passed
        return self._played

    def stamp(self) -> float:
        """See `Wall`."""
        return time.time()

    def alarm(self, when: float, wake: Callable[[], object]) -> Alarm:
        """See `Wall`."""
        delay = min(max(0.0, when - self.now()), LOOK)
        return asyncio.get_running_loop().call_later(delay, wake)


class ManualWall:
    """A clock that stands until it is moved by hand."""

    def __init__(self, now: float = 0.0) -> None:
        self._now = now
        self._alarms: list[_Bell] = []

    def now(self) -> float:
        """See `Wall`."""
        return self._now

    def stamp(self) -> float:
        """See `Wall`; here the same seconds."""
        return self._now

    def alarm(self, when: float, wake: Callable[[], object]) -> Alarm:
        """See `Wall`."""
        bell = _Bell(when, wake, self._alarms)
        self._alarms.append(bell)
        self._ring()
        return bell

    def move(self, seconds: float) -> None:
        """Let *seconds* pass."""
        self._now += seconds
        self._ring()

    def _ring(self) -> None:
        for bell in [bell for bell in self._alarms if bell.when <= self._now]:
            bell.cancel()
            bell.wake()


class _Bell:
    def __init__(self, when: float, wake: Callable[[], object], among: list[_Bell]) -> None:
        self.when = when
        self.wake = wake
        self._among = among

    def cancel(self) -> None:
        """See `Alarm`."""
        if self in self._among:
            self._among.remove(self)
