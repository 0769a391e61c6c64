"""The catalogue: every kind of diagnostic has an example that fails with it, or a test of its own."""

import re
from pathlib import Path

import pytest

from sim.format import read_files
from sim.format.catalogue import KINDS, Kind
from sim.format.example import SCENARIO, laid_over

HERE = Path(__file__).parent
OF_FILES = {kind.code for kind in KINDS if not kind.example}


def test_the_scenario_under_the_examples_has_nothing_to_mend() -> None:
    reading = read_files({"scenario.yaml": SCENARIO})
    assert reading.diagnostics == ()
    assert reading.scenario is not None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.example], ids=lambda kind: kind.code)
def test_an_example_fails_with_its_code(kind: Kind) -> None:
    reading = read_files({"scenario.yaml": laid_over(kind.example)})
    found = [(diagnostic.code, diagnostic.severity) for diagnostic in reading.diagnostics]
    assert (kind.code, kind.severity) in found
    # What comes with it is at most a warning that follows from it.
    assert {code for code, severity in found if severity == "error"} <= {kind.code}
    assert (reading.scenario is None) == (kind.severity == "error")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.example], ids=lambda kind: kind.code)
def test_what_is_said_can_be_read_aloud(kind: Kind) -> None:
    for diagnostic in read_files({"scenario.yaml": laid_over(kind.example)}).diagnostics:
        assert diagnostic.message.endswith(".")
        assert diagnostic.hint.endswith((".", "?", "`", "]", ""))
        assert "None" not in diagnostic.message
        assert "Traceback" not in diagnostic.message
        assert len(diagnostic.message) < 200
        assert diagnostic.line > 0
        assert diagnostic.snippet


def test_kinds_without_an_example_have_a_test_of_their_own() -> None:
    tests = "".join(
        path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py") if path.name != Path(__file__).name
    )
    missing = {code for code in OF_FILES if f'"{code}"' not in tests}
    assert missing == set()


def test_codes_are_used_once_and_stay_in_their_groups() -> None:
    codes = [kind.code for kind in KINDS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"F[0-7][0-9]{2}", code) for code in codes)


def test_titles_are_said_once() -> None:
    titles = [kind.title for kind in KINDS]
    assert len(set(titles)) == len(titles)
