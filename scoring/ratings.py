"""Ratings of objectives as exercises use them: what the program proposes, and what a person makes of it.

The letters and what they mean are those of the Homeland Security Exercise and Evaluation Program (HSEEP), as works give them
that quote its doctrine of 2020; the doctrine itself has not been seen. That final ratings are given to the objectives of an
exercise stands in FEMA's user guide to its PrepToolkit ("Exercise Evaluation - HSEEP"). P performed without challenges: done, no
harm to other activities, no added risk, according to plans and law. S with some challenges: as P, but could have been more
effective or efficient. M with major challenges: still achieved, but with harm to other activities, added risk, or against plans
or law. U unable to be performed: not achieved. Without observations: not rated, never U. An objective is rated for the
exercise, not for a person.

    not rated   the play has not come to its end, the case does not say when the objective is achieved, or nothing in the play
                showed anything of it
    U           its condition does not hold at the end
    M           it does; but harm came on the way, or a rule among its tasks was broken
    S           it does, without either; but another of its tasks was missed, or points were lost at the decisions it hangs on
    P           it does, and nothing of this

A rule that was broken and is held against nobody, say because who did it is not bound by it, lowers no letter: it was not against
what binds them. It is said all the same, with the task and with the reason. Where such an act is harm, the case says so (`harm`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from scoring.adherence import Adherence
from scoring.answering import UNBOUND
from scoring.course import Course
from scoring.grounds import grounds, lines, read_by, scenes_for
from scoring.items import Item
from scoring.words import listed
from sim.engine import events as e
from sim.engine.names import ActivityId, DecisionId, MilestoneId, SceneId, Second
from sim.engine.scenario import Objective, Scenario

Letter = Literal["P", "S", "M", "U"]
LETTERS: dict[Letter, str] = {
    "P": "Performed without challenges",
    "S": "Performed with some challenges",
    "M": "Performed with major challenges",
    "U": "Unable to be performed",
}
"""What the letters stand for."""

NOTHING = 1e-9
"""Smaller differences are rounding."""


class TaskFound(msgspec.Struct, frozen=True):
    """A task of an objective, a rule, a milestone or an activity. *met*: None where the play did not test it.

    *aside*: what happened to a rule all the same that counts neither as kept nor as broken: broken, and held against nobody.
    """

    name: str
    title: str
    met: bool | None
    events: tuple[int, ...] = ()
    rule: bool = False
    aside: str = ""


class HarmFound(msgspec.Struct, frozen=True):
    """Harm on the way to an objective: what, when it first held, and the log lines."""

    text: str
    at: Second
    events: tuple[int, ...] = ()


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """What the program proposes for one objective, and why. *proposed*: None without observations: not rated, never U.

    *tasks*: all of them, met or not; *harm*: what came; *events*: the log lines on which the proposal rests.
    """

    objective: str
    text: str
    proposed: Letter | None
    reason: str
    tasks: tuple[TaskFound, ...] = ()
    harm: tuple[HarmFound, ...] = ()
    events: tuple[int, ...] = ()


class Confirmation(msgspec.Struct, frozen=True, kw_only=True):
    """What a person gave for an objective, beside the proposal, which stays: confirmed, or overridden with a reason.

    *proposed*: what the program proposed then; None: nothing. *by*: who, a name that exports leave out; *on*: when (ISO, UTC).
    """

    objective: str
    given: Letter
    reason: str
    by: str = ""
    on: str = ""
    proposed: Letter | None = None

    @property
    def confirms(self) -> bool:
        """Did the person give what was proposed?"""
        return self.given == self.proposed


def proposals(course: Course, items: Sequence[Item], protocol: Sequence[Adherence]) -> tuple[Rating, ...]:
    """What the program proposes for each objective of the case, in the author's order."""
    scenes = {visit.id: visit.scene for visit in course.visits if visit.committed}
    return tuple(
        _proposal(course, name, objective, items, protocol, scenes)
        for name, objective in course.book.scenario.objectives.items()
    )


def _proposal(
    course: Course,
    name: str,
    objective: Objective,
    items: Sequence[Item],
    protocol: Sequence[Adherence],
    scenes: dict[DecisionId, SceneId],
) -> Rating:
    tasks = tuple(_task(course, task, protocol) for task in objective.tasks)
    harm = _harm(course, name, objective)
    if objective.achieved is None:
        return _rating(name, objective, None, "This case does not say when it is achieved.", tasks, harm)
    if not course.end.ended:
        return _rating(name, objective, None, "The case has not come to its end.", tasks, harm)
    scenario = course.book.scenario
    marks = read_by(scenario, objective.achieved) | _marks(scenario, objective.tasks)
    hangs_on = scenes_for(scenario, marks)
    met_at = {decision for decision, scene in scenes.items() if scene in hangs_on}
    achieved = course.book.test(objective.achieved)(course.end)
    rests_on = grounds(scenario, objective.achieved, course.log)
    if not achieved and not (harm or met_at or any(task.met is not None for task in tasks) or _known(course, marks)):
        return _rating(name, objective, None, "Nothing in this play showed anything of it.", tasks, harm)
    if not achieved:
        missed = [task.title for task in tasks if task.met is False]
        why = "It was not achieved." + (f" Missed: {_short(missed)}." if missed else "")
        events = rests_on or tuple(visit.closed.seq for visit in course.visits if visit.id in met_at and visit.closed)
        return _rating(name, objective, "U", why, tasks, harm, events)
    broken = [task for task in tasks if task.rule and task.met is False]
    if harm or broken:
        but = [*(each.text for each in harm), *(f"against {task.name}: {task.title}" for task in broken)]
        events = _all((rests_on, *(each.events for each in harm), *(task.events for task in broken)))
        return _rating(name, objective, "M", f"It was achieved, but: {_semicolons(but)}", tasks, harm, events)
    missed = [task.title for task in tasks if task.met is False]
    lost = _lost(items, met_at)
    if missed or lost:
        said = ["It was achieved, without harm."]
        if missed:
            said.append(f"Missed: {_short(missed)}.")
        if lost:
            labels = dict.fromkeys(f"“{item.label}”" for item in lost)
            said.append(f"Points were lost at {listed(list(labels))}.")
        events = _all((rests_on, *(item.events for item in lost)))
        return _rating(name, objective, "S", " ".join(said), tasks, harm, events)
    return _rating(
        name, objective, "P", "It was achieved, without harm, and nothing was missed.", tasks, harm, rests_on
    )


