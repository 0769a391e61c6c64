"""The power fails: what was synced is there, of the rest some sectors are and some are not. Nothing confirmed may be lost.

A virtual file system under SQLite writes down every write, truncation and sync while a session is appended to. From that, the
disk is made as it may be after a loss of power at any point, and opened by an ordinary SQLite. The same with `synchronous=NORMAL`
must lose something, which proves that the test bites.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from sim.engine import AnyEvent, submit
from sim.engine.commands import Advance, AnyCommand, Ask, Note
from sim.engine.names import TopicId
from sim.sessions import Kept, StoreError, open_store
from sim.sessions.sqlite import SqliteStore
from tests.sessions.store_contract import created

SECTOR = 512
POINTS = 10_000


class Step(NamedTuple):
    """Something done to a file: `write` (at *place*, *data*), `truncate` (to *place*) or `sync`."""

    file: str
    what: str
    place: int = 0
    data: bytes = b""


class Trace:
    """All that was done to the disk from a beginning on, and how many events were confirmed after how many steps."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self.before = before
        self.steps: list[Step] = []
        self.confirmed: list[tuple[int, int]] = []

    def after_power_loss(self, steps: int, chance: random.Random) -> dict[str, bytes]:
        """The files as they may be if the power fails after so many steps."""
        files: dict[str, bytes] = {}
        done = self.steps[:steps]
        for name in {*self.before, *(step.file for step in done)}:
            mine = [step for step in done if step.file == name]
            synced = max((place + 1 for place, step in enumerate(mine) if step.what == "sync"), default=0)
            content = bytearray(self.before.get(name, b""))
            for step in mine[:synced]:
                _do(content, step)
            for step in mine[synced:]:
                for part in _sectors(step):
                    if chance.random() < 0.5:
                        _do(content, part)
            files[name] = bytes(content)
        return files


def _do(content: bytearray, step: Step) -> None:
    if step.what == "write":
        if len(content) < step.place:
            content.extend(bytes(step.place - len(content)))
        content[step.place : step.place + len(step.data)] = step.data
    elif step.what == "truncate":
        del content[step.place :]


def _sectors(step: Step) -> Iterator[Step]:
    """A write reaches the disk sector by sector."""
    if step.what != "write":
        yield step
        return
    for start in range(0, len(step.data), SECTOR):
        yield step._replace(place=step.place + start, data=step.data[start : start + SECTOR])


@pytest.fixture
def apsw() -> ModuleType:
    found = pytest.importorskip("apsw", reason="apsw gives the file system below SQLite: pip install apsw")
    assert isinstance(found, ModuleType)
    return found


def recorded(apsw: Any, path: Path, synchronous: str) -> tuple[Trace, list[AnyEvent]]:
    """Append to a session on a recording file system; what was done to the disk, and the whole log."""
    with closing(open_store(path)) as store:
        state, log = created(store)
    trace = Trace({"db": path.read_bytes()})

    class File(apsw.VFSFile):  # type: ignore[misc]
        def __init__(self, name: Any, flags: list[int]) -> None:
            named = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
            self.short = "db-journal" if named.endswith("-journal") else "db"
            super().__init__("", name, flags)

        def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
            trace.steps.append(Step(self.short, "write", offset, bytes(data)))
            super().xWrite(data, offset)

        def xTruncate(self, size: int) -> None:  # noqa: N802
            trace.steps.append(Step(self.short, "truncate", size))
            super().xTruncate(size)

        def xSync(self, flags: int) -> None:  # noqa: N802
            trace.steps.append(Step(self.short, "sync"))
            super().xSync(flags)

    class System(apsw.VFS):  # type: ignore[misc]
        def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
            return File(name, flags)

    system = System(f"recording-{synchronous}", "")
    connection = apsw.Connection(str(path), vfs=f"recording-{synchronous}")
    store = SqliteStore(connection, str(path))
    connection.execute(f"pragma synchronous = {synchronous}")
    for number in range(120):
        command: AnyCommand = Advance(at=state.time + 1, mark=True)
        note = None
        if number % 5 == 1:
            command = Ask(seat="police", at=state.time, to="records", topic=TopicId("kin"))
        if number % 5 == 2:
            command = Note(seat="police", at=state.time, ref=f"n-{number}")
            note = Kept(f"n-{number}", state.time, "police", "p-tester", None, 1.0, "words " * number)
        events = submit(state, command).events
        if events:
            store.append("bcdfghjk", events, holder="me", wall=1.0, note=note)
            log += events
            trace.confirmed.append((len(trace.steps), len(log)))
    store.close()
    system.unregister()
    return trace, log


def losses(trace: Trace, log: list[AnyEvent], folder: Path, points: int) -> int:
    """At how many of so many points something confirmed was lost or the database was broken."""
    chance = random.Random(20260304)
    lost = 0
    for _ in range(points):
        steps = chance.randrange(len(trace.steps) + 1)
        confirmed = max((events for after, events in trace.confirmed if after <= steps), default=0)
        (folder / "after.db-journal").unlink(missing_ok=True)
        for name, content in trace.after_power_loss(steps, chance).items():
            (folder / f"after.{name}").write_bytes(content)
        lost += not whole(folder / "after.db", log, confirmed)
    return lost


def whole(path: Path, log: list[AnyEvent], confirmed: int) -> bool:
    """Is the database sound, and its log a beginning of *log* with all that was confirmed?"""
    try:
        with closing(sqlite3.connect(path)) as found:
            if found.execute("pragma integrity_check").fetchone() != ("ok",):
                return False
        with closing(open_store(path)) as store:
            kept = store.log("bcdfghjk")
    except (sqlite3.Error, StoreError):
        return False
    return len(kept) >= confirmed and kept == log[: len(kept)]


@pytest.mark.soak
def test_nothing_confirmed_is_lost_when_the_power_fails(tmp_path: Path, apsw: ModuleType) -> None:
    trace, log = recorded(apsw, tmp_path / "sessions.db", "full")
    assert len(trace.confirmed) > 100
    assert losses(trace, log, tmp_path, POINTS) == 0


@pytest.mark.soak
def test_with_less_syncing_something_is_lost(tmp_path: Path, apsw: ModuleType) -> None:
    trace, log = recorded(apsw, tmp_path / "sessions.db", "normal")
    assert losses(trace, log, tmp_path, POINTS // 10) > 10
