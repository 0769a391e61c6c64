"""`sim log`: the record as JSON lines."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.cli.conftest import ROOT
from tests.cli.in_process import begun, database, finished, run


def test_each_line_is_an_event() -> None:
    session = begun()
    events = [json.loads(line) for line in run("log", session).stdout.splitlines()]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert events[0]["event"] == "began"
    assert events[0]["semantics"] == 1
    assert all(set(event) >= {"seq", "event", "at", "seen_by"} for event in events)


def test_a_beginning_of_the_id_will_do() -> None:
    session = begun()
    assert run("log", session[:5]).stdout == run("log", session).stdout


def test_a_bundle_has_the_text_and_the_scores() -> None:
    session = finished()
    found = [json.loads(line) for line in run("log", session, "--bundle").stdout.splitlines()]
    assert found[0]["session"]["id"] == session
    assert "scenario.yaml" in {line["file"] for line in found if "file" in line}
    assert sum("result" in line for line in found) == 1
    assert found[-1]["end"]["events"] == sum("event" in line for line in found)


def test_it_works_while_the_session_is_being_played() -> None:
    session = begun()
    path = database()
    with closing(sqlite3.connect(path, isolation_level=None)) as playing:
        playing.execute("begin immediate")
        assert run("log", session).stdout.count("\n") > 3


@pytest.mark.parametrize(
    ("word", "said"), [("zzz", "no session 'zzz'"), ("", "no session ''"), ("%", "no session '%'")]
)
def test_an_unknown_session_is_refused_with_a_sentence(word: str, said: str) -> None:
    begun()
    assert said in run("log", word, code=2).stderr


def test_without_any_database_it_says_so() -> None:
    assert "There is no session yet" in run("log", "abc", code=2).stderr


def test_a_log_that_was_edited_in_the_database_is_printed_as_it_is() -> None:
    session = begun()
    path = database()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(
            "update events set body = ? where seq = 2", ('{"seq": 2,\n "event": "made_up\x1b]0;x\x07\u202e"}',)
        )
    lines = run("log", session).stdout.splitlines()
    assert "made_up" in lines[1]
    assert "\x1b" not in lines[1]
    assert "\u202e" not in lines[1]


def test_a_reader_who_goes_away_is_no_error() -> None:
    session = begun()
    command = [sys.executable, "-m", "sim", "log", session, "--bundle"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == ""
