"""Starting, resuming and copying sessions, and looking at those that are kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, cast

import msgspec

from sim.engine import SEMANTICS, AnyEvent, Book, State, prepare, replay, submit
from sim.engine.commands import FACILITATOR, Pause
from sim.engine.events import Began
from sim.engine.names import RoleId
from sim.engine.protocols import Pack
from sim.engine.scenario import Scenario
from sim.engine.seats import FACTORS, Mode, Pace, PlayerName, Seat, Setup
from sim.engine.submit import begin
from sim.format.cleaning import clean
from sim.sessions.errors import SessionError, SetupFault, StoreDamaged, StoreError
from sim.sessions.pins import bodies, pinned_packs, sealed, unsealed
from sim.sessions.results import keep
from sim.sessions.session import Session, rules_of
from sim.sessions.sqlite import new_id
from sim.sessions.store import Kept, Result, SessionRow, SessionStore, utc
from sim.sessions.wall import SystemWall, Wall

if TYPE_CHECKING:
    from sim.format import Reading

PACES: dict[Mode, tuple[Pace, ...]] = {
    "coach": ("untimed", "relaxed"),
    "practice": ("standard", "relaxed", "untimed"),
    "mock": ("standard",),
    "exam": ("standard",),
    "workshop": ("standard", "relaxed", "untimed"),
}
"""Mode -> the paces it can be played at, the usual one first."""

ME = "me"
"""The name of whoever plays on a machine where nobody has said who they are."""

LARGEST_SEED = 2**53
"""Seeds stay below this, so that every JSON reader gets them right."""


MOST_KNOWN = 8
"""Scenarios that are remembered once they were read."""

_known: dict[tuple[str, bytes], Scenario] = {}  # by hashes alone: the texts would stand in memory, too, 0.5 MB each


class Record(msgspec.Struct, frozen=True):
    """A session as it is kept: everything a debrief or a replay starts from."""

    row: SessionRow
    book: Book
    log: list[AnyEvent]
    notes: list[Kept]
    results: list[Result]
    packs: tuple[Pack, ...] = ()
    place: str = ""


def start(
    store: SessionStore,
    reading: Reading,
    *,
    role: str,
    mode: Mode = "practice",
    pace: Pace | None = None,
    seed: int | None = None,
    partners: PlayerName = "colleague",
    person: str = ME,
    factor: float = 1.0,
    avoid: Sequence[str] = (),
    wall: Wall | None = None,
    book: Book | None = None,
) -> Session:
    """Begin a case alone at *role*, with computers as *partners*. Raises `SetupFault` for what does not go together.

    *pace* None: the usual one of the mode. *seed* None: one that nobody knows. *person*: a name, kept apart from the record.
    *factor*: accommodation on the seat's limits. *avoid*: content tags whose scenes are replaced by their equivalents.
    *book*: see `begin_session`.
    """
    scenario = _scenario(reading)
    if role not in scenario.roles:
        raise SetupFault(
            "unknown_role",
            f"There is no role {role!r} in {scenario.name}.",
            hint=f"There is: {', '.join(scenario.roles)}.",
        )
    if mode not in PACES:
        raise SetupFault("unknown_mode", f"There is no mode {mode!r}.", hint=f"There is: {', '.join(PACES)}.")
    if pace is None:
        pace = PACES[mode][0]
    if seed is None:
        seed = time.time_ns() % LARGEST_SEED
    if factor not in FACTORS:
        raise SetupFault(
            "unknown_factor", f"Limits can be stretched by {', '.join(map(str, FACTORS))}, not by {factor}."
        )
    seats = {name: Seat(player=partners) for name in scenario.roles}
    seats[RoleId(role)] = Seat(store.pseudonym(clean(person).strip() or ME), partners, factor, tuple(avoid))
    return begin_session(store, reading, Setup(seed, seats, mode, pace), wall=wall, book=book)


def begin_session(
    store: SessionStore, reading: Reading, setup: Setup, *, wall: Wall | None = None, book: Book | None = None
) -> Session:
    """Begin a case with any seating. Persons in *setup* are pseudonyms already (`SessionStore.pseudonym`).

    *book*: what `prepare` has made of the same scenario and seed already, for a briefing; it takes some 50 ms.
    """
    scenario = _scenario(reading)
    if setup.pace not in PACES.get(setup.mode, ()):
        raise SetupFault(
            "mode_and_pace",
            f"{setup.mode} is not played at {setup.pace} pace.",
            hint=f"It is played {' or '.join(PACES[setup.mode])}.",
        )
    if not 0 <= setup.seed <= LARGEST_SEED:
        raise SetupFault("seed", f"A seed is a number from 0 to {LARGEST_SEED}.")
    clock = wall or SystemWall()
    if book is None or book.source is not scenario or book.seed != setup.seed:
        book = prepare(scenario, setup.seed)
    state, log = begin(book, setup)
    pins = bodies(reading.packs)
    row = SessionRow(
        id=new_id(),
        scenario=scenario.name,
        title=scenario.title,
        digest=reading.digest,
        semantics=SEMANTICS,
        mode=setup.mode,
        pace=setup.pace,
        seed=setup.seed,
        room=setup.room,
        persons={role: seat.person for role, seat in setup.seats.items() if seat.person is not None},
        started=utc(clock.stamp()),
        packs=tuple(pins),
    )
    holder = new_id(16)
    store.pin_packs(pins)
    if not store.holds(reading.digest):
        store.pin(reading.digest, scenario.name, scenario.title, reading.files, sealed(reading.digest, scenario))
    store.create(row, log, holder=holder, wall=clock.stamp())
    return Session(store, row, book, state, log, holder=holder, wall=clock)


def resume(store: SessionStore, session: str, *, wall: Wall | None = None) -> Session:
    """Open a session where it stood, paused. *session*: its id or the beginning of it.

    One that has ended, or was played under rules of another number, is opened to be looked at. Who had it open before
    can't write to it any more. Raises `NoSuchSession`, `StoreError` (a log that was cut is one), and `SessionError` where
    the text or log does not fit.
    """
    from sim.sessions.recount import resumable

    record = open_record(store, session)
    row, clock = record.row, wall or SystemWall()
    readonly = rules_of(row)
    if readonly is None:
        resumable(row, record.log, record.results, record.place)
    state = replay(record.book, record.log)
    log = record.log
    holder = new_id(16)
    if readonly is None and state.ended and not record.results:
        with suppress(StoreError):  # a database that can't be written is still worth looking at
            keep(
                store, row.id, row.digest, record.book, log, clock.stamp(), record.packs
            )  # killed between the end and its score
    if readonly is None and not state.ended:
        store.take(row.id, holder)
        late = store.log(row.id, after=len(log))  # what another program still wrote before it was shut out
        if late:
            log = [*log, *late]
            state = replay(record.book, log)
        if not state.paused and not state.ended:
            seat = FACILITATOR if state.setup is not None and state.setup.room else next(iter(row.persons), FACILITATOR)
            paused = submit(state, Pause(seat=seat, at=state.time, id=new_id(12), wall=clock.stamp()))
            store.append(row.id, paused.events, holder=holder, wall=clock.stamp())
            log = [*log, *paused.events]
    return Session(store, row, record.book, state, log, holder=holder, wall=clock, readonly=readonly)


def fork(
    store: SessionStore,
    row: SessionRow,
    book: Book,
    log: Sequence[AnyEvent],
    at_seq: int,
    *,
    wall: Wall | None = None,
) -> Session:
    """A new session that begins with *log* up to event *at_seq* and what else followed from the same command (rule 19)."""
    end = whole(book, log, at_seq)
    clock = wall or SystemWall()
    began = cast(Began, log[0])
    part = list(log[:end])
    new = msgspec.structs.replace(
        row,
        id=new_id(),
        parent=row.id,
        parent_seq=end,
        started=utc(clock.stamp()),
        ended=None,
        ending=None,
        persons={role: seat.person for role, seat in began.setup.seats.items() if seat.person is not None},
    )
    state = replay(book, part)
    holder = new_id(16)
    store.fork(new, holder=holder)
    return Session(store, new, book, state, part, holder=holder, wall=clock)


def whole(book: Book, log: Sequence[AnyEvent], at_seq: int) -> int:
    """How many events to take of *log* so that event *at_seq* is in it, and all else that followed from the same command."""
    if not 1 <= at_seq <= len(log):
        raise SetupFault("no_such_event", f"There is no event {at_seq}: the log has {len(log)}.")
    state, events = begin(book, cast(Began, log[0]).setup)
    end = len(events)
    for event in log:
        if end >= at_seq:
            break
        if event.given is not None:
            end += len(submit(state, event.given).events)
    return end


def open_record(store: SessionStore, session: str) -> Record:
    """A session as it is kept, found by its id or the beginning of it."""
    row = store.session(store.find(session))
    results = store.results(row.id)  # before the log: if the score is there, so is the end that it was made of
    log = store.log(row.id)
    if not log or not isinstance(log[0], Began):
        raise StoreDamaged(
            "damaged", f"The log of session {row.id} has no beginning.", place=row.id, hint="Was it edited by hand?"
        )
    scenario = pinned(store, row.digest)
    book = prepare(scenario, log[0].setup.seed)
    return Record(row, book, log, store.notes(row.id), results, pinned_packs(store, row.packs), store.place)


def pinned(store: SessionStore, digest: str) -> Scenario:
    """The scenario that is kept under *digest*, whatever has become of its folder and of this program since."""
    from sim.format.reading import digest_of

    if digest_of(store.files(digest)) != digest:
        raise StoreDamaged(
            "damaged", "The text that this session plays is not what it began with.", hint="Was the database edited?"
        )
    compiled = store.compiled(digest)
    which = digest, sha256(compiled).digest()
    if which in _known:
        return _known[which]
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    # What was read when it began counts: a later reader may be stricter.
    return _known.setdefault(which, unsealed(digest, compiled) or _read(store.files(digest)))


def _read(files: dict[str, str]) -> Scenario:
    from sim.format import read_files

    reading = read_files(files)
    if reading.scenario is None:
        first = next((one.message for one in reading.diagnostics if one.severity == "error"), "")
        raise SessionError(
            "unreadable_text",
            f"This version of the program can't read the text that the session plays: {first}",
            hint="It was begun with another version; use that one.",
        )
    return reading.scenario


def standing(record: Record) -> State:
    """The state at the end of a record."""
    return replay(record.book, record.log)


def forget_person(store: SessionStore, person: str) -> tuple[int, int]:
    """Delete who is behind a person (a name or a pseudonym), and all words they wrote; how many names, and notes and reasons, went.

    The record stays whole: logs hold pseudonyms and references only.
    """
    return store.forget(person)


def _scenario(reading: Reading) -> Scenario:
    if reading.scenario is None:
        errors = [one for one in reading.diagnostics if one.severity == "error"]
        first = f"{errors[0].file}:{errors[0].line}: {errors[0].message}" if errors else "It could not be read."
        raise SetupFault(
            "broken_scenario",
            f"This scenario has {len(errors)} {'error' if len(errors) == 1 else 'errors'}. The first: {first}",
            hint="`sim check` shows all.",
        )
    return reading.scenario
