"""The dialog for what arrived: one thing after the other, in order, over the scene and without leaving it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.clockface import Clockface
from sim.tui.content import line, plain
from sim.tui.keymap import bindings
from sim.tui.play.feed import Entry
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words


class Arrivals(ModalScreen[int]):
    """Shows *found*, oldest first; gives the event of the last one that was shown."""

    CSS_PATH = "arrivals.tcss"
    AUTO_FOCUS = "#arrived"
    BINDINGS = bindings("arrivals")

    def __init__(self, found: Sequence[Entry], face: Clockface) -> None:
        super().__init__()
        self.found, self.face = tuple(found), face
        self.at = 0
        self.furthest = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(id="heading")
            yield Scroll(id="arrived")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        entry, many = self.found[self.at], len(self.found)
        self.furthest = max(self.furthest, self.at)
        count = f"  {self.at + 1} of {many}" if many > 1 else ""
        heading = line(plain(f"Came in at {self.face.hm(entry.at)}", "title"), plain(count, "muted"))
        self.query_one("#heading", Words).show(heading)
        self.query_one("#arrived", Scroll).show(entry.words, top=True)
        last = self.at == many - 1
        keys = [Key("arrivals.next", "close", also="arrivals.close") if last else Key("arrivals.next", "next")]
        if self.at:
            keys.append(Key("arrivals.previous"))
        if not last:
            keys.append(Key("arrivals.close"))
        self.query_one("#keys", Keys).offer(keys)

    def action_next(self) -> None:
        """The next one; after the last, close."""
        if self.at == len(self.found) - 1:
            self.action_close()
        else:
            self.at += 1
            self._show()

    def action_previous(self) -> None:
        """The one before."""
        if self.at:
            self.at -= 1
            self._show()

    def action_close(self) -> None:
        """Close; what was not shown stays new."""
        self.dismiss(self.found[self.furthest].seq)
