"""The play screen: the scene and its choices, the clock, the others, what I know, and what came in.

It follows the session's views and hands each to its widgets; commands go to the session and come back as an acceptance or a
reason. It decides nothing: what is possible is what the view and the session say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from sim.engine.commands import AnyCommand, Choose, Pass, Refused
from sim.engine.events import DecisionClosed
from sim.engine.names import ItemId, RoleId
from sim.engine.views import DecisionView, View
from sim.tui import company, feed, scene
from sim.tui.clockface import Clockface, left
from sim.tui.content import Page, line, page, plain, row
from sim.tui.names import Names
from sim.tui.possible import KEYS, PAUSED, SAYINGS, offered, why_not
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.middle import Middle
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.words import Scroll, Words

if TYPE_CHECKING:
    from sim.sessions import Clock, Session
    from sim.tui.app import JointResponse
    from sim.tui.dialogs.steps import Answers

CALM_TICK, LAST_TICK = 1.0, 0.2
"""Seconds between looks at the clock; the second in the last ten seconds of a limit."""
LAST_SECONDS = 10

PANES = ("here", "feed", "known")
"""What a narrow terminal shows one at a time; a wide one shows all."""
LEADS = {"here": "more", "feed": "what I know", "known": "scene"}
"""Where `i` leads from each of them, in a word or two."""
FIRST = "To decide: press a number to highlight a choice, then Enter takes it."


class Play(Screen[None]):
    """One role of one session, until its end."""

    CSS_PATH = "play.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = KEYS

    class Viewed(Message):
        """The session has a new view."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(self, session: Session, role: RoleId) -> None:
        super().__init__()
        self.session = session
        self.role = role
        self.brief = session.brief(role)
        self.names = Names(self.brief)
        self.face = Clockface(self.brief.starts)
        self.view: View = session.view(role)
        self.since, self.begun = self._last_act()
        self.chosen = self.since != self.view.seq  # somebody who has chosen once knows how
        self.opened, self.opened_seq, self.later, self.before = "", 0, "", page()
        self.picked = page()  # what each picked in the last decision, where each decided alone
        self.holding = False
        self.longer = False  # the scene is longer than its place
        self.pane = "here"
        self.sending = False

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    @property
    def clock(self) -> Clock:
        """The session's clock for this seat, now."""
        return self.session.clock(self.role)

    def _last_act(self) -> tuple[int, int]:
        """Event and second of this seat's last choice: what is later than that is new. At the beginning: all there is."""
        chosen = [event for event in self.session.seen(self.role) if isinstance(event.given, Choose)]
        return (chosen[-1].seq, chosen[-1].at) if chosen else (self.view.seq, self.view.time)

    # --- the parts

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            yield Words(id="where")
            yield Words(id="left")
            yield Words(id="clock")
        with Horizontal(id="table"):
            yield Middle(id="here")
            with Vertical(id="side"):
                yield Words(id="others")
                yield Scroll(id="known")
                yield Scroll(id="feed")
        yield Scroll(id="cover")
        yield Words(id="news")
        yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#others").border_title = "The others"
        self.query_one("#known").border_title = "What I know"
        self.query_one("#feed").border_title = "Messages"
        role = plain(f"  {self.brief.role_title}", "muted")
        self.query_one("#where", Words).show(line(plain(self.brief.title, "strong"), role))
        self.query_one("#cover").can_focus = False
        self.query_one("#feed", Scroll).anchor()
        self.add_class("-here")
        self._show(self.view)
        self.run_worker(self._follow(), name="views", exit_on_error=False)
        self._tick()

    async def _follow(self) -> None:
        async for view in self.session.views(self.role):
            self.post_message(self.Viewed(view))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A failure behind the screen is a failure of the app: it ends as `trouble` says, with nothing lost."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            raise event.worker.error

    # --- showing

    def on_play_viewed(self, message: Viewed) -> None:
        """A new view is there: hand it to the widgets."""
        message.stop()
        if message.view.seq >= self.view.seq:  # the clock may have shown a later one
            self._show(message.view)

    def _show(self, view: View) -> None:
        before, self.view = self.view.decision, view
        if before is not None and before.how == "each" and (view.decision is None or view.decision.id != before.id):
            self.picked = self._picked_by_each(before)
        clock = self.clock
        self.holding = clock.holding
        self.set_class(view.paused, "-paused")
        self._show_here(view)
        others = company.others(view, self.brief, self.names, self.face, self.session.book.scenario.variables)
        self.query_one("#others", Words).show(others)
        self.query_one("#known", Scroll).show(feed.known(view, self.names, self.face, self.since), top=True)
        self.query_one("#feed", Scroll).show(feed.messages(view, self.names, self.face, self.since))
        self.query_one("#cover", Scroll).show(company.cover(view, self.face))
        self._show_clock(clock)
        self.query_one("#keys", Keys).offer(self._keys())
        if before is not None and before.id != self.opened:
            self._over(before)

    def _picked_by_each(self, decision: DecisionView) -> Page:
        """What each picked where each decided alone; a coach says it in any case."""
        closed = [event for event in self.session.seen(self.role) if isinstance(event, DecisionClosed)]
        mine = [event for event in closed if event.decision == decision.id]
        return scene.picked_by_each(mine[-1], decision, self.names) if mine and self.session.mode != "coach" else page()

    def _over(self, decision: DecisionView) -> None:
        """A decision is over: a coach speaks before play goes on."""
        if decision.closes is not None and self.view.time >= decision.closes:
            self.say("The time for that decision ran out.", refused=True)
        if self.session.mode == "coach":
            self.joint.show_feedback()

    def _show_here(self, view: View) -> None:
        """The middle: a decision, a beat, or the end."""
        middle = self.query_one(Middle)
        decision = None if view.ended else view.decision
        opened = decision.id if decision is not None else ""
        other, self.opened = opened != self.opened, opened
        if decision is not None:
            if other:
                middle.choices.offer(())
                self.say("" if self.chosen else FIRST)
                self.opened_seq = view.seq
                self.later = scene.later(view, self.begun)
                came = scene.came_before(view, self.names, self.face, self.since)
                self.before = page(self.picked, came) if self.picked else came
            middle.choices.offer(scene.picks(decision), several=scene.form(decision) is not None)
            words = scene.scene(decision, view, self.names, self.later, self.before)
            middle.show(words, scene.state(decision, view, self.names), choices=True, top=other)
        else:
            middle.choices.offer(())
            if view.ended:
                self.say("")
                words = scene.ending(view)
            else:
                words = scene.beat(
                    view, self.names, self.face, self.since, self.begun, holding=self.holding, picked=self.picked
                )
            middle.show(words, page(), choices=False, top=other)
        news = self.query_one("#news", Words)
        news.show(page() if decision is None else scene.news(view, self.names, self.face, self.opened_seq))
        news.display = bool(news.words)
        if self.pane == "here":
            self.set_focus(middle.choices if decision is not None else None)

    def on_middle_refitted(self, message: Middle.Refitted) -> None:
        """The scene is longer than its place, or is not any more: the line of keys says so."""
        message.stop()
        if message.longer != self.longer:
            self.longer = message.longer
            self.query_one("#keys", Keys).offer(self._keys())

    def _show_clock(self, clock: Clock) -> None:
        self.query_one("#clock", Words).show(plain(self.face.full(clock.now), "strong"))
        words = self.query_one("#left", Words)
        if clock.trouble:
            self.say(clock.trouble, refused=True)
        if clock.left is None or self.view.decision is None or self.view.paused:
            words.show(plain(""))
        elif clock.left <= LAST_SECONDS:
            words.show(plain(f" ▲ {left(clock.left)} left ", "urgent"))
        else:
            words.show(plain(f"{left(clock.left)} left", "muted"))

    def look(self) -> None:
        """Look at the clock."""
        clock = self.clock
        self._show_clock(clock)
        if clock.holding != self.holding:
            self._show(self.session.view(self.role))

    def _tick(self) -> None:
        """Look at the clock, and again in a second; more often when it matters."""
        self.look()
        clock = self.clock
        near = clock.left is not None and clock.running and clock.left <= LAST_SECONDS + CALM_TICK
        self.set_timer(LAST_TICK if near else CALM_TICK, self._tick)

    def say(self, words: str, *, refused: bool = False) -> None:
        """One line above the keys: what was done, or why not."""
        self.query_one("#status", Words).show(plain(words, "new" if refused else "good"))

    def on_resize(self, event: events.Resize) -> None:
        """Narrow or wide: the line of keys says where `i` leads."""
        self.call_after_refresh(self._show_keys)

    def _show_keys(self) -> None:
        if self.is_attached:
            self.query_one("#keys", Keys).offer(self._keys())

    # --- keys

    def _off(self, what: str) -> str:
        """Why a key does nothing now; empty: it does something."""
        return why_not(what, self.view, self.names, self.brief, untimed=self.session.pace == "untimed")

    def _keys(self) -> list[Key]:
        """The line of keys for what is shown now."""
        pane = LEADS[self.pane] if self.has_class("-narrow") else "next pane"
        return offered(
            self.view, self._off, holding=self.holding, longer=self.longer and self.pane == "here", pane=pane
        )

    def _refuse(self, what: str) -> bool:
        """Say why *what* can't be done now; False: it can."""
        off = self._off(what)
        if off:
            self.say(off, refused=True)
        return bool(off)

    async def _send(self, command: AnyCommand, done: str) -> bool:
        """Give a command; it is done when it is on the disk. One at a time."""
        if self.sending:
            return False
        self.sending = True
        try:
            answer = await self.session.submit(command)
        finally:
            self.sending = False
        if isinstance(answer, Refused):
            self.say(answer.reason, refused=True)
            return False
        self.say(done)
        return True

    # --- choosing and going on

    async def on_picks_committed(self, message: Picks.Committed) -> None:
        """Enter on the choices: take the one that is highlighted, or submit the form."""
        message.stop()
        decision = self.view.decision
        if decision is None or self.view.paused or self.view.ended:
            return
        ticks = scene.form(decision)
        if ticks is not None:
            off = scene.miscounted(ticks, len(message.ids))
            if off:
                self.say(off, refused=True)
                return
            choice, items = ticks.id, tuple(ItemId(item) for item in message.ids)
        else:
            choice, items = next(choice.id for choice in decision.choices if choice.id == message.ids[0]), ()
        seq, second = self.view.seq, int(self.clock.now)
        command = Choose(seat=self.role, at=0, decision=decision.id, choice=choice, items=items)
        done = "Advice given." if decision.mine == "advise" else "Picked." if decision.how != "alone" else "Decided."
        if await self._send(command, done) and decision.mine == "decide":
            self.since, self.begun, self.chosen = seq, second, True
            if decision.how != "each":
                self.picked = page()

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()
        self.say(message.why, refused=True)

    async def action_go_on(self) -> None:
        """Enter where there is nothing to choose: on from a stop, or to the debrief."""
        if self.view.ended:
            await self.joint.show_debrief()
        elif self.view.paused:
            self.say(PAUSED, refused=True)
        elif self.holding:
            self.since, self.begun, self.picked = self.view.seq, self.view.time, page()
            self.say("")
            await self.session.proceed(self.role)

    async def action_pass(self) -> None:
        """No advice."""
        if not self._refuse("pass") and self.view.decision is not None:
            await self._send(Pass(seat=self.role, at=0, decision=self.view.decision.id), "Passed: no advice given.")

    def action_digit(self, digit: int) -> None:
        """A digit while the choices are out of sight or out of focus: back to them, and highlight."""
        if self.view.decision is not None and not self.view.paused:
            self._show_pane("here")
            self.query_one(Picks).action_digit(digit)

    async def action_wait(self) -> None:
        """Untimed: let time pass until something comes in, though a decision is open."""
        if self._refuse("wait"):
            return
        from sim.tui.dialogs.confirm import Confirm

        async def answered(yes: bool | None) -> None:
            if yes:
                self.since, self.begun = self.view.seq, self.view.time
                self.say("You let time pass until something comes in.")
                await self.session.wait(self.role)

        about = page(row("The others go on without you until something comes in for you. It can be minutes or hours."))
        self.app.push_screen(Confirm("Let time pass?", about, yes="let it pass", no="stay"), answered)

    # --- saying

    def action_say(self, what: str) -> None:
        """Open the dialog for telling, asking, answering or reading back."""
        if self._refuse(what):
            return
        from sim.tui.dialogs.steps import Steps

        made = SAYINGS[what](self.view, self.names, self.brief)

        async def given(answers: Answers | None) -> None:
            if answers is None:
                return
            stopped, seq, second = self.holding, self.view.seq, int(self.clock.now)
            if await self._send(made.command(answers), made.done(answers)) and stopped and what != "read_back":
                self.since, self.begun = seq, second  # what is said at a stop ends it (rule 5)

        self.app.push_screen(Steps(made.title, made.plan), given)

    def action_note(self) -> None:
        """Write a note: kept apart from the record, read by nobody else."""
        if self._refuse("note"):
            return
        from sim.tui.dialogs.note import Note

        decision = self.view.decision.id if self.view.decision is not None else None

        async def written(text: str | None) -> None:
            if text:
                answer = await self.session.note(self.role, text, decision=decision)
                if isinstance(answer, Refused):
                    self.say(answer.reason, refused=True)
                else:
                    self.say("Noted.")

        self.app.push_screen(Note(), written)

    # --- panes

    def action_pane(self) -> None:
        """Narrow: show the next pane instead. Wide: move the focus on, so that arrow keys scroll it."""
        self._show_pane(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def _show_pane(self, pane: str) -> None:
        self.pane = pane
        self.say("")
        for name in PANES:
            self.set_class(name == pane, f"-{name}")
        self.query_one("#keys", Keys).offer(self._keys())
        if pane == "here":
            self.set_focus(self.query_one(Picks) if self.query_one(Picks).display else None)
        else:
            self.set_focus(self.query_one(f"#{pane}"))

    def action_scroll(self, pages: int) -> None:
        """Page keys scroll the scene, wherever the focus is; or the side pane that has it."""
        pane = self.query_one("#scene" if self.pane == "here" else f"#{self.pane}", Scroll)
        pane.scroll_relative(y=pages * max(1, pane.size.height - 1), animate=False)

    # --- looking back, pausing, leaving

    def action_look_back(self) -> None:
        """What the last decision was worth, and the others at it."""
        if not self._refuse("look_back") and not self.joint.show_feedback():
            self.say("You have not decided anything yet.", refused=True)

    def action_rewind(self) -> None:
        """Back to an earlier decision, in a new session; this one stays as it is."""
        if not self._refuse("rewind") and not self.joint.show_rewind():
            self.say("You have not decided anything yet.", refused=True)

    async def action_pause(self) -> None:
        """Stand still, or go on."""
        if self._refuse("pause"):
            return
        if self.view.paused:
            await self.session.resume(self.role)
        else:
            await self.session.pause(self.role)
        self.say("")

    def action_step_out(self) -> None:
        """Leave the case for good, at no cost."""
        if not self._refuse("step_out"):
            self.joint.step_out()

    def action_leave(self) -> None:
        """Leave for now: the session stays and waits, paused."""
        self.joint.leave(self.face.full(self.clock.now))

    def action_end(self) -> None:
        """End the case here, and look back on it."""
        if not self._refuse("end"):
            self.joint.end()

    def action_brief(self) -> None:
        """The role's brief again, and the words of the other agencies."""
        from sim.tui.screens.briefing import glossary, who_you_are
        from sim.tui.screens.help import Help

        self.app.push_screen(Help(page(who_you_are(self.brief), glossary(self.brief))))

    def action_help(self) -> None:
        """All keys, and how play works."""
        from sim.tui.screens.help import Help

        self.app.push_screen(Help())
