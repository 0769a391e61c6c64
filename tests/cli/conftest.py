"""The command in this process, which is quick, and in fresh ones, as a person or a script runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

ROOT = Path(__file__).resolve().parents[2]
SMALL = str(ROOT / "tests" / "scenarios" / "duplex_small")

Ran = subprocess.CompletedProcess[str]
Sim = Callable[..., Ran | Result]


@pytest.fixture
def here() -> Sim:
    """Runs `sim` in this process with the words given and the lines *typed*; it ends with *code* and without a traceback.

    What is new in each process (what is loaded, encodings, streams, signals, how names are hashed) is for `sim`: a start takes
    0.3 s, and of a hundred tests of what a command says only few are about that.
    """
    from tests.cli.in_process import run

    return run


@pytest.fixture
def sim(home: Path) -> Sim:
    """Runs `sim` in a process of its own, otherwise as `here`. *settings*: variables of its environment."""

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
def begun(here: Sim) -> str:
    """The id of a session of the small case that was left at its first decision."""
    said = here("play", SMALL, "--plain", "--role", "police", "--pace", "untimed", "--seed", "1", typed="\n").stdout
    return said.rpartition("sim resume ")[2].split()[0]


@pytest.fixture
def finished(here: Sim) -> str:
    """The id of a session of the small case that was ended by hand after one decision."""
    typed = lines("", "1", "end", "yes")
    said = here("play", SMALL, "--plain", "--role", "police", "--pace", "untimed", "--seed", "1", typed=typed).stdout
    return said.rpartition("sim debrief ")[2].split()[0]
