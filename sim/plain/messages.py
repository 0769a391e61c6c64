"""Messages as lines: what was told, asked, answered and read back, under the numbers that replies name.

A message's number is its place among the messages of this seat, from 1; it never changes, because messages only arrive.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine.views import MessageView, View
from sim.plain.knowledge import fact
from sim.plain.names import Names, NotFound, meant
from sim.plain.wording import capital, listing, sentence


def message(number: int, view: View, names: Names) -> list[str]:
    """Message *number* as lines: one that says what it is, and one for each fact that it brought."""
    note = view.messages[number - 1]
    frm = capital(names.who(note.frm))
    at = names.at(note.at, view.time)
    mine = note.frm == names.me
    late = "" if note.delivered else " It has not got through yet."
    about = f" about {names.about(note.topic)}" if note.topic is not None else ""
    match note.kind:
        case "told":
            return told(number, note, view, names, late)
        case "asked":
            line = f"{frm} {'ask' if mine else 'asks'} {recipients(note, names)}{about}.{ground(note, names)}{late}"
            reply = f" To answer, type: answer {number}." if note.open else ""
            return [f"Asked: {at}, message {number}. {line}{reply}"]
        case "nothing":
            has = "say you have" if mine else "has"
            words = f" {sentence(note.says)}" if note.says else ""
            return [f"Answer: {at}, message {number}. {frm} {has} nothing{about}.{words}{late}"]
        case "cannot":
            words = f" {sentence(note.says)}" if note.says else ""
            return [f"Answer: {at}, message {number}. {frm} cannot say anything{about}.{words}{late}"]
        case "acknowledged":
            words = acknowledged(note, view, names, frm, mine)
            mend = " Type put right to mend it." if (number, note) in misheard(view) else ""
            return [f"Read back: {at}, message {number}. {words}{mend}{late}"]


def told(number: int, note: MessageView, view: View, names: Names, late: str) -> list[str]:
    """Facts that were told, with what a desk says beside them."""
    at = names.at(note.at, view.time)
    mine = note.frm == names.me
    verb = "tell" if mine else "tells"
    aloud = " aloud" if note.aloud else ""
    line = f"{capital(names.who(note.frm))} {verb} {recipients(note, names)}{aloud}"
    places = {known.fact: place for place, known in enumerate(view.known, 1)}
    if mine:
        what = listing(f"fact {places[name]}" if name in places else "a fact" for name in note.facts)
        return [f"Told: {at}, message {number}. {line}: {what}.{ground(note, names)}{late}"]
    says = f" {sentence(note.says)}" if note.says else ""
    lines = [f"Told: {at}, message {number}. {line}.{says}{ground(note, names)}{late}"]
    for place, name in enumerate(note.facts):
        if name in places:
            known = view.known[places[name] - 1]
            lines.append(
                fact(places[name], known, names) + ("" if known.seq == note.number else " You knew this before.")
            )
        elif place < len(note.texts):
            lines.append(f"Fact: {sentence(note.texts[place])}")
    return lines


def acknowledged(note: MessageView, view: View, names: Names, frm: str, mine: bool) -> str:
    """A read-back, and whether it was right; both sides hear that."""
    places = {known.fact: place for place, known in enumerate(view.known, 1)}
    what = listing(f"fact {places[name]}" if name in places else "a fact" for name in note.facts) or "it"
    if not note.said:
        return f"{frm} {'have' if mine else 'has'} got {what}."
    words = f'{frm} {"read" if mine else "reads"} back {what}: "{sentence(note.said)}"'
    if note.right is None:
        return words
    if note.right:
        return f"{words} That is right."
    told = "you were told" if mine else "was said"
    return f"{words} That is not what {told}."


def heard_rightly(numbers: Sequence[int], view: View, names: Names) -> list[str]:
    """Read-backs of others that were right, in one line: they confirm what one knows. *numbers* follow one another."""
    notes = [view.messages[number - 1] for number in numbers]
    if len(notes) < 2:
        return [line for number in numbers for line in message(number, view, names)]
    places = {known.fact: place for place, known in enumerate(view.known, 1)}
    facts = dict.fromkeys(
        f"fact {places[name]}" if name in places else "a fact" for note in notes for name in note.facts
    )
    who = capital(listing(dict.fromkeys(names.who(note.frm) for note in notes)))
    late = "" if all(note.delivered for note in notes) else " Some of it has not got through yet."
    at = names.at(notes[-1].at, view.time)
    has = "has" if len({note.frm for note in notes}) == 1 else "have"
    right = " What was read back is right." if any(note.right for note in notes) else ""
    span = f"messages {numbers[0]} {'and' if len(numbers) == 2 else 'to'} {numbers[-1]}"
    return [f"Read back: {at}, {span}. {who} {has} got {listing(facts)}.{right}{late}"]


def minor(note: MessageView, names: Names) -> bool:
    """Whether a message of another only confirms what one knows."""
    return note.kind == "acknowledged" and note.right is not False and note.frm != names.me


def recipients(note: MessageView, names: Names) -> str:
    """Those a message goes to."""
    return listing(names.who(name) for name in note.to)


def ground(note: MessageView, names: Names) -> str:
    """The ground that was stated for restricted facts."""
    return f' Ground: "{sentence(names.basis(note.basis))}"' if note.basis is not None else ""


def unread_back(view: View) -> list[tuple[int, MessageView]]:
    """Messages (with their numbers) that brought facts which this seat has not read back yet, the oldest first."""
    return [(number, note) for number, note in enumerate(view.messages, 1) if note.readbacks]


def questions(view: View) -> list[tuple[int, MessageView]]:
    """Open questions to this seat with their numbers, the oldest first."""
    return [(number, note) for number, note in enumerate(view.messages, 1) if note.open]


LATEST = 10
"""Messages that are read out where nobody asks for all."""


def some(view: View, names: Names, word: str = "") -> list[str]:
    """The latest messages, the oldest of them first; all of them, or those with whom *word* means; and what is still open."""
    count = len(view.messages)
    if not count:
        return ["Messages: There are none yet."]
    chosen = list(range(1, count + 1))
    if word and word.lower() not in ("all", "everything"):
        seats = {str(seat): names.title(seat) for seat in (*names.others, *names.desks)}
        found = meant(word, seats)
        if isinstance(found, NotFound):
            return [f"No: {found} Type messages and {listing(seats, 'or')}, or messages all."]
        chosen = [number for number, note in enumerate(view.messages, 1) if found == note.frm or found in note.to]
        if not chosen:
            return [f"Messages: There are none between you and {names.who(found)}."]
        head = f"Messages: {len(chosen)} with {names.who(found)}, the oldest first."
    elif word or count <= LATEST:
        head = f"Messages: {count}, the oldest first."
    else:
        chosen = chosen[-LATEST:]
        head = f"Messages: {count}. These are the last {LATEST}; messages all says all."
    lines = [head, *(line for number in chosen for line in message(number, view, names))]
    return [*lines, *open_ends(view, names)]


def open_ends(view: View, names: Names) -> list[str]:
    """What waits for this seat: questions, read-backs, and what went wrong on the way."""
    lines = []
    if waiting := questions(view):
        lines.append(f"Open questions to you: {listing(f'message {number}' for number, _ in waiting)}.")
    if unread := unread_back(view):
        lines.append(f"Not read back yet: {listing(f'message {number}' for number, _ in unread)}.")
    if wrong := misheard(view):
        lines.append(f"To put right: {listing(f'message {number}' for number, _ in wrong)}. Type put right.")
    return lines


def misheard(view: View) -> list[tuple[int, MessageView]]:
    """Read-backs that went wrong and that nothing has mended since, the oldest first.

    One's own is mended by asking again or by another telling, another's by telling again.
    """
    found = []
    for place, note in enumerate(view.messages):
        if note.kind != "acknowledged" or note.right is not False:
            continue
        teller, hearer = (note.to[0], note.frm)
        later = view.messages[place + 1 :]
        again = any(
            one.kind == "told" and one.frm == teller and hearer in one.to and note.facts[0] in one.facts
            for one in later
        )
        if not again:
            found.append((place + 1, note))
    return found
