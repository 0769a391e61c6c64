"""Jumping: every part of the screen gets a letter; pressing it goes there.

A part is called what the screen itself calls it: its border's title, what the screen says when it is asked (`Calls`), or the
heading that stands above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from operator import is_not
from typing import NamedTuple, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from sim.tui.content import TONES, Page, line, plain
from sim.tui.keymap import bindings
from sim.tui.widgets.words import Scroll, Words

LETTERS = "asdfghjkl;"
"""The letters, the easiest to reach first."""

HIDDEN = Offset(2, 2)
"""Where the labels begin of parts that are out of sight."""

LONGEST = 40
"""Letters of a name that are shown."""

HEADING = {TONES["title"], TONES["strong"], TONES["key"]}
"""How headings are set off."""


class Part(NamedTuple):
    """A part of a screen: what it is called, where it stands, and how one gets there."""

    title: str
    widget: Widget
    go: Callable[[], object]


@runtime_checkable
class HasParts(Protocol):
    """A screen that says itself which parts it has. Others have those that can be focused."""

    def to_jump_to(self) -> Sequence[Part]:
        """The parts that are in sight."""


@runtime_checkable
class Calls(Protocol):
    """What holds parts that no border and no heading names, or not well."""

    def part_called(self, part: str) -> str:
        """What the part with this id is called on the screen; empty: what the heading above it says."""


def parts(screen: Screen[object]) -> list[Part]:
    """The parts of *screen* that one can go to."""
    if isinstance(screen, HasParts):
        return list(screen.to_jump_to())[: len(LETTERS)]
    found = [widget for widget in screen.focus_chain if widget.region.area]
    return [Part(_title(widget), widget, widget.focus) for widget in found][: len(LETTERS)]


def _title(widget: Widget) -> str:
    names = [str(widget.border_title or "")]
    names += [above.part_called(widget.id or "") for above in widget.ancestors_with_self if isinstance(above, Calls)]
    name = next((name for name in (*names, *_headings(widget)) if name), "this part")
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _headings(widget: Widget) -> Iterator[str]:
    """The headings above *widget*, the nearest first; then the one that it begins with itself."""
    for node in widget.ancestors_with_self:
        if isinstance(node.parent, Widget):
            before = list(takewhile(partial(is_not, node), node.parent.children))
            for above in reversed(before):
                if above.display:
                    yield from (_heading(words) for words in above.walk_children(Words, with_self=True))
    if isinstance(widget, Scroll):
        yield _heading(widget.inner)


def _heading(widget: Words) -> str:
    """The words that are set off in the first line of *widget*."""
    words = widget.words
    if isinstance(words, Page):
        if not words:
            return ""
        words = words.rows[0].body
    set_off = next((span for span in words.spans if span.style in HEADING), None)
    return words.plain[set_off.start : set_off.end].strip(" :") if set_off is not None else ""


class Jump(ModalScreen[Part | None]):
    """Gives the part that was picked, or None."""

    CSS_PATH = "jump.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("jump")

    def __init__(self, targets: Sequence[Part]) -> None:
        super().__init__()
        self.targets = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        for letter, part in self.targets.items():
            label = Words(line(plain(f" {letter} ", "urgent"), plain(f" {part.title} ", "cursor")), classes="label")
            yield label
        yield Words(plain("Press the letter of the part you want; Esc closes.", "strong"), id="say")

    def on_mount(self) -> None:
        self._place()

    def on_resize(self, event: events.Resize) -> None:
        """Parts have moved."""
        self.call_after_refresh(self._place)

    def _place(self) -> None:
        taken: set[Offset] = set()
        for label, part in zip(self.query(".label"), self.targets.values(), strict=True):
            at = part.widget.region.offset if part.widget.region.area else HIDDEN
            while at in taken:
                at += Offset(0, 1)
            taken.add(at)
            label.absolute_offset = at

    def on_key(self, event: events.Key) -> None:
        """A letter: go there."""
        letter = ";" if event.key == "semicolon" else event.key
        if letter in self.targets:
            event.stop()
            self.dismiss(self.targets[letter])

    def on_click(self, event: events.Click) -> None:
        """A click on a label goes there, any other closes."""
        for label, part in zip(self.query(".label"), self.targets.values(), strict=True):
            if label.region.contains(event.screen_x, event.screen_y):
                self.dismiss(part)
                return
        self.dismiss(None)

    def action_close(self) -> None:
        """Close; one stays where one is."""
        self.dismiss(None)


def go(part: Part | None) -> None:
    """Go to a part; None: stay."""
    if part is not None:
        part.go()
