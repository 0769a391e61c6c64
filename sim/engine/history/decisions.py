"""Events of decisions."""

from __future__ import annotations

from msgspec.structs import replace

from sim.engine import events as e
from sim.engine.history.agenda import Appliers, happen, schedule, unschedule
from sim.engine.history.standing import begin_work, decide_at, gather, part_from, remember_absent, show_outcome
from sim.engine.names import MarkId, SceneId
from sim.engine.news import of_works
from sim.engine.state import State


def _opened(state: State, event: e.DecisionOpened) -> None:
    name, scene, present, closes = event.decision, event.scene, event.present, event.closes
    state.decisions[name] = e.OpenDecision(
        name,
        scene,
        present,
        state.time,
        closes,
        event.reading,
        event.offered,
        event.wording,
        event.items,
        event.resumed,
        event.item_wording,
    )
    state.openings[scene] = state.openings.get(scene, 0) + 1
    if state.gatherings.pop(scene, None) is not None:
        unschedule(state, "gather", scene)
    state.absent.pop(scene, None)
    if closes is not None:
        schedule(state, closes, "limit", name)
    for role in present:
        decide_at(state, role, name, scene)
    gather(state, scene, present)


def _scene_shown(state: State, event: e.SceneShown) -> None:
    state.threads[event.role].shown = (event.all, event.own, event.also)


def _choice_opened(state: State, event: e.ChoiceOpened) -> None:
    decision = state.decisions[event.decision]
    if event.choice in decision.offered:
        shut = tuple(choice for choice in decision.shut if choice != event.choice)
        state.decisions[event.decision] = replace(decision, shut=shut)
    else:
        wording = decision.wording
        if wording or event.wording:
            wording = (wording or (0,) * len(decision.offered)) + (event.wording,)
        state.decisions[event.decision] = replace(decision, offered=(*decision.offered, event.choice), wording=wording)


def _choice_shut(state: State, event: e.ChoiceShut) -> None:
    decision = state.decisions[event.decision]
    state.decisions[event.decision] = replace(
        decision,
        shut=(*decision.shut, event.choice),
        picks=tuple(pick for pick in decision.picks if pick.choice != event.choice),
    )


def _hints_shown(state: State, event: e.HintsShown) -> None:
    thread = state.threads[event.role]
    thread.hints = (event.scene, event.hints)
    if event.done is not None:
        thread.hints_done |= {(event.scene, event.done)}


def _picked(state: State, event: e.Picked) -> None:
    name, role = event.decision, event.role
    decision = state.decisions[name]
    before = decision.picks
    picks = tuple([pick for pick in before if pick.role != role]) if before else ()
    pick = e.Pick(role, event.choice, event.items, event.advice)
    state.decisions[name] = replace(decision, picks=(*picks, pick))


def _passed(state: State, event: e.Passed) -> None:
    decision = state.decisions[event.decision]
    picks = tuple(pick for pick in decision.picks if pick.role != event.role)
    state.decisions[event.decision] = replace(decision, picks=(*picks, e.Pick(event.role, None, (), True)))


def _closed(state: State, event: e.DecisionClosed) -> None:
    name, scene, works, text = event.decision, event.scene, event.works, event.text
    decision = state.decisions.pop(name)
    present = decision.present
    if decision.closes is not None:
        unschedule(state, "limit", name)
    threads = state.threads
    seq = state.seq
    for role in present:
        thread = threads[role]
        thread.decision = None
        thread.over = seq
        thread.status = "standing_by"
        if thread.company:
            part_from(state, role)
    if len(present) == 1:
        for work in works:
            begin_work(state, work, _offered_words(state, decision, work.outcome))
    elif works:
        _settle(state, decision, works)
    if text >= 0:
        show_outcome(state, event, works, text)
    _mark_chosen(state, scene, works)
    if works:
        remember_absent(state, scene, present, works[0].outcome)


def _settle(state: State, decision: e.OpenDecision, works: tuple[e.Work, ...]) -> None:
    """Works begin for those who decided together, and each will read what came of it."""
    texts = []
    for work in works:
        text = _offered_words(state, decision, work.outcome)
        texts.append(text)
        begin_work(state, work, text)
    told = (state.seq, state.time, of_works(state.book, texts))
    for role in decision.present:
        state.threads[role].pile += (told,)


def _offered_words(state: State, decision: e.OpenDecision, outcome: str) -> str:
    """The words under which a choice was offered; none for what nobody chose."""
    offered = decision.offered
    if outcome not in offered:
        return ""
    wording = decision.wording
    return state.book.choice_text(decision.scene, outcome, wording[offered.index(outcome)] if wording else 0)


def _mark_chosen(state: State, scene: SceneId, works: tuple[e.Work, ...]) -> None:
    ways = state.book.scenes[scene].ways
    for work in works:
        way = ways[work.outcome]
        if way.chosen is not None:
            happen(state, way.chosen)
        for item in work.items:
            mark = MarkId(f"picked.{scene}.{item}")
            if mark in state.book.watched:
                happen(state, mark)


def _extended(state: State, event: e.Extended) -> None:
    decision = state.decisions[event.decision]
    state.decisions[event.decision] = replace(decision, closes=event.closes)
    if decision.opened == state.time:
        for role in decision.present:
            state.threads[role].pile = ()  # what has come until now is read there
    unschedule(state, "limit", event.decision)
    schedule(state, event.closes, "limit", event.decision)


APPLY: Appliers = {
    e.DecisionOpened: _opened,
    e.SceneShown: _scene_shown,
    e.ChoiceOpened: _choice_opened,
    e.ChoiceShut: _choice_shut,
    e.HintsShown: _hints_shown,
    e.Picked: _picked,
    e.Passed: _passed,
    e.DecisionClosed: _closed,
    e.Extended: _extended,
}
