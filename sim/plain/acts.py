"""Acts: from typed words to the messages of a seat, asking step by step for what the words leave open.

Each act returns commands to submit (in which `at` and `id` are left to the session), or a sentence that says what is
missing. Questions put to the person may be cancelled: `Cancelled`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.engine.commands import Acknowledge, Answer, AnyCommand, Ask, Tell
from sim.engine.names import BasisId, FactId, RoleId, TopicId
from sim.engine.views import KnownFact, MessageView, View
from sim.plain.dialogue import Dialogue
from sim.plain.messages import misheard, questions, unread_back
from sim.plain.names import Names, NotFound, folded, meant, split
from sim.plain.wording import capital, listing, said, sentence

FILLERS = {"to", "fact", "facts", "and", "about", "message", "the", "with", "of"}
EVERYBODY = {"all", "everybody", "everyone", "both"}
ALOUD = "aloud"
"""Said to all who are here, and on the record as said in the room."""

Act = list[AnyCommand] | str


async def tell(text: str, view: View, names: Names, dialogue: Dialogue) -> Act:
    """`tell WHO FACTS [basis GROUND]`; with somebody beside one, `tell FACTS` is heard by all who are there, and `tell aloud
    FACTS` says so."""
    if not view.known:
        return "You hold no facts yet, so there is nothing to tell."
    text, basis_words = _ground_apart(text)
    to: list[str] = []
    places: list[int] = []
    here = [place.role for place in view.others if place.here]
    for word in split(text):
        if word.isdecimal():
            places.append(int(word[:9]))
        elif word.lower() in EVERYBODY:
            to += names.others
        elif word.lower() == ALOUD:
            if not here:
                return "Nobody is with you who could hear it."
            to += [ALOUD]
        elif word.lower() not in FILLERS:
            found = meant(word, {role: names.title(role) for role in names.others})
            if isinstance(found, str):
                to.append(found)
            elif about := _speaking_of(word, view, names):
                if len(about) > 1:
                    return f'Facts {listing(map(str, about))} speak of "{word[:40]}". Type the number of the one that you mean.'
                places += about
            else:
                return f"{found} The others are {_words(names.word(role) for role in names.others)}."
    if not to and places:
        to = [str(role) for role in here]
    if not to:
        whom = {str(role): f"{names.title(role)} ({names.word(role)})" for role in names.others}
        if here:
            whom[ALOUD] = f"Aloud, to all who are here: {listing(names.who(role) for role in here)}"
        heard = " All who are here with you hear it." if here else ""
        to = await dialogue.some(f"Tell whom?{heard} It can't be taken back.", whom)
    facts = _facts(places, view) if places else await _which_facts("Which facts?", view, names, dialogue)
    if isinstance(facts, str):
        return facts
    basis = await _basis(basis_words, _restrictions(facts), names, dialogue, _why(facts, view))
    if isinstance(basis, NotFound):
        return str(basis)
    aloud = ALOUD in to
    hearers = tuple(RoleId(role) for role in dict.fromkeys([*(here if aloud else ()), *to]) if role != ALOUD)
    told = tuple(known.fact for known in facts)
    return [Tell(seat=names.me, at=0, to=hearers, facts=told, basis=basis, aloud=aloud)]


async def ask(text: str, view: View, names: Names, dialogue: Dialogue) -> Act:
    """`ask WHO TOPIC [basis GROUND]`, of a role or a desk."""
    text, basis_words = _ground_apart(text)
    seats = {str(seat): names.title(seat) for seat in (*names.others, *names.desks)}
    words = [word for word in split(text) if word.lower() not in FILLERS]
    if words:
        whom, words = _longest(words, seats)
        if isinstance(whom, NotFound):
            return f"{whom} You can ask {_words(names.word(seat) for seat in seats)}."
    else:
        whom = await dialogue.one("Ask whom?", {seat: f"{title} ({names.word(seat)})" for seat, title in seats.items()})
    topics = {str(topic): title for topic, title in names.topics_of(whom).items()}
    if not topics:
        return f"{names.title(whom)} cannot be asked about anything."
    if words:
        topic = _numbered(" ".join(words), topics)
        if isinstance(topic, NotFound):
            return f"{topic} {names.title(whom)} can be asked about {_words(topics)}."
    else:
        topic = await dialogue.one(f"Ask {names.who(whom)} about what?", topics)
    wants = f"{capital(names.who(whom))} wants a ground. On what ground do you ask?"
    basis = await _basis(basis_words, names.bases_of(whom, topic), names, dialogue, wants)
    if isinstance(basis, NotFound):
        return str(basis)
    return [Ask(seat=names.me, at=0, to=whom, topic=TopicId(topic), basis=basis)]


async def answer(text: str, view: View, names: Names, dialogue: Dialogue) -> Act:
    """`answer MESSAGE FACTS | nothing | cannot [basis GROUND]`; the message may be left out while only one waits."""
    waiting = questions(view)
    if not waiting:
        return "Nobody is waiting for an answer from you."
    text, basis_words = _ground_apart(text)
    chosen = await _which_message("Answer which question?", text, waiting, names, dialogue)
    if isinstance(chosen, str):
        return chosen
    number, question, words = chosen
    if not words:
        about = f"What do you answer {names.who(question.frm)} about {names.about(question.topic)}?"
        facts = await _which_facts(
            f"{about} Fact numbers, or the word nothing, or the word cannot.",
            view,
            names,
            dialogue,
            ("nothing", "cannot"),
        )
    elif words[0] in ("nothing", "cannot", "none", "no"):
        facts = "cannot" if words[0] == "cannot" else "nothing"
    else:
        places = [int(word[:9]) for word in words if word.isdecimal()]
        if len(places) < len(words):
            return f"Type answer {number} and fact numbers, or nothing, or cannot."
        facts = _facts(places, view)
        if isinstance(facts, str):
            return facts
    if isinstance(facts, str):
        return [Answer(seat=names.me, at=0, reply_to=question.number, cannot=facts == "cannot")]
    basis = await _basis(basis_words, _restrictions(facts), names, dialogue, _why(facts, view))
    if isinstance(basis, NotFound):
        return str(basis)
    told = tuple(known.fact for known in facts)
    return [Answer(seat=names.me, at=0, reply_to=question.number, facts=told, basis=basis)]


async def read_back(text: str, view: View, names: Names, dialogue: Dialogue) -> Act:
    """`read back MESSAGE [NUMBER]`: every fact of the message, in words picked from what the author wrote."""
    waiting = unread_back(view)
    if not waiting:
        return "There is nothing that you have been told and not read back."
    chosen = await _which_message("Read back which message?", text, waiting, names, dialogue)
    if isinstance(chosen, str):
        return chosen
    _, note, words = chosen
    commands: list[AnyCommand] = []
    for fact, restated in note.readbacks:
        said_as = 0
        if len(restated) > 1:
            options = {str(place): sentence(one) for place, one in enumerate(restated)}
            if words and words[0].isdecimal() and 1 <= int(words[0][:9]) <= len(restated):
                said_as = int(words.pop(0)[:9]) - 1
            else:
                said_as = int(await dialogue.one(f"How do you say it back{_about(fact, view, names)}?", options))
        commands.append(Acknowledge(seat=names.me, at=0, reply_to=note.number, fact=fact, said=said_as))
    return commands


async def put_right(text: str, view: View, names: Names, dialogue: Dialogue) -> Act:
    """`put right [NUMBER]`: what somebody read back wrongly is told again; of what one read back wrongly, one asks again."""
    wrong = misheard(view)
    if not wrong:
        return "No read-back went wrong that is not put right."
    chosen = await _which_message("Put right which read-back?", text, wrong, names, dialogue)
    if isinstance(chosen, str):
        return chosen
    _, note, _ = chosen
    known = next((known for known in view.known if known.fact == note.facts[0]), None)
    if known is None:
        return "You do not hold that fact."
    if note.frm == names.me:
        return [Ask(seat=names.me, at=0, to=note.to[0], topic=known.topic)]
    basis = await _basis("", known.bases, names, dialogue, _why([known], view))
    if isinstance(basis, NotFound):
        return str(basis)
    return [Tell(seat=names.me, at=0, to=(RoleId(note.frm),), facts=(known.fact,), basis=basis)]


def _about(fact: FactId, view: View, names: Names) -> str:
    """`, about the home tonight`: which of several facts is asked for."""
    return next((f", about {names.about(known.topic)}" for known in view.known if known.fact == fact), "")


def _ground_apart(text: str) -> tuple[str, str]:
    """*text* without its ground, and the ground: what follows the word `basis` or `ground`."""
    words = text.split()
    for place, word in enumerate(words):
        if word.lower() in ("basis", "ground"):
            return " ".join(words[:place]), " ".join(words[place + 1 :])
    return text, ""


async def _basis(
    words: str, offered: Sequence[BasisId], names: Names, dialogue: Dialogue, question: str
) -> BasisId | NotFound | None:
    """The ground that was named, or asked for with *question* where one is needed; None: none is needed."""
    if not offered:
        return None
    options = {str(basis): sentence(names.basis(basis)) for basis in offered}
    if words:
        found = _numbered(words, options)
        return BasisId(found) if isinstance(found, str) else found
    return BasisId(await dialogue.one(question, options))


def _why(facts: Sequence[KnownFact], view: View) -> str:
    """Which of *facts* need a ground."""
    places = [str(place) for place, known in enumerate(view.known, 1) if known in facts and known.bases]
    if len(places) == 1:
        return f"Fact {places[0]} is restricted. On what ground do you tell it?"
    return f"Facts {listing(places)} are restricted. On what ground do you tell them?"


def _restrictions(facts: Iterable[KnownFact]) -> tuple[BasisId, ...]:
    """The grounds to pick from when telling *facts*."""
    return tuple(dict.fromkeys(basis for known in facts for basis in known.bases))


def _facts(places: Sequence[int], view: View) -> list[KnownFact] | str:
    """The facts of these numbers, or a sentence about one that is not there."""
    for place in places:
        if not 1 <= place <= len(view.known):
            return f"You have no fact {place}: they go from 1 to {len(view.known)}. Type know to hear them."
    return [view.known[place - 1] for place in dict.fromkeys(places)]


def _speaking_of(word: str, view: View, names: Names) -> list[int]:
    """The numbers of the facts in whose topic or words *word* stands."""
    asked = folded(word)
    found = []
    for number, known in enumerate(view.known, 1):
        text = folded(f"{names.topic(known.topic)} {said(known.text)}")
        if asked and asked in (part.strip(".,;:!?'\"()") for part in text.split()):
            found.append(number)
    return found


async def _which_facts(
    question: str, view: View, names: Names, dialogue: Dialogue, extra: Sequence[str] = ()
) -> list[KnownFact] | str:
    """Facts picked from the list of all that are known, the newest first, numbered as `know` numbers them; or an *extra*
    word."""
    newest = list(enumerate(view.known, 1))[::-1]
    options = {str(known.fact): f"{names.topic(known.topic)}: {sentence(known.text)}" for _, known in newest}
    picked = await dialogue.some(question, options, extra=extra, labels=[number for number, _ in newest])
    if picked[0] in extra:
        return picked[0]
    by_name = {str(known.fact): known for known in view.known}
    return [by_name[FactId(name)] for name in picked]


async def _which_message(
    question: str,
    text: str,
    waiting: Sequence[tuple[int, MessageView]],
    names: Names,
    dialogue: Dialogue,
) -> tuple[int, MessageView, list[str]] | str:
    """The message whose number stands first in *text*, the only one that waits, or one asked for; its number, it, and the words
    of *text* that are left."""
    words = [word.lower() for word in split(text) if word.lower() not in FILLERS]
    by_number = dict(waiting)
    if words and words[0].isdecimal() and (int(words[0][:9]) in by_number or len(waiting) > 1):
        number = int(words.pop(0)[:9])
        if number not in by_number:
            return f"Message {number} does not wait for that. These do: {listing(str(one) for one in by_number)}."
        return number, by_number[number], words
    if len(waiting) == 1:
        return (*waiting[0], words)
    if words:
        return f"Say which message: {listing((str(one) for one in by_number), 'or')}."
    options = {str(number): _short(note, names) for number, note in waiting}
    number = int(await dialogue.one(question, options, labels=list(by_number)))
    return number, by_number[number], words


def _short(note: MessageView, names: Names) -> str:
    if note.kind == "acknowledged":
        who = "You" if note.frm == names.me else capital(names.who(note.frm))
        return sentence(f'{who} read back "{said(note.said)}"')
    if note.topic is not None and not note.texts:
        return sentence(f"From {names.who(note.frm)}, about {names.about(note.topic)}")
    return sentence(f"From {names.who(note.frm)}: {' '.join(map(said, note.texts))}")


def _longest(words: list[str], titles: dict[str, str]) -> tuple[str | NotFound, list[str]]:
    """Who is meant by the first of *words*, as many as belong to a name, and the words that are left."""
    for count in range(len(words), 0, -1):
        found = meant(" ".join(words[:count]), titles)
        if isinstance(found, str):
            return found, words[count:]
    return meant(words[0], titles), words[1:]


def _numbered(word: str, titles: dict[str, str]) -> str | NotFound:
    """Which of *titles* is meant by *word*, which may be its number in the list."""
    if word.isdecimal():
        number = int(word[:9])
        return list(titles)[number - 1] if 1 <= number <= len(titles) else NotFound(word, ())
    return meant(word, titles)


def _words(names: Iterable[str]) -> str:
    return listing(map(str, names), "and")
