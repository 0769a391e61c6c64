"""Constraints made ready: which occurrences one hears, as which letters, and about whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scoring.conformance import automata
from scoring.conformance.automata import GIVEN, A, Automaton, B, Clockwork
from scoring.conformance.clauses import Clause, Count, Moments, State
from scoring.conformance.templates import parts
from scoring.conformance.trace import Occurrence
from scoring.course import Moment
from sim.engine.errors import EngineError
from sim.engine.protocols import SUBJECTS, Constraint, Guard, Interval, Match, faults, kind

Sign = tuple[str, str]
"""The kind and the activity of an occurrence."""


class ConstraintFault(EngineError):
    """A constraint that means nothing, or that no log can be checked against."""


def holds(guard: Guard, occurrence: Occurrence) -> bool:
    """Does *guard* hold of *occurrence*?"""
    said = occurrence.values(guard.argument)
    if guard.argument == "by":
        said += occurrence.also
    match guard.relation:
        case "is":
            return any(value in guard.values for value in said)
        case "is_not":
            return not any(value in guard.values for value in said)
        case "at_least":
            return bool(said) and all(_number(value) >= _number(guard.values[0]) for value in said)
        case "at_most":
            return bool(said) and all(_number(value) <= _number(guard.values[0]) for value in said)


def _number(value: str) -> float:
    """*value* as a number; what is none is not comparable, and so fails both ways."""
    try:
        return float(value)
    except ValueError:
        return float("nan")


@dataclass(frozen=True, slots=True)
class Case:
    """One way for an occurrence to be meant: its guards, and the intervals (by number) that must be on or off."""

    bit: int
    where: tuple[Guard, ...]
    during: tuple[int, ...]
    outside: tuple[int, ...]

    def meets(self, occurrence: Occurrence, on: Sequence[bool]) -> bool:
        """Is *occurrence* meant, while the intervals stand as in *on*?"""
        return (
            all(holds(guard, occurrence) for guard in self.where)
            and all(on[number] for number in self.during)
            and not any(on[number] for number in self.outside)
        )


@dataclass(frozen=True, slots=True)
class Ear:
    """What a rule hears in one activity: *always* these bits, and those of *cases* that are met."""

    always: int
    cases: tuple[Case, ...]

    def letter(self, occurrence: Occurrence, on: Sequence[bool]) -> int:
        """The letter that *occurrence* is."""
        letter = self.always
        for case in self.cases:
            if not letter & case.bit and case.meets(occurrence, on):
                letter |= case.bit
        return letter


class Intervals:
    """The intervals of a set of rules, each with its number, and what switches them."""

    def __init__(self) -> None:
        self.numbers: dict[Interval, int] = {}
        self.switches: dict[Sign, list[tuple[int, bool, tuple[Guard, ...]]]] = {}

    def number(self, interval: Interval) -> int:
        """The number of *interval*; equal intervals are one."""
        found = self.numbers.get(interval)
        if found is None:
            found = self.numbers[interval] = len(self.numbers)
            for on, matches in ((False, interval.closes), (True, interval.opens)):
                for match in matches:
                    sign = (kind(match), match.activity)
                    self.switches.setdefault(sign, []).append((found, on, match.where))
        return found

    def switch(self, occurrence: Occurrence, on: Sequence[bool]) -> Sequence[bool]:
        """How the intervals stand after *occurrence*. What opens one and closes it opens it."""
        switches = self.switches.get((occurrence.kind, occurrence.activity))
        if not switches:
            return on
        after = list(on)
        for number, state, where in switches:
            if all(holds(guard, occurrence) for guard in where):
                after[number] = state
        return after


class Step(NamedTuple):
    """A clause of a constraint with its place, ready to hear letters: which bits are its A and its B, and which can meet it.

    *waits*: it hears letters that are neither, and not only while something is open.
    """

    place: int
    first: int
    second: int
    answers: int
    hears_all: bool
    waits: bool
    step: Callable[[State, bool, bool, Moment], State]
    met: Callable[[State, bool, bool, Moment], Moments]
    clash: Callable[[State, Moment], Moments]
    settled: Callable[[State], bool]


def _step(place: int, clause: Clause, swapped: bool) -> Step:
    first, second = (B, A) if swapped else (A, B)
    answers = (first if clause.answers & A else 0) | (second if clause.answers & B else 0)
    waits = clause.hears_all and not clause.trigger
    doing = (clause.step, clause.met, clause.clash, clause.settled)
    return Step(place, first, second, answers, clause.hears_all, waits, *doing)


class Ready:
    """A constraint made ready to be checked. *automaton*: for verdicts, where no time is looked at; *clauses*: for all else.

    *plan*: its clauses; *triggers*: the letters that activate; *settles*: can
    anything make it certain before the end that it is kept? *letters*: activity -> letter, for a constraint without guards,
    subject, window and condition; None for all others.
    """

    def __init__(self, name: str, constraint: Constraint, intervals: Intervals) -> None:
        wrong = faults(constraint)
        if wrong:
            raise ConstraintFault("constraint", " ".join(wrong), place=name)
        self.name = name
        self.constraint = constraint
        given = constraint.given or _opportunity(constraint)
        self.conditional = bool(given)
        self.parts = parts(constraint, tested=self.conditional)
        self.clauses = Clockwork(self.parts)
        self.automaton: Automaton | None = None if automata.timed(self.parts) else automata.automaton(self.parts)
        self.hears_all = self.clauses.hears_all
        self.timed = self.automaton is None
        self.plan = tuple(_step(place, clause, swapped) for place, (clause, swapped) in enumerate(self.parts))
        self.triggers = 0
        for (clause, _), step in zip(self.parts, self.plan, strict=True):
            self.triggers |= (0, step.first, step.second)[clause.trigger]
        self.settles = (
            any(self.automaton.settled) if self.automaton else all(type(one) is Count for one, _ in self.parts)
        )
        self.arguments = SUBJECTS[constraint.per] if constraint.per else ()
        self.ears = _ears(constraint, given, intervals)
        plain = self.automaton is not None and not self.conditional and not self.arguments
        self.letters: dict[str, int] | None = None
        if plain and all(sort == "done" and not ear.cases for (sort, _), ear in self.ears.items()):
            self.letters = {activity: ear.always for (_, activity), ear in self.ears.items()}

    def subjects(self, occurrence: Occurrence) -> tuple[str, ...]:
        """Whom *occurrence* is about, for this constraint; nobody named: everybody."""
        return tuple(dict.fromkeys(value for name in self.arguments for value in occurrence.values(name)))


def _opportunity(constraint: Constraint) -> tuple[Match, ...]:
    """What puts an `absence` with guards to the test: its activity, whether the guards hold or not."""
    if constraint.template != "absence" or not any(
        match.where or match.during or match.outside for match in constraint.a
    ):
        return ()
    return tuple(Match(match.activity, phase=match.phase) for match in constraint.a)


def _ears(constraint: Constraint, given: tuple[Match, ...], intervals: Intervals) -> Mapping[Sign, Ear]:
    always: dict[Sign, int] = {}
    cases: dict[Sign, list[Case]] = {}
    for bit, matches in ((A, constraint.a), (B, constraint.b), (GIVEN, given)):
        for match in matches:
            sign = (kind(match), match.activity)
            during = tuple(intervals.number(interval) for interval in match.during)
            outside = tuple(intervals.number(interval) for interval in match.outside)
            always.setdefault(sign, 0)
            cases.setdefault(sign, [])
            if match.where or during or outside:
                cases[sign].append(Case(bit, match.where, during, outside))
            else:
                always[sign] |= bit
    return {sign: Ear(bits, tuple(cases[sign])) for sign, bits in always.items()}
