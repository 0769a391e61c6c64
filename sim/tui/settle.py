"""Whether what is before a person has stood long enough to have been seen: a key pressed at the turn must not decide.

Nor must one that was pressed before and had to wait for its turn (`inturn`): it is asked about as of the moment it was pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic

MOMENT = 0.3
"""Seconds: who presses Enter within them means what was there before. Nobody reads a choice faster."""


class Settle:
    """Keeps when the middle of the screen last became another one. *now*: a clock in seconds that never runs back.

    *pressed*: when, on that clock, the key was pressed that is being handled; None: now.
    """

    def __init__(self, now: Callable[[], float] = monotonic, pressed: Callable[[], float] | None = None) -> None:
        self._now = now
        self._pressed = pressed or now
        self._about: object = None
        self._since = -inf

    def shows(self, about: object) -> None:
        """What is shown now, by anything that can be compared; the same as before changes nothing."""
        if about != self._about:
            self._about, self._since = about, self._now()

    @property
    def there(self) -> bool:
        """Whether it was there at all when the key was pressed: enough where the key can be taken back."""
        return self._pressed() > self._since

    @property
    def seen(self) -> bool:
        """Whether it had stood for a moment when the key was pressed."""
        return self._pressed() - self._since >= MOMENT
