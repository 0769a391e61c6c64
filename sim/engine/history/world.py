"""Events of the world: activities, variables, chance, milestones, injects, stops and links."""

from __future__ import annotations

from sim.engine import events as e
from sim.engine.history.agenda import Appliers, happen, put
from sim.engine.names import MarkId, RoleId
from sim.engine.state import State


def _started(state: State, event: e.Started) -> None:
    for act in event.acts:
        mark = MarkId(f"started.{act.activity}")
        if mark in state.book.watched:
            happen(state, mark)


def _done(state: State, event: e.Done) -> None:
    mark = MarkId(f"done.{event.activity}")
    if mark in state.book.watched:
        happen(state, mark)


def _variable_set(state: State, event: e.VariableSet) -> None:
    state.variables[event.name] = event.value
    key = f"var:{event.name}"
    if key in state.book.interest:
        state.touched.add(key)


def _drawn(state: State, event: e.Drawn) -> None:
    state.draws[event.name] = (event.n, event.value)
    key = f"chance:{event.name}"
    if key in state.book.interest:
        state.touched.add(key)


def _reached(state: State, event: e.MilestoneReached) -> None:
    state.fired |= {f"milestone:{event.name}"}
    mark = MarkId(f"reached.{event.name}")
    if mark in state.book.watched:
        happen(state, mark)


def _fired(state: State, event: e.InjectFired) -> None:
    name = f"inject:{event.name}"
    if not state.book.scenario.injects[event.name].repeat:
        state.fired |= {name}
    elif not event.by_hand:
        state.high |= {name}


def _rearmed(state: State, event: e.Rearmed) -> None:
    state.high -= {f"inject:{event.name}"}


def _messaged(state: State, event: e.Messaged) -> None:
    text = state.book.scenario.injects[event.inject].message[event.role]
    put(state, event, event.role, "inject", text)


def _stop_reached(state: State, event: e.StopReached) -> None:
    state.fired |= {f"stop:{event.name}"}
    for role, thread in state.threads.items():
        pile = thread.pile
        put(state, event, role, "stop", state.book.scenario.stops[event.name].question)
        thread.pile = pile  # time stands for it


def _link_changed(state: State, event: e.LinkChanged) -> None:
    scenario = state.book.scenario
    state.down = state.down | {event.name} if event.down else state.down - {event.name}
    between = scenario.links[event.name].between
    for here, there in (between, between[::-1]):
        if here in state.threads:
            other = (
                scenario.roles[RoleId(there)].title if there in scenario.roles else scenario.desks[there].title  # type: ignore[index]
            )
            word = "is down" if event.down else "works again"
            put(state, event, RoleId(here), "link", f"The line to {other} {word}.")


APPLY: Appliers = {
    e.Started: _started,
    e.Done: _done,
    e.VariableSet: _variable_set,
    e.Drawn: _drawn,
    e.MilestoneReached: _reached,
    e.InjectFired: _fired,
    e.Rearmed: _rearmed,
    e.Messaged: _messaged,
    e.StopReached: _stop_reached,
    e.LinkChanged: _link_changed,
}
