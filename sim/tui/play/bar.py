"""The left of the top line: which case, and who one is in it. Who one is, is never cut before the title is. Pure."""

from __future__ import annotations

from textual.content import Content

from sim.tui.content import line, plain

GAP = 2
"""Cells between the parts of the line."""
LIMIT, BAR = 24, 11
"""Cells that the time left takes at most, and its bar, where there is room for one."""
ENOUGH = 8
"""Cells of the title, below which it says nothing and is left out."""


def room(width: int, clock: int, *, limits: bool, bar: bool) -> int:
    """Cells for what stands on the left of *width*, beside a clock of *clock* cells.

    With *limits* that may run there is room kept for one, so that nothing changes when one begins. *bar*: it has a bar.
    """
    left = GAP + LIMIT + (BAR if bar else 0) if limits else 0
    return max(0, width - GAP - clock - left)


def where(title: str, role: str, short: str, cells: int) -> Content:
    """The *title* of the case and the *role* in at most *cells*; where it is tight its *short* name, and less of the title."""
    for name in (role, short):
        if plain(title).cell_length + GAP + plain(name).cell_length <= cells:
            return line(plain(title, "strong"), plain(f"{' ' * GAP}{name}", "muted"))
    rest = cells - GAP - plain(short).cell_length
    if rest < ENOUGH:
        return plain(short, "strong").truncate(max(0, cells), ellipsis=True)
    return line(plain(title, "strong").truncate(rest, ellipsis=True), plain(f"{' ' * GAP}{short}", "muted"))
