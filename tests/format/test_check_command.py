"""`sim check` and `sim schema`: what they print, and how they end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.format.example import SCENARIO, laid_over


def run(*words: str) -> Result:
    """The command in this process; `output` is standard output, `stderr` narration."""
    return CliRunner().invoke(main, words, catch_exceptions=False)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path / "good"


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    (tmp_path / "doubtful").mkdir()
    text = laid_over("summary: A [b]knock[/b].\n")
    (tmp_path / "doubtful" / "scenario.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "doubtful"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "scenario.yaml").write_text(laid_over("kind: story\n"), encoding="utf-8")
    return tmp_path / "bad"


def test_a_good_scenario_prints_nothing_and_ends_with_0(good: Path) -> None:
    result = run("check", str(good))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing to mend" in result.stderr


def test_warnings_end_with_0(doubtful: Path) -> None:
    result = run("check", str(doubtful))
    assert result.exit_code == 0
    assert "warning F021" in result.stdout
    assert "2 warnings. It can be played." in result.stderr


def test_an_error_is_shown_with_its_line_and_ends_with_1(bad: Path) -> None:
    result = run("check", str(bad))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{bad}/scenario.yaml:4:7: error F107: Here one of `case`, `drill`, `tutorial` is expected, not `story`.",
        "    kind: story",
        "          ^^^^^",
    ]
    assert "1 error. It can't be played yet." in result.stderr


@pytest.mark.parametrize("words", [["check"], ["check", "--nonsense"]])
def test_a_wrong_call_ends_with_2(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_a_path_that_is_not_there_ends_with_2_and_the_others_are_checked(bad: Path) -> None:
    result = run("check", "nowhere", str(bad))
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert "F107" in result.stdout


def test_a_shipped_case_is_checked_by_its_name() -> None:
    result = run("check", "night_at_the_duplex")
    assert result.exit_code == 0
    near = run("check", "night_at_the_duplx")
    assert near.exit_code == 2
    assert "`night_at_the_duplex`" in near.stderr


def test_json_is_a_list_of_objects_with_seven_keys(bad: Path, doubtful: Path) -> None:
    result = run("check", str(bad), str(doubtful), "--json")
    assert result.exit_code == 1
    entries = json.loads(result.stdout)
    assert [entry["code"] for entry in entries] == ["F107", "F021", "F021"]
    assert all(list(e) == ["code", "severity", "file", "line", "column", "message", "hint"] for e in entries)
    assert entries[0]["file"] == f"{bad}/scenario.yaml"
    assert (entries[0]["line"], entries[0]["column"], entries[0]["severity"]) == (4, 7, "error")


def test_json_of_a_good_scenario_is_an_empty_list(good: Path) -> None:
    assert json.loads(run("check", str(good), "--json").stdout) == []


def test_places_can_be_opened_from_where_one_stands(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bad)
    assert run("check", ".").stdout.startswith("scenario.yaml:4:7:")
    assert run("check", "scenario.yaml").stdout.startswith("scenario.yaml:4:7:")
    monkeypatch.chdir(bad.parent)
    assert run("check", "bad/").stdout.startswith("bad/scenario.yaml:4:7:")


def test_no_control_character_reaches_the_terminal(good: Path) -> None:
    text = SCENARIO + 'summary: "a\\e]0;x\\a"\n\x1b[2Jkind\u202e: [\x9b'
    (good / "scenario.yaml").write_text(text, encoding="utf-8")
    result = run("check", str(good))
    assert result.exit_code == 1
    assert not {"\x1b", "\u202e", "\x9b", "\x07"} & set(result.stdout + result.stderr)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[" * 100_000, b"a: &a [*a]", b"---\n---\n", b"\x00" * 2_000_000])
def test_bad_input_never_shows_a_traceback_and_never_writes(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "scenario.yaml").write_bytes(data)
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["scenario.yaml"]
    assert (tmp_path / "scenario.yaml").read_bytes() == data


def test_the_schema_is_json() -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$schema"].endswith("2020-12/schema")
