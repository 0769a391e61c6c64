"""The ways through the program: which screen comes after which.

Screens are imported when they are shown. One session is open at a time; it is closed before another one is opened, and a
session that was left stays in the store, unfinished, until it is resumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.engine.names import RoleId
from sim.tui.clockface import Clockface
from sim.tui.content import page, row
from sim.tui.everywhere import Everywhere
from sim.tui.keymap import shown
from sim.tui.names import Names

if TYPE_CHECKING:
    from textual.screen import Screen

    from scoring import Scorecard
    from sim.sessions import Session, SessionStore, Wall
    from sim.settings import Settings
    from sim.tui.dialogs.steps import Answers
    from sim.tui.screens.home import HomeScreen

PAUSED = "The case is paused meanwhile. Take the time you need."
STEPPED_OUT = "You can stop at any time. Nothing has to be finished, and nobody sees that you stopped."
NOT_WRITTEN = (
    "The case stands still, and you need not go back to it. "
    "That the computer has your seat could not be written down just now."
)

HOME_DEPTH = 1
"""Screens on the stack when the first one is shown."""


class Ways(Everywhere):
    """The app as far as it leads from screen to screen. *store*: of sessions. *seed*, *wall*: see `JointResponse`."""

    DEFAULT_MODE = "ways"

    def __init__(self, store: SessionStore, *, seed: int | None, wall: Wall | None, settings: Settings | None) -> None:
        super().__init__(settings)
        self.add_mode(self.DEFAULT_MODE, self._home)  # at the bottom of the stack, where else a blank one would stand
        self.store = store
        self.seed = seed
        self.wall = wall
        self.session: Session | None = None
        self.role: RoleId | None = None
        self.history: Screen[None] | None = None  # the history, as it was last opened
        self.scored: tuple[str, int, Scorecard] | None = None  # a session, how long its log was, and its scores then
        self.last: str | None = None  # the session that was open last, for whoever has to say how to go on

    def instead(self) -> str:
        """What can be typed to go on with the session that is open, or to begin, in a terminal of any size."""
        if self.session is None:
            return super().instead()
        return f"sim resume {self.session.id} --plain{self.database}"

    async def stand_still(self) -> None:
        """Pause the case that is played: a limit would run out unseen. Untimed there is none, behind a curtain nothing runs."""
        session, role = self.session, self.role
        if session is None or role is None or session.ended or session.readonly or session.pace == "untimed":
            return
        if not session.view(role).paused:
            await session.pause(role)

    def kept(self) -> str:
        """What becomes of the case behind the cover. In a room, where no seat pauses for the others, it would say otherwise."""
        if self.session is None or self.role is None or not self.session.view(self.role).paused:
            return super().kept()
        from sim.tui.screens.play import Play

        seen = (
            "When it is seen again" if isinstance(self.screen, Play) else "What is open here stays; when it is closed"
        )
        return f"The case is paused. {seen}, {shown('play.pause', self)} goes on."

    async def close_session(self) -> None:
        """Let go of the session that is open; it stays in the store as it is."""
        session, self.session = self.session, None
        if session is not None:
            await session.close()

    # --- before play

    def shelf(self) -> Mapping[str, Path]:
        """The cases of the library: those that come with the program by name, those of one's own by path."""
        from sim.format import shipped
        from sim.tui.home.folders import known

        return {**shipped(), **{str(path): path for path in known()}}

    def _home(self) -> HomeScreen:
        """The first screen: sessions to resume, cases to play."""
        from sim.tui.screens.home import HomeScreen

        return HomeScreen()

    def show_history(self) -> None:
        """Finished sessions, and scores over time."""
        from sim.tui.screens.history import HistoryScreen
        from sim.tui.screens.home import HomeScreen

        home = next((screen for screen in self.screen_stack if isinstance(screen, HomeScreen)), None)
        self.history = HistoryScreen(home.played if home is not None else {})
        self.push_screen(self.history)

    async def show_support(self) -> None:
        """People to talk to. Play pauses meanwhile: nobody has to hurry back."""
        from sim.sessions import Accepted
        from sim.tui.screens.support import SupportScreen

        session, role = self.session, self.role
        paused = False
        if session is not None and role is not None and not session.ended and not session.readonly:
            paused = isinstance(await session.pause(role), Accepted)
        self.push_screen(SupportScreen(lead=PAUSED if paused else ""))

    async def action_support(self) -> None:
        """People to talk to, and back."""
        from sim.tui.screens.support import SupportScreen

        if isinstance(self.screen, SupportScreen):
            self.screen.dismiss()
        else:
            await self.show_support()

    async def back_home(self) -> None:
        """Back to the first screen, or to the history where one came from there; the session that is open is closed."""
        await self.close_session()
        self._pop_to_home(keep=self.history)

    def _pop_to_home(self, keep: Screen[None] | None = None) -> None:
        while len(self.screen_stack) > HOME_DEPTH and (keep is None or self.screen is not keep):
            self.pop_screen()

    @property
    def from_history(self) -> bool:
        """Whether what is open was opened from the history, and leads back there."""
        return self.history in self.screen_stack

    async def say_at_home(self, words: str) -> None:
        """Back to the first screen, with a line that says why."""
        from sim.tui.screens.home import HomeScreen

        await self.close_session()
        self._pop_to_home()
        if isinstance(self.screen, HomeScreen):
            self.screen.say(words)
            self.screen.call_next(self.screen.uncover)

    # --- play

    async def play(self, session: Session, role: RoleId) -> None:
        """Play *session* as *role*, instead of whatever is open."""
        from sim.tui.screens.play import Play

        await self.close_session()
        self._pop_to_home()
        self.session, self.role, self.last = session, role, session.id
        self.push_screen(Play(session, role))
        if self.small:
            await self.stand_still()

    async def resume(self, which: str) -> None:
        """Go on with a session; one that is over is looked back on."""
        from sim.sessions import resume
        from sim.sessions.recount import of_these_rules

        def opened() -> Session:
            row = self.store.session(self.store.find(which))
            of_these_rules(row, self.store.results(row.id), self.store.place)
            return resume(self.store, which, wall=self.wall)

        session = await self._opened(opened)
        if session is None:
            return
        role = next(iter(session.persons))
        if session.ended:
            await self.close_session()
            self.session, self.role = session, role
            await self.show_debrief()
        else:
            await self.play(session, role)

    def leave(self, when: str) -> None:
        """Ask whether to leave for now."""
        from sim.tui.dialogs.confirm import Confirm

        async def answered(yes: bool | None) -> None:
            if yes:
                await self.back_home()

        about = page(row(f"It is kept as it stands, at {when}. The first screen offers to resume it, paused."))
        self.push_screen(Confirm("Leave this case for now?", about, yes="leave", no="stay"), answered)

    def step_out(self) -> None:
        """Ask whether to step out, and do it: the seat goes to the computer, and nothing is shown of it anywhere."""
        from sim.engine.commands import Refused
        from sim.tui.dialogs.confirm import Confirm
        from sim.tui.screens.support import SupportScreen

        async def answered(yes: bool | None) -> None:
            if yes and self.session is not None and self.role is not None:
                answer = await self.session.step_out(self.role)
                out = not isinstance(answer, Refused)  # nobody is kept in a case, whatever could not be written
                title, lead = ("You have stepped out", STEPPED_OUT) if out else ("You have left", NOT_WRITTEN)
                await self.back_home()
                self.push_screen(SupportScreen(title, lead, back="first screen", you_first=True))

        about = page(
            row(
                "You leave the case here. It costs nothing, and it is shown to nobody; what follows is not counted as yours."
            ),
            row("If you want to come back one day, the first screen offers it.", gap=1),
        )
        self.push_screen(Confirm("Step out?", about, yes="step out", no="stay"), answered)

    def end(self) -> None:
        """Ask whether to end the case here, and do it."""
        from sim.engine.commands import Refused
        from sim.tui.dialogs.confirm import Confirm

        async def answered(yes: bool | None) -> None:
            if not yes or self.session is None:
                return
            answer = await self.session.end()
            if isinstance(answer, Refused):
                self.say(answer.reason)
            else:
                await self.show_debrief()

        about = page(
            row("Nobody plays on, and what is open stays unscored. The debrief looks back on what was played."),
            row(
                f"This can’t be taken back. To go on another day, leave with {shown('play.leave', self)} instead.",
                gap=1,
            ),
        )
        self.push_screen(Confirm("End the case here?", about, yes="end it", no="stay", final=True), answered)

    # --- looking back

    def show_feedback(self) -> bool:
        """A coach's words on the decision that was taken last; False: there is none."""
        from scoring import feedback
        from sim.tui.debrief.review import coaching
        from sim.tui.screens.feedback import Feedback

        session, role = self.session, self.role
        if session is None or role is None:
            return False
        found = feedback(session.book, session.log(), role)
        if found is not None:
            brief = session.brief(role)
            names, face = Names(brief), Clockface(brief.starts)
            self.push_screen(Feedback([found], coaching(role, names, face), on="go on"))
        return found is not None

    def stopped_no_more(self) -> None:
        """The card is gone: the screen below it shows how time stands now."""
        from sim.tui.screens.play import Play

        if isinstance(self.screen, Play):
            self.screen.look()

    def show_alarm(self) -> None:
        """The card of a critical error that has stopped the case, if there is one and it does not stand there already."""
        from sim.tui.screens.critical import Critical, stopped

        session, role = self.session, self.role
        if session is None or role is None or any(isinstance(screen, Critical) for screen in self.screen_stack):
            return
        found = session.alarms(role)
        if not found:
            return
        brief = session.brief(role)
        way = session.way_back(role, found[0])
        can_go_back = way is not None

        async def answered(back: bool | None) -> None:
            if back and way is not None:
                await self.play_from(way)
            else:
                await session.proceed(role)
                self.stopped_no_more()

        about = stopped(found, Names(brief), Clockface(brief.starts), can_go_back=can_go_back)
        self.push_screen(Critical(about, can_go_back=can_go_back), answered)

    def show_rewind(self) -> bool:
        """Pick an earlier decision and play on from there, in a new session; False: there is none."""
        from sim.tui.dialogs.rewind import picked, points, rewind
        from sim.tui.dialogs.steps import Steps

        session, role = self.session, self.role
        if session is None or role is None:
            return False
        brief = session.brief(role)
        found = points(session.seen(role), session.book, role)
        if not found:
            return False

        async def answered(answers: Answers | None) -> None:
            if answers is not None:
                point = picked(found, answers)
                forked = await self._opened(lambda: session.fork(point.seq))
                if forked is not None:
                    await self.play(forked, role)

        plan = rewind(found, Clockface(brief.starts))
        self.push_screen(Steps("Back to a decision", plan, esc="close, nothing changes"), answered)
        return True

    async def play_from(self, seq: int) -> None:
        """Play on from event *seq* of the session that is open, in a new one."""
        session, role = self.session, self.role
        if session is not None and role is not None:
            forked = await self._opened(lambda: session.fork(seq))
            if forked is not None:
                await self.play(forked, role)

    async def show_debrief(self) -> None:
        """Scores, decisions, who knew what when."""
        from sim.engine import EngineError
        from sim.sessions import SessionError
        from sim.sessions.afterwards import Afterwards
        from sim.sessions.recount import scorable
        from sim.sessions.session import REWINDING
        from sim.tui.debrief.lookback import Lookback
        from sim.tui.screens.debrief import Debrief

        session, role = self.session, self.role
        if session is None or role is None:
            return
        try:
            notes = self.store.notes(session.id)
            after = Afterwards(self.store, session.id)
            log, packs = session.log(), session.packs  # the debrief() takes the whole record
            scorable(session.row, session.book, log, self.store.results(session.id), self.store.place)
            card = self.scored[2] if self.scored is not None and self.scored[:2] == (session.id, len(log)) else None
            kept, digest = self.store.results(session.id), session.row.digest
            back = Lookback(
                session.book,
                log,
                role,
                notes,
                after=after,
                packs=packs,
                card=card,
                kept=kept,
                scenario=digest,
                scored=session.scored,
            )
        except (EngineError, SessionError) as error:
            await self.say_at_home(f"This session cannot be looked back on: {error}")
            return
        self._pop_to_home(keep=self.history)
        self.push_screen(Debrief(back, can_rewind=session.mode in REWINDING))

    async def _opened(self, make: Callable[[], Session]) -> Session | None:
        """The session that *make* opens; where it can't, the first screen says why."""
        from sim.engine import EngineError
        from sim.format import FormatError
        from sim.sessions import SessionError

        try:
            return make()
        except EngineError as fault:
            await self.say_at_home(f"{fault} {fault.hint}".strip())
            return None
        except (SessionError, FormatError) as error:
            await self.say_at_home(str(error))
            return None
