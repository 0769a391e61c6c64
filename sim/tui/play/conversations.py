"""Messages as conversations: with whom, in order, replies under what they answer, and what became of each. Pure: a view in.

A telling that went wrong can be put right: one that was read back wrongly by telling it again, one on a wrong ground by telling
it again on another. Neither takes back what was said; both stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Literal

import msgspec
from textual.content import Content

from sim.engine.names import FactId, Second
from sim.engine.views import MessageView, View
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, Tone, line, page, plain, prose, row
from sim.tui.keymap import shown
from sim.tui.names import Names, capital

Wants = Literal["answer", "read_back", "again", "ask_again", "pass_on", ""]
"""What Enter does with a message: the first thing that somebody would want to do with it."""

WANTS: dict[Wants, str] = {
    "answer": "answer it",
    "read_back": "read it back",
    "again": "tell it again",
    "ask_again": "ask again",
    "pass_on": "pass it on",
    "": "",
}
KeyOf = Callable[[str], str]
"""From the name of an act to what stands on its key now."""


class Again(msgspec.Struct, frozen=True):
    """A telling of the same fact between the same two, later: when, as which message, and how it was read back (None: not yet)."""

    number: int
    at: Second
    right: bool | None
    acked: Second | None = None
    other_ground: bool = False


class Course:
    """How the messages of one view hang together."""

    def __init__(self, view: View) -> None:
        self.role = view.role
        self.free = {known.fact for known in view.known if not known.bases}
        """What needs no ground, though one may be on record, since it was told beside something that does."""
        self.messages = view.messages
        self.by_number = {message.number: message for message in view.messages}
        self.replied = {message.reply_to for message in view.messages}
        self.acks: dict[int, list[MessageView]] = {}
        self.place = {message.number: n for n, message in enumerate(view.messages)}
        self.tellings: dict[tuple[str, str, FactId], list[MessageView]] = {}
        for message in view.messages:
            if message.kind == "acknowledged" and message.reply_to is not None:
                self.acks.setdefault(message.reply_to, []).append(message)
            elif message.kind == "told":
                for to in message.to:
                    for fact in message.facts:
                        self.tellings.setdefault((message.frm, to, fact), []).append(message)

    def after(self, message: MessageView, frm: str, to: str, fact: FactId) -> Again | None:
        """The last telling of *fact* from *frm* to *to* that came after *message*."""
        later = [
            each
            for each in self.tellings.get((frm, to, fact), ())
            if self.place[each.number] > self.place[message.number]
        ]
        if not later:
            return None
        told = later[-1]
        ack = next((ack for ack in self.acks.get(told.number, ()) if ack.frm == to and fact in ack.facts), None)
        right = None if ack is None else ack.right is not False
        first = self.by_number.get(message.reply_to or 0) if message.kind == "acknowledged" else message
        other = fact not in self.free and first is not None and first.basis != told.basis
        return Again(told.number, told.at, right, ack.at if ack is not None else None, other)

    def again(self, message: MessageView) -> Again | None:
        """What put *message* right, or may yet: for a wrong read-back or a telling."""
        if message.kind == "acknowledged" and message.right is False:
            return self.after(message, message.to[0], message.frm, message.facts[0])
        if message.kind == "told":
            found = [
                later
                for to in message.to
                for fact in message.facts
                if (later := self.after(message, message.frm, to, fact))
            ]
            return max(found, key=lambda each: each.number, default=None)
        return None

    def before(self, message: MessageView) -> MessageView | None:
        """The telling that *message* repeats, if there is one."""
        found = [
            each
            for to in message.to
            for fact in message.facts
            for each in self.tellings.get((message.frm, to, fact), ())
            if self.place[each.number] < self.place[message.number]
        ]
        return max(found, key=lambda each: self.place[each.number], default=None) if message.kind == "told" else None

    def got_through(self, message: MessageView) -> bool:
        """Whether it has arrived as far as one can tell: at once, or later, since there is a reply."""
        return message.delivered or message.number in self.replied

    def under(self, message: MessageView) -> int | None:
        """The message that this one stands under: what it answers, or the telling that it repeats."""
        if message.reply_to in self.by_number:
            return message.reply_to
        told = self.before(message)
        return told.number if told is not None else None

    def root(self, message: MessageView) -> int:
        """The message that the conversation on this matter began with."""
        here = message
        while (above := self.under(here)) is not None:
            here = self.by_number[above]
        return here.number

    def state(self, message: MessageView) -> object:
        """What else its words rest on: who has read it back, and whether it got through."""
        acks = self.acks.get(message.number, ()) if message.frm == self.role else ()
        return tuple(ack.frm for ack in acks), self.got_through(message)

    def wants(self, message: MessageView) -> Wants:
        """What one would do with it first."""
        mine = message.frm == self.role
        if message.open and not mine:
            return "answer"
        if message.readbacks and not mine:
            return "read_back"
        if message.right is False:
            later = self.again(message)
            if mine:
                return "ask_again" if later is None else ""
            return "again" if later is None else ""
        if message.kind == "told":
            return "again" if mine and message.basis is not None else "pass_on"
        return ""


# --- words


def words(message: MessageView, course: Course, names: Names, face: Clockface, key: KeyOf = shown) -> Page:
    """A message as rows: who said what to whom, below what was said, and what became of it."""
    mine = message.frm == course.role
    frm = "You" if mine else capital(names.seat(message.frm))
    to = names.everyone(message.to)
    topic = names.topic(message.topic) if message.topic else ""
    rows: list[Row | Page] = []

    def beside(text: str) -> None:
        rows.append(row(plain(text, "muted")))

    if message.kind == "told":
        again = " again" if course.before(message) is not None else ""
        rows.append(row(f"{frm} told {to}{again}{', aloud' if message.aloud else ''}"))
        rows += [row(text, "– ") for text in message.texts]
        if message.says:
            rows.append(prose(message.says))
        if message.basis:
            beside(f"Ground given: {names.basis(message.basis)}")
        for told in _became(message, course, names, face, mine):
            beside(told)
        if message.readbacks and not mine:
            beside(f"Not read back yet: {key('play.read_back')} reads it back.")
    elif message.kind == "asked":
        rows.append(row(f"You asked {to} about: {topic}" if mine else f"{frm} asks {to} about: {topic}"))
        if message.basis and mine:
            beside(f"Ground given: {names.basis(message.basis)}")
        if message.open and not mine:
            beside(f"Not answered yet: {key('play.answer')} answers it.")
    elif message.kind == "nothing":
        rows.append(row(f"{frm} had nothing to say on: {topic}" if mine else f"{frm} has nothing on: {topic}"))
        if message.says:
            rows.append(prose(message.says))
    elif message.kind == "cannot":
        rows.append(row(f"{frm} could not say: {topic}" if mine else f"{frm} can’t say: {topic}"))
    else:
        rows.append(
            row(f"{frm} read back to {to}: “{message.said}”" if message.said else f"{frm} said to {to}: got it")
        )
        if message.right:
            beside("✓ Right.")
        elif message.right is False:
            rows.append(row(plain(_wrong(message, course, face, key, mine), "new")))
    if mine and not course.got_through(message):
        beside("Not through yet: it arrives when they can be reached.")
    return page(*rows)


def _wrong(message: MessageView, course: Course, face: Clockface, key: KeyOf, mine: bool) -> str:
    """What is said of a read-back that was wrong, until it is put right and after."""
    said = "That is not what you were told" if mine else "That is not what you said"
    later = course.again(message)
    if later is None:
        does = f"{key('play.ask')} asks again" if mine else f"{key('play.tell')} tells it again"
        return f"✗ {said}: {does}."
    if later.right:
        return f"✗ {said}. ✓ Put right at {face.hm(later.acked if later.acked is not None else later.at)}."
    if later.right is False:
        return f"✗ {said}. Told again at {face.hm(later.at)}, and read back wrongly again."
    waits = f"{key('play.read_back')} reads it back" if mine else "not read back yet"
    return f"✗ {said}. Told again at {face.hm(later.at)}: {waits}."


def _became(message: MessageView, course: Course, names: Names, face: Clockface, mine: bool) -> Iterator[str]:
    """What became of a telling: whether it was read back, and whether it was told again on another ground."""
    if mine:
        acked = {ack.frm for ack in course.acks.get(message.number, ())}
        silent = tuple(to for to in message.to if to not in acked)
        later = course.again(message)
        if silent and (later is None or later.other_ground):
            yield (
                "Not read back yet."
                if len(silent) == len(message.to)
                else f"Not read back yet by {names.everyone(silent)}."
            )
    later = course.again(message)
    if later is not None and later.other_ground:
        yield f"✓ Told again at {face.hm(later.at)}, on another ground."


def partners(view: View, others: Iterable[str]) -> list[str]:
    """With whom there can be a conversation: all other roles, and the desks that one has spoken with."""
    found = dict.fromkeys(others)
    for message in view.messages:
        found |= dict.fromkeys(withs(message, view.role))
    return list(found)


def withs(message: MessageView, role: str) -> tuple[str, ...]:
    """Whose conversations a message of *role* belongs to."""
    return tuple(to for to in message.to if to != role) if message.frm == role else (message.frm,)


def threaded(course: Course, partner: str) -> list[tuple[MessageView, bool]]:
    """The messages with *partner*: each matter in the order in which it began, and (True) what hangs under its beginning."""
    matters: dict[int, list[MessageView]] = {}
    for message in course.messages:
        if partner in withs(message, course.role):
            matters.setdefault(course.root(message), []).append(message)
    return [(message, n > 0) for told in matters.values() for n, message in enumerate(told)]


def copied(message: MessageView, names: Names, face: Clockface) -> str:
    """A message as one copies it: when, who, whom, and the words."""
    frm = capital(names.who(message.frm))
    to = names.everyone(message.to)
    verbs = {"told": "told", "asked": "asked", "acknowledged": "read back to"}
    if message.kind in verbs:
        said = "; ".join(
            message.texts if message.kind == "told" else [message.said or names.topic(message.topic or "")]
        )
        return f"{face.hm(message.at)} {frm} {verbs[message.kind]} {to}: {said}"
    return f"{face.hm(message.at)} {frm} to {to}: {'can’t say' if message.kind == 'cannot' else 'nothing on that'}"


@lru_cache(maxsize=64)
def marked(new: bool, when: str) -> Content:
    """What stands before an entry: whether it is new, and its time of day; made once for all that come in a minute."""
    tone: Tone = "new" if new else "muted"
    return line(plain("● " if new else "  ", "new"), plain(f"{when} ", tone))
