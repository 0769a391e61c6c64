"""The curtain between two seats at one laptop: who is to sit down next, and nothing else.

It knows a name and what can be done; it has no session, no view and no text of the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from sim.tui.content import Page, page, plain, row
from sim.tui.keymap import bindings, shown
from sim.tui.settle import Settle
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.tui.app import JointResponse

NOT_BEGUN = "The case has not begun yet."
TOO_SOON = "The curtain has only just come up. Press again, if it is you who is named."


class Draws(Protocol):
    """Whoever drew the curtain: what happens on each of its keys. *begun*: the case runs, and can be paused."""

    begun: bool

    async def lower(self) -> None:
        """The person who is named sits there."""

    def other(self) -> None:
        """Somebody else is to sit down first."""

    async def pause(self) -> None:
        """Pause, or go on."""

    def leave(self) -> None:
        """Leave for now."""


class Curtain(Screen[None]):
    """Says whom to hand the laptop to. *who*: the role, with a name if there is one; empty: the case is paused."""

    CSS_PATH = "curtain.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("curtain")

    def __init__(self, who: str, draws: Draws) -> None:
        super().__init__()
        self.who, self.draws = who, draws
        self.settle = Settle()

    @property
    def joint(self) -> JointResponse:
        """The app."""
        return cast("JointResponse", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(self._words(), id="who")
            yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.settle = Settle(self.joint.now, self.joint.pressed)
        self.settle.shows(self.who)
        keys = [Key("curtain.lower", "it is me" if self.who else "go on")]
        if self.draws.begun:
            keys += [Key("curtain.other", off=self.why_not("curtain.other")), self._pause()]
        support, others = Key("everywhere.support"), Key("everywhere.help")
        self.query_one("#keys", Keys).offer([*keys, support, Key("curtain.leave"), others])

    def _pause(self) -> Key:
        return Key("curtain.pause", "" if self.who else "go on")

    def _words(self) -> Page:
        enter = shown("curtain.lower", self.app)
        if not self.who:
            return page(
                row(plain("The case is paused.", "title")),
                row("Nothing runs, and every seat is covered.", gap=1),
                row(f"{enter} goes on: then it says whose turn it is.", gap=1),
            )
        return page(
            row(plain("Hand the laptop to:", "muted")),
            row(plain(self.who, "title"), gap=1),
            row(f"Then that person presses {enter}.", gap=1),
        )

    def say(self, words: str) -> None:
        """A line below."""
        self.query_one("#status", Words).show(plain(words, "new"))

    def why_not(self, act: str) -> str:
        """Why something can't be done now."""
        if not act.startswith("curtain."):
            return ""
        if not self.draws.begun and act in ("curtain.other", "curtain.pause"):
            return NOT_BEGUN
        return "The case is paused: go on first." if not self.who and act == "curtain.other" else ""

    async def action_lower(self) -> None:
        """Whoever is named sits there now."""
        if not self.who or self.settle.seen:
            await self.draws.lower()
        else:
            self.say(TOO_SOON)  # pressed twice before the last seat: the next person is not there yet

    def action_other(self) -> None:
        """Somebody else first."""
        if off := self.why_not("curtain.other"):
            self.say(off)
        else:
            self.draws.other()

    async def action_pause(self) -> None:
        """Stand still, or go on."""
        if off := self.why_not("curtain.pause"):
            self.say(off)
        else:
            await self.draws.pause()

    def action_leave(self) -> None:
        """Leave for now."""
        self.draws.leave()
