"""Bars: each dimension with what was earned as a bar, and how much of it was tested as dots beside it.

Share and coverage are different things, so they do not look alike: a bar is a part of a whole, a dot is one opportunity.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from scoring import Coverage, DimensionScore
from scoring.sentences import points_of
from sim.tui.content import Row, line, plain, row
from sim.tui.symbols import EMPTY, FULL, HERE, THERE
from sim.tui.widgets.chart import Chart, shortened

JUDGED, NOT_JUDGED = HERE, THERE
LABEL = 8
"""Cells before a bar."""
WIDEST = 40
"""Cells of a bar at most."""
LINES = 3
"""Lines of one dimension; one more where duties were closed, and one where it is failed."""


class Bar(NamedTuple):
    """One dimension: its name, its score, and *whose* it is, as in *closed by yourself*. *failed*: that it is, after an exam."""

    title: str
    score: DimensionScore
    whose: str = "yourself"
    failed: str = ""


class Bars(Chart):
    """Shows *bars* under a *heading*."""

    class Pointed(Message):
        """The bar at *place* was clicked."""

        def __init__(self, bars: Bars, place: int) -> None:
            super().__init__()
            self.bars, self.place = bars, place

        @property
        def control(self) -> Bars:
            return self.bars

    def __init__(self, heading: str, bars: Sequence[Bar], *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.heading, self.bars = heading, tuple(bars)

    def show(self, bars: Sequence[Bar]) -> None:
        """Show *bars* instead."""
        if tuple(bars) != self.bars:
            self.bars = tuple(bars)
            self.redraw()
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A title, and lines and a gap for each dimension."""
        more = sum(bool(bar.score.coverage.duties_closed) + bool(bar.failed) for bar in self.bars)
        return 1 + (LINES + 1) * len(self.bars) + more

    def rows_at(self, width: int, height: int) -> list[Row]:
        """All bars at *width* cells."""
        rows = [row(plain(shortened(self.heading, width), "title"))]
        for bar in self.bars:
            rows += [row(""), *_rows(bar, width)]
        return rows

    def on_click(self, event: events.Click) -> None:
        """The bar that is clicked, or that stands below the gap that is."""
        below = 1
        for place, bar in enumerate(self.bars):
            below += 1 + len(_rows(bar, self.size.width))
            if 0 < event.y < below:
                self.post_message(self.Pointed(self, place))
                return


def _rows(bar: Bar, width: int) -> list[Row]:
    score, found = bar.score, bar.score.coverage
    room = max(5, min(WIDEST, width - LABEL - 1))
    points = plain(f"  {points_of(score.earned, score.at_stake)}" if found.judged else "", "muted")
    if score.share is not None:
        upheld = f", {score.upheld:.0%} if reasons are upheld" if score.upheld is not None else ""
        said = plain(f"  {score.share:.0%}{upheld}", "strong")
        full = round(score.share * room)
        drawn = line(plain(FULL * full, "title"), plain(EMPTY * (room - full), "muted"))
    else:
        said = plain("  not tested" if not found.judged else "")
        drawn = plain("not enough evidence for a percentage" if found.judged else "–", "muted")
    head = line(plain(bar.title, "strong"), said, points)
    rows = [
        row(head),
        *([row(plain(shortened(bar.failed, width - LABEL), "urgent"), " " * LABEL)] if bar.failed else []),
        row(drawn, plain("earned".ljust(LABEL), "muted")),
        row(_dots(found, width - LABEL, bar.whose), plain("judged".ljust(LABEL), "muted")),
    ]
    if found.duties_closed:
        words = (
            f"{found.duties_closed} rule{'s' if found.duties_closed > 1 else ''} of the model answer had no occasion"
        )
        rows.append(row(plain(shortened(words, width - LABEL), "muted"), " " * LABEL))
    return rows


def _dots(found: Coverage, room: int, whose: str) -> Content:
    """A dot for each opportunity, as far as they fit, and how many there are; those that were closed are counted behind."""
    judged, missed = found.judged, found.not_tested
    many = judged + missed
    words = f" {judged} of {many}" if many else "–"
    if found.closed_by_self:
        words += f", {found.closed_by_self} closed by {whose}"
    others = (found.closed_by_others or 0) + (found.closed_by_luck or 0)
    if others:
        words += f", {others} closed by others or luck"
    dots = max(0, min(WIDEST, room - len(words) - 1))  # and a gap to what stands beside
    if many > dots:  # too many to draw each: by their parts
        full = round(judged / many * dots)
        judged, missed = full, dots - full
    return line(plain(JUDGED * judged, "good"), plain(NOT_JUDGED * missed, "muted"), plain(words, "muted"))
