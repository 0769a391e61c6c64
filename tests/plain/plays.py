"""Whole plays by the computer, as logs to be spoken about."""

from __future__ import annotations

from functools import cache

from sim.engine import AnyEvent, Book, Seat, Setup, prepare
from sim.format import open_scenario, shipped
from sim.players import rehearse, team
from tests.plain.table import small

CASES = ("duplex_small", *shipped())


@cache
def book_of(case: str, seed: int) -> Book:
    """The case named *case*, made ready."""
    scenario = small().scenario if case == "duplex_small" else open_scenario(shipped()[case]).scenario
    assert scenario is not None
    return prepare(scenario, seed)


@cache
def played(case: str, seed: int) -> tuple[Book, tuple[AnyEvent, ...]]:
    """A play of *case* by players who do anything that is allowed."""
    book = book_of(case, seed)
    setup = Setup(seed, {role: Seat(player="random") for role in book.roles})
    return book, tuple(rehearse(book, setup, team("random", book, seed)).log)
