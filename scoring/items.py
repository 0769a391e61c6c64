"""Items: the evidence that every score is made of, and how it is added up.

An item is one thing that was judged: in one dimension, for its owners, with the log lines that show it, a reason in words
and a source. What could not be judged is kept too, with the reason: together they are the coverage beside every score.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec
from msgspec.structs import replace

from sim.engine.names import DecisionId, FactId, RoleId
from sim.engine.scenario import DIMENSIONS, Dimension

TEAM = "team"
"""The owner of what roles decided together, and the name of the column that counts everything once."""

ENOUGH = 5
"""Fewer items than this in a dimension: "not enough evidence" instead of a share."""

Kind = Literal["decision", "outcome", "need", "telling", "rule"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was judged. It earns *weight* x *credit* points of the *at_stake* that could be earned.

    *owners*: the roles whose score it counts in, or `team`. Several owners (a fact that two roles held) each have all of it;
    the team's score counts it once. *events*: the log lines that show it. *source*: what the judgement cites; *key*: whose
    judgement the credit is. *decision*, *fact*: what it is about.
    *if_upheld*: the credit if a person upholds the reason that was noted for it before its outcome; None: there is none to judge.
    """

    dimension: Dimension
    owners: tuple[str, ...]
    kind: Kind
    label: str
    credit: float
    at_stake: float
    events: tuple[int, ...]
    reason: str
    weight: float = 1.0
    source: str = ""
    key: str = ""
    roles: tuple[RoleId, ...] = ()
    decision: DecisionId | None = None
    fact: FactId | None = None
    if_upheld: float | None = None

    @property
    def points(self) -> float:
        """What was earned, in [0, at_stake]."""
        return self.weight * self.credit


class Untested(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity that the play came to and that could not be judged, and why. Fields as in `Item`."""

    dimension: Dimension
    owners: tuple[str, ...]
    kind: Kind
    label: str
    reason: str
    events: tuple[int, ...]
    decision: DecisionId | None = None
    fact: FactId | None = None


class Evidence(msgspec.Struct, frozen=True):
    """What one source of items found in a play."""

    items: tuple[Item, ...] = ()
    untested: tuple[Untested, ...] = ()


class Coverage(msgspec.Struct, frozen=True):
    """How much of a dimension a play tested: *opportunities* are those that were *judged* and those *not_tested*.

    *closed_by_self* and *closed_by_others* count opportunities that the model answer would have met and this path did not;
    so does *closed_by_luck*. *duties_closed*: rules that the model answer kept in its own play of the same case and seed, and for
    which this play gave no occasion; in no other of these numbers. None: they were not worked out.
    """

    opportunities: int
    judged: int
    not_tested: int
    closed_by_self: int | None = None
    closed_by_others: int | None = None
    closed_by_luck: int | None = None
    duties_closed: int | None = None


@dataclass(slots=True)
class Closed:
    """How many opportunities of a column the model answer would still have met, and by whose acts play did not come to them.

    Averaged over what chance had not shown; less than nothing: play came to more than the model answer.
    """

    by_self: float = 0.0
    by_others: float = 0.0
    by_luck: float = 0.0


class DimensionScore(msgspec.Struct, frozen=True):
    """Points over points at stake in one dimension. *share*: their ratio; None: not enough evidence for a number.

    *upheld*: the share if every reason that was noted for a deviation is upheld; None: there is none to judge.
    """

    earned: float
    at_stake: float
    share: float | None
    coverage: Coverage
    upheld: float | None = None


def counts_for(column: str, owners: tuple[str, ...]) -> bool:
    """Does something with these *owners* count in the score of *column*, a role or the team?"""
    return column == TEAM or column in owners


def total(
    items: Iterable[Item],
    untested: Iterable[Untested],
    column: str,
    dimension: Dimension,
    closed: Mapping[tuple[str, Dimension], Closed] | None = None,
    duties: Mapping[str, int] | None = None,
) -> DimensionScore:
    """The score of *column* (a role, or `team`) in *dimension*: sum of points over sum at stake, over all its items.

    *closed*: what play did not come to; *duties*: how many rules of the model's play had no occasion, by column.
    """
    mine = [item for item in items if item.dimension == dimension and counts_for(column, item.owners)]
    missed = sum(1 for each in untested if each.dimension == dimension and counts_for(column, each.owners))
    earned = math.fsum(item.points for item in mine)
    at_stake = math.fsum(item.at_stake for item in mine)
    enough = len(mine) >= ENOUGH and at_stake > 0
    gains = [item.weight * item.if_upheld - item.points for item in mine if item.if_upheld is not None]
    return DimensionScore(
        earned=earned,
        at_stake=at_stake,
        share=earned / at_stake if enough else None,
        coverage=replace(
            _coverage(len(mine), missed, column, dimension, closed),
            duties_closed=duties.get(column, 0) if duties is not None and dimension == "protocol" else None,
        ),
        upheld=min(1.0, (earned + math.fsum(gains)) / at_stake) if enough and gains else None,
    )


def totals(
    items: tuple[Item, ...],
    untested: tuple[Untested, ...],
    column: str,
    closed: Mapping[tuple[str, Dimension], Closed] | None = None,
    duties: Mapping[str, int] | None = None,
) -> dict[Dimension, DimensionScore]:
    """The scores of *column* in every dimension; never one grand total. *closed*, *duties*: as in `total`."""
    return {dimension: total(items, untested, column, dimension, closed, duties) for dimension in DIMENSIONS}


def _coverage(
    judged: int,
    missed: int,
    column: str,
    dimension: Dimension,
    closed: Mapping[tuple[str, Dimension], Closed] | None,
) -> Coverage:
    if closed is None:
        return Coverage(judged + missed, judged, missed)
    mine = [found for (each, name), found in closed.items() if name == dimension and column in (each, TEAM)]
    by_self, by_others = sum(each.by_self for each in mine), sum(each.by_others for each in mine)
    if column == TEAM:
        # Whoever of the team closed it, it was the team.
        by_self, by_others = by_self + by_others, 0.0
    counts = (by_self, by_others, sum(each.by_luck for each in mine))
    return Coverage(judged + missed, judged, missed, *(max(0, round(count)) for count in counts))
