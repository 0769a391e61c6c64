"""The key: a role's own part of the author's answers, as far as a computer's player in that seat may use it.

It ranks the choices of each scene, says how long that is read and which lines of forms are right, who needs which fact and may
lawfully be told it, which read-back is right, and what is worth asking a desk for. What a player does not see in its view it looks
up nowhere here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from sim.engine.book import Book
from sim.engine.lengths import longest
from sim.engine.names import BasisId, ChoiceId, DeskId, FactId, ItemId, RoleId, SceneId, Second, TopicId
from sim.engine.scenario import Cases, Choice, Credit, Desk, DeskAnswer, Fact, Item, Scene


class FormKey(msgspec.Struct, frozen=True):
    """A form's lines from the most to the least credit (as the file has them among equals), and those worth ticking."""

    order: tuple[ItemId, ...]
    right: frozenset[ItemId]


class FactKey(msgspec.Struct, frozen=True):
    """Who else needs a fact, who may lawfully be told it on which bases, and how it is rightly read back.

    *volunteers*: seconds after learning it at which a colleague says it unasked; None: never.
    """

    topic: TopicId
    needed_by: tuple[RoleId, ...]
    lawful: dict[RoleId, tuple[BasisId, ...]]
    keep_from: tuple[RoleId, ...]
    volunteers: Second | None
    right: str

    def grounds(self, hearers: Iterable[RoleId]) -> tuple[BasisId | None, ...]:
        """The bases on which all of *hearers* may be told at once; (None,): it needs none; empty: they may not be told."""
        hearers = tuple(hearers)
        if any(hearer in self.keep_from for hearer in hearers):
            return ()
        if not self.lawful:
            return (None,)
        named = [self.lawful.get(hearer, ()) for hearer in hearers]
        return tuple(basis for basis in named[0] if all(basis in bases for bases in named)) if named else ()


class DeskQuestion(msgspec.Struct, frozen=True):
    """A topic worth asking a desk about, on which basis, and the facts that would come of it."""

    desk: DeskId
    topic: TopicId
    basis: BasisId | None
    facts: tuple[FactId, ...]


class RoleKey(msgspec.Struct, frozen=True):
    """A role's own part of the key. *ranked*: by scene, its choices from the model's to the worst."""

    role: RoleId
    ranked: dict[SceneId, tuple[ChoiceId, ...]]
    forms: dict[tuple[SceneId, ChoiceId], FormKey]
    says: dict[tuple[SceneId, ChoiceId], dict[RoleId, frozenset[FactId]]]
    """What a choice itself tells, by recipient, at the moment of choosing."""
    facts: dict[FactId, FactKey]
    questions: tuple[DeskQuestion, ...]
    answers_after: Second
    reading: dict[SceneId, Second]
    """By scene, the time for which it is read: that of its longest wording."""


def role_key(book: Book, role: RoleId) -> RoleKey:
    """The part of *book*'s key that the player of *role* may use."""
    scenario = book.scenario
    scenes = {name: scene for name, scene in scenario.scenes.items() if role in scene.roles}
    return RoleKey(
        role=role,
        ranked={name: ranking(scene) for name, scene in scenes.items()},
        forms={
            (name, choice): _form(body.form.items)
            for name, scene in scenes.items()
            for choice, body in scene.choices.items()
            if body.form is not None
        },
        says={
            (name, choice): _said(body)
            for name, scene in scenes.items()
            for choice, body in scene.choices.items()
            if body.start.tells
        },
        facts={name: _fact(fact, role) for name, fact in scenario.facts.items()},
        questions=tuple(_questions(scenario.desks, scenario.facts, book.roles, role)),
        answers_after=scenario.roles[role].answers_after,
        reading={name: longest(book, book.scenes[name]) for name in scenes},
    )


def ranking(scene: Scene) -> tuple[ChoiceId, ...]:
    """A scene's choices, best first: the one marked `model`, then by the sum of credit, then as the file has them."""
    return tuple(
        sorted(scene.choices, key=lambda name: (not scene.choices[name].model, -_worth(scene.choices[name].credit)))
    )


def _worth(cases: Cases[Credit]) -> float:
    """The sum of credit over the dimensions in the last case, which has no condition."""
    return sum(cases[-1][1].points.values()) if cases else 0.0


NEUTRAL = 0.49
"""A line without credit is not worth ticking, but before a wrong one if so many must be ticked."""


def _form(items: dict[ItemId, Item]) -> FormKey:
    means = {}
    for name, item in items.items():
        points = item.credit[-1][1].points.values() if item.credit else ()
        means[name] = sum(points) / len(points) if points else NEUTRAL
    return FormKey(
        order=tuple(sorted(items, key=lambda name: -means[name])),
        right=frozenset(name for name, mean in means.items() if mean >= 0.5),
    )


def _said(choice: Choice) -> dict[RoleId, frozenset[FactId]]:
    said: dict[RoleId, frozenset[FactId]] = {}
    for telling in choice.start.tells:
        said[telling.to] = said.get(telling.to, frozenset()) | frozenset(telling.facts)
    return said


def _fact(fact: Fact, role: RoleId) -> FactKey:
    return FactKey(
        topic=fact.topic,
        needed_by=tuple(needer for needer in fact.needed_by if needer != role),
        lawful=fact.lawful,
        keep_from=fact.keep_from,
        volunteers=fact.volunteers,
        right=fact.restated.right if fact.restated is not None else "",
    )


def _questions(
    desks: dict[DeskId, Desk], facts: dict[FactId, Fact], roles: tuple[RoleId, ...], role: RoleId
) -> Iterator[DeskQuestion]:
    """What *role* asks desks for: what it needs, and what another role needs that may not ask for it itself."""
    for desk, body in desks.items():
        for topic, answer in body.answers.items():
            held = {name: fact for name, fact in facts.items() if desk in fact.held_by and fact.topic == topic}
            askers = {other: bases for other in roles if (bases := _bases(held.values(), other, answer))}
            wanted = tuple(
                name
                for name, fact in held.items()
                if any(role == _asker(fact, needer, askers) for needer in fact.needed_by)
            )
            if wanted:
                yield DeskQuestion(desk, topic, askers[role][0], wanted)


def _asker(fact: Fact, needer: RoleId, askers: Collection[RoleId]) -> RoleId | None:
    """Who asks a desk for *fact* because *needer* needs it: itself, else the first of *askers* if that may pass it on."""
    if needer in askers:
        return needer
    may_hear = needer not in fact.keep_from and (not fact.lawful or bool(fact.lawful.get(needer)))
    return next(iter(askers), None) if may_hear else None


def _bases(held: Collection[Fact], role: RoleId, answer: DeskAnswer) -> tuple[BasisId | None, ...]:
    """The bases on which *role* may lawfully be told all of *held* by a desk; empty: it may not ask."""
    if any(role in fact.keep_from for fact in held):
        return ()
    restricted = [fact.lawful.get(role, ()) for fact in held if fact.lawful]
    if not restricted:
        return answer.bases or (None,)
    return tuple(basis for basis in answer.bases if all(basis in lawful for lawful in restricted))
