"""The child's day: what a play was like from each child's side, in counts and plain words, beside the model's counts.

Counted are activities that were done, by what the vocabulary says that they mean for a child (`for_child`), and nothing else: a
case in which nobody can be said to have asked a child cannot say that nobody did. No number of it is in a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

import msgspec

from scoring.course import Course
from scoring.model_play import likeness, model_play
from scoring.words import lapse
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.names import ActivityId, ChildId, Second
from sim.engine.protocols import SUBJECTS
from sim.engine.scenario import Act, Argument, Child, ForChild
from sim.engine.seats import Setup

BurdenKind = Literal[
    "asked_again", "adults_asking", "unexplained", "partings", "without_trusted_adult", "promises", "needs_unmet"
]

TITLES: dict[BurdenKind, str] = {
    "asked_again": "Asked to tell it again",
    "adults_asking": "Different adults asking",
    "unexplained": "Things done without a word beforehand",
    "partings": "Partings",
    "without_trusted_adult": "Time without an adult it trusts to care for it",
    "promises": "Promises that cannot be kept",
    "needs_unmet": "Time past its basic needs",
}
KINDS: tuple[BurdenKind, ...] = get_args(BurdenKind)

_LENGTHS: tuple[BurdenKind, ...] = ("without_trusted_adult", "needs_unmet")
"""Kinds that are a length of time."""

_ONE_BY_ONE = SUBJECTS["child"]
_ASKING = ("by_whom", "recipient")
"""Arguments that say who asked; without them, it was who did it."""


class Burden(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that weighs on a child, counted over a play.

    *count*: how often; *seconds*: how long, where it is a length of time. *model*, *model_seconds*: the same in the model's play
    of the same case and seed; None: not worked out. *events*: the log lines that were counted. *told*: can this case show it at
    all? False: nothing in it could have been counted, so the nothing says nothing. *words*: all of it in a sentence or two.
    """

    kind: BurdenKind
    title: str
    count: int
    seconds: Second | None = None
    model: int | None = None
    model_seconds: Second | None = None
    events: tuple[int, ...] = ()
    words: str = ""
    told: bool = True


class ChildDay(msgspec.Struct, frozen=True, kw_only=True):
    """One child's day: every kind of burden in the order of `KINDS`, also those of which there was none."""

    child: ChildId
    name: str
    counts: tuple[Burden, ...] = ()


class Count(msgspec.Struct, frozen=True):
    """How often, for how long if it is a length of time, and the log lines. *whole*: how often asked, the first time too."""

    count: int = 0
    seconds: Second | None = None
    events: tuple[int, ...] = ()
    whole: int = 0


Counts = dict[BurdenKind, Count]


def days(course: Course) -> tuple[ChildDay, ...]:
    """The day of each child of the case, in the author's order."""
    book = course.book
    if not book.scenario.children:
        return ()
    told = _told(book)
    model = of_the_model(book, course.setup)
    return tuple(
        ChildDay(
            child=child,
            name=body.name,
            counts=_burdens(
                counted(book, course.log, child, course.end.time),
                model[child] if model is not None else None,
                told[child],
            ),
        )
        for child, body in book.scenario.children.items()
    )


