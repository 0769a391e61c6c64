"""Findings: strengths and areas for improvement, each with the log lines that show it.

From them the analysis and the improvement plan are made. A finding says what the evidence shows.
What to do about it, who does it and by when is for people to say. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.needs import NeedLine
from scoring.rules import KINDS
from scoring.sentences import about
from scoring.words import lapse
from sim.engine.scenario import Dimension
from sim.reports.material import Material
from sim.reports.outcomes import came
from sim.reports.wording import Wording, lowered, points, said, sentence

Part = Literal["critical", "objective", "rule", "information", "decision", "child"]

PARTS: dict[Part, str] = {
    "critical": "Critical error",
    "objective": "Objective",
    "rule": "Protocol",
    "information": "Information",
    "decision": "Decision",
    "child": "The child’s day",
}
SEVERITY = {"critical": 3.0, "major": 2.0, "minor": 1.0}


@dataclass(frozen=True, slots=True)
class Finding:
    """One strength (*good*) or area for improvement. *weight*: what weighs more stands first.

    *capability*: under which heading the plan files it; *objective*: the objective that it belongs to, if it does.
    *seats*: whose act it was; empty where that is not said. *rule*: the rule or critical error that it is about.
    *group*: findings of a part with the same one are one thing to mend; *heading* says what several of them are, behind
    their number (of a child: its letter), and *brief* is this one among them, in a few words.
    """

    good: bool
    part: Part
    capability: str
    what: str
    why: str = ""
    events: tuple[int, ...] = ()
    source: str = ""
    weight: float = 1.0
    seats: tuple[str, ...] = ()
    dimension: Dimension | None = None
    objective: str = ""
    rule: str = ""
    group: str = ""
    heading: str = ""
    brief: str = ""


def findings(material: Material, words: Wording) -> tuple[Finding, ...]:
    """All findings of a play, the heaviest first; in a workshop without owners and without what only points show."""
    found = [
        *_critical(material),
        *_objectives(material),
        *_rules(material),
        *_information(material, words),
        *(_decisions(material, words) if material.points else ()),
        *_children(material),
    ]
    return tuple(sorted(found, key=lambda one: -one.weight))


def areas(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What can be improved."""
    return tuple(one for one in found if not one.good)


