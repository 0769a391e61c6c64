"""The support page: people to talk to, one key away from everywhere."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from sim.tui.content import Page, Row, page, plain, row
from sim.tui.keymap import bindings
from sim.tui.people import TITLE, people
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words


class SupportScreen(Screen[None]):
    """People to talk to. *title* and *lead*: said above, where one comes here from somewhere; *back*: where one goes back to.

    *you_first*: what is for oneself stands at the top.
    """

    CSS_PATH = "support.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("reading")

    def __init__(self, title: str = TITLE, lead: str = "", *, back: str = "back", you_first: bool = False) -> None:
        super().__init__()
        self.heading, self.lead, self.back, self.you_first = title, lead, back, you_first

    def compose(self) -> ComposeResult:
        yield Words(plain(self.heading, "title"), id="heading")
        yield Scroll(self._words(), id="page")
        yield Keys(id="keys")

    def _words(self) -> Page:
        lead: Row | None = row(self.lead) if self.lead else None
        rest = people(you_first=self.you_first)
        return page(lead, row(""), rest) if lead is not None else rest

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer([Key("↑↓ PgUp PgDn", "read on"), Key("reading.close", self.back)])
        self.query_one("#page").focus()

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss()
