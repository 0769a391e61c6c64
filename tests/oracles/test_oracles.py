"""The checker against pm4py and Declare4Py: their kept verdicts always, and they themselves in the long form."""

import subprocess

import pytest

from scoring.conformance import Checker, Occurrence
from tests.oracles import environment
from tests.oracles.traces import Word, timed, unpacked, untimed
from tests.scoring.conformance.rules import rule

ROWS = [
    line.split("\t") for line in environment.TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]


def occurrences(word: Word) -> list[Occurrence]:
    """A trace of the oracles as this checker takes it."""
    return [Occurrence(name, at, place + 1) for place, (name, at) in enumerate(word)]


UNTIMED = [occurrences(word) for word in untimed()]
TIMED = [occurrences(word) for word in timed()]


def test_the_table_is_whole() -> None:
    assert len(UNTIMED) == 1093
    assert len([row for row in ROWS if row[0] == "pm4py"]) == 16
    assert len({row[1] for row in ROWS if row[0] == "declare4py"}) == 19


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:4]))
def test_no_disagreement(row: list[str]) -> None:
    oracle, name, n, window, said = row
    least, most = (int(edge) for edge in window.split("..")) if window != "-" else (0, None)
    traces = TIMED if window != "-" else UNTIMED if oracle == "pm4py" else UNTIMED[1:]
    template = name.partition(" by ")[0]
    checker = Checker({"it": rule(template, "a", "b", least, most, int(n))})  # type: ignore[arg-type]
    for occurrences, holds in zip(traces, unpacked(said, len(traces)), strict=True):
        quick = checker.verdicts(occurrences, "complete")["it"]
        assert (quick in ("satisfied", "not_activated")) == holds, (quick, holds, occurrences)
        assert checker.check(occurrences, "complete")["it"].verdict == quick


@pytest.mark.soak
def test_the_oracles_still_say_the_same() -> None:
    """Installs them if need be (700 MB); an environment that has them can be named by ORACLES_PYTHON."""
    try:
        said = environment.asked()
    except subprocess.CalledProcessError as error:
        pytest.skip(f"the oracles can't be installed or run here: {error.stderr or error}")
    kept = environment.TABLE.read_text(encoding="utf-8")
    assert [line for line in said.splitlines() if not line.startswith("#")] == [
        line for line in kept.splitlines() if not line.startswith("#")
    ]
