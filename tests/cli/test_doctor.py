"""`sim doctor`: what is here and what is wrong with it."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sim.sessions.database import wal_fault
from tests.cli.in_process import begun, database, run


def test_a_fresh_installation_is_well_and_nothing_is_made() -> None:
    report = json.loads(run("doctor", "--json").stdout)
    assert report["well"] is True
    assert report["database"]["exists"] is False
    assert report["versions"]["joint-response"]
    assert all(report["versions"].values())
    assert not database().exists()
    told = run("doctor", "--help").stdout
    assert [key for key in report if key not in told] == []


def test_it_says_how_the_database_is() -> None:
    begun()
    report = json.loads(run("doctor", "--json").stdout)
    path = database()
    assert report["paths"]["database"] == str(path)
    found = report["database"]
    assert (found["exists"], found["sessions"], found["unfinished"], found["writable"]) == (True, 1, 1, True)
    if os.name == "posix":
        assert found["rights"] == "0600"
    assert "Nothing is wrong." in run("doctor").stdout


def test_it_changes_nothing() -> None:
    begun()
    path = database()
    before = path.read_bytes()
    run("doctor")
    assert path.read_bytes() == before


def test_a_damaged_database_is_found_with_a_way_to_mend_it() -> None:
    begun()
    path = database()
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\x55" * 8192
    path.write_bytes(content)
    said = run("doctor", code=1).stdout
    assert "WRONG: " in said
    assert ".recover" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("pragma user_version = 99", "Update this program"),
        ("pragma application_id = 7", "another program"),
        ("delete from events where seq = 3", "Events are missing"),
        ("delete from sessions", "belongs to nothing"),
    ],
)
def test_what_was_changed_by_hand_is_found(change: str, said: str) -> None:
    begun()
    path = database()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(change)
    assert said in run("doctor", code=1).stdout


def test_what_is_no_database_is_said_so(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("These are my notes. " * 100)
    assert "not a database" in run("doctor", "--db", str(notes), code=1).stdout
    assert "is a folder" in run("doctor", "--db", str(tmp_path), code=1).stdout


@pytest.mark.skipif(os.name != "posix", reason="rights are another thing on Windows")
def test_rights_that_are_too_wide_are_worth_a_note() -> None:
    begun()
    path = database()
    path.chmod(0o644)
    assert f"chmod 600 {path}" in run("doctor").stdout


@pytest.mark.skipif(not wal_fault(sqlite3.sqlite_version_info), reason="this SQLite is free of the fault")
def test_the_fault_of_sqlite_is_named_and_wal_mode_is_wrong_with_it() -> None:
    begun()
    assert "NOTE: SQLite" in run("doctor").stdout
    path = database()
    with closing(sqlite3.connect(path)) as other:
        other.execute("pragma journal_mode = wal")
    assert "WAL mode, in which SQLite" in run("doctor", code=1).stdout


def test_a_program_that_was_killed_while_writing_left_nothing_wrong() -> None:
    begun()
    path, journal = database(), database().with_name("sessions.db-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("pragma cache_size = 1")  # so that half of it is in the file before it is confirmed
        other.execute("begin")
        other.execute("update scenarios set files = files || files || files")
        other.execute("update events set body = body || ' '")
        half_done = (path.read_bytes(), journal.read_bytes())
    path.write_bytes(half_done[0])
    journal.write_bytes(half_done[1])
    said = run("doctor").stdout
    assert "NOTE: A program was interrupted while writing." in said
    assert "database: sessions 1" in said
    assert (path.read_bytes(), journal.read_bytes()) == half_done
    assert run("log", "--bundle", json.loads(run("sessions", "--json").stdout)[0]["id"]).exit_code == 0
