"""The debrief: a page a tab, turned by number, by Tab or by arrow; people to talk to are one key away from all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget

from sim.tui.content import line, plain
from sim.tui.debrief.decisions import Decisions
from sim.tui.debrief.knowledge import Knowledge
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.messages import Messages
from sim.tui.debrief.notes import Notes
from sim.tui.debrief.overview import Overview
from sim.tui.debrief.part import Part
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import POINTER
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.tui.app import JointResponse

PARTS: tuple[type[Part], ...] = (Overview, Decisions, Knowledge, Messages, Notes)
"""The pages, in the order of their tabs."""

LOW = 32
"""Lines below which nothing is left blank above the tabs."""


class Debrief(Screen[None]):
    """Looks *back*, one part at a time; a part is made when it is first shown."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("debrief")

    def __init__(self, back: Lookback, *, can_rewind: bool) -> None:
        super().__init__()
        self.back, self.can_rewind = back, can_rewind
        self.parts: dict[int, Part] = {}
        self.part = 1

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    @property
    def shown(self) -> Part:
        """The part in sight."""
        return self.parts[self.part]

    def compose(self) -> ComposeResult:
        brief = self.back.brief
        with Horizontal(id="bar"):
            title = plain(f"  {brief.title} · {brief.role_title}", "muted")
            yield Words(line(plain("Debrief", "strong"), title), id="where")
            yield Words(plain(self.back.clock.full(self.back.card.time), "muted"), id="clock")
        yield Tabs(id="parts")
        yield Widget(id="room")
        yield Words(id="status")
        yield Keys(id="keys")

    async def on_mount(self) -> None:
        await self.action_part(1)

    def on_resize(self, event: events.Resize) -> None:
        """Where there are few lines, none is left blank."""
        self.set_class(event.size.height < LOW, "-low")

    def say(self, words: str) -> None:
        """A line above the keys; empty: none."""
        status = self.query_one("#status", Words)
        status.show(plain(words, "new"))
        status.display = bool(words)

    async def action_part(self, part: int) -> None:
        """Show a part."""
        if part not in self.parts:
            self.parts[part] = PARTS[part - 1](self.back)
            await self.query_one("#room").mount(self.parts[part])
        self.part = part
        for number, each in self.parts.items():
            each.display = number == part
        self.query_one("#parts", Tabs).turn(part)
        self.say("")
        self.shown.come()
        self._offer()

    def _offer(self) -> None:
        """The line of keys."""
        keys = [Key(f"1-{len(PARTS)}", "parts"), *self.shown.keys()]
        if self.can_rewind:
            keys.append(Key("debrief.rewind", "rewind"))
        if self.joint.shared:
            keys.append(Key("debrief.seats"))
        home = Key("debrief.home", "history" if self.joint.from_history else "")
        self.query_one("#keys", Keys).offer([*keys, Key("everywhere.support"), home])

    def why_not(self, act: str) -> str:
        """Why something can't be done here."""
        return "One person played this case here." if act == "debrief.seats" and not self.joint.shared else ""

    async def action_turn(self, by: int) -> None:
        """The part before or after."""
        await self.action_part((self.part - 1 + by) % len(PARTS) + 1)

    async def action_sideways(self, by: int) -> None:
        """Along the chart; where there is none, to the part before or after."""
        if not self.shown.sideways(by):
            await self.action_turn(by)

    def action_words(self) -> None:
        """A chart in sentences, and back."""
        if self.shown.turn_words():
            self._offer()
        else:
            self.say("This page is in words already.")

    def action_rewind(self) -> None:
        """Back to an earlier decision, in a new session."""
        if not self.can_rewind or not self.joint.show_rewind():
            self.say("There is no decision to go back to.")

    async def action_seats(self) -> None:
        """Choose whose seat to look back from, where several played at one laptop."""
        if off := self.why_not("debrief.seats"):
            self.say(off)
        else:
            await self.joint.show_debrief()

    async def action_home(self) -> None:
        """To the first screen, or to the history."""
        await self.joint.back_home()


class Tabs(Words):
    """The names of the parts in a line; a click on one turns to it."""

    def turn(self, part: int) -> None:
        """*part* is in sight."""
        self.show(
            line(
                *(
                    plain(f"{POINTER}{n} {each.TAB} ", "cursor") if n == part else plain(f" {n} {each.TAB} ", "muted")
                    for n, each in enumerate(PARTS, 1)
                )
            )
        )

    async def on_click(self, event: events.Click) -> None:
        """Turn to the tab under the mouse."""
        at = event.x - self.gutter.left
        for n, each in enumerate(PARTS, 1):
            at -= len(each.TAB) + 4
            if at < 0:
                await self.run_action(f"screen.part({n})")
                return