def counted(book: Book, log: Iterable[e.AnyEvent], child: ChildId, end: Second) -> Counts:
    """What *log* holds for *child*, up to the second *end*."""
    acts = list(_acts(book, log, child))
    asked: list[tuple[int, Second, str]] = []
    for act, meaning in acts:
        who = _who_asked(act) if meaning.asked else ""
        if who and not any((act.at, who) == (at, before) for _, at, before in asked):
            asked.append((act.seq, act.at, who))
    adults: dict[str, int] = {}
    for seq, _, who in asked:
        adults.setdefault(who, seq)
    body = book.scenario.children[child]
    return {
        "asked_again": _times([seq for seq, _, _ in asked[1:]], whole=len(asked)),
        "adults_asking": _times(list(adults.values())),
        "unexplained": _times(_unexplained(book, acts)),
        "partings": _times([act.seq for act, meaning in acts if meaning.parted]),
        "without_trusted_adult": _stretches(
            [
                (act, meaning.trusted_adult == "gone" or not _trusts(body, act.args))
                for act, meaning in acts
                if meaning.trusted_adult is not None
            ],
            body.trusted_adult == "gone",
            end,
        ),
        "promises": _times([act.seq for act, meaning in acts if meaning.promise]),
        "needs_unmet": _stretches(
            [(act, meaning.basic_needs == "unmet") for act, meaning in acts if meaning.basic_needs is not None],
            body.basic_needs == "unmet",
            end,
        ),
    }


def of_the_model(book: Book, setup: Setup) -> dict[ChildId, Counts] | None:
    """What the model's play of *book* holds for each child, worked out once; None: the model does not come to an end.

    The same case and seed, and the scenes that seats of *setup* avoid are avoided there too.
    """
    key = ("child's day: model", likeness(setup))
    known: tuple[dict[ChildId, Counts] | None] | None = book.memo(key)
    if known is None:
        known = book.remember(key, (_counted_of_the_model(book, setup),))
    return known[0]


def _counted_of_the_model(book: Book, setup: Setup) -> dict[ChildId, Counts] | None:
    log = model_play(book, setup)
    if log is None:
        return None
    return {child: counted(book, log, child, log[-1].at) for child in book.scenario.children}


# --- what was done to a child


def _acts(book: Book, log: Iterable[e.AnyEvent], child: ChildId) -> Iterator[tuple[e.Done, ForChild]]:
    """What was done that means something for *child*, in order."""
    vocabulary = book.scenario.vocabulary
    for event in log:
        if isinstance(event, e.Done):
            word = vocabulary.get(event.activity)
            if word is not None and word.for_child is not None and _concerns(event.args, child):
                yield event, word.for_child


def _concerns(args: dict[str, Argument], child: ChildId) -> bool:
    """Is *child* meant? Where no child is named, every child is."""
    named = [args[name] for name in _ONE_BY_ONE if name in args]
    return not named or any(child in _values(value) for value in named)


def _trusts(child: Child, args: dict[str, Argument]) -> bool:
    """Does *child* trust the adult that an activity gives it to? Where none is named, or the case does not say whom: yes."""
    named = {adult for name in SUBJECTS["adult"] if name in args for adult in _values(args[name])}
    return not named or not child.trusts or not named.isdisjoint(child.trusts)


def _values(value: Argument) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _who_asked(act: e.Done) -> str:
    said = next((act.args[name] for name in _ASKING if name in act.args), None)
    return " and ".join(_values(said) if said is not None else act.by) or "somebody"


def _unexplained(book: Book, acts: Sequence[tuple[e.Done, ForChild]]) -> list[int]:
    """Steps that were not explained until then. Not those that nothing in this case explains: it could not say so."""
    can_be = _explainable(book)
    explained: dict[str, Second] = {}
    for act, meaning in acts:
        for step in _explains(meaning, act.args):
            explained.setdefault(step, act.at)
    return [
        act.seq for act, meaning in acts if meaning.step in can_be and explained.get(meaning.step, act.at + 1) > act.at
    ]


def _explains(meaning: ForChild, args: dict[str, Argument]) -> Iterator[str]:
    for word in meaning.explains:
        yield from _values(args[word]) if word in args else (word,)


def _times(events: list[int], whole: int = 0) -> Count:
    return Count(len(events), None, tuple(events), whole)


def _stretches(changes: list[tuple[e.Done, bool]], on: bool, end: Second) -> Count:
    """How often and how long something held that *changes* turn on and off; *on*: it held when the case began."""
    count, seconds, since, events = int(on), 0, 0, []
    for act, now in changes:
        if now != on:
            events.append(act.seq)
            if now:
                count, since = count + 1, act.at
            else:
                seconds += act.at - since
            on = now
    return Count(count, seconds + (end - since if on else 0), tuple(events))


