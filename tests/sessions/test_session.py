"""A session: one small asynchronous interface around engine, driver and store."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sim.engine import AnyCommand, Refused, View, cut, replay
from sim.engine.commands import Advance, Ask, Choose, Tell
from sim.engine.events import DecisionClosed, Noted, Paused, SeatHandedOver, TimePassed
from sim.engine.names import ChoiceId, DecisionId, FactId, RoleId, TopicId
from sim.sessions import (
    Accepted,
    ManualWall,
    Session,
    SessionStore,
    StoreError,
    keeper,
    open_store,
    resume,
    sqlite,
    start,
)
from sim.sessions.recount import redecide
from tests.sessions.session_cases import TWO_DOORS, reading

POLICE, CPS = RoleId("police"), RoleId("cps")


@pytest.fixture
def wall() -> ManualWall:
    return ManualWall()


@pytest.fixture
async def session(store: SessionStore, wall: ManualWall) -> AsyncIterator[Session]:
    playing = start(store, reading(), role="police", seed=1, wall=wall)
    yield playing
    await playing.close()


def choose(decision: str, choice: str, **fields: Any) -> AnyCommand:
    """A choice as a screen gives it."""
    return Choose(seat="police", at=0, decision=DecisionId(decision), choice=ChoiceId(choice), **fields)


async def pass_time(session: Session, wall: ManualWall, seconds: int) -> None:
    """Let time pass on the wall, second by second."""
    for _ in range(seconds):
        wall.move(1)
        await session.settled()


# --- submitting


async def test_what_was_accepted_is_on_the_disk(session: Session, path: Path) -> None:
    accepted = await session.submit(choose("door#1", "knock"))
    assert isinstance(accepted, Accepted)
    with closing(sqlite3.connect(path)) as other:
        row = other.execute(
            "select kind, body ->> '$.given.choice' from events where seq = ?", (accepted.seq,)
        ).fetchone()
    assert row == ("decision_closed", "knock")


async def test_a_command_is_stamped_by_the_session(session: Session, wall: ManualWall) -> None:
    await session.settled()
    await pass_time(session, wall, 7)
    accepted = await session.submit(choose("door#1", "knock"))
    assert isinstance(accepted, Accepted)
    given = session.log()[accepted.seq - 1].given
    assert given is not None
    assert (given.at, given.wall) == (7, 7.0)
    assert given.by == session.persons[POLICE]
    assert given.id


async def test_a_refused_command_says_why_and_changes_nothing(session: Session) -> None:
    await session.settled()
    before = session.log()
    refused = await session.submit(choose("kitchen#1", "aunt"))
    assert isinstance(refused, Refused)
    assert refused.reason.endswith(".")
    assert session.log() == before


async def test_a_command_that_is_sent_twice_happens_once(session: Session) -> None:
    first = await session.submit(choose("door#1", "knock", id="key-1"))
    second = await session.submit(choose("door#1", "knock", id="key-1"))
    assert first == second
    assert sum(isinstance(event, DecisionClosed) and event.scene == "door" for event in session.log()) == 1


async def test_commands_given_at_once_come_one_after_the_other(session: Session) -> None:
    answers = await asyncio.gather(*(session.submit(choose("door#1", "knock")) for _ in range(5)))
    assert [type(answer) for answer in answers] == [Accepted, Refused, Refused, Refused, Refused]
    assert [event.seq for event in session.log()] == list(range(1, len(session.log()) + 1))


async def test_what_was_due_before_a_command_comes_before_it(session: Session, wall: ManualWall) -> None:
    await session.settled()
    wall.move(40)  # and nothing in the background has had a turn yet
    refused = await session.submit(choose("door#1", "knock"))
    assert isinstance(refused, Refused)
    closed = [event for event in session.log() if isinstance(event, DecisionClosed) and event.scene == "door"]
    assert [(event.how, event.at) for event in closed] == [("no_answer", 35)]


async def test_what_computers_did_before_a_command_comes_before_it(session: Session, wall: ManualWall) -> None:
    await session.settled()
    wall.move(20)
    assert isinstance(await session.submit(choose("door#1", "knock")), Accepted)
    closed = [event for event in session.log() if isinstance(event, DecisionClosed)]
    assert [event.scene for event in closed] == ["office", "door"]
    assert closed[0].at < closed[1].at == 20


# --- views and the clock


async def test_views_begin_with_the_present_one_and_end_with_the_case(session: Session) -> None:
    seen: list[View] = []

    async def watch() -> None:
        async for view in session.views(POLICE):
            seen.append(view)

    watching = asyncio.create_task(watch())
    await session.settled()
    assert seen[0].decision is not None
    await session.submit(choose("door#1", "knock"))
    await session.end()
    await asyncio.wait_for(watching, 10)
    assert seen[-1].ended
    assert [view.seq for view in seen] == sorted({view.seq for view in seen})


async def test_who_comes_later_sees_the_present_view(session: Session) -> None:
    await session.submit(choose("door#1", "knock"))
    await session.settled()
    views = session.views(POLICE)
    assert (await anext(views)) == session.view(POLICE)
    await views.aclose()  # type: ignore[attr-defined]


async def test_views_end_when_the_session_is_closed(session: Session) -> None:
    views = session.views(POLICE)
    await anext(views)
    await session.settled()
    closing_soon = asyncio.create_task(session.close())
    assert [view async for view in views][1:] == []
    await closing_soon


async def test_time_begins_to_run_when_somebody_looks(store: SessionStore, wall: ManualWall) -> None:
    session = start(store, reading(), role="police", seed=1, wall=wall)
    wall.move(100)  # the briefing is being read
    assert session.clock(POLICE).now == 0
    assert not session.clock(POLICE).running
    await session.settled()
    assert session.clock(POLICE).running
    await pass_time(session, wall, 3)
    assert session.clock(POLICE).now == 3
    await session.close()


async def test_time_runs_by_itself_in_the_background(session: Session, wall: ManualWall) -> None:
    views = session.views(POLICE)
    await anext(views)
    await session.settled()
    wall.move(36)
    async for view in views:
        if view.decision is None:
            break
    assert any(isinstance(event, DecisionClosed) and event.how == "no_answer" for event in session.log())
    await views.aclose()  # type: ignore[attr-defined]


async def test_a_stop_lasts_until_somebody_goes_on(session: Session, wall: ManualWall) -> None:
    await session.submit(choose("door#1", "knock"))
    await session.settled()
    await pass_time(session, wall, 5)
    assert session.clock(POLICE).holding
    assert session.view(POLICE).time == 180
    await session.proceed(POLICE)
    await session.settled()
    assert session.view(POLICE).time == 300


async def test_under_untimed_pace_one_can_wait(store: SessionStore, wall: ManualWall) -> None:
    session = start(store, reading(), role="police", mode="coach", seed=1, wall=wall)
    assert session.pace == "untimed"
    await session.submit(Ask(seat="police", at=0, to="records", topic=TopicId("kin")))
    await session.settled()
    assert session.view(POLICE).time == 0
    assert await session.wait(POLICE)
    await session.settled()
    assert session.view(POLICE).time == 120
    await session.close()


# --- pausing, stepping out, leaving


async def test_while_paused_only_a_few_things_are_accepted(session: Session) -> None:
    assert isinstance(await session.pause(POLICE), Accepted)
    tell = Tell(seat="police", at=0, to=(CPS,), facts=(FactId("alone"),))
    assert isinstance(await session.submit(tell), Refused)
    assert isinstance(await session.note(POLICE, "I have to think."), Accepted)
    assert isinstance(await session.resume(POLICE), Accepted)
    assert isinstance(await session.submit(tell), Accepted)


async def test_who_steps_out_can_come_back(session: Session, wall: ManualWall) -> None:
    await session.settled()
    await session.step_out(POLICE)
    await pass_time(session, wall, 100)
    assert session.view(POLICE).time == 0
    assert session.seats[POLICE].person is None
    person = session.persons[POLICE]
    assert isinstance(await session.resume(POLICE), Accepted)
    assert session.seats[POLICE].person == person
    assert [event.to for event in session.log() if isinstance(event, SeatHandedOver)] == [None, person]


async def test_leaving_keeps_the_time_that_ran(store: SessionStore, wall: ManualWall) -> None:
    session = start(store, reading(), role="police", seed=1, wall=wall)
    await session.settled()
    await pass_time(session, wall, 14)
    before = store.session(session.id).seconds
    await session.close()
    assert store.session(session.id).seconds == 14 > before
    assert isinstance(await session.submit(choose("door#1", "knock")), Refused)
    await session.close()


async def test_the_end_of_a_case_stores_its_score(session: Session, store: SessionStore) -> None:
    await session.submit(choose("door#1", "knock"))
    await session.end()
    assert session.ended
    (result,) = await session.scored()
    assert store.results(session.id) == [result]
    assert result.scenario == session.row.digest
    assert result.card


# --- notes


async def test_the_words_of_a_note_are_not_in_the_log(session: Session, store: SessionStore) -> None:
    accepted = await session.note(POLICE, "Nobody answered,\x1b]0;gone\x07 so I went in.", DecisionId("door#1"))
    assert isinstance(accepted, Accepted)
    event = session.log()[accepted.seq - 1]
    assert isinstance(event, Noted)
    (note,) = store.notes(session.id)
    assert note.ref == event.ref
    assert note.text == "Nobody answered,\ufffd]0;gone\ufffd so I went in."
    assert not any("Nobody answered" in line for line in store.lines(session.id))


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_001])
async def test_a_note_has_words_and_not_too_many(session: Session, text: str) -> None:
    assert isinstance(await session.note(POLICE, text), Refused)


async def test_a_note_may_be_as_long_as_it_says(session: Session, store: SessionStore) -> None:
    assert isinstance(await session.note(POLICE, "x" * 20_000), Accepted)
    assert [len(note.text) for note in store.notes(session.id)] == [20_000]


# --- rewind


async def test_a_fork_stands_where_the_session_stood(session: Session, store: SessionStore, wall: ManualWall) -> None:
    await session.settled()
    await pass_time(session, wall, 6)
    before = session.view(POLICE)
    at = len(session.log())
    await session.submit(choose("door#1", "knock"))
    await session.settled()
    fork = session.fork(at)
    assert fork.view(POLICE) == before
    assert store.session(fork.id).parent == session.id
    assert isinstance(await fork.submit(choose("door#1", "listen")), Accepted)
    assert session.view(POLICE).doing == "Knock at the left door."
    await fork.close()


async def test_a_fork_keeps_together_what_followed_from_one_command(session: Session) -> None:
    accepted = await session.submit(choose("door#1", "knock"))
    assert isinstance(accepted, Accepted)
    await session.settled()
    await session.proceed(POLICE)
    await session.settled()
    second = next(event.seq for event in session.log() if event.at == 180 and event.given is None)
    fork = session.fork(second)
    log = fork.log()
    assert second <= len(log) < len(session.log())
    assert log[-1].at == 180
    assert redecide(fork.book, log) == log
    assert replay(fork.book, log).record() == replay(session.book, log).record()
    await fork.close()


async def test_a_fork_is_refused_where_there_is_no_rewind(store: SessionStore, wall: ManualWall) -> None:
    session = start(store, reading(), role="police", mode="mock", wall=wall)
    with pytest.raises(Exception, match="no rewind in mock"):
        session.fork(3)
    await session.close()


async def test_a_fork_of_what_did_not_happen_is_refused(session: Session) -> None:
    with pytest.raises(Exception, match="There is no event 999"):
        session.fork(999)


# --- when the place fails


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for other programs: a test has no time."""
    monkeypatch.setattr(keeper, "TRIES", 1)
    monkeypatch.setattr(sqlite, "SHORT_PATIENCE", 0)


