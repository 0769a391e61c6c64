"""Monitors: a set of rules that is carried through a play and told one occurrence after another.

`Monitors` is the set, made ready once; a `Standing` is how all its rules stand at a moment: a small, hashable value that an
exploration can keep beside the state of play. `due` says what is owed, for a coach to remind of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from scoring.conformance.automata import GIVEN, Machine
from scoring.conformance.clauses import ACTIVE, BROKEN, UNLIMITED
from scoring.conformance.constraints import Ear, Intervals, Ready, Sign
from scoring.conformance.trace import Occurrence
from scoring.conformance.verdicts import Duty, End, Verdict, gravest
from scoring.course import Moment
from sim.engine.names import Second
from sim.engine.protocols import Constraint

Held = tuple[bool, Any]
"""How a rule stands for one subject: whether what it is given by has happened, and the state of its machine."""
EVERYBODY: str | None = None
"""The instance that hears only what names no subject; where no subject is named, it is the rule."""


class Standing(msgspec.Struct, frozen=True):
    """How all rules stand. *on*: the intervals; *rules*: for each rule its instances by subject, in order."""

    on: tuple[bool, ...]
    rules: tuple[tuple[tuple[str | None, Held], ...], ...]


class Monitors:
    """Rules made ready to be checked. Raises `ConstraintFault` where a constraint means nothing.

    *subjects*: by kind (`child`), whom a rule that is checked apart must be checked for in any case; others come in as they
    are named.
    """

    def __init__(self, rules: Mapping[str, Constraint], subjects: Mapping[str, Sequence[str]] | None = None) -> None:
        self.intervals = Intervals()
        self.ready = tuple(Ready(name, constraint, self.intervals) for name, constraint in rules.items())
        self.machines: tuple[Machine[Any], ...] = tuple(ready.automaton or ready.clauses for ready in self.ready)
        self.declared = tuple(tuple((subjects or {}).get(ready.constraint.per or "", ())) for ready in self.ready)
        self._hearing: dict[Sign, list[tuple[int, Ear | None]]] = {}

    def hearing(self, occurrence: Occurrence) -> list[tuple[int, Ear | None]]:
        """The rules that hear *occurrence*, by number, with what they hear in it; None: only that something was done."""
        sign = (occurrence.kind, occurrence.activity)
        found = self._hearing.get(sign)
        if found is None:
            found = [
                (number, ear)
                for number, ready in enumerate(self.ready)
                if (ear := ready.ears.get(sign)) is not None or (ready.hears_all and occurrence.kind == "done")
            ]
            self._hearing[sign] = found
        return found

    def begin(self) -> Standing:
        """How the rules stand before anything has happened."""
        return Standing(
            (False,) * len(self.intervals.numbers),
            tuple(
                tuple((subject, (False, machine.start)) for subject in (EVERYBODY, *sorted(set(declared))))
                for machine, declared in zip(self.machines, self.declared, strict=True)
            ),
        )

    def after(self, standing: Standing, occurrence: Occurrence) -> Standing:
        """How the rules stand after *occurrence*. Times only are kept of it, so equal pasts are equal standings."""
        now = Moment(occurrence.at, 0)
        rules = list(standing.rules)
        for number, ear in self.hearing(occurrence):
            letter = ear.letter(occurrence, standing.on) if ear is not None else 0
            held = dict(rules[number])
            hear(self.ready[number], self.machines[number], held, occurrence, letter, now)
            rules[number] = tuple(sorted(held.items(), key=lambda item: item[0] or ""))
        return Standing(tuple(self.intervals.switch(occurrence, standing.on)), tuple(rules))

    def relative(self, standing: Standing, now: Second) -> Standing:
        """*standing* as seen from second *now*: with times counted from it, so that equal futures are equal standings."""
        return Standing(
            standing.on,
            tuple(
                tuple((subject, (given, machine.relative(state, now))) for subject, (given, state) in instances)
                for machine, instances in zip(self.machines, standing.rules, strict=True)
            ),
        )

    def due(self, standing: Standing, now: Second) -> tuple[Duty, ...]:
        """What is owed at second *now*, the most urgent first; not what it is too late for, or what nothing has called for."""
        found: list[Duty] = []
        for ready, machine, instances in zip(self.ready, self.machines, standing.rules, strict=True):
            for subject, (given, state) in _counted(instances):
                due = machine.due(state) if machine.phase(state) == ACTIVE else None
                if due is None or due < now or (ready.conditional and not given):
                    continue
                limit = due if due < UNLIMITED else None
                found.append(Duty(ready.name, subject, limit, None if limit is None else limit - now))
        return tuple(sorted(found, key=lambda duty: (duty.due is None, duty.due or 0, duty.rule, duty.subject or "")))

    def verdicts(self, standing: Standing, end: End, now: Second) -> dict[str, Verdict]:
        """The verdicts if the trace ends so at second *now*."""
        return {
            ready.name: gravest(
                [
                    judged(machine, state, given or not ready.conditional, end, now)
                    for _, (given, state) in _counted(instances)
                ]
            )
            for ready, machine, instances in zip(self.ready, self.machines, standing.rules, strict=True)
        }


def hear(
    ready: Ready, machine: Machine[Any], held: dict[str | None, Held], occurrence: Occurrence, letter: int, now: Moment
) -> None:
    """Let the instances of a rule in *held* that *occurrence* concerns hear its *letter*; who is named first comes in."""
    if not letter and not ready.hears_all:
        return
    for subject in concerned(ready, held, occurrence):
        given, state = held.get(subject) or held[EVERYBODY]
        held[subject] = (given or bool(letter & GIVEN), machine.step(state, letter, now))


def concerned(ready: Ready, held: Iterable[str | None], occurrence: Occurrence) -> tuple[str | None, ...]:
    """Whose instances hear *occurrence*: those whom it names, or of all in *held* if it names nobody."""
    return (ready.subjects(occurrence) if ready.arguments else ()) or tuple(held)


def _counted(instances: tuple[tuple[str | None, Held], ...]) -> tuple[tuple[str | None, Held], ...]:
    """The instances that count: those of named subjects, or where none was named, the one of everybody."""
    return instances[1:] or instances


def judged(machine: Machine[Any], state: Any, given: bool, end: End, now: Second) -> Verdict:
    """The verdict of one instance if the trace ends so at second *now*; *given*: it applies at all."""
    return outcome(machine.phase(state), machine.due(state), end, now) if given else "not_activated"


def outcome(phase: int, due: Second | None, end: End, now: Second) -> Verdict:
    """The verdict on what has come so far (*phase*) and owes something until *due*, if the trace ends so at second *now*."""
    if phase == BROKEN:
        return "violated"
    if due is not None:
        if due < now or end == "complete" or (end == "finished" and due >= UNLIMITED):
            return "violated"
        return "pending"
    return "satisfied" if phase == ACTIVE else "not_activated"
