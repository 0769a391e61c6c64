"""Messages as lines: what was told, asked, answered and read back, under the numbers that replies name.

A message's number is its place among the messages of this seat, from 1; it never changes, because messages only arrive.
"""

from __future__ import annotations

from sim.engine.views import MessageView, View
from sim.plain.names import Names
from sim.plain.scenes import fact
from sim.plain.wording import capital, listing, sentence


def message(number: int, view: View, names: Names) -> list[str]:
    """Message *number* as lines: one that says what it is, and one for each fact that it brought."""
    note = view.messages[number - 1]
    frm = capital(names.who(note.frm))
    at = names.at(note.at)
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
            return [f"Read back: {at}, message {number}. {acknowledged(note, view, names, frm, mine)}{late}"]


def told(number: int, note: MessageView, view: View, names: Names, late: str) -> list[str]:
    """Facts that were told, with what a desk says beside them."""
    at = names.at(note.at)
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
    return f"{words} {'That is right.' if note.right else 'That is not what was said.'}"


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


def every(view: View, names: Names) -> list[str]:
    """All messages, the oldest first, and what is still open."""
    if not view.messages:
        return ["Messages: There are none yet."]
    lines = [line for number in range(1, len(view.messages) + 1) for line in message(number, view, names)]
    if waiting := questions(view):
        lines.append(f"Open questions to you: {listing(f'message {number}' for number, _ in waiting)}.")
    if unread := unread_back(view):
        lines.append(f"Not read back yet: {listing(f'message {number}' for number, _ in unread)}.")
    return lines