async def test_what_cannot_be_kept_has_not_happened(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch)
    await session.settled()
    before, log = session.view(POLICE), session.log()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        refused = await session.submit(choose("door#1", "knock"))
        assert isinstance(refused, Refused)
        assert "Another program" in refused.reason
        assert session.view(POLICE) == before
        assert session.log() == log
        assert session.clock(POLICE).trouble == refused.reason
        other.execute("rollback")
    assert isinstance(await session.submit(choose("door#1", "knock")), Accepted)
    assert session.trouble is None


async def test_a_short_lock_is_waited_out(session: Session, path: Path) -> None:
    await session.settled()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        submitting = asyncio.create_task(session.submit(choose("door#1", "knock")))
        await asyncio.sleep(0)
        assert session.view(POLICE).decision is not None, "nothing is shown that is not on the disk"
        other.execute("rollback")
        assert isinstance(await submitting, Accepted)


async def test_time_that_cannot_be_kept_is_given_back(
    session: Session, path: Path, wall: ManualWall, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch)
    await session.settled()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        await pass_time(session, wall, 60)
        clock = session.clock(POLICE)
        assert "Another program" in clock.trouble
        assert (clock.now, clock.running, clock.left) == (0, False, 35)
        wall.move(3)  # and nothing in the background has had a turn yet
        assert (session.clock(POLICE).now, session.clock(POLICE).left) == (0, 35)
        other.execute("rollback")
    await pass_time(session, wall, 2)  # nobody has to do anything: it is tried again
    assert session.trouble is None
    await pass_time(session, wall, 8)
    clock = session.clock(POLICE)
    assert clock.running
    assert 25 <= clock.left <= 28  # type: ignore[operator]


