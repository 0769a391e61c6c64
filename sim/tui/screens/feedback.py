"""Looking back on decisions, one page each: a coach's words after a decision, and what the debrief opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from scoring import DecisionReview
from sim.engine.names import RoleId
from sim.tui.clockface import Clockface
from sim.tui.content import line, plain
from sim.tui.names import Names
from sim.tui.review import review
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words


class Feedback(ModalScreen[None]):
    """Shows *found*, beginning at *place*; left and right go to the one before and after. *on*: what closing does."""

    CSS_PATH = "feedback.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", show=False),
        Binding("left", "turn(-1)", show=False, priority=True),
        Binding("right", "turn(1)", show=False, priority=True),
    ]

    def __init__(
        self,
        found: Sequence[DecisionReview],
        role: RoleId,
        names: Names,
        face: Clockface,
        *,
        place: int = 0,
        scene: bool = True,
        on: str = "close",
    ) -> None:
        super().__init__()
        self.found, self.role, self.names, self.face = tuple(found), role, names, face
        self.place, self.scene, self.on = place, scene, on

    def compose(self) -> ComposeResult:
        yield Words(id="bar")
        yield Scroll(id="page")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self._show()
        self.query_one("#page").focus()

    def _show(self) -> None:
        many = len(self.found)
        where = f"  decision {self.place + 1} of {many}" if many > 1 else ""
        self.query_one("#bar", Words).show(line(plain("Looking back", "strong"), plain(where, "muted")))
        found = self.found[self.place]
        self.query_one("#page", Scroll).show(
            review(found, self.role, self.names, self.face, scene=self.scene), top=True
        )
        keys = [Key("Enter", self.on), Key("↑↓ PgUp PgDn", "scroll")]
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
        self.dismiss()
