"""The dialog that asks for a place on the disk: the folder of a case, or a file to write."""

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
    """Gives a path, or None when it was closed. *enter*: what Enter does, in a word; *present*: what stands there at first."""

    CSS_PATH = "path.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("path")

    def __init__(
        self,
        title: str = "A case of your own",
        about: str = "The path of its folder, or of its scenario.yaml. You can paste it.",
        *,
        enter: str = "open it",
        present: str = "",
    ) -> None:
        super().__init__()
        self.heading, self.about, self.enter, self.present = title, about, enter, present

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(self.heading, "title"))
            yield Words(plain(self.about, "muted"))
            yield Line(longest=LONGEST, id="path")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer([Key("Enter", self.enter), Key("path.close")])
        line = self.query_one(Line)
        line.value = self.present
        line.focus()

    def on_input_submitted(self) -> None:
        self.dismiss(self.query_one(Line).text or None)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
