"""The last screen: something broke. An app of its own, because the other one has ended."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from sim.tui.content import page, plain, row
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll


class Sorry(App[None]):
    """Shows paragraphs until Enter or Esc."""

    CSS_PATH = ["../app.tcss", "sorry.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q", "quit", show=False)]

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self.said = said

    def compose(self) -> ComposeResult:
        first, *rest = self.said
        yield Scroll(page(row(plain(first, "title")), *[row(words, gap=1) for words in rest]), id="page")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        from sim.settings import load
        from sim.tui.theme import THEMES

        theme = THEMES[load().settings.theme]
        self.register_theme(theme)
        self.theme = theme.name
        self.query_one("#keys", Keys).offer([Key("Enter", "close")])
