"""The same commands give the same log, state and views in any process: whatever the hash seed, time zone or locale."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAY = """
import locale
locale.setlocale(locale.LC_ALL, "")
import msgspec
from sim.engine import view
from tests.engine.test_golden import PLAYS, play
import hashlib
digest = hashlib.sha256()
for seed in (0, 3, 7):
    state, log = play(*list(PLAYS.values())[seed])
    for event in log:
        digest.update(msgspec.json.encode(event))
    for role in state.threads:
        digest.update(msgspec.json.encode(view(state, role)))
print(digest.hexdigest())
"""
ENVIRONMENTS = {
    "plain": {"PYTHONHASHSEED": "0"},
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "another time zone": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    "optimised": {"PYTHONHASHSEED": "3", "PYTHONOPTIMIZE": "1"},
}
TURKISH = "tr_TR.UTF-8"
"""A decimal comma, and two letters i: what is not said to be English is Turkish."""
ASCII = {"PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A file that is opened without an encoding is read as ASCII."""


def run(code: str, extra: dict[str, str]) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **extra}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def expected() -> str:
    digest = run(PLAY, ENVIRONMENTS["plain"])
    assert len(digest) == len(hashlib.sha256().hexdigest())
    return digest


@pytest.mark.parametrize("name", [name for name in ENVIRONMENTS if name != "plain"])
def test_a_play_is_the_same_in_every_process(name: str, expected: str) -> None:
    assert run(PLAY, ENVIRONMENTS[name]) == expected


def test_a_play_is_the_same_where_text_is_not_utf_8_unless_somebody_says_so(expected: str) -> None:
    if run("import locale; print(locale.getpreferredencoding(False))", ASCII).lower() == "utf-8":
        pytest.skip("this system reads every file as UTF-8, whatever its locale: nothing to try")
    assert run(PLAY, ASCII) == expected


def test_a_play_is_the_same_in_turkish(expected: str, tmp_path: Path) -> None:
    """The locale is made here where the system lacks it: set to one that is not there, a process would quietly stay English."""
    turkish = {"PYTHONHASHSEED": "2", "LC_ALL": TURKISH}
    made = shutil.which("localedef") is not None and subprocess.run(
        ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(tmp_path / TURKISH)], capture_output=True, check=False
    )
    if made and made.returncode == 0:
        turkish["LOCPATH"] = str(tmp_path)
    try:
        comma = run("import locale; locale.setlocale(locale.LC_ALL, ''); print(f'{0.5:n}')", turkish)
    except subprocess.CalledProcessError:
        pytest.skip(f"{TURKISH} is not on this system and can't be made: the row of the locale was not tried")
    assert comma == "0,5"
    assert run(PLAY, turkish) == expected
