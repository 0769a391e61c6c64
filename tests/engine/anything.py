"""Anything that anybody could ask for: commands drawn at random, most of them possible, some of them not."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sim.engine import CLOCK, FACILITATOR, AnyCommand, State
from sim.engine import commands as c
from sim.engine import events as e
from sim.engine.showing import decision_view

T = TypeVar("T")
Draw = Callable[[Sequence[T]], T]
"""Takes one of several things."""


def anything(state: State, choose: Draw) -> AnyCommand:
    """A command for *state*, made of choices that *choose* takes."""
    roles = state.book.roles
    scenario = state.book.scenario
    due = state.agenda[0][0] if state.agenda else state.time + 60
    at = choose(
        [state.time, state.time, state.time + 1, state.time + choose([2, 7, 30, 61]), max(due, state.time), due + 1]
    )
    at = max(at, state.time)
    role = choose(roles)
    thread = state.threads[role]
    kind = choose(
        ["choose"] * 10
        + ["advance"] * 5
        + ["tell"] * 3
        + ["ask", "ask", "answer", "answer", "acknowledge", "acknowledge", "pass", "note"]
        + ["pause", "resume", "resume", "hand_over", "extend", "curtain", "curtain", "fire", "call", "wild"]
    )
    facts = tuple(thread.known)
    bases = [None, *scenario.bases]
    match kind:
        case "choose":
            deciding = [name for name in roles if state.threads[name].decision is not None]
            if not deciding:
                return c.Advance(at=max(due, state.time))
            role = choose(deciding)
            decision = decision_view(state, role)
            assert decision is not None
            if not decision.choices:
                return c.Advance(at=max(due, state.time))
            choice = choose(decision.choices)
            items = (
                tuple(item.id for item in choice.items)[: choose([choice.least, choice.most])] if choice.items else ()
            )
            return c.Choose(seat=role, at=at, decision=decision.id, choice=choice.id, items=items)
        case "advance":
            return c.Advance(at=at, mark=choose([True, False]))
        case "tell":
            told = (choose(facts),) if facts else ()
            return c.Tell(
                seat=role, at=at, to=(choose(roles),), facts=told, basis=choose(bases), aloud=choose([True, False])
            )
        case "ask":
            to = choose([*roles, *scenario.desks])
            topics = list(scenario.desks[to].answers) if to in scenario.desks else list(scenario.topics)
            return c.Ask(seat=role, at=at, to=to, topic=choose(topics), basis=choose(bases))
        case "answer":
            asked = [number for number, question in state.questions.items() if question.to in roles] or [0]
            number = choose(asked)
            seat = state.questions[number].to if number in state.questions else role
            known = tuple(state.threads[seat].known) if seat in state.threads else ()
            told = (choose(known),) if known and choose([True, False]) else ()
            return c.Answer(
                seat=seat, at=at, reply_to=number, facts=told, basis=choose(bases), cannot=choose([True, False])
            )
        case "acknowledge":
            told_here = [m for m in thread.messages if isinstance(m, e.Told) and role in m.to]
            if not told_here:
                return c.Acknowledge(seat=role, at=at, reply_to=1, fact=next(iter(scenario.facts)))
            message = choose(told_here)
            return c.Acknowledge(
                seat=role, at=at, reply_to=message.seq, fact=choose(message.facts), said=choose([0, 1, 2])
            )
        case "pass":
            return c.Pass(seat=role, at=at, decision=thread.decision or "nowhere#1")
        case "note":
            return c.Note(seat=role, at=at, ref="n1")
        case "pause":
            return c.Pause(seat=role, at=at)
        case "resume":
            return c.Resume(seat=choose([role, FACILITATOR]), at=at)
        case "hand_over":
            return c.HandOver(seat=role, at=at, role=role)
        case "extend":
            decision_ids = list(state.decisions) or ["nowhere#1"]
            return c.Extend(seat=CLOCK, at=at, decision=choose(decision_ids), seconds=choose([0, 5, 60]))
        case "curtain":
            return c.Curtain(seat=CLOCK, at=at, up=not state.curtain, front=choose([None, role]))
        case "fire":
            return c.Fire(seat=choose([FACILITATOR, role]), at=at, inject=choose([*scenario.injects, "no_such"]))
        case "call":
            scenes = [name for name, scene in scenario.scenes.items() if role in scene.roles]
            return c.CallRole(
                seat=FACILITATOR, at=at, role=role, scene=choose([*scenes, "no_such"]), urgent=choose([True, False])
            )
        case _:
            return choose(
                [
                    c.Choose(seat="nobody", at=at, decision="x#1", choice="y"),
                    c.Choose(seat=role, at=at, decision="doorstep#1", choice="no_such"),
                    c.Tell(seat=role, at=at, to=("nobody",), facts=("nothing",)),
                    c.Advance(at=0),
                    c.HandOver(seat=role, at=at, role="nobody"),
                    c.Acknowledge(seat=role, at=at, reply_to=10**9, fact="nothing"),
                    c.Ask(seat=role, at=at, to=role, topic="nothing"),
                ]
            )


def unpaused(state: State) -> list[AnyCommand]:
    """What has to be given before play goes on."""
    commands: list[AnyCommand] = []
    if state.paused:
        commands.append(c.Resume(seat=FACILITATOR, at=state.time))
    if state.curtain:
        commands.append(c.Curtain(seat=CLOCK, at=state.time, up=False))
    return commands
