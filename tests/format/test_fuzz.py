"""Mutated scenarios: whatever stands in the files, a reading comes back, and nothing else."""

from random import Random

import pytest

from sim.engine import scenario as s
from sim.format import Reading, read, read_files
from sim.format.cleaning import harmful
from sim.format.diagnostics import MOST, drawn
from sim.format.example import SCENARIO
from tests.format.mutations import mutated
from tests.format.written import NIGHT, SMALL

BASES = [{"scenario.yaml": SCENARIO}] * 4 + [read(NIGHT).files, read(SMALL).files]


def fuzzed(seed: int) -> tuple[dict[str, str], Reading]:
    random = Random(seed)
    files = mutated(random.choice(BASES), random)
    return files, read_files(files)


def check(seed: int) -> Reading:
    """Read the scenario mutated by *seed*, and look at what came of it."""
    files, reading = fuzzed(seed)
    assert (reading.scenario is None) == bool(reading.errors), seed
    assert len(reading.diagnostics) <= MOST, seed
    assert reading.files.items() <= files.items(), seed
    for found in reading.diagnostics:
        assert found.message, seed
        if found.line:
            text = files[found.file].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            every = text.split("\n")
            assert found.line <= len(every), seed
            assert 1 <= found.column <= len(every[found.line - 1]) + 1, seed
        assert not list(harmful(drawn(found))), seed
    if reading.scenario is not None:
        assert isinstance(reading.scenario, s.Scenario), seed
        assert not list(harmful(repr(reading.scenario))), seed
    return reading


@pytest.mark.parametrize("batch", range(10))
def test_a_mutated_scenario_is_a_reading(batch: int) -> None:
    """A failure names its seed; `check(seed)` does it again."""
    readings = [check(batch * 100 + number) for number in range(100)]
    # The mutations are worth something only as long as some of them get through to the later stages.
    assert any(reading.scenario is not None for reading in readings)
    assert len({found.code for reading in readings for found in reading.diagnostics}) > 10


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(100))
def test_a_hundred_thousand_mutated_scenarios_are_readings(batch: int) -> None:
    for number in range(1_000):
        check(1_000_000 + batch * 1_000 + number)
