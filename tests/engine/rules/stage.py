"""A stage for the rules: small cases in the format's own words, plays written as lines, and what happened as lines.

    row("what the rule says", CASE, SCRIPT, TALE)

A CASE is YAML without the parts that don't matter: titles, briefs and texts are filled in (a text of one word each, so a
decision with two choices is read in a second), a role may be its `begins` alone, a choice that does not say takes a minute
and ends the part of those who took it, and the activities `search` and `visit`, and `ring` (a notification) are there.

A SCRIPT has a command a line, `SECOND SEAT VERB ...`; a number alone lets time pass. `!code` at the end: it is refused.
A TALE has an event a line, `SECOND KIND ...`, and names all events of the kinds in it, in order (from the second on that a first
line `from SECOND` gives); `no KIND` for none.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from sim.engine import (
    AnyCommand,
    AnyEvent,
    Book,
    Result,
    Seat,
    Setup,
    State,
    View,
    begin,
    cut,
    prepare,
    replay,
    submit,
    view,
)
from sim.engine import commands as c
from sim.engine import events as e
from sim.engine.names import RoleId
from sim.engine.scenario import Scenario
from sim.format import read_files

ACTIVITIES = {
    "search": {"title": "Searched"},
    "visit": {"title": "Visited"},
    "ring": {"title": "Rang", "notification": True},
}
WAY_OUT = "way_out"
"""Given to the reader, which asks that every case can end, and taken out again: a small case may go round for ever."""
OUTCOMES = ("if_no_answer", "if_deadlock", "no_show", "latecomer")


# --- cases


@cache
def scene(text: str) -> Scenario:
    """The scenario that *text* says, with what it leaves out filled in."""
    top: dict[str, Any] = {
        "format": 1,
        "scenario": "small",
        "title": "Small",
        "kind": "drill",
        "starts": "2026-03-04 21:40",
        "endings": {},
        "activities": ACTIVITIES,
        **yaml.safe_load(text),
    }
    top["endings"] = {name: {"title": f"{name}.", "text": "Done."} for name in ("over", *top["endings"])}
    for name, role in top["roles"].items():
        role = role if isinstance(role, dict) else {"begins": role}
        top["roles"][name] = {"title": name.capitalize(), "brief": "Be there.", **role}
    for body in top["scenes"].values():
        _fill_scene(body)
    for name, fact in top.get("facts", {}).items():
        top["facts"][name] = {"topic": "matters", "text": f"It is {name}.", **fact}
    for name, desk in top.get("desks", {}).items():
        top["desks"][name] = {"title": name.capitalize(), **desk}
    top["injects"] = {**top.get("injects", {}), WAY_OUT: {"when": "time >= 24h", "ends": "over"}}
    reading = read_files({"scenario.yaml": json.dumps(top, indent=1)})
    assert reading.scenario is not None, "\n".join(
        f"{found.code} {found.message} {found.snippet}" for found in reading.diagnostics if found.severity == "error"
    )
    injects = {name: inject for name, inject in reading.scenario.injects.items() if name != WAY_OUT}
    return replace(reading.scenario, injects=injects)


def _fill_scene(body: dict[str, Any]) -> None:
    body.setdefault("text", "Here.")
    over = {"goto": {"end": "over"}, "takes": "1m"}
    for name, choice in body.get("choices", {}).items():
        body["choices"][name] = {"text": "Go.", **_way(choice, over)}
    if "form" in body:
        body["form"] = _way(body["form"], over)
        for item, line in body["form"]["items"].items():
            body["form"]["items"][item] = {"text": "Line.", **(line or {})}
    if "think" in body:
        body.setdefault("if_no_answer", {})
    if len(body["roles"]) > 1:
        body.setdefault("wait", "10m")
        body.setdefault("no_show", {})
        if "together" in body["decides"]:
            body.setdefault("think", "10m")
            body.setdefault("if_no_answer", {})
            body.setdefault("if_deadlock", {})
    for name in OUTCOMES:
        if name in body:
            body[name] = _way(body[name], over)


def _way(way: dict[str, Any] | None, over: dict[str, Any]) -> dict[str, Any]:
    way = {"takes": over["takes"], **(way or {})}
    return way if "ends" in way else {"goto": over["goto"], **way}


# --- plays


class Play:
    """A play of a case, with its log, checked at every step for what must always be true."""

    def __init__(
        self,
        case: str | Scenario,
        *,
        seed: int = 1,
        pace: Any = "standard",
        mode: Any = "practice",
        room: bool = False,
        factors: dict[str, float] | None = None,
        avoid: dict[str, tuple[str, ...]] | None = None,
        persons: tuple[str, ...] = (),
    ) -> None:
        self.book: Book = prepare(scene(case) if isinstance(case, str) else case, seed)
        seats = {
            role: Seat(
                f"p-{role}" if role in persons else None,
                factor=(factors or {}).get(role, 1.0),
                avoid=(avoid or {}).get(role, ()),
            )
            for role in self.book.roles
        }
        self.setup = Setup(seed, seats, mode, pace, room)
        self.state: State
        self.state, log = begin(self.book, self.setup)
        self.log: list[AnyEvent] = list(log)
        self.check()

    @property
    def now(self) -> int:
        return self.state.time

    def view(self, role: str) -> View:
        return view(self.state, RoleId(role))

    def choices(self, role: str) -> dict[str, bool]:
        """The choices before *role* in the order of their keys, and whether each can be taken."""
        decision = self.view(role).decision
        assert decision is not None
        assert [choice.key for choice in decision.choices] == list(range(1, len(decision.choices) + 1))
        return {choice.id: choice.open for choice in decision.choices}

    def give(self, command: AnyCommand) -> Result:
        """Submit *command*; a refusal must leave the state as time alone would have."""
        before = self.state.copy()
        result = submit(self.state, command)
        self.log += result.events
        if result.refused is not None:
            if command.at >= before.time and not (before.paused or before.curtain or before.ended):
                alone = submit(before, c.Advance(at=command.at, wall=command.wall))
                assert alone.events == result.events, "a refusal adds nothing to the log"
            assert before.record() == self.state.record(), "a refusal changes nothing"
        self.check()
        return result

    def run(self, script: str) -> Play:
        """Play the lines of *script*."""
        for line in script.strip().splitlines():
            if not line.strip():
                continue
            said, _, code = line.strip().partition(" !")
            result = self.give(self.command(said.split()))
            refused = result.refused.code if result.refused is not None else None
            assert refused == (code.strip() or None), f"{line.strip()}: {result.refused}"
        return self

    def command(self, words: list[str]) -> AnyCommand:
        """The command that a line says."""
        at = int(words[0])
        if len(words) == 1 or words[1] == "mark":
            return c.Advance(at=at, mark=len(words) > 1)
        seat, verb, *rest = words[1:]
        named = dict(word.split("=") for word in rest if "=" in word)
        rest = [word for word in rest if "=" not in word]
        common: dict[str, Any] = {"seat": seat, "at": at, "id": named.get("id", "")}
        return _VERBS[verb](self, common, rest, named)

    def decision(self, seat: str, at: int) -> str:
        """The decision before *seat* at second *at*, or the last that it had there."""
        state = self.state.copy()
        if not (state.paused or state.curtain or state.ended) and at > state.time:
            submit(state, c.Advance(at=at))
        for name, decision in state.decisions.items():
            if seat in decision.present:
                return name
        opened = [event for event in self.log if isinstance(event, e.DecisionOpened) and seat in event.present]
        return opened[-1].decision if opened else "nowhere#1"

    def question(self, seat: str) -> int:
        """The last question to *seat*."""
        asked = [event.seq for event in self.log if isinstance(event, e.Asked) and event.to == seat]
        return asked[-1] if asked else 0

    def telling(self, seat: str, fact: str) -> int:
        """The last message that told *seat* of *fact*."""
        told = [
            event.seq for event in self.log if isinstance(event, e.Told) and seat in event.to and fact in event.facts
        ]
        return told[-1] if told else 0

    def check(self) -> None:
        """What is true at every step, whatever the rule under test."""
        assert [event.seq for event in self.log] == list(range(1, len(self.log) + 1)), "sequence without gaps"
        times = [event.at for event in self.log]
        assert times == sorted(times), "time never runs back"
        assert replay(self.book, self.log).record() == self.state.record(), "the log makes the state"
        for role in self.book.roles:
            assert view(replay(self.book, cut(self.log, role)), role) == view(self.state, role), "rule 17"

    # --- looking at what happened

    def all(self, kind: type[Any]) -> list[Any]:
        """All events of a kind."""
        return [event for event in self.log if type(event) is kind]

    def last(self, kind: type[Any]) -> Any:
        """The last event of a kind."""
        return self.all(kind)[-1]

    def tale(self, *kinds: str) -> list[str]:
        """The events of these kinds, a line each."""
        return [line for event in self.log if (line := told_as(event)).split()[1] in kinds]

    def tells(self, tale: str) -> Play:
        """The log has the events of *tale*, and of their kinds no others."""
        lines = [" ".join(line.split()) for line in tale.strip().splitlines() if line.strip()]
        start = int(lines.pop(0).split()[1]) if lines[0].startswith("from ") else 0
        kinds = {line.split()[1] for line in lines}
        unknown = kinds - set(_KINDS.values())
        assert not unknown, f"no such kinds of events: {unknown}"
        found = [line for line in self.tale(*kinds) if int(line.split()[0]) >= start]
        wanted = [line for line in lines if not line.startswith("no ")]
        assert found == wanted, "\n".join(["it went:", *found, "and not:", *wanted])
        return self


def _words(value: str) -> tuple[str, ...]:
    return tuple(value.split(",")) if value and value != "-" else ()


_VERBS: dict[str, Callable[[Play, dict[str, Any], list[str], dict[str, str]], Any]] = {
    "choose": lambda play, common, rest, named: c.Choose(
        **common,
        decision=named.get("in") or play.decision(common["seat"], common["at"]),  # type: ignore[arg-type]
        choice=rest[0],
        items=tuple(rest[1:]),
    ),
    "pass": lambda play, common, rest, named: c.Pass(
        **common, decision=named.get("in") or play.decision(common["seat"], common["at"])
    ),
    "tell": lambda play, common, rest, named: c.Tell(
        **common,
        to=_words(rest[0]),
        facts=_words(rest[1]),
        basis=named.get("basis"),
        reply_to=(play.question(common["seat"]) if named["re"] == "last" else int(named["re"]))
        if "re" in named
        else None,
        aloud="aloud" in rest,
    ),
    "ask": lambda play, common, rest, named: c.Ask(**common, to=rest[0], topic=rest[1], basis=named.get("basis")),
    "answer": lambda play, common, rest, named: c.Answer(
        **common,
        reply_to=int(named["re"]) if "re" in named else play.question(common["seat"]),
        facts=_words(rest[0]) if rest[0] not in ("nothing", "cannot") else (),
        cannot="cannot" in rest,
        basis=named.get("basis"),
    ),
    "ack": lambda play, common, rest, named: c.Acknowledge(
        **common,
        reply_to=int(named["re"]) if "re" in named else play.telling(common["seat"], rest[0]),
        fact=rest[0],
        said=int(rest[1]) if len(rest) > 1 else 0,
    ),
    "note": lambda play, common, rest, named: c.Note(**common, ref=rest[0], decision=named.get("on")),
    "pause": lambda play, common, rest, named: c.Pause(**common),
    "resume": lambda play, common, rest, named: c.Resume(**common),
    "hand": lambda play, common, rest, named: c.HandOver(
        **common, role=rest[0], to=None if rest[1] == "-" else rest[1]
    ),
    "extend": lambda play, common, rest, named: c.Extend(**common, decision=rest[0], seconds=int(rest[1])),
    "curtain": lambda play, common, rest, named: c.Curtain(
        **common, up=rest[0] == "up", front=rest[1] if len(rest) > 1 else None
    ),
    "fire": lambda play, common, rest, named: c.Fire(**common, inject=rest[0]),
    "call": lambda play, common, rest, named: c.CallRole(
        **common, role=rest[0], scene=rest[1], urgent="urgent" in rest
    ),
    "end": lambda play, common, rest, named: c.End(**common),
}

_KINDS: dict[type, str] = {
    e.Began: "began",
    e.TimePassed: "passes",
    e.Paused: "paused",
    e.Resumed: "resumed",
    e.SeatHandedOver: "handed",
    e.CurtainMoved: "curtain",
    e.CaseEnded: "ended",
    e.Noted: "noted",
    e.DecisionOpened: "opened",
    e.SceneShown: "shown",
    e.ChoiceOpened: "offers",
    e.ChoiceShut: "shuts",
    e.HintsShown: "hints",
    e.Picked: "picks",
    e.Passed: "yields",
    e.DecisionClosed: "closed",
    e.Extended: "extends",
    e.WorkEnded: "worked",
    e.WorkBroken: "broken",
    e.Waiting: "waits",
    e.NoShow: "no_show",
    e.Joined: "joins",
    e.CameLate: "late",
    e.Left: "left",
    e.Called: "called",
    e.WentOnCall: "goes",
    e.WentBack: "returns",
    e.StoodBy: "stands_by",
    e.Finished: "finished",
    e.Learned: "learned",
    e.Told: "told",
    e.Asked: "asked",
    e.Answered: "answered",
    e.Acknowledged: "acknowledged",
    e.Delivered: "delivered",
    e.Started: "started",
    e.Done: "done",
    e.VariableSet: "set",
    e.Drawn: "drawn",
    e.MilestoneReached: "reached",
    e.InjectFired: "fired",
    e.Rearmed: "rearmed",
    e.Messaged: "messaged",
    e.StopReached: "stop",
    e.LinkChanged: "link",
}


def told_as(event: AnyEvent) -> str:
    """An event as a line of a tale."""
    return " ".join(
        [str(event.at), _KINDS[type(event)], *(str(word) for word in _said(event) if word not in ("", None))]
    )


def _list(names: tuple[str, ...]) -> str:
    return ",".join(names)


def _said(event: AnyEvent) -> tuple[Any, ...]:
    """The words of a line after its kind."""
    lost = "" if getattr(event, "delivered", True) else "undelivered"
    match event:
        case e.TimePassed():
            return ("marked" if event.marked else "",)
        case e.Paused():
            return ("stop" if event.stop else "",)
        case e.SeatHandedOver():
            return event.role, event.to or "computer"
        case e.CurtainMoved():
            return "up" if event.up else "down", event.front
        case e.CaseEnded():
            return event.how, event.ending
        case e.Noted():
            return event.role, event.ref, event.decision
        case e.DecisionOpened():
            return event.decision, _list(event.present), "again" if event.resumed else ""
        case e.SceneShown() | e.ChoiceOpened() | e.ChoiceShut():
            return (event.decision, event.role if isinstance(event, e.SceneShown) else event.choice)
        case e.HintsShown():
            return event.role, event.scene, _list(tuple(str(place) for place in event.hints)) or "none"
        case e.Picked():
            return event.role, event.choice, *event.items, "as advice" if event.advice else ""
        case e.DecisionClosed():
            return event.decision, event.how, *(f"{work.outcome}:{_list(work.roles)}" for work in event.works)
        case e.Extended():
            return event.decision, event.closes
        case e.WorkEnded():
            return _list(event.roles), event.outcome
        case e.WorkBroken():
            return event.role, event.outcome
        case e.Waiting():
            return event.role, event.scene, f"until {event.until}"
        case e.NoShow():
            return event.scene, *(_list(work.roles) for work in event.works)
        case e.Joined():
            return event.role, event.found.id
        case e.CameLate():
            return event.role, event.scene, event.work.outcome
        case e.Left():
            return event.role, event.scene
        case e.Called():
            return event.role, event.scene, "urgently" if event.urgent else "", event.how
        case e.WentOnCall():
            return event.role, event.scene
        case e.Finished():
            return event.role, event.ending
        case e.Learned():
            return event.role, _list(event.facts), event.how
        case e.Told():
            marks = ("aloud" if event.aloud else "", "by choice" if event.by_choice else "", lost)
            return event.frm, "to", _list(event.to), _list(event.facts), *marks
        case e.Asked():
            return event.frm, event.to, event.topic, lost
        case e.Answered():
            return event.frm, event.to, "cannot" if event.cannot else "nothing", lost
        case e.Acknowledged():
            return event.frm, event.to, event.fact, "right" if event.right else "wrong", lost
        case e.Delivered():
            return event.to, _KINDS[type(event.message)], "from", event.message.frm
        case e.Started():
            return _list(tuple(act.activity for act in event.acts)), _list(event.by)
        case e.Done():
            return event.activity, _list(event.by)
        case e.VariableSet():
            return event.name, f"{event.value:g}"
        case e.Drawn():
            return event.name, event.n
        case e.InjectFired():
            return event.name, "by hand" if event.by_hand else ""
        case e.Messaged():
            return event.role, event.inject
        case e.LinkChanged():
            return event.name, "down" if event.down else "up"
        case _:
            return (getattr(event, "role", ""), getattr(event, "name", ""))


# --- rows


class Story:
    """A row of a table: a case, what is done in it, and what happens."""

    def __init__(self, case: str, script: str, tale: str, setup: dict[str, Any]) -> None:
        self.case, self.script, self.tale, self.setup = case, script, tale, setup

    def hold(self) -> Play:
        """Play it; it must come out as the tale says."""
        return Play(self.case, **self.setup).run(self.script).tells(self.tale)


def row(says: str, case: str, script: str, tale: str, marks: Any = (), **setup: Any) -> Any:
    """A row; *says* is the sentence of the rule that it checks."""
    return pytest.param(Story(case, script, tale, setup), id=says, marks=marks)
