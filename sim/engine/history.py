"""History: applying events to a state. Nothing else changes a state, and nothing here evaluates a condition.

`apply` works on a whole log and on the part of it that one role sees: what a role sees is enough to build its view.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from msgspec.structs import replace

from sim.engine import events as e
from sim.engine.errors import LogFault
from sim.engine.names import DecisionId, FactId, MarkId, RoleId, SceneId, Second
from sim.engine.state import State, Thread, WorkKey
from sim.engine.views import How, Notice

if TYPE_CHECKING:
    from sim.engine.book import Book


def replay(book: Book, log: Iterable[e.AnyEvent]) -> State:
    """The state after *log*; raises `LogFault` where it does not fit the book."""
    state = State(book)
    for event in log:
        try:
            apply(state, event)
        except (KeyError, ValueError, IndexError) as error:
            raise LogFault(
                "log_fault",
                f"Event {event.seq} ({type(event).__name__}) does not fit what came before it, or the scenario.",
                place=f"event {event.seq}",
                hint="The log was cut or edited, or belongs to another version of the scenario.",
            ) from error
    state.touched.clear()
    return state


def apply(state: State, event: e.AnyEvent) -> None:
    """Bring *state* up to *event*."""
    seq = event.seq
    state.seq = seq
    threads = state.threads
    for role in event.seen_by:
        threads[role].seq = seq
    given = event.given
    if given is not None and given.id:
        state.ids[given.id] = seq
    _APPLY[type(event)](state, event)


# --- small things that several events do


def _mark(state: State, mark: MarkId) -> None:
    now = state.time
    before = state.marks.get(mark)
    if before is None:
        state.marks[mark] = (now, now, 1)
        for offset in state.book.first_offsets.get(mark, ()):
            _schedule(state, now + offset, "look", None)
    else:
        state.marks[mark] = (before[0], now, before[2] + 1)
    for offset in state.book.offsets.get(mark, ()):
        _schedule(state, now + offset, "look", None)
    if mark in state.book.interest:
        state.touched.add(mark)


def _schedule(
    state: State, second: Second, kind: Literal["work", "limit", "gather", "desk", "look"], about: Any
) -> None:
    state.count += 1
    insort(state.agenda, (second, state.count, kind, about))


def _unschedule(state: State, kind: str, about: Any) -> None:
    agenda = state.agenda
    for place, entry in enumerate(agenda):
        if entry[2] == kind and entry[3] == about:
            del agenda[place]
            return


def _place(state: State, role: RoleId, scene: SceneId | None) -> Thread:
    thread = state.threads[role]
    thread.scene = scene
    _moved(state, role)
    return thread


def _moved(state: State, role: RoleId) -> None:
    """Where *role* stands, or with whom, may have changed."""
    place = state.book.places.get(role)
    if place is not None:
        state.touched.add(place)


def _company(state: State, scene: SceneId, roles: tuple[RoleId, ...]) -> None:
    """*roles* are together at *scene* and see each other."""
    sight = (scene, state.time)
    for role in roles:
        thread = state.threads[role]
        thread.scene = scene
        thread.company = tuple(other for other in roles if other != role)
        for other in thread.company:
            thread.sightings[other] = sight
        _moved(state, role)


def _part(state: State, role: RoleId) -> None:
    """*role* is no longer with those it was with; they saw it until now."""
    thread = state.threads[role]
    for other in thread.company:
        friend = state.threads[other]
        if role in friend.company:
            friend.company = tuple(name for name in friend.company if name != role)
            if thread.scene is not None:
                friend.sightings[role] = (thread.scene, state.time)
                thread.sightings[other] = (thread.scene, state.time)
            _moved(state, other)
    thread.company = ()


def _notice(state: State, event: e.Event, role: RoleId, kind: Any, text: str) -> None:
    if text:
        state.threads[role].feed += (Notice(event.seq, state.time, kind, text),)


def _learn(state: State, role: RoleId, facts: tuple[FactId, ...], seq: int, how: How, source: str) -> None:
    thread = state.threads[role]
    for fact in facts:
        if fact not in thread.known:
            thread.known[fact] = (state.time, seq, how, source)
            thread.known_view = None
            for mark in state.book.marks("knows", role, fact):
                _mark(state, mark)


def _work(state: State, work: e.Work, doing: str = "") -> None:
    """*work* begins for its roles; *doing*: the words of the choice as it was offered."""
    key = (work.decision, work.outcome, work.roles[0])
    state.works[key] = work
    _schedule(state, work.until, "work", key)
    for role in work.roles:
        thread = state.threads[role]
        thread.status = "busy"
        thread.scene = work.scene
        thread.decision = None
        thread.work = key
        thread.until = work.until
        thread.doing = doing
    _company(state, work.scene, work.roles)


def _show_outcome(state: State, event: e.Event, works: tuple[e.Work, ...], case: int) -> None:
    """Those for whom nobody chose read what happened instead."""
    for work in works:
        if case >= 0 and work.outcome not in state.book.scenario.scenes[work.scene].choices:
            text = state.book.choice_text(work.scene, work.outcome, case)
            for role in work.roles:
                _notice(state, event, role, "outcome", text)


# --- the session


def _began(state: State, event: e.Began) -> None:
    state.setup = event.setup
    state.seats = dict(event.setup.seats)
    for second in state.book.times:
        _schedule(state, second, "look", None)


def _time_passed(state: State, event: e.TimePassed) -> None:
    state.time = event.at
    agenda = state.agenda
    if agenda and agenda[0][0] <= event.at:
        kept = [entry for entry in agenda if entry[0] > event.at or entry[2] != "look"]
        if len(kept) != len(agenda):
            state.agenda = kept
            if "time" in state.book.interest:
                state.touched.add("time")


def _paused(state: State, event: e.Paused) -> None:
    state.paused = True
    state.stop = event.stop


def _resumed(state: State, event: e.Resumed) -> None:
    state.paused = state.stop = False


def _handed_over(state: State, event: e.SeatHandedOver) -> None:
    if event.role in state.seats:
        state.seats[event.role] = replace(state.seats[event.role], person=event.to)


def _curtain(state: State, event: e.CurtainMoved) -> None:
    state.curtain = event.up
    state.front = event.front


def _case_ended(state: State, event: e.CaseEnded) -> None:
    state.ended = True
    state.how = event.how
    state.ending = event.ending
    state.agenda = []


def _noted(state: State, event: e.Noted) -> None:
    """A note changes nothing in play."""


# --- decisions


def _opened(state: State, event: e.DecisionOpened) -> None:
    scene = event.scene
    state.decisions[event.decision] = e.OpenDecision(
        event.decision,
        scene,
        event.present,
        state.time,
        event.closes,
        event.reading,
        event.offered,
        event.wording,
        event.items,
        event.resumed,
        event.item_wording,
    )
    state.openings[scene] = state.openings.get(scene, 0) + 1
    state.gatherings.pop(scene, None)
    _unschedule(state, "gather", scene)
    state.absent.pop(scene, None)
    if event.closes is not None:
        _schedule(state, event.closes, "limit", event.decision)
    for role in event.present:
        _decide_at(state, role, event.decision, scene)
    _company(state, scene, event.present)


def _decide_at(state: State, role: RoleId, decision: DecisionId, scene: SceneId) -> None:
    thread = state.threads[role]
    thread.status = "deciding"
    thread.scene = scene
    thread.decision = decision
    thread.until = None
    thread.doing = ""
    thread.shown = (0, 0, ())


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


def _picked(state: State, event: e.Picked) -> None:
    decision = state.decisions[event.decision]
    picks = tuple(pick for pick in decision.picks if pick.role != event.role)
    pick = e.Pick(event.role, event.choice, event.items, event.advice)
    state.decisions[event.decision] = replace(decision, picks=(*picks, pick))


def _passed(state: State, event: e.Passed) -> None:
    decision = state.decisions[event.decision]
    picks = tuple(pick for pick in decision.picks if pick.role != event.role)
    state.decisions[event.decision] = replace(decision, picks=(*picks, e.Pick(event.role, None, (), True)))


def _closed(state: State, event: e.DecisionClosed) -> None:
    decision = state.decisions.pop(event.decision)
    if decision.closes is not None:
        _unschedule(state, "limit", event.decision)
    scene = event.scene
    for role in decision.present:
        thread = state.threads[role]
        thread.decision = None
        thread.status = "standing_by"
        _part(state, role)
    for work in event.works:
        _work(state, work, _offered_words(state, decision, work.outcome))
    _show_outcome(state, event, event.works, event.text)
    _mark_chosen(state, scene, event.works)
    if event.works:
        _remember_absent(state, scene, decision.present, event.works[0].outcome)


def _offered_words(state: State, decision: e.OpenDecision, outcome: str) -> str:
    """The words under which a choice was offered; none for what nobody chose."""
    for place, choice in enumerate(decision.offered):
        if choice == outcome:
            return state.book.choice_text(decision.scene, choice, decision.wording[place] if decision.wording else 0)
    return ""


def _mark_chosen(state: State, scene: SceneId, works: tuple[e.Work, ...]) -> None:
    watched = state.book.watched
    choices = state.book.scenario.scenes[scene].choices
    for work in works:
        if work.outcome not in choices:
            continue
        mark = MarkId(f"chosen.{scene}.{work.outcome}")
        if mark in watched:
            _mark(state, mark)
        for item in work.items:
            mark = MarkId(f"picked.{scene}.{item}")
            if mark in watched:
                _mark(state, mark)


def _remember_absent(state: State, scene: SceneId, present: tuple[RoleId, ...], outcome: str) -> None:
    roles = state.book.scenario.scenes[scene].roles
    if len(roles) > len(present):
        state.absent[scene] = (outcome, tuple(role for role in roles if role not in present))


def _extended(state: State, event: e.Extended) -> None:
    decision = state.decisions[event.decision]
    state.decisions[event.decision] = replace(decision, closes=event.closes)
    _unschedule(state, "limit", event.decision)
    _schedule(state, event.closes, "limit", event.decision)


# --- threads


def _work_ended(state: State, event: e.WorkEnded) -> None:
    key = _at_work(state, event.roles[0])
    state.works.pop(key, None)
    _unschedule(state, "work", key)
    for role in event.roles:
        _leave_work(state, role)


def _at_work(state: State, role: RoleId) -> WorkKey:
    key = state.threads[role].work
    if key is None:
        raise ValueError(f"{role} does not work")
    return key


def _leave_work(state: State, role: RoleId) -> None:
    _part(state, role)
    thread = state.threads[role]
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
        _unschedule(state, "work", key)
    _leave_work(state, event.role)


def _waiting(state: State, event: e.Waiting) -> None:
    scene = event.scene
    if scene not in state.gatherings:
        _schedule(state, event.until, "gather", scene)
    state.gatherings[scene] = event.present
    thread = state.threads[event.role]
    thread.status = "waiting"
    thread.scene = scene
    thread.until = event.until
    _company(state, scene, event.present)


def _no_show(state: State, event: e.NoShow) -> None:
    scene = event.scene
    present = state.gatherings.pop(scene)
    _unschedule(state, "gather", scene)
    for role in present:
        _part(state, role)
    for work in event.works:
        _work(state, work)
    _show_outcome(state, event, event.works, event.text)
    _remember_absent(state, scene, present, "no_show")


def _joined(state: State, event: e.Joined) -> None:
    found = state.decisions.get(event.found.id, event.found)
    order = state.book.scenario.scenes[found.scene].roles
    present = tuple(role for role in order if role in found.present or role == event.role)
    state.decisions[found.id] = replace(found, present=present)
    title = state.book.scenario.roles[event.role].title
    for role in found.present:
        _notice(state, event, role, "joined", f"{title} joins.")
    _decide_at(state, event.role, found.id, found.scene)
    _company(state, found.scene, present)


def _came_late(state: State, event: e.CameLate) -> None:
    outcome, absent = state.absent.get(event.scene, ("latecomer", ()))
    state.absent[event.scene] = (outcome, tuple(role for role in absent if role != event.role))
    _work(state, event.work)
    _show_outcome(state, event, (event.work,), event.text)


def _left(state: State, event: e.Left) -> None:
    role = event.role
    title = state.book.scenario.roles[role].title
    for other in state.threads[role].company:
        _notice(state, event, other, "left", f"{title} is called away.")
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
            _unschedule(state, "gather", event.scene)
    _part(state, role)
    thread = state.threads[role]
    thread.status = "standing_by"
    thread.decision = None
    thread.until = None


def _called(state: State, event: e.Called) -> None:
    thread = state.threads[event.role]
    if event.how == "queued":
        thread.queue += (event.scene,)
    if event.how != "undelivered":
        title = state.book.scenario.scenes[event.scene].title
        text = f"You are called: {title}." if event.how == "now" else f"You are called, when you are done: {title}."
        _notice(state, event, event.role, "call", text)


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
    thread = _place(state, event.role, None)
    thread.status = "standing_by"


def _finished(state: State, event: e.Finished) -> None:
    thread = _place(state, event.role, None)
    thread.status = "finished"
    thread.ending = event.ending
    state.last_ending = event.ending
    _notice(state, event, event.role, "ending", state.book.scenario.endings[event.ending].title)


# --- information


def _learned(state: State, event: e.Learned) -> None:
    _learn(state, event.role, event.facts, event.seq, event.how, event.source)


def _keep(state: State, role: str, message: e.Message) -> None:
    thread = state.threads.get(role)  # type: ignore[call-overload]
    if thread is not None:
        thread.messages += (message,)
        thread.messages_view = None


def _told(state: State, event: e.Told) -> None:
    if event.frm in state.threads:
        _keep(state, event.frm, event)
        thread = state.threads[RoleId(event.frm)]
        for fact in event.facts:
            thread.told[fact] = thread.told.get(fact, ()) + tuple((role, state.time) for role in event.to)
            for mark in state.book.marks("told", event.frm, fact):
                _mark(state, mark)
        thread.known_view = None
    _settle_question(state, event.frm, event.reply_to, event.facts)
    if event.delivered:
        for role in event.to:
            _receive_told(state, role, event)
    else:
        state.mail += tuple((role, event) for role in event.to)


def _receive_told(state: State, role: RoleId, event: e.Told) -> None:
    _keep(state, role, event)
    _learn(state, role, event.facts, event.seq, "told", event.frm)


def _settle_question(state: State, frm: str, reply_to: int | None, facts: tuple[FactId, ...] = ()) -> None:
    """An answer closes its question; `frm.answered.topic` (and of each fact told) has happened."""
    question = state.questions.pop(reply_to, None) if reply_to is not None else None
    if question is None:
        return
    if frm in state.threads:
        state.threads[RoleId(frm)].messages_view = None
    else:
        _unschedule(state, "desk", reply_to)
    for name in (question.topic, *facts):
        mark = MarkId(f"{frm}.answered.{name}")
        if mark in state.book.watched:
            _mark(state, mark)


def _asked(state: State, event: e.Asked) -> None:
    _keep(state, event.frm, event)
    mark = MarkId(f"{event.frm}.asked.{event.topic}")
    if mark in state.book.watched:
        _mark(state, mark)
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
        _schedule(state, state.time + desk.answers[event.topic].after, "desk", event.seq)


def _answered(state: State, event: e.Answered) -> None:
    if event.frm in state.threads:
        _keep(state, event.frm, event)
    _settle_question(state, event.frm, event.reply_to)
    if event.delivered:
        _keep(state, event.to, event)
    else:
        state.mail += ((event.to, event),)


def _acknowledged(state: State, event: e.Acknowledged) -> None:
    thread = state.threads[event.frm]
    _keep(state, event.frm, event)
    thread.acked += ((event.reply_to, event.fact),)
    for mark in state.book.marks("acknowledged", event.frm, event.fact) if event.right else ():
        _mark(state, mark)
    if event.delivered:
        _keep(state, event.to, event)
    else:
        state.mail += ((event.to, event),)


def _delivered(state: State, event: e.Delivered) -> None:
    message = event.message
    state.mail = tuple(mail for mail in state.mail if mail[0] != event.to or mail[1].seq != message.seq)
    match message:
        case e.Told():
            _receive_told(state, RoleId(event.to), message)
        case e.Asked():
            _receive_asked(state, message)
        case _:
            _keep(state, event.to, message)


# --- the world


def _started(state: State, event: e.Started) -> None:
    mark = MarkId(f"started.{event.activity}")
    if mark in state.book.watched:
        _mark(state, mark)


def _done(state: State, event: e.Done) -> None:
    mark = MarkId(f"done.{event.activity}")
    if mark in state.book.watched:
        _mark(state, mark)


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
        _mark(state, mark)


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
    _notice(state, event, event.role, "inject", text)


def _stop_reached(state: State, event: e.StopReached) -> None:
    state.fired |= {f"stop:{event.name}"}
    for role in state.threads:
        _notice(state, event, role, "stop", state.book.scenario.stops[event.name].question)


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
            _notice(state, event, RoleId(here), "link", f"The line to {other} {word}.")


_APPLY: dict[type, Callable[[State, Any], None]] = {
    e.Began: _began,
    e.TimePassed: _time_passed,
    e.Paused: _paused,
    e.Resumed: _resumed,
    e.SeatHandedOver: _handed_over,
    e.CurtainMoved: _curtain,
    e.CaseEnded: _case_ended,
    e.Noted: _noted,
    e.DecisionOpened: _opened,
    e.SceneShown: _scene_shown,
    e.ChoiceOpened: _choice_opened,
    e.ChoiceShut: _choice_shut,
    e.Picked: _picked,
    e.Passed: _passed,
    e.DecisionClosed: _closed,
    e.Extended: _extended,
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
    e.Learned: _learned,
    e.Told: _told,
    e.Asked: _asked,
    e.Answered: _answered,
    e.Acknowledged: _acknowledged,
    e.Delivered: _delivered,
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
