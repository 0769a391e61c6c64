"""Whether what is before a person has stood long enough to have been seen: a key pressed at the turn must not decide."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic

MOMENT = 0.3
"""Seconds: who presses Enter within them means what was there before. Nobody reads a choice faster."""


class Settle:
    """Keeps when the middle of the screen last became another one. *now*: a clock in seconds that never runs back."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._about: object = None
        self._since = -inf

    def shows(self, about: object) -> None:
        """What is shown now, by anything that can be compared; the same as before changes nothing."""
        if about != self._about:
            self._about, self._since = about, self._now()

    @property
    def seen(self) -> bool:
        """Whether it has stood for a moment."""
        return self._now() - self._since >= MOMENT
