"""The command as a whole: words it does not know, closed ends, errors of all kinds, and no traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import COMMANDS, main
from sim.cli.errors import apology, exit_code, of_the_system, said_on_purpose
from sim.cli.ground import Ground
from sim.format import FormatError
from sim.sessions import NoSuchSession
from tests.cli.conftest import ROOT, SMALL, Sim


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pley"], "Did you mean one of: 'play', 'replay'?"),
        (["debreif"], "Did you mean 'debrief'?"),
        (["xyzzy"], "No such command 'xyzzy'."),
        (["--pplain"], "No such option"),
        (["play"], "Line by line it works anywhere: sim play --plain"),
        (["play", "--plain", "--role", "cps"], "Say which case"),
        (["play", SMALL, "--plain", "--mode", "coahc"], "'coahc' is not one of 'coach', 'practice'"),
        (["play", SMALL, "--plain", "--pace", "fast"], "'fast' is not one of"),
        (["play", SMALL, "--plain", "--seed", "-1"], "-1 is not in the range"),
        (["play", SMALL, "--plain", "--seed", "one"], "'one' is not a valid integer"),
        (["play", SMALL, "--plain", "--role", "polce"], "Did you mean police? There is: police, cps, medical."),
        (["play", "no_such_case", "--plain"], "no_such_case"),
        (["play", "/no/such/path", "--plain"], "/no/such/path"),
        (["play", "a\x1b]0;title\x07b", "--plain"], "There is no"),
        (["play", "--role", "cps", "--db", "x.db"], "Say which case: sim play NAME --db x.db (sim list"),
        (["replay", "my.jsonl", "--db", "x.db"], "named by its id: see sim sessions --db x.db."),
        (["report", "last", "--db", "x.db"], "to read and print: sim report last --output report.html --db x.db"),
        (["resume", "zzzz", "--plain"], "There is no session"),
        (["debrief", "zzzz"], "There is no session"),
        (["--db", "/no/such/folder/x.db", "debrief", "zzzz"], "/no/such/folder"),
        (["debrief", "zzzz", "--db", "/no/such/folder/x.db"], "/no/such/folder"),
    ],
)
def test_what_is_not_there_is_said_with_a_remedy_and_code_2(words: list[str], said: str) -> None:
    done = CliRunner().invoke(main, words, prog_name="sim")
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "\x1b" not in done.stderr
    assert "\x07" not in done.stderr


def test_mode_and_pace_that_do_not_go_together(here: Sim) -> None:
    done = here("play", SMALL, "--plain", "--mode", "coach", "--pace", "standard", code=2)
    assert "coach is not played at standard pace" in done.stderr


def test_a_folder_without_a_scenario(here: Sim, tmp_path: Path) -> None:
    assert "There is no `scenario.yaml` in this folder." in here("play", str(tmp_path), "--plain", code=1).stderr


def test_a_scenario_with_errors_says_the_first_with_its_place(here: Sim, tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("format: 1\nscenario: x\ntitel: y\n")
    done = here("play", str(tmp_path), "--plain", code=1)
    assert "The first: scenario.yaml:" in done.stderr
    assert "sim check" in done.stderr


@pytest.mark.parametrize("words", [[], ["play", SMALL]])
def test_without_a_terminal_the_app_says_what_works(words: list[str], sim: Sim) -> None:
    done = sim(*words, code=2)
    assert "--plain" in done.stderr
    assert done.stdout == ""


def test_a_database_that_is_none_is_refused_and_left_alone(here: Sim, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all, this is no database but a letter, and it is long enough to be looked at.\n" * 20)
    before = file.read_bytes()
    done = here("--db", str(file), "play", SMALL, "--plain", "--role", "cps", code=2)
    assert "is not a database" in done.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize("command", [["list"], ["--help"], ["play", SMALL, "--plain", "--role", "cps"]])
def test_a_reader_that_goes_away_is_no_error(command: list[str]) -> None:
    end, start = os.pipe()
    os.close(end)
    done = subprocess.run(
        [sys.executable, "-m", "sim", *command],
        stdin=subprocess.DEVNULL,
        stdout=start,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    os.close(start)
    assert done.stderr == b""
    assert done.returncode in (0, 1)


def closed(descriptor: int, *words: str) -> subprocess.CompletedProcess[str]:
    """`sim` with one of its standard descriptors closed from the start."""
    command = f'exec "$0" -m sim "$@" {descriptor}{"<" if descriptor == 0 else ">"}&-'
    return subprocess.run(
        ["sh", "-c", command, sys.executable, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
        check=False,
    )


def test_a_closed_output_is_said_on_the_other_one() -> None:
    done = closed(1, "play", SMALL, "--plain", "--role", "cps")
    assert done.returncode == 1
    assert "Standard output is closed" in done.stderr


def test_a_closed_input_is_the_end_of_it() -> None:
    done = closed(0, "play", SMALL, "--plain", "--role", "cps")
    assert done.returncode == 0
    assert done.stdout.endswith("Left: Nothing was begun, and nothing is kept.\n")


def test_a_closed_error_output_breaks_nothing() -> None:
    done = closed(2, "play", "no_such_case", "--plain")
    assert done.returncode == 2


def test_ctrl_c_leaves_like_quit(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "sim", "play", SMALL, "--plain", "--role", "cps"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        encoding="utf-8",
    ) as playing:
        assert playing.stdin is not None
        assert playing.stdout is not None
        assert playing.stderr is not None
        playing.stdin.write("\n")
        playing.stdin.flush()
        while not playing.stdout.readline().startswith("Choice 2"):
            pass
        playing.send_signal(signal.SIGINT)
        rest = playing.stdout.read()
        assert "is kept. Go on with: sim resume" in rest
        assert playing.stderr.read() == ""
        assert playing.wait(30) == 130


# --- errors as sentences


def test_an_error_raised_on_purpose_is_said_with_its_place_and_remedy() -> None:
    error = FormatError("no_such_path", "There is nothing here.", place="/x", hint="Give another path.")
    assert said_on_purpose(error) == "/x: There is nothing here. Give another path."
    assert exit_code(error) == 2
    assert exit_code(NoSuchSession("ambiguous", "Two begin so.")) == 2
    assert said_on_purpose(ValueError("x")) is None


def test_an_error_of_the_system_names_the_place_and_a_remedy() -> None:
    full = OSError(28, "No space left on device", "/disk/x")
    assert of_the_system(full) == (
        "/disk/x: no space left on device. The disk is full: make room, or use another place with --db PATH."
    )


def test_a_fault_of_ours_says_that_the_session_is_safe_and_writes_a_report(home: Path) -> None:
    ground = Ground()
    ground.session = "abcd"
    try:
        raise KeyError("secret words")
    except KeyError as error:
        said = apology(error, ground)
    assert "That is our fault and not yours." in said
    assert "sim resume abcd" in said
    (report,) = home.rglob("reports/*.txt")
    assert str(report) in said
    assert "test_main.py" in report.read_text()


def test_where_no_report_can_be_written_it_is_said(home: Path) -> None:
    (home / ".local").write_text("in the way")
    assert "No report could be written" in apology(KeyError("x"), None)


@pytest.mark.parametrize(
    ("how", "code", "said"),
    [
        ("fault", 1, "Go on with: sim resume abcd2345 --db /my.db"),
        ("disk", 1, "The disk is full"),
        ("missing", 2, "no such file or directory"),
        ("stop", 130, ""),
    ],
)
def test_what_goes_wrong_in_a_command_ends_in_words(
    how: str, code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "broken", ("tests.cli.broken", "Break."))
    done = CliRunner().invoke(main, ["broken", how, "--db", "/my.db"])
    assert done.exit_code == code
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert "\x1b" not in done.output
