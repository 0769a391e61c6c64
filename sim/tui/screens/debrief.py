"""The debrief: a page a tab, turned by number, by Tab or by arrow; people to talk to are one key away from all of them.

It stands there at once, and is filled when the scores are worked out, which happens beside the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget

from sim.sessions.retelling import Retelling, kin, retold
from sim.tui.content import line, plain
from sim.tui.debrief import marks, whatif
from sim.tui.debrief.childsday import ChildsDay
from sim.tui.debrief.decisions import Decisions
from sim.tui.debrief.hotwash import HotWash
from sim.tui.debrief.knowledge import Knowledge
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.messages import Messages
from sim.tui.debrief.notes import Notes
from sim.tui.debrief.overview import Overview
from sim.tui.debrief.part import Part
from sim.tui.debrief.protocol import Protocol
from sim.tui.debrief.rated import Ratings
from sim.tui.debrief.tabs import Tabs
from sim.tui.debrief.whatif import WhatIf
from sim.tui.keymap import bindings
from sim.tui.widgets.ground import Ground
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.tui.app import JointResponse
    from sim.tui.dialogs.steps import Answers

PARTS: tuple[type[Part], ...] = (
    Overview,
    Decisions,
    Knowledge,
    Messages,
    Protocol,
    ChildsDay,
    Ratings,
    Notes,
    WhatIf,
    HotWash,
)
"""The pages, in the order of their tabs."""

LOW = 32
"""Lines below which nothing is left blank above the tabs."""
NO_REWIND = "In this mode one does not go back: it is played once."


class Debrief(Ground, Screen[None]):
    """Looks *back*, one part at a time; a part is made when it is first shown."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("debrief")

    def __init__(self, back: Lookback, *, can_rewind: bool) -> None:
        super().__init__()
        self.back, self.can_rewind = back, can_rewind
        self.parts: dict[int, Part] = {}
        self.part = 1
        self.working = not back.ready  # in a thread; keys do not wait for it

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    @property
    def shown(self) -> Part | None:
        """The part in sight; None: the scores are still being worked out."""
        return self.parts.get(self.part)

    def compose(self) -> ComposeResult:
        brief = self.back.brief
        with Horizontal(id="bar"):
            title = plain(f"  {brief.title} · {brief.role_title}", "muted")
            yield Words(line(plain("Debrief", "strong"), title), id="where")
            yield Words(id="clock")
        yield Tabs([part.TAB for part in PARTS], id="parts")
        with Widget(id="room"):
            yield Words(marks.meanwhile(self.back), id="meanwhile")
        yield Words(id="status")
        yield Keys(id="keys")

    async def on_mount(self) -> None:
        if self.back.ready:
            await self._fill()
        else:
            self.query_one(Tabs).turn(self.part)
            self.offer()
            self.run_worker(self._work_out())

    @property
    def left(self) -> bool:
        """Whether somebody has left, while a page was still being made: then there is nothing to show it in."""
        return not self.is_attached or self not in self.app.screen_stack

    async def _work_out(self) -> None:
        """The scores, in a thread."""
        from sim.engine import EngineError
        from sim.sessions import SessionError

        try:
            await self.back.work_out()
        except (EngineError, SessionError) as error:
            self.working = False
            await self.joint.say_at_home(f"This session cannot be looked back on: {error}")
            return
        await self._fill()
        self.working = False

    async def _fill(self) -> None:
        if self.left:
            return
        self.query_one("#meanwhile").display = False
        self.query_one("#clock", Words).show(plain(self.back.clock.full(self.back.card.time), "muted"))
        await self.action_part(self.part)

    def on_resize(self, event: events.Resize) -> None:
        """Where there are few lines, none is left blank."""
        self.set_class(event.size.height < LOW, "-low")

    def say(self, words: str) -> None:
        """A line above the keys; empty: none."""
        status = self.query_one("#status", Words)
        status.show(plain(words, "new"))
        status.display = bool(words)

    # --- turning pages

    async def action_part(self, part: int) -> None:
        """Show a part."""
        part = part or 10
        if part > len(PARTS):
            self.say(f"There is no page {part}: they go from 1 to {len(PARTS)}.")
            return
        self.part = part
        self.query_one(Tabs).turn(part)
        if not self.back.ready:
            return
        if part not in self.parts:
            made = self.parts[part] = PARTS[part - 1](self.back)
            await self.query_one("#room").mount(made)
            if self.left:
                return
        for number, each in self.parts.items():
            each.display = number == part
        self.say("")
        self.parts[part].come()
        self.offer()

    def offer(self) -> None:
        """The line of keys."""
        many = len(PARTS)
        keys = [Key("1-9 0" if many == 10 else f"1-{many}", "parts")]
        if self.shown is not None:
            keys += self.shown.keys()
        if self.can_rewind:
            keys.append(Key("debrief.rewind", "rewind"))
        if not self.back.owners:
            keys.append(Key("debrief.reveal", "hide points" if self.back.revealed else ""))
        if self.joint.shared:
            keys.append(Key("debrief.seats"))
        keys.append(Key("debrief.report", "report", self.why_not("debrief.report")))
        home = Key("debrief.home", "history" if self.joint.from_history else "")
        self.query_one("#keys", Keys).offer([*keys, Key("everywhere.support"), Key("everywhere.help"), home])

    def why_not(self, act: str) -> str:
        """Why something can't be done here."""
        if act == "debrief.seats" and not self.joint.shared:
            return "One person played this case here."
        if act == "debrief.reveal" and self.back.owners:
            return "Points are shown already: only a workshop goes without."
        if act == "debrief.rewind" and not self.can_rewind:
            return NO_REWIND
        if act == "debrief.report" and not (self.back.ready and self.back.after is not None):
            return "There is nothing to report on yet."
        if act == "debrief.what_if" and not (self.back.ready and self.back.mine):
            return "You had no decision to take in this play."
        return self.shown.why_not(act) if self.shown is not None else ""

    async def action_turn(self, by: int) -> None:
        """The part before or after."""
        await self.action_part((self.part - 1 + by) % len(PARTS) + 1)

    async def on_tabs_turned(self, message: Tabs.Turned) -> None:
        """A tab was clicked."""
        message.stop()
        await self.action_part(message.part)

    async def action_sideways(self, by: int) -> None:
        """Along the chart; where there is none, to the part before or after."""
        if self.shown is None or not self.shown.sideways(by):
            await self.action_turn(by)

    def action_words(self) -> None:
        """A chart in sentences, and back."""
        if self.shown is not None and self.shown.turn_words():
            self.offer()
        else:
            self.say("This page is in words already.")

    async def action_reveal(self) -> None:
        """In a workshop: one's own points, and away with them again."""
        if off := self.why_not("debrief.reveal"):
            self.say(off)
            return
        self.back.revealed = not self.back.revealed
        for part in self.parts.values():
            await part.remove()
        self.parts.clear()
        await self.action_part(self.part)

    # --- ways on

    def action_rewind(self) -> None:
        """Back to an earlier decision, in a new session."""
        if not self.can_rewind or not self.joint.show_rewind():
            self.say("There is no decision to go back to.")

    def action_what_if(self) -> None:
        """What if, from the decision that is pointed at; where none is, the page that lists them."""
        place = self.shown.decision() if self.shown is not None else None
        if off := self.why_not("debrief.what_if"):
            self.say(off)
        elif place is not None:
            self.what_if(place)
        else:
            self.call_later(self.action_part, PARTS.index(WhatIf) + 1)

    def what_if(self, place: int) -> None:
        """Ask what is to be otherwise at the role's decision number *place*, and do it."""
        from sim.tui.dialogs.steps import Steps

        back = self.back
        found = back.mine[place]

        async def answered(answers: Answers | None) -> None:
            if answers is None:
                return
            if answers[0][0] == whatif.MYSELF:
                await self.joint.play_from(found.events[0])
            else:
                when = f"From {self.back.face.hm(found.opened)}, {found.title}, to the end."
                fork = whatif.fork(back, found, answers)
                self.branch(when, lambda stop: retold(back.book, back.log, back.packs, found, fork, back.voice, stop))

        plan = whatif.asking(self.back, found, why_not="" if self.can_rewind else NO_REWIND)
        self.app.push_screen(Steps("What if", plan, esc="close, nothing changes"), answered)

    def compare_with(self, session: str) -> None:
        """Compare with another session of the same origin."""
        after = self.back.after
        if after is not None:
            what = f"Session {session} is read."
            self.branch(what, lambda stop: kin(self.back.log, after.record(session), self.back.packs), keep=False)

    def branch(self, what: str, make: Callable[[Callable[[], bool]], Retelling], *, keep: bool = True) -> None:
        """Let *make* work beside the screen, and compare with what it made; *keep* it while this debrief is open."""
        from sim.tui.screens.branching import Branching

        def made(other: Retelling | None) -> None:
            if other is None:
                return
            if keep:
                self.back.branches.append(other)
                if isinstance(self.shown, WhatIf):
                    self.shown.fill()
            self.compare(other)

        self.app.push_screen(Branching(what, make), made)

    def compare(self, other: Retelling) -> None:
        """What was played, and another way it might have gone."""
        from sim.tui.screens.compared import Compared

        self.app.push_screen(Compared(self.back, other))

    def action_report(self) -> None:
        """Save a report of the session."""
        from sim.tui.dialogs.reporting import save_report

        if off := self.why_not("debrief.report"):
            self.say(off)
        else:
            save_report(self)

    async def action_seats(self) -> None:
        """Choose whose seat to look back from, where several played at one laptop."""
        if off := self.why_not("debrief.seats"):
            self.say(off)
        else:
            await self.joint.show_debrief()

    async def action_home(self) -> None:
        """To the first screen, or to the history."""
        await self.joint.back_home()
