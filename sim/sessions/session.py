"""A session being played here: the engine, its driver and the store behind one small asynchronous interface.

    command -> engine (on a copy) -> store -> the copy becomes the state -> accepted

So what a screen was told is on the disk, and what could not be kept has not happened. Screens know this interface only; a session
in a room has the same one at the other end of a wire (`Played`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sim.engine import (
    FACILITATOR,
    SEMANTICS,
    AnyCommand,
    AnyEvent,
    Book,
    Brief,
    FacilitatorView,
    Refused,
    ScenarioFault,
    Seat,
    State,
    View,
    brief,
    cut,
    facilitator_view,
    replay,
    submit,
    view,
)
from sim.engine.commands import Advance, Choose, Curtain, End, HandOver, Note, Pass, Pause, Resume
from sim.engine.names import DecisionId, RoleId
from sim.engine.protocols import Pack
from sim.engine.seats import Mode, Pace
from sim.sessions.alarms import Alarms, way_back
from sim.sessions.driver import Clock, Driver
from sim.sessions.errors import SessionError, SetupFault, StoreError
from sim.sessions.keeper import Keeper
from sim.sessions.pins import pinned_packs
from sim.sessions.played import Accepted, Played
from sim.sessions.sqlite import new_id
from sim.sessions.store import Kept, Result, SessionRow, SessionStore
from sim.sessions.wall import Wall

if TYPE_CHECKING:
    from scoring import CriticalError
    from scoring.duties import Duties, Duty

RETRY = 1.0
"""Wall seconds after which time that could not be kept is tried again."""

LONGEST_NOTE = 20_000
"""Characters."""

REWINDING: tuple[Mode, ...] = ("coach", "practice", "workshop")
"""Modes with rewind (in a workshop it is the facilitator's; at one laptop that is whoever sits there)."""

EXPLAINING: tuple[Mode, ...] = ("coach", "practice")
"""Modes in which one may see in play what a decision was worth: elsewhere only when it is over, and in a workshop not at all."""


class Session:
    """A session in this process. Made by `start`, `resume` and `fork`; case time runs from the first asynchronous call on."""

    def __init__(
        self,
        store: SessionStore,
        row: SessionRow,
        book: Book,
        state: State,
        log: Sequence[AnyEvent],
        *,
        holder: str,
        wall: Wall,
        readonly: Refused | None = None,
    ) -> None:
        assert state.setup is not None
        self.id = row.id
        self.row = row
        self.book = book
        self.mode: Mode = state.setup.mode
        self.pace: Pace = state.setup.pace
        self.packs: tuple[Pack, ...] = pinned_packs(store, row.packs)
        """The protocol packs that this session began with."""
        self.trouble: Refused | None = None
        """Why time stands although nobody wants it to; None: all is well."""
        self._store = store
        self._state = state
        self._log = list(log)
        self._passing = False
        self._keeper = Keeper(store, row.id, holder)
        self._wall = wall
        self._readonly = readonly
        self._people = {role: seat.person for role, seat in state.setup.seats.items() if seat.person is not None}
        self._driver = Driver(book, state, wall.now())
        self._alarms = Alarms(book, state.setup, lambda: self.packs)
        self._alarm(self._alarms.unanswered(self._log, self.persons))
        self._duties: dict[RoleId, Duties] = {}
        self._lock = asyncio.Lock()
        self._wake = asyncio.Event()
        self._news = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._scoring: asyncio.Task[None] | None = None
        self._closed = False

    # --- looking

    @property
    def seats(self) -> dict[RoleId, Seat]:
        """Who sits where now."""
        return dict(self._state.seats)

    @property
    def persons(self) -> dict[RoleId, str]:
        """The roles that persons play in this session, with their pseudonyms; also while one has stepped out."""
        now = {role: seat.person for role, seat in self._state.seats.items() if seat.person is not None}
        return self._people | now

    @property
    def ended(self) -> bool:
        """Is the case over?"""
        return self._state.ended

    @property
    def readonly(self) -> str:
        """Why this session can be read only; empty: it can be played."""
        return self._readonly.reason if self._readonly is not None else ""

    @property
    def turn(self) -> RoleId | None:
        """One laptop, several seats: before whom to lower the curtain next (rule 16)."""
        return self._driver.turn(self._state)

    def view(self, role: RoleId) -> View:
        """What *role* may see now."""
        return view(self._state, role)

    def brief(self, role: RoleId) -> Brief:
        """What *role* knows of the case before play begins."""
        return brief(self.book, role)

    def facilitator(self) -> FacilitatorView:
        """Everything, for the person who runs the room."""
        return facilitator_view(self._state)

    def log(self) -> list[AnyEvent]:
        """The record so far, whole: for scores and the debrief, never for a screen in play."""
        return list(self._log)

    def seen(self, role: RoleId) -> list[AnyEvent]:
        """The part of the record that *role* has seen, without the commands of others."""
        return cut(self._log, role)

    def notes(self, role: RoleId) -> list[Kept]:
        """The notes that *role* wrote, in order, as far as their words are still kept."""
        return [note for note in self._store.notes(self.id) if note.role == role]

    def clock(self, role: RoleId) -> Clock:
        """The clock before *role*'s seat."""
        clock = self._driver.clock(self._state, role, self._wall.now())
        if self.trouble is None and self._running is not None and not self._closed:
            return clock
        trouble = self.trouble.reason if self.trouble is not None else ""
        stood = float(self._state.time)
        left = None if clock.left is None else clock.left + clock.now - stood
        return replace(clock, now=stood, left=left, running=False, trouble=trouble)

    def alarms(self, role: RoleId) -> tuple[CriticalError, ...]:
        """The critical errors that have stopped the case and that *role* has not gone on from (coach and practice)."""
        return self._alarms.before(role)

    def duties(self, role: RoleId) -> tuple[Duty, ...]:
        """What the rules still want of *role* and is running out, as far as *role* knows; in coach mode only."""
        if self.mode != "coach" or self._state.ended or not self.packs:
            return ()
        found = self._duties.get(role)
        if found is None:
            from scoring.duties import Duties

            assert self._state.setup is not None
            factor = self._state.setup.seats[role].factor
            found = self._duties[role] = Duties(self.book.scenario, self.packs, role, factor)
        return found.owed(self.seen(role), int(self.clock(role).now))

    def way_back(self, role: RoleId, error: CriticalError) -> int | None:
        """The event to fork at, to be before *error* again: where the last decision opened that *role* took before it."""
        return way_back(self._log, role, error)

    async def views(self, role: RoleId) -> AsyncIterator[View]:
        """The present view of *role* at once, then each new one, as far as they are taken; ends with the case or the session."""
        self._begin()
        seen = -1
        while True:
            self._raise_failure()
            news = self._news
            look = self.view(role)
            if look.seq != seen:
                seen = look.seq
                yield look
                continue
            if look.ended or self._closed:
                return
            await news.wait()

    # --- acting

    async def submit(self, command: AnyCommand) -> Accepted | Refused:
        """Give a command: refused with a reason, or accepted when what followed is on the disk.

        *at* is the second of case time now. *id* is made if the command has none; a command whose id was accepted before is
        accepted again and does nothing.
        """
        return await self._submit(command)

    async def note(self, role: RoleId, text: str, decision: DecisionId | None = None) -> Accepted | Refused:
        """Write a note; its words are kept apart from the record, under a reference, and can be deleted."""
        from sim.format.cleaning import clean

        words = clean(text).strip()
        if not words:
            return Refused("empty_note", "There is nothing in this note.")
        if len(words) > LONGEST_NOTE:
            return Refused("long_note", f"A note has at most {LONGEST_NOTE} characters; this one has {len(words)}.")
        return await self._submit(Note(seat=role, at=0, ref=f"n-{new_id()}", decision=decision), words)

    async def proceed(self, role: RoleId) -> None:
        """*role* has read what came, and case time goes on (rule 5)."""
        self._begin()
        async with self._lock:
            self._raise_failure()
            self._alarms.seen(role)
            self._driver.proceed(self._state, role, self._wall.now())
        self._wake.set()

    async def wait(self, role: RoleId) -> bool:
        """Under untimed pace: let case time pass until something comes before *role*; False where time flows by itself."""
        self._begin()
        async with self._lock:
            self._raise_failure()
            waits = self._driver.wait(self._state, role, self._wall.now())
        self._wake.set()
        return waits

    async def step_out(self, role: RoleId) -> Accepted | Refused:
        """Leave the seat to the computer (rule 15). When no person is left, the case stands still until one comes back."""
        return await self._submit(HandOver(seat=role, at=0, role=role, to=None))

    async def come_back(self, role: RoleId) -> Accepted | Refused:
        """Take the seat again that one has stepped out of."""
        return await self._submit(HandOver(seat=FACILITATOR, at=0, role=role, to=self._people.get(role)))

    async def pause(self, role: RoleId) -> Accepted | Refused:
        """Let everything stand still (rule 7)."""
        return await self._submit(Pause(seat=role, at=0))

    async def resume(self, role: RoleId) -> Accepted | Refused:
        """Go on after a pause; who has stepped out takes the seat again."""
        if role in self._people and self._state.seats[role].person is None and not self._state.ended:
            back = await self.come_back(role)
            if isinstance(back, Refused) or not self._state.paused:
                return back
        return await self._submit(Resume(seat=role, at=0))

    async def curtain(self, *, up: bool, front: RoleId | None = None) -> Accepted | Refused:
        """One laptop, several seats: raise the curtain, or lower it before *front* (rule 16)."""
        return await self._submit(Curtain(seat=FACILITATOR, at=0, up=up, front=front))

    async def end(self) -> Accepted | Refused:
        """End the case now."""
        return await self._submit(End(seat=FACILITATOR, at=0))

    async def scored(self) -> list[Result]:
        """The results that are stored for it; of a case that has just ended as soon as its score is worked out."""
        if self._scoring is not None:
            await asyncio.shield(self._scoring)
        return self._store.results(self.id)

    async def settled(self) -> None:
        """Return when nothing is due any more before somebody acts or the clock on the wall goes on."""
        self._begin()
        done = True
        while done and self._readonly is None and not self._closed:
            self._raise_failure()
            async with self._lock:
                done, _ = await self._step()
            await asyncio.sleep(0)

    def fork(self, at_seq: int) -> Session:
        """A new session that is this one up to event *at_seq*, and whatever followed from the same command (rule 19)."""
        from sim.sessions.catalogue import fork

        if self.mode not in REWINDING:
            raise SetupFault("no_rewind", f"There is no rewind in {self.mode} mode.", place=self.id)
        return fork(self._store, self.row, self.book, self._log, at_seq, wall=self._wall)

    async def close(self) -> None:
        """Leave. The time that flowed is logged if that is possible; the session can be resumed where it stands."""
        if self._closed:
            return
        if self._running is not None:
            self._running.cancel()
            (broken,) = await asyncio.gather(self._running, return_exceptions=True)
            if not isinstance(broken, Exception):
                await self._log_the_time()
        if self._scoring is not None:
            await asyncio.gather(self._scoring, return_exceptions=True)
        self._closed = True
        self._tell()

    async def _log_the_time(self) -> None:
        async with self._lock:
            if self._readonly is not None or self.trouble is not None or self._state.ended:
                return
            await self._catch_up()
            second = self._driver.second(self._state, self._wall.now())
            if second > self._state.time and not self._state.paused:
                await self._carry_out(Advance(at=second, mark=True))

    # --- the one way through

    async def _submit(self, command: AnyCommand, words: str | None = None) -> Accepted | Refused:
        self._begin()
        async with self._lock:
            self._raise_failure()
            if self._closed:
                return Refused("closed", "This session is closed.")
            if self._readonly is not None:
                return self._readonly
            if self.trouble is not None:
                self._driver.stand_back(self._state, self._wall.now())  # what passed meanwhile was not played
            await self._catch_up()
            stamped = self._stamp(command)
            outcome = await self._carry_out(stamped, words)
        self._wake.set()
        return outcome

    def _stamp(self, command: AnyCommand) -> AnyCommand:
        seat = self._state.seats.get(RoleId(command.seat))
        person = seat.person if seat is not None else None
        return replace(
            command,
            at=self._driver.second(self._state, self._wall.now()),
            id=command.id or new_id(12),
            by=command.by or person or next(iter(self._people.values()), ""),
            wall=self._wall.stamp(),
        )

    async def _catch_up(self) -> None:
        """What was due before this moment comes first; a jump waits, because what is said now is said before it."""
        while self._driver.phase(self._state, self._wall.now()) in ("flowing", "still"):
            due = self._driver.tick(self._state, self._wall.now())
            if due is None:
                return
            await self._carry_out(due)
            if self.trouble is not None:
                return

    async def _carry_out(self, command: AnyCommand, words: str | None = None) -> Accepted | Refused:
        """Engine, store, state: all of it or nothing."""
        trial = self._state.copy()
        try:
            result = submit(trial, command)
        except ScenarioFault as fault:
            return self._in_trouble(Refused(fault.code, f"The scenario can't go on: {fault} {fault.hint}".strip()))
        note = None
        if words is not None and isinstance(command, Note) and result.refused is None:
            at, wall = command.at, command.wall or 0.0
            note = Kept(command.ref, at, command.seat, command.by, command.decision, wall, words)
        error = await self._keeper.keep(result.events, self._wall.stamp(), note)
        if error is not None:
            return self._in_trouble(Refused(error.code, str(error)), passing=isinstance(error, StoreError))
        if result.events:
            self.trouble = None
        before = len(self._log)
        self._log += result.events
        self._state = trial
        self._driver.observe(trial, self._wall.now(), command, refused=result.refused is not None)
        if result.refused is None and isinstance(command, Choose | Pass):
            self._alarms.seen(RoleId(command.seat))  # who decides has gone on
        if result.events:
            self._alarm(before)
            self._tell()
            if trial.ended:
                self._scoring = asyncio.get_running_loop().create_task(self._conclude(), name=f"score of {self.id}")
        if result.refused is not None:
            return result.refused
        return Accepted(result.accepted if result.accepted is not None else trial.seq)

    def _alarm(self, after: int) -> None:
        """Stop the case if something beyond event number *after* cannot be made good."""
        if self._alarms.raised(self._log, after, self._state.time, self.persons):
            for role in set(self.persons) - set(self._driver.halt(self._state, self._wall.now())):
                self._alarms.seen(role)

    def _in_trouble(self, refused: Refused, passing: bool = False) -> Refused:
        """Nothing goes on until it is over; what is *passing* is tried again by itself."""
        self.trouble = refused
        self._passing = passing
        self._driver.stand_back(self._state, self._wall.now())
        self._tell()
        return refused

    async def _conclude(self) -> None:
        """The case is over: its score is worked out in a thread, since nobody should wait for it, and stored with what made it."""
        from sim.sessions.results import result_of

        log, stamp = tuple(self._log), self._wall.stamp()
        result = await asyncio.to_thread(result_of, self.row.digest, self.book, log, stamp, self.packs)
        try:
            self._store.keep_result(self.id, result)
        except StoreError as error:
            self.trouble = Refused(error.code, f"The score was not stored: {error} The record is whole.")
            self._tell()

    # --- in the background

    def _begin(self) -> None:
        """From now on case time runs (as far as it does)."""
        if self._running is None and not self._closed:
            self._driver.stand_back(self._state, self._wall.now())
            self._running = asyncio.get_running_loop().create_task(self._run(), name=f"session {self.id}")

    async def _run(self) -> None:
        """Do what is due, one command at a time; then sleep until something is."""
        if self._readonly is not None:
            return
        try:
            while not self._state.ended:
                self._wake.clear()
                async with self._lock:
                    done, when = await self._step()
                if done:
                    await asyncio.sleep(0)  # screens show each step, and a person can speak between two of them
                else:
                    await self._sleep(when)
        except Exception:
            self._tell()
            raise

    async def _step(self) -> tuple[bool, float | None]:
        """One command that is due, if any; and when to look again."""
        if self.trouble is not None:
            self._driver.stand_back(self._state, self._wall.now())
            self._mend()
        if self.trouble is None:
            due = self._driver.tick(self._state, self._wall.now())
            if due is not None:
                await self._carry_out(due)
        now = self._wall.now()
        if self.trouble is not None:
            return False, now + RETRY if self._passing else None
        return due is not None, self._driver.wake_at(self._state, now)

    def _mend(self) -> None:
        """Is it over? Then play goes on from what is on the disk."""
        if not self._passing:
            return
        try:
            missed = self._keeper.missed(len(self._log))
        except StoreError:
            return
        except SessionError as error:
            self._in_trouble(Refused(error.code, str(error)))
            return
        if missed:
            self._log += missed
            self._state = replay(self.book, self._log)
            self._driver = Driver(self.book, self._state, self._wall.now())
        self.trouble = None
        self._tell()

    async def _sleep(self, when: float | None) -> None:
        alarm = self._wall.alarm(when, self._wake.set) if when is not None else None
        try:
            await self._wake.wait()
        finally:
            if alarm is not None:
                alarm.cancel()

    def _raise_failure(self) -> None:
        """What broke in the background breaks here, where somebody notices."""
        if self._running is not None and self._running.done() and not self._running.cancelled():
            error = self._running.exception()
            if error is not None:
                raise error

    def _tell(self) -> None:
        """Whoever waits for news looks again."""
        self._news.set()
        self._news = asyncio.Event()


def rules_of(row: SessionRow) -> Refused | None:
    """Why a session can be read only: it was played under rules of another number."""
    if row.semantics == SEMANTICS:
        return None
    return Refused(
        "read_only",
        f"This session was played under rules number {row.semantics}, and this version plays by number {SEMANTICS}: "
        "it can be looked at and not played on.",
    )


def as_screens_know_it(session: Session) -> Played:
    """The same session: the type checker sees to it that it stays what screens know."""
    return session
