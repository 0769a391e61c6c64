"""Two plays compared: what was played and how it might have gone, beside each other where there is room."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from sim.sessions.retelling import Retelling
from sim.tui.content import line, plain
from sim.tui.debrief.comparing import compared, shown
from sim.tui.debrief.lookback import Lookback
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words


class Compared(ModalScreen[None]):
    """What *other* has otherwise than the play of *back*; a key shows also what is alike."""

    CSS_PATH = "compared.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("compared")

    def __init__(self, back: Lookback, other: Retelling) -> None:
        super().__init__()
        self.back, self.other = back, other
        self.facets = compared(back, other)
        self.all = False

    def compose(self) -> ComposeResult:
        title = plain(f"  {self.other.title}", "muted")
        yield Words(line(plain("What if", "strong"), title), id="bar")
        yield Scroll(id="page")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self._show()
        self.query_one("#page").focus()

    def _show(self) -> None:
        self.query_one("#page", Scroll).show(shown(self.back, self.other, self.facets, all=self.all), top=True)
        keys = [Key("↑↓ PgUp PgDn", "scroll"), Key("compared.all", "only what differs" if self.all else "")]
        self.query_one("#keys", Keys).offer([*keys, Key("everywhere.support"), Key("compared.close")])

    def action_all(self) -> None:
        """Also what is alike; and back."""
        self.all = not self.all
        self._show()

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
