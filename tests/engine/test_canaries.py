"""Secrecy: every hidden text of a scenario is a canary of its own, and no view, brief or refusal sings before its time."""

import random
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from sim.engine import AnyEvent, Book, State, begin, brief, prepare, submit, view
from sim.engine import events as e
from sim.engine.conditions import Condition
from sim.engine.scenario import Scenario
from tests.engine.anything import anything, unpaused
from tests.engine.cases import NAMES, scenario
from tests.engine.test_properties import setup

PROSE = {
    "text",
    "title",
    "says",
    "question",
    "right",
    "near",
    "all",
    "by_role",
    "message",
    "brief",
    "cite",
    "summary",
    "args",
}
PUBLIC = {
    "name": "names the case, in the library and the brief",
    "title": "is read in the library, before a seat is taken",
    "starts": "is the date and time of second 0, in every brief",
    "trains": "is read in the library",
    "content_notes": "warns of what is coming, before a seat is taken",
    "scenes.content": "is one of the notes, and says which scene a seat that asked is spared",
    "review": "says on the briefing who has signed the case",
    "protocols": "names the packs, which everybody may read",
    "children": "has the names of the children, in every brief",
    "topics": "is what anybody can be asked about, in every brief",
    "bases": "is what anybody can state as a ground, in every brief",
    "glossary": "explains words, on every seat",
}
"""Parts of a scenario that everybody may read, and why."""

DETAIL = r"\{\w+\}"
"""Where a surface detail is put in: a canary keeps it."""

KNOWN_TO_ALL = r"(roles|desks)\.\w+\.title"
"""They are in every brief."""


def with_canaries(value: Any, path: str) -> Any:
    """*value* with each text replaced by a token that names its place."""
    if isinstance(value, Condition) or value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        marked = set(path.split(".")) & PROSE or path.startswith("details.")
        return f"<<{path}>>{''.join(re.findall(DETAIL, value))}" if marked else value
    if isinstance(value, msgspec.Struct):
        kept = {"key", "decides", "goto", "takes", "source", "topic", "scene", "tag"}
        kept |= set(PUBLIC) if isinstance(value, Scenario) else set()
        parts = {field: f"{path}.{field}" if path else field for field in value.__struct_fields__ if field not in kept}
        return msgspec.structs.replace(
            value, **{field: with_canaries(getattr(value, field), place) for field, place in parts.items()}
        )
    if isinstance(value, dict):
        return {name: with_canaries(part, f"{path}.{name}") for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(with_canaries(part, f"{path}.{place}") for place, part in enumerate(value))
    return value


def unmarked(value: Any, path: str = "") -> Iterator[str]:
    """The places of the texts in *value* that are no names and no tokens."""
    if isinstance(value, str):
        if " " in value and "<<" not in value:
            yield path
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Condition):
        for field in value.__struct_fields__:
            yield from unmarked(getattr(value, field), f"{path}.{field}" if path else field)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from unmarked(part, f"{path}.{name}")
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from unmarked(part, f"{path}.{place}")


def dealt(book: Book) -> list[str]:
    """Patterns of the surface details that the seed has dealt: one of each, and no other."""
    found = {token for token in tokens(replace(book.scenario, details={})) if token.startswith("details.")}
    assert len({token.split(".")[1] for token in found}) == len(found)
    return [re.escape(token) for token in found]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_a_canary_or_named_as_public(name: str) -> None:
    marked = with_canaries(scenario(name), "")
    for place in unmarked(marked):
        top, *rest = place.split(".")
        assert top in PUBLIC or f"{top}.{rest[1]}" in PUBLIC, place
    assert tokens(marked.vocabulary)
    if name == "small":
        assert {place.split(".")[0] for place in tokens(marked)} >= {"objectives", "details", "milestones", "facts"}


def tokens(value: Any) -> set[str]:
    return set(re.findall(r"<<([^<>]+)>>", msgspec.json.encode(value).decode()))


