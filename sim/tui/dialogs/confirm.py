"""A question that Enter answers with yes and Esc with no.

Words that somebody types or pastes where none are asked for (`help`, then Enter) press keys, too, and one of them may have opened
this question. So the first Enter after a letter answers nothing; nor, where yes can't be taken back, does one that comes before
the question can have been seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.content import Page, plain
from sim.tui.keymap import bindings, shown
from sim.tui.settle import Settle
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.tui.everywhere import Everywhere


class Confirm(ModalScreen[bool]):
    """Asks *title*, with *about* below; *yes* and *no* are what the two keys do. *final*: yes can't be taken back."""

    CSS_PATH = "confirm.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("confirm")

    typed = False
    """A letter was pressed, which does nothing here: the next Enter may be the end of a word."""

    def __init__(self, title: str, about: Page, *, yes: str, no: str, final: bool = False) -> None:
        super().__init__()
        self.final = final
        self.heading, self.about, self.yes, self.no = title, about, yes, no

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(self.heading, "title"))
            yield Words(self.about, id="about")
            yield Words(id="typed")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        app = cast("Everywhere", self.app)
        self.settle = Settle(app.now, app.pressed)
        self.settle.shows(self.heading)
        self.query_one("#typed").display = False
        self.query_one("#keys", Keys).offer([Key("confirm.yes", self.yes), Key("confirm.no", self.no)])

    def on_key(self, event: events.Key) -> None:
        """Letters and digits answer nothing, and say so."""
        if event.character is not None and event.character.isalnum():
            event.stop()
            self._hold(
                f"{shown('confirm.yes', self.app)} and {shown('confirm.no', self.app)} answer here; nothing else does."
            )
            self.typed = True

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        if yes and (self.typed or (self.final and not self.settle.seen)):
            self.typed = False
            self._hold(f"Nothing is done yet. {shown('confirm.yes', self.app)} once more if you mean it.")
        else:
            self.dismiss(yes)

    def _hold(self, words: str) -> None:
        typed = self.query_one("#typed", Words)
        typed.show(plain(words, "new"))
        typed.display = True
