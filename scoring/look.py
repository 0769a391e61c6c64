"""Look: what the credit still to come hangs on in a state, if all seats go on as the model.

Two states from which that is the same have the same *key*, and *hands* that are within the same bounds (`slack`). `State.key`
asks more than that: it holds for any commands, this only for the model's. So limits, and what stands above a scene and makes
them longer, are apart (*limits*): the model has chosen before, except where a scene leaves hardly any time to think.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from scoring.luck import shown
from scoring.outlook import NEVER, still_to_ask
from scoring.scopes import Scope
from scoring.slack import CLOCK, NOW
from sim.engine import events as e
from sim.engine.names import FactId, Second
from sim.engine.state import State, Thread

if TYPE_CHECKING:
    from scoring.outlook import Outlook


class Look(NamedTuple):
    """What a state's credit still to come hangs on. *rigid*: every second counts."""

    key: tuple[Any, ...]
    hands: tuple[Second, ...]
    names: list[int | str]
    """Of the hands, as `slack.Trail` has them."""
    also: list[tuple[int, int]]
    """The numbers of what else is due, and the hands with which it moves."""
    by_clock: dict[int | str, int]
    """The same of what is due at certain seconds of the case."""
    rigid: bool
    scope: Scope
    idle: bool
    """Are there looks of which nothing can come?"""
    limits: tuple[Any, ...]
    """What the limits hang on of scenes that open later; and those that run now."""


def look_at(outlook: Outlook, state: State, live: Scope) -> Look:
    """What the credit still to come hangs on, if all seats go on as the model; seconds apart from all else.

    *live*: the scope of *state*.
    """
    now = state.time
    facts = live.read.open_facts(state.threads)
    names: list[int | str] = [NOW, CLOCK]
    hands = [now, 0]
    also: list[tuple[int, int]] = []
    places_of: dict[str, int] = {}
    decisions = []
    opened = list(state.decisions.values())
    if len(opened) > 1:
        opened.sort(key=_scene)
    for found in opened:
        ready = found.opened + outlook.reading[found.scene]
        places_of[found.id] = len(names)
        names.append(found.id)
        hands.append(ready)
        decisions.append(
            (
                found.scene,
                None if found.closes is None else min(found.closes - ready, NEVER),
                found.present,
                found.offered,
                found.items,
                found.shut,
                found.picks,
            )
        )
    due: list[tuple[str, str, Second, int]] = []
    bearing = outlook.bearing(live)
    to_come = 0
    idle = False
    clocked = live.clocked
    for second, number, kind, about in state.agenda:
        if kind == "look":
            if about in clocked:
                # Of these all that are yet to come are due.
                to_come += 1
            elif about in bearing:
                due.append((kind, about, second, number))
            else:
                idle = True
        elif kind == "limit":
            also.append((number, places_of[about]))
        else:
            due.append((kind, _about(state, kind, about), second, number))
    by_clock = live.to_come.get(to_come)
    if by_clock is None:
        # They were scheduled when the case began, and are the same in every play.
        by_clock = {number: 1 for _, number, kind, about in state.agenda if kind == "look" and about in clocked}
        live.to_come[to_come] = by_clock
    due.sort()
    signs: list[Any] = [to_come]
    since: dict[tuple[str, Second], int] = {}
    for what, about, second, number in due:
        if what == "look":
            mark, later = bearing[about]
            second -= later
            if (mark, second) in since:
                also.append((number, since[mark, second]))
                signs.append((about, since[mark, second]))
                continue
            since[mark, second] = len(names)
        signs.append((what, about))
        names.append(number)
        hands.append(second)
    asked = []
    for number, question in state.questions.items():
        if question.to in state.threads and question.topic in live.read.topics:
            names.append(-number)
            hands.append(question.at)
            asked.append((question.frm, question.to, question.topic))
    mail = []
    for to, message in state.mail:
        mail.append((to, message.frm, _content(message)))
        if type(message) is e.Asked and to in state.threads:
            names.append(-message.seq)
            hands.append(message.at)
    works = list(state.works.values())
    if len(works) > 1:
        works.sort(key=_scene)
    key = (
        tuple([_thread(outlook, state, thread, facts, live, now) for thread in state.threads.values()]),
        tuple(decisions),
        tuple([(work.scene, work.outcome, work.roles, work.items) for work in works]),
        tuple(signs),
        # Of what is due in the same second, what was scheduled first comes first.
        _ties(due),
        tuple(sorted(state.gatherings.items())) if state.gatherings else (),
        tuple([(scene, gone) for scene, gone in sorted(state.absent.items()) if scene in live.scenes and gone[1]])
        if state.absent
        else (),
        tuple(asked),
        tuple(mail),
        _values(outlook, state, live),
        live.watches,
        state.high & live.watches if state.high else state.high,
        state.down,
        now if outlook.rigid else 0,
        tuple([seat.person is None for seat in state.seats.values()]),
    )
    limits = (
        tuple([_unread(thread, now) for thread in state.threads.values()]),
        tuple(
            [
                None if found.closes is None else found.closes - found.opened - outlook.reading[found.scene]
                for found in opened
            ]
        ),
    )
    rigid = outlook.rigid or not outlook.exact.isdisjoint(live.read.numbers)
    return Look(key, tuple(hands), names, also, by_clock, rigid, live, idle, limits)


