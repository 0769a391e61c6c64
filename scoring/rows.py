"""Rows: where points went, each with its act, its seat, its second and its cause; `continuation` works them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from scoring.items import TEAM, Closed
from sim.engine.names import DecisionId, RoleId, Second
from sim.engine.scenario import Dimension

Cause = Literal["own", "others", "team", "luck", "facilitator", "silence", "stand_in", "disputed"]
Act = Literal["choice", "delay", "message", "luck", "hand"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Points that one act lost (less than nothing: it was better than the model answer) in a column and a dimension.

    *seat*: whose act it was: a role, `team` for what is decided together, None for luck, the facilitator's hand and several
    seats' silence. *column*: whose points they are. *seq*: the log line of the act, or of the first thing after the delay.
    """

    act: Act
    what: str
    seat: str | None
    column: str
    dimension: Dimension
    at: Second
    seq: int
    points: float
    cause: Cause

    @property
    def charged(self) -> bool:
        """Does it count in the denominator of its column?"""
        return self.cause == "own" or (self.cause == "team" and self.column == TEAM)


class Advice(msgspec.Struct, frozen=True):
    """Advice that would have been better than what was decided, by *points* of the team's: to the credit of who gave it."""

    role: RoleId
    decision: DecisionId
    dimension: Dimension
    points: float
    seq: int


@dataclass(frozen=True, slots=True)
class Continuation:
    """Where the points of one play went. *start*, *left*: M at its beginning and at the end of the log.

    *earned*: all decision credit, by who decided; *credited*: without what the computer decided in a seat that a person left.
    *closed*: opportunities that were not come to. *roads*: how many ways on were followed to work it out.
    """

    start: dict[tuple[str, Dimension], float]
    earned: dict[tuple[str, Dimension], float]
    credited: dict[tuple[str, Dimension], float]
    left: dict[tuple[str, Dimension], float]
    rows: tuple[Row, ...]
    advice: tuple[Advice, ...]
    closed: dict[tuple[str, Dimension], Closed]
    roads: int

    def lost(self, column: str, dimension: Dimension) -> float:
        """What *column* is charged with: the sum of its own rows; less than nothing if it was better than the model."""
        return sum(
            row.points for row in self.rows if row.charged and (row.column, row.dimension) == (column, dimension)
        )

    def at_stake(self, column: str, dimension: Dimension) -> float:
        """What the decisions of *column* are divided by: what they earned, and what its own acts lost."""
        return self.credited.get((column, dimension), 0.0) + max(0.0, self.lost(column, dimension))
