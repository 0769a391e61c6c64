"""Declared names: which names a scenario makes, and where. Conditions and references are resolved by this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sim.format.shapes import Noun
from sim.format.tree import Mapping, Node, Scalar

SAID = {"basis": "ground", "desk": "desk", "variable": "variable", "detail": "surface detail"}
"""What a person calls a noun, where that is another word."""


@dataclass(slots=True)
class Names:
    """Names by noun. `choices` and `items` belong to a scene, `arguments` to an activity."""

    by_noun: dict[Noun, dict[str, Scalar | None]] = field(default_factory=dict)
    choices: dict[str, dict[str, Scalar | None]] = field(default_factory=dict)
    items: dict[str, dict[str, Scalar | None]] = field(default_factory=dict)
    arguments: dict[str, tuple[str, ...]] = field(default_factory=dict)
    local_again: list[str] = field(default_factory=list)
    """Activities of the scenario that the shared vocabulary has too."""
    complete: bool = True
    """False when a file could not be read: a name that is not here may stand there, and is not complained of."""

    def of(self, noun: Noun) -> dict[str, Scalar | None]:
        """The names of *noun*, each with the place where it was made (None: in the shared vocabulary)."""
        return self.by_noun.setdefault(noun, {})

    def any_of(self, nouns: Iterable[Noun]) -> list[str]:
        """All names of several nouns."""
        return [name for noun in nouns for name in self.of(noun)]

    def has(self, name: str, *nouns: Noun) -> bool:
        """True if *name* is one of *nouns*."""
        return any(name in self.of(noun) for noun in nouns)


_PLURALS: dict[str, Noun] = {
    "roles": "role",
    "children": "child",
    "topics": "topic",
    "desks": "desk",
    "bases": "basis",
    "variables": "variable",
    "milestones": "milestone",
    "facts": "fact",
    "injects": "inject",
    "stops": "stop",
    "links": "link",
    "scenes": "scene",
    "endings": "ending",
    "details": "detail",
    "objectives": "objective",
    "activities": "activity",
}


def declared(top: Mapping, shared: dict[str, tuple[str, ...]]) -> Names:
    """The names that *top* makes; *shared* are the activities of the vocabulary with their arguments."""
    names = Names()
    names.by_noun["activity"] = dict.fromkeys(shared)
    names.arguments = dict(shared)
    names.local_again = [name for name in _keys(top.get("activities")) if name in shared]
    for plural, noun in _PLURALS.items():
        part = top.get(plural)
        names.of(noun).update(_keys(part))
    topics = names.of("topic")
    for fact in _values(top.get("facts")):
        topic = fact.get("topic") if isinstance(fact, Mapping) else None
        if isinstance(topic, Scalar) and topic.value:
            topics.setdefault(topic.value, topic)
    for desk in _values(top.get("desks")):
        for name, key in _keys(desk.get("answers") if isinstance(desk, Mapping) else None).items():
            topics.setdefault(name, key)
    for name, activity in _pairs(top.get("activities")):
        names.arguments[name] = tuple(_keys(activity.get("args") if isinstance(activity, Mapping) else None))
    for name, scene in _pairs(top.get("scenes")):
        if not isinstance(scene, Mapping):
            continue
        names.choices[name] = _keys(scene.get("choices"))
        form = scene.get("form")
        if form is not None:
            names.choices[name]["form"] = form.key if isinstance(form, Mapping) else None
            names.items[name] = _keys(form.get("items") if isinstance(form, Mapping) else None)
    return names


def _keys(node: Node | None) -> dict[str, Scalar | None]:
    return {name: key for name, (key, _) in node.pairs.items()} if isinstance(node, Mapping) else {}


def _values(node: Node | None) -> list[Node]:
    return [value for _, value in node.pairs.values()] if isinstance(node, Mapping) else []


def _pairs(node: Node | None) -> list[tuple[str, Node]]:
    return [(name, value) for name, (_, value) in node.pairs.items()] if isinstance(node, Mapping) else []
