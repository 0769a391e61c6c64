"""Luck: draws that are made and that chance has not shown yet, and what they can turn out to be.

A road does not know a hidden draw. Where a condition first reads one, the road forks into the draw's declared outcomes: the
stretches of [0, 1) between the numbers that the case compares it with, each with its odds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from sim.engine.conditions import Chance, Compare, Condition, Number, Value, nodes
from sim.engine.state import State

Outcome = tuple[float, float, float]
"""A stretch of a draw: its upper end, its odds, a value in its middle."""


Comparison = tuple[Value, Value]
"""What is compared, and with what."""


class Unshown(Exception):
    """A condition asked for a draw that chance has not shown yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Draws(dict[str, tuple[int, float]]):
    """The draws of a state, of which those *hidden* are made and not yet shown: who reads one gets `Unshown`."""

    __slots__ = ("hidden",)

    def __init__(self, values: Any, hidden: Iterable[str]) -> None:
        super().__init__(values)
        self.hidden = set(hidden)

    def __getitem__(self, name: str) -> tuple[int, float]:
        if name in self.hidden:
            raise Unshown(name)
        return super().__getitem__(name)

    def copy(self) -> Draws:
        """An independent copy."""
        return Draws(self, self.hidden)

    def show(self, name: str, value: float) -> None:
        """The draw *name* has shown *value*."""
        self.hidden.discard(name)
        self[name] = (self[name][0], value)


def hide(state: State, name: str) -> None:
    """The draw *name* was made anew: chance has not shown it yet."""
    if isinstance(state.draws, Draws):
        state.draws.hidden.add(name)


def shown(state: State, name: str) -> float | None:
    """What the draw *name* has shown in *state*; None: nothing yet."""
    draws = state.draws
    if name not in draws or (isinstance(draws, Draws) and name in draws.hidden):
        return None
    return draws[name][1]


def comparisons(conditions: Iterable[Condition]) -> Iterator[Comparison]:
    """Every comparison in *conditions*, from either side."""
    for condition in conditions:
        for node in nodes(condition.tree):
            if isinstance(node, Compare):
                yield node.left, node.right
                yield node.right, node.left


def outcomes(compared: Iterable[Comparison]) -> dict[str, list[Outcome]]:
    """By draw, its declared outcomes, in their order; *compared*: all comparisons of a case."""
    marks: dict[str, set[float]] = {}
    for one, other in compared:
        if isinstance(one, Chance):
            found = marks.setdefault(one.name, set())
            # Compared with something that moves: tenths, as nothing is declared.
            found.update([other.value] if isinstance(other, Number) else [n / 10 for n in range(1, 10)])
    declared = {}
    for name, numbers in marks.items():
        ends = [0.0, *sorted(number for number in numbers if 0 < number < 1), 1.0]
        declared[name] = [(upper, upper - lower, (upper + lower) / 2) for lower, upper in pairwise(ends)]
    return declared
