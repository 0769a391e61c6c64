"""Swimlanes: facts under each other, a lane for each seat, over case time. The keys move a fact up and down and a line in time.

The widget is handed lanes and says where its pointer stands; what that means is said beside it, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from scoring.knowledge import Lane
from sim.tui.clockface import Clockface
from sim.tui.content import Row, line, plain, row
from sim.tui.debrief import lanes
from sim.tui.keymap import bindings
from sim.tui.symbols import DOWN, POINTER
from sim.tui.widgets.axis import Axis
from sim.tui.widgets.chart import Cells, Chart, joined, shortened

LABEL = 16
"""Cells for the name of a seat at most, in a narrow chart."""
STEPS = 24
"""Presses of a key from one end of what is seen to the other."""


HEADING, GAP = "heading", "gap"

Line = tuple[int, Lane | str]
"""The number of a fact, and one of its lanes, its `HEADING`, or a `GAP` before it."""


class Swimlanes(Chart, can_focus=True):
    """Shows *groups* of lanes, one a fact, between 0 and *end* seconds; *seat* is what a seat is called."""

    BINDINGS = bindings("chart")

    class Moved(Message):
        """The pointer stands at fact number *place* and *second*."""

        def __init__(self, place: int, second: int) -> None:
            super().__init__()
            self.place, self.second = place, second

    def __init__(
        self,
        groups: Sequence[Sequence[Lane]],
        end: int,
        seat: Callable[[str], str],
        face: Clockface,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.groups = [tuple(group) for group in groups]
        self.end, self.seat, self.face = max(1, end), seat, face
        self.place = 0
        self.second = lanes.opening(self.groups, self.end)
        self.top = 0
        """The first line in sight; headings and lanes are lines."""
        self.axis = Axis(0, self.second, 1)

    # --- drawing

    @property
    def label(self) -> int:
        """Cells before the axis."""
        longest = max((len(self.seat(lane.seat)) for group in self.groups for lane in group), default=0)
        return 2 + min(longest + 1, max(LABEL, self.size.width // 5))

    def rows_at(self, width: int, height: int) -> list[Row]:
        """Times above, and under them as many facts as there is room for."""
        label = self.label
        self.axis = self.axis.fitted(self.end, max(1, width - label))
        rows = [row(self._times(), " " * label)]
        here = self._lines(height - 1)
        self._bring_in_sight(here, height - 1)
        for place, lane in here[self.top : self.top + height - 1]:
            if lane is GAP:
                rows.append(row(""))
            elif lane is HEADING:
                words = shortened(self.groups[place][0].text, width - 2)
                pointed = place == self.place
                lead = plain(f"{POINTER} " if pointed else "  ", "key")
                rows.append(row(plain(words, "cursor" if pointed else "strong"), lead))
            else:
                assert isinstance(lane, Lane)
                seat = shortened(self.seat(lane.seat), label - 3)
                rows.append(row(joined(self._cells(lane)), plain(f"  {seat}".ljust(label), "muted")))
        return rows

    def _times(self) -> Content:
        """The times of the axis, and the pointer's own over them."""
        times = self.axis.times(self.face)
        at = self.axis.cell(self.second)
        if at is None:
            return plain(times, "muted")
        words = self.face.hm(self.second)
        start = min(max(0, at - len(words) // 2), max(0, len(times) - len(words)))
        after = start + len(words)
        before = times[:start]
        if before[-1:].strip():  # half a time beside the pointer's would read as another
            before = before[: before.rfind(" ") + 1].ljust(start)
        rest = times[after:]
        if rest[:1].strip():
            cut = rest.find(" ")
            rest = " " * (cut if cut >= 0 else len(rest)) + (rest[cut:] if cut >= 0 else "")
        return line(plain(before, "muted"), plain(words, "cursor"), plain(rest, "muted"))

    def _cells(self, lane: Lane) -> Cells:
        cells = lanes.cells(lane, self.axis, self.end)
        at = self.axis.cell(self.second)
        if at is not None and cells[at][0] in (lanes.KNOWN, lanes.UNKNOWN, lanes.OVERDUE):
            cells[at] = (DOWN, "key")
        return cells

    def _lines(self, height: int) -> list[Line]:
        """Every line: the number of its fact, and its lane. Between facts a line is left free where that costs nothing."""
        lines: list[Line] = []
        for place, group in enumerate(self.groups):
            lines += [(place, HEADING), *((place, lane) for lane in group)]
        if len(lines) + len(self.groups) > height:
            return lines
        return [line for n, (place, lane) in enumerate(lines) for line in _apart(n, place, lane)]

    def _bring_in_sight(self, here: Sequence[Line], height: int) -> None:
        """Scroll so that all lanes of the fact pointed at are seen, its heading first."""
        mine = [n for n, (place, _) in enumerate(here) if place == self.place]
        if not mine or height < 1:
            return
        self.top = max(self.top, mine[-1] + 1 - height)
        self.top = min(self.top, mine[0], max(0, len(here) - height))

    # --- moving

    def on_mount(self) -> None:
        self._moved()

    def _moved(self) -> None:
        self.axis = self.axis.holding(self.second, self.end)
        self.redraw()
        self.post_message(self.Moved(self.place, self.second))

    def action_fact(self, by: int) -> None:
        """To another fact."""
        if self.groups:
            self.place = min(max(0, self.place + by), len(self.groups) - 1)
            self._moved()

    def action_page(self, by: int) -> None:
        """As many facts on as are in sight."""
        room = max(1, self.size.height - 1)
        size = 1 + max((len(group) for group in self.groups), default=0)
        self.action_fact(by * max(1, room // size))

    def move(self, by: int) -> None:
        """The pointer earlier or later, by a step of what is in sight."""
        self.second = min(max(0, self.second + by * max(1, self.axis.span // STEPS)), self.end)
        self._moved()

    def action_screenful(self, by: int) -> None:
        """As much time earlier or later as is in sight."""
        self.second = min(max(0, self.second + by * self.axis.span), self.end)
        self.axis = self.axis.moved(by * self.axis.span, self.end)
        self._moved()

    def action_edge(self, last: bool) -> None:
        """To the beginning or the end of the case."""
        self.second = self.end if last else 0
        self._moved()

    def action_mark(self, by: int) -> None:
        """To where something happened to this fact, before or after the pointer."""
        if not self.groups:
            return
        found = lanes.moments(self.groups[self.place], self.end)
        past = [second for second in found if second < self.second]
        coming = [second for second in found if second > self.second]
        self.second = (past[-1:] if by < 0 else coming[:1] or [self.end])[0] if (past or by > 0) else 0
        self._moved()

    def action_zoom(self, closer: bool) -> None:
        """Less time, drawn larger; or more."""
        self.axis = self.axis.zoomed(closer, self.second, self.end)
        self._moved()

    def on_click(self, event: events.Click) -> None:
        """Point at the fact and the time under the mouse."""
        here = self._lines(self.size.height - 1)
        at = self.top + event.y - 1
        if event.y > 0 and at < len(here):
            self.place = here[at][0]
        if event.x >= self.label:
            self.second = self.axis.second(event.x - self.label)
        self._moved()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The next fact."""
        event.stop()
        self.action_fact(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The fact before."""
        event.stop()
        self.action_fact(-1)


def _apart(n: int, place: int, lane: Lane | str) -> list[Line]:
    """A line, with a free one before each heading but the first."""
    return [(place, GAP), (place, lane)] if n and lane is HEADING else [(place, lane)]
