"""Plain mode in a terminal: typed lines are not said twice, nothing steers the terminal, and Ctrl+D leaves."""

import sys
from pathlib import Path

import pexpect

from tests.plain.table import SMALL


def test_a_sitting_in_a_terminal(home: Path) -> None:
    words = ["-m", "sim", "play", str(SMALL), "--plain", "--role", "police", "--pace", "relaxed", "--seed", "1"]
    terminal = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=60, cwd=SMALL.parents[2])
    heard = ""

    def hear(words: str) -> None:
        nonlocal heard
        terminal.expect_exact(words)
        heard += terminal.before + terminal.after

    hear("quit leaves.\r\n> ")
    terminal.sendline("")
    hear("Time left: 1 minute 24 seconds.\r\n> ")
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
