"""What somebody asked not to see reaches no seat of Night at the duplex: no scene, fact, message or ending has it, in any play."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec
import pytest

from sim.engine import Seat, Setup, prepare, view
from sim.engine.conditions import Condition
from sim.engine.events import Called, DecisionOpened, Waiting
from sim.engine.names import SceneId
from sim.engine.scenario import Scenario, Scene
from sim.format import open_scenario, shipped
from sim.players import Run, rehearse, team

READING = open_scenario(shipped()["night_at_the_duplex"])
assert READING.scenario is not None
CASE: Scenario = READING.scenario
BOOK = prepare(CASE, 1)

TELLING: dict[str, re.Pattern[str]] = {
    "adult intoxication": re.compile(
        r"\b(dr[iau]nk\w*|sober\w*|alcohol\w*|beers?|liquor|whiske?y|vodka|wine|booze\w*|tipsy|slurs?|slurred|hungover"
        r"|intoxicat\w*|passed out|sleep it off)\b|bottle stands on|coffee into him|he'd started before",
        re.IGNORECASE,
    ),
    "separation of children": re.compile(
        r"\b(which one is C in|who has C|empty beds|empty home|children were gone|children missing|mama know|my mama"
        r"|is our aunt away|babies forget|torn|taken from (her|his|their)|did we do it wrong"
        r"|looks over each shoulder|cr(y|ies|ied) for (her|his|their) (mother|mama|father))\b",
        re.IGNORECASE,
    ),
}
"""Words by which a text would give away what was to be left out. A baby's bottle is none; that a plan parts children is a fact."""

SAYS_SO = frozenset(CASE.content_notes)
"""The content notes say before the case begins what is in it: that is their purpose."""


@cache
def tags() -> tuple[str, ...]:
    return tuple(sorted({tag for scene in CASE.scenes.values() for tag in scene.content}))


@cache
def played(seed: int, avoid: tuple[str, ...], by: str = "all") -> Run:
    """A random play in which *by* (or everybody) asked not to see *avoid*."""
    seats = {role: Seat(player="random", avoid=avoid if by in ("all", role) else ()) for role in CASE.roles}
    return rehearse(BOOK, Setup(seed, seats), team("random", BOOK, seed))


def texts(value: object) -> Iterator[str]:
    """Every text in a part of the scenario; names and conditions are nobody's reading."""
    match value:
        case Condition():
            pass
        case str():
            if " " in value:
                yield value
        case dict():
            for each in value.values():
                yield from texts(each)
        case tuple() | list():
            for each in value:
                yield from texts(each)
        case msgspec.Struct():
            for field in msgspec.structs.fields(value):
                if field.name not in ("content", "content_notes"):
                    yield from texts(getattr(value, field.name))


def test_each_tag_has_its_words_and_each_scene_its_equivalent() -> None:
    assert set(tags()) == TELLING.keys()
    for name, scene in CASE.scenes.items():
        assert bool(scene.content) == (scene.instead is not None), name


def ways(scene: Scene) -> dict[str, object]:
    """What follows from a scene, without the words."""
    found: dict[str, object] = {}
    for name, choice in scene.choices.items():
        found[name] = (choice.model, choice.if_, choice.takes, choice.credit, choice.start, choice.end, choice.goto)
        found[f"{name} cites"] = choice.because and choice.because.cite
        assert choice.form is None, "forms have no equivalent here"
    for name in ("if_no_answer", "if_deadlock", "no_show", "latecomer"):
        way = getattr(scene, name)
        found[name] = way and (way.takes, way.start, way.end, way.goto)
    found["scene"] = (
        scene.roles,
        scene.think,
        scene.decides,
        scene.wait,
        scene.quorum,
        scene.children,
        scene.key_decision,
    )
    return found


@pytest.mark.parametrize("name", [name for name, scene in CASE.scenes.items() if scene.instead])
def test_an_equivalent_offers_the_same_and_the_same_follows(name: str) -> None:
    """The same choices in the same order, as long, worth as much; the same is learned, done and told, and leads there."""
    scene = CASE.scenes[SceneId(name)]
    other = CASE.scenes[scene.instead] if scene.instead else scene
    assert not other.content
    assert list(scene.choices) == list(other.choices)
    assert ways(scene) == ways(other)


@pytest.mark.parametrize("tag", sorted(TELLING))
def test_no_text_outside_the_tagged_scenes_gives_it_away(tag: str) -> None:
    """Scenes without the tag, and all that is no scene: facts, read-backs, injects, desks, briefs, objectives, endings.

    With the plays below, in which no tagged scene comes up, that is every text of the case that can reach a seat.
    """
    found = []
    for field in msgspec.structs.fields(Scenario):
        part = getattr(CASE, field.name)
        if field.name == "scenes":
            part = {name: scene for name, scene in part.items() if tag not in scene.content}
        if field.name not in ("content_notes", "activities", "vocabulary"):
            found += [text for text in texts(part) if TELLING[tag].search(text)]
    assert found == []


@pytest.mark.parametrize("tag", sorted(TELLING))
def test_the_tagged_scenes_are_where_it_is(tag: str) -> None:
    """Else the words of the test would be the wrong ones."""
    shown = [name for name, scene in CASE.scenes.items() if tag in scene.content]
    telling = [name for name in shown if any(TELLING[tag].search(text) for text in texts(CASE.scenes[name]))]
    assert len(telling) >= 3


@pytest.mark.parametrize("avoid", [("adult intoxication",), ("separation of children",), tags()])
def test_in_no_play_does_it_reach_whoever_asked_not_to_see_it(avoid: tuple[str, ...]) -> None:
    for seed in range(30):
        run = played(seed, avoid)
        for event in run.log:
            if isinstance(event, DecisionOpened | Waiting | Called):
                assert not set(CASE.scenes[event.scene].content) & set(avoid), event
        for role in CASE.roles:
            look = view(run.state, role)
            for text in texts(look):
                for tag in avoid:
                    assert TELLING[tag].search(text) is None or text in SAYS_SO, text


@pytest.mark.parametrize("role", list(CASE.roles))
def test_one_who_asked_is_spared_in_company(role: str) -> None:
    """Where several are gathered, all of them get the equivalent."""
    met = set()
    for seed in range(30):
        for event in played(seed, tags(), role).log:
            if isinstance(event, DecisionOpened) and role in event.present:
                assert not CASE.scenes[event.scene].content, event.scene
                met.add(event.scene)
    equivalents = {scene.instead for scene in CASE.scenes.values() if scene.instead and role in scene.roles}
    assert equivalents <= met
