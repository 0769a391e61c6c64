"""The last screen: something broke. An app of its own, because the other one has ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.filter import LineFilter

from sim.settings import Settings, load
from sim.tui.content import page, plain, row
from sim.tui.symbols import Ascii
from sim.tui.theme import THEMES
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll


class Sorry(App[None]):
    """Shows paragraphs until Enter or Esc, in a person's own colours and symbols. *settings*: None for those of the file."""

    CSS_PATH = ["../app.tcss", "sorry.tcss"]
    TITLE = "Joint Response"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q,ctrl+c,ctrl+q", "quit", show=False, priority=True)]

    def __init__(self, said: list[str], settings: Settings | None = None) -> None:
        super().__init__()
        self.said = said
        settings = settings or load().settings
        self.ascii = Ascii(enabled=settings.symbols == "ascii")
        for theme in THEMES.values():
            self.register_theme(theme)  # before the first look at the style sheet, which names their colours
        self.theme = settings.theme

    def compose(self) -> ComposeResult:
        first, *rest = self.said
        yield Scroll(page(row(plain(first, "title")), *[row(words, gap=1) for words in rest]), id="page")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        if not self.is_headless and self.console.color_system in ("standard", "windows"):
            self.theme = "terminal"
        self.query_one("#keys", Keys).offer([Key("Enter", "close")])

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and ours for ASCII."""
        return [*super().get_line_filters(), self.ascii] if self.ascii.enabled else super().get_line_filters()
