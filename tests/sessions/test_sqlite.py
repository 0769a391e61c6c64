"""The SQLite back end: the contract, and what is promised of the file."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sim.engine import submit
from sim.engine.commands import Advance
from sim.sessions import SessionStore, StoreBusy, StoreDamaged, StoreError, StoreForeign, default_path, open_store
from sim.sessions.database import VARIABLE, wal_fault
from tests.sessions.store_contract import KNOCK, Opened, StoreContract, created, given

FAULTY = wal_fault(sqlite3.sqlite_version_info)


@pytest.fixture
def opened(path: Path) -> Iterator[Opened]:
    stores: list[SessionStore] = []

    def again() -> SessionStore:
        stores.append(open_store(path))
        return stores[-1]

    yield again
    for store in stores:
        store.close()


class TestSqlite(StoreContract):
    """The contract."""


def asked(path: Path, question: str) -> object:
    """What another program reads in the file."""
    with closing(sqlite3.connect(path)) as other:
        return other.execute(question).fetchone()[0]


# --- the file


@pytest.mark.skipif(os.name != "posix", reason="rights are another thing on Windows")
def test_nobody_else_may_read_a_new_file(path: Path) -> None:
    before = os.umask(0)
    try:
        open_store(path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_usual_file_is_in_the_data_folder_of_the_user(home: Path) -> None:
    open_store().close()
    assert default_path().is_file()
    assert home in default_path().parents


def test_the_environment_names_another_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(path))
    open_store().close()
    assert path.is_file()


def test_another_program_can_read_the_tables(opened: Opened, path: Path) -> None:
    state, _ = created(opened())
    given(opened(), state, KNOCK)
    assert asked(path, "select body ->> '$.given.choice' from events where kind = 'decision_closed'") == "knock"
    assert asked(path, "select seen_by from events where kind = 'decision_closed' and at = 3") == "police"
    assert asked(path, "select count(*) from sessions join scenarios using (digest)") == 1


def test_the_journal_is_truncated_and_everything_is_synced(opened: Opened, path: Path) -> None:
    store = opened()
    created(store)
    assert store._db.execute("pragma journal_mode").fetchone() == ("truncate",)  # type: ignore[attr-defined]
    assert store._db.execute("pragma synchronous").fetchone() == (2,)  # type: ignore[attr-defined]
    assert path.with_name("sessions.db-journal").stat().st_size == 0


def test_opening_a_database_that_is_up_to_date_loads_no_sqlite_utils(path: Path) -> None:
    open_store(path).close()
    program = (
        "import sys; from sim.sessions.sqlite import open_store; open_store(sys.argv[1]).sessions();"
        "sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == 0


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 54, 1), False),
    ],
)
def test_which_sqlite_can_lose_commits_in_wal_mode(version: tuple[int, ...], faulty: bool) -> None:
    assert wal_fault(version) is faulty


def test_wal_is_used_where_it_is_safe_and_refused_where_it_is_not(path: Path) -> None:
    if FAULTY:
        with pytest.raises(StoreError, match="can lose"):
            open_store(path, wal=True)
        assert asked(path, "pragma journal_mode") == "delete"
    else:
        with closing(open_store(path, wal=True)):
            assert asked(path, "pragma journal_mode") == "wal"


def test_a_file_that_another_program_put_into_wal_mode_stays_so_only_where_that_is_safe(
    opened: Opened, path: Path
) -> None:
    created(opened())
    asked(path, "pragma journal_mode = wal")
    with closing(open_store(path)) as store:
        assert len(store.sessions()) == 1
        assert asked(path, "pragma journal_mode") == ("delete" if FAULTY else "wal")


@pytest.mark.skipif(not FAULTY, reason="this SQLite is free of the fault")
def test_a_file_that_is_open_in_wal_mode_elsewhere_is_not_used(opened: Opened, path: Path) -> None:
    store = opened()
    created(store)
    store.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("pragma journal_mode = wal")
        other.execute("begin")
        other.execute("select count(*) from sessions").fetchone()
        with pytest.raises(StoreBusy, match="Another program is using"):
            open_store(path)


# --- what is no database of ours


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreForeign, match="is a folder"):
        open_store(tmp_path)


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no folder"):
        open_store(tmp_path / "nowhere" / "sessions.db")


def test_a_file_that_is_not_there_is_not_made_for_reading(path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        open_store(path, create=False)
    assert not path.exists()


def test_any_other_file_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("These are my notes, and they are longer than a header of a database would be." * 20)
    before = path.read_bytes()
    with pytest.raises(StoreForeign, match="is not a database"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("create table recipes (name)")
    before = path.read_bytes()
    with pytest.raises(StoreForeign, match="another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_name_with_a_nul_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be used"):
        open_store(tmp_path / "a\0b")


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "#1.db", "über.db"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    with closing(open_store(tmp_path / name)) as store:
        created(store)
    assert (tmp_path / name).stat().st_size > 0


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    with closing(open_store(path)) as store:
        created(store)


def test_a_damaged_database_is_said_to_be_damaged(path: Path) -> None:
    with closing(open_store(path)) as store:
        created(store)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="damaged"), closing(open_store(path)) as store:
        store.log("bcdfghjk")


@pytest.mark.parametrize(
    "body", ["", "no json", "[]", '{"event": "made_up", "seq": 1}', '{"seq": 1}', '{"event": "began", "seq": "x"}']
)
def test_an_event_that_was_edited_is_said_to_be_damaged(opened: Opened, path: Path, body: str) -> None:
    store = opened()
    created(store)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("update events set body = ? where seq = 2", (body,))
    with pytest.raises(StoreDamaged, match="did not write"):
        store.log("bcdfghjk")
    assert len(store.lines("bcdfghjk")) > 2


# --- two programs


def test_a_reader_reads_while_a_writer_has_begun(opened: Opened, path: Path) -> None:
    store = opened()
    _, log = created(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert store.log("bcdfghjk") == log


def test_a_locked_database_is_said_to_be_in_use(opened: Opened, path: Path) -> None:
    store = opened()
    state, log = created(store)
    events = submit(state, KNOCK).events
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(StoreBusy, match="Another program is using"):
            store.append("bcdfghjk", events, holder="me", wall=1.0)
        other.execute("rollback")
    assert store.log("bcdfghjk") == log
    store.append("bcdfghjk", events, holder="me", wall=1.0)


def test_a_reader_does_not_keep_a_writer_waiting(opened: Opened) -> None:
    store, reader = opened(), opened()
    state, _ = created(store)
    reader.lines("bcdfghjk")
    given(store, state, KNOCK)


# --- no room, no rights


def test_a_full_disk_is_said_to_be_full_and_nothing_is_lost(opened: Opened) -> None:
    store = opened()
    state, log = created(store)
    allowed(store, pages=0)
    events = [event for second in range(5, 5000, 5) for event in submit(state, Advance(at=second, mark=True)).events]
    with pytest.raises(StoreError, match="no room left") as raised:
        store.append("bcdfghjk", events, holder="me", wall=1.0)
    assert raised.value.code == "disk_full"
    assert store.log("bcdfghjk") == log
    allowed(store, pages=1_000_000)
    store.append("bcdfghjk", events, holder="me", wall=1.0)
    assert store.log("bcdfghjk") == log + events


def allowed(store: SessionStore, pages: int) -> None:
    """Let the file grow by so many pages and no more, as if the disk ended there."""
    database = store._db  # type: ignore[attr-defined]
    (there,) = database.execute("pragma page_count").fetchone()
    database.execute(f"pragma max_page_count = {there + pages}")


READ_ONLY = """
import os, sys
from pathlib import Path
from sim.sessions import StoreError, open_store
path = Path(sys.argv[1])
if os.geteuid() == 0:  # the superuser may write anywhere
    os.setgid(65534)
    os.setuid(65534)
store = open_store(path)
print(len(store.sessions()))
try:
    store.take("bcdfghjk", "you")
except StoreError as error:
    print(error.code)
"""


@pytest.fixture
def archive() -> Iterator[Path]:
    """A folder that other users can reach, too (those of pytest are for one user only)."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="rights are another thing on Windows")
@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o666), (0o777, 0o444), (0o555, 0o444)])
def test_where_nothing_can_be_written_everything_can_be_read(archive: Path, folder: int, file: int) -> None:
    path = archive / "sessions.db"
    with closing(open_store(path)) as store:
        created(store)
    archive.joinpath("sessions.db-journal").unlink(missing_ok=True)
    path.chmod(file)
    archive.chmod(folder)
    run = subprocess.run([sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["1", "read_only"], run.stderr
