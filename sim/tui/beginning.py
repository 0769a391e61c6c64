"""Beginning a case: a role, a briefing for each person at this laptop, and then a session."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import import_module
from random import SystemRandom
from typing import TYPE_CHECKING

from sim.engine.names import RoleId
from sim.engine.seats import Mode, Pace
from sim.tui.content import page, row
from sim.tui.laptop import Laptop

if TYPE_CHECKING:
    from sim.engine import Book
    from sim.format import Reading
    from sim.sessions import Session
    from sim.tui.dialogs.setup import Chosen, Person
    from sim.tui.dialogs.steps import Answers


class Beginning(Laptop):
    """The way from the first screen into play."""

    async def show_case(
        self,
        case: str,
        role: str | None = None,
        mode: Mode | None = None,
        pace: Pace | None = None,
        factor: float | None = None,
        avoid: Sequence[str] | None = None,
        reading: Reading | None = None,
    ) -> None:
        """Ask for the role if it is not given, then brief; what else is not given is as this person usually has it.

        *reading*: the case, if it was read already.
        """
        from sim.format import FormatError, locate, open_scenario
        from sim.sessions import SessionError

        try:
            self.store.check_writable()
            reading = reading or open_scenario(locate(case))
        except (FormatError, SessionError) as error:
            await self.say_at_home(str(error))
            return
        scenario = reading.scenario
        if scenario is None:
            from sim.tui.screens.faults import Faults

            self.push_screen(Faults(case, reading))
            return
        from sim.tui.dialogs.setup import asking_role, usual

        def brief(who: str) -> None:
            chosen = usual(scenario, RoleId(who), self.settings, mode=mode, pace=pace, factor=factor, avoid=avoid)
            self.show_briefing(reading, chosen)

        def answered(answers: Answers | None) -> None:
            if answers is not None:
                brief(answers[0][0])

        if role in scenario.roles:
            brief(str(role))
        else:
            from sim.tui.dialogs.steps import Steps

            self.push_screen(Steps(scenario.title, asking_role(scenario), esc="close, nothing begins"), answered)

    def show_briefing(self, reading: Reading, chosen: Chosen) -> None:
        """What the role knows beforehand; then the other persons' turn to read, or play."""
        from sim.engine import prepare

        assert reading.scenario is not None
        seed = self.seed if self.seed is not None else SystemRandom().randrange(2**31)
        Readers(self, reading, prepare(reading.scenario, seed), chosen).brief()

    async def begin(self, reading: Reading, chosen: Chosen, book: Book) -> None:
        """A new session."""
        made = await self._opened(lambda: self._made(reading, chosen, book))
        if made is not None:
            await self.play(made, chosen.role)

    def _made(self, reading: Reading, chosen: Chosen, book: Book) -> Session:
        from sim.engine.seats import Seat, Setup
        from sim.sessions import begin_session, start

        if len(chosen.persons) == 1:
            (me,) = chosen.persons
            return start(
                self.store,
                reading,
                role=me.role,
                mode=chosen.mode,
                pace=chosen.pace,
                seed=book.seed,
                factor=me.factor,
                avoid=me.avoid,
                wall=self.wall,
                book=book,
            )
        assert reading.scenario is not None
        seats = {role: Seat() for role in reading.scenario.roles}
        for place, person in enumerate(chosen.persons):
            seats[person.role] = Seat(self._pseudonym(person, place), factor=person.factor, avoid=person.avoid)
        setup = Setup(book.seed, seats, chosen.mode, chosen.pace)
        return begin_session(self.store, reading, setup, wall=self.wall, book=book)

    def _pseudonym(self, person: Person, place: int) -> str:
        """Who it is, in the record. Whoever has no name is somebody else each time: nothing is kept of them."""
        from sim.sessions.catalogue import ME
        from sim.sessions.sqlite import new_id

        if not place:
            return self.store.pseudonym(ME)
        return self.store.pseudonym(person.name) if person.name else f"p-{new_id(6)}"


class Readers:
    """The persons at this laptop, each before their own briefing, one after the other; then the case begins.

    It is also what the curtain between two of them does.
    """

    begun = False

    def __init__(self, app: Beginning, reading: Reading, book: Book, chosen: Chosen) -> None:
        self.app, self.reading, self.book, self.chosen = app, reading, book, chosen
        self.place = 0

    def brief(self) -> None:
        """The briefing of the person who sits there."""
        from sim.engine import brief
        from sim.tui.screens.briefing import Briefing

        assert self.reading.scenario is not None
        about = brief(self.book, self.chosen.persons[self.place].role)
        self.app.push_screen(Briefing(about, self.reading.scenario, self.chosen, self.place), self.read)
        self.app.call_after_refresh(_load_ahead)

    async def read(self, chosen: Chosen | None) -> None:
        """Somebody has read: the next one, or the case begins. Who does not want to play leaves the seat to the computer."""
        if chosen is None and not self.place:
            return
        self.chosen = chosen if chosen is not None else self.chosen.without(self.place)
        self.place += chosen is not None
        if self.place < len(self.chosen.persons):
            self.draw()
        else:
            await self.app.begin(self.reading, self.chosen, self.book)

    def draw(self) -> None:
        """The curtain before the next one."""
        from sim.tui.dialogs.setup import seat_of
        from sim.tui.screens.curtain import Curtain

        assert self.reading.scenario is not None
        self.app.push_screen(Curtain(seat_of(self.chosen.persons[self.place], self.reading.scenario), self))

    async def lower(self) -> None:
        """The next one sits there."""
        self.app.pop_screen()
        self.brief()

    def other(self) -> None:
        """Each reads in turn."""

    async def pause(self) -> None:
        """Nothing runs."""

    def leave(self) -> None:
        """Ask whether to give up."""
        from sim.tui.dialogs.confirm import Confirm

        async def answered(yes: bool | None) -> None:
            if yes:
                await self.app.back_home()

        about = page(row("Nothing has begun, and nothing is kept."))
        self.app.push_screen(Confirm("Back to the first screen?", about, yes="go back", no="stay"), answered)


def _load_ahead() -> None:
    """Load what comes after the briefing, while somebody reads it; and clear away what the start has left, to make room."""
    import_module("sim.tui.screens.play")
    gc.collect()
