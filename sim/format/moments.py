"""Moments: what conditions look at, as it may be at one moment of play, for the trials of `sim.format.loops`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, product
from typing import Any

from sim.engine.conditions import (
    And,
    At,
    Beside,
    Chance,
    Compare,
    Count,
    Happened,
    Node,
    Not,
    Number,
    Operator,
    Or,
    Since,
    Time,
    Tree,
    Value,
    Variable,
)
from sim.engine.names import MarkId, RoleId, SceneId, VariableId


class Moment:
    """What conditions look at, at one moment of play."""

    __slots__ = ("beside", "called", "draws", "marks", "places", "time", "values")

    def __init__(self) -> None:
        self.values: dict[VariableId, float] = {}
        self.marks: dict[MarkId, tuple[float, float, float] | None] = {}
        """Mark -> seconds since it happened, since it first did, and how often it did."""
        self.draws: dict[str, float] = {}
        self.places: dict[RoleId, SceneId | None] = {}
        self.beside: dict[Beside, bool] = {}
        self.called: set[RoleId] = set()
        """Roles that are on a call of this second: only an urgent one calls them away again (rule 9)."""
        self.time: float = 0

    def copy(self) -> Moment:
        """The same moment, to go on from."""
        other = Moment()
        other.values, other.marks, other.places = dict(self.values), dict(self.marks), dict(self.places)
        other.draws, other.beside, other.time = self.draws, self.beside, self.time
        return other

    def give(self, kind: str, name: Any, value: Any) -> None:
        """Let one thing be so."""
        match kind:
            case "value":
                self.values[name] = value
            case "mark":
                self.marks[name] = value
            case "chance":
                self.draws[name] = value
            case "place":
                self.places[name] = value
            case "beside":
                self.beside[name] = value
            case "time":
                self.time = value

    def holds(self, tree: Tree) -> bool:
        """Whether *tree* holds, as `sim.engine.conditions` has it."""
        match tree:
            case Happened(mark):
                return self.marks[mark] is not None
            case Variable(name):
                return self.values[name] != 0
            case At(role, scene):
                return self.places[role] == scene
            case Beside():
                return self.beside[tree]
            case Not(part):
                return not self.holds(part)
            case And(parts):
                return all(map(self.holds, parts))
            case Or(parts):
                return any(map(self.holds, parts))
            case Compare(left, op, right):
                a, b = self._value(left), self._value(right)
                return a is not None and b is not None and _compared(a, op, b)

    def _value(self, node: Value) -> float | None:
        match node:
            case Number(value):
                return value
            case Time():
                return self.time
            case Variable(name):
                return self.values[name]
            case Chance(name):
                return self.draws[name]
            case Count(mark):
                history = self.marks[mark]
                return 0 if history is None else history[2]
            case Since(mark, first):
                history = self.marks[mark]
                return None if history is None else history[1 if first else 0]


# --- what can be told apart


def numbers(leaves: list[Node]) -> dict[Node, set[float]]:
    """What each value is compared with; 0 and 1 where that is no number."""
    found: dict[Node, set[float]] = {}
    for node in leaves:
        if isinstance(node, Compare):
            for value, other in ((node.left, node.right), (node.right, node.left)):
                found.setdefault(value, set()).update((other.value,) if isinstance(other, Number) else (0, 1))
    return found


def around(numbers: Iterable[float]) -> list[float]:
    """The numbers, and one below and one above each."""
    return sorted({number + step for number in numbers for step in (-1, 0, 1)})


def draws(numbers: Iterable[float]) -> list[float]:
    """Draws of chance on either side of each of *numbers*, and at it."""
    points = sorted({0.0, *(number for number in numbers if 0 < number < 1), 1.0})
    return sorted({*points[:-1], *((a + b) / 2 for a, b in pairwise(points))})


def histories(mark: MarkId, numbers: dict[Node, set[float]]) -> list[tuple[float, float, float] | None]:
    """What may have become of *mark*: nothing, or when it happened last and first, and how often."""

    def values(node: Node, least: float) -> list[float]:
        return [value for value in around(numbers.get(node, ())) if value >= least] or [least]

    last, first, often = values(Since(mark), 0), values(Since(mark, True), 0), values(Count(mark), 1)
    return [*((a, max(a, b), n) for a, b, n in product(last, first, often)), None]


def _compared(left: float, op: Operator, right: float) -> bool:
    match op:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "==":
            return left == right
        case "!=":
            return left != right
