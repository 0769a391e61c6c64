"""Scenarios that the engine's tests play: the small one with every feature of the format, and the shipped ones."""

from functools import cache
from pathlib import Path

from sim.engine import Book, prepare
from sim.engine.scenario import Scenario
from sim.format import read, shipped

SMALL = Path(__file__).parents[1] / "scenarios" / "duplex_small"


@cache
def scenario(name: str) -> Scenario:
    """The scenario called *name*; `small` is the tests' own."""
    reading = read(SMALL if name == "small" else shipped()[name])
    assert reading.scenario is not None, [diagnostic.message for diagnostic in reading.diagnostics]
    return reading.scenario


@cache
def book(name: str, seed: int = 0) -> Book:
    """The scenario called *name*, made ready with *seed*."""
    return prepare(scenario(name), seed)


NAMES = ("small", "night_at_the_duplex", "waiting_after_school")
