"""Critical errors in play: in coach and practice the case stops at once, and goes on when it was seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest

from sim.engine.commands import Choose
from sim.engine.events import DecisionOpened
from sim.engine.names import ChoiceId, DecisionId, RoleId
from sim.engine.seats import Mode, Pace
from sim.format import Reading, read
from sim.sessions import Accepted, ManualWall, Session, SessionStore, resume, start
from tests.sessions.driving import Drive

ONE_HOUR = Path(__file__).parents[1] / "scenarios" / "one_hour"
POLICE, CPS = RoleId("police"), RoleId("cps")


@cache
def one_hour() -> Reading:
    """The case, read once."""
    found = read(ONE_HOUR)
    assert found.scenario is not None, found.diagnostics
    return found


@asynccontextmanager
async def playing(store: SessionStore, mode: Mode = "practice", pace: Pace = "untimed") -> AsyncIterator[Session]:
    session = start(store, one_hour(), role="police", mode=mode, pace=pace, seed=1, wall=ManualWall())
    try:
        yield session
    finally:
        await session.close()


async def take(session: Session, *choices: str) -> None:
    """Take one choice after the other, going on from every stop but an alarm."""
    for choice in choices:
        await on(session)
        decision = session.view(POLICE).decision
        assert decision is not None
        done = await session.submit(
            Choose(seat="police", at=0, decision=DecisionId(decision.id), choice=ChoiceId(choice))
        )
        assert isinstance(done, Accepted), done
        await session.settled()


async def on(session: Session) -> None:
    """Go on from stops between decisions."""
    await session.settled()
    while session.clock(POLICE).holding and not session.alarms(POLICE):
        await session.proceed(POLICE)
        await session.settled()


@pytest.mark.parametrize("mode", ["coach", "practice"])
async def test_it_stops_the_case_at_once_and_waits_for_the_person(store: SessionStore, mode: Mode) -> None:
    async with playing(store, mode) as session:
        await take(session, "go_in", "leave")
        await on(session)
        (found,) = session.alarms(POLICE)
        assert (found.id, found.source, found.roles) == ("left_in_danger", "B-14", ("police",))
        clock = session.clock(POLICE)
        assert clock.holding
        assert not clock.running
        assert session.alarms(CPS) == ()


@pytest.mark.parametrize(("mode", "pace"), [("mock", "standard"), ("exam", "standard"), ("workshop", "untimed")])
async def test_in_other_modes_nothing_stops(store: SessionStore, mode: Mode, pace: Pace) -> None:
    async with playing(store, mode, pace) as session:
        await take(session, "go_in", "leave")
        await on(session)
        assert session.alarms(POLICE) == ()
        assert session.view(POLICE).decision is not None


async def test_going_on_leaves_what_happened(store: SessionStore) -> None:
    async with playing(store) as session:
        await take(session, "go_in", "leave")
        await on(session)
        await session.proceed(POLICE)
        await session.settled()
        assert session.alarms(POLICE) == ()
        await take(session, "write")
        assert "left_in_danger" not in {error.id for error in session.alarms(POLICE)}


async def test_the_way_back_is_the_decision_before_it(store: SessionStore) -> None:
    async with playing(store) as session:
        await take(session, "go_in", "leave")
        await on(session)
        (found,) = session.alarms(POLICE)
        way = session.way_back(POLICE, found)
        assert way is not None
        opened = session.log()[way - 1]
        assert isinstance(opened, DecisionOpened)
        assert opened.scene == "room"
        forked = session.fork(way)
        try:
            assert forked.alarms(POLICE) == ()
            await take(forked, "stay", "write")
            assert forked.alarms(POLICE) == ()
        finally:
            await forked.close()


async def test_an_omission_stops_it_too_while_others_work(store: SessionStore) -> None:
    async with playing(store) as session:
        await take(session, "go_in", "leave")
        await on(session)
        await session.proceed(POLICE)
        await take(session, "wait")
        await on(session)
        (found,) = session.alarms(POLICE)
        assert (found.id, found.at, found.roles) == ("nobody_called", 20 * 60, ())
        way = session.way_back(POLICE, found)
        assert way is not None
        assert (
            session.log()[way - 1].scene == "after"
        )  # the last decision before it, not before what first called for it


async def test_a_broken_critical_rule_stops_it_too_and_not_a_second_time(store: SessionStore) -> None:
    async with playing(store) as session:
        await take(session, "promise")
        await on(session)
        (found,) = session.alarms(POLICE)
        assert (found.id, found.roles, found.source) == ("HR-1", ("police",), "House rules, HR-1: House rules, 1")
        await session.proceed(POLICE)
        await take(session, "stay")
        await on(session)
        assert session.alarms(POLICE) == ()


async def test_a_broken_rule_that_was_gone_on_from_stops_nobody_who_comes_back(store: SessionStore) -> None:
    async with playing(store) as session:
        await take(session, "promise")
        await on(session)
        await session.proceed(POLICE)
        await take(session, "stay")
    again = resume(store, session.id, wall=ManualWall())
    try:
        assert again.alarms(POLICE) == ()
        await again.resume(POLICE)
        await take(again, "write")
        assert again.alarms(POLICE) == ()
    finally:
        await again.close()


async def test_under_a_running_clock_time_stands_while_it_is_read(store: SessionStore) -> None:
    wall = ManualWall()
    session = start(store, one_hour(), role="police", mode="practice", pace="standard", seed=1, wall=wall)
    try:
        await take(session, "go_in", "leave")
        await on(session)
        assert session.alarms(POLICE)
        before = session.clock(POLICE).now
        wall.move(600)
        await session.settled()
        assert session.clock(POLICE).now == before
    finally:
        await session.close()


async def test_whoever_leaves_and_comes_back_sees_it_again_until_they_go_on(store: SessionStore) -> None:
    async with playing(store) as session:
        await take(session, "go_in", "leave")
        await on(session)
    again = resume(store, session.id, wall=ManualWall())
    try:
        assert [error.id for error in again.alarms(POLICE)] == ["left_in_danger"]
    finally:
        await again.close()


async def test_choosing_is_going_on(store: SessionStore) -> None:
    async with playing(store) as session:
        await take(session, "go_in", "leave")
        await on(session)
        decision = session.view(POLICE).decision
        assert decision is not None
        await session.submit(Choose(seat="police", at=0, decision=DecisionId(decision.id), choice=ChoiceId("write")))
        assert session.alarms(POLICE) == ()


def test_at_one_laptop_it_waits_for_who_sits_there_and_in_a_room_for_everybody() -> None:
    shared = Drive(persons=("police", "cps"))
    shared.curtain(up=True)
    shared.curtain(up=False, front=CPS)
    assert shared.driver.halt(shared.state, shared.wall) == (CPS,)
    room = Drive(persons=("police", "cps"), room=True)
    assert room.driver.halt(room.state, room.wall) == (POLICE, CPS)
    assert room.driver.phase(room.state, room.wall) == "holding"
    room.driver.proceed(room.state, POLICE, room.wall)
    assert room.driver.phase(room.state, room.wall) == "holding"
    room.driver.proceed(room.state, CPS, room.wall)
    assert room.driver.phase(room.state, room.wall) == "flowing"