def allowed(state: State, log: list[AnyEvent], role: str) -> list[str]:
    """Patterns of what *role* may have seen of the scenario's prose, worked out from the whole log and nothing else."""
    may = [KNOWN_TO_ALL]
    for event in log:
        match event:
            case e.Called(role=who, scene=scene) if who == role:
                may += [rf"scenes\.{scene}\.title"]
            case e.Learned(role=who, facts=facts) if who == role:
                may += [rf"facts\.{fact}\.text" for fact in facts]
            case e.Told() if event.frm == role or (role in event.to and event.delivered):
                may += [rf"facts\.{fact}\.(text|restated\..*)" for fact in event.facts]
                may += [rf"desks\.{event.frm}\..*"]
            case e.Delivered(to=who, message=message) if who == role:
                may += [rf"facts\.{fact}\.(text|restated\..*)" for fact in getattr(message, "facts", ())]
                may += [rf"desks\.{message.frm}\..*"]
            case e.Answered() if event.to == role:
                may += [rf"desks\.{event.frm}\..*"]
            case e.Acknowledged() if role in (event.frm, event.to):
                may += [rf"facts\.{event.fact}\.(text|restated\..*)"]
            case e.Messaged(inject=inject, role=who) if who == role:
                may += [rf"injects\.{inject}\.message\.{role}"]
            case e.StopReached(name=name):
                may += [rf"stops\.{name}\.question"]
            case e.DecisionClosed() | e.NoShow():
                for work in event.works:
                    if role in work.roles and work.outcome not in state.book.scenario.scenes[work.scene].choices:
                        may += [rf"scenes\.{work.scene}\.{work.outcome}\.text\..*"]
            case e.CameLate(work=work) if role in work.roles:
                may += [rf"scenes\.{work.scene}\.{work.outcome}\.text\..*"]
            case _:
                pass
    thread = state.threads[role]
    for scene in (thread.scene, *(seen for seen, _ in thread.sightings.values())):
        may += [rf"scenes\.{scene}\.title"]
    if thread.decision is not None:
        scene = state.decisions[thread.decision].scene
        may += [rf"scenes\.{scene}\.text\.(all|also)\..*", rf"scenes\.{scene}\.text\.by_role\.{role}\..*"]
        decision = state.decisions[thread.decision]
        wording = decision.wording or (0,) * len(decision.offered)
        for choice, case in zip(decision.offered, wording, strict=True):
            may += [rf"scenes\.{scene}\.choices\.{choice}\.text\.{case}\.1"]
        may += [rf"scenes\.{scene}\.choices\.\w+\.form\.items\.({'|'.join(decision.items)})\.text\..*"]
    if thread.work is not None:
        opened = [event for event in log if isinstance(event, e.DecisionOpened) and event.decision == thread.work[0]]
        for event in opened:
            wording = event.wording or (0,) * len(event.offered)
            for choice, case in zip(event.offered, wording, strict=True):
                if choice == thread.work[1]:
                    may += [rf"scenes\.{event.scene}\.choices\.{choice}\.text\.{case}\.1"]
        for event in log:
            if isinstance(event, e.ChoiceOpened) and (event.decision, event.choice) == thread.work[:2]:
                may += [rf"scenes\..*\.choices\.{event.choice}\.text\.{event.wording}\.1"]
    hinted = [event for event in log if isinstance(event, e.HintsShown) and event.role == role]
    for place in hinted[-1].hints if hinted and hinted[-1].scene == thread.scene else ():
        may += [rf"scenes\.{thread.scene}\.hints\.{place}\.text"]
    for ending in (thread.ending, state.ending if state.ended else None):
        may += [rf"endings\.{ending}\.(title|text)"]
    return may


@pytest.mark.parametrize("name", NAMES)
def test_no_view_holds_what_its_role_does_not_know(name: str) -> None:
    book = Book(with_canaries(scenario(name), ""), 0)
    sung = 0
    known = dealt(book)
    for seed in range(12):
        chance = random.Random(seed)
        state, log = begin(book, setup(name, 0, chance.choice(["standard", "untimed"])))
        log = list(log)
        for _ in range(120):
            if state.ended:
                break
            for command in unpaused(state):
                log += submit(state, command).events
            result = submit(state, anything(state, chance.choice))
            log += result.events
            if result.refused is not None:
                assert not {token for token in tokens(result.refused) if not re.fullmatch(KNOWN_TO_ALL, token)}
            for role in state.threads:
                seen = tokens(view(state, role))
                pattern = re.compile("|".join(known + allowed(state, log, role)))
                sung += len(seen)
                assert not {token for token in seen if not pattern.fullmatch(token)}, role
    assert sung > 1_000


@pytest.mark.parametrize("name", NAMES)
def test_a_brief_holds_one_role_s_brief_and_no_fact(name: str) -> None:
    book = prepare(with_canaries(scenario(name), ""))
    for role in book.roles:
        titles = {f"roles.{name}.title" for name in book.roles} | {
            f"desks.{name}.title" for name in book.scenario.desks
        }
        titles |= {f"variables.{name}.title" for name in book.visible}
        told = {
            token for token in tokens(brief(book, role)) if not re.fullmatch("|".join(["(?!)", *dealt(book)]), token)
        }
        assert told <= {f"roles.{role}.brief", "summary", *titles}
