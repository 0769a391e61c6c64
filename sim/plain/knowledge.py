"""What a seat knows, as lines: by topic, the newest first, each fact under the number that it keeps.

A fact's number is its place in the order in which this seat came to know them, from 1; it never changes.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.engine.views import KnownFact, View
from sim.plain.names import Names, NotFound, meant
from sim.plain.wording import listing, many, sentence


def know(view: View, names: Names, since: int, word: str = "") -> list[str]:
    """All that the role knows, or what it knows about the topic that *word* means (`new`: since event *since*).

    The topic with the newest fact comes first, and in each the newest fact.
    """
    if not view.known:
        return ["Know: You hold no facts yet."]
    numbered = list(enumerate(view.known, 1))
    if word.lower() in ("new", "newest"):
        chosen = [one for one in numbered if one[1].seq > since]
        if not chosen:
            return ["Know: Nothing is new since your last decision. Know alone says all."]
        head = f"Know: {many(len(chosen), 'new fact')}, the newest first."
    elif word:
        topics = {str(known.topic): names.topic(known.topic) for known in view.known}
        found = meant(word, topics)
        if isinstance(found, NotFound):
            return [f"No: {found} You know something about: {listing(names.about(topic) for topic in topics)}."]
        chosen = [one for one in numbered if one[1].topic == found]
        head = f"Know: {many(len(chosen), 'fact')} about {names.about(found)}, the newest first."
    else:
        chosen = numbered
        newest_first = dict.fromkeys(known.topic for known in reversed(view.known))
        about = listing(names.about(topic) for topic in newest_first)
        head = f"Know: {many(len(chosen), 'fact')}, the newest first, about {about}."
    by_topic: dict[str, list[str]] = {}
    for number, known in reversed(chosen):
        by_topic.setdefault(known.topic, []).append(whole(number, known, names, new=known.seq > since))
    return [head, *(line for lines in by_topic.values() for line in lines)]


def whole(number: int, known: KnownFact, names: Names, *, new: bool) -> str:
    """One fact with how the role came to know it, and whom it has told."""
    parts = [fact(number, known, names, new=new), came(known, names)]
    told = told_to(known.told, names)
    parts.append(f"You told {told}." if told else "You have told nobody.")
    if known.bases:
        parts.append("Restricted: say on what ground you tell it.")
    return " ".join(part for part in parts if part)


def fact(number: int, known: KnownFact, names: Names, *, new: bool = False) -> str:
    """One fact under its number, as it is read when it comes in."""
    return f"Fact {number}{', new' if new else ''}: {names.topic(known.topic)}: {sentence(known.text)}"


def came(known: KnownFact, names: Names) -> str:
    """How the role came to know a fact."""
    match known.how:
        case "held":
            return "Known from the start."
        case "told":
            return f"Told by {names.who(known.source)} at {names.at(known.at)}."
        case "work":
            return f"Found at {names.at(known.at)}."
        case "inject":
            return f"Came in at {names.at(known.at)}."


def told_to(told: Iterable[tuple[str, int]], names: Names) -> str:
    """`the nurse at 21:52 and ...`, each role once, with the first time."""
    first: dict[str, int] = {}
    for role, second in told:
        first.setdefault(role, second)
    return listing(f"{names.who(role)} at {names.at(second)}" for role, second in first.items())


def grounds(view: View, names: Names, word: str = "") -> list[str]:
    """The grounds that can be stated: for the restricted facts that are known (or fact *word*), and for asking desks."""
    lines: list[str] = []
    for number, known in enumerate(view.known, 1):
        if known.bases and word in ("", str(number)):
            lines.append(f"Grounds: To tell fact {number}, {names.about(known.topic)}, you state one of these.")
            lines += [f"Ground {place}: {sentence(names.basis(basis))}" for place, basis in enumerate(known.bases, 1)]
    if word:
        return lines or [
            f"Grounds: Fact {word} needs none." if word.isdecimal() else "No: Type basis and the number of a fact."
        ]
    for desk in names.brief.desks:
        for topic in desk.topics:
            if topic.bases:
                lines.append(
                    f"Grounds: To ask {names.who(desk.id)} about {names.about(topic.topic)}, you state one of these."
                )
                lines += [
                    f"Ground {place}: {sentence(names.basis(basis))}" for place, basis in enumerate(topic.bases, 1)
                ]
    if not lines:
        return ["Grounds: Nothing that you know is restricted, and no desk wants a ground."]
    return [*lines, "Grounds: Not every ground holds. Nobody stops you; what you state goes on the record."]
