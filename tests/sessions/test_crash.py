"""A program that is killed loses nothing that it has confirmed, and its session goes on where it stood."""

import json
import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sim.engine import Refused
from sim.engine.commands import Choose
from sim.engine.names import RoleId
from sim.sessions import ManualWall, Session, SessionStore, open_record, open_store, resume
from sim.sessions.health import examine
from sim.sessions.lines import to_line
from sim.sessions.recount import recount

POLICE = RoleId("police")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("point", range(20))
async def test_killed_at_any_moment_nothing_confirmed_is_lost(tmp_path: Path, point: int) -> None:
    await kill_and_go_on(tmp_path / "sessions.db", point)


@pytest.mark.soak
@pytest.mark.parametrize("point", range(20, 520))
async def test_killed_at_five_hundred_moments_nothing_confirmed_is_lost(tmp_path: Path, point: int) -> None:
    await kill_and_go_on(tmp_path / "sessions.db", point)


def test_a_log_can_be_read_all_the_while_a_session_is_played(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    command = [sys.executable, "-m", "tests.sessions.scripted_run", str(path), "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        with closing(open_store(path)) as reader:
            for _ in range(60):
                confirmed = json.loads(run.stdout.readline())
                log = reader.log(confirmed["session"])
                assert to_line(log[confirmed["seq"] - 1]) == confirmed["event"]
                assert [event.seq for event in log] == list(range(1, len(log) + 1))
        assert run.poll() is None, run.stderr.read()
        run.kill()


async def kill_and_go_on(path: Path, point: int) -> None:
    chance = random.Random(point)
    confirmed = killed_run(path, point, lines=chance.randrange(1, 150), then=chance.random() * 0.005)
    assert not examine(path).problems
    with closing(open_store(path)) as store:
        logs = {session.id: store.log(session.id) for session in store.sessions()}
        for one in confirmed:
            event = logs[one["session"]][one["seq"] - 1]
            assert to_line(event) == one["event"], f"lost after a kill at point {point}"
        noted = {(note.ref, note.text) for session in logs for note in store.notes(session)}
        assert noted >= {(one["ref"], one["note"]) for one in confirmed if one["note"] is not None}
        await go_on(store, confirmed[-1])


def killed_run(path: Path, seed: int, lines: int, then: float) -> list[dict[str, Any]]:
    """What a scripted run confirmed before it was killed: after so many lines and then so many seconds."""
    command = [sys.executable, "-m", "tests.sessions.scripted_run", str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as run:
        assert run.stdout is not None
        said = [run.stdout.readline() for _ in range(lines)]
        late = time.perf_counter() + then
        while time.perf_counter() < late:
            pass
        run.kill()
        said += run.stdout.readlines()
    assert run.returncode == (-9 if os.name == "posix" else 1), "it was to run until it was killed"
    return [json.loads(line) for line in said if line.endswith("\n")]


async def go_on(store: SessionStore, last: dict[str, Any]) -> None:
    """The session that was being played stands where it was, paused, and plays on to its end."""
    wall = ManualWall()
    session = resume(store, last["session"], wall=wall)
    assert session.view(POLICE).seq >= last["seq"]
    if not session.ended:
        assert session.view(POLICE).paused
        assert not isinstance(await session.resume(POLICE), Refused)
        await play_to_the_end(session, wall)
    await session.close()
    record = open_record(store, session.id)
    findings = recount(record.book, record.row.digest, record.log, record.results)
    assert [finding for finding in findings if finding.agrees is False] == []


async def play_to_the_end(session: Session, wall: ManualWall) -> None:
    for _ in range(100):
        await session.settled()
        if session.ended:
            return
        decision = session.view(POLICE).decision
        if decision is not None:
            command = Choose(seat="police", at=0, decision=decision.id, choice=decision.choices[0].id)
            await session.submit(command)
            for _ in range(12):
                wall.move(10)
                await session.settled()
        await session.proceed(POLICE)
    raise AssertionError("the session does not come to an end")
