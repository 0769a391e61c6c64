"""The names of the parts, in a line or in two where one has no room for them; a click on one turns to it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip as Drawn
from textual.style import Style
from textual.visual import RenderOptions

from sim.tui.content import Page, line, page, plain, row
from sim.tui.widgets.picks import POINTER
from sim.tui.widgets.words import Words


def digit(part: int) -> str:
    """The key of part number *part*: the tenth has 0."""
    return str(part % 10)


class Strip(Page):
    """Tabs one after the other, broken between two of them where a line is full: for any width that is found."""

    def __init__(self, tabs: Sequence[Content]) -> None:
        super().__init__([row(line(*tabs))])
        self.tabs = tuple(tabs)

    def lines(self, width: int) -> list[list[int]]:
        """The places of the tabs in each line, at *width* cells."""
        found: list[list[int]] = [[]]
        used = 0
        for place, tab in enumerate(self.tabs):
            if used and used + tab.cell_length > width > 0:
                found.append([])
                used = 0
            found[-1].append(place)
            used += tab.cell_length
        return found

    def broken(self, width: int) -> Page:
        """The lines at *width* cells."""
        return page(*(row(line(*(self.tabs[place] for place in places))) for places in self.lines(width)))

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines at *width* cells."""
        return len(self.lines(width))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Drawn]:
        """One strip a line."""
        return self.broken(width).render_strips(width, height, style, options)


class Tabs(Words):
    """Shows *titles*; the one in sight has a pointer before it."""

    class Turned(Message):
        """Tab number *part* was clicked."""

        def __init__(self, part: int) -> None:
            super().__init__()
            self.part = part

    def __init__(self, titles: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.titles = tuple(titles)

    def turn(self, part: int) -> None:
        """*part* is in sight."""
        tabs = []
        for number, title in enumerate(self.titles, 1):
            words = f"{digit(number)} {title} "
            tabs.append(plain(f"{POINTER}{words}", "cursor") if number == part else plain(f" {words}", "muted"))
        self.show(Strip(tabs))

    def on_click(self, event: events.Click) -> None:
        """Turn to the tab under the mouse."""
        place = event.get_content_offset(self)
        if place is None or not isinstance(self.words, Strip):
            return
        lines = self.words.lines(self.content_size.width)
        at = place.x
        for tab in lines[place.y] if place.y < len(lines) else ():
            at -= self.words.tabs[tab].cell_length
            if at < 0:
                self.post_message(self.Turned(tab + 1))
                return
