"""Overlaps: choices whose credit counts an act that a rule of the packs, or a need, would count too.

One act counts once in a dimension: the credit is the point then, and the rule or the need is shown and left out. That is no
mistake; but an author should know of it, so `sim check` says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sim.engine.names import ActivityId, ChoiceId, SceneId
from sim.engine.parties import bindings
from sim.engine.protocols import Pack
from sim.engine.scenario import Choice, Dimension, Scenario


@dataclass(frozen=True, slots=True)
class Overlap:
    """A choice with credit in *dimension*, and the rules or the facts of needs that the same act would be counted by."""

    scene: SceneId
    choice: ChoiceId
    dimension: Dimension
    names: tuple[str, ...]


def overlaps(scenario: Scenario, packs: Iterable[Pack]) -> tuple[Overlap, ...]:
    """Every choice of *scenario* whose credit counts what a scored rule of *packs* or a need counts, in the author's order."""
    by_activity: dict[ActivityId, dict[str, None]] = {}
    for binding in bindings(scenario, packs):
        constraint = binding.rule.constraint
        if constraint is not None and not binding.why:
            for match in (*constraint.a, *constraint.b):
                by_activity.setdefault(ActivityId(match.activity), {})[binding.rule.id] = None
    found = []
    for name, scene in scenario.scenes.items():
        for key, choice in scene.choices.items():
            credited = set(_dimensions(choice))
            rules = dict.fromkeys(rule for act in _activities(choice) for rule in by_activity.get(act, ()))
            if rules and "protocol" in credited:
                found.append(Overlap(name, key, "protocol", tuple(rules)))
            facts = dict.fromkeys(_needed(scenario, choice))
            if facts and "coordination" in credited:
                found.append(Overlap(name, key, "coordination", tuple(facts)))
    return tuple(found)


def _dimensions(choice: Choice) -> Iterator[Dimension]:
    """The dimensions in which a choice, or a line of its form, has credit."""
    lines = choice.form.items.values() if choice.form is not None else ()
    for credit in (choice.credit, *(line.credit for line in lines)):
        for _, what in credit:
            yield from what.points


def _activities(choice: Choice) -> Iterator[ActivityId]:
    for effects in (choice.start, choice.end):
        for act in effects.does:
            yield act.activity


def _needed(scenario: Scenario, choice: Choice) -> Iterator[str]:
    """The facts that a choice itself tells to a role that needs them."""
    for effects in (choice.start, choice.end):
        for telling in effects.tells:
            for fact in telling.facts:
                if fact in scenario.facts and telling.to in scenario.facts[fact].needed_by:
                    yield str(fact)
