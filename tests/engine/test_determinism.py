"""The same commands give the same log, state and views in any process: whatever the hash seed, time zone or locale."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAY = """
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
    "another locale": {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "optimised": {"PYTHONHASHSEED": "3", "PYTHONOPTIMIZE": "1"},
}


def digest_of(extra: dict[str, str]) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **extra}
    done = subprocess.run(
        [sys.executable, "-c", PLAY], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def expected() -> str:
    digest = digest_of(ENVIRONMENTS["plain"])
    assert len(digest) == len(hashlib.sha256().hexdigest())
    return digest


@pytest.mark.parametrize("name", [name for name in ENVIRONMENTS if name != "plain"])
def test_a_play_is_the_same_in_every_process(name: str, expected: str) -> None:
    assert digest_of(ENVIRONMENTS[name]) == expected
