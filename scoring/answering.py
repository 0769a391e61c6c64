"""Answering: who answers for what a rule came out as, judged on what they knew then, and whether the act is counted elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from scoring.conformance import Instance
from scoring.course import Course, Visit
from scoring.decisions import open_ways
from scoring.items import TEAM, Item
from sim.engine import events as e
from sim.engine.names import ActivityId, DecisionId, RoleId
from sim.engine.parties import Binding
from sim.engine.protocols import Template

FORBIDDING: frozenset[Template] = frozenset(
    (
        "absence",
        "init",
        "precedence",
        "alternate_precedence",
        "chain_precedence",
        "not_coexistence",
        "not_succession",
        "not_chain_succession",
    )
)
"""Templates that only an act can break: who did it answers for it. In all others something is owed."""

UNBOUND = "Who did it is not bound by it."
UNKNOWN = "Nobody whom it binds could know what called for it."


class Answering:
    """Who did what in *course*, by which decision. *judged*: the items of decisions, for what is counted there already."""

    def __init__(self, course: Course, judged: Sequence[Item]) -> None:
        self.course = course
        self.visits = {visit.id: visit for visit in course.visits}
        self.keyed = {
            item.decision
            for item in judged
            if item.kind == "decision" and item.dimension == "protocol" and item.decision is not None
        }
        self.decided = _decided(course.log)

    def who(self, binding: Binding, one: Instance) -> tuple[tuple[str, ...], str]:
        """Who answers for *one*: seats, or the team; nobody, and why not.

        An act is that of who did it; what was decided together, or in a seat that the computer held for a person, the team's.
        A duty is that of the seats which saw what called for it, or fulfilled it.
        """
        if binding.team:
            return (TEAM,), ""
        act = broken_by(binding, one)
        if act is not None:
            return self._named(binding, self._doers(act)), UNBOUND
        if binding.rule.constraint is not None and binding.rule.constraint.template in FORBIDDING:
            tested = {who for seq in one.activated for who in self._doers(seq)}
            return self._named(binding, tested), UNBOUND
        called = one.broke if one.verdict == "violated" and one.broke else one.activated
        able = {role for seq in called for role in self._knowers(seq)} & set(binding.roles)
        if not called:
            able = set(binding.roles)
        if one.verdict == "satisfied":
            done = self._named(binding, {who for seq in one.satisfied for who in self._doers(seq)})
            able |= {RoleId(who) for who in done if who != TEAM}
            if done == (TEAM,) and not able:
                return done, ""
        first = called[0] if called else 1
        last = self._until(one)
        there = {role for role in able if self.course.answerable(role, first, last)}
        if able and not there:
            return (TEAM,), ""
        return tuple(role for role in self.course.book.roles if role in there), UNKNOWN

    def counted(self, binding: Binding, one: Instance, charged: tuple[str, ...]) -> str:
        """The decision whose credit in this dimension counts the act (or its omission) already; empty: none does."""
        act = broken_by(binding, one)
        if act is not None:
            return self._keyed([act])
        template = binding.rule.constraint.template if binding.rule.constraint is not None else "absence"
        if one.verdict == "satisfied":
            return self._keyed(one.activated if template in FORBIDDING else one.satisfied or one.activated)
        if one.verdict != "violated":
            return ""
        return self._let_pass(binding, one, charged)

    def _named(self, binding: Binding, who: Iterable[str]) -> tuple[str, ...]:
        found = set(who)
        bound = tuple(role for role in self.course.book.roles if role in found and role in binding.roles)
        return bound or ((TEAM,) if TEAM in found else ())

    def _doers(self, seq: int) -> tuple[str, ...]:
        """Who did event *seq*: the seats that the act names, else who was at the work; the team, where they did it together."""
        event = self.course.log[seq - 1]
        if isinstance(event, e.Told | e.Asked | e.Acknowledged):
            return (event.frm,) if self.course.judged(RoleId(event.frm), seq) else (TEAM,)
        if isinstance(event, e.Delivered):
            return (event.message.frm,)
        if not isinstance(event, e.Done | e.Started):
            return ()
        visit = self.visits.get(self.decided.get(seq, DecisionId("")))
        if visit is not None and not alone(visit):
            return (TEAM,)
        return tuple(role if self.course.judged(role, seq) else TEAM for role in event.by)

    def _until(self, one: Instance) -> int:
        """The last event before it was certain."""
        if one.certain is None:
            return len(self.course.log)
        return max(1, bisect_right(self.course.log, one.certain.at, key=lambda event: event.at))

    def _knowers(self, seq: int) -> tuple[RoleId, ...]:
        return self.course.log[seq - 1].seen_by

    def _keyed(self, acts: Sequence[int]) -> str:
        """The first decision behind *acts*, if each of them was part of one with credit in this dimension."""
        behind = [self.decided.get(seq) for seq in acts]
        return str(behind[0]) if behind and all(decision in self.keyed for decision in behind) else ""

    def _let_pass(self, binding: Binding, one: Instance, charged: tuple[str, ...]) -> str:
        """A decision at which what was owed could be chosen, and was not, and whose credit says so."""
        constraint = binding.rule.constraint
        if constraint is None:
            return ""
        owed = {match.activity for match in (*constraint.a, *constraint.b)}
        if constraint.b and constraint.template in ("response", "alternate_response", "chain_response"):
            owed = {match.activity for match in constraint.b}
        called = min(one.broke or one.activated or (1,))
        since = self.visits.get(self.decided.get(called, DecisionId("")))
        first = min(called, since.closed.seq) if since is not None and since.closed is not None else called
        for visit in self.course.visits:
            if visit.closed is None or visit.closed.seq < first or visit.id not in self.keyed:
                continue
            if one.certain is not None and visit.closed.at > one.certain.at:
                break
            if TEAM not in charged and not set(charged) & set(visit.deciders):
                continue
            if any(owed & acts(visit, choice) for choice in open_ways(visit)):
                return str(visit.id)
        return ""


def alone(visit: Visit) -> bool:
    """Does each decide for itself here?"""
    return visit.before.book.scenes[visit.scene].how in ("alone", "each")


def acts(visit: Visit, choice: str) -> set[ActivityId]:
    """The activities of a choice."""
    way = visit.before.book.scenes[visit.scene].ways[choice]
    return {act.activity for act in (*way.start.does, *way.end.does)}


def broken_by(binding: Binding, one: Instance) -> int | None:
    """The act that broke a rule; None: it was kept, or something was not done."""
    constraint = binding.rule.constraint
    if one.verdict != "violated" or not one.broke or constraint is None:
        return None
    at_once = one.certain is not None and one.certain.seq == one.broke[-1]
    return one.broke[-1] if at_once or constraint.template in FORBIDDING else None


def _decided(log: Sequence[e.AnyEvent]) -> dict[int, DecisionId]:
    """Number of what was begun or done -> the decision that it followed from; what an inject does follows from none."""
    found: dict[int, DecisionId] = {}
    cause: DecisionId | None = None
    for event in log:
        match event:
            case e.DecisionClosed(decision=decision) | e.WorkEnded(decision=decision):
                cause = decision
            case e.NoShow(works=works):
                cause = works[0].decision if works else None
            case e.CameLate(work=work):
                cause = work.decision
            case e.InjectFired():
                cause = None
            case e.Started() | e.Done() if cause is not None and event.by:
                found[event.seq] = cause
            case _:
                pass
    return found
