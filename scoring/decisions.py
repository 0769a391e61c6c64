"""Decisions: what each decision earned. What that is divided by is not decided here, but in `stakes`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.course import Course, Detour, Visit
from scoring.credit import Worth, best_worth, credit, disputed, disputed_lines, key_of, timeliness, whose, worth
from scoring.items import TEAM, Evidence, Item, Untested
from scoring.words import lapse, seats_in_order, titles
from sim.engine import events as e
from sim.engine.decisions import choices_open
from sim.engine.names import ChoiceId, ItemId, RoleId, SceneId, Second
from sim.engine.scenario import DIMENSIONS, Choice, Dimension, Within
from sim.engine.scenes import OUTCOMES, SceneBook, Way, pick

THE_KEY = "the scenario’s key"
"""What an item cites where its author gave no source."""

APART = ("alone", "each")
"""The ways of deciding in which what comes of it is each role's own."""

UNFINISHED = {
    "interrupted": "This was broken off by a call; nothing was decided.",
    "unfinished": "The case ended while this was open.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What came of a decision for some roles: the outcome (a choice or what follows without one) and the ticked lines.

    *owners*: who it counts for; *roles*: who decided it.
    """

    owners: tuple[str, ...]
    roles: tuple[RoleId, ...]
    outcome: str
    ticked: tuple[ItemId, ...]


def judge(course: Course) -> Evidence:
    """What all decisions in *course* earned, as items with nothing else at stake, and those that could not be judged."""
    found = [each for visit in course.visits for each in _visit(course, visit)]
    found += [each for detour in course.detours for each in _detour(course, detour)]
    return Evidence(
        tuple(each for each in found if isinstance(each, Item)),
        tuple(each for each in found if isinstance(each, Untested)),
    )


def judged(course: Course, visit: Visit) -> tuple[Item, ...]:
    """What the one decision *visit* earned, as `judge` has it."""
    return tuple(each for each in _visit(course, visit) if isinstance(each, Item))


def parts(visit: Visit) -> tuple[Part, ...]:
    """What came of *visit*, by who decided it: one part for the team in a joint decision, one a role in `each`."""
    closed = visit.closed
    deciders = visit.deciders
    if closed is None or not visit.committed:
        return (
            tuple(Part((role,), (role,), "", ()) for role in deciders)
            if _apart(visit)
            else (Part((TEAM,), deciders, "", ()),)
        )
    return parts_of(visit.before.book.scenes[visit.scene], deciders, closed)


def parts_of(ready: SceneBook, deciders: tuple[RoleId, ...], closed: e.DecisionClosed) -> tuple[Part, ...]:
    """What came of a decision at *ready* that *closed* with an outcome, as `parts` has it."""
    if ready.how not in APART:
        work = closed.works[0]
        return (Part((TEAM,), deciders, work.outcome, work.items),)
    return tuple(
        [
            Part((role,), (role,), work.outcome, work.items)
            for role in deciders
            for work in closed.works
            if role in work.roles
        ]
    )


def _apart(visit: Visit) -> bool:
    return visit.before.book.scenes[visit.scene].how in APART


def open_ways(visit: Visit) -> dict[ChoiceId, Way]:
    """The choices that could be taken when *visit* closed, in the order of their keys."""
    ways = visit.before.book.scenes[visit.scene].ways
    return {choice: ways[choice] for choice in choices_open(visit.found)}


def keyed(visit: Visit, ready: SceneBook) -> tuple[Dimension, ...]:
    """The dimensions in which this decision has credit."""
    book, shown = visit.before.book, visit.found.items
    names = {
        dimension
        for way in open_ways(visit).values()
        for dimension in best_worth(book, way, visit.before, shown).points
    }
    for outcome in OUTCOMES[:2]:
        if outcome in ready.ways:
            names |= set(credit(ready.ways[outcome], visit.before).points)
    return tuple(dimension for dimension in DIMENSIONS if dimension in names)


def outcome_text(visit: Visit, outcome: str) -> str:
    """The words of a choice as they were offered, or of what follows without one."""
    book, found = visit.before.book, visit.found
    way = book.scenes[visit.scene].ways[outcome]
    case = pick(way.text, visit.before) if way.text else 0
    if outcome in found.offered and found.wording:
        case = found.wording[found.offered.index(ChoiceId(outcome))]
    elif outcome in found.offered:
        case = 0
    return book.choice_text(visit.scene, outcome, case).strip()


# --- one decision


def _visit(course: Course, visit: Visit) -> Iterator[Item | Untested]:
    ready = course.book.scenes[visit.scene]
    dimensions = keyed(visit, ready)
    label = ready.scene.title
    for part in parts(visit):
        owners = part.owners
        seq = visit.closed.seq if visit.closed is not None else visit.opened.seq
        if owners != (TEAM,) and not course.judged(part.roles[0], seq):
            for dimension in dimensions:
                yield _untested(visit, dimension, owners, "The computer held this seat at that moment.")
            owners = (TEAM,)
        if not visit.committed:
            if not _came_again(course, visit):
                how = visit.closed.how if visit.closed is not None else ""
                reason = UNFINISHED.get(how, "This is still open.")
                for dimension in dimensions:
                    yield _untested(visit, dimension, owners, reason)
            continue
        for dimension in dimensions:
            yield _judged(course, visit, part, owners, dimension, label)
            yield from _untimed(course, visit, part, owners, dimension)
        yield from _disputed_lines(course, visit, part, owners)


def _came_again(course: Course, visit: Visit) -> bool:
    """Was an interrupted decision opened again for somebody who decides it?"""
    return any(
        other.scene == visit.scene and other.opened.seq > visit.opened.seq and set(other.present) & set(visit.present)
        for other in course.visits
    )


def _untested(visit: Visit, dimension: Dimension, owners: tuple[str, ...], reason: str, label: str = "") -> Untested:
    return Untested(
        dimension=dimension,
        owners=owners,
        kind="decision",
        label=label or visit.before.book.scenes[visit.scene].scene.title,
        reason=reason,
        events=visit.events,
        decision=visit.id,
    )


def _judged(
    course: Course, visit: Visit, part: Part, owners: tuple[str, ...], dimension: Dimension, label: str
) -> Item | Untested:
    ready = course.book.scenes[visit.scene]
    choice = ready.scene.choices.get(ChoiceId(part.outcome))
    key = key_of(choice)
    if disputed(key):
        reason = f"Judged by {whose(key)}, who did not agree: shown, and not scored."
        return _untested(visit, dimension, owners, reason)
    way = ready.ways[part.outcome]
    value = worth(course.book, way, visit.before, visit.found.items, part.ticked)
    elapsed = _elapsed(visit, value.within.get(dimension), visit.before.time)
    factor = course.factor(part.roles)
    earned, share = _timely(course, visit, part, value, dimension, elapsed, factor)
    if earned <= 0 and not _could_earn(course, visit, dimension):
        reason = "Nothing that was open here could earn anything in this dimension any more."
        return _untested(visit, dimension, owners, reason)
    because = choice.because if choice is not None else None
    return Item(
        dimension=dimension,
        owners=owners,
        kind="decision",
        label=label,
        credit=earned,
        at_stake=earned,
        events=visit.events,
        reason=_reason(course, visit, part, choice, share, elapsed),
        source=(because.cite if because is not None else "") or THE_KEY,
        key=whose(key),
        roles=part.roles,
        decision=visit.id,
    )


def _disputed_lines(course: Course, visit: Visit, part: Part, owners: tuple[str, ...]) -> Iterator[Untested]:
    """Lines of a form on which a panel did not agree: not tested, like a choice."""
    choice = course.book.scenes[visit.scene].scene.choices.get(ChoiceId(part.outcome))
    if choice is None or choice.form is None or disputed(choice.key):
        return
    for dimension, lines in disputed_lines(course.book, choice.form, visit.before, visit.found.items).items():
        few = "One line" if len(lines) == 1 else f"{len(lines)} lines"
        judges = whose(choice.form.items[lines[0]].key)
        reason = f"{few} of this form: judged by {judges}, who did not agree. Shown, and not scored."
        label = f"{course.book.scenes[visit.scene].scene.title}: {few.lower()}"
        yield _untested(visit, dimension, owners, reason, label)


def _elapsed(visit: Visit, within: Within | None, now: Second) -> Second:
    """Seconds from what starts the clock of *within* (the mark if it has happened, else the opening) to *now*."""
    start = visit.opened.at
    if within is not None and within.since is not None and within.since in visit.before.marks:
        start = visit.before.marks[within.since][1]
    return max(0, now - start)


def _timely(
    course: Course, visit: Visit, part: Part, value: Worth, dimension: Dimension, elapsed: Second, factor: float
) -> tuple[float, float]:
    """Points in *dimension* after *elapsed* seconds, and the part of them that timeliness leaves."""
    points = value.points.get(dimension, 0.0)
    within = value.within.get(dimension)
    if within is None or dimension == "trauma_informed" or _stood_still(course, visit, part, within):
        return points, 1.0
    share = timeliness(within, elapsed, factor)
    return points * share, share


def _stood_still(course: Course, visit: Visit, part: Part, within: Within) -> bool:
    """Did the clock of *within* never run, because case time stands still for persons under untimed pace?"""
    seq = visit.before.seq
    return (
        course.setup.pace == "untimed" and within.since is None and any(course.person(role, seq) for role in part.roles)
    )


def _could_earn(course: Course, visit: Visit, dimension: Dimension) -> bool:
    """Was anything open here that could earn something in *dimension*, taken at once when the decision opened?"""
    choices = course.book.scenes[visit.scene].scene.choices
    for name, way in open_ways(visit).items():
        value = best_worth(course.book, way, visit.before, visit.found.items)
        if value.points.get(dimension, 0.0) <= 0 or disputed(choices[name].key):
            continue
        within = value.within.get(dimension)
        elapsed = _elapsed(visit, within, visit.opened.at)
        if within is None or dimension == "trauma_informed" or timeliness(within, elapsed, 1.0) > 0:
            return True
    return False


def _reason(course: Course, visit: Visit, part: Part, choice: Choice | None, share: float, elapsed: Second) -> str:
    assert visit.closed is not None
    if choice is None:
        if visit.closed.how == "deadlock":
            return "The picks differed to the end."
        return "The time ran out before this was decided."
    if choice.form is None:
        said = [f"“{outcome_text(visit, part.outcome)}”"]
    else:
        said = [f"{len(part.ticked)} of {len(visit.found.items)} lines were ticked."]
    if choice.because is not None:
        said.append(choice.because.text.strip())
    if share < 1:
        said.append(f"It came after {lapse(elapsed)}; {share:.0%} of the credit is left by then.")
    return " ".join(filter(None, said))


def _untimed(
    course: Course, visit: Visit, part: Part, owners: tuple[str, ...], dimension: Dimension
) -> Iterator[Untested]:
    """Limits that never ran, and timeliness on a clock that stood still: not tested."""
    ready = course.book.scenes[visit.scene]
    if course.setup.pace != "untimed" or not any(course.person(role, visit.before.seq) for role in part.roles):
        return
    if ready.scene.think is not None and ready.scene.if_no_answer is not None:
        reason = "The time limit did not run at this pace."
        yield _untested(visit, dimension, owners, reason, f"{ready.scene.title}: time limit")
    within = credit(ready.ways[part.outcome], visit.before).within.get(dimension)
    if within is not None and dimension != "trauma_informed" and _stood_still(course, visit, part, within):
        reason = "Case time stood still here at this pace; how soon it was done is not tested."
        yield _untested(visit, dimension, owners, reason, f"{ready.scene.title}: timeliness")


# --- joint scenes that did not come about, or without somebody


def _detour(course: Course, detour: Detour) -> Iterator[Item | Untested]:
    event = detour.event
    if isinstance(event, e.NoShow):
        owners: tuple[str, ...] = (TEAM,)
        roles = seats_in_order(course.book, [role for work in event.works for role in work.roles])
        outcome, reason = "no_show", f"Only {titles(course.book, roles)} came; the meeting did not come about."
    else:
        roles = (event.role,)
        owners = roles if course.judged(event.role, event.seq) else (TEAM,)
        outcome, reason = event.work.outcome, f"This was over when {titles(course.book, roles)} came."
    ready = course.book.scenes[event.scene]
    said = credit(ready.ways[outcome], detour.before).points if outcome in ("no_show", "latecomer") else {}
    for dimension in DIMENSIONS:
        if dimension in said:
            yield Item(
                dimension=dimension,
                owners=owners,
                kind="outcome",
                label=ready.scene.title,
                credit=said[dimension],
                at_stake=said[dimension],
                events=(event.seq,),
                reason=reason,
                source=THE_KEY,
                key=whose(key_of(None)),
                roles=roles,
            )
        elif any(dimension in points for points in _points(course, event.scene, detour)):
            yield Untested(
                dimension=dimension,
                owners=owners,
                kind="outcome",
                label=ready.scene.title,
                reason=reason,
                events=(event.seq,),
            )


def _points(course: Course, scene: SceneId, detour: Detour) -> Iterator[dict[Dimension, float]]:
    ready = course.book.scenes[scene]
    shown = tuple(item for item, _ in ready.items)
    for choice in ready.scene.choices:
        yield best_worth(course.book, ready.ways[choice], detour.before, shown).points
