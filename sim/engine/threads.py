"""Threads: how roles come to scenes, gather, are called away and return (rules 9, 10 and 12)."""

from __future__ import annotations

from msgspec.structs import replace

from sim.engine import events as e
from sim.engine.conditions import Condition
from sim.engine.decisions import interrupt, open_decision, show_to_latecomer, start_works, works_of
from sim.engine.effects import cause
from sim.engine.errors import ScenarioFault
from sim.engine.events import Return
from sim.engine.names import DecisionId, RoleId, SceneId, Second
from sim.engine.scenario import NOTHING, Cases, Destination, Goto
from sim.engine.scenes import SceneBook
from sim.engine.state import WorkKey
from sim.engine.turn import Turn

# --- going


def go(turn: Turn, role: RoleId, to: Destination) -> None:
    """*role* goes where *to* says."""
    if to.end is not None:
        turn.emit(e.Finished(turn.number(), turn.state.time, (role,), role, to.end))
    elif to.scene is not None:
        arrive(turn, role, to.scene)
    elif to.back:
        go_back(turn, role)
    else:
        turn.emit(e.StoodBy(turn.number(), turn.state.time, (role,), role))


def go_back(turn: Turn, role: RoleId) -> None:
    """*role* returns to where it was called from; with nowhere to return to it stands by."""
    returns = turn.state.threads[role].returns
    if not returns:
        turn.emit(e.StoodBy(turn.number(), turn.state.time, (role,), role))
        return
    back = returns[-1]
    turn.emit(e.WentBack(turn.number(), turn.state.time, (role,), role))
    if back.end is not None:
        turn.emit(e.Finished(turn.number(), turn.state.time, (role,), role, back.end))
    elif back.scene is not None:
        arrive(turn, role, back.scene, back.remaining, back.interrupted)
    else:
        turn.emit(e.StoodBy(turn.number(), turn.state.time, (role,), role))


def arrive(turn: Turn, role: RoleId, scene: SceneId, remaining: Second | None = None, resumed: bool = False) -> None:
    """*role* comes to *scene*: a decision opens, it joins one, it waits for others, or it has come too late."""
    state = turn.state
    scene = _instead(turn, scene)
    ready = turn.book.scenes[scene]
    turn.count(role, "coming to", scene)
    if not ready.joint:
        open_decision(turn, scene, (role,), remaining, resumed)
        return
    open_here = next((decision for decision in state.decisions.values() if decision.scene == scene), None)
    if open_here is not None:
        _join(turn, role, ready, open_here)
        return
    outcome, absent = state.absent.get(scene, ("", ()))
    if role in absent and scene not in state.gatherings:
        _come_late(turn, role, scene, ready, outcome)
        return
    waiting = state.gatherings.get(scene, ())
    expected = ready.scene.roles
    present = tuple([name for name in expected if name in waiting or name == role])
    until = state.threads[waiting[0]].until if waiting else None
    if until is None:
        until = state.time + (ready.scene.wait or 1)
    turn.emit(e.Waiting(turn.number(), turn.state.time, present, role, scene, until, present))
    if len(present) == len(expected):
        open_decision(turn, scene, present)


def _instead(turn: Turn, scene: SceneId) -> SceneId:
    """The scene itself, or its equivalent where somebody asked not to see what it is tagged with."""
    scenario, seats = turn.book.scenario, turn.state.seats
    if scenario.scenes[scene].instead is None:
        return scene
    for _ in range(10):
        body = scenario.scenes[scene]
        if body.instead is None or not any(
            tag in seats[role].avoid for role in body.roles if role in seats for tag in body.content
        ):
            return scene
        scene = body.instead
    return scene


def _join(turn: Turn, role: RoleId, ready: SceneBook, decision: e.OpenDecision) -> None:
    found = decision
    if ready.how == "each":
        found = replace(decision, picks=tuple(pick for pick in decision.picks if pick.advice))
    order = ready.scene.roles
    seen_by = tuple(name for name in order if name in decision.present or name == role)
    turn.emit(e.Joined(turn.number(), turn.state.time, seen_by, role, found))
    show_to_latecomer(turn, role, decision)


def _come_late(turn: Turn, role: RoleId, scene: SceneId, ready: SceneBook, outcome: str) -> None:
    """The decision was made without *role*: it takes the latecomer's way, or the way the decision gave it."""
    way = "latecomer" if "latecomer" in ready.ways else outcome
    decision = DecisionId(f"{scene}#late{turn.state.seq + 1}")
    if way == "latecomer":
        works, text = works_of(turn, ready, decision, scene, ((way, (role,), ()),))
    else:
        works, text = (e.Work(decision, scene, way, (role,), turn.state.time + 1),), -1
    turn.emit(e.CameLate(turn.number(), turn.state.time, (role,), role, scene, works[0], text))
    if way == "latecomer":
        start_works(turn, ready, works)


