"""The dialog that asks for the folder of a case."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.content import plain
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Words
from sim.tui.widgets.writing import Line

LONGEST = 1_000
"""Characters of a path."""


class Where(ModalScreen[str | None]):
    """Gives a path, or None when it was closed."""

    CSS_PATH = "path.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("path")

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain("A case of your own", "title"))
            yield Words(plain("The path of its folder, or of its scenario.yaml. You can paste it.", "muted"))
            yield Line(longest=LONGEST, id="path")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer([Key("Enter", "open it"), Key("path.close")])
        self.query_one(Line).focus()

    def on_input_submitted(self) -> None:
        self.dismiss(self.query_one(Line).text or None)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
