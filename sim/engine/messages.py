"""Messages between seats and to desks: tell, ask, answer, acknowledge (rules 13 and 14)."""

from __future__ import annotations

from msgspec.structs import replace

from sim.engine import events as e
from sim.engine.commands import Acknowledge, Answer, Ask, Refused, Tell
from sim.engine.names import BasisId, DeskId, FactId, RoleId, TopicId
from sim.engine.state import State
from sim.engine.turn import Turn

# --- who can be reached


def reachable(state: State, seat: str) -> bool:
    """Whether messages get to *seat* (a role or a desk) now, and whether it can send any (rule 13)."""
    if not state.book.secluding:
        return True
    thread = state.threads.get(seat)  # type: ignore[call-overload]
    if thread is None:
        return True
    if thread.scene is not None and state.book.scenario.scenes[thread.scene].unreachable:
        return False
    work = state.works.get(thread.work) if thread.work is not None else None
    return work is None or not state.book.scenes[work.scene].ways[work.outcome].unreachable


def connected(state: State, one: str, other: str) -> bool:
    """Whether no link between the two seats is down."""
    links = state.book.scenario.links
    return not any({one, other} == set(links[name].between) for name in state.down)


def arrives(state: State, frm: str, to: str) -> bool:
    """Whether a message from *frm* gets to *to* at once."""
    return reachable(state, to) and connected(state, frm, to)


def deliver_mail(turn: Turn) -> None:
    """Messages that could not get through arrive as soon as they can."""
    state = turn.state
    for to, message in state.mail:
        if arrives(state, message.frm, to):
            seen_by = tuple(role for role in turn.book.roles if role == to)
            turn.emit(
                e.Delivered(turn.number(), turn.state.time, seen_by, to, replace(message, given=None, delivered=True))
            )


# --- sending


def send_told(
    turn: Turn,
    frm: str,
    to: tuple[RoleId, ...],
    facts: tuple[FactId, ...],
    basis: BasisId | None = None,
    reply_to: int | None = None,
    aloud: bool = False,
    by_choice: bool = False,
) -> None:
    """Facts are told. Those who are together all hear it; anybody else gets a message of their own."""
    state = turn.state
    thread = state.threads.get(frm)  # type: ignore[call-overload]
    company = thread.company if thread is not None else ()
    room = company if aloud or any(role in company for role in to) else ()
    sender = (RoleId(frm),) if thread is not None else ()
    if room:
        turn.emit(
            e.Told(
                turn.number(),
                turn.state.time,
                (*sender, *room),
                frm,
                room,
                facts,
                basis,
                reply_to,
                aloud,
                by_choice,
                True,
            )
        )
    for role in to:
        if role in room:
            continue
        there = arrives(state, frm, role)
        seen_by = (*sender, role) if there else sender
        turn.emit(
            e.Told(
                turn.number(), turn.state.time, seen_by, frm, (role,), facts, basis, reply_to, False, by_choice, there
            )
        )


def tell(turn: Turn, command: Tell, role: RoleId) -> Refused | None:
    """Judge and carry out `tell`."""
    thread = turn.state.threads[role]
    scenario = turn.book.scenario
    if not command.facts:
        return Refused("no_facts", "Say which facts to tell.")
    if not command.to and not (command.aloud and thread.company):
        return Refused("nobody_to_tell", "Say whom to tell; aloud reaches only those who are with you.")
    for to in command.to:
        if to not in scenario.roles or to == role:
            return Refused("unknown_recipient", f"There is no other seat called {to}.")
    if command.reply_to is not None:
        question = _question(turn, role, command.reply_to)
        together = command.aloud or any(to in thread.company for to in command.to)
        heard = (*command.to, *thread.company) if together else command.to
        if question is None or question.frm not in heard:
            return Refused(
                "no_such_question", f"Message {command.reply_to} is not an open question from who hears this."
            )
    refused = _may_tell(turn, role, command.facts, command.basis)
    if refused is not None:
        return refused
    send_told(
        turn, role, tuple(dict.fromkeys(command.to)), command.facts, command.basis, command.reply_to, command.aloud
    )
    return None