def strengths(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What went well."""
    return tuple(one for one in found if one.good)


def varied(found: Sequence[Finding], most: int) -> list[Finding]:
    """*most* of *found*: the heaviest of each part first, so that a short list does not say one thing three times."""
    seen: set[str] = set()
    first: list[Finding] = []
    for one in found:
        if one.part not in seen:
            seen.add(one.part)
            first.append(one)
    return [*first, *(one for one in found if one not in first)][:most]


def _critical(material: Material) -> Iterator[Finding]:
    for error in material.card.critical:
        if error.confirmed is not False:
            yield Finding(
                False, "critical", PARTS["critical"], sentence(said(error.text)), events=error.events,
                source=error.source, weight=100.0, seats=error.roles if material.points else (), rule=error.id,
            )  # fmt: skip


def _objectives(material: Material) -> Iterator[Finding]:
    charged = {rule.rule: rule.charged for rule in material.card.protocol if rule.verdict == "violated"}
    for rating in material.card.ratings:
        text = said(rating.text)
        for task in rating.tasks:
            if task.met is not None:
                what = f"{'Done' if task.met else 'Not done'}: {sentence(lowered(task.title))}"
                yield Finding(
                    task.met, "objective", text, what, events=task.events, weight=0.9 if task.met else 9.0,
                    seats=charged.get(task.name, ()) if task.rule and not task.met and material.points else (),
                    objective=rating.objective, rule=task.name if task.rule else "", group=rating.objective,
                )  # fmt: skip
        for harm in rating.harm:
            what = f"Harm on the way to it: {sentence(harm.text)}"
            yield Finding(
                False, "objective", text, what, events=harm.events, weight=20.0, objective=rating.objective,
                group=rating.objective,
            )  # fmt: skip


def _rules(material: Material) -> Iterator[Finding]:
    """Rules that count, each once: a rule that several children broke is one finding with all their lines."""
    shown: dict[tuple[str, bool], Finding] = {}
    critical = {error.id for error in material.card.critical}
    for rule in material.card.protocol:
        if rule.verdict not in ("violated", "satisfied") or not rule.scored or rule.rule in critical:
            continue
        good = rule.verdict == "satisfied"
        events = rule.satisfied if good else (*rule.activated, *rule.broke)
        before = shown.get((rule.rule, good))
        shown[rule.rule, good] = Finding(
            good,
            "rule",
            f"{rule.pack_title} ({KINDS[rule.kind].lower()})",
            f"{'Kept' if good else 'Not kept'}: {rule.rule}, {sentence(lowered(said(rule.statement)))}",
            sentence(said(rule.rationale)),
            tuple(sorted({*events, *(before.events if before else ())})),
            rule.source,
            SEVERITY[rule.severity] * (4 if rule.kind == "law" else 3) if not good else SEVERITY[rule.severity] / 2,
            rule.charged if material.points else (),
            "protocol",
            rule=rule.rule,
        )
    yield from shown.values()


def _information(material: Material, words: Wording) -> Iterator[Finding]:
    ledger = material.card.ledger
    unaware = {(blind.role, blind.fact) for blind in ledger.blind}
    for need in ledger.needs:
        if need.status in ("late", "never") and (need.holders or not material.points):
            what = f"{words.quoted(need.fact)} {_missed(need, words)}"
            if (need.role, need.fact) in unaware:
                what += (
                    f" {words.seat(need.role)} decided without it."
                    if material.points
                    else " It was decided without it."
                )
            held = f" that {words.whose(need.owners)} held" if material.points and need.owners else ""
            yield Finding(
                False, "information", "Coordination", what, "", need.events,
                weight=6.0 if (need.role, need.fact) in unaware else 4.0 * (1 - (need.credit or 0)),
                seats=need.owners if material.points else (), dimension="coordination",
                group=f"{need.role} {' '.join(need.owners) if material.points else ''}",
                heading=f"facts{held} did not reach {words.who(need.role)} in time",
                brief=f"{words.quoted(need.fact)}{_short(need, words)}",
            )  # fmt: skip
        elif need.status == "in_time" and need.told is not None and need.told_by is not None:
            back = " and read back rightly" if need.acknowledged else ""
            what = (
                f"{words.quoted(need.fact)} reached {words.who(need.role)} in time, at {words.time(need.told)}{back}."
            )
            yield Finding(
                True, "information", "Coordination", what, events=need.events, weight=1.1 if back else 1.0,
                seats=need.owners if material.points else (), dimension="coordination",
            )  # fmt: skip
    for telling in ledger.tellings:
        if telling.verdict in ("unlawful", "kept_from"):
            to = words.whose(telling.unlawful or telling.kept_from or telling.to)
            why = (
                "without a ground that the case allows"
                if telling.verdict == "unlawful"
                else "from whom it is to be kept"
            )
            yield Finding(
                False, "information", "Lawful sharing", f"{words.quoted(telling.fact)} went to {to} {why}.",
                f"Ground stated: {sentence(words.basis(telling.basis))}", telling.events, weight=7.0,
                seats=(telling.owner,) if material.points else (), dimension="coordination", group="telling",
                heading="facts went where they may not go", brief=f"{words.quoted(telling.fact)} to {to}, {why}",
            )  # fmt: skip
    for question in ledger.questions:
        if question.answer is None:
            what = f"A question to {words.who(question.to)} about “{words.topic(question.topic)}” was never answered."
            yield Finding(
                False, "information", "Coordination", what, events=(question.seq,), weight=2.0, group="question",
                heading="questions were never answered",
                brief=f"to {words.who(question.to)} about “{words.topic(question.topic)}”",
            )  # fmt: skip


def _missed(need: NeedLine, words: Wording) -> str:
    by = f", needed by {words.time(need.due)}" if need.due is not None else ""
    if need.status == "late" and need.known is not None:
        late = f" ({about(need.known - need.due)} late)" if need.due is not None and need.known > need.due else ""
        return f"reached {words.who(need.role)} only at {words.time(need.known)}{by}{late}."
    return f"never reached {words.who(need.role)}{by}."


def _short(need: NeedLine, words: Wording) -> str:
    if need.status == "late" and need.known is not None and need.due is not None and need.known > need.due:
        return f" ({about(need.known - need.due)} late)"
    return f" (needed by {words.time(need.due)})" if need.due is not None else ""


def _decisions(material: Material, words: Wording) -> Iterator[Finding]:
    for n, review in enumerate(material.card.decisions, 1):
        scored = [item for item in review.items if item.at_stake > 0]
        if not scored:
            continue
        earned, stake = sum(item.points for item in scored), sum(item.at_stake for item in scored)
        lost = stake - earned
        seats = tuple(dict.fromkeys(owner for item in scored for owner in item.owners))
        what = f"Decision {n}, “{review.title}”: {came(review, words, owners=material.points)}"
        why = f"{points(earned, stake)} points."
        if lost < 1e-9:
            yield Finding(True, "decision", "Decisions", what, why, review.events, weight=stake / 4, seats=seats)
        else:
            yield Finding(
                False, "decision", "Decisions", what, why, review.events, weight=5 * lost / stake, seats=seats,
                group=" ".join(seats), heading=f"decisions of {words.whose(seats)} lost points",
                brief=f"{n} “{review.title}”, {points(earned, stake)}",
            )  # fmt: skip


def _children(material: Material) -> Iterator[Finding]:
    for day in material.card.days:
        for burden in day.counts:
            if not burden.told or burden.model is None:
                continue
            if burden.seconds is not None:
                more = (burden.seconds - (burden.model_seconds or 0)) / 3600
                here, there = lapse(burden.seconds), lapse(burden.model_seconds or 0)
            else:
                more, here, there = float(burden.count - burden.model), str(burden.count), str(burden.model)
            if more > 0:
                what = f"Child {day.name}: {burden.title}: {here}, and {there} in the model’s play."
                yield Finding(
                    False, "child", PARTS["child"], what, "", burden.events,
                    weight=3.0 + min(more, 3.0), dimension="trauma_informed", group="child", heading=day.name,
                    brief=f"{lowered(burden.title)}, {here} instead of {there}",
                )  # fmt: skip
