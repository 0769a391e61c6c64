"""Whole plays as they are heard, kept as files: a change of what is said is a decision and not an accident.

`golden/NAME.in` is what is typed (a line `(empty)` is an empty line, `#` begins a remark), `golden/NAME.txt` what is heard.
After a change that is meant, write them anew and read them aloud:

    UPDATE_GOLDEN=1 python -m pytest tests/plain/test_golden.py
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).with_name("golden")
DUPLEX = "night_at_the_duplex"

PLAYS = {
    "small": ("tests/scenarios/duplex_small", "police", "practice"),
    "police": (DUPLEX, "police", "practice"),
    "cps": (DUPLEX, "cps", "practice"),
    "medical": (DUPLEX, "medical", "coach"),
}
"""Name of a golden play -> the case, the role and the mode; all untimed, with seed 1."""


PLAIN = (sys.executable, "-m", "sim", "play", "--plain", "--pace", "untimed", "--seed", "1")


def typed(name: str) -> str:
    """What is typed in the play *name*."""
    lines = (FOLDER / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return "".join("\n" if line == "(empty)" else f"{line}\n" for line in lines if not line.startswith("#"))


def heard(name: str) -> str:
    """What is heard in the play *name*, without the names of sessions, which are new each time."""
    case, role, mode = PLAYS[name]
    done = subprocess.run(
        [*PLAIN, case, "--role", role, "--mode", mode],
        input=typed(name),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    for number, session in enumerate(dict.fromkeys(re.findall(r"(?:Session: |new session, )(\w+)", said)), 1):
        said = said.replace(session, f"SESSION{number}")
    return said


@pytest.mark.parametrize("name", PLAYS)
def test_what_is_heard_is_what_was_agreed(name: str) -> None:
    file = FOLDER / f"{name}.txt"
    said = heard(name)
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(said, encoding="utf-8")
        return
    agreed = file.read_text(encoding="utf-8")
    different = "\n".join(
        difflib.unified_diff(
            agreed.splitlines(), said.splitlines(), f"golden/{name}.txt", "heard now", lineterm="", n=2
        )
    )
    assert said == agreed, f"What is heard has changed (UPDATE_GOLDEN=1 writes it anew):\n{different}"


@pytest.mark.parametrize("name", PLAYS)
def test_the_plays_go_to_their_end(name: str) -> None:
    said = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert "\nEnding: " in said
    assert "\nEnd of the debrief.\n" in said
    assert "I do not know the word" not in said
