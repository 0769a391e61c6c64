"""Versions of the tables: old ones are brought forward, newer ones left alone."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from sim.sessions import StoreError, StoreForeign, open_store, schema
from sim.sessions.store import Result
from tests.sessions.store_contract import KNOCK, created, given


def first_version(path: Path) -> None:
    """A database as it was before scores were stored."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.migrate(connection, schema.STEPS[:1])


def tables(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "select name, sql from sqlite_master where type in ('table', 'index') and sql is not null order by name"
        ).fetchall()


def test_an_old_database_is_brought_forward_with_what_is_in_it(path: Path) -> None:
    first_version(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("insert into persons values ('p-ada', 'Ada', 'then')")
    with closing(open_store(path)) as store:
        assert store.name("p-ada") == "Ada"
        created(store)
        store.keep_result(
            "bcdfghjk", Result(scoring=1, semantics=1, scenario="a", log="b", views="c", made="now", card={})
        )


def test_an_old_database_ends_up_like_a_new_one(path: Path, tmp_path: Path) -> None:
    first_version(path)
    open_store(path).close()
    open_store(tmp_path / "new.db").close()
    assert tables(path) == tables(tmp_path / "new.db")


def test_tomorrow_todays_database_is_brought_forward(path: Path) -> None:
    with closing(open_store(path)) as store:
        state, log = created(store)
        log += given(store, state, KNOCK)

    def add_teams(db: Database) -> None:
        db.table("sessions").add_column("team", str)

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.migrate(connection, (*schema.STEPS, add_teams))
        assert connection.execute("pragma user_version").fetchone() == (schema.VERSION + 1,)
        assert connection.execute("select team from sessions").fetchall() == [(None,)]
        assert connection.execute("select count(*) from events").fetchone() == (len(log),)


def test_a_newer_database_is_refused_and_left_alone(path: Path) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreForeign, match=r"newer version.*left as it is.*Update") as raised:
        open_store(path)
    assert raised.value.code == "newer_database"
    assert path.read_bytes() == before


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    open_store(path).close()
    before = tables(path)

    def broken(db: Database) -> None:
        db.table("half").create({"a": int})
        raise ValueError("no")

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(ValueError, match="no"):
            schema.migrate(connection, (*schema.STEPS, broken))
        assert connection.execute("pragma user_version").fetchone() == (schema.VERSION,)
    assert tables(path) == before


def test_an_old_database_that_cannot_be_written_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(path)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(StoreError, match="older version"):
        open_store(path)


def test_two_programs_that_start_at_once_make_one_database(path: Path) -> None:
    program = "import sys; from sim.sessions import open_store; open_store(sys.argv[1]).pseudonym(sys.argv[2])"
    runs = [subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in ("a", "b", "c", "d")]
    assert [run.wait(60) for run in runs] == [0, 0, 0, 0]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from persons").fetchone() == (4,)
