"""Packs for tests: rules that say only what a test is about."""

from __future__ import annotations

from typing import Any

from sim.engine.protocols import Constraint, Guard, Match, Pack, Rule, Template, Window
from sim.engine.scenario import Act, Effects


def rule(id: str, constraint: Constraint | None, **more: Any) -> Rule:
    """A law for all, major and seen in its source, unless *more* says otherwise."""
    defaults: dict[str, Any] = {
        "statement": f"What {id} says is done.",
        "roles": ("all",),
        "severity": "major",
        "kind": "law",
        "rationale": "It helps.",
        "source": f"s. {id}",
        "jurisdiction": "Here",
        "confidence": "V1",
    }
    return Rule(id=id, constraint=constraint, **(defaults | more))


def pack(*rules: Rule, name: str = "house", **more: Any) -> Pack:
    """A pack of *rules*."""
    more.setdefault("title", "House rules")
    return Pack(name=name, jurisdiction="Here", rules={rule.id: rule for rule in rules}, **more)


def match(activity: str, **where: str) -> Match:
    """An activity, where its arguments are these."""
    return Match(activity, tuple(Guard(name, "is", (value,)) for name, value in where.items()))


def response(a: str, b: str, most: int | None = None, **more: Any) -> Constraint:
    """After each A comes a B, within *most* seconds."""
    return two("response", a, b, window=Window(0, most), **more)


def two(template: Template, a: str, b: str, **more: Any) -> Constraint:
    """A template of two activities."""
    return Constraint(template, (match(a),), (match(b),), **more)


def never(activity: str, **more: Any) -> Constraint:
    """That activity does not happen, given something else."""
    return Constraint("absence", (match(activity),), **more)


def does(*activities: str, **args: Any) -> Effects:
    """Effects: these activities are done."""
    return Effects(does=tuple(Act(activity, args) for activity in activities))
