"""Finder: a line to type what one looks for, while the list below it follows."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from sim.tui.content import plain
from sim.tui.keymap import bindings
from sim.tui.widgets.words import Words
from sim.tui.widgets.writing import Line

LONGEST = 80
"""Characters that are looked for."""

How = Literal["taken", "down", "closed"]


class Finder(Horizontal):
    """Says `Sought` at every letter, and `Left` with Enter (taken), the arrow down, or Esc (closed)."""

    BINDINGS = bindings("finder")

    class Sought(Message):
        """*words* are looked for."""

        def __init__(self, finder: Finder, words: str) -> None:
            super().__init__()
            self.finder, self.words = finder, words

        @property
        def control(self) -> Finder:
            return self.finder

    class Left(Message):
        """The line was left, and *how*."""

        def __init__(self, finder: Finder, how: How) -> None:
            super().__init__()
            self.finder, self.how = finder, how

        @property
        def control(self) -> Finder:
            return self.finder

    def compose(self) -> ComposeResult:
        yield Words(plain("Find  ", "key"))
        yield Line(longest=LONGEST, id="wanted")

    def on_mount(self) -> None:
        self.take_focus()

    def take_focus(self) -> None:
        """Let whoever types type here."""
        self.query_one(Line).focus()

    def on_input_changed(self, event: Message) -> None:
        """Every letter counts at once."""
        event.stop()
        self.post_message(self.Sought(self, self.query_one(Line).text))

    def on_input_submitted(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Left(self, "taken"))

    def action_leave(self, how: How) -> None:
        """Leave the line."""
        self.post_message(self.Left(self, how))