def _thread(
    outlook: Outlook, state: State, thread: Thread, facts: frozenset[FactId], live: Scope, now: Second
) -> tuple[Any, ...]:
    known = facts.intersection(thread.known)
    said: tuple[Any, ...] = ()
    if state.mail or outlook.tells_count:
        # Only then can somebody have been told what it does not know.
        said = tuple([(fact, frozenset([to for to, _ in thread.told.get(fact, ())])) for fact in sorted(known)])
    if outlook.tells_count:
        said += (_heard(thread, known),)
    if outlook.reads_back:
        said += (_unacknowledged(thread, known, now),)
    messages = thread.messages
    if messages and messages[-1].at == now:
        # An answer is completed by what was known in its second.
        for each in messages:
            if each.at == now and type(each) is e.Told and each.reply_to is not None and each.frm == thread.role:
                said += (each.facts,)
    for place, wanted in enumerate(outlook.keys[thread.role].questions):
        if wanted.topic in live.read.topics and still_to_ask(thread, wanted):
            said += (place,)
    return (
        thread.status,
        thread.scene,
        thread.company,
        thread.call,
        thread.queue,
        # How much is left of a limit is not in it: who comes back to one has the time to read and a moment more.
        tuple([(back.scene, back.end, back.remaining is None, back.interrupted, back.call) for back in thread.returns])
        if thread.returns
        else (),
        known,
        said,
    )


def _about(state: State, kind: str, about: Any) -> str:
    """What an occurrence is about, without numbers that only name it."""
    if kind == "work":
        decision, outcome, role = about
        return f"{decision.partition('#')[0]} {'#late' in decision} {outcome} {role}"
    if kind == "desk":
        question = state.questions.get(about)
        return "" if question is None else f"{question.to} {question.topic} {question.frm}"
    return str(about)


def _values(outlook: Outlook, state: State, live: Scope) -> tuple[Any, ...]:
    marks, now, variables = state.marks, state.time, state.variables
    exact: list[Any] = []
    happened: list[Any] = []
    for moment in live.read.moments:
        mark = marks.get(moment[1])
        if mark is not None:
            # Where a comparison turns, a look is due until then.
            happened.append(moment)
            if moment in outlook.exact:
                exact.append(now - mark[0 if moment[0] == "first" else 1])
    return (
        live.read.marks.intersection(marks),
        tuple([variables[name] for name in live.read.variables]),
        tuple([_shown(outlook, state, name) for name in live.read.chances]),
        tuple([marks[name][2] if name in marks else 0 for name in live.read.counts]),
        tuple(happened),
        tuple(exact),
    )


def _shown(outlook: Outlook, state: State, name: str) -> float | None:
    """What the draw *name* has shown: which of its declared outcomes it is, where that is all that is read of it."""
    value = shown(state, name)
    if value is not None and name not in outlook.moving:
        for upper, _, _ in outlook.outcomes.get(name, ()):
            if value < upper:
                return upper
    return value


def _scene(found: e.OpenDecision | e.Work) -> tuple[Any, ...]:
    return found.scene, found.present if isinstance(found, e.OpenDecision) else found.roles


def _heard(thread: Thread, facts: frozenset[FactId]) -> frozenset[tuple[FactId, str]]:
    """Who was said to know *facts* in the messages that came before *thread*."""
    return frozenset(
        (fact, role)
        for message in thread.messages
        if type(message) is e.Told
        for fact in message.facts
        if fact in facts
        for role in (message.frm, *message.to)
    )


def _unacknowledged(thread: Thread, facts: frozenset[FactId], now: Second) -> tuple[Any, ...]:
    """What was told to *thread* and is to be read back yet, and how long ago."""
    return tuple(
        (fact, message.frm, now - message.at)
        for message in thread.messages
        if type(message) is e.Told and thread.role in message.to
        for fact in message.facts
        if fact in facts and (message.seq, fact) not in thread.acked
    )


def _unread(thread: Thread, now: Second) -> tuple[Any, ...]:
    """What may stand above the thread's next scene, by what is asked when that is counted."""
    over = thread.over
    return tuple([(what, at == now, seq > over) for seq, at, what in thread.pile])


def _content(message: e.Message) -> tuple[Any, ...]:
    """What a message says, without the number that only names it."""
    match message:
        case e.Told():
            return "told", message.facts
        case e.Asked():
            return "asked", message.topic
        case e.Answered():
            return "answered", message.topic
        case e.Acknowledged():
            return "read back", message.fact


def _ties(due: list[tuple[str, str, Second, int]]) -> tuple[int, ...]:
    """Of what is due in the same second, what was scheduled first comes first: the places in that order, if any are."""
    if len({second for _, _, second, _ in due}) == len(due):
        return ()
    return tuple(sorted(range(len(due)), key=lambda place: due[place][2:]))
