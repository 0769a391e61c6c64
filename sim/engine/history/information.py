"""Events of information: what is learned, told, asked and answered."""

from __future__ import annotations

from sim.engine import events as e
from sim.engine.history.agenda import Appliers, come_late, happen, schedule, unschedule
from sim.engine.names import FactId, MarkId, RoleId
from sim.engine.news import of_telling
from sim.engine.state import State, Thread
from sim.engine.views import How


def learn(state: State, role: RoleId, facts: tuple[FactId, ...], seq: int, how: How, source: str) -> Thread:
    """*role* knows *facts* from now on, by event *seq*; what it knew already keeps its second and its source."""
    thread = state.threads[role]
    for fact in facts:
        if fact not in thread.known:
            thread.known[fact] = (state.time, seq, how, source)
            for mark in state.book.marks("knows", role, fact):
                happen(state, mark)
    return thread


def _learned(state: State, event: e.Learned) -> None:
    facts, seq, how = event.facts, event.seq, event.how
    thread = learn(state, event.role, facts, seq, how, event.source)
    if how != "held":
        thread.pile += ((seq, state.time, facts),)
        if thread.decision is not None:
            come_late(state, thread.decision)


def _keep(state: State, role: str, message: e.Message) -> None:
    thread = state.threads.get(role)  # type: ignore[call-overload]
    if thread is not None:
        thread.messages += (message,)
        if message.frm != role and isinstance(message, e.Told) and message.by_choice:
            thread.pile += ((state.seq, state.time, of_telling(state.book, message)),)
            if thread.decision is not None:
                come_late(state, thread.decision)


def _told(state: State, event: e.Told) -> None:
    if event.frm in state.threads:
        _keep(state, event.frm, event)
        thread = state.threads[RoleId(event.frm)]
        for fact in event.facts:
            thread.told[fact] = thread.told.get(fact, ()) + tuple((role, state.time) for role in event.to)
            for mark in state.book.marks("told", event.frm, fact):
                happen(state, mark)
        thread.old_view += event.facts
    settle_question(state, event.frm, event.reply_to, event.facts)
    if event.delivered:
        for role in event.to:
            _receive_told(state, role, event)
    else:
        state.mail += tuple((role, event) for role in event.to)


def _receive_told(state: State, role: RoleId, event: e.Told) -> None:
    _keep(state, role, event)
    learn(state, role, event.facts, event.seq, "told", event.frm)


def settle_question(state: State, frm: str, reply_to: int | None, facts: tuple[FactId, ...] = ()) -> None:
    """An answer closes its question; `frm.answered.topic` (and of each fact told) has happened."""
    question = state.questions.pop(reply_to, None) if reply_to is not None else None
    if question is None:
        return
    if frm in state.threads:
        state.threads[RoleId(frm)].old_view += (question.seq,)
    if question.to not in state.threads:
        unschedule(state, "desk", reply_to)
    for name in (question.topic, *facts):
        mark = MarkId(f"{frm}.answered.{name}")
        if mark in state.book.watched:
            happen(state, mark)


def _asked(state: State, event: e.Asked) -> None:
    _keep(state, event.frm, event)
    mark = MarkId(f"{event.frm}.asked.{event.topic}")
    if mark in state.book.watched:
        happen(state, mark)
    if event.delivered:
        _receive_asked(state, event)
    else:
        state.mail += ((event.to, event),)


def _receive_asked(state: State, event: e.Asked) -> None:
    desk = state.book.scenario.desks.get(event.to)  # type: ignore[call-overload]
    if desk is None:
        state.questions[event.seq] = event
        _keep(state, event.to, event)
    else:
        state.questions[event.seq] = event
        schedule(state, state.time + desk.answers[event.topic].after, "desk", event.seq)


def _answered(state: State, event: e.Answered) -> None:
    if event.frm in state.threads:
        _keep(state, event.frm, event)
    settle_question(state, event.frm, event.reply_to)
    if event.delivered:
        _keep(state, event.to, event)
    else:
        state.mail += ((event.to, event),)


def _acknowledged(state: State, event: e.Acknowledged) -> None:
    thread = state.threads[event.frm]
    _keep(state, event.frm, event)
    thread.acked += ((event.reply_to, event.fact),)
    thread.old_view += (event.reply_to,)
    for mark in state.book.marks("acknowledged", event.frm, event.fact) if event.right else ():
        happen(state, mark)
    if event.delivered:
        _keep(state, event.to, event)
    else:
        state.mail += ((event.to, event),)


def _delivered(state: State, event: e.Delivered) -> None:
    message = event.message
    state.mail = tuple(mail for mail in state.mail if mail[0] != event.to or mail[1].seq != message.seq)
    thread = state.threads.get(event.to)  # type: ignore[call-overload]
    if thread is not None:
        thread.late += ((message.seq, event.seq),)
    match message:
        case e.Told():
            _receive_told(state, RoleId(event.to), message)
        case e.Asked():
            _receive_asked(state, message)
        case _:
            _keep(state, event.to, message)


APPLY: Appliers = {
    e.Learned: _learned,
    e.Told: _told,
    e.Asked: _asked,
    e.Answered: _answered,
    e.Acknowledged: _acknowledged,
    e.Delivered: _delivered,
}
