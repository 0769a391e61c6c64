"""Adherence: how the rules of the protocol packs came out in a play, and what of it counts. Pure: packs and a course.

A rule is one item for those who answer for it, whatever the number of children it was checked for. Who answers is judged on what
they knew then: an act is that of who did it, a duty that of the seats it binds which saw what called for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from scoring.answering import Answering
from scoring.conformance import Checker, End, Instance, trace
from scoring.course import Course
from scoring.items import Evidence, Item, Untested
from sim.engine.names import RoleId, Second
from sim.engine.parties import Binding, bindings, parties
from sim.engine.protocols import Confidence, Constraint, Kind, Pack, Severity
from sim.engine.scenario import Scenario

WEIGHTS: dict[Severity, float] = {"critical": 3.0, "major": 2.0, "minor": 1.0}
"""What a rule weighs by its severity; a decision's best choice is one point."""

SEEN: dict[Confidence, str] = {"V1": "a rule seen in its source", "V2": "a rule seen in a secondary source"}

Outcome = Literal["satisfied", "violated", "pending", "not_activated", "not_checked"]
"""A verdict of the checker, or that a rule has nothing to check in this case."""

NO_OCCASION = "There was no occasion for it."
STILL_OWED = "It is still owed, and there was time left."
COUNTED = "The act is counted with the decision that it was part of."

GRAVITY: dict[Outcome, int] = {"not_checked": 0, "not_activated": 1, "satisfied": 2, "pending": 3, "violated": 4}


