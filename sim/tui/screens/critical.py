"""The card of a critical error: what happened, why nothing makes it good, where that stands, and the two ways from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from scoring import CriticalError
from scoring.sentences import HELD, Voice, critical
from sim.tui.clockface import Clockface
from sim.tui.content import Page, page, plain, row
from sim.tui.keymap import bindings
from sim.tui.names import Names
from sim.tui.settle import Settle
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words

if TYPE_CHECKING:
    from sim.tui.everywhere import Everywhere

TITLE = "The case is stopped here"


def stopped(found: Sequence[CriticalError], names: Names, face: Clockface, *, can_go_back: bool) -> Page:
    """What the card says of *found*, for the seat whose *names* these are."""
    voice = Voice(names.who, face.hm)
    parts: list[Page] = []
    for error in found:
        when, text, *rest = critical(error, voice)
        parts.append(
            page(
                row(plain(when, "muted"), gap=1), row(text, gap=1), *(row(plain(each, "muted"), gap=1) for each in rest)
            )
        )
    none = None if can_go_back else row("There is no decision of yours before it that you could go back to.", gap=1)
    return page(*parts, row(HELD, gap=1), none)


class Critical(ModalScreen[bool]):
    """Shows *about*; closes with True for going back to before it, False for going on."""

    CSS_PATH = "critical.tcss"
    AUTO_FOCUS = "#about"
    BINDINGS = bindings("critical")

    def __init__(self, about: Page, *, can_go_back: bool) -> None:
        super().__init__()
        self.about, self.can_go_back = about, can_go_back

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(TITLE, "title"))
            yield Scroll(id="about")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        app = cast("Everywhere", self.app)
        self.settle = Settle(app.now, app.pressed)
        self.settle.shows(TITLE)
        self.query_one("#about", Scroll).show(self.about, top=True)
        keys = [Key("critical.back", "go back to before it")] if self.can_go_back else []
        self.query_one("#keys", Keys).offer([*keys, Key("critical.on", "go on", also="critical.on")])

    def action_back(self) -> None:
        """Go back to before it."""
        if self.can_go_back and self.settle.seen:
            self.dismiss(True)

    def action_on(self) -> None:
        """Go on, unless the key was pressed before the card can have been seen."""
        if self.settle.seen:
            self.dismiss(False)
