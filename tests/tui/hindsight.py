"""Plays to look back on: rehearsed by computer players, so that no test of the debrief has to play first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from scoring import Scorecard, score
from sim.engine import AnyEvent, Book, Setup, prepare
from sim.engine.names import RoleId
from sim.engine.protocols import Pack
from sim.engine.seats import Mode, Seat
from sim.format import locate, open_scenario
from sim.players import make_player, rehearse
from sim.sessions import Kept, ManualWall, SessionStore, open_store, start
from sim.sessions.afterwards import Afterwards
from sim.tui.app import Home, JointResponse
from sim.tui.debrief.lookback import Lookback
from sim.tui.screens.debrief import Debrief
from tests.tui.stage import CASE, NARROW, Stage, blank

SHIPPED = "night_at_the_duplex"


@cache
def book_of(case: str, seed: int = 7) -> Book:
    """The book of a case."""
    scenario = open_scenario(locate(case)).scenario
    assert scenario is not None
    return prepare(scenario, seed)


@cache
def rehearsed(case: str = CASE, player: str = "random", seed: int = 7, mode: Mode = "practice") -> Sequence[AnyEvent]:
    """The log of a play in which every seat is the same kind of player."""
    book = book_of(case)
    seats = {role: Seat(person="p-1" if n == 0 else None) for n, role in enumerate(book.roles)}
    players = {role: make_player(player, book, role, seed) for role in book.roles}
    return tuple(rehearse(book, Setup(seed=7, seats=seats, mode=mode), players).log)


def look_back(
    log: Sequence[AnyEvent] | None = None,
    role: str = "police",
    case: str = CASE,
    notes: Iterable[Kept] = (),
    *,
    ready: bool = True,
) -> Lookback:
    """What a debrief rests on. *ready*: with its scores, which are worked out once for each log."""
    played = log if log is not None else rehearsed(case)
    packs = packs_of(case)
    if ready and id(played) not in _SCORED:
        _SCORED[id(played)] = (played, score(book_of(case), played, packs))
    card = _SCORED[id(played)][1] if ready else None
    return Lookback(book_of(case), played, RoleId(role), notes, packs=packs, card=card)


_SCORED: dict[int, tuple[Sequence[AnyEvent], Scorecard]] = {}
"""Logs that are kept, with their scores: by which object they are, since they can't be hashed."""


@cache
def packs_of(case: str) -> tuple[Pack, ...]:
    """The packs of a case."""
    return open_scenario(locate(case)).packs


def kept(store: SessionStore, case: str = CASE) -> Afterwards:
    """What people add to a play, in a session of *case* that *store* keeps."""
    return Afterwards(store, start(store, open_scenario(locate(case)), role="police", seed=7, wall=ManualWall()).id)


@asynccontextmanager
async def debriefed(
    folder: Path, back: Lookback, size: tuple[int, int] = NARROW, *, can_rewind: bool = False, keeps: bool = False
) -> AsyncIterator[Stage]:
    """The debrief of *back*, on a stage. *keeps*: what is added to it is kept."""
    assert back.card  # else it would be worked out beside the screen
    store = open_store(blank(folder / "sessions.db"))
    if keeps:
        back.after = kept(store)
    wall = ManualWall()
    app = JointResponse(store, Home(), seed=7, wall=wall)
    try:
        async with app.run_test(size=size) as pilot:
            here = Stage(app, pilot, wall)
            await here.still()
            await app.push_screen(Debrief(back, can_rewind=can_rewind))
            await here.still()
            yield here
    finally:
        store.close()


def the(here: Stage) -> Debrief:
    """The debrief that is in front."""
    assert isinstance(here.app.screen, Debrief), here.see()
    return here.app.screen
