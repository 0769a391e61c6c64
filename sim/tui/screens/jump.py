"""Jumping: every part of the screen gets a letter; pressing it goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from sim.tui.content import line, plain
from sim.tui.keymap import bindings
from sim.tui.widgets.words import Words

LETTERS = "asdfghjkl;"
"""The letters, the easiest to reach first."""

HIDDEN = Offset(2, 2)
"""Where the labels begin of parts that are out of sight."""


class Part(NamedTuple):
    """A part of a screen: what it is called, where it stands, and how one gets there."""

    title: str
    widget: Widget
    go: Callable[[], object]


@runtime_checkable
class HasParts(Protocol):
    """A screen that says itself which parts it has. Others have those that can be focused."""

    def parts(self) -> Sequence[Part]:
        """The parts that are in sight."""


def parts(screen: Screen[object]) -> list[Part]:
    """The parts of *screen* that one can go to."""
    if isinstance(screen, HasParts):
        return list(screen.parts())[: len(LETTERS)]
    found = [widget for widget in screen.focus_chain if widget.region.area]
    return [Part(_title(widget), widget, widget.focus) for widget in found][: len(LETTERS)]


def _title(widget: Widget) -> str:
    return str(widget.border_title or widget.id or "").replace("_", " ")


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
