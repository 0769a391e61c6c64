"""Effects: what a choice, its end or an inject does to the world. Calls are left for afterwards."""

from __future__ import annotations

from typing import Literal

from sim.engine import events as e
from sim.engine.endings import end_case
from sim.engine.messages import send_told
from sim.engine.names import FactId, RoleId, VariableId
from sim.engine.scenario import Act, Effects
from sim.engine.turn import Turn


def cause(turn: Turn, effects: Effects, by: tuple[RoleId, ...], source: str) -> None:
    """Let *effects* happen, done by the roles *by* (none for an inject); *source* names the choice or inject."""
    state = turn.state
    for act in effects.does:
        turn.emit(e.Done(turn.number(), turn.state.time, by, act.activity, by, act.args))
    for learning in effects.learns:
        for role in by if learning.role is None else (learning.role,):
            teach(turn, role, learning.facts, "work" if by else "inject", source)
    for telling in effects.tells:
        if by:
            tell_by_choice(turn, by, telling.to, telling.facts)
        else:
            teach(turn, telling.to, telling.facts, "inject", source)
    for name, value in effects.sets:
        set_variable(turn, name, value)
    for name, value in effects.adds:
        set_variable(turn, name, state.variables[name] + value)
    for wanted in effects.calls:
        turn.later.append(wanted)
    if effects.ends is not None:
        end_case(turn, "declared", effects.ends)


def begin_acts(turn: Turn, acts: tuple[Act, ...], by: tuple[RoleId, ...]) -> None:
    """The activities of a choice begin, those that will be done at its end and those that are done at once."""
    if acts:
        turn.emit(e.Started(turn.number(), turn.state.time, by, acts, by))


def teach(
    turn: Turn, role: RoleId, facts: tuple[FactId, ...], how: Literal["held", "work", "inject"], source: str
) -> None:
    """*role* learns those of *facts* that it does not know."""
    known = turn.state.threads[role].known
    new = tuple([fact for fact in facts if fact not in known])
    if new:
        turn.emit(e.Learned(turn.number(), turn.state.time, (role,), role, new, how, source))


def tell_by_choice(turn: Turn, by: tuple[RoleId, ...], to: RoleId, facts: tuple[FactId, ...]) -> None:
    """A choice tells *to* those of *facts* that who took it knows; each of them what the others have not said."""
    left = facts
    for role in by:
        known = turn.state.threads[role].known
        told = tuple(fact for fact in left if fact in known)
        if told and role != to:
            send_told(turn, role, (to,), told, by_choice=True)
            left = tuple(fact for fact in left if fact not in told)


def set_variable(turn: Turn, name: VariableId, value: float) -> None:
    """A variable takes *value*, kept between its bounds; nothing happens if it has it already."""
    definition = turn.book.scenario.variables[name]
    if definition.least is not None:
        value = max(value, definition.least)
    if definition.most is not None:
        value = min(value, definition.most)
    if value != turn.state.variables[name]:
        turn.emit(
            e.VariableSet(turn.number(), turn.state.time, turn.book.roles if definition.visible else (), name, value)
        )
