"""News: what has come before a seat and stands above the scene that it decides on now, in words to read (rule 6).

News are what the case brings: notices, what one finds out, what a choice tells, what came of a decision taken together. What people
send each other or ask of a desk is none: it waits among the messages, and telling would else change somebody's time.

A thread has a `pile` of what came since its last decision opened, and the event by which that was `over`; the words are
counted when the next one opens. What somebody reads while time stands at a stop (rule 5) is read, and counts no more. The
words of what stands around a text on a screen (who told it, what can be done with it) are counted as so many.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from sim.engine import events as e
from sim.engine.book import WORDS_A_MINUTE, Book
from sim.engine.names import FactId, RoleId, SceneId, Second
from sim.engine.scenario import Call, Effects, Inject
from sim.engine.scenes import SceneBook
from sim.engine.state import State, Thread

FOUND = 3
"""Words above facts that a role found out: "You know now"."""

SENT = 12
"""Words around what a choice tells: who told it to whom, and that it waits for a read-back."""

CALLED = 3
"""Words before the title of the scene to which a role is called."""

AGREED = 4
"""Words before what came of a joint decision, and before what each picked: who it was."""


def seconds(words: int) -> Second:
    """How long *words* take to read."""
    return math.ceil(words * 60 / WORDS_A_MINUTE)


def above(state: State, thread: Thread) -> int:
    """The words that stand above a decision that opens now for *thread*: what came in this second, and what is not read yet.

    Not read is what came while it decided last, and what came of that, unless time has stood since for something else that came
    (then all was there to be read). Where several persons play, time may have gone on for another's decision, and all counts.
    """
    pile = thread.pile
    if len(pile) == 1 and pile[0][1] == state.time:  # as a rule
        return state.book.counts.get(pile[0][2]) or _measured(state.book, pile[0][2])
    fresh, old, since = counted(state, thread)
    return fresh if since and not state.shared else fresh + old + since


def counted(state: State, thread: Thread) -> tuple[int, int, int]:
    """The words that have come before the seat of *thread* since its last decision opened: in this second; while it was deciding,
    and what came of that; and from then on until this second."""
    now, over, counts = state.time, thread.over, state.book.counts
    fresh = old = since = 0
    for seq, at, what in thread.pile:
        words = counts.get(what)
        if words is None:
            words = _measured(state.book, what)
        if at == now:
            fresh += words
        elif seq > over:
            since += words
        else:
            old += words
    return fresh, old, since


def _measured(book: Book, what: str | tuple[FactId, ...] | int) -> int:
    """The words of a notice, or of facts that were found out; kept."""
    if isinstance(what, int):
        return what
    words = book.words(what) if isinstance(what, str) else FOUND + of_facts(book, what)
    book.counts[what] = words
    return words


# --- how many words


def of_facts(book: Book, facts: tuple[FactId, ...]) -> int:
    """The words of *facts*."""
    return sum([book.words(book.scenario.facts[fact].text) for fact in facts])


def of_telling(book: Book, message: e.Told) -> int:
    """The words of what a choice told somebody."""
    return SENT + of_facts(book, message.facts)


def of_works(book: Book, texts: Iterable[str]) -> int:
    """The words that say what came of a joint decision: who took what, in *texts*."""
    return AGREED + sum([AGREED + book.words(text) for text in texts])


# --- what whoever comes to a scene may have to read


def brought(book: Book, ready: SceneBook, scene: SceneId, present: tuple[RoleId, ...]) -> int:
    """The most words that any of those *present* can have before it by what leads it to *scene*, whichever way that was.

    It is the same in every play, and so it tells nobody anything: in a joint scene it stands for what each has really learned.
    """
    words = ready.brought.get(present)
    if words is None:
        found: dict[tuple[SceneId, RoleId], int] | None = book.memo("brought")
        if found is None:
            found = book.remember("brought", _all_brought(book))
        words = ready.brought[present] = max([found.get((scene, role), 0) for role in present])
    return words


def _all_brought(book: Book) -> dict[tuple[SceneId, RoleId], int]:
    """By joint scene and role: the most of all ways that lead there, and of all calls."""
    scenes = book.scenario.scenes
    found: dict[tuple[SceneId, RoleId], int] = {}

    def leads(to: SceneId | None, role: RoleId, words: int) -> None:
        for _ in range(10):
            if to is None:
                return
            if len(scenes[to].roles) > 1 and words > found.get((to, role), 0):
                found[to, role] = words
            to = scenes[to].instead

    said = {name: _settled(book, ready) for name, ready in book.scenes.items() if ready.joint}
    before = {role: max([said[name] for name in said if role in scenes[name].roles], default=0) for role in book.roles}

    for name, ready in book.scenes.items():
        for way in ready.ways.values():
            for role in ready.scene.roles:
                words = said.get(name, 0) + _learned(book, way.end, role, True)
                for _, to in way.goto.by_role.get(role, way.goto.all):
                    leads(to.scene, role, words)
            for effects in (way.start, way.end):
                for call in effects.calls:
                    words = _learned(book, effects, call.role, call.role in ready.scene.roles)
                    leads(call.scene, call.role, before[call.role] + words + _called(book, call))
    for inject in book.scenario.injects.values():
        for call in inject.effects.calls:
            leads(call.scene, call.role, before[call.role] + _sent(book, inject, call.role) + _called(book, call))
    return found


def _called(book: Book, call: Call) -> int:
    """The words that say that a role is called."""
    return CALLED + book.words(book.scenario.scenes[call.scene].title)


def _sent(book: Book, inject: Inject, role: RoleId) -> int:
    """The words of what an inject says to *role* and teaches it."""
    taught = inject.teaches.get(role, ())
    words = FOUND + of_facts(book, taught) if taught else 0
    return words + book.words(inject.message.get(role, "")) + _learned(book, inject.effects, role, False)


def _learned(book: Book, effects: Effects, role: RoleId, there: bool) -> int:
    """The words of what *effects* teach and tell *role*; *there*: it is among those who cause them."""
    words = 0
    for learning in effects.learns:
        if learning.role == role or (learning.role is None and there):
            words += FOUND + of_facts(book, learning.facts)
    for telling in effects.tells:
        if telling.to == role:
            words += SENT + of_facts(book, telling.facts)
    return words


def _settled(book: Book, ready: SceneBook) -> int:
    """The words of what came of a joint decision, at most."""
    most = max([book.words(text) for way in ready.ways.values() for _, text in way.text], default=0)
    picks = len(ready.deciders) if ready.how == "each" else 1
    return AGREED + picks * (AGREED + most)
