"""One laptop, several seats (rule 16): the curtain comes up between two persons, and time stands still behind it.

Before it is shown, the screen of the last seat and everything above it are taken off the stack and not only covered, and the
clipboard that was filled there is emptied. What a person had read, and a note that was begun, wait here for that person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sim.engine.commands import Choose, Refused, Resume
from sim.engine.names import RoleId
from sim.tui.content import page, plain, row
from sim.tui.names import capital
from sim.tui.play.bookmark import Bookmark
from sim.tui.ways import NOT_WRITTEN, STEPPED_OUT, Ways

if TYPE_CHECKING:
    from sim.engine.views import View
    from sim.sessions import Session

BEGAN = "who began the case"
KEPT = "It is kept as it stands. The first screen offers to resume it, paused."


class Place(msgspec.Struct):
    """What waits for a person while others play: what was seen last, how far it was read, a note that was begun."""

    view: View
    bookmark: Bookmark
    draft: str = ""


class Laptop(Ways):
    """The ways through the program where several persons share the laptop; where one plays alone, nothing is different."""

    places: dict[RoleId, Place]

    @property
    def shared(self) -> bool:
        """Do several persons play the session that is open?"""
        return self.session is not None and len(self.session.persons) > 1

    @property
    def beside(self) -> list[RoleId]:
        """The others who play at this laptop now."""
        if self.session is None or not self.shared:
            return []
        return [role for role, seat in self.session.seats.items() if seat.person is not None and role != self.role]

    @property
    def next_turn(self) -> RoleId | None:
        """Whose turn it is, if it is not that of whoever sits there (rule 16)."""
        return self.session.turn if self.session is not None and self.shared else None

    @property
    def guest(self) -> bool:
        """Behind a curtain, and at any seat or briefing but the first person's."""
        from sim.sessions.catalogue import ME
        from sim.tui.screens.briefing import Briefing
        from sim.tui.screens.curtain import Curtain

        for screen in self.screen_stack:
            if isinstance(screen, Curtain) or (isinstance(screen, Briefing) and screen.place):
                return True
        if self.session is None or not self.shared:
            return False
        return self.role is None or self.session.persons.get(self.role) != self.store.pseudonym(ME)

    def who(self, role: RoleId) -> str:
        """A seat as one says it when handing over: the role, with its person's name if one was given.

        Whoever began has none here (`ME`): where others have one, that is said instead.
        """
        from sim.sessions.catalogue import ME

        assert self.session is not None
        persons = self.session.persons
        names = {seat: self.store.name(person) or "" for seat, person in persons.items()}
        given = names.get(role, "")
        if given == ME:
            given = BEGAN if any(name not in ("", ME) for name in names.values()) else ""
        it = self.session.book.scenario.roles[role]
        return f"{it.short or capital(it.title)}{f' ({given})' if given else ''}"

    def instead(self) -> str:
        """Line by line nothing can be hidden from the next person."""
        if self.session is None or not self.shared:
            return super().instead()
        return f"sim resume {self.session.id}{self.database}"

    # --- raising and lowering

    async def play(self, session: Session, role: RoleId) -> None:
        """Play *session*; where several persons do, it begins with the curtain."""
        if len(session.persons) < 2:
            await super().play(session, role)
            return
        await self.close_session()
        self.session, self.last = session, session.id
        self.places = {seat: _place(session, seat) for seat in session.persons} if _begins(session) else {}
        await self._raise(session)  # whose turn it is can be told only then
        await self.draw_curtain()

    async def draw_curtain(self, to: RoleId | None = None) -> None:
        """Put the seat that is open away, and raise the curtain before *to*; None: before whoever's turn it is."""
        from sim.tui.screens.curtain import Curtain

        session = self.session
        if session is None:
            return
        front = to or self._next(session)
        who = "" if self._look(session).paused else self.who(front)
        self._put_away()
        self._pop_to_home()
        self.role = None
        self.push_screen(Curtain(who, Between(self, front)))
        if self.clipboard:
            self.copy_to_clipboard("")
        await self._raise(session, front)

    async def _raise(self, session: Session, front: RoleId | None = None) -> None:
        """Raise the curtain, if it is not up. While play is paused that is refused: then it is done when play goes on."""
        if not self._look(session).curtain:
            await session.curtain(up=True, front=front)

    def _put_away(self) -> None:
        """Keep what waits for the person whose seat is open."""
        from sim.tui.screens.play import Play

        for screen in self.screen_stack:
            if isinstance(screen, Play):
                self.places[screen.role] = Place(screen.view, screen.bookmark, screen.draft)

    def _next(self, session: Session) -> RoleId:
        """Before whom to lower the curtain: by turn; where it is nobody's, whoever is there."""
        seated = [role for role, seat in session.seats.items() if seat.person is not None]
        going = [role for role in seated if session.view(role).status != "finished"]
        return session.turn or next(iter([*going, *seated, *session.persons]))

    def _look(self, session: Session) -> View:
        """What all seats see alike: whether it is paused, and whether the curtain is up."""
        return session.view(next(iter(session.persons)))

    async def lower_curtain(self, role: RoleId) -> str:
        """The person of *role* sits there now; why that can't be, or nothing."""
        from sim.tui.screens.play import Play

        session = self.session
        if session is None:
            return ""
        if session.seats[role].person is None:
            await session.come_back(role)
        lowered = await session.curtain(up=False, front=role)
        if isinstance(lowered, Refused):
            return lowered.reason
        self._pop_to_home()
        self.role = role
        play = Play(session, role)
        place = self.places.pop(role, None)
        if place is not None:
            play.view, play.bookmark, play.draft = place.view, place.bookmark, place.draft
        self.push_screen(play)
        if self.small:
            await self.stand_still()
        return ""

    async def go_on_behind(self) -> None:
        """Go on after a pause, with the curtain up."""
        session = self.session
        if session is not None:
            await session.submit(Resume(seat=next(iter(session.persons)), at=0))
            await self._raise(session)
            await self.draw_curtain()

    async def hand_over(self, *, read: bool) -> None:
        """From this seat to the next. *read*: the person has read what came, and waits for nothing more."""
        session, role = self.session, self.role
        if session is None or role is None or not self.beside:
            return
        if read:
            await session.proceed(role)
        to = self.next_turn or (self.beside[0] if len(self.beside) == 1 else None)
        if to is not None:
            await self.draw_curtain(to)
        else:
            self.ask_whom(self.beside)

    def ask_whom(self, roles: list[RoleId]) -> None:
        """Ask who is to sit down next, and raise the curtain."""
        from sim.tui.dialogs.value import Value
        from sim.tui.widgets.picks import Pick

        async def answered(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                await self.draw_curtain(RoleId(ids[0]))

        picks = [Pick(role, page(row(self.who(role))), self.who(role), n) for n, role in enumerate(roles, 1)]
        self.push_screen(Value("Who sits down next?", "", picks, take="hand over"), answered)

    # --- leaving a seat, and the end

    def step_out(self) -> None:
        """Ask whether to step out; the computer takes the seat, and the others go on."""
        if not self.beside:
            super().step_out()
            return
        from sim.tui.dialogs.confirm import Confirm
        from sim.tui.screens.support import SupportScreen

        async def answered(yes: bool | None) -> None:
            if yes and self.session is not None and self.role is not None:
                answer = await self.session.step_out(self.role)
                await self.draw_curtain()
                out = not isinstance(answer, Refused)
                title, lead = ("You have stepped out", STEPPED_OUT) if out else ("You have left", NOT_WRITTEN)
                self.push_screen(SupportScreen(title, lead, back="hand over"))

        about = page(
            row("The computer takes your seat, and the others play on. It costs nothing, and it is shown to nobody."),
            row("What follows is not counted as yours.", gap=1),
        )
        self.push_screen(Confirm("Step out?", about, yes="step out", no="stay"), answered)

    async def show_debrief(self) -> None:
        """Looking back; where several persons played, whose seat from is asked first."""
        if not self.shared:
            await super().show_debrief()
            return
        from scoring.words import DIMENSION_TITLES
        from sim.engine import EngineError
        from sim.engine.scenario import DIMENSIONS
        from sim.tui.debrief import marks
        from sim.tui.debrief.lookback import Lookback
        from sim.tui.screens.over import CaseOver
        from sim.tui.widgets.bars import Bar

        session = self.session
        assert session is not None
        self.role = None
        try:
            log, packs = session.log(), session.packs  # the debrief() takes the whole record
            person, digest = next(iter(session.persons)), session.row.digest
            back = Lookback(session.book, log, person, packs=packs, scenario=digest, scored=session.scored)
        except EngineError as error:
            await self.say_at_home(f"This session cannot be looked back on: {error}")
            return

        async def team() -> list[Bar]:
            await back.work_out()
            self.scored = (session.id, len(back.log), back.card)
            scores = back.card.team
            return [Bar(DIMENSION_TITLES[name], scores[name], "the team") for name in DIMENSIONS] if back.points else []

        self._pop_to_home(keep=self.history)
        seats = {role: self.who(role) for role in session.persons}
        self.push_screen(CaseOver(back.brief.title, seats, team, marks.TEAM_TITLE, points=back.points))

    async def look_back_from(self, role: RoleId) -> None:
        """The debrief from *role*'s seat, after how the case ended there."""
        from sim.tui.play import beat
        from sim.tui.screens.help import Help

        session = self.session
        if session is None:
            return
        self.role = role
        await super().show_debrief()
        look = session.view(role)
        if self.role == role and look.ending_title:
            self.push_screen(Help(page(beat.ending(look), row(plain("The debrief comes next.", "muted"), gap=1))))


def _begins(session: Session) -> bool:
    """Has nobody done anything yet? Then all that will come is new to everybody."""
    acts = (event for role in session.persons for event in session.seen(role) if isinstance(event.given, Choose))
    return next(acts, None) is None and all(session.view(role).time == 0 for role in session.persons)


def _place(session: Session, role: RoleId) -> Place:
    look = session.view(role)
    return Place(look, Bookmark(look, None))


class Between:
    """The curtain's keys while a session is open; *front*: who is named."""

    begun = True

    def __init__(self, laptop: Laptop, front: RoleId) -> None:
        self.laptop, self.front = laptop, front

    @property
    def paused(self) -> bool:
        """Does the case stand?"""
        session = self.laptop.session
        return session is not None and session.view(self.front).paused

    async def lower(self) -> None:
        """Go on, or let whoever is named play."""
        if self.paused:
            await self.laptop.go_on_behind()
        elif trouble := await self.laptop.lower_curtain(self.front):
            self.laptop.say(trouble)

    def other(self) -> None:
        """Ask who sits down instead: also somebody who has stepped out may."""
        session = self.laptop.session
        if session is not None:
            self.laptop.ask_whom([role for role in session.persons if role != self.front])

    async def pause(self) -> None:
        """Stand still, or go on."""
        if self.paused:
            await self.laptop.go_on_behind()
        elif self.laptop.session is not None:
            await self.laptop.session.pause(self.front)
            await self.laptop.draw_curtain(self.front)

    def leave(self) -> None:
        """Ask whether to leave."""
        from sim.tui.dialogs.confirm import Confirm

        async def answered(yes: bool | None) -> None:
            if yes:
                await self.laptop.back_home()

        self.laptop.push_screen(Confirm("Leave this case for now?", page(row(KEPT)), yes="leave", no="stay"), answered)
