"""What a seat can say: tell, ask, answer, read back. Each is a plan of questions and the command that the answers make.

Pure: a view and its names in. The screen fills in neither time nor identity; the session does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from sim.engine.commands import Acknowledge, Answer, AnyCommand, Ask, Tell
from sim.engine.names import BasisId, FactId, RoleId, TopicId
from sim.engine.views import Brief, KnownFact, MessageView, View
from sim.tui.content import Page, page, plain, row
from sim.tui.dialogs.steps import Answers, Plan, Step
from sim.tui.names import Names, capital, counted
from sim.tui.widgets.picks import Pick

SEND = "send"
ALOUD = "aloud"
LONGEST = 48
"""Letters of what was told, when it is said that it was."""

TELLS, NOTHING, CANNOT = "tells", "nothing", "cannot"


class Saying(msgspec.Struct, frozen=True):
    """Something that can be said now, unless *off* says why not. *done*: the words for it once it has been said.

    *given*: what is answered already, because the cursor stood on it.
    """

    title: str
    plan: Plan
    command: Callable[[Answers], AnyCommand]
    done: Callable[[Answers], str]
    off: str = ""
    given: Answers = ()


def _digits(picks: Iterable[Pick]) -> tuple[Pick, ...]:
    """The same picks under the digits 1 to 9."""
    return tuple(Pick(pick.id, pick.words, pick.short, n if n < 10 else 0, pick.off) for n, pick in enumerate(picks, 1))


def _facts(facts: Iterable[KnownFact], names: Names) -> tuple[Pick, ...]:
    """Facts to tick: what one has told nobody first, the newest of them at the top."""
    picks = []
    newest_first = list(facts)[::-1]
    for fact in sorted(newest_first, key=lambda fact: bool(fact.told)):
        told = [f"told {names.seat(role)}" for role in dict.fromkeys(role for role, _ in fact.told)]
        limits = ["a ground must be given"] if fact.bases else []
        about = " · ".join([capital(names.topic(fact.topic)), *told, *limits])
        picks.append(Pick(fact.fact, page(row(fact.text), row(plain(about, "muted"))), fact.text))
    return _digits(picks)


def _grounds(bases: Iterable[BasisId], names: Names, asks: str, what: str = "It is restricted.") -> Step:
    """Which ground is stated, and for *what*."""
    picks = [Pick(basis, page(names.basis(basis)), names.basis(basis)) for basis in dict.fromkeys(bases)]
    about = f"{what} What you state goes on the record; nobody stops you here if it does not hold."
    return Step(asks, _digits(picks), about=about, enter=SEND, ready=len(picks) == 1)


def _restricted(view: View, ids: Iterable[str]) -> list[BasisId]:
    """The grounds that may be stated for these facts, right and wrong ones."""
    wanted = set(ids)
    return [basis for fact in view.known if fact.fact in wanted for basis in fact.bases]


def _restriction(view: View, ids: Iterable[str]) -> str:
    """Which of these facts are restricted, where there are several: the ground that is stated is for those."""
    told = [fact for fact in view.known if fact.fact in set(ids)]
    bound = [fact for fact in told if fact.bases]
    if len(told) == 1:
        return "It is restricted."
    if len(bound) == len(told):
        return "They are restricted."
    named = " and ".join(f"“{_brief(fact.text)}”" for fact in bound)
    return f"{named} {'is' if len(bound) == 1 else 'are'} restricted."


def tell(view: View, names: Names, brief: Brief, *, facts: tuple[str, ...] = (), to: tuple[str, ...] = ()) -> Saying:
    """Pass facts on to other roles, or say them aloud to all who are here; *facts* that are given, and *to* whom."""
    others = [role for role, _ in brief.roles if role != view.role]
    here = [other.role for other in view.others if other.here]

    def plan(answers: Answers) -> Step | None:
        if len(answers) == 0:
            return Step("What do you pass on?", _facts(view.known, names), several=True)
        bases = _restricted(view, answers[0])
        if len(answers) == 1:
            known = [fact for fact in view.known if fact.fact in answers[0]]
            picks = [Pick(role, _recipient(role, known, names), names.seat(role)) for role in others]
            if here:
                everyone = names.everyone(tuple(here))
                picks.insert(0, Pick(ALOUD, page(f"Say it aloud here, to {everyone}"), f"aloud to {everyone}"))
            about = "They get it word for word, and it can’t be taken back."
            if here:
                about += " All who are here with you hear it."
            if bases:
                about += f" {_restriction(view, answers[0])[:-1]}: next you state a ground."
            return Step(
                "Whom do you tell?",
                _digits(picks),
                several=True,
                about=about,
                enter="next" if bases else SEND,
                ticked=tuple(role for role in to if role in others),
            )
        if len(answers) == 2 and bases:
            what = _restriction(view, answers[0])
            return _grounds(bases, names, "On which ground may they have it?", what)
        return None

    def told(answers: Answers) -> tuple[RoleId, ...]:
        aloud = here if ALOUD in answers[1] else []
        return tuple(dict.fromkeys([*aloud, *(RoleId(role) for role in answers[1] if role != ALOUD)]))

    def question(answers: Answers) -> MessageView | None:
        """The open question that this answers, if there is one only."""
        topics = {fact.topic for fact in view.known if fact.fact in answers[0]}
        heard = set(told(answers))
        found = [
            message
            for message in view.messages
            if message.open and message.frm != view.role and message.frm in heard and message.topic in topics
        ]
        return found[0] if len(found) == 1 else None

    def command(answers: Answers) -> AnyCommand:
        basis = answers[2][0] if len(answers) > 2 and answers[2][0] else None
        asked = question(answers)
        return Tell(
            seat=view.role,
            at=0,
            to=told(answers),
            facts=tuple(FactId(fact) for fact in answers[0]),
            basis=BasisId(basis) if basis else None,
            reply_to=asked.number if asked is not None else None,
            aloud=ALOUD in answers[1],
        )

    def done(answers: Answers) -> str:
        asked = question(answers)
        also = f" That answers what {names.seat(asked.frm)} asked." if asked is not None else ""
        said = [_brief(_text(view, fact)) for fact in answers[0]]
        what = f"“{said[0]}”" if len(said) == 1 else f"{counted(len(said))} things."
        return f"Told {names.everyone(told(answers))}: {what}{also}"

    off = "" if others else "There is nobody else in this case."
    if not view.known:
        off = "You know nothing yet that could be passed on."
    known = {fact.fact for fact in view.known}
    given = tuple(fact for fact in facts if fact in known)
    return Saying("Tell", plan, command, done, _reach(view) or off, (given,) if given else ())


def _recipient(role: RoleId, facts: list[KnownFact], names: Names) -> Page:
    """Somebody who can be told; below, when one has told them all of it already, or it came from them."""
    times = [[at for to, at in fact.told if to == role] for fact in facts]
    if facts and all(times):
        said = f"you told them at {names.face.hm(max(at for told in times for at in told))}"
    elif facts and all(fact.source == role for fact in facts):
        said = f"they told you at {names.face.hm(max(fact.at for fact in facts))}"
    else:
        return page(capital(names.seat(role)))
    return page(row(capital(names.seat(role))), row(plain(said, "muted")))


def ask(view: View, names: Names, brief: Brief, *, to: str = "", topic: str = "") -> Saying:
    """Ask a role or a desk about a topic; *to* whom and about which *topic*, where that is given."""
    others = [role for role, _ in brief.roles if role != view.role]
    desks = {desk.id: desk for desk in brief.desks}

    def topics(whom: str) -> list[tuple[str, str, tuple[BasisId, ...]]]:
        if whom in desks:
            return [(topic.topic, topic.title, topic.bases) for topic in desks[whom].topics]
        return [(topic, title, ()) for topic, title in brief.topics]

    def plan(answers: Answers) -> Step | None:
        if len(answers) == 0:
            picks = [Pick(role, page(capital(names.seat(role))), names.seat(role)) for role in others]
            picks += [Pick(desk.id, page(capital(desk.title)), desk.title) for desk in desks.values()]
            return Step("Whom do you ask?", _digits(picks), about="You go on meanwhile; the answer comes as a message.")
        there = topics(answers[0][0])
        if len(answers) == 1:
            picks = [Pick(topic, page(capital(title)), title) for topic, title, _ in there]
            grounds = any(bases for _, _, bases in there)
            about = "Some of it is asked for on a ground, which you state next." if grounds else ""
            return Step("What about?", _digits(picks), about=about, enter="next" if grounds else SEND, at=topic)
        bases = next((bases for topic, _, bases in there if topic == answers[1][0]), ())
        if len(answers) == 2 and bases:
            return _grounds(bases, names, "On which ground do you ask?")
        return None

    def command(answers: Answers) -> AnyCommand:
        basis = answers[2][0] if len(answers) > 2 else ""
        topic = TopicId(answers[1][0])
        return Ask(seat=view.role, at=0, to=answers[0][0], topic=topic, basis=BasisId(basis) if basis else None)

    def done(answers: Answers) -> str:
        title = next((title for topic, title, _ in topics(answers[0][0]) if topic == answers[1][0]), "")
        return f"Asked {names.seat(answers[0][0])} about: {title}"

    off = "" if others or desks else "There is nobody to ask in this case."
    given = ((to,),) if to in desks or to in others else ()
    return Saying("Ask", plan, command, done, _reach(view) or off, given)


def answer(view: View, names: Names, brief: Brief, *, number: int | None = None) -> Saying:
    """Answer a question that was put to this role: the one with that *number*, or one of all that are open."""
    open_questions = [message for message in view.messages if message.open and message.frm != view.role]
    open_questions = [message for message in open_questions if message.number == number] or open_questions

    def question(answers: Answers) -> MessageView:
        if len(open_questions) == 1:
            return open_questions[0]
        return next(message for message in open_questions if str(message.number) == answers[0][0])

    def plan(answers: Answers) -> Step | None:
        if len(open_questions) > 1 and len(answers) == 0:
            picks = [
                Pick(str(message.number), page(f"{capital(names.seat(message.frm))}: {_topic(message, names)}"))
                for message in open_questions
            ]
            return Step("Which question do you answer?", _digits(picks))
        asked = question(answers)
        rest = answers if len(open_questions) == 1 else answers[1:]
        facts = [fact for fact in view.known if fact.topic == asked.topic]
        if len(rest) == 0:
            off = "" if facts else "You know nothing on it."
            picks = [
                Pick(
                    TELLS,
                    page(row("Tell what I know on it"), row(plain("next you say what", "muted"))),
                    "tell",
                    off=off,
                ),
                Pick(
                    NOTHING,
                    page(row("I have nothing on that."), row(plain("sent at once", "muted"))),
                    "nothing on that",
                ),
                Pick(CANNOT, page(row("I can’t say."), row(plain("sent at once", "muted"))), "can’t say"),
            ]
            about = f"{capital(names.seat(asked.frm))} asks about: {_topic(asked, names)}"
            return Step("How do you answer?", _digits(picks), about=about)
        if rest[0][0] != TELLS:
            return None
        if len(rest) == 1:
            frm = capital(names.seat(asked.frm))
            about = f"{frm} gets what you tick, word for word, and it can’t be taken back."
            grounds = any(fact.bases for fact in facts)
            return Step(
                "What do you tell?", _facts(facts, names), several=True, about=about, enter="next" if grounds else SEND
            )
        bases = _restricted(view, rest[1])
        if len(rest) == 2 and bases:
            what = _restriction(view, rest[1])
            return _grounds(bases, names, "On which ground may they have it?", what)
        return None

    def command(answers: Answers) -> AnyCommand:
        asked = question(answers)
        rest = answers if len(open_questions) == 1 else answers[1:]
        facts = tuple(FactId(fact) for fact in rest[1]) if len(rest) > 1 else ()
        basis = rest[2][0] if len(rest) > 2 else ""
        return Answer(
            seat=view.role,
            at=0,
            reply_to=asked.number,
            facts=facts,
            basis=BasisId(basis) if basis else None,
            cannot=rest[0][0] == CANNOT,
        )

    def done(answers: Answers) -> str:
        return f"Answered {names.seat(question(answers).frm)}."

    off = "" if open_questions else "Nobody is waiting for an answer from you."
    return Saying("Answer", plan, command, done, _reach(view) or off)


def read_back(view: View, names: Names, brief: Brief, *, number: int | None = None) -> Saying:
    """Read back something that was told, so that the teller hears what arrived: of message *number*, or of any."""
    waiting = [
        (message, fact, restated)
        for message in view.messages
        if message.frm != view.role
        for fact, restated in message.readbacks
    ]
    waiting = [each for each in waiting if each[0].number == number] or waiting

    def which(answers: Answers) -> int:
        return 0 if len(waiting) == 1 else int(answers[0][0])

    def plan(answers: Answers) -> Step | None:
        if len(waiting) > 1 and len(answers) == 0:
            picks = [
                Pick(str(n), page(row(_text(view, fact)), row(plain(f"from {names.seat(message.frm)}", "muted"))))
                for n, (message, fact, _) in enumerate(waiting)
            ]
            return Step("What do you read back?", _digits(picks))
        message, fact, restated = waiting[which(answers)]
        rest = answers if len(waiting) == 1 else answers[1:]
        if len(rest) == 0:
            if restated:
                picks = [Pick(str(n), page(words)) for n, words in enumerate(restated)]
                about = f"To {names.seat(message.frm)}, who hears what you pick. One of these is what they told you."
                return Step("What did you understand?", _digits(picks), about=about, enter=SEND, ready=False)
            about = f"To {names.seat(message.frm)}: {_text(view, fact)}"
            return Step("Say that it has arrived?", _digits([Pick("0", page("Got it."))]), about=about, enter=SEND)
        return None

    def command(answers: Answers) -> AnyCommand:
        message, fact, _ = waiting[which(answers)]
        return Acknowledge(seat=view.role, at=0, reply_to=message.number, fact=fact, said=int(answers[-1][0]))

    def done(answers: Answers) -> str:
        return f"Read back to {names.seat(waiting[which(answers)][0].frm)}."

    off = "" if waiting else "Nothing that you were told is waiting to be read back."
    return Saying("Read back", plan, command, done, _reach(view) or off)


def _topic(message: MessageView, names: Names) -> str:
    return names.topic(message.topic) if message.topic else "…"


def _text(view: View, fact: str) -> str:
    return next((known.text for known in view.known if known.fact == fact), fact)


def _brief(words: str) -> str:
    """The beginning of *words*, for a line."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip(' ,;.')}…"


def _reach(view: View) -> str:
    """Why nothing can be said now; empty: it can."""
    if view.ended:
        return "The case is over."
    if view.paused:
        return "The case is paused: p goes on."
    if not view.reach:
        return "Nobody can be reached from here until this is done."
    return ""
