"""The play screen: the scene and its choices, the clock, the others, what I know, and what came in.

It follows the session's views and hands each to its widgets; commands go to the session and come back as an acceptance or a
reason. It decides nothing: what is possible is what the view and the session say. Nothing that arrives takes the screen: it is
counted in a line and waits; and a key that is pressed in the moment in which the middle becomes another one decides nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.worker import Worker, WorkerState

from sim.engine.commands import Choose
from sim.engine.events import DecisionClosed
from sim.engine.names import RoleId
from sim.engine.views import DecisionView, View
from sim.tui import breadth
from sim.tui.content import Page, line, page, plain
from sim.tui.keymap import bindings, shown
from sim.tui.names import capital
from sim.tui.play import arrivals, bar, beat, company, duties, feed, limits, scene
from sim.tui.play.possible import offered, paused
from sim.tui.screens.acting import ROOMY
from sim.tui.screens.jump import Part
from sim.tui.screens.sides import Sides
from sim.tui.settle import Settle
from sim.tui.widgets.hinting import Hinting
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.known import Known
from sim.tui.widgets.middle import Middle
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.talks import Talks
from sim.tui.widgets.words import Scroll, Words

if TYPE_CHECKING:
    from sim.sessions import Clock, Session

CALM_TICK, LAST_TICK = 1.0, 0.2
"""Seconds between looks at the clock; the second in the last ten seconds of a limit."""

PANES = ("here", "feed", "known")
"""What a narrow terminal shows one at a time; a wide one shows all."""
PARTS = {"here": "scene and choices", "known": "what I know", "feed": "messages"}
"""What the panes are called where one jumps to them."""
LEADS = {"here": "more", "feed": "what I know", "known": "scene"}
"""Where `i` leads from each of them, in a word or two."""
BAR_PADDING = 2
"""Cells at the ends of the top line."""
FIRST = "To decide: press a number to highlight a choice, then Enter takes it."
TURNED = "The screen changed as you pressed: nothing was taken. Press again if you mean this."
OVER = "That decision closed as you pressed: nothing was taken."


class Play(Sides):
    """One role of one session, until its end."""

    CSS_PATH = "play.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ROOMY, "-wide"), (170, "-vast")]
    BINDINGS = bindings("play")

    class Viewed(Message):
        """The session has a new view."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(self, session: Session, role: RoleId) -> None:
        super().__init__(session, role)
        self.add_class("-here")
        self.rung = 0  # the last event for which the bell was rung
        self.near = False  # in the last seconds of a limit
        self.longer = False  # the scene is longer than its place
        self.ran_out = False  # the line above the keys says that a limit ran out
        self.hesitated = False  # the line above the keys says why Enter or a number did nothing
        self.pane = "here"
        self.owed: tuple[tuple[str, str], ...] = ()  # the duties that are shown, by rule, and how long they have
        self.turn = ""  # whose turn it was at this laptop when the middle was last shown, if it was another's
        self.settle = Settle()

    # --- the parts

    def compose(self) -> ComposeResult:
        breadth.fit(self)
        with Horizontal(id="bar"):
            yield Words(id="where")
            yield Words(id="left")
            yield Words(id="clock")
        with Horizontal(id="table"):
            yield Middle(id="here")
            with Vertical(id="side"):
                yield Words(id="others")
                yield Known(self.names, self.face, id="known")
                others = tuple(role for role, _ in self.brief.roles if role != self.role)
                yield Talks(self.names, self.face, others, key=lambda act: shown(act, self.app), id="feed")
        yield Scroll(id="cover")
        yield Hinting(id="hints")
        yield Words(id="news")
        yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.settle = Settle(self.joint.now, self.joint.pressed)
        self.query_one("#others").border_title = "The others"
        self.query_one("#known").border_title = "What I know"
        self.query_one("#feed").border_title = "Messages"
        self._show_where()
        self.query_one("#cover").can_focus = False
        self._show(self.session.view(self.role))
        self.run_worker(self._follow(), name="views", exit_on_error=False)
        self._tick()

    def _show_where(self) -> None:
        """Which case, and who one is in it, as far as there is room."""
        clock = plain(self.face.full(self.view.time)).cell_length
        limits_run = self.session.pace != "untimed"
        cells = bar.room(self.app.size.width - BAR_PADDING, clock, limits=limits_run, bar=self.roomy)
        short = capital(self.names.seat(self.role))
        self.query_one("#where", Words).show(bar.where(self.brief.title, self.brief.role_title, short, cells))

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
        if view.ended and not self.view.ended:
            self.say("")
        before, self.view = self.view.decision, view
        over = before if before is not None and (view.decision is None or view.decision.id != before.id) else None
        closed = self._ending_of(over) if over is not None else None
        if over is not None:
            self.bookmark.closes(over, closed, view, self.names, self.session.mode)
        if over is not None and closed is not None and closed.how == "no_answer":
            self._ran_out(over)
        clock = self.clock
        self.holding, self.turn = clock.holding, self._whose_turn()
        self.set_class(view.paused, "-paused")
        self._show_middle(view)
        self._show_news()
        self._show_sides(view)
        self._show_clock(clock)
        self._show_hints()
        self.query_one("#keys", Keys).offer(self._keys())
        if over is not None and self.session.mode == "coach":
            self.joint.show_feedback()  # a coach speaks before play goes on
        if self.session.alarms(self.role):
            self.joint.show_alarm()

    def _show_sides(self, view: View) -> None:
        self.query_one("#others", Words).show(company.others(view, self.brief, self.names, self.face))
        self.known.see(view, self.bookmark.since)
        self.talks.see(view, self.bookmark.since)
        if view.paused:
            keys = {act: shown(act, self.app) for act in company.COVERED}
            self.query_one("#cover", Scroll).show(company.cover(view, self.face, keys))

    def _ending_of(self, decision: DecisionView) -> DecisionClosed | None:
        """How *decision* ended, if that is known to this role."""
        seen = reversed(self.session.seen(self.role))
        found = (event for event in seen if isinstance(event, DecisionClosed) and event.decision == decision.id)
        return next(found, None)

    def _ran_out(self, decision: DecisionView) -> None:
        """The limit ran out: say so, and what was highlighted and is not taken."""
        if any(pick.role == self.role for pick in decision.picks):
            self.say("The time for that decision ran out before the picks agreed.", refused=True)
            self.ran_out = True
            return
        at = self.query_one(Middle).choices.pointed_at
        said = f" Highlighted, and not taken: {at.key}, “{at.short}”" if at is not None and at.key else ""
        self.say(f"The time for that decision ran out.{said}", refused=True)
        self.ran_out = True

    def _show_middle(self, view: View) -> None:
        """The middle: a decision, a planned question before it, a beat, or the end."""
        decision = None if view.ended else view.decision
        if decision is not None and self.bookmark.opens(decision, view, self.names, self.face):
            self._open(decision)
        asked = beat.asked(view)
        if decision is not None and self.holding and asked > self.bookmark.asked:
            self._show_page(("question", asked), beat.question(view), self._onward())
            decision = None
        elif decision is not None:
            self._show_decision(decision, view)
        elif view.ended:
            on = page(line(plain(shown("play.go_on", self.app), "key"), plain(" opens the debrief.")))
            self._show_page(("end", 0), beat.ending(view), on)
        else:
            words = self.bookmark.beat(view, self.names, self.face, holding=self.holding, mode=self.session.mode)
            newest = max((entry.seq for entry in feed.came(view, self.names, self.bookmark.since)), default=0)
            onward = self._onward() if self.holding or self.turn else page()
            self._show_page(("beat", newest), words, page(self._duties(), onward))
        if self.pane == "here":
            self.set_focus(self.query_one(Picks) if decision is not None else None)

    def _show_decision(self, decision: DecisionView, view: View) -> None:
        self.settle.shows(decision.id)
        middle, mark = self.query_one(Middle), self.bookmark
        middle.choices.offer(scene.picks(decision), several=scene.form(decision) is not None, of=decision.id)
        words = scene.scene(decision, view, self.names, mark.later, mark.before, self._key)
        training = scene.banner(shown("everywhere.support", self.app)) if decision.training else page()
        state = scene.state(decision, view, self.names, self._key)
        if self.turn:
            state = page(state, beat.before_handing_over(self.turn, "", self._key("play.hand_over")))
        middle.show(decision.id, words, page(self._duties(), state), banner=training)

    def _show_page(self, about: tuple[str, int], words: Page, onward: Page) -> None:
        """Something to read in the middle, with nothing to pick; *onward*: how it goes on."""
        self.settle.shows(about)
        middle = self.query_one(Middle)
        middle.choices.offer(())
        middle.show("" if about[0] == "beat" else about[0], words, onward, choices=False)
        self.bookmark.shows(self.view)

    def _duties(self) -> Page:
        """What the rules still want of this seat and is running out (coach)."""
        self.owed = self._still_owed()
        return duties.owed(self.session.duties(self.role))

    def _key(self, act: str) -> str:
        """What stands on the key of an act."""
        return shown(act, self.app)

    def _onward(self) -> Page:
        keys = {act: self._key(f"play.{act}") for act in ("tell", "ask", "go_on")}
        if self.turn and not self.holding:
            return beat.before_handing_over(self.turn, beat.still_possible(self.view, keys), keys["go_on"])
        return beat.before_going_on(self.view, keys)

    def _whose_turn(self) -> str:
        """Whose turn it is at this laptop, if it is not that of who sits here; else nothing."""
        turn = self.joint.next_turn
        return self.joint.who(turn) if turn is not None and turn != self.role else ""

    def _open(self, decision: DecisionView) -> None:
        """A decision opens: nothing is highlighted, and the line above the keys is for it."""
        self.query_one(Middle).choices.offer(())
        if not self.bookmark.chosen:
            self.say("" if self.view.hints else FIRST)  # a tutorial says it itself
        elif self.pane != "here" and self.has_class("-narrow"):
            self.say(f"A decision is open: {decision.title}.")
        elif not self.ran_out:
            self.say("")
        self.ran_out = False

    def _show_news(self) -> None:
        """The line that counts what came in; the bell, if somebody wants it."""
        found = self.bookmark.unread(self.view, self.names)
        news = self.query_one("#news", Words)
        news.show(arrivals.news(found, self.face, shown("play.news", self.app)))
        news.display = bool(found)
        if found and found[-1].seq > self.rung:
            self.rung = found[-1].seq
            self.joint.ring("messages")

    def on_middle_refitted(self, message: Middle.Refitted) -> None:
        """The scene is longer than its place, or is not any more: the line of keys says so."""
        message.stop()
        if message.longer != self.longer:
            self.longer = message.longer
            self.query_one("#keys", Keys).offer(self._keys())

    # --- the clock

    def _show_clock(self, clock: Clock) -> None:
        self.query_one("#clock", Words).show(plain(self.face.full(clock.now), "strong"))
        self.query_one("#left", Words).show(self.time_left())
        if clock.trouble:
            self.say(clock.trouble, refused=True)
        near = clock.running and clock.left is not None and clock.left <= limits.LAST_SECONDS
        if near and not self.near:
            self.joint.ring("limit")
        self.near = near

    def look(self) -> None:
        """Look at the clock."""
        clock = self.clock
        self._show_clock(clock)
        late = clock.running and self.owed and self.owed != self._still_owed()
        if clock.holding != self.holding or self._whose_turn() != self.turn or late:
            self._show(self.session.view(self.role))

    def _still_owed(self) -> tuple[tuple[str, str], ...]:
        return tuple((duty.rule, duties.minutes(duty.seconds_left)) for duty in self.session.duties(self.role))

    def _tick(self) -> None:
        """Look at the clock, and again in a second; more often when it matters."""
        self.look()
        clock = self.clock
        near = clock.left is not None and clock.running and clock.left <= limits.LAST_SECONDS + CALM_TICK
        self.set_timer(LAST_TICK if near else CALM_TICK, self._tick)

    # --- keys

    def on_resize(self, event: events.Resize) -> None:
        """Narrow or wide: the line of keys says where `i` leads."""
        self._show_where()
        self.call_after_refresh(self.show_keys)

    def show_keys(self) -> None:
        """Show the line of keys anew."""
        if self.is_attached:
            self.query_one("#keys", Keys).offer(self._keys())

    def _keys(self) -> list[Key]:
        """The line of keys for what is shown now."""
        pane = LEADS[self.pane] if self.has_class("-narrow") else "next pane"
        longer = self.longer and self.pane == "here"
        handing = "now" if self.turn else "offered" if self.joint.beside else ""
        return self.side_keys(pane) or offered(
            self.view, self.off, holding=self.holding, longer=longer, pane=pane, handing=handing
        )

    # --- choosing and going on

    async def on_picks_committed(self, message: Picks.Committed) -> None:
        """Enter on the choices: take the one that is highlighted, or submit the form."""
        message.stop()
        decision = self.view.decision
        if decision is None or self.view.paused or self.view.ended:
            return
        if message.of != decision.id:
            self.say(OVER, refused=True)
            return
        if not self.settle.seen:
            self.say(TURNED, refused=True)
            return
        choice, items, off = scene.taken(decision, message.ids)
        if off:
            self.say(off, refused=True)
            return
        if self.holding and any((pick.role, pick.choice) == (self.role, choice) for pick in decision.picks):
            await self.action_go_on()  # it was picked before: the stop is what Enter answers
            return
        if self.turn and any((pick.role, pick.choice) == (self.role, choice) for pick in decision.picks):
            await self.action_hand_over()
            return
        second = int(self.clock.now)
        command = Choose(seat=self.role, at=0, decision=decision.id, choice=choice, items=items)
        done = "Advice given." if decision.mine == "advise" else "Picked." if decision.how != "alone" else "Decided."
        if await self.send(command, done) and decision.mine == "decide":
            self.bookmark.chose(decision, second)

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        """Enter or a digit did nothing: say why, until something is highlighted."""
        message.stop()
        self.say(paused(self.app) if self.view.paused else message.why, refused=True)
        self.hesitated = True

    def on_option_list_option_highlighted(self, message: Picks.OptionHighlighted) -> None:
        """A choice is highlighted."""
        message.stop()
        if self.hesitated:
            self.hesitated = False
            self.say("")

    async def action_go_on(self) -> None:
        """Enter where there is nothing to choose: on from a stop, or to the debrief."""
        if self.view.paused:
            self.say(paused(self.app), refused=True)
        elif self.pane != "here" and self.has_class("-narrow"):
            self.show_pane("here")  # nobody goes on from what is out of sight
        elif (self.view.ended or self.holding) and not self.settle.seen:
            self.say(TURNED, refused=True)
        elif self.view.ended:
            await self.joint.show_debrief()
        elif self.holding:
            self.bookmark.goes_on(self.view)
            self.say("")
            self.query_one(Hinting).put_away("go_on")
            await self.session.proceed(self.role)
            self.look()
        elif self.turn and self.settle.seen:
            await self.action_hand_over()

    async def action_hand_over(self) -> None:
        """The laptop goes to the next person; what stands here is kept, and seen by nobody."""
        if not self.refuse("hand_over"):
            await self.joint.hand_over(read=self.view.decision is None and not self.holding)

    def off(self, what: str) -> str:
        """Why a key does nothing now; empty: it does something."""
        if what == "hand_over" and not self.joint.beside:
            return "Nobody else plays at this laptop."
        return super().off(what)

    def action_digit(self, digit: int) -> None:
        """A digit while the choices are out of sight or out of focus: back to them, and highlight."""
        if self.view.decision is not None and not self.view.paused:
            self.show_pane("here")
            if self.query_one(Picks).display:
                self.query_one(Picks).action_digit(digit)

    # --- reading

    def action_news(self) -> None:
        """Read what came in, one after the other."""
        found = self.bookmark.unread(self.view, self.names)
        if not found:
            self.say(paused(self.app) if self.view.paused else "Nothing new has come in.", refused=True)
            return
        from sim.tui.dialogs.arrivals import Arrivals

        def read(seq: int | None) -> None:
            self.bookmark.read = max(self.bookmark.read, seq or 0)
            self._show_news()

        self.app.push_screen(Arrivals(found, self.face), read)

    def on_click(self, event: events.Click) -> None:
        """A click on the line of news reads it."""
        if event.widget is self.query_one("#news"):
            self.action_news()

    def action_hint(self) -> None:
        """The first hint is read, and the next one has room; where there is none: back to the scene."""
        if self.query_one(Hinting).put_away():
            self._show_hints()
        elif not self.view.paused:
            self.show_pane("here")

    def _show_hints(self) -> None:
        self.query_one(Hinting).offer(self.view, self.off, holding=self.holding)

    # --- panes

    def action_pane(self) -> None:
        """Narrow: show the next pane instead. Wide: move the focus on, so that arrow keys scroll it."""
        self.show_pane(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def show_pane(self, pane: str) -> None:
        """Give *pane* the focus; where the terminal is narrow, show it instead of the others."""
        if pane == self.pane == self.side:
            return
        self.pane = pane
        self.say("")
        self.update_classes({f"-{name}": name == pane for name in PANES})  # at once: each change styles all anew
        if pane == "feed":  # there it can be read as well
            self.bookmark.read = self.view.seq
            self._show_news()
        if pane == "here":
            self.set_focus(self.query_one(Picks) if self.query_one(Picks).display else None)
        else:
            self.set_focus(self.known if pane == "known" else self.talks.cards)
        self.show_keys()

    def parts(self) -> list[Part]:
        """The panes, for jumping; in a narrow terminal also those that are out of sight."""
        return [Part(title, self.query_one(f"#{pane}"), partial(self.show_pane, pane)) for pane, title in PARTS.items()]

    def action_scroll(self, pages: int) -> None:
        """Page keys scroll the scene, wherever the focus is; or the side pane that has it."""
        if self.pane == "here":
            scene = self.query_one("#scene", Scroll)
            scene.scroll_relative(y=pages * max(1, scene.size.height - 1), animate=False)
        else:
            (self.known if self.pane == "known" else self.talks.cards).page(pages)
