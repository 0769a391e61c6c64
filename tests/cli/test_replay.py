"""`sim replay`: computed again, and compared with what was stored."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.in_process import begun, database, finished, run


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    session = finished()
    path = tmp_path / "bundle.jsonl"
    path.write_text(run("log", session, "--bundle").stdout, encoding="utf-8")
    return path


def test_a_session_that_was_played_agrees() -> None:
    session = finished()
    said = run("replay", session).stdout
    assert "commands: agrees." in said
    assert "score: agrees." in said
    assert said.endswith("It agrees with what was stored.\n")


def test_a_session_that_is_not_over_agrees_as_far_as_it_is() -> None:
    session = begun()
    said = run("replay", session).stdout
    assert "score: not compared. The session has not ended" in said
    assert said.endswith("It agrees with itself; no score was stored to compare it with.\n")


def test_as_json_it_is_what_help_says() -> None:
    session = finished()
    answer = json.loads(run("replay", session, "--json").stdout)
    assert answer["agrees"] is True
    assert answer["session"] == session
    assert answer["scenario"] == "duplex_small"
    assert {finding["what"] for finding in answer["findings"]} == {
        "numbers",
        "state",
        "commands",
        "packs",
        "log",
        "views",
        "score",
    }
    told = run("replay", "--help").stdout
    assert [key for key in answer if key not in told] == []


def test_a_bundle_agrees_on_another_machine(bundle: Path) -> None:
    database().unlink()
    assert json.loads(run("replay", str(bundle), "--json").stdout)["agrees"] is True


def test_a_score_that_was_changed_in_the_database_differs() -> None:
    session = finished()
    path = database()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("update results set card = '{}'")
    said = run("replay", session, code=1).stdout
    assert "score: DIFFERS." in said
    assert said.endswith("It does not agree with what was stored.\n")


def test_an_event_that_was_changed_in_the_database_differs() -> None:
    session = finished()
    path = database()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute('update events set body = replace(body, \'"choice":"announce"\', \'"choice":"go_through"\')')
    answer = json.loads(run("replay", session, "--json", code=1).stdout)
    assert answer["agrees"] is False


Change = Callable[[list[str]], list[str]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda lines: lines[:-4], "end of this bundle is missing", id="cut"),
        pytest.param(lambda lines: [*lines[:-6], lines[-6][:30], *lines[-5:]], "is no JSON", id="half_a_line"),
        pytest.param(
            lambda lines: [line for line in lines if '"began"' not in line], "another content", id="no_beginning"
        ),
        pytest.param(lambda lines: ['{"name": "left-pad"}'], "no event", id="foreign"),
        pytest.param(lambda lines: [], "no event", id="empty"),
        pytest.param(
            lambda lines: [line for line in lines if '"event"' in line], "--bundle", id="plain_log_of_a_case_not_here"
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(bundle: Path, change: Change, said: str) -> None:
    lines = bundle.read_text(encoding="utf-8").splitlines()
    bundle.write_text("\n".join(change(lines)), encoding="utf-8")
    assert said in run("replay", str(bundle), code=1).stderr


def test_what_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    begun()
    assert "There is no file" in run("replay", str(tmp_path / "none.jsonl"), code=2).stderr
    assert "There is no file" in run("replay", "none.jsonl", code=2).stderr
    assert "no session 'zzz'" in run("replay", "zzz", code=2).stderr
    assert "is a folder" in run("replay", str(tmp_path), code=2).stderr


def test_a_text_in_the_bundle_that_was_edited_is_noticed(bundle: Path) -> None:
    text = bundle.read_text(encoding="utf-8")
    assert "takes: 4m" in text
    bundle.write_text(text.replace("takes: 4m", "takes: 5m"), encoding="utf-8")
    assert "DIFFERS" in run("replay", str(bundle), code=1).stdout


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        pytest.param(
            'update events set body = replace(body, \'"choice":"announce"\', \'"choice":"go_through"\')',
            "Where it differs is said under commands.",
            id="a choice",
        ),
        pytest.param(
            "update events set body = json_set(body, '$.given.wall', 5.0) where body like '%\"choice\":%'",
            "so what was changed is something that no rule reads",
            id="the moment of a command",
        ),
        pytest.param(
            "delete from events where seq >= (select max(seq) from events where body like '%\"given\":{%')",
            "Its end is missing: the case was over when the score was made.",
            id="the end",
        ),
    ],
)
def test_how_a_log_differs_is_said_as_far_as_a_hash_can_tell(statement: str, said: str) -> None:
    session = finished()
    with closing(sqlite3.connect(database())) as other, other:
        assert other.execute(statement).rowcount
    told = run("replay", session, code=1).stdout
    assert re.search(r"^log: DIFFERS\. The stored score was made of another log\. (.*)$", told, re.MULTILINE), told
    assert said in told