def ask(turn: Turn, command: Ask, role: RoleId) -> Refused | None:
    """Judge and carry out `ask`."""
    state, scenario = turn.state, turn.book.scenario
    desk = scenario.desks.get(DeskId(command.to))
    if desk is not None:
        answer = desk.answers.get(command.topic)
        if answer is None:
            return Refused("no_such_topic", f"{desk.title} has nothing under {command.topic}.")
        if answer.bases and command.basis is None:
            return Refused("basis_needed", f"{desk.title} asks on what basis you want to know.")
        seen_by: tuple[RoleId, ...] = (role,)
    elif command.to in scenario.roles and command.to != role:
        if command.topic not in scenario.topics:
            return Refused("no_such_topic", f"There is no topic called {command.topic}.")
        seen_by = (role, RoleId(command.to))
    else:
        return Refused("unknown_recipient", f"There is no other seat and no desk called {command.to}.")
    if command.basis is not None and command.basis not in scenario.bases:
        return Refused("unknown_basis", f"There is no basis called {command.basis}.")
    there = arrives(state, role, command.to)
    if not there:
        seen_by = (role,)
    turn.emit(e.Asked(turn.number(), turn.state.time, seen_by, role, command.to, command.topic, command.basis, there))
    return None


def answer(turn: Turn, command: Answer, role: RoleId) -> Refused | None:
    """Judge and carry out `answer`: with facts, with nothing, or that one can't say."""
    question = _question(turn, role, command.reply_to)
    if question is None:
        return Refused("no_such_question", f"Message {command.reply_to} is not an open question to you.")
    if command.facts:
        if command.cannot:
            return Refused("answer_unclear", "An answer gives facts or says that you can't; not both.")
        refused = _may_tell(turn, role, command.facts, command.basis)
        if refused is None:
            send_told(turn, role, (question.frm,), command.facts, command.basis, command.reply_to)
        return refused
    say_nothing(turn, role, question, command.cannot)
    return None


def say_nothing(turn: Turn, frm: str, question: e.Asked, cannot: bool) -> None:
    """Answer a question without facts."""
    there = arrives(turn.state, frm, question.frm)
    seats = (frm, question.frm) if there else (frm,)
    seen_by = tuple(role for role in turn.book.roles if role in seats)
    turn.emit(
        e.Answered(
            turn.number(), turn.state.time, seen_by, frm, question.frm, question.seq, question.topic, cannot, there
        )
    )


def desk_answers(turn: Turn, number: int) -> None:
    """A desk answers question *number* with the facts that it holds on the topic, or that it has nothing."""
    question = turn.state.questions.get(number)
    if question is None:
        return
    facts = desk_facts(turn.state, DeskId(question.to), question.topic)
    if facts:
        send_told(turn, question.to, (question.frm,), facts, question.basis, number)
    else:
        say_nothing(turn, question.to, question, cannot=False)


def desk_facts(state: State, desk: DeskId, topic: TopicId) -> tuple[FactId, ...]:
    """What *desk* holds on *topic*."""
    return tuple(
        name for name, fact in state.book.scenario.facts.items() if desk in fact.held_by and fact.topic == topic
    )


def acknowledge(turn: Turn, command: Acknowledge, role: RoleId) -> Refused | None:
    """Judge and carry out `acknowledge`, with its read-back where the fact has restatements."""
    thread = turn.state.threads[role]
    told = next(
        (
            message
            for message in thread.messages
            if message.seq == command.reply_to
            and isinstance(message, e.Told)
            and role in message.to
            and command.fact in message.facts
        ),
        None,
    )
    if told is None:
        return Refused("no_such_message", f"Message {command.reply_to} did not tell you that.")
    if (told.seq, command.fact) in thread.acked:
        return Refused("already_acknowledged", "You have acknowledged that.")
    options, right = turn.book.readbacks.get(command.fact, (("",), 0))
    if not 0 <= command.said < len(options):
        return Refused("no_such_readback", f"Pick one of the {len(options)} read-backs.")
    there = told.frm not in turn.state.threads or arrives(turn.state, role, told.frm)
    seats = (role, told.frm) if there else (role,)
    seen_by = tuple(name for name in turn.book.roles if name in seats)
    turn.emit(
        e.Acknowledged(
            turn.number(),
            turn.state.time,
            seen_by,
            role,
            told.frm,
            told.seq,
            command.fact,
            command.said,
            command.said == right,
            there,
        )
    )
    return None


def _question(turn: Turn, role: RoleId, number: int) -> e.Asked | None:
    question = turn.state.questions.get(number)
    return question if question is not None and question.to == role else None


def _may_tell(turn: Turn, role: RoleId, facts: tuple[FactId, ...], basis: BasisId | None) -> Refused | None:
    """Refuse what can't be told at all; an unlawful telling is not refused but logged (rule 14)."""
    scenario, known = turn.book.scenario, turn.state.threads[role].known
    for fact in facts:
        if fact not in known:
            return Refused("not_known", f"You do not know anything called {fact}.")
        if scenario.facts[fact].lawful and basis is None:
            return Refused("basis_needed", "This is restricted: state on what basis you pass it on.")
    if basis is not None and basis not in scenario.bases:
        return Refused("unknown_basis", f"There is no basis called {basis}.")
    return None
