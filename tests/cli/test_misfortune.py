"""What can go wrong around a command: places that are none, files that are not what they are called, outputs that fail."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from shlex import quote

import pytest

from sim.sessions import SessionTaken, open_store
from tests.cli.conftest import ROOT, Sim
from tests.cli.in_process import begun, database, finished, run

LOST = ("debrief", "resume", "log", "replay")


@pytest.mark.parametrize("word", LOST)
def test_looking_for_a_session_makes_no_database(word: str, tmp_path: Path) -> None:
    extra = ("--plain",) if word in ("debrief", "resume") else ()
    assert "There is no session yet" in run(word, "zzzz", *extra, code=2).stderr
    other = tmp_path / "other.db"
    assert "There is no database" in run(word, "zzzz", *extra, "--db", str(other), code=2).stderr
    assert not database().exists()
    assert not other.exists()


@pytest.mark.parametrize(
    "words",
    [("debrief",), ("resume", "--plain"), ("log",), ("replay",), ("rate",), ("report", "--md")],
    ids=lambda words: words[0],
)
def test_the_last_session_where_there_is_none_is_said_with_how_to_begin_one(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    open_store(other).close()
    reach = f"--db {quote(str(other))}"
    said = run(words[0], "last", *words[1:], "--db", str(other), code=2).stderr
    assert f"There is no session yet in {other}. Begin one with: sim play NAME {reach} (sim list" in said
    assert f"Begin one with: sim play NAME {reach}" in run("sessions", "--db", str(other)).stderr


def test_an_empty_name_for_the_database_is_refused() -> None:
    assert "this is no path" in run("sessions", "--db", "", code=2).stderr


def test_the_doctor_finds_what_is_no_file_and_no_folder(tmp_path: Path) -> None:
    report = json.loads(run("doctor", "--json", "--db", os.devnull, code=1).stdout)
    assert "is not a file" in report["findings"][0]["what"]
    missing = str(tmp_path / "none" / "x.db")
    report = json.loads(run("doctor", "--json", "--db", missing, code=1).stdout)
    assert "There is no folder" in report["findings"][0]["what"]


def test_the_doctor_finds_what_was_edited_by_hand() -> None:
    session = begun()
    with closing(sqlite3.connect(database())) as connection, connection:
        connection.execute("update events set body = 'x' || body where seq = 2")
    assert "`sim doctor` says" in run("debrief", session, "--plain", code=1).stderr
    assert f"Session {session} holds something" in run("doctor", code=1).stdout


def test_what_can_be_typed_next_reaches_the_same_database(tmp_path: Path) -> None:
    """Wherever a command is named for what is kept in another file than the usual one, it names that file."""
    other = str(tmp_path / "other file.db")
    session = begun(Path(other))
    reach = f" --db {quote(other)}"
    said = run("rate", session, "x", "P", "--db", other, code=1).stderr
    assert f"sim resume {session}{reach}\n" in said
    assert f"sim sessions{reach}`" in run("log", "zzzz", "--db", other, code=2).stderr
    assert f"sim sessions --json{reach} " in run("forget", "somebody", "--db", other, code=2).stderr
    with closing(open_store(other)) as mine, closing(open_store(other)) as theirs:
        theirs.take(session, "they")
        with pytest.raises(SessionTaken) as taken:
            mine.probe(session, "me")
        assert taken.value.hint.endswith(f"sim resume {session}{reach}")
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("update events set body = 'x' || body where seq = 2")
    assert f"`sim doctor{reach}` says" in run("debrief", session, "--plain", "--db", other, code=1).stderr


def test_how_a_session_ended_is_said() -> None:
    session = finished()
    (row,) = json.loads(run("sessions", "--json").stdout)
    assert (row["ending"], row["how"]) == (None, "stopped")
    with closing(sqlite3.connect(database())) as connection, connection:
        connection.execute("update events set body = replace(body, '\"stopped\"', '\"stalled\"')")
    assert run("sessions").stdout.endswith("ended: stalled.\n")
    assert session in run("sessions").stdout


@pytest.mark.parametrize("words", [["--help"], ["play", "--help"], ["list"], ["doctor"], ["protocols", "B-01"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_an_output_that_takes_nothing_is_a_sentence(words: list[str]) -> None:
    """And one only: what is still in the buffer when the program ends fails no second time (that would be exit code 120)."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "sim", *words], stdout=full, stderr=subprocess.PIPE, cwd=ROOT)
        assert done.returncode == 1
        assert done.stderr.startswith(b"Error: no space left on device. ")
        assert done.stderr.count(b"\n") == 1
        quiet = subprocess.run([sys.executable, "-m", "sim", *words], stdout=subprocess.PIPE, stderr=full, cwd=ROOT)
    assert quiet.returncode == 0


@pytest.mark.parametrize("words", ["nosuch", "play nosuchcase", "play --role", "--nosuch", "replay /nosuch"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_what_was_not_understood_has_its_exit_code_also_where_no_word_of_it_can_be_said(words: str) -> None:
    with open("/dev/full", "wb") as full:
        for out in (subprocess.DEVNULL, full):
            done = subprocess.run([sys.executable, "-m", "sim", *words.split()], stdout=out, stderr=full, cwd=ROOT)
            assert done.returncode == 2


def test_a_doctor_whom_nobody_hears_does_not_break() -> None:
    script = 'exec "$0" -m sim doctor >&-'
    done = subprocess.run(["sh", "-c", script, sys.executable], stderr=subprocess.PIPE, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_stopping_before_anything_has_begun_says_that_nothing_is_kept() -> None:
    command = [sys.executable, "-m", "sim", "play", "night_at_the_duplex", "--plain"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as play:
        assert play.stdout is not None
        while b"Which role" not in play.stdout.readline():
            pass
        play.send_signal(signal.SIGINT)
        said, trouble = play.communicate(timeout=30)
    assert play.returncode == 130
    assert said.endswith(b"Left: Nothing was begun, and nothing is kept.\n")
    assert trouble == b""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_log_as_another_shell_saves_it_is_read(encoding: str, here: Sim, begun: str, tmp_path: Path) -> None:
    path = tmp_path / "saved.jsonl"
    path.write_text(here("log", begun, "--bundle").stdout.replace("\n", "\r\n"), encoding=encoding, newline="")
    assert "commands: agrees" in here("replay", str(path)).stdout


def test_a_log_is_not_believed_where_it_names_a_path(here: Sim, begun: str, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(here("log", begun).stdout.replace("duplex_small", "tests/scenarios/duplex_small"), encoding="utf-8")
    assert "does not come with this program" in here("replay", str(path), code=1).stderr


def test_an_endless_file_is_no_log(here: Sim) -> None:
    if Path("/dev/zero").exists():
        assert "larger than any log" in here("replay", "/dev/zero", code=1).stderr
