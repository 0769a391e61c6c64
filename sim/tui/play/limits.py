"""The time left of a decision, in words and as a quiet bar; exact only in its last ten seconds. Pure."""

from __future__ import annotations

from math import ceil, floor

from textual.content import Content

from sim.tui.content import line, plain
from sim.tui.names import counted

LAST_SECONDS = 10
"""Seconds of a limit in which it is counted down."""

CELLS = 10
"""Of the bar."""


def left(seconds: float, limit: float, *, bar: bool = True) -> Content:
    """What stands in the top line with *seconds* left of *limit*: it changes a few times a minute, and at the end each second.

    *bar*: there is room for one.
    """
    if seconds <= LAST_SECONDS:
        return plain(f" ▲ {in_words(seconds)} ", "urgent")
    if not bar:
        return plain(in_words(seconds), "muted")
    full = min(CELLS, ceil(CELLS * seconds / limit)) if limit > 0 else CELLS
    return line(plain("█" * full + "░" * (CELLS - full), "off"), plain(f" {in_words(seconds)}", "muted"))


def in_words(seconds: float) -> str:
    """At least so much is left: `over 2 minutes left`, `over 40 seconds left`, and in the end `7 seconds left`."""
    if seconds <= LAST_SECONDS:
        whole = max(0, ceil(seconds))
        return f"{whole} second{'' if whole == 1 else 's'} left" if whole else "no time left"
    if seconds > 60:
        minutes = floor((seconds - 0.5) / 60) or 1
        return f"over {counted(minutes)} minute{'' if minutes == 1 else 's'} left"
    tens = max(1, floor((seconds - 0.5) / 10)) * 10
    return f"over {tens} seconds left"