def _rating(
    name: str,
    objective: Objective,
    proposed: Letter | None,
    reason: str,
    tasks: tuple[TaskFound, ...],
    harm: tuple[HarmFound, ...],
    events: tuple[int, ...] = (),
) -> Rating:
    aside = [f"{_capital(task.aside)}: {task.title.rstrip('.')}." for task in tasks if task.aside]
    return Rating(
        objective=name,
        text=objective.text,
        proposed=proposed,
        reason=" ".join([reason, *aside]),
        tasks=tasks,
        harm=harm,
        events=events,
    )


# --- tasks and harm


def _task(course: Course, name: str, protocol: Sequence[Adherence]) -> TaskFound:
    scenario = course.book.scenario
    if name in scenario.milestones:
        reached = [event.seq for event in course.log if isinstance(event, e.MilestoneReached) and event.name == name]
        return TaskFound(name, _readable(name), _met(course, bool(reached), f"reached.{name}"), tuple(reached))
    activity = scenario.vocabulary.get(ActivityId(name))
    if activity is not None:
        done = tuple(event.seq for event in course.done if event.activity == name)
        return TaskFound(name, activity.title, _met(course, bool(done), f"done.{name}"), done)
    rules = [row for row in protocol if row.rule == name]
    counting = [row for row in rules if row.scored or row.counted_by]
    title = rules[0].statement if rules else _readable(name)
    verdicts = {row.verdict for row in counting}
    met = False if "violated" in verdicts else True if "satisfied" in verdicts else None
    events = _all(row.broke if met is False else row.satisfied for row in counting)
    stray = [row for row in rules if row.verdict == "violated" and row not in counting]
    if met is False or not stray:
        return TaskFound(name, title, met, events, rule=True)
    events = _all((events, *(row.broke for row in stray)))
    return TaskFound(name, title, met, events, rule=True, aside=_held_against_nobody(stray[0]))


def _held_against_nobody(row: Adherence) -> str:
    """What is said of a rule that was broken and counts for nobody."""
    if row.why_unscored == UNBOUND:
        return "broken by a seat that it does not bind"
    return (
        f"broken, and not counted ({row.why_unscored.rstrip('.')})" if row.why_unscored else "broken, and not counted"
    )


def _met(course: Course, met: bool, mark: str) -> bool | None:
    """Was a task met? None: it was not, and the play did not come where it could have been, or goes on."""
    if met:
        return True
    scenario = course.book.scenario
    marks = frozenset((mark,)) if mark.startswith("done.") else _of_milestone(scenario, mark)
    came = {visit.scene for visit in course.visits if visit.committed} & scenes_for(scenario, marks)
    return False if course.end.ended and (came or _known(course, marks)) else None


def _marks(scenario: Scenario, tasks: Iterable[str]) -> frozenset[str]:
    """What would show that tasks are met. Rules bear on their own acts, which the checker looks at."""
    found: set[str] = set()
    for task in tasks:
        if task in scenario.milestones:
            found |= _of_milestone(scenario, f"reached.{task}")
        elif task in scenario.vocabulary:
            found.add(f"done.{task}")
    return frozenset(found)


def _of_milestone(scenario: Scenario, mark: str) -> frozenset[str]:
    when = scenario.milestones[MilestoneId(mark.removeprefix("reached."))].when
    return read_by(scenario, when) | {mark}


def _known(course: Course, marks: frozenset[str]) -> bool:
    """Did a seat know one of the facts that *marks* speak of? Then it could have been told."""
    wanted = {mark.rpartition(".knows.")[2] for mark in marks if ".knows." in mark}
    return bool(wanted) and any(fact in wanted for known in course.knowing.values() for fact in known)


def _harm(course: Course, name: str, objective: Objective) -> tuple[HarmFound, ...]:
    found = []
    for place, harm in enumerate(objective.harm):
        moment = course.harmed.get((name, place))
        if moment is not None:
            marks = read_by(course.book.scenario, harm.when)
            events = lines(course.log, marks, moment.seq) or (moment.seq,)
            found.append(HarmFound(harm.text or f"this came to hold: {harm.when.source}", moment.at, events))
    return tuple(found)


# --- what it rests on


def _lost(items: Sequence[Item], decisions: set[DecisionId]) -> list[Item]:
    """The items of *decisions* that did not earn all that was at stake; a choice earned the same for all who took it."""
    return [
        item
        for item in items
        if item.decision in decisions and item.kind == "decision" and item.points < item.at_stake - NOTHING
    ]


def _all(groups: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({seq for group in groups for seq in group}))


# --- in words


def _readable(name: str) -> str:
    return _capital(name.replace("_", " "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short(titles: Sequence[str]) -> str:
    return "; ".join(title.rstrip(".") for title in titles)


def _semicolons(said: Sequence[str]) -> str:
    return "; ".join(words.strip().rstrip(".") for words in said) + "."
