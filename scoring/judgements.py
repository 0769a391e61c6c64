"""Judgements: what a person makes of a critical error, and what then becomes of the dimension that it is in. Pure.

The program finds, a person judges, and both are kept. In coach, practice and workshop an error is a thing to learn from and never
a fail. In a mock exam and in an exam it fails its dimension for those whose it is and for the team:

    nobody has looked at it         failed until a person has looked at it
    confirmed                       failed
    found to be none, or none there the score counts as it stands

Points and percentages stay what they are: a fail stands beside them and is no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from scoring.critical import CriticalError, Judgement
from scoring.items import TEAM
from scoring.scorecard import Scorecard
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.engine.seats import Mode

FAILING: tuple[Mode, ...] = ("mock", "exam")
"""Modes in which a critical error fails its dimension. A mock exam says what the exam would say."""

Standing = Literal["counts", "unconfirmed", "failed"]
"""What a dimension comes to: the score counts as it stands; failed until a person has looked at it; failed."""


def judged(errors: Sequence[CriticalError], judgements: Iterable[Judgement]) -> tuple[CriticalError, ...]:
    """*errors*, each with what a person found of it; the last judgement of an error counts."""
    found = {one.error: one for one in judgements}
    return tuple(
        msgspec.structs.replace(error, confirmed=one.confirmed, judgement=one)
        if (one := found.get(error.name)) is not None
        else error
        for error in errors
    )


def beside(card: Scorecard, judgements: Iterable[Judgement]) -> Scorecard:
    """*card* with *judgements* beside its critical errors, as it is shown; it is stored without them."""
    return msgspec.structs.replace(card, critical=judged(card.critical, judgements))


def stands(mode: Mode, errors: Iterable[CriticalError], column: str, dimension: Dimension) -> Standing:
    """What *dimension* comes to for *column*, a role or the team, after a play in *mode* with critical *errors*.

    A role answers for its own errors, the team for all. One confirmed error is enough to fail; as long as one has been looked
    at by nobody the dimension is failed until somebody has.
    """
    if mode not in FAILING:
        return "counts"
    found = {
        error.confirmed
        for error in errors
        if error.dimension == dimension and (column == TEAM or column in error.roles)
    }
    return "failed" if True in found else "unconfirmed" if None in found else "counts"


def standings(card: Scorecard) -> dict[str, dict[Dimension, Standing]]:
    """What each dimension comes to for each role and the team; empty in a mode in which nothing can fail."""
    if card.mode not in FAILING:
        return {}
    return {
        column: {dimension: stands(card.mode, card.critical, column, dimension) for dimension in DIMENSIONS}
        for column in (*card.roles, TEAM)
    }
