"""What a person at a seat does by key, but for choosing and saying: pause, look back, leave. The play screen is built on it.

Each act first says why it can't be done now, if it can't; then it opens its dialog, or gives its command to the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.screen import Screen

from sim.engine.commands import AnyCommand, Choose, Pass, Refused
from sim.engine.names import RoleId
from sim.engine.views import View
from sim.sessions.returning import ran_out
from sim.sessions.session import EXPLAINING
from sim.tui.clockface import Clockface
from sim.tui.content import page, plain, row
from sim.tui.names import Names
from sim.tui.play import limits
from sim.tui.play.bookmark import Bookmark
from sim.tui.play.possible import why_not
from sim.tui.widgets.ground import Ground
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.sessions import Clock, Session
    from sim.tui.app import JointResponse

ROOMY = 110
"""Columns from which on all panes stand beside each other."""


class Acting(Ground, Screen[None]):
    """One role of one session, and what its person does there."""

    def __init__(self, session: Session, role: RoleId) -> None:
        super().__init__()
        self.session = session
        self.role = role
        self.brief = session.brief(role)
        self.names = Names(self.brief)
        self.face = Clockface(self.brief.starts)
        self.view: View = session.view(role)
        missed = ran_out(session.book, session.seen(role), role)
        at = self.face.hm(missed.at) if missed is not None else ""
        self.bookmark = Bookmark(self.view, self._last_act(), missed, at)
        self.holding = False
        self.sending = False

    def _last_act(self) -> tuple[int, int] | None:
        """Event and second of this seat's last choice, if there is one: what is later than that is new."""
        chosen = [event for event in self.session.seen(self.role) if isinstance(event.given, Choose)]
        return (chosen[-1].seq, chosen[-1].at) if chosen else None

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    @property
    def clock(self) -> Clock:
        """The session's clock for this seat, now."""
        return self.session.clock(self.role)

    @property
    def roomy(self) -> bool:
        """Whether all panes stand beside each other. The size is known before the classes are, and so is what fits in it."""
        return self.app.size.width >= ROOMY

    def time_left(self) -> Content:
        """What is said of the time left: nothing, where no limit runs."""
        decision, seconds = self.view.decision, self.clock.left
        if seconds is None or decision is None or decision.closes is None or self.view.paused:
            return plain("")
        return limits.left(seconds, decision.closes - decision.opened, bar=self.roomy)

    def say(self, words: str, *, refused: bool = False) -> None:
        """One line above the keys: what was done, or why not."""
        self.query_one("#status", Words).show(plain(words, "new" if refused else "good"))

    def off(self, what: str) -> str:
        """Why a key does nothing now; empty: it does something."""
        if what == "look_back" and self.session.mode not in EXPLAINING:
            return f"In {self.session.mode} mode one looks back when the case is over."
        return why_not(what, self.view, self.names, self.brief, untimed=self.session.pace == "untimed", app=self.app)

    def why_not(self, act: str) -> str:
        """Why an act of the table of keys can't be done now, for lists of them."""
        return self.off(act.removeprefix("play."))

    def refuse(self, what: str) -> bool:
        """Say why *what* can't be done now; False: it can."""
        off = self.off(what)
        if off:
            self.say(off, refused=True)
        return bool(off)

    async def send(self, command: AnyCommand, done: str) -> bool:
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

    async def action_pass(self) -> None:
        """No advice."""
        if not self.refuse("pass") and self.view.decision is not None:
            await self.send(Pass(seat=self.role, at=0, decision=self.view.decision.id), "Passed: no advice given.")

    async def action_wait(self) -> None:
        """Untimed: let time pass until something comes in, though a decision is open."""
        if self.refuse("wait"):
            return
        from sim.tui.dialogs.confirm import Confirm

        async def answered(yes: bool | None) -> None:
            if yes and not self.refuse("wait"):  # paused, say, since it was asked
                self.bookmark.waits(self.view)
                self.say("You let time pass until something comes in.")
                await self.session.wait(self.role)

        about = page(row("The others go on without you until something comes in for you. It can be minutes or hours."))
        self.app.push_screen(Confirm("Let time pass?", about, yes="let it pass", no="stay"), answered)

    # --- looking back, pausing, leaving

    def action_transcript(self) -> None:
        """What has been on screen, from the beginning."""
        if self.refuse("transcript"):
            return
        from sim.tui.play.transcript import moments
        from sim.tui.screens.transcript import Transcript

        session, role = self.session, self.role
        notes = {note.ref: note.text for note in session.notes(role)}
        found = moments(session.book, session.seen(role), self.view, self.names, self.face, notes)
        self.app.push_screen(Transcript(found, self.time_left))

    def action_look_back(self) -> None:
        """What the last decision was worth, and the others at it."""
        if not self.refuse("look_back") and not self.joint.show_feedback():
            self.say("You have not decided anything yet.", refused=True)

    def action_rewind(self) -> None:
        """Back to an earlier decision, in a new session; this one stays as it is."""
        if not self.refuse("rewind") and not self.joint.show_rewind():
            self.say("You have not decided anything yet.", refused=True)

    async def action_pause(self) -> None:
        """Stand still, or go on."""
        if self.refuse("pause"):
            return
        change = self.session.resume if self.view.paused else self.session.pause
        answer = await change(self.role)
        self.say(answer.reason if isinstance(answer, Refused) else "", refused=True)

    def action_step_out(self) -> None:
        """Leave the case for good, at no cost."""
        if not self.refuse("step_out"):
            self.joint.step_out()

    def action_leave(self) -> None:
        """Leave for now: the session stays and waits, paused."""
        self.joint.leave(self.face.full(self.clock.now))

    def action_end(self) -> None:
        """End the case here, and look back on it."""
        if not self.refuse("end"):
            self.joint.end()

    def action_brief(self) -> None:
        """The role's brief again, and the words of the other agencies."""
        from sim.tui.screens.briefing import glossary, who_you_are
        from sim.tui.screens.help import Help

        self.app.push_screen(Help(page(who_you_are(self.brief), glossary(self.brief))))
