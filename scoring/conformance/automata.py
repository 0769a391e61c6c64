"""Automata: what becomes of a template's clauses when they are made ready to run.

`Clockwork` runs clauses as they are. Where a constraint looks at no time, its states are few: `Automaton` has them numbered
and their moves in tables, found by trying all letters from the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from scoring.conformance.clauses import ACTIVE, BROKEN, LOST, UNLIMITED, State
from scoring.conformance.templates import Part
from scoring.course import Moment
from sim.engine.names import Second

A, B, GIVEN = 1, 2, 4
"""Bits of a letter: the occurrence is an A, a B, what the rule is given by."""
LETTERS = range(4)
NEVER = Moment(0, 0)
"""The moment of clauses that look at no time."""

S = TypeVar("S")


class Machine(Protocol[S]):
    """A constraint made ready to run, without its subject and what it is given by. States are hashable."""

    @property
    def start(self) -> S:
        """The state before the first letter."""

    def step(self, state: S, letter: int, now: Moment) -> S:
        """The state after a letter (bits A and B)."""

    def due(self, state: S) -> Second | None:
        """The first deadline of what is owed (`UNLIMITED`: none); None: nothing is owed."""

    def phase(self, state: S) -> int:
        """`IDLE`, `ACTIVE` or `BROKEN`."""

    def relative(self, state: S, at: Second) -> S:
        """*state* as seen from second *at*: states with the same future are equal."""


Joint = tuple[State, ...]


class Clockwork:
    """Clauses as they are, for constraints with a window, and wherever the events themselves are wanted."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self.start: Joint = tuple(clause.start for clause, _ in self.parts)
        self.lost: Joint = (LOST,) * len(self.parts)
        self.hears_all = any(clause.hears_all for clause, _ in self.parts)

    def step(self, state: Joint, letter: int, now: Moment) -> Joint:
        """As `Machine.step`; one broken clause breaks all."""
        a, b = bool(letter & A), bool(letter & B)
        after: list[State] = []
        for (clause, swapped), one in zip(self.parts, state, strict=True):
            if one[0] == BROKEN or clause.lapsed(one, now.at):
                return self.lost
            if a or b or clause.hears_all:
                one = clause.step(one, b if swapped else a, a if swapped else b, now)
                if one[0] == BROKEN:
                    return self.lost
            after.append(one)
        return tuple(after)

    def due(self, state: Joint) -> Second | None:
        """As `Machine.due`."""
        dues = [due for (clause, _), one in zip(self.parts, state, strict=True) if (due := clause.due(one)) is not None]
        return min(dues, default=None)

    def phase(self, state: Joint) -> int:
        """As `Machine.phase`."""
        return max(one[0] for one in state)

    def relative(self, state: Joint, at: Second) -> Joint:
        """As `Machine.relative`."""
        after = tuple(clause.relative(one, at) for (clause, _), one in zip(self.parts, state, strict=True))
        return self.lost if any(one[0] == BROKEN for one in after) else after


@dataclass(frozen=True, slots=True)
class Automaton:
    """A constraint without times: numbered states, and for each letter a row that says where it leads from each."""

    rows: tuple[tuple[int, ...], ...]
    phases: tuple[int, ...]
    owing: tuple[bool, ...]
    settled: tuple[bool, ...]
    """Can no letter make it violated or owing any more?"""
    hears_all: bool
    numbers: dict[Joint, int]
    start: int = 0

    def step(self, state: int, letter: int, now: Moment) -> int:
        """As `Machine.step`."""
        return self.rows[letter & 3][state]

    def due(self, state: int) -> Second | None:
        """As `Machine.due`."""
        return UNLIMITED if self.owing[state] else None

    def phase(self, state: int) -> int:
        """As `Machine.phase`."""
        return self.phases[state]

    def relative(self, state: int, at: Second) -> int:
        """As `Machine.relative`."""
        return state


def timed(parts: Sequence[Part]) -> bool:
    """Does any of the clauses look at times?"""
    return any(clause.timed for clause, _ in parts)


@lru_cache(maxsize=512)
def automaton(parts: tuple[Part, ...]) -> Automaton:
    """The automaton of clauses that look at no time: every state that any trace can reach."""
    clockwork = Clockwork(parts)
    numbers: dict[Joint, int] = {clockwork.start: 0}
    moves: list[list[int]] = [[] for _ in LETTERS]
    states = [clockwork.start]
    for state in states:
        for letter in LETTERS:
            after = clockwork.step(state, letter, NEVER)
            if after not in numbers:
                numbers[after] = len(states)
                states.append(after)
            moves[letter].append(numbers[after])
    phases = tuple(clockwork.phase(state) for state in states)
    owing = tuple(
        phase != BROKEN and clockwork.due(state) is not None for phase, state in zip(phases, states, strict=True)
    )
    good = {place for place in range(len(states)) if phases[place] != BROKEN and not owing[place]}
    while bad := {place for place in good if any(row[place] not in good for row in moves)}:
        good -= bad
    return Automaton(
        rows=tuple(map(tuple, moves)),
        phases=phases,
        owing=owing,
        settled=tuple(place in good and phases[place] == ACTIVE for place in range(len(states))),
        hears_all=clockwork.hears_all,
        numbers=numbers,
    )
