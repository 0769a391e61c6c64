"""Plain mode in a terminal: typed lines are not said twice, nothing steers the terminal, and Ctrl+D leaves."""

import sys
from pathlib import Path

import pexpect
import pytest

from sim.engine.events import Told
from sim.sessions import open_store
from tests.plain.table import SMALL

ROOT = SMALL.parents[2]


def test_a_sitting_in_a_terminal(home: Path) -> None:
    words = ["-m", "sim", "play", str(SMALL), "--plain", "--role", "police", "--pace", "relaxed", "--seed", "1"]
    terminal = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=60, cwd=ROOT)
    heard = ""

    def hear(words: str) -> None:
        nonlocal heard
        terminal.expect_exact(words)
        heard += terminal.before + terminal.after

    hear("nothing is kept.\r\n> ")
    terminal.sendline("")
    hear("Time left: 1 minute 24 seconds.\r\n")
    hear("> ")
    terminal.sendline("tell nurse 1")
    hear("You tell the emergency nurse: fact 1.")
    hear("> ")
    terminal.sendline("where")
    hear("Where: At the door.")
    hear("> ")
    terminal.sendeof()
    hear("is kept. Go on with: sim resume")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert "\x1b" not in heard
    assert heard.count("tell nurse 1") == 1


@pytest.mark.parametrize("typed", [(), ("1",), ("1", "1"), ("1", "1", "", "tell all 1", "tell")])
def test_ctrl_c_leaves_in_words_wherever_it_is_pressed_and_loses_nothing(home: Path, typed: tuple[str, ...]) -> None:
    terminal = pexpect.spawn(sys.executable, ["-m", "sim", "play", "--plain"], encoding="utf-8", timeout=60, cwd=ROOT)
    for line in typed:
        terminal.expect_exact("> ")
        terminal.sendline(line)
    terminal.expect_exact("> ")
    terminal.sendintr()
    terminal.expect(r"Left: (\S+) (\S+) ")
    session = terminal.match[2] if terminal.match[1] == "Session" else ""
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert "Traceback" not in terminal.before
    assert terminal.exitstatus == 130
    assert bool(session) == (len(typed) > 2)
    if session:
        store = open_store()
        assert any(isinstance(event, Told) for event in store.log(session))
        store.close()


def test_a_terminal_that_can_only_show_lines_gets_words_and_no_screens(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    terminal = pexpect.spawn(sys.executable, ["-m", "sim"], encoding="utf-8", timeout=60, cwd=ROOT)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert "Line by line it works: sim play --plain" in terminal.before
    assert "\x1b" not in terminal.before
    assert terminal.exitstatus == 2
