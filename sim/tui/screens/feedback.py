"""Looking back on decisions, one at a time: a coach's words after a decision, and what the debrief opens."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen

from scoring import DecisionReview
from sim.tui.content import line, page, plain, row
from sim.tui.debrief.review import Look, Looked
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words

BESIDE = 118
"""Cells from which the scene stands beside what was made of it."""


class Feedback(ModalScreen[int]):
    """Shows *found* as *look* makes of it, beginning at *place*; closing says which was seen last.

    Left and right go to the decision before and after. *on*: what closing does.
    """

    CSS_PATH = "feedback.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("review")

    def __init__(self, found: Sequence[DecisionReview], look: Look, *, place: int = 0, on: str = "close") -> None:
        super().__init__()
        self.found, self.look, self.place, self.on = tuple(found), look, place, on
        self.looked: dict[int, Looked] = {}

    def compose(self) -> ComposeResult:
        yield Words(id="bar")
        with Container(id="both"):
            yield Scroll(id="then")
            yield Scroll(id="page")
        yield Keys(id="keys")

    def part_called(self, part: str) -> str:
        """The two sides, for jumping, where they stand beside each other."""
        return {"then": "The scene", "page": "What came of it"}[part] if self.query_one("#then").display else ""

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room, else one after the other."""
        self.set_class(event.size.width >= BESIDE, "-wide")
        self._show()

    def _show(self) -> None:
        many = len(self.found)
        where = f"  decision {self.place + 1} of {many}" if many > 1 else ""
        self.query_one("#bar", Words).show(line(plain("Looking back", "strong"), plain(where, "muted")))
        if self.place not in self.looked:
            self.looked[self.place] = self.look(self.found[self.place])
        looked = self.looked[self.place]
        beside = self.has_class("-wide") and bool(looked.then)
        then, meant = self.query_one("#then", Scroll), self.query_one("#page", Scroll)
        then.display = beside
        if beside:
            then.show(looked.then, top=True)
            meant.show(looked.meant, top=True)
        else:
            between = row(plain("What came of it", "title"), gap=1) if looked.then else None
            meant.show(page(looked.then, between, looked.meant), top=True)
        if self.focused is None or not self.focused.display:
            meant.focus()
        keys = [Key("review.close", self.on, also="review.close"), Key("↑↓ PgUp PgDn", "scroll")]
        if beside:
            keys.append(Key("Tab", "other side"))
        if many > 1:
            keys.append(Key("←→", "other decisions"))
        self.query_one("#keys", Keys).offer(keys)

    def action_turn(self, by: int) -> None:
        """To the decision before or after."""
        place = self.place + by
        if 0 <= place < len(self.found):
            self.place = place
            self._show()

    def action_close(self) -> None:
        """Close."""
        self.dismiss(self.place)
