"""Parts of the engine's `Scenario` that need nothing but their own entry, each made by a function named after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from sim.engine import scenario as s
from sim.engine.conditions import Compare, Condition, Happened, Number
from sim.engine.names import ActivityId, MarkId, RoleId, TopicId
from sim.format.reader import Entry
from sim.format.scalars import readable

T = TypeVar("T")

NEVER = Condition("", Compare(Number(0), "==", Number(1)))
"""Stands where a condition could not be read."""


def changed(struct: T, **changes: Any) -> T:
    """*struct* with other values in some fields."""
    return msgspec.structs.replace(struct, **changes)  # type: ignore[type-var]


def each(values: dict[str, Any] | None, make: Callable[[Any], T]) -> dict[Any, T]:
    """Every value of a mapping made into a part; nothing if there is no mapping."""
    return {name: make(value) for name, value in (values or {}).items()}


def named(values: dict[str, Any] | None, make: Callable[[str, Any], T]) -> dict[Any, T]:
    """As `each`, for parts that need their name."""
    return {name: make(name, value) for name, value in (values or {}).items()}


def lines(value: Any) -> list[Any]:
    """Effects may stand alone or as a list of lines."""
    return [] if value is None else value if isinstance(value, list) else [value]


def cases(value: Any, name: str, make: Callable[[Any], Any] = lambda value: value) -> Any:
    """A value, or a list of entries with `if` and *name*, as the engine's cases."""
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple((entry.get("if"), make(entry.get(name))) for entry in value if entry.get(name) is not None)
    return ((None, make(value)),)


def two(ends: Any) -> tuple[str, str]:
    """The two ends of a line."""
    return (ends[0], ends[1]) if len(ends) == 2 else ("", "")


def call(role: RoleId, entry: Entry) -> s.Call | None:
    """A call with its particulars."""
    scene = entry.get("scene")
    return None if scene is None else s.Call(role, scene, entry.get("urgent", False))


def review(entry: Entry | None) -> s.Review:
    """Who has signed."""
    return s.Review(**entry.values) if entry is not None else s.Review()


def objective(entry: Entry) -> s.Objective:
    """What is trained."""
    harm = tuple(
        s.Harm(value.get("when", NEVER), value.get("text", "")) if isinstance(value, Entry) else s.Harm(value)
        for value in entry.get("harm", ())
    )
    return s.Objective(entry.get("text", ""), entry.get("achieved"), tuple(entry.get("tasks", ())), harm)


def role(entry: Entry) -> s.Role:
    """A seat."""
    begins = entry.get("begins")
    return s.Role(
        title=entry.get("title", ""),
        begins=None if begins == "standing_by" else begins,
        brief=entry.get("brief", ""),
        answers_after=entry.get("answers_after", 60),
        short=entry.get("short", ""),
        party=tuple(entry.get("party", ())),
    )


def desk(entry: Entry) -> s.Desk:
    """Who can be asked, and how they answer."""
    answers = {
        topic: s.DeskAnswer(answer.get("after", 1), tuple(answer.get("bases", ())), answer.get("says", ""))
        for topic, answer in entry.get("answers", {}).items()
    }
    return s.Desk(entry.get("title", ""), answers)


def variable(name: str, entry: Entry) -> s.VariableDef:
    """A number of the scenario."""
    return s.VariableDef(
        start=entry.get("start", 0.0),
        least=entry.get("min"),
        most=entry.get("max"),
        visible=entry.get("visible", False),
        title=entry.get("title") or readable(name),
    )


def milestone(value: Any) -> s.Milestone:
    """A named condition, which may stand alone."""
    if not isinstance(value, Entry):
        return s.Milestone(value)
    found = value.get("critical")
    return s.Milestone(value.get("when", NEVER), critical(found) if found is not None else None)


def critical(entry: Entry) -> s.Critical:
    """What makes a milestone a critical error."""
    return s.Critical(
        text=entry.get("text", "").strip(),
        cite=entry.get("cite", ""),
        roles=tuple(entry.get("roles", ())),
        dimension=entry.get("dimension", "protocol"),
    )


def child(entry: Entry) -> s.Child:
    """A child of the case."""
    return s.Child(
        name=entry.get("name", ""),
        age=entry.get("age", 0.0),
        trusts=tuple(entry.get("trusts", ())),
        trusted_adult=entry.get("trusted_adult"),
        basic_needs=entry.get("basic_needs"),
    )


