"""The app: which screen comes after which, and what happens when something breaks.

Screens are imported when they are shown. One session is open at a time; it is closed before another one is opened, and a
session that was left stays in the store, unfinished, until it is resumed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from sim.engine.names import RoleId
from sim.engine.seats import Mode, Pace
from sim.sessions.report import write_report
from sim.tui import trouble
from sim.tui.clockface import Clockface
from sim.tui.content import page, row
from sim.tui.names import Names
from sim.tui.theme import CALM

if TYPE_CHECKING:
    from sim.engine.scenario import Scenario
    from sim.format import Reading
    from sim.sessions import Session, SessionStore, Wall
    from sim.tui.dialogs.setup import Chosen
    from sim.tui.dialogs.steps import Answers

HOME_DEPTH = 2
"""Screens on the stack when the first one is shown: Textual's own blank one is below it."""


@dataclass(frozen=True, slots=True)
class Home:
    """Begin at the first screen."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin with the briefing of a case; what is not given is asked for."""

    case: str
    role: str | None = None
    mode: Mode | None = None
    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Begin where a session was left."""

    session: str


@dataclass(frozen=True, slots=True)
class Review:
    """Begin with the debrief of a session."""

    session: str


First = Home | Begin | Resume | Review


class JointResponse(App[None]):
    """All screens of the program, over one store of sessions.

    *seed*: for the order of choices and the details of the next case begun; None: a new one each time. *wall*: another clock
    than the machine's.
    """

    CSS_PATH = "app.tcss"
    TITLE = "Joint Response"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]

    def __init__(
        self, store: SessionStore, first: First = Home(), *, seed: int | None = None, wall: Wall | None = None
    ) -> None:
        super().__init__()
        self.store = store
        self.first = first
        self.seed = seed
        self.wall = wall
        self.session: Session | None = None
        self.role: RoleId | None = None
        self.last: str | None = None  # the session that was open last, for whoever has to say how to go on
        self.register_theme(CALM)
        self.theme = CALM.name

    async def on_mount(self) -> None:
        await self.show_home()
        match self.first:
            case Home():
                pass
            case Begin(case=case, role=role, mode=mode, pace=pace):
                await self.show_case(case, role, mode, pace)
            case Resume(session=session) | Review(session=session):
                await self.resume(session)

    async def on_unmount(self) -> None:
        await self.close_session()

    async def close_session(self) -> None:
        """Let go of the session that is open; it stays in the store as it is."""
        session, self.session = self.session, None
        if session is not None:
            await session.close()

    # --- before play

    def cases(self) -> list[tuple[str, Scenario]]:
        """The cases that come with the program and are in order, by name."""
        from sim.format import open_scenario, shipped

        found = ((name, open_scenario(path).scenario) for name, path in shipped().items())
        return [(name, scenario) for name, scenario in found if scenario is not None]

    async def show_home(self) -> None:
        """The first screen: sessions to resume, cases to play."""
        from sim.tui.screens.home import HomeScreen

        await self.push_screen(HomeScreen())

    async def back_home(self) -> None:
        """From wherever one is back to the first screen; the session that is open is closed."""
        await self.close_session()
        self._pop_to_home()

    def _pop_to_home(self) -> None:
        while len(self.screen_stack) > HOME_DEPTH:
            self.pop_screen()

    async def say_at_home(self, words: str) -> None:
        """Back to the first screen, with a line that says why."""
        from sim.tui.screens.home import HomeScreen

        await self.back_home()
        if isinstance(self.screen, HomeScreen):
            self.screen.say(words)

    async def show_case(
        self, case: str, role: str | None = None, mode: Mode | None = None, pace: Pace | None = None
    ) -> None:
        """Ask for what is not given, then brief."""
        from sim.format import FormatError, locate, open_scenario

        try:
            reading = open_scenario(locate(case))
        except FormatError as error:
            await self.say_at_home(str(error))
            return
        if reading.scenario is None:
            from sim.tui.screens.faults import Faults

            self.push_screen(Faults(case, reading))
            return
        from sim.tui.dialogs.setup import settled, setup
        from sim.tui.dialogs.steps import Steps

        plan, given = setup(reading.scenario, role, mode, pace)

        def answered(answers: Answers | None) -> None:
            if answers is not None:
                self.show_briefing(reading, settled(answers, given))

        if plan(()) is None:
            self.show_briefing(reading, settled((), given))
        else:
            self.push_screen(Steps(reading.scenario.title, plan, esc="close, nothing begins"), answered)

    def show_briefing(self, reading: Reading, chosen: Chosen) -> None:
        """What the role knows beforehand; then play."""
        from sim.engine import brief, prepare
        from sim.tui.screens.briefing import Briefing

        assert reading.scenario is not None
        seed = self.seed if self.seed is not None else secrets.randbelow(2**31)
        book = prepare(reading.scenario, seed)

        async def read(begin: bool | None) -> None:
            if begin:
                await self.begin(reading, chosen, seed)

        self.push_screen(Briefing(brief(book, chosen.role), chosen.mode, chosen.pace), read)

    async def begin(self, reading: Reading, chosen: Chosen, seed: int) -> None:
        """A new session."""
        from sim.sessions import start

        made = await self._opened(
            lambda: start(
                self.store, reading, role=chosen.role, mode=chosen.mode, pace=chosen.pace, seed=seed, wall=self.wall
            )
        )
        if made is not None:
            await self.play(made, chosen.role)

    # --- play

    async def play(self, session: Session, role: RoleId) -> None:
        """Play *session* as *role*, instead of whatever is open."""
        from sim.tui.screens.play import Play

        await self.close_session()
        self._pop_to_home()
        self.session, self.role, self.last = session, role, session.id
        self.push_screen(Play(session, role))

    async def resume(self, which: str) -> None:
        """Go on with a session; one that is over is looked back on."""
        from sim.sessions import resume

        session = await self._opened(lambda: resume(self.store, which, wall=self.wall))
        if session is None:
            return
        role = next(iter(session.persons))
        if session.ended or session.readonly:
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
        from sim.tui.dialogs.confirm import Confirm
        from sim.tui.marks import support

        async def answered(yes: bool | None) -> None:
            if yes and self.session is not None and self.role is not None:
                await self.session.step_out(self.role)
                await self.back_home()
                self.push_screen(Confirm("You have stepped out", support(), yes="first screen", no="first screen"))

        about = page(
            row(
                "You leave the case here. It costs nothing, and it is shown to nobody; what follows is not counted as yours."
            ),
            row("If you want to come back one day, the first screen offers it.", gap=1),
        )
        self.push_screen(Confirm("Step out?", about, yes="step out", no="stay"), answered)

    def end(self) -> None:
        """Ask whether to end the case here, and do it."""
        from sim.tui.dialogs.confirm import Confirm

        async def answered(yes: bool | None) -> None:
            if yes and self.session is not None:
                await self.session.end()
                await self.show_debrief()

        about = page(
            row("Nobody plays on, and what is open stays unscored. The debrief looks back on what was played.")
        )
        self.push_screen(Confirm("End the case here?", about, yes="end it", no="stay"), answered)

    # --- looking back

    def show_feedback(self) -> bool:
        """A coach's words on the decision that was taken last; False: there is none."""
        from scoring import feedback
        from sim.tui.screens.feedback import Feedback

        session, role = self.session, self.role
        if session is None or role is None:
            return False
        found = feedback(session.book, session.log(), role)
        if found is not None:
            brief = session.brief(role)
            names, face = Names(brief), Clockface(brief.starts)
            self.push_screen(Feedback([found], role, names, face, scene=False, on="go on"))
        return found is not None

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

    async def show_debrief(self) -> None:
        """Scores, decisions, who knew what when."""
        from scoring import score
        from sim.engine import EngineError
        from sim.sessions.session import REWINDING
        from sim.tui.screens.debrief import Debrief

        session, role = self.session, self.role
        if session is None or role is None:
            return
        try:
            card = score(session.book, session.log())
        except EngineError as error:
            await self.say_at_home(f"This session cannot be looked back on: {error}")
            return
        self._pop_to_home()
        self.push_screen(Debrief(card, session.brief(role), can_rewind=session.mode in REWINDING))

    async def _opened(self, make: Callable[[], Session]) -> Session | None:
        """The session that *make* opens; where it can't, the first screen says why."""
        from sim.engine import EngineError
        from sim.format import FormatError
        from sim.sessions import SessionError

        try:
            return make()
        except (EngineError, SessionError, FormatError) as error:
            await self.say_at_home(str(error))
            return None

    # --- when something breaks

    def run(self, *args: Any, **kwargs: Any) -> None:
        """Run the app; if its code fails, say that the session is safe, how to resume it and where the report is."""
        heard = trouble.listen(self)
        super().run(*args, **kwargs)
        if self.return_code:
            trouble.show(trouble.words(self.last, write_report(trouble.without_values(heard.getvalue()), self.last)))
