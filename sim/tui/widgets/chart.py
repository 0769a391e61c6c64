"""Chart: the base of what is drawn line by line. A chart draws rows of `content`, never strings, so the same care is taken."""

from __future__ import annotations

from itertools import groupby

from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from sim.tui.content import Page, Row, Tone, line, plain

Cells = list[tuple[str, Tone]]
"""A line as cells: a sign and its tone each."""


class Chart(Widget):
    """Draws `rows_at(width)`, a row for each line. They are made anew when `redraw` says so or the size changes."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._drawn: tuple[tuple[int, int], list[Row]] | None = None

    def rows_at(self, width: int, height: int) -> list[Row]:
        """The lines of the chart at this size, each a row that fits into one line."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw anew."""
        self._drawn = None
        self.refresh()

    def notify_style_update(self) -> None:
        """Other colours."""
        super().notify_style_update()
        self._drawn = None

    def render_line(self, y: int) -> Strip:
        """Line *y*."""
        width, height = self.size
        if self._drawn is None or self._drawn[0] != (width, height):
            self._drawn = ((width, height), self.rows_at(width, height))
        rows = self._drawn[1]
        if y >= len(rows) or not width:
            return Strip.blank(width, self.visual_style.rich_style)
        strips = Visual.to_strips(self, Page([rows[y]]), width, 1, self.visual_style, apply_selection=False)
        return strips[0] if strips else Strip.blank(width, self.visual_style.rich_style)

    @property
    def plain(self) -> str:
        """The chart as it is drawn now, for tests and for copying."""
        width, height = self.size
        return "\n".join((row.lead.plain + row.body.plain).rstrip() for row in self.rows_at(width, height))


def joined(cells: Cells) -> Content:
    """Cells as a piece of text."""
    return line(
        *(plain("".join(sign for sign, _ in group), tone) for tone, group in groupby(cells, lambda cell: cell[1]))
    )


def shortened(words: str, cells: int) -> str:
    """*words* in so many cells, with a sign that something is missing."""
    words = " ".join(words.split())
    return words if len(words) <= cells else f"{words[: max(0, cells - 1)].rstrip()}…"
