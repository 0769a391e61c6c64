"""A time axis: seconds of case time on cells of the screen, and back. Pure; charts over time share it."""

from __future__ import annotations

from dataclasses import dataclass

from sim.tui.clockface import Clockface

STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)
"""Seconds that may lie between two times written on an axis."""

APART = 9
"""Cells between two times at least."""

FINEST = 5
"""Seconds that a cell stands for at least."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Seconds *first* to *last* on *cells* cells: the first cell is *first*, the last one *last*."""

    first: int
    last: int
    cells: int

    @property
    def span(self) -> int:
        """Seconds from end to end."""
        return max(1, self.last - self.first)

    def cell(self, second: int) -> int | None:
        """The cell of *second*; None: it is not on the axis."""
        if not self.first <= second <= self.last or self.cells < 1:
            return None
        return round((second - self.first) / self.span * (self.cells - 1))

    def second(self, cell: int) -> int:
        """The second that *cell* stands for."""
        return self.first + round(min(max(cell, 0), self.cells - 1) / max(1, self.cells - 1) * self.span)

    def fitted(self, end: int, cells: int) -> Axis:
        """The same times on other *cells*, within 0 to *end*, each cell standing for `FINEST` seconds at least."""
        span = min(end, max(self.span, FINEST * cells))
        first = min(max(0, self.first), end - span)
        return Axis(first, first + span, cells)

    def moved(self, by: int, end: int) -> Axis:
        """*by* seconds later, as far as it goes within 0 to *end*."""
        first = min(max(0, self.first + by), max(0, end - self.span))
        return Axis(first, first + self.span, self.cells)

    def zoomed(self, closer: bool, around: int, end: int) -> Axis:
        """Half or twice the time, with *around* staying in its cell as far as it can."""
        span = self.span // 2 if closer else self.span * 2
        if span >= end:
            return Axis(0, end, self.cells)
        part = (around - self.first) / self.span
        first = round(around - part * span)
        return Axis(first, first + span, self.cells).fitted(end, self.cells)

    def holding(self, second: int, end: int) -> Axis:
        """Moved so far that *second* is on it."""
        if second < self.first:
            return self.moved(second - self.first, end)
        return self.moved(second - self.last, end) if second > self.last else self

    def times(self, face: Clockface) -> str:
        """The line of times: round ones, where they are; where a day begins, its name."""
        cells = [" "] * self.cells
        free = 0
        for second in self._round(face):
            words = face.hm(second)
            if words == "00:00" and second:
                words = face.day(second).split()[0]
            at = self.cell(second)
            if at is not None and at >= free and at + len(words) <= self.cells:
                cells[at : at + len(words)] = list(words)
                free = at + len(words) + 2
        return "".join(cells)

    def _round(self, face: Clockface) -> range:
        """Seconds at which the clock shows a round time, not too close."""
        wanted = self.span * APART / max(1, self.cells)
        step = next((step for step in STEPS if step >= wanted), STEPS[-1])
        begun = face.starts.hour * 3600 + face.starts.minute * 60 + face.starts.second
        return range(self.first + (-(begun + self.first)) % step, self.last + 1, step)
