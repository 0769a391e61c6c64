"""What stands in the middle of a seat in play, and what its person does there: decide, go on from a stop, hand the laptop over.

The play screen is built on it. A key that is pressed in the moment in which the middle becomes another one decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.commands import Choose
from sim.engine.events import DecisionClosed
from sim.engine.names import RoleId
from sim.engine.views import DecisionView, View
from sim.tui.content import Page, line, page, plain
from sim.tui.keymap import shown
from sim.tui.leftovers import let_go
from sim.tui.play import beat, duties, feed, scene
from sim.tui.play.possible import paused
from sim.tui.screens.sides import Sides
from sim.tui.settle import Settle
from sim.tui.widgets.hinting import Hinting
from sim.tui.widgets.middle import Middle
from sim.tui.widgets.picks import Picks

if TYPE_CHECKING:
    from sim.sessions import Session

FIRST = "To decide: press a number to highlight a choice, then Enter takes it."
TURNED = "The screen changed as you pressed: nothing was taken. Press again if you mean this."
OVER = "That decision closed as you pressed: nothing was taken."


class Deciding(Sides):
    """A seat with the middle (`#here`): a decision, a planned question before it, a beat, or the end."""

    def __init__(self, session: Session, role: RoleId) -> None:
        super().__init__(session, role)
        self.pane = "here"  # what a narrow terminal shows, and what has the focus: the middle, or a pane beside it
        self.ran_out = False  # the line above the keys says that a limit ran out
        self.late = ""  # the same, where a dialog lay over the line: said with what comes of the dialog
        self.hesitated = False  # the line above the keys says why Enter or a number did nothing
        self.owed: tuple[tuple[str, str], ...] = ()  # the duties that are shown, by rule, and how long they have
        self.turn = ""  # whose turn it was at this laptop when the middle was last shown, if it was another's
        self.settle = Settle()

    def look(self) -> None:
        """Look at the clock."""

    # --- showing

    def show_middle(self, view: View) -> None:
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
            words = self.bookmark.beat(
                view, self.names, self.face, holding=self.holding, mode=self.session.mode, own=self.own
            )
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
        state = scene.state(decision, view, self.names, self._key, shared=bool(self.joint.beside))
        if self.turn:
            state = page(state, self._handing_over(decision))
        middle.show(decision.id, words, page(self._duties(), state), banner=training)

    def _handing_over(self, decision: DecisionView) -> Page:
        """That it is another's turn while *decision* is open here, with all that can be done."""
        keys = {act: self._key(f"play.{act}") for act in ("tell", "ask")}
        picked = any(pick.role == self.role for pick in decision.picks)
        mine = "pick another" if picked else "advise" if decision.mine == "advise" else "decide"
        again = self._key("list.take") if picked else ""
        before = beat.still_possible(self.view, keys, mine)
        return beat.before_handing_over(self.turn, before, self._key("play.hand_over"), again)

    def _show_page(self, about: tuple[str, int], words: Page, onward: Page) -> None:
        """Something to read in the middle, with nothing to pick; *onward*: how it goes on."""
        self.settle.shows(about)
        middle = self.query_one(Middle)
        middle.choices.offer(())
        middle.show("" if about[0] == "beat" else about[0], words, onward, choices=False)
        self.bookmark.shows(self.view)

    def _duties(self) -> Page:
        """What the rules still want of this seat and is running out (coach)."""
        self.owed = self.still_owed()
        return duties.owed(self.session.duties(self.role))

    def _key(self, act: str) -> str:
        """What stands on the key of an act."""
        return shown(act, self.app)

    def _onward(self) -> Page:
        keys = {act: self._key(f"play.{act}") for act in ("tell", "ask", "go_on")}
        if self.turn and not self.holding:
            return beat.before_handing_over(self.turn, beat.still_possible(self.view, keys), keys["go_on"])
        return beat.before_going_on(self.view, keys)

    def whose_turn(self) -> str:
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
            self.late = ""
            self.say("")
        self.ran_out = False

    def close(self, decision: DecisionView, view: View) -> None:
        """*decision* is over, as *view* shows: what was read at it is not new any more, and a limit that ran out is said."""
        closed = self._ending_of(decision)
        self.bookmark.closes(decision, closed, view, self.names, self.session.mode)
        let_go()
        if closed is not None and closed.how == "no_answer":
            self._ran_out(decision)

    def _ending_of(self, decision: DecisionView) -> DecisionClosed | None:
        """How *decision* ended, if that is known to this role."""
        seen = reversed(self.session.seen(self.role))
        found = (event for event in seen if isinstance(event, DecisionClosed) and event.decision == decision.id)
        return next(found, None)

    @property
    def own(self) -> bool:
        """Whether what this role is doing was decided by itself, alone or with others, and not by who led."""
        seen = reversed(self.session.seen(self.role))
        closed = (event for event in seen if isinstance(event, DecisionClosed))
        mine = next((event for event in closed if any(self.role in work.roles for work in event.works)), None)
        return mine is None or self.role in mine.by

    def _ran_out(self, decision: DecisionView) -> None:
        """The limit ran out: say so, and what was highlighted and is not taken."""
        over = "The time for that decision ran out."
        at = self.query_one(Middle).choices.pointed_at
        if any(pick.role == self.role for pick in decision.picks):
            over = "The time for that decision ran out before the picks agreed."
        elif at is not None and at.key:
            over = f"{over} Highlighted, and not taken: {at.key}, “{at.short}”"
        self.say(over, refused=True)
        self.ran_out = True
        if self.app.screen is not self:
            self.late = over

    def say(self, words: str, *, refused: bool = False) -> None:
        """One line above the keys; a limit that ran out under a dialog is said first."""
        if self.late and words:
            words, refused, self.late = f"{self.late} {words}", True, ""
        super().say(words, refused=refused)

    def still_owed(self) -> tuple[tuple[str, str], ...]:
        """The duties that are running out: by rule, and how long they have in words."""
        return tuple((duty.rule, duties.minutes(duty.seconds_left)) for duty in self.session.duties(self.role))

    # --- choosing and going on

    def off(self, what: str) -> str:
        """Why a key does nothing now; empty: it does something."""
        if what == "hand_over" and not self.joint.beside:
            return "Nobody else plays at this laptop."
        return super().off(what)

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

    def action_digit(self, digit: int) -> None:
        """A digit while the choices are out of sight or out of focus: back to them, and highlight."""
        if self.view.decision is not None and not self.view.paused:
            self.show_pane("here")
            if self.query_one(Picks).display:
                self.query_one(Picks).action_digit(digit)
