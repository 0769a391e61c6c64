"""The checker: one pass over a trace for all rules together, with the events that each verdict rests on, or without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scoring.conformance.automata import Machine
from scoring.conformance.constraints import Ear, Ready
from scoring.conformance.evidence import Record
from scoring.conformance.families import families
from scoring.conformance.monitors import EVERYBODY, Held, Monitors, concerned, hear, judged
from scoring.conformance.trace import Occurrence
from scoring.conformance.verdicts import End, Finding, Verdict, gravest
from sim.engine.names import Second
from sim.engine.protocols import Constraint


class Checker:
    """Rules made ready to check traces by; it can be used again and again. Raises `ConstraintFault`.

    *subjects* as for `Monitors`.
    """

    def __init__(self, rules: Mapping[str, Constraint], subjects: Mapping[str, Sequence[str]] | None = None) -> None:
        self.monitors = Monitors(rules, subjects)
        ready = self.monitors.ready
        self._families = families(
            [
                (one.name, one.automaton, one.letters)
                for one in ready
                if one.automaton is not None and one.letters is not None
            ]
        )
        self._others = [number for number, one in enumerate(ready) if one.letters is None]
        self._unjudged: dict[str, Verdict] = {one.name: "not_activated" for one in ready}

    def check(self, trace: Iterable[Occurrence], end: End, now: Second | None = None) -> dict[str, Finding]:
        """What became of every rule in *trace*, which ended so at second *now* (if not said: with its last occurrence).

        The order is that of the trace; the clock only measures windows.
        """
        monitors = self.monitors
        rules = monitors.ready
        alone = [None if ready.arguments else Record(ready) for ready in rules]
        apart: dict[int, dict[str | None, Record]] = {
            number: {subject: Record(ready) for subject in (EVERYBODY, *monitors.declared[number])}
            for number, ready in enumerate(rules)
            if ready.arguments
        }
        on: Sequence[bool] = (False,) * len(monitors.intervals.numbers)
        last = 0
        for occurrence in trace:
            moment, last = occurrence.moment, occurrence.at
            for number, ear in monitors.hearing(occurrence):
                letter = 0 if ear is None else ear.letter(occurrence, on) if ear.cases else ear.always
                record = alone[number]
                if record is not None:
                    if record.waits or (letter and not record.over):
                        record.hear(letter, moment)
                elif letter or rules[number].hears_all:
                    _tell(rules[number], apart[number], occurrence, letter)
            if monitors.intervals.numbers:
                on = monitors.intervals.switch(occurrence, on)
        at = last if now is None else now
        found: dict[str, Finding] = {}
        for number, (ready, record) in enumerate(zip(rules, alone, strict=True)):
            if record is not None:
                instance = record.instance(None, end, at)
                found[ready.name] = Finding(ready.name, instance.verdict, (instance,))
            else:
                found[ready.name] = _finding(ready, apart[number], end, at)
        return found

    def verdicts(self, trace: Sequence[Occurrence], end: End, now: Second | None = None) -> dict[str, Verdict]:
        """As `check`, the verdicts only, and much quicker where rules have no guard, subject, window or condition."""
        found = self._unjudged.copy()
        done = [occurrence.activity for occurrence in trace if occurrence.kind == "done"]
        for family in self._families:
            node = family.start
            for activity in done:
                node = node[activity]
            found.update(node.verdicts(end))
        if self._others:
            self._rest(trace, end, now if now is not None else trace[-1].at if trace else 0, found)
        return found

    def _rest(self, trace: Sequence[Occurrence], end: End, at: Second, found: dict[str, Verdict]) -> None:
        monitors = self.monitors
        others: dict[int, dict[str | None, Held]] = {
            number: dict.fromkeys((EVERYBODY, *monitors.declared[number]), (False, monitors.machines[number].start))
            for number in self._others
        }
        on: Sequence[bool] = (False,) * len(monitors.intervals.numbers)
        for occurrence in trace:
            for number, ear in monitors.hearing(occurrence):
                if (held := others.get(number)) is not None:
                    letter = _letter(ear, occurrence, on)
                    hear(monitors.ready[number], monitors.machines[number], held, occurrence, letter, occurrence.moment)
            on = monitors.intervals.switch(occurrence, on)
        for number, held in others.items():
            machine: Machine[Any] = monitors.machines[number]
            ready = monitors.ready[number]
            found[ready.name] = gravest(
                [
                    judged(machine, state, given or not ready.conditional, end, at)
                    for subject, (given, state) in held.items()
                    if subject is not EVERYBODY or len(held) == 1
                ]
            )


def _letter(ear: Ear | None, occurrence: Occurrence, on: Sequence[bool]) -> int:
    return 0 if ear is None else ear.letter(occurrence, on)


def _tell(ready: Ready, held: dict[str | None, Record], occurrence: Occurrence, letter: int) -> None:
    """Let the instances that *occurrence* concerns hear its letter; who is named first comes in."""
    for subject in concerned(ready, held, occurrence):
        record = held.get(subject)
        if record is None:
            record = held[subject] = held[EVERYBODY].copy()
        record.hear(letter, occurrence.moment)


def _finding(ready: Ready, held: dict[str | None, Record], end: End, at: Second) -> Finding:
    instances = tuple(
        record.instance(subject, end, at)
        for subject, record in held.items()
        if subject is not EVERYBODY or len(held) == 1
    )
    return Finding(ready.name, gravest([one.verdict for one in instances]), instances)
