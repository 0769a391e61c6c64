"""The command in fresh processes, as a person or a script runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = str(ROOT / "tests" / "scenarios" / "duplex_small")

Ran = subprocess.CompletedProcess[str]
Sim = Callable[..., Ran]


@pytest.fixture
def sim(home: Path) -> Sim:
    """Runs `sim` with the words given and the lines *typed*, and checks that it ends with *code* and without a traceback."""

    def run(*words: str, typed: str = "", code: int = 0, **settings: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "sim", *words],
            input=typed,
            cwd=ROOT,
            env={**os.environ, "HOME": str(home), **settings},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, f"ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr}"
        return done

    return run


def lines(*typed: str) -> str:
    """What is typed, a line each."""
    return "".join(f"{line}\n" for line in typed)


@pytest.fixture
def begun(sim: Sim) -> str:
    """The id of a session of the small case that was left at its first decision."""
    said = sim("play", SMALL, "--plain", "--role", "police", "--pace", "untimed", "--seed", "1", typed="\n").stdout
    return said.rpartition("sim resume ")[2].split()[0]


@pytest.fixture
def finished(sim: Sim) -> str:
    """The id of a session of the small case that was ended by hand after one decision."""
    typed = lines("", "1", "end", "yes")
    said = sim("play", SMALL, "--plain", "--role", "police", "--pace", "untimed", "--seed", "1", typed=typed).stdout
    return said.rpartition("sim debrief ")[2].split()[0]
