"""Grounds: the log lines on which a condition rests, and what in a scenario bears on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sim.engine import events as e
from sim.engine.conditions import Condition, Count, Happened, Since, Variable, nodes
from sim.engine.names import MilestoneId, SceneId
from sim.engine.scenario import Effects, Scenario, Scene
from sim.engine.scenes import OUTCOMES

MOST = 12
"""More lines than this show nobody anything: the latest are kept."""


def read_by(scenario: Scenario, condition: Condition) -> frozenset[str]:
    """What *condition* speaks of: marks, and `var:x` for variables. Of a milestone, what its own condition speaks of, too."""
    found: set[str] = set()
    waiting = [condition]
    while waiting:
        for node in nodes(waiting.pop().tree):
            if isinstance(node, Happened | Count | Since):
                mark = str(node.mark)
            elif isinstance(node, Variable):
                mark = f"var:{node.name}"
            else:
                continue
            if mark not in found:
                found.add(mark)
                name = MilestoneId(mark.removeprefix("reached."))
                if mark.startswith("reached.") and name in scenario.milestones:
                    waiting.append(scenario.milestones[name].when)
    return frozenset(found)


def grounds(scenario: Scenario, condition: Condition, log: Sequence[e.AnyEvent]) -> tuple[int, ...]:
    """The lines of *log* on which it rests that *condition* holds at the end, or does not: the latest `MOST`, in order.

    A milestone stays reached: of what its own condition speaks of, only what came before it counts, and what came next day does
    not show what was in time. One that was not reached shows all that bears on it.
    """
    moments = {event.name: event.seq for event in log if isinstance(event, e.MilestoneReached)}
    found: set[int] = set()
    waiting, seen = [(condition, len(log))], set[MilestoneId]()
    while waiting:
        here, until = waiting.pop()
        marks = {f"var:{node.name}" for node in nodes(here.tree) if isinstance(node, Variable)}
        marks |= {str(node.mark) for node in nodes(here.tree) if isinstance(node, Happened | Count | Since)}
        found |= set(lines(log, frozenset(marks), until))
        for mark in marks:
            name = MilestoneId(mark.removeprefix("reached."))
            if mark.startswith("reached.") and name in scenario.milestones and name not in seen:
                seen.add(name)
                waiting.append((scenario.milestones[name].when, min(until, moments.get(name, until))))
    return tuple(sorted(found)[-MOST:])


def lines(log: Sequence[e.AnyEvent], marks: frozenset[str], until: int) -> tuple[int, ...]:
    """The lines of *log* up to number *until* that changed *marks*, in order: of each the one that counts, the latest `MOST`.

    What is known is known from the first time on; of what was done, chosen or set the last time counts.
    """
    found: dict[str, int] = {}
    for event in log[:until]:
        for mark in _changed(event):
            if mark in marks and not (mark in found and (".knows." in mark or mark.startswith("reached."))):
                found[mark] = event.seq
    return tuple(sorted(set(found.values()))[-MOST:])


def _changed(event: e.AnyEvent) -> Iterator[str]:
    """The marks that an event changes."""
    match event:
        case e.Done():
            yield f"done.{event.activity}"
        case e.Started():
            for act in event.acts:
                yield f"started.{act.activity}"
        case e.MilestoneReached():
            yield f"reached.{event.name}"
        case e.VariableSet():
            yield f"var:{event.name}"
        case e.DecisionClosed():
            for work in event.works:
                yield f"chosen.{event.scene}.{work.outcome}"
                for item in work.items:
                    yield f"picked.{event.scene}.{item}"
        case e.Learned():
            for fact in event.facts:
                yield f"{event.role}.knows.{fact}"
        case e.Told():
            for fact in event.facts:
                yield f"{event.frm}.told.{fact}"
                for role in event.to:
                    yield f"{role}.knows.{fact}"
        case _:
            pass


def scenes_for(scenario: Scenario, marks: frozenset[str]) -> frozenset[SceneId]:
    """The scenes at which one of *marks* can be changed by what is chosen there."""
    return frozenset(name for name, scene in scenario.scenes.items() if not marks.isdisjoint(_changes(name, scene)))


def _changes(name: SceneId, scene: Scene) -> Iterator[str]:
    for choice, body in scene.choices.items():
        yield f"chosen.{name}.{choice}"
        for item in body.form.items if body.form is not None else ():
            yield f"picked.{name}.{item}"
        yield from _effects(scene.roles, (body.start, body.end))
    for outcome in OUTCOMES:
        way = getattr(scene, outcome)
        if way is not None:
            yield from _effects(scene.roles, (way.start, way.end))


def _effects(roles: Iterable[str], every: Iterable[Effects]) -> Iterator[str]:
    for effects in every:
        for act in effects.does:
            yield f"done.{act.activity}"
            yield f"started.{act.activity}"
        for name, _ in (*effects.sets, *effects.adds):
            yield f"var:{name}"
        for learning in effects.learns:
            for role in roles if learning.role is None else (learning.role,):
                for fact in learning.facts:
                    yield f"{role}.knows.{fact}"
        for telling in effects.tells:
            for fact in telling.facts:
                yield f"{telling.to}.knows.{fact}"
                for role in roles:
                    yield f"{role}.told.{fact}"