# --- what a case can tell


def _told(book: Book) -> dict[ChildId, frozenset[BurdenKind]]:
    """By child, the kinds that something in this case could be counted for."""
    known: dict[ChildId, frozenset[BurdenKind]] | None = book.memo("child's day: told")
    if known is None:
        found = {
            child: frozenset(_could_be(book, child, body.trusted_adult, body.basic_needs))
            for child, body in book.scenario.children.items()
        }
        known = book.remember("child's day: told", found)
    return known


def _could_be(book: Book, child: ChildId, trusted: str | None, needs: str | None) -> Iterator[BurdenKind]:
    if trusted is not None:
        yield "without_trusted_adult"
    if needs is not None:
        yield "needs_unmet"
    can_be = _explainable(book)
    for act, meaning in _meanings(book):
        if not _concerns(act.args, child):
            continue
        if meaning.asked:
            yield "asked_again"
            yield "adults_asking"
        if meaning.step in can_be:
            yield "unexplained"
        if meaning.parted:
            yield "partings"
        if meaning.promise:
            yield "promises"
        if meaning.trusted_adult is not None:
            yield "without_trusted_adult"
        if meaning.basic_needs is not None:
            yield "needs_unmet"


def _explainable(book: Book) -> frozenset[str]:
    """The steps that something in this case explains."""
    known: frozenset[str] | None = book.memo("child's day: explainable")
    if known is None:
        found = frozenset(step for act, meaning in _meanings(book) for step in _explains(meaning, act.args))
        known = book.remember("child's day: explainable", found)
    return known


def _meanings(book: Book) -> Iterator[tuple[Act, ForChild]]:
    """Everything that choices, outcomes and injects of this case do, with what it means for children."""
    vocabulary = book.scenario.vocabulary
    for act in acts_in((book.scenario.scenes, book.scenario.injects)):
        word = vocabulary.get(ActivityId(act.activity))
        if word is not None and word.for_child is not None:
            yield act, word.for_child


def acts_in(value: object) -> Iterator[Act]:
    """Every act in a part of a scenario."""
    if isinstance(value, Act):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from acts_in(getattr(value, name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from acts_in(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from acts_in(part)


# --- in words


def _burdens(found: Counts, model: Counts | None, told: frozenset[BurdenKind]) -> tuple[Burden, ...]:
    burdens = []
    for kind in KINDS:
        mine, its = found[kind], model[kind] if model is not None else None
        burdens.append(
            Burden(
                kind=kind,
                title=TITLES[kind],
                count=mine.count,
                seconds=mine.seconds,
                model=its.count if its is not None else None,
                model_seconds=its.seconds if its is not None else None,
                events=mine.events,
                words=_words(kind, mine, its) if kind in told else UNTOLD,
                told=kind in told,
            )
        )
    return tuple(burdens)


UNTOLD = "Not told by this case."
"""What stands where a case can show nothing of a kind."""


def _words(kind: BurdenKind, mine: Count, model: Count | None) -> str:
    said = f"{_capital(_said(kind, mine))}."
    if model is None:
        return said
    its = _said(kind, model)
    return f"{said} The model answer: {'the same' if its == _said(kind, mine) else its}."


def _said(kind: BurdenKind, found: Count) -> str:
    if kind in _LENGTHS:
        return lapse(found.seconds) if found.seconds else "at no time"
    if kind == "asked_again" and found.whole:
        return (
            f"asked again {_often(found.count)} ({_often(found.whole)} in all)"
            if found.count
            else "asked once, and not again"
        )
    if kind == "adults_asking":
        return str(found.count) if found.count else "nobody asked"
    return _often(found.count) if found.count else "never"


def _often(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
