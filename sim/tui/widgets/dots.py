"""Dots: one dimension over several plays, as a dot a play between 0 and 100 per cent; and the same in sentences.

A play without a figure has a dash at the foot. The play that is looked at has a full dot, the others an open one. A cross
stands beside the letter of one in which a critical error failed the dimension: its figure is not the whole of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.tui.content import Row, Tone, plain, row
from sim.tui.symbols import DASH, DOWN, HERE, NOT_DONE, THERE
from sim.tui.widgets.chart import Cells, Chart, joined, shortened

SCALE = {0: "100%", 2: " 50%", 4: "  0%"}
"""Line of the plot -> what stands beside it."""

LINES = 5
"""Lines of the plot."""

LEFT = 6
"""Cells before the first dot: the scale, and its line."""

STEP, CLOSE = 3, 2
"""Cells from dot to dot, and where there is little room."""

ROOMY = 30
"""Cells of a chart from which on dots stand apart."""


class Dot(NamedTuple):
    """A play: its *share* in [0, 1] (None: no figure), a letter for how it was played, and *said*: the same in words.

    *brief*: what stands over the chart, where *said* is too long for it. *failed*: a critical error failed the dimension.
    """

    share: float | None
    letter: str = ""
    said: str = ""
    brief: str = ""
    failed: bool = False


class Dots(Chart):
    """Shows the *dots* of one dimension under its *title*; *here*: the one that is looked at."""

    def __init__(self, title: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.heading = title
        self.dots: tuple[Dot, ...] = ()
        self.here: int | None = None

    def offer(self, dots: Sequence[Dot], here: int | None) -> None:
        """Show these."""
        self.dots, self.here = tuple(dots), here
        self.redraw()

    def rows_at(self, width: int, height: int) -> list[Row]:
        """Title, figure, plot, and a letter under each dot."""
        step = STEP if width >= ROOMY else CLOSE
        many = max(1, (width - LEFT) // step)
        first = first_of(len(self.dots), self.here, many)
        dots = self.dots[first : first + many]
        here = None if self.here is None else self.here - first
        rows = [
            row(plain(shortened(self.heading, width), "strong")),
            row(plain(shortened(self._figure(), width), "urgent" if self._failed else "muted")),
        ]
        for number in range(LINES):
            cells: Cells = [(sign, "muted") for sign in f"{SCALE.get(number, ''):>4}{DOWN} "]
            for place, dot in enumerate(dots):
                cells += _cell(dot, number, place == here, step)
            rows.append(row(joined(cells)))
        letters: Cells = [(" ", "")] * LEFT
        for place, dot in enumerate(dots):
            letters.append((dot.letter[:1] or " ", "strong" if place == here else "muted"))
            letters.append((NOT_DONE, "urgent") if dot.failed else (" ", ""))
            letters += [(" ", "")] * (step - 2)
        rows.append(row(joined(letters)))
        return rows

    def _figure(self) -> str:
        return "" if self.here is None else self.dots[self.here].brief or self.dots[self.here].said

    @property
    def _failed(self) -> bool:
        return self.here is not None and self.dots[self.here].failed


def first_of(many: int, here: int | None, room: int) -> int:
    """The first of *many* dots to be shown where *room* have place: the latest, or as far back as *here* is."""
    latest = max(0, many - room)
    return latest if here is None else min(latest, max(0, here))


def level(share: float) -> int:
    """The line of the plot, from above, on which *share* stands."""
    return LINES - 1 - round(share * (LINES - 1))


def _cell(dot: Dot, number: int, here: bool, step: int) -> Cells:
    tone: Tone = "key" if here else ""
    rest: Cells = [(" ", "")] * (step - 1)
    if dot.share is None:
        return [(DASH if number == LINES - 1 else " ", tone or "muted"), *rest]
    return [((HERE if here else THERE) if number == level(dot.share) else " ", tone), *rest]


def sentence(title: str, dots: Sequence[tuple[str, Dot]]) -> str:
    """A dimension in words: each play with its day, the first one first."""
    said = "; ".join(f"{when}: {dot.said}" for when, dot in dots)
    return f"{title}. {said}."
