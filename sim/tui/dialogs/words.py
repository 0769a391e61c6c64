"""The dialog in which words of the other agencies are looked up: type to search, arrows to move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.content import page, plain
from sim.tui.keymap import bindings
from sim.tui.play.glossary import Entry, cards
from sim.tui.widgets.cards import Cards
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Words
from sim.tui.widgets.writing import Line

if TYPE_CHECKING:
    from sim.tui.app import JointResponse

LONGEST = 60
"""Letters of a search."""


class LookUp(ModalScreen[None]):
    """Words and meanings; those in *text* stand first."""

    CSS_PATH = "words.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("words")

    def __init__(self, entries: Sequence[Entry], text: str) -> None:
        super().__init__()
        self.entries, self.text = tuple(entries), text

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain("Words of the other agencies", "title"))
            yield Line(longest=LONGEST, id="wanted")
            yield Cards(steady=True, empty=page(plain("No such word in this case.", "muted")), id="found")
            yield Words(id="why")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer(
            [Key("letters", "search"), Key("↑↓", "move"), Key("words.copy"), Key("words.close")]
        )
        found = self.query_one("#found", Cards)
        found.can_focus = False
        found.offer(cards(self.entries, self.text, ""))
        wanted = self.query_one("#wanted", Line)
        wanted.placeholder = "search"
        wanted.focus()

    def on_input_changed(self, message: Line.Changed) -> None:
        """Show what the letters find."""
        message.stop()
        made = cards(self.entries, self.text, message.value)
        self.query_one("#found", Cards).offer(made, point=made[0].id if made and message.value else None)

    def action_move(self, by: int) -> None:
        """Up or down, while one types."""
        self.query_one("#found", Cards).action_move(by)

    def action_copy(self) -> None:
        """Copy the word under the cursor."""
        card = self.query_one("#found", Cards).card
        if card is not None:
            cast("JointResponse", self.app).copy(card.copy)
            self.query_one("#why", Words).show(plain(f"Copied: {card.id}", "good"))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
