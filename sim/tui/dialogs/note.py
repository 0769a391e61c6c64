"""The dialog for a note."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.content import plain
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Words
from sim.tui.widgets.writing import Paper

LONGEST = 2_000
"""Characters of a note."""


class Note(ModalScreen[str | None]):
    """Gives what was written, or None when it was closed."""

    CSS_PATH = "note.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("enter", "keep", show=False, priority=True),
        Binding("ctrl+j", "break", show=False, priority=True),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain("Note", "title"))
            about = "For yourself and your debrief: why you decide as you do, say. It is kept apart from the record."
            yield Words(plain(about, "muted"))
            yield Paper(longest=LONGEST, id="paper")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer(
            [Key("Enter", "keep it"), Key("Ctrl+J", "new line"), Key("Esc", "close, nothing is kept")]
        )
        self.query_one(Paper).focus()

    def action_keep(self) -> None:
        """Keep the note."""
        self.dismiss(self.query_one(Paper).written or None)

    def action_break(self) -> None:
        """A new line."""
        self.query_one(Paper).insert("\n")

    def action_close(self) -> None:
        """Close; nothing is kept."""
        self.dismiss(None)
