"""`sim sessions`: what was played here."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.in_process import begun, database, finished, run


def test_without_a_session_it_says_how_to_begin_one_and_makes_no_file() -> None:
    done = run("sessions")
    assert done.stdout == ""
    assert "Begin one with: sim play" in done.stderr
    assert json.loads(run("sessions", "--json").stdout) == []
    assert not database().exists()


def test_each_session_has_a_line_that_says_what_can_be_done() -> None:
    session = begun()
    other = finished()
    first, second = run("sessions").stdout.splitlines()
    assert first.startswith(f"{other}: The duplex, small, as police. practice, untimed. Begun 2")
    assert first.endswith("ended: stopped.")
    assert second.startswith(f"{session}: ")
    assert second.endswith("can be resumed.")


def test_as_json_it_is_a_list_of_what_help_says() -> None:
    session = begun()
    (row,) = json.loads(run("sessions", "--json").stdout)
    assert row["id"] == session
    assert (row["mode"], row["pace"], row["seed"], row["room"]) == ("practice", "untimed", 1, False)
    assert (row["ended"], row["ending"], row["parent"]) == (None, None, None)
    assert row["events"] > 0
    assert set(row["roles"]) == {"police"}
    told = run("sessions", "--help").stdout
    assert [key for key in row if key not in told] == []


def test_it_tells_no_names() -> None:
    begun()
    (row,) = json.loads(run("sessions", "--json").stdout)
    assert row["roles"]["police"].startswith("p-")


def test_another_database_has_other_sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = begun()
    other = str(tmp_path / "other.db")
    begun(tmp_path / "other.db", "cps")
    (row,) = json.loads(run("sessions", "--json", "--db", other).stdout)
    assert row["id"] != session
    monkeypatch.setenv("JOINT_RESPONSE_DB", other)
    assert json.loads(run("sessions", "--json").stdout) == [row]


def test_a_title_cannot_steer_the_terminal() -> None:
    begun()
    path = database()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("update sessions set title = ?", ("Night\x1b]0;owned\x07\n[b]bold[/]\u202e",))
    for words in (["sessions"], ["sessions", "--json"]):
        said = run(*words).stdout
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert "[b]bold[/]" in said
    assert len(run("sessions").stdout.splitlines()) == 1


def test_what_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("These are my notes. " * 100)
    assert "is not a database" in run("sessions", "--db", str(notes), code=2).stderr
    assert "is a folder" in run("sessions", "--db", str(tmp_path), code=2).stderr
    assert "There is no database" in run("sessions", "--db", str(tmp_path / "none.db"), code=2).stderr
    assert not (tmp_path / "none.db").exists()


def test_a_newer_database_is_refused_and_left_alone() -> None:
    begun()
    path = database()
    with closing(sqlite3.connect(path)) as other:
        other.execute("pragma user_version = 99")
    before = path.read_bytes()
    assert "newer version" in run("sessions", code=1).stderr
    assert path.read_bytes() == before
