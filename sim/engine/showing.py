"""Showing: making views of a state. What a role may not know is left out here and nowhere else."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sim.engine.events import Acknowledged, Answered, Asked, Message, OpenDecision, Told
from sim.engine.messages import reachable
from sim.engine.names import DeskId, FactId, RoleId
from sim.engine.state import State, Thread
from sim.engine.views import (
    Brief,
    ChoiceView,
    DecisionView,
    DeskTopic,
    DeskView,
    FacilitatorView,
    HintView,
    ItemView,
    KnownFact,
    MessageView,
    PickView,
    VariableView,
    View,
    Whereabouts,
)

if TYPE_CHECKING:
    from sim.engine.book import Book


def view(state: State, role: RoleId) -> View:
    """All that *role* may see of *state*."""
    thread = state.threads[role]
    book = state.book
    scenes = book.scenario.scenes
    reached = thread.ending
    if reached is None and state.how == "declared":
        reached = state.ending
    ending = book.scenario.endings[reached] if reached is not None else None
    return View(
        role,
        thread.seq,
        state.time,
        thread.status,
        scenes[thread.scene].title if thread.scene is not None else "",
        thread.doing,
        thread.until,
        thread.status != "finished" and reachable(state, role),
        decision_view(state, role),
        known_facts(state, thread),
        messages_of(state, thread),
        thread.feed,
        whereabouts(state, thread),
        tuple((name, state.variables[name]) for name in book.visible),
        _cut_off_from(state, role) if state.down else (),
        state.paused,
        state.stop,
        state.curtain,
        state.ended,
        reached,
        ending.title if ending is not None else "",
        ending.text if ending is not None else "",
        _hints(state, thread) if thread.hints else (),
    )


def decision_view(state: State, role: RoleId) -> DecisionView | None:
    """The open decision of *role*, as it sees it: the part of its view that a choice rests on."""
    thread = state.threads[role]
    if thread.decision is None:
        return None
    decision = state.decisions[thread.decision]
    book = state.book
    ready = book.scenes[decision.scene]
    deciding = tuple(name for name in ready.deciders if name in decision.present) if ready.joint else decision.present
    lead = deciding[0] if ready.how == "lead" and deciding else None
    decides = role == lead if ready.how == "lead" else role in deciding
    picks: tuple[PickView, ...] = ()
    if decision.picks:
        picks = tuple(
            PickView(pick.role, pick.choice, pick.items, pick.advice)
            for pick in decision.picks
            if ready.how != "each" or pick.advice or pick.role == role
        )
    return DecisionView(
        decision.id,
        decision.scene,
        ready.scene.title,
        book.scene_text(decision.scene, role, *thread.shown),
        ready.how,
        "decide" if decides else "advise",
        lead,
        deciding,
        decision.present,
        ready.scene.children,
        decision.opened,
        decision.closes,
        decision.reading,
        _choices(state, decision),
        picks,
        decision.resumed,
        bool(ready.hotline) and not ready.hotline.isdisjoint(decision.offered),
    )


def _choices(state: State, decision: OpenDecision) -> tuple[ChoiceView, ...]:
    book = state.book
    key = (
        "choices",
        decision.scene,
        decision.offered,
        decision.wording,
        decision.shut,
        decision.items,
        decision.item_wording,
    )
    made: tuple[ChoiceView, ...] | None = book.memo(key)
    if made is not None:
        return made
    choices = []
    for place, choice in enumerate(decision.offered):
        case = decision.wording[place] if decision.wording else 0
        form = book.scenario.scenes[decision.scene].choices[choice].form
        lines = book.line_texts(decision.scene, choice, decision.items, decision.item_wording)
        items = tuple(ItemView(item, text) for item, text in lines.items())
        text = book.choice_text(decision.scene, choice, case)
        least, most = (form.least, min(form.most, len(items))) if form is not None else (0, 0)
        choices.append(ChoiceView(choice, place + 1, text, choice not in decision.shut, items, least, most))
    return book.remember(key, tuple(choices))


def known_facts(state: State, thread: Thread) -> tuple[KnownFact, ...]:
    """The part of a view that says what the role knows."""
    made = thread.known_view
    if made is None or len(made) < len(thread.known) or thread.old_view:
        _renew(state, thread)
        made = thread.known_view
        assert made is not None
    return made


def messages_of(state: State, thread: Thread) -> tuple[MessageView, ...]:
    """The part of a view that has its messages."""
    made = thread.messages_view
    if made is None or len(made) < len(thread.messages) or thread.old_view:
        _renew(state, thread)
        made = thread.messages_view
        assert made is not None
    return made


def _renew(state: State, thread: Thread) -> None:
    """Add to both views what is new, and make anew what has changed: the rest of a long night stays as it was."""
    old, thread.old_view = thread.old_view, ()
    known, messages = thread.known_view or (), thread.messages_view or ()
    if old:
        known = tuple(_fact(state, thread, each.fact) if each.fact in old else each for each in known)
        messages = tuple(
            _shown_message(state, thread, thread.messages[place]) if each.number in old else each
            for place, each in enumerate(messages)
        )
    if len(known) < len(thread.known):
        known += tuple(_fact(state, thread, name) for name in islice(thread.known, len(known), None))
    if len(messages) < len(thread.messages):
        messages += tuple(_shown_message(state, thread, each) for each in thread.messages[len(messages) :])
    thread.known_view, thread.messages_view = known, messages


def _fact(state: State, thread: Thread, name: FactId) -> KnownFact:
    at, seq, how, source = thread.known[name]
    fact = state.book.scenario.facts[name]
    return KnownFact(
        name, fact.topic, fact.text, at, seq, how, source, thread.told.get(name, ()), state.book.bases[name]
    )


def _shown_message(state: State, thread: Thread, message: Message) -> MessageView:
    made = _message(state, thread, message)
    brought = next((seq for number, seq in thread.late if number == message.seq), None) if thread.late else None
    return made if brought is None else replace(made, late=brought)


def _message(state: State, thread: Thread, message: Message) -> MessageView:
    role, scenario = thread.role, state.book.scenario
    match message:
        case Told():
            question = _asked_in(thread, message.reply_to)
            return MessageView(
                message.seq,
                message.at,
                message.frm,
                message.to,
                "told",
                message.facts,
                tuple(scenario.facts[fact].text for fact in message.facts),
                question.topic if question is not None else None,
                _desk_says(state, message.frm, question),
                message.basis,
                message.reply_to,
                message.delivered,
                message.aloud,
                readbacks=_readbacks(state, thread, message),
            )
        case Asked():
            return MessageView(
                message.seq,
                message.at,
                message.frm,
                (message.to,),
                "asked",
                topic=message.topic,
                basis=message.basis,
                delivered=message.delivered,
                open=message.to == role and message.seq in state.questions,
            )
        case Answered():
            return MessageView(
                message.seq,
                message.at,
                message.frm,
                (message.to,),
                "cannot" if message.cannot else "nothing",
                topic=message.topic,
                says=_desk_says(state, message.frm, _asked_in(thread, message.reply_to)),
                reply_to=message.reply_to,
                delivered=message.delivered,
            )
        case Acknowledged():
            options, _ = state.book.readbacks.get(message.fact, (("",), 0))
            return MessageView(
                message.seq,
                message.at,
                message.frm,
                (message.to,),
                "acknowledged",
                (message.fact,),
                (scenario.facts[message.fact].text,),
                reply_to=message.reply_to,
                delivered=message.delivered,
                said=options[message.said],
                right=message.right if len(options) > 1 else None,
            )


def _asked_in(thread: Thread, number: int | None) -> Asked | None:
    """The question that a reply answers, if this role asked it or was asked."""
    if number is None:
        return None
    return next((m for m in thread.messages if m.seq == number and isinstance(m, Asked)), None)


def _desk_says(state: State, frm: str, question: Asked | None) -> str:
    desk = state.book.scenario.desks.get(DeskId(frm))
    if desk is None or question is None or question.topic not in desk.answers:
        return ""
    return desk.answers[question.topic].says


def _readbacks(state: State, thread: Thread, message: Told) -> tuple[tuple[FactId, tuple[str, ...]], ...]:
    if thread.role not in message.to or message.frm not in state.threads:
        return ()
    return tuple(
        (fact, state.book.readbacks[fact][0] if fact in state.book.readbacks else ())
        for fact in message.facts
        if (message.seq, fact) not in thread.acked
    )


def _cut_off_from(state: State, role: RoleId) -> tuple[str, ...]:
    """The seats at the other ends of the lines of *role* that are down."""
    links = state.book.scenario.links
    between = (link.between for name, link in links.items() if name in state.down and role in link.between)
    return tuple(dict.fromkeys(other for ends in between for other in ends if other != role))


def whereabouts(state: State, thread: Thread) -> tuple[Whereabouts, ...]:
    """The part of a view that says where the others were when the role last saw them."""
    scenes = state.book.scenario.scenes
    company = thread.company
    return tuple(
        Whereabouts(other, scenes[scene].title, at, other in company) for other, (scene, at) in thread.sightings.items()
    )


def _hints(state: State, thread: Thread) -> tuple[HintView, ...]:
    """The hints of the scene where the role stands; those of a scene that it has left are not its business any more."""
    if not thread.hints or thread.hints[0] != thread.scene or state.ended:
        return ()
    scene, places = thread.hints
    hints = state.book.scenario.scenes[scene].hints
    return tuple(HintView(f"{scene}.{place}", hints[place].act, hints[place].text) for place in places)


def brief(book: Book, role: RoleId) -> Brief:
    """What *role* knows of the case before it begins."""
    scenario = book.scenario
    definition = scenario.roles[role]
    return Brief(
        role,
        scenario.name,
        scenario.title,
        scenario.summary,
        scenario.kind,
        scenario.starts,
        scenario.minutes,
        definition.title,
        definition.brief,
        tuple((name, other.title) for name, other in scenario.roles.items()),
        tuple((name, child.name, child.age) for name, child in scenario.children.items()),
        tuple(
            DeskView(
                name,
                desk.title,
                tuple(
                    DeskTopic(topic, scenario.topics.get(topic, topic), answer.bases)
                    for topic, answer in desk.answers.items()
                ),
            )
            for name, desk in scenario.desks.items()
        ),
        tuple(scenario.topics.items()),
        tuple((name, basis.text) for name, basis in scenario.bases.items()),
        tuple(
            VariableView(name, variable.title or name.replace("_", " "), variable.least, variable.most)
            for name, variable in scenario.variables.items()
            if variable.visible
        ),
        scenario.content_notes,
        tuple(scenario.glossary.items()),
        scenario.review.state,
        tuple((name, other.short or other.title) for name, other in scenario.roles.items()),
    )


def facilitator_view(state: State) -> FacilitatorView:
    """Everything, for the person who runs the room."""
    return FacilitatorView(
        state.time,
        state.seq,
        tuple(view(state, role) for role in state.threads),
        tuple(state.variables.items()),
        tuple((name, value) for name, (_, value) in state.draws.items()),
        tuple(
            (name, inject.title or name, f"inject:{name}" in state.fired)
            for name, inject in state.book.scenario.injects.items()
        ),
        state.agenda[0][0] if state.agenda else None,
        state.how,
    )