async def test_a_second_that_never_ends_is_said_with_its_place_and_what_is_wrong(
    store: SessionStore, wall: ManualWall
) -> None:
    """More than a thousand things in one second: the reader lets a chain of milestones pass, which does end."""
    chain = "".join(f"  m{n}: reached.m{n - 1}\n" for n in range(1, 1001))
    case = reading(f"{TWO_DOORS}milestones:\n  m0: time >= 5s\n{chain}")
    playing = start(store, case, role="police", seed=1, wall=wall)
    await pass_time(playing, wall, 6)
    assert playing.trouble is not None
    assert playing.trouble.code == "endless_second"
    assert playing.trouble.reason == playing.clock(POLICE).trouble
    assert "in second 5; the last was the milestone m1000." in playing.trouble.reason
    assert playing.trouble.reason.endswith("Something there causes itself again without time passing.")
    await playing.close()


async def test_who_acts_again_after_trouble_has_lost_no_time_to_it(
    session: Session, path: Path, wall: ManualWall, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch)
    await session.settled()
    await pass_time(session, wall, 2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert isinstance(await session.submit(choose("door#1", "knock")), Refused)
        other.execute("rollback")
    wall.move(20)  # and nothing in the background has had a turn yet
    accepted = await session.submit(choose("door#1", "knock"))
    assert isinstance(accepted, Accepted)
    assert session.log()[accepted.seq - 1].at <= 2


async def test_a_full_disk_refuses_and_play_goes_on_when_there_is_room(session: Session, store: SessionStore) -> None:
    await session.settled()
    database = store._db  # type: ignore[attr-defined]
    (pages,) = database.execute("pragma page_count").fetchone()
    database.execute(f"pragma max_page_count = {pages}")
    refused: Any = None
    while not isinstance(refused, Refused):
        refused = await session.submit(Ask(seat="police", at=0, to="records", topic=TopicId("kin")))
    assert "no room left" in refused.reason
    assert store.log(session.id) == session.log()
    database.execute("pragma max_page_count = 100000")
    assert isinstance(await session.submit(choose("door#1", "knock")), Accepted)
    assert store.log(session.id) == session.log()


async def test_what_was_written_although_writing_failed_has_happened(
    session: Session, store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await session.settled()
    append = store.append

    def written_and_failed(*args: Any, **fields: Any) -> None:
        append(*args, **fields)
        raise StoreError("disk", "The disk failed.")

    monkeypatch.setattr(store, "append", written_and_failed)
    assert isinstance(await session.submit(choose("door#1", "knock")), Accepted)
    assert store.log(session.id) == session.log()


async def test_what_was_written_unseen_is_found_when_the_disk_answers_again(
    session: Session, store: SessionStore, wall: ManualWall, monkeypatch: pytest.MonkeyPatch
) -> None:
    await session.settled()
    append = store.append

    def failed(*args: Any, **fields: Any) -> Any:
        raise StoreError("disk", "The disk failed.")

    def written_and_failed(*args: Any, **fields: Any) -> None:
        append(*args, **fields)
        failed()

    with monkeypatch.context() as broken:
        broken.setattr(store, "append", written_and_failed)
        broken.setattr(store, "last", failed)
        broken.setattr(store, "probe", failed)
        assert isinstance(await session.submit(choose("door#1", "knock")), Refused)
        await pass_time(session, wall, 10)
        assert session.view(POLICE).decision is not None
        assert session.clock(POLICE).trouble == "The disk failed."
    await pass_time(session, wall, 2)
    assert session.trouble is None
    assert session.view(POLICE).doing == "Knock at the left door."
    assert store.log(session.id) == session.log()


async def test_a_session_that_was_resumed_elsewhere_is_written_there_only(
    session: Session, store: SessionStore, path: Path
) -> None:
    await session.settled()
    with closing(open_store(path)) as elsewhere:
        other = resume(elsewhere, session.id, wall=ManualWall())
        refused = await session.submit(choose("door#1", "knock"))
        assert isinstance(refused, Refused)
        assert "another program" in refused.reason
        await other.resume(POLICE)
        assert isinstance(await other.submit(choose("door#1", "listen")), Accepted)
        assert store.log(session.id) == other.log()
        await other.close()


async def test_what_breaks_in_the_background_breaks_where_somebody_notices(
    store: SessionStore, wall: ManualWall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(store, reading(), role="police", seed=1, wall=wall)
    views = session.views(POLICE)
    await anext(views)
    await session.settled()

    def broken(*args: Any, **fields: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(store, "append", broken)
    wall.move(10)
    with pytest.raises(ZeroDivisionError):
        async for _ in views:
            pass
    with pytest.raises(ZeroDivisionError):
        await session.submit(Advance(at=0))
    await session.close()


# --- coming back


async def test_a_session_that_was_left_goes_on_paused_where_it_stood(
    store: SessionStore, wall: ManualWall, path: Path
) -> None:
    session = start(store, reading(), role="police", seed=1, wall=wall)
    await session.settled()
    await pass_time(session, wall, 12)
    stood = session.view(POLICE)
    del session  # killed: nobody closed it
    with closing(open_store(path)) as later:
        again = resume(later, store.sessions()[0].id, wall=ManualWall(9999))
        assert again.view(POLICE).paused
        assert again.view(POLICE).decision == stood.decision
        assert stood.time - 5 <= again.view(POLICE).time <= stood.time
        assert isinstance(again.log()[-1], Paused)
        assert isinstance(await again.resume(POLICE), Accepted)
        assert isinstance(await again.submit(choose("door#1", "knock")), Accepted)
        await again.close()


async def test_the_record_is_never_more_than_five_seconds_behind(session: Session, wall: ManualWall) -> None:
    await session.settled()
    await pass_time(session, wall, 30)
    times = [event.at for event in session.log() if isinstance(event, TimePassed)]
    assert all(later - sooner <= 5 for sooner, later in zip([0, *times], times, strict=False))
    assert times[-1] >= 28


async def test_what_a_seat_has_seen_is_its_part_of_the_record(session: Session, wall: ManualWall) -> None:
    await session.submit(choose("door#1", "knock"))
    await session.settled()
    seen = session.seen(RoleId("police"))
    assert seen == cut(session.log(), RoleId("police"))
    assert len(seen) < len(session.log())
    assert all(event.given is None or event.given.seat == "police" for event in seen)