class Adherence(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as it came out for one subject, with the log lines that it rests on.

    *roles*: the seats that the rule binds here; *charged*: whose verdict it is, those of them who could know of it (`team`: all
    together); nobody, if it is not held against anybody. *severity*: as it counts, so at most major from a secondary source.
    *scored*: an item of the score rests on it; else *why_unscored* says why not, and *counted_by* names the decision whose
    credit counts the same act already. *subject*: the child or device that it is about, or "".
    *activated*, *satisfied*, *broke*: log lines. *certain*: the second from which nothing could change it; None: only the end
    settled it, or it is open. *due*: the last second for what is still owed.
    """

    pack: str
    pack_title: str
    rule: str
    statement: str
    roles: tuple[RoleId, ...]
    kind: Kind
    severity: Severity
    confidence: Confidence
    jurisdiction: str
    source: str
    rationale: str
    scored: bool
    why_unscored: str
    verdict: Outcome
    subject: str = ""
    activated: tuple[int, ...] = ()
    satisfied: tuple[int, ...] = ()
    broke: tuple[int, ...] = ()
    certain: Second | None = None
    due: Second | None = None
    note: str = ""
    charged: tuple[str, ...] = ()
    counted_by: str = ""

    @property
    def events(self) -> tuple[int, ...]:
        """Every log line that it rests on, in order."""
        return tuple(sorted({*self.activated, *self.satisfied, *self.broke}))


def critical_violations(adherence: Iterable[Adherence]) -> tuple[Adherence, ...]:
    """The critical rules that somebody broke and answers for, whether their points are counted here or with a decision."""
    return tuple(one for one in adherence if one.verdict == "violated" and one.severity == "critical" and one.charged)


def adhere(course: Course, packs: Sequence[Pack], judged: Sequence[Item]) -> tuple[Evidence, tuple[Adherence, ...]]:
    """How every rule of *packs* came out in *course*, and the items that rest on it. *judged*: what was judged already."""
    if not packs:
        return Evidence(), ()
    scenario = course.book.scenario
    found = bindings(scenario, packs)
    constraints = {
        binding.key: stretched(binding.rule.constraint, course.factor(binding.roles))
        for binding in found
        if binding.checked and binding.rule.constraint is not None
    }
    checker = Checker(constraints, {"child": tuple(scenario.children)})
    findings = checker.check(trace(course.log, parties(scenario)), _end(course), course.end.time)
    answering = Answering(course, judged)
    rows: list[Adherence] = []
    items: list[Item] = []
    untested: list[Untested] = []
    for binding in found:
        finding = findings.get(binding.key)
        tested = () if finding is None else [one for one in finding.instances if one.verdict != "not_activated"]
        if not tested:
            rows.append(_row(binding, "not_checked" if finding is None else "not_activated", None))
            continue
        mine = [_judged(binding, one, answering) for one in tested]
        for owners, group in _groups(mine).items():
            each = _counts(scenario, binding, owners, group)
            if isinstance(each, Item):
                items.append(each)
            else:
                untested.append(each)
                mine = [_waiting(row) if row.charged == owners else row for row in mine]
        rows += mine
    return Evidence(tuple(items), tuple(untested)), tuple(rows)


def _end(course: Course) -> End:
    """How the play ended, for what is still owed: only a case that came to its end has had all the time there was."""
    return "finished" if course.end.ended and course.end.how in ("finished", "declared") else "stopped"


def stretched(constraint: Constraint, factor: float) -> Constraint:
    """*constraint* with its latest time stretched by *factor* (accommodations)."""
    window = constraint.window
    if factor == 1 or window.most is None:
        return constraint
    most = math.ceil(window.most * factor)
    return msgspec.structs.replace(constraint, window=msgspec.structs.replace(window, most=most))


def _row(binding: Binding, verdict: Outcome, one: Instance | None) -> Adherence:
    rule = binding.rule
    row = Adherence(
        pack=binding.pack.name,
        pack_title=binding.pack.title,
        rule=rule.id,
        statement=rule.statement,
        roles=binding.roles,
        kind=rule.kind,
        severity=rule.weight,
        confidence=rule.confidence,
        jurisdiction=rule.jurisdiction,
        source=rule.source,
        rationale=rule.rationale,
        scored=False,
        why_unscored=binding.why or (NO_OCCASION if verdict == "not_activated" else ""),
        verdict=verdict,
        note=rule.note,
    )
    if one is None:
        return row
    return msgspec.structs.replace(
        row,
        subject=one.subject or "",
        activated=one.activated,
        satisfied=one.satisfied,
        broke=one.broke,
        certain=one.certain.at if one.certain is not None else None,
        due=one.due,
    )


def _judged(binding: Binding, one: Instance, answering: Answering) -> Adherence:
    row = _row(binding, one.verdict, one)
    if binding.why:
        return row
    who, why = answering.who(binding, one)
    decision = answering.counted(binding, one, who) if who else ""
    if decision:
        why = COUNTED
    elif who:
        why = STILL_OWED if one.verdict == "pending" else ""
    return msgspec.structs.replace(row, charged=who, counted_by=decision, scored=not why, why_unscored=why)


def _waiting(row: Adherence) -> Adherence:
    """A row that does not count, because the same rule is still owed for another subject."""
    return msgspec.structs.replace(row, scored=False, why_unscored=STILL_OWED) if row.scored else row


def _groups(rows: list[Adherence]) -> dict[tuple[str, ...], list[Adherence]]:
    """The rows that count, by who answers for them together."""
    groups: dict[tuple[str, ...], list[Adherence]] = {}
    for row in rows:
        if row.charged and not row.counted_by:
            groups.setdefault(row.charged, []).append(row)
    return groups


def _counts(scenario: Scenario, binding: Binding, owners: tuple[str, ...], group: list[Adherence]) -> Item | Untested:
    """What a rule counts for *owners*: the gravest of what came out for its subjects, once."""
    rule = binding.rule
    verdict = max((row.verdict for row in group), key=GRAVITY.__getitem__)
    meant = [row for row in group if row.verdict == verdict]
    events = tuple(sorted({seq for row in meant for seq in row.events}))
    label = f"{binding.pack.title}: {rule.id}"
    if verdict == "pending":
        reason = f"{rule.statement} {STILL_OWED}"
        return Untested(dimension="protocol", owners=owners, kind="rule", label=label, reason=reason, events=events)
    names = [child.name for key, child in scenario.children.items() if key in {row.subject for row in meant}]
    about = f" (child {', '.join(names)})" if names and len(meant) < len(scenario.children) else ""
    weight = WEIGHTS[rule.weight]
    return Item(
        dimension="protocol",
        owners=owners,
        kind="rule",
        label=label,
        credit=1.0 if verdict == "satisfied" else 0.0,
        weight=weight,
        at_stake=weight,
        events=events,
        reason=f"{'Kept' if verdict == 'satisfied' else 'Broken'}{about}: {rule.statement}",
        source=rule.source,
        key=SEEN.get(rule.confidence, ""),
        roles=binding.roles,
    )