def activities(values: dict[str, Entry] | None) -> dict[ActivityId, s.Activity]:
    """Words for what was done, as a scenario or the shared vocabulary gives them."""
    return each(
        values,
        lambda e: s.Activity(
            e.get("title", ""),
            e.get("args", {}),
            e.get("notification", False),
            for_child(e.get("for_child")),
            tuple(e.get("against", ())),
        ),
    )


def for_child(entry: Entry | None) -> s.ForChild | None:
    """What an activity means for a child."""
    if entry is None:
        return None
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in entry.values.items()
    }
    return s.ForChild(**values)


def fact(entry: Entry) -> s.Fact:
    """An atom of information."""
    restated = entry.get("restated")
    return s.Fact(
        topic=entry.get("topic", ""),
        text=entry.get("text", ""),
        held_by=tuple(entry.get("held_by", ())),
        volunteers=entry.get("volunteers"),
        needed_by={role: found for role, e in entry.get("needed_by", {}).items() if (found := need(e))},
        lawful={role: tuple(bases) for role, bases in entry.get("lawful", {}).items()},
        tempting=tuple(entry.get("tempting", ())),
        keep_from=tuple(entry.get("keep_from", ())),
        restated=s.Restated(restated.get("right", ""), tuple(restated.get("near", ()))) if restated else None,
    )


def need(entry: Entry) -> s.Need | None:
    """A need; None if its decision could not be read."""
    decision = entry.get("decision")
    if decision is None:
        return None
    return s.Need(decision, entry.get("due"), entry.get("too_late"), entry.get("from"))


def topics(titles: dict[str, str], facts: Iterable[s.Fact], desks: Iterable[s.Desk]) -> dict[TopicId, str]:
    """Every topic that is titled or used, with its title."""
    every = dict.fromkeys(
        [*titles, *(fact.topic for fact in facts), *(topic for desk in desks for topic in desk.answers)]
    )
    return {TopicId(name): titles.get(name) or readable(name) for name in every if name}


def decides(value: Any, roles: tuple[RoleId, ...]) -> s.Decides:
    """How a scene is decided; `alone` if it does not say."""
    if value == "each":
        return s.Decides("each", roles)
    if isinstance(value, Entry):
        for how in ("lead", "together", "each"):
            if value.get(how):
                return s.Decides(how, tuple(value.get(how)))
    return s.Decides("alone", roles)


def scene_text(value: Any) -> s.SceneText:
    """What a scene says, to all and by role."""
    if not isinstance(value, Entry):
        return s.SceneText(all=cases(value, "text"))
    also = tuple(s.Also(e.get("text", ""), e.get("if"), e.get("role")) for e in value.get("also", ()))
    by_role = {RoleId(role): cases(text, "text") for role, text in value.rest.items()}
    return s.SceneText(all=cases(value.get("all"), "text"), by_role=by_role, also=also)


def goto(value: Any) -> s.Goto:
    """Where roles go, all alike or by role."""
    if isinstance(value, Entry) and value.get("end") is None:
        by_role = {RoleId(role): cases(way, "to", destination) for role, way in value.rest.items()}
        return s.Goto(all=cases(value.get("all"), "to", destination), by_role=by_role)
    return s.Goto(all=cases(value, "to", destination))


def destination(value: Any) -> s.Destination:
    """One place to go to."""
    if isinstance(value, Entry):
        return s.Destination(end=value.get("end"))
    if value == "back":
        return s.Destination(back=True)
    return s.Destination(stand_by=True) if value == "stand_by" else s.Destination(scene=value)


def credit(value: Any) -> s.Cases[s.Credit]:
    """What a choice earns, in its cases."""
    if isinstance(value, list):
        return tuple((entry.get("if"), points(entry)) for entry in value)
    return ((None, points(value)),) if value is not None else ()


def points(entry: Entry) -> s.Credit:
    """Points and their times in one case."""
    within = entry.get("within")
    return s.Credit(
        points={name: entry.get(name) for name in s.DIMENSIONS if entry.get(name) is not None},
        within={
            name: s.Within(each.get("target", 0), each.get("late", 1), mark(each.get("since")))
            for name in s.DIMENSIONS
            if within is not None and (each := within.get(name)) is not None
        },
    )


def mark(condition: Condition | None) -> MarkId | None:
    """The mark of a condition that is one mark."""
    return condition.tree.mark if condition is not None and isinstance(condition.tree, Happened) else None


def because(entry: Entry | None) -> s.Because | None:
    """Why, and the source."""
    return s.Because(entry.get("text", ""), entry.get("cite", "")) if entry is not None else None


def key(entry: Entry | None) -> s.Key:
    """Whose judgement."""
    return s.Key(**entry.values) if entry is not None else s.AUTHORS
