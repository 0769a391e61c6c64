"""A stored score is taken for the play that it was made of, and for nothing else."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from scoring import SCORING_VERSION, score
from sim.engine import AnyEvent, Book, Setup, prepare
from sim.engine.seats import Seat
from sim.players import rehearse, team
from sim.sessions import Result
from sim.sessions.results import kept_card, result_of
from tests.sessions.session_cases import scenario


@cache
def played() -> tuple[Book, tuple[AnyEvent, ...], Result]:
    """A play, and its score as it is stored."""
    book = prepare(scenario(), 3)
    log = tuple(rehearse(book, Setup(3, {role: Seat() for role in book.roles}), team("random", book, 3)).log)
    return book, log, result_of("digest", book, log, 0.0)


def test_a_stored_score_is_the_one_that_would_be_worked_out() -> None:
    book, log, result = played()
    assert kept_card([result], "digest", log) == score(book, log)


@pytest.mark.parametrize(
    "change",
    [
        {"scoring": SCORING_VERSION - 1},
        {"semantics": 0},
        {"scenario": "another"},
        {"log": "another"},
        {"packs": "another"},
        {"card": {"nothing": "of use"}},
    ],
)
def test_one_of_anything_else_is_not_taken(change: dict[str, object]) -> None:
    _, log, result = played()
    assert kept_card([replace(result, **change)], "digest", log) is None
    assert kept_card([replace(result, **change), result], "digest", log) is not None


def test_a_log_that_goes_on_or_was_cut_is_another_one() -> None:
    _, log, result = played()
    assert kept_card([result], "digest", log[:-1]) is None