def gather_ends(turn: Turn, scene: SceneId) -> None:
    """The wait at a joint scene is over: it opens if its quorum is there, else those there go on (rule 10)."""
    ready = turn.book.scenes[scene]
    present = turn.state.gatherings[scene]
    if present and all(role in present for role in ready.scene.quorum):
        open_decision(turn, scene, present)
        return
    if "no_show" not in ready.ways:
        raise ScenarioFault(
            "no_way_on",
            f"Too few came to {scene}, and it has no no_show.",
            place=f"scenes.{scene}",
            hint="Give the scene a no_show with a goto.",
        )
    decision = DecisionId(f"{scene}#none{turn.state.seq + 1}")
    works, text = works_of(turn, ready, decision, scene, (("no_show", present, ()),))
    turn.emit(e.NoShow(turn.number(), turn.state.time, present, scene, works, text))
    start_works(turn, ready, works)


def work_ends(turn: Turn, key: WorkKey) -> None:
    """Work is done: its effects happen, and each role goes on, or first where it was called meanwhile."""
    work = turn.state.works[key]
    roles, outcome = work.roles, work.outcome
    turn.emit(e.WorkEnded(turn.number(), turn.state.time, roles, work.decision, outcome, roles))
    way = turn.book.scenes[work.scene].ways[outcome]
    if way.end is not NOTHING and (outcome == "latecomer" or "#late" not in work.decision):
        cause(turn, way.end, roles, way.place)
        if turn.state.ended:
            return
    for role in roles:
        to = way.sure.get(role) or destination(turn, way.goto, role, way.place)
        thread = turn.state.threads[role]
        if thread.queue:
            back = Return(scene=_instead(turn, to.scene) if to.scene is not None else None, end=to.end)
            if to.back and thread.returns:
                back = thread.returns[-1]
                turn.emit(e.WentBack(turn.number(), turn.state.time, (role,), role))
            leave_on_call(turn, role, thread.queue[0], back)
        else:
            go(turn, role, to)


def destination(turn: Turn, goto: Goto, role: RoleId, place: str) -> Destination:
    """Where *goto* sends *role* now; raises `ScenarioFault` if it says nothing for it."""
    cases: Cases[Destination] = goto.by_role.get(role, goto.all)
    if not cases:
        raise ScenarioFault("no_way_on", f"{place} has no goto for {role}.", place=place, hint="Add one.")
    for condition, value in cases:
        if condition is None or _holds(turn, condition):
            return value
    return cases[-1][1]


def _holds(turn: Turn, condition: Condition) -> bool:
    turn.draw(turn.book.chances(condition))
    return turn.book.test(condition)(turn.state)


# --- calls


def call(turn: Turn, role: RoleId, scene: SceneId, urgent: bool) -> None:
    """*role* is called to *scene* (rule 9), or to its equivalent: the call itself shows and logs nothing of the other."""
    state = turn.state
    scene = _instead(turn, scene)
    thread = state.threads[role]
    turn.count(role, "being called to", scene)
    seen_by = (role,)
    if thread.status == "finished":
        turn.emit(e.Called(turn.number(), turn.state.time, (), role, scene, urgent, "undelivered"))
        return
    on_call = thread.call is not None and thread.scene == thread.call
    if (thread.status == "busy" or (on_call and thread.status in ("deciding", "waiting"))) and not urgent:
        turn.emit(e.Called(turn.number(), turn.state.time, seen_by, role, scene, urgent, "queued"))
        return
    turn.emit(e.Called(turn.number(), turn.state.time, seen_by, role, scene, urgent, "now"))
    was_called = thread.call if on_call else None
    back = Return()
    if thread.status == "deciding":
        assert thread.decision is not None
        decision = state.decisions[thread.decision]
        remaining = None if decision.closes is None else decision.closes - state.time
        back = Return(scene=decision.scene, remaining=remaining, interrupted=True, call=was_called)
        interrupt(turn, decision, role)
    elif thread.status == "waiting":
        assert thread.scene is not None
        back = Return(scene=thread.scene, call=was_called)
        turn.emit(e.Left(turn.number(), turn.state.time, state.gatherings[thread.scene], role, thread.scene, None))
    elif thread.status == "busy":
        assert thread.work is not None
        work = state.works[thread.work]
        back = Return(scene=work.scene, interrupted=True, call=was_called)
        turn.emit(e.WorkBroken(turn.number(), turn.state.time, work.roles, work.decision, work.outcome, role))
    leave_on_call(turn, role, scene, back)


def leave_on_call(turn: Turn, role: RoleId, scene: SceneId, back: Return) -> None:
    """*role* leaves for a scene it was called to; `back` will lead to *back*."""
    turn.emit(e.WentOnCall(turn.number(), turn.state.time, (role,), role, scene, back))
    arrive(turn, role, scene)
