"""Submitting: the one way into the engine. A command is judged after time has passed to its second; events come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from msgspec.structs import replace

from sim.engine import commands as c
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.decisions import choose, expire, pass_advice
from sim.engine.effects import teach
from sim.engine.endings import end_case, end_if_over
from sim.engine.hints import hint_done
from sim.engine.messages import acknowledge, answer, ask, deliver_mail, desk_answers, reachable, tell
from sim.engine.names import RoleId, Second
from sim.engine.result import Result
from sim.engine.seats import Setup
from sim.engine.state import Occurrence, State
from sim.engine.threads import arrive, call, gather_ends, work_ends
from sim.engine.turn import Turn
from sim.engine.watch import fire, look_at_all, settle


def begin(book: Book, setup: Setup) -> tuple[State, list[e.AnyEvent]]:
    """A new play of *book*: the state at second 0 and the events that led there."""
    state = State(book)
    turn = Turn(state)
    turn.emit(e.Began(turn.number(), turn.state.time, (), book.scenario.name, e.SEMANTICS, setup))
    for role, held in book.held.items():
        if held:
            teach(turn, role, held, "held", "")
    for role, definition in book.scenario.roles.items():
        if definition.begins is None:
            turn.emit(e.StoodBy(turn.number(), turn.state.time, (role,), role))
        else:
            arrive(turn, role, definition.begins)
    look_at_all(turn)
    _run_second(turn)
    return state, turn.events


def next_due(state: State) -> Second | None:
    """The second of the next occurrence, or None if nothing is due any more."""
    return state.agenda[0][0] if state.agenda else None


def submit(state: State, command: c.AnyCommand, before: Callable[[State, e.AnyEvent], None] | None = None) -> Result:
    """Judge *command* and change *state* by the events that follow. Raises `ScenarioFault` if the scenario can't go on.

    *before* is shown each event, but that time passes, before it happens: for who reckons with it.
    """
    name, at, seat = command.id, command.at, command.seat
    now = state.time
    if name and name in state.ids:
        return Result([], None, state.ids[name])
    if state.ended:
        return Result([], c.Refused("case_over", "The case is over."))
    if at < now:
        return Result([], c.Refused("time_past", f"Second {at} is past; it is second {now} now."))
    passing = type(command) is c.Advance
    if passing and seat != c.CLOCK:
        return Result([], c.Refused("not_yours", "Only the clock lets time pass."))
    turn = Turn(state, before)
    if state.paused or state.curtain:
        refused = _held_up(state, command)
        if refused is not None:
            return Result([], refused)
    elif passing:
        turn.given = command
        _deliver(turn, at)
        if isinstance(command, c.Advance) and command.mark and at > state.time and not state.ended:
            turn.pass_to(at, marked=True)
        return Result(turn.events, None, turn.accepted)
    elif at > now:
        agenda = state.agenda
        if agenda and agenda[0][0] <= at:
            turn.given = c.Advance(at=at, wall=command.wall)
            _deliver(turn, at)
            turn.given = None
            if state.ended:
                return Result(turn.events, c.Refused("case_over", "The case is over."))
            now = state.time
        if at > now:
            turn.late = at
    turn.given = command
    if turn.late is not None:
        state.time = at
    refused = _judge(turn, command)
    if refused is not None:
        state.time = now
        return Result(turn.events, refused)
    if turn.book.hints:
        hint_done(turn, command)
    _run_second(turn)
    return Result(turn.events, None, turn.accepted)


# --- time


def _deliver(turn: Turn, second: Second) -> None:
    """Let everything due until *second* happen, second by second (rules 1 and 3)."""
    state = turn.state
    while state.agenda:
        due = state.agenda[0][0]
        if due > second:
            return
        if due > state.time:
            turn.pass_to(due)
        _run_second(turn)


def _run_second(turn: Turn) -> None:
    """What is due in this second happens in the order in which it was scheduled; then what that scheduled for it.

    Then the case ends if it is over.
    """
    state = turn.state
    while True:
        if state.touched:
            settle(turn)
        if state.mail and not state.ended:
            deliver_mail(turn)
        if state.ended:
            break
        agenda = state.agenda
        if agenda and agenda[0][0] <= state.time:
            _occur(turn, agenda[0])
        elif turn.later:
            wanted = turn.later.pop(0)
            call(turn, wanted.role, wanted.scene, wanted.urgent)
        elif not state.touched:
            if state.last_ending is not None or not agenda:
                end_if_over(turn)
            return
    turn.later.clear()
    state.touched.clear()


def _occur(turn: Turn, occurrence: Occurrence) -> None:
    _, _, kind, about = occurrence
    turn.count(kind, about)
    match kind:
        case "work":
            work_ends(turn, about)
        case "limit":
            expire(turn, about)
        case "gather":
            gather_ends(turn, about)
        case "desk":
            desk_answers(turn, about)
        case "look":
            turn.state.agenda.pop(0)
        case _:
            assert_never(kind)


# --- judging


def _held_up(state: State, command: c.AnyCommand) -> c.Refused | None:
    """What a pause or the curtain keeps from happening (rules 7 and 16)."""
    if state.paused:
        allowed: tuple[type, ...] = (c.Resume, c.Note, c.HandOver, c.End)
        if _room(state) and command.seat == c.FACILITATOR:
            allowed += (c.Fire, c.CallRole, c.Extend)
        if not isinstance(command, allowed):
            return c.Refused("paused", "Play is paused: resume first.")
    elif not isinstance(command, c.Curtain | c.Pause | c.Note | c.HandOver | c.Extend | c.End):
        return c.Refused("curtain", "The curtain is up between two seats.")
    return None


def _room(state: State) -> bool:
    return state.setup is not None and state.setup.room


def _judge(turn: Turn, command: c.AnyCommand) -> c.Refused | None:
    judge = _SEATED.get(type(command))
    if judge is not None:
        seat = command.seat
        if seat in turn.state.threads:
            return judge(turn, command, RoleId(seat))
        return c.Refused("unknown_seat", f"There is no seat called {seat}.")
    if command.seat not in turn.state.threads and command.seat not in (c.FACILITATOR, c.CLOCK):
        return c.Refused("unknown_seat", f"There is no seat called {command.seat}.")
    match command:
        case c.Pause():
            return _pause(turn, command)
        case c.Resume():
            return _resume(turn, command)
        case c.HandOver():
            return _hand_over(turn, command)
        case c.End():
            if _room(turn.state) and command.seat in turn.state.threads:
                return c.Refused("not_yours", "In a room the facilitator ends the case; you can step out.")
            end_case(turn, "stopped", None)
            return None
    if command.seat in turn.state.threads:
        return c.Refused("not_yours", "That is for the facilitator.")
    match command:
        case c.Extend():
            return _extend(turn, command)
        case c.Curtain():
            return _curtain(turn, command)
        case c.Fire():
            return _fire(turn, command)
        case c.CallRole():
            return _call_role(turn, command)
        case c.Advance():
            return c.Refused("paused", "Play is paused: resume first.")
        case _:
            raise TypeError(f"{command!r} is no command")


def _note(turn: Turn, command: c.Note, role: RoleId) -> None:
    turn.emit(e.Noted(turn.number(), turn.state.time, (role,), role, command.ref, command.decision))


def _message(turn: Turn, command: c.Tell | c.Ask | c.Answer | c.Acknowledge, role: RoleId) -> c.Refused | None:
    state = turn.state
    if state.threads[role].status == "finished":
        return c.Refused("part_over", "Your part in the case is over.")
    if not reachable(state, role):
        return c.Refused("unreachable", "You can't send or receive messages where you are now.")
    match command:
        case c.Tell():
            return tell(turn, command, role)
        case c.Ask():
            return ask(turn, command, role)
        case c.Answer():
            return answer(turn, command, role)
        case c.Acknowledge():
            return acknowledge(turn, command, role)
        case _:
            assert_never(command)


_SEATED: dict[type, Callable[[Turn, Any, RoleId], c.Refused | None]] = {
    c.Choose: choose,
    c.Pass: pass_advice,
    c.Note: _note,
    c.Tell: _message,
    c.Ask: _message,
    c.Answer: _message,
    c.Acknowledge: _message,
}
"""Who judges a command that only a role can give."""


def _pause(turn: Turn, command: c.Pause) -> c.Refused | None:
    if turn.state.paused:
        return c.Refused("paused", "Play is paused already.")
    turn.emit(
        e.Paused(
            turn.number(), turn.state.time, turn.book.roles, _room(turn.state) and command.seat in turn.state.threads
        )
    )
    return None


def _resume(turn: Turn, command: c.Resume) -> c.Refused | None:
    if not turn.state.paused:
        return c.Refused("not_paused", "Play is not paused.")
    if _room(turn.state) and command.seat in turn.state.threads:
        return c.Refused("not_yours", "In a room the facilitator resumes.")
    turn.emit(e.Resumed(turn.number(), turn.state.time, turn.book.roles))
    return None


def _hand_over(turn: Turn, command: c.HandOver) -> c.Refused | None:
    if command.role not in turn.state.threads:
        return c.Refused("unknown_seat", f"There is no seat called {command.role}.")
    if command.seat in turn.state.threads and (command.seat != command.role or command.to is not None):
        return c.Refused("not_yours", "You can step out of your own seat; the facilitator gives seats to others.")
    # Stepping out, being lost and being moved look the same in the record: no cause is kept (rule 15).
    turn.given = replace(command, seat=c.CLOCK, by="")
    turn.emit(e.SeatHandedOver(turn.number(), turn.state.time, (command.role,), command.role, command.to))
    return None


def _extend(turn: Turn, command: c.Extend) -> c.Refused | None:
    decision = turn.state.decisions.get(command.decision)
    if decision is None:
        return c.Refused("decision_over", "That decision is not open.")
    if decision.closes is None:
        return c.Refused("no_limit", "That decision has no limit.")
    if command.seconds < 1:
        return c.Refused("no_seconds", "Give at least one second.")
    turn.emit(
        e.Extended(turn.number(), turn.state.time, decision.present, decision.id, decision.closes + command.seconds)
    )
    return None


def _curtain(turn: Turn, command: c.Curtain) -> c.Refused | None:
    if command.up == turn.state.curtain:
        return c.Refused("curtain", f"The curtain is {'up' if command.up else 'down'} already.")
    if command.front is not None and command.front not in turn.state.threads:
        return c.Refused("unknown_seat", f"There is no seat called {command.front}.")
    turn.emit(e.CurtainMoved(turn.number(), turn.state.time, turn.book.roles, command.up, command.front))
    return None


def _fire(turn: Turn, command: c.Fire) -> c.Refused | None:
    inject = turn.book.scenario.injects.get(command.inject)
    if inject is None:
        return c.Refused("unknown_inject", f"There is no inject called {command.inject}.")
    if f"inject:{command.inject}" in turn.state.fired:
        return c.Refused("fired", "That inject has happened.")
    fire(turn, command.inject, by_hand=True)
    return None


def _call_role(turn: Turn, command: c.CallRole) -> c.Refused | None:
    if command.role not in turn.state.threads:
        return c.Refused("unknown_seat", f"There is no seat called {command.role}.")
    scene = turn.book.scenario.scenes.get(command.scene)
    if scene is None or command.role not in scene.roles:
        return c.Refused("unknown_scene", f"{command.role} has no scene called {command.scene}.")
    call(turn, command.role, command.scene, command.urgent)
    return None
