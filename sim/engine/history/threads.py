"""Events of threads: work, gatherings, calls."""

from __future__ import annotations

from msgspec.structs import replace

from sim.engine import events as e
from sim.engine.history.agenda import Appliers, put, schedule, unschedule
from sim.engine.history.standing import begin_work, decide_at, gather, part_from, remember_absent, show_outcome, stand
from sim.engine.names import RoleId
from sim.engine.state import State, WorkKey


def _work_ended(state: State, event: e.WorkEnded) -> None:
    roles = event.roles
    key = _at_work(state, roles[0])
    state.works.pop(key, None)
    unschedule(state, "work", key)
    for role in roles:
        _leave_work(state, role)


def _at_work(state: State, role: RoleId) -> WorkKey:
    key = state.threads[role].work
    if key is None:
        raise ValueError(f"{role} does not work")
    return key


def _leave_work(state: State, role: RoleId) -> None:
    thread = state.threads[role]
    if thread.company:
        part_from(state, role)
    thread.status = "standing_by"
    thread.work = None
    thread.until = None
    thread.doing = ""


def _work_broken(state: State, event: e.WorkBroken) -> None:
    key = _at_work(state, event.role)
    work = state.works[key]
    left = tuple(role for role in work.roles if role != event.role)
    if left:
        state.works[key] = replace(work, roles=left)
        outcome, absent = state.absent.get(work.scene, (event.outcome, ()))
        state.absent[work.scene] = (outcome, (*absent, event.role))
    else:
        del state.works[key]
        unschedule(state, "work", key)
    _leave_work(state, event.role)


def _waiting(state: State, event: e.Waiting) -> None:
    scene = event.scene
    if scene not in state.gatherings:
        schedule(state, event.until, "gather", scene)
    state.gatherings[scene] = event.present
    thread = state.threads[event.role]
    thread.status = "waiting"
    thread.scene = scene
    thread.until = event.until
    gather(state, scene, event.present)


def _no_show(state: State, event: e.NoShow) -> None:
    scene = event.scene
    present = state.gatherings.pop(scene)
    unschedule(state, "gather", scene)
    for role in present:
        part_from(state, role)
    for work in event.works:
        begin_work(state, work)
    show_outcome(state, event, event.works, event.text)
    remember_absent(state, scene, present, "no_show")


def _joined(state: State, event: e.Joined) -> None:
    found = event.found
    known = state.decisions.get(found.id)
    # Where each decides, the event says nothing of picks; who comes back after a call may remember what is no longer so.
    if (
        known is not None
        and state.book.scenes[found.scene].how == "each"
        and not all(pick.advice for pick in known.picks)
    ):
        found = replace(found, picks=known.picks)
    order = state.book.scenario.scenes[found.scene].roles
    present = tuple(role for role in order if role in found.present or role == event.role)
    state.decisions[found.id] = replace(found, present=present)
    title = state.book.scenario.roles[event.role].title
    for role in found.present:
        put(state, event, role, "joined", f"{title} joins.")
    decide_at(state, event.role, found.id, found.scene)
    gather(state, found.scene, present)


def _came_late(state: State, event: e.CameLate) -> None:
    outcome, absent = state.absent.get(event.scene, ("latecomer", ()))
    state.absent[event.scene] = (outcome, tuple(role for role in absent if role != event.role))
    begin_work(state, event.work)
    show_outcome(state, event, (event.work,), event.text)


def _left(state: State, event: e.Left) -> None:
    role = event.role
    title = state.book.scenario.roles[role].title
    for other in state.threads[role].company:
        put(state, event, other, "left", f"{title} is called away.")
    if event.decision is not None:
        decision = state.decisions.get(event.decision)
        if decision is not None:
            state.decisions[event.decision] = replace(
                decision,
                present=tuple(name for name in decision.present if name != role),
                picks=tuple(pick for pick in decision.picks if pick.role != role),
            )
    elif event.scene in state.gatherings:
        left = tuple(name for name in state.gatherings[event.scene] if name != role)
        if left:
            state.gatherings[event.scene] = left
        else:
            del state.gatherings[event.scene]
            unschedule(state, "gather", event.scene)
    part_from(state, role)
    thread = state.threads[role]
    thread.status = "standing_by"
    thread.decision = None
    thread.over = event.seq
    thread.until = None


def _called(state: State, event: e.Called) -> None:
    thread = state.threads[event.role]
    if event.how == "queued":
        thread.queue += (event.scene,)
    if event.how != "undelivered":
        title = state.book.scenario.scenes[event.scene].title
        text = f"You are called: {title}." if event.how == "now" else f"You are called, when you are done: {title}."
        put(state, event, event.role, "call", text)


def _went_on_call(state: State, event: e.WentOnCall) -> None:
    thread = state.threads[event.role]
    if thread.queue and thread.queue[0] == event.scene:
        thread.queue = thread.queue[1:]
    thread.returns += (event.back_to,)
    thread.call = event.scene


def _went_back(state: State, event: e.WentBack) -> None:
    thread = state.threads[event.role]
    *returns, back = thread.returns
    thread.returns = tuple(returns)
    thread.call = back.call


def _stood_by(state: State, event: e.StoodBy) -> None:
    thread = stand(state, event.role, None)
    thread.status = "standing_by"


def _finished(state: State, event: e.Finished) -> None:
    thread = stand(state, event.role, None)
    thread.status = "finished"
    thread.ending = event.ending
    state.last_ending = event.ending
    put(state, event, event.role, "ending", state.book.scenario.endings[event.ending].title)


APPLY: Appliers = {
    e.WorkEnded: _work_ended,
    e.WorkBroken: _work_broken,
    e.Waiting: _waiting,
    e.NoShow: _no_show,
    e.Joined: _joined,
    e.CameLate: _came_late,
    e.Left: _left,
    e.Called: _called,
    e.WentOnCall: _went_on_call,
    e.WentBack: _went_back,
    e.StoodBy: _stood_by,
    e.Finished: _finished,
}
