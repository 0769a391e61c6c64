"""Sharing in words: how information went between the seats, and whether their acts fitted together. Shown, never scored.

The one source of these sentences, for the app, plain mode and reports. Pure: a ledger in, lines out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.ledger import Flow, Ledger, Question
from scoring.needs import NeedLine
from scoring.sentences import Voice, about
from scoring.witnesses import act
from scoring.words import scene_title
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.events import AnyEvent

Head = Literal["Questions", "Heard", "Not heard", "Asked twice", "Done twice", "Against each other"]

HEADS: dict[str, str] = {
    "Questions": "how many were answered, and closed with a right read-back",
    "Heard": "in how many joint decisions everybody was heard whose word was wanted",
    "Not heard": "a joint decision that was taken without somebody's word",
    "Asked twice": "the same question, asked of a desk by more than one",
    "Done twice": "the same thing, done by more than one on their own",
    "Against each other": "what one did, and another did the opposite of",
}
"""What stands before a line -> what such a line says."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: what kind it is, what it says, and the log lines that show it."""

    head: Head
    words: str
    events: tuple[int, ...] = ()


# --- in numbers


def flow(found: Flow, *, team: bool = False) -> list[str]:
    """How information flowed from the reader, or in the *team*: recall, precision, and F, each in a sentence.

    Two figures, because silence and saying too much are different faults; F is their harmonic mean.
    """
    said = []
    able = "could have been met" if team else "you could have met"
    if found.needs:
        met = f"Of {found.needs} need{'' if found.needs == 1 else 's'} that {able}, {found.met or 'none'}"
        said.append(
            f"{met} {'was' if found.met < 2 else 'were'} met while it counted (recall {percent(found.recall)})."
        )
    else:
        said.append(f"There was no need that {able}.")
    who = "was told to somebody new" if team else "you told somebody new"
    if found.tellings:
        said.append(
            f"Of what {who}, {found.needed} of {found.tellings} was needed (precision {percent(found.precision)})."
        )
    else:
        said.append(f"{'Nobody' if team else 'You'} told {'anybody' if team else 'nobody'} anything new by message.")
    if found.f is not None:
        said.append(f"Both together (F): {percent(found.f)}.")
    return said


def percent(part: float | None) -> str:
    """A share in words; *not tested* where there is none."""
    return "not tested" if part is None else f"{part:.0%}".replace("%", " percent")


def after_first(need: NeedLine) -> str:
    """How long the needer went without what somebody already knew, as a sentence; empty: it never came."""
    if need.lag is None:
        return ""
    if need.lag < 60:
        return "It came as soon as anybody knew it."
    return f"By then somebody had known it for {about(need.lag)}."


def waited(need: NeedLine) -> str:
    """The same in a cell of a table: `26 minutes`, `at once`, `never came`."""
    return "never came" if need.lag is None else "at once" if need.lag < 60 else about(need.lag)


# --- line by line


def lines(
    ledger: Ledger,
    book: Book,
    log: Sequence[AnyEvent],
    voice: Voice,
    topic: Callable[[str], str],
    *,
    named: bool = True,
    me: str = "",
) -> list[Shown]:
    """Questions and read-backs, joint decisions, and acts that were done twice or against each other.

    *topic*: a topic in the middle of a sentence. *me*: whose questions are counted beside those of all. Not *named*: a
    workshop, in which nobody is said to have done it.
    """
    found = list(_questions(ledger.questions, me if named else ""))
    found += _hearings(ledger, book, voice, named=named)
    found += _twice(ledger, book, log, voice, topic, named=named)
    found += _opposite(ledger, book, log, voice, named=named)
    return found


def _questions(questions: Sequence[Question], me: str) -> Iterator[Shown]:
    mine = [question for question in questions if question.frm == me]
    if mine:
        yield Shown("Questions", f"You asked {_closed(mine)}", tuple(question.seq for question in mine))
    if questions and len(mine) < len(questions):
        who = "All seats together" if me else "The seats"
        yield Shown("Questions", f"{who} asked {_closed(questions)}", tuple(question.seq for question in questions))


def _closed(questions: Sequence[Question]) -> str:
    """`3 questions; 2 were answered with facts, and 1 was closed with a right read-back.`"""
    told = [question for question in questions if question.answer == "facts"]
    right = sum(1 for question in told if question.read_back)
    wrong = sum(1 for question in told if question.read_back is False)
    asked = f"{len(questions)} question{'' if len(questions) == 1 else 's'}"
    if not told:
        return f"{asked}; none was answered with facts."
    answered = f"{len(told)} {'was' if len(told) == 1 else 'were'} answered with facts"
    closed = f"{right or 'none'} {'was' if right < 2 else 'were'} closed with a right read-back"
    return f"{asked}; {answered}, and {closed}{f' ({wrong} was read back wrongly)' if wrong else ''}."


def _hearings(ledger: Ledger, book: Book, voice: Voice, *, named: bool) -> Iterator[Shown]:
    count = len(ledger.hearings)
    if count:
        whole = sum(1 for hearing in ledger.hearings if hearing.complete)
        all_heard = "verybody whose word was wanted was heard in"
        if count == 1:
            said = f"{'E' if whole else 'Not e'}{all_heard} the one joint decision."
        else:
            said = f"E{all_heard} {whole or 'none'} of {count} joint decisions."
        yield Shown("Heard", said)
    for hearing in ledger.hearings:
        if not hearing.complete:
            missing = [role for role in hearing.wanted if role not in hearing.heard]
            where = f"{scene_title(book, hearing.scene)}, at {voice.at(hearing.at)}"
            if not named:
                yield Shown("Not heard", f"{where}: decided before all had given their word.")
            elif missing == list(hearing.wanted):
                yield Shown("Not heard", f"{where}: decided without anybody's word.")
            else:
                yield Shown("Not heard", f"{where}: decided without a word from {voice.everyone(missing)}.")


def _twice(
    ledger: Ledger, book: Book, log: Sequence[AnyEvent], voice: Voice, topic: Callable[[str], str], *, named: bool
) -> Iterator[Shown]:
    for twice in ledger.twice:
        who = _capital(voice.everyone(twice.roles)) if named else "More than one"
        if twice.kind == "asked":
            desk, _, name = twice.what.partition(": ")
            words = f"{who}{' each' if named else ''} asked {voice.who(desk)} about {topic(name)}."
            yield Shown("Asked twice", words, twice.events)
        else:
            yield Shown("Done twice", f"{who}, each on their own: {_act(book, log, twice.events[0])}.", twice.events)


def _opposite(ledger: Ledger, book: Book, log: Sequence[AnyEvent], voice: Voice, *, named: bool) -> Iterator[Shown]:
    for pair in ledger.opposite:
        sides = [
            f"at {voice.at(at)} {voice.everyone(by) if named else 'somebody'}: {_act(book, log, seq)}"
            for at, by, seq in zip(pair.at, pair.by, pair.events, strict=True)
        ]
        yield Shown("Against each other", f"{_capital('; '.join(sides))}.", pair.events)


def _act(book: Book, log: Sequence[AnyEvent], seq: int) -> str:
    """What was done in line *seq* of the log."""
    done = log[seq - 1]
    assert isinstance(done, e.Done), f"line {seq} is no act"
    return act(book, done.activity, done.args)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
