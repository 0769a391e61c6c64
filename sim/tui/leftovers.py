"""What Textual and Rich keep of things that are gone from the screen, let go.

They remember what was asked of them: the ground behind each widget that was ever painted, the width of each text, where one region
meets another; the last thousands of answers, for a program whose screens come and go a few times. A case is played for an hour, and
each look at something that lies over play would leave 20 kB of answers that nobody asks for again, until all is full.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from rich.cells import cached_cell_len
from textual.geometry import Region

try:
    from textual._styles_cache import StylesCache
except ImportError:  # what is private can go: then more is kept, and tests/tui/test_weight.py says so
    GROUNDS: object = None
else:
    GROUNDS = getattr(StylesCache, "get_inner_outer", None)
    """The one private name of Textual's that the screens use. It remembers the colours of each widget by what painted it, and so
    holds on to that, with all its painted lines. Emptying each widget as it goes is all that public names can do (`refresh`, or
    `render_lines` of nothing once it is off the screen), and leaves 2 kB a widget: 0.8 MB in an hour, 1.3 when all is full.
    """


@runtime_checkable
class Remembers(Protocol):
    """A function that remembers its answers."""

    def cache_clear(self) -> None:
        """Forget them."""


def let_go() -> None:
    """Let all of it go; what is still on the screen is asked anew when it is painted."""
    for each in MEMORIES:
        each.cache_clear()


MEMORIES = tuple(
    each
    for each in (GROUNDS, cached_cell_len, *(getattr(Region, name) for name in vars(Region)))
    if isinstance(each, Remembers)
)
"""Functions that remember answers about widgets, texts and places which may be gone."""
