"""A question that Enter answers with yes and Esc with no."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.content import Page, plain
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Words


class Confirm(ModalScreen[bool]):
    """Asks *title*, with *about* below; *yes* and *no* are what the two keys do."""

    CSS_PATH = "confirm.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("confirm")

    def __init__(self, title: str, about: Page, *, yes: str, no: str) -> None:
        super().__init__()
        self.heading, self.about, self.yes, self.no = title, about, yes, no

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(self.heading, "title"))
            yield Words(self.about, id="about")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer([Key("confirm.yes", self.yes), Key("confirm.no", self.no)])

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        self.dismiss(yes)
