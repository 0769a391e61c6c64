"""Evidence: one instance of a rule, followed with the events that put it to the test, met it and broke it."""

from __future__ import annotations

from scoring.conformance.automata import GIVEN
from scoring.conformance.clauses import ACTIVE, BROKEN, IDLE, UNLIMITED, State
from scoring.conformance.constraints import Ready
from scoring.conformance.monitors import outcome
from scoring.conformance.verdicts import End, Instance, Verdict
from scoring.course import Moment
from sim.engine.names import Second


class Record:
    """An instance of a rule and the events it rests on. It runs the clauses themselves: automata forget events."""

    __slots__ = ("activated", "broke", "certain", "given", "over", "ready", "satisfied", "since", "state", "waits")

    def __init__(self, ready: Ready) -> None:
        self.ready = ready
        self.given = not ready.conditional
        self.since = Moment(0, 0)
        """When it was given, if it had to be: nothing is certain before."""
        self.state: list[State] = list(ready.clauses.start)
        self.activated: list[int] = []
        self.satisfied: list[int] = []
        self.broke: tuple[int, ...] | None = None
        self.certain: Moment | None = None
        self.waits = ready.hears_all
        """Does a letter that is neither A nor B matter now?"""
        self.over = False
        """Does nothing matter any more?"""

    def copy(self) -> Record:
        """A record that goes on from here by itself."""
        other = Record(self.ready)
        other.given, other.broke, other.certain, other.waits = self.given, self.broke, self.certain, self.waits
        other.over, other.since = self.over, self.since
        other.state, other.activated, other.satisfied = self.state[:], self.activated[:], self.satisfied[:]
        return other

    def hear(self, letter: int, now: Moment) -> None:
        """Take the letter of an occurrence, which may be neither A nor B where the rule hears everything."""
        ready = self.ready
        if letter & GIVEN:
            self._given(now)
        if self.broke is not None or (ready.timed and not self._in_time(now.at)):
            return
        if letter & ready.triggers and not (letter & GIVEN):
            self.activated.append(now.seq)
        if self.certain is not None:
            return
        state, settled, waits = self.state, ready.settles, False
        for place, first, second, answers, hears_all, always, step, met, clash, sure in ready.plan:
            before = state[place]
            a, b = letter & first != 0, letter & second != 0
            if a or b or (hears_all and (always or before[1] or before[2])):
                after = step(before, a, b, now)
                if after[0] == BROKEN:
                    self._break(*(time.seq for time in clash(before, now)), now.seq, certain=now)
                    return
                state[place] = after
                if letter & answers:
                    for time in met(before, a, b, now):
                        self.satisfied.append(time.seq)
                if hears_all and (always or after[1] or after[2]):
                    waits = True
            if settled and not sure(state[place]):
                settled = False
        self.waits = waits and not settled
        if settled:
            self.certain = now

    def _given(self, now: Moment) -> None:
        self.activated.append(now.seq)
        if not self.given:
            self.given, self.since = True, now
            if self.certain is not None:
                self.certain = max(self.certain, now)
            self.over = self.broke is not None

    def _in_time(self, at: Second) -> bool:
        """Has no deadline passed before second *at*? If one has, that broke the rule, a second after it."""
        for (clause, _), one in zip(self.ready.parts, self.state, strict=True):
            due = clause.due(one)
            if due is not None and due < at:
                self._break(*(time.seq for time in one[2][:1]), certain=Moment(due + 1, 0))
                return False
        return True

    def _break(self, *events: int, certain: Moment) -> None:
        self.broke = tuple(dict.fromkeys(events))
        self.certain = max(certain, self.since)
        self.waits, self.over = False, self.given

    def instance(self, subject: str | None, end: End, now: Second) -> Instance:
        """How it came out if the trace ends so at second *now*."""
        if self.broke is None:
            self._in_time(now)
        if not self.given:
            return Instance(subject, "not_activated")
        if self.broke is not None:
            return self._said(subject, "violated", broke=self.broke, certain=self.certain)
        due, active = None, False
        for (clause, _), one in zip(self.ready.parts, self.state, strict=True):
            active = active or one[0] == ACTIVE
            late = clause.due(one)
            if late is not None and (due is None or late < due):
                due = late
        verdict = outcome(ACTIVE if active else IDLE, due, end, now)
        if verdict == "not_activated":
            return Instance(subject, verdict)
        if verdict == "violated":
            owed = {time.seq: 0 for one in self.state for time in one[2]}
            return self._said(subject, verdict, broke=tuple(owed))
        if verdict == "pending":
            return self._said(subject, verdict, due=due if due is not None and due < UNLIMITED else None)
        if self.ready.constraint.template == "end":
            self.satisfied = [time.seq for time in self.state[0][1]]
        return self._said(subject, verdict, certain=self.certain)

    def _said(
        self,
        subject: str | None,
        verdict: Verdict,
        broke: tuple[int, ...] = (),
        certain: Moment | None = None,
        due: Second | None = None,
    ) -> Instance:
        satisfied = tuple(self.satisfied)
        if len(satisfied) > 1:
            satisfied = tuple(sorted(set(satisfied)))
        return Instance(subject, verdict, tuple(self.activated), satisfied, broke, certain, due)
