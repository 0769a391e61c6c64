"""Where roles stand, with whom, and what they do there."""

from __future__ import annotations

from sim.engine import events as e
from sim.engine.history.agenda import put, schedule
from sim.engine.names import DecisionId, RoleId, SceneId
from sim.engine.state import State, Thread


def stand(state: State, role: RoleId, scene: SceneId | None) -> Thread:
    """*role* stands at *scene*, or nowhere."""
    thread = state.threads[role]
    thread.scene = scene
    if thread.place:
        state.touched.add(thread.place)
    return thread


def gather(state: State, scene: SceneId, roles: tuple[RoleId, ...]) -> None:
    """*roles* are together at *scene* and see each other."""
    threads = state.threads
    if len(roles) == 1:
        thread = threads[roles[0]]
        thread.scene = scene
        thread.company = ()
        if thread.place:
            state.touched.add(thread.place)
        return
    sight = (scene, state.time)
    for role, company in state.book.companies(roles):
        thread = threads[role]
        thread.scene = scene
        thread.company = company
        for other in company:
            thread.sightings[other] = sight
        if thread.place:
            state.touched.add(thread.place)


def part_from(state: State, role: RoleId) -> None:
    """*role* is no longer with those it was with; they saw it until now."""
    thread = state.threads[role]
    for other in thread.company:
        friend = state.threads[other]
        if role in friend.company:
            friend.company = tuple([name for name in friend.company if name != role])
            if thread.scene is not None:
                friend.sightings[role] = (thread.scene, state.time)
                thread.sightings[other] = (thread.scene, state.time)
            if friend.place:
                state.touched.add(friend.place)
    thread.company = ()


def begin_work(state: State, work: e.Work, doing: str = "") -> None:
    """*work* begins for its roles; *doing*: the words of the choice as it was offered."""
    roles, scene, until = work.roles, work.scene, work.until
    key = (work.decision, work.outcome, roles[0])
    state.works[key] = work
    schedule(state, until, "work", key)
    for role in roles:
        thread = state.threads[role]
        thread.status = "busy"
        thread.decision = None
        thread.work = key
        thread.until = until
        thread.doing = doing
    gather(state, scene, roles)


def show_outcome(state: State, event: e.Event, works: tuple[e.Work, ...], case: int) -> None:
    """Those for whom nobody chose read what happened instead."""
    for work in works:
        if case >= 0 and work.outcome not in state.book.scenario.scenes[work.scene].choices:
            text = state.book.choice_text(work.scene, work.outcome, case)
            for role in work.roles:
                put(state, event, role, "outcome", text)


def decide_at(state: State, role: RoleId, decision: DecisionId, scene: SceneId) -> None:
    """*role* has *decision* before it, at *scene*."""
    thread = state.threads[role]
    thread.status = "deciding"
    thread.scene = scene
    thread.decision = decision
    thread.pile = ()
    thread.until = None
    thread.doing = ""
    thread.shown = (0, 0, ())


def remember_absent(state: State, scene: SceneId, present: tuple[RoleId, ...], outcome: str) -> None:
    """Who of *scene* was not *present* when its decision went as *outcome* says: it may come later (rule 10)."""
    roles = state.book.scenario.scenes[scene].roles
    if len(roles) > len(present):
        state.absent[scene] = (outcome, tuple(role for role in roles if role not in present))
