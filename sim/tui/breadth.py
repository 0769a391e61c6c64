"""Breadth: the class by which a screen looks as it should in a terminal of some width, from its first frame on.

Textual gives it when the size of a screen is first told to it, after all has been styled and laid out. Then everything is done
twice, and for a moment the screen looks as in another terminal.
"""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def fit(screen: Screen[Any]) -> None:
    """Give *screen*, while it is composed, the class of the widest of its breakpoints that the terminal reaches."""
    width = screen.app.size.width
    reached = [name for least, name in sorted(screen.HORIZONTAL_BREAKPOINTS or []) if width >= least]
    if reached:
        screen.add_class(reached[-1])
