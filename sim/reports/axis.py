"""A time axis on paper: seconds of case time to units of a drawing. Hours in which nothing happened are left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sim.engine.names import Second

SILENCE = 2 * 3600
"""Seconds without anything that are left out of a long case."""
LONG = 4 * 3600
"""Seconds of a case that is drawn whole at most."""
GAP = 26.0
"""Units that a left-out stretch takes."""
LABEL = 58.0
"""Units between two times at least."""
STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seconds *first* to *last* on the units *left* to *right*."""

    first: Second
    last: Second
    left: float
    right: float

    def place(self, second: Second) -> float:
        """Where *second* is, on the nearer end if it is outside."""
        share = (second - self.first) / max(1, self.last - self.first)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Axis:
    """Stretches in order, with gaps between them; *clock*: seconds since midnight at second 0."""

    stretches: tuple[Stretch, ...]
    clock: int

    def place(self, second: Second) -> float:
        """Where *second* is; what falls into a gap is where the gap begins."""
        for stretch, after in pairwise(self.stretches):
            if second < after.first:
                return stretch.place(second)
        return self.stretches[-1].place(second)

    @property
    def gaps(self) -> tuple[float, ...]:
        """The middles of the gaps."""
        return tuple((before.right + after.left) / 2 for before, after in pairwise(self.stretches))

    def times(self) -> list[Second]:
        """Round times to write on the axis, not too close; every stretch has at least its beginning."""
        found: list[Second] = []
        free = float("-inf")
        for stretch in self.stretches:
            wanted = (stretch.last - stretch.first) * LABEL / max(1.0, stretch.right - stretch.left)
            step = next((step for step in STEPS if step >= wanted), STEPS[-1])
            round_ones = range(stretch.first + (-(self.clock + stretch.first)) % step, stretch.last + 1, step)
            for second in round_ones or (stretch.first,):
                if self.place(second) >= free:
                    found.append(second)
                    free = self.place(second) + LABEL
        return found


def axis(busy: Iterable[Second], end: Second, left: float, right: float, clock: int = 0) -> Axis:
    """An axis from 0 to *end* on the units *left* to *right*; *busy*: the seconds at which something happens."""
    moments = sorted({0, end, *(second for second in busy if 0 <= second <= end)})
    bounds: list[list[Second]] = [[0, 0]]
    for before, after in pairwise(moments):
        if end > LONG and after - before > SILENCE:
            bounds.append([after, after])
        bounds[-1][1] = after
    lengths = [max(60, last - first) for first, last in bounds]
    room = right - left - GAP * (len(bounds) - 1)
    stretches: list[Stretch] = []
    for (first, last), length in zip(bounds, lengths, strict=True):
        width = room * (0.25 / len(bounds) + 0.75 * length / sum(lengths))
        stretches.append(Stretch(first, last, left, left + width))
        left += width + GAP
    return Axis(tuple(stretches), clock)
