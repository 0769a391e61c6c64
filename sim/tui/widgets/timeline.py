"""A timeline of decisions: marks on an axis of case time, told apart by their signs, with a pointer under one of them.

A case may sleep for a night: what is hours apart is drawn stretch by stretch, and signs at the ends say that there is more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.geometry import Size
from textual.message import Message

from sim.tui.clockface import Clockface
from sim.tui.content import Row, Tone, line, plain, row
from sim.tui.symbols import ACROSS, HAND
from sim.tui.widgets.axis import Axis
from sim.tui.widgets.chart import Cells, Chart, joined, shortened

SILENCE = 2 * 3600
"""Seconds without a mark after which another stretch begins, drawn by itself."""
EDGE = 2
"""Cells at either end of the line, for the sign that there is more."""


class Moment(NamedTuple):
    """A mark at *second*: its sign and tone, and what stands beside the pointer."""

    second: int
    sign: str
    tone: Tone
    words: str


class Timeline(Chart):
    """Shows *moments* between 0 and *end*; `point` moves the pointer, and a click says which mark was meant."""

    class Pointed(Message):
        """The mark number *place* was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(
        self, moments: Sequence[Moment], end: int, face: Clockface, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.moments, self.end, self.face = tuple(moments), max(1, end), face
        self.place = 0

    def point(self, place: int) -> None:
        """Point at mark number *place*."""
        if place != self.place:
            self.place = place
            self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Times, marks, pointer."""
        return 3

    def stretch(self) -> range:
        """The marks that are drawn: those around the pointer with no long silence between them. A case may go over days."""
        first, last = self.place, self.place
        seconds = [moment.second for moment in self.moments]
        while first > 0 and seconds[first] - seconds[first - 1] <= SILENCE:
            first -= 1
        while last + 1 < len(seconds) and seconds[last + 1] - seconds[last] <= SILENCE:
            last += 1
        return range(first, last + 1 if seconds else 0)

    def axis(self, width: int) -> Axis:
        """The times that are drawn, between two signs that say whether there is more."""
        here = self.stretch()
        if not here:
            return Axis(0, self.end, max(1, width - 2 * EDGE))
        first, last = self.moments[here.start].second, self.moments[here.stop - 1].second
        margin = max(60, (last - first) // 20)
        first = max(0, first - margin) if here.start else 0
        if here.stop < len(self.moments) or self.end - last > SILENCE:
            last += margin
        else:
            last = self.end
        return Axis(first, max(first + 60, min(last, max(self.end, first + 60))), max(1, width - 2 * EDGE))

    def columns(self, width: int) -> dict[int, int]:
        """The cell of each mark drawn: in order, and each in a cell of its own as long as there are enough."""
        here, axis = self.stretch(), self.axis(width)
        cells: dict[int, int] = {}
        free = 0
        for place in here:
            second = min(max(axis.first, self.moments[place].second), axis.last)
            most = max(0, axis.cells - (here.stop - place))  # leave a cell for each that follows
            at = min(max(axis.cell(second) or 0, free), most)
            cells[place], free = at + EDGE, at + 1
        return cells

    def rows_at(self, width: int, height: int) -> list[Row]:
        """Times, marks on a line, and the pointer with its words."""
        here, columns = self.stretch(), self.columns(width)
        cells: Cells = [(ACROSS, "muted")] * width
        for edge, more in ((0, here.start > 0), (width - 1, here.stop < len(self.moments))):
            if width:
                cells[edge] = (("»" if edge else "«") if more else ACROSS, "key" if more else "muted")
        for place, column in columns.items():
            if column < width:
                moment = self.moments[place]
                cells[column] = (moment.sign, "cursor" if place == self.place else moment.tone)
        rows = [row(plain(" " * EDGE + self.axis(width).times(self.face), "muted")), row(joined(cells))]
        if self.moments:
            rows.append(self._hand(columns[self.place], width))
        return rows

    def _hand(self, column: int, width: int) -> Row:
        said = self.moments[self.place].words
        after = width - column - 2
        if len(said) <= after or column < width // 2:
            return row(line(" " * column, plain(HAND, "key"), " ", shortened(said, after)))
        words = shortened(said, column - 1)
        return row(line(" " * (column - 1 - len(words)), words, " ", plain(HAND, "key")))

    def on_click(self, event: events.Click) -> None:
        """The nearest mark; at an edge the one beyond it."""
        columns = self.columns(self.size.width)
        if not columns:
            return
        here = self.stretch()
        near = min(columns, key=lambda place: abs(columns[place] - event.x))
        if event.x < EDGE and here.start:
            near = here.start - 1
        elif event.x >= self.size.width - EDGE and here.stop < len(self.moments):
            near = here.stop
        self.post_message(self.Pointed(near))
