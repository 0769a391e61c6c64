"""Wording: seats, times, lines of the log and authored prose as a reader of a report knows them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from scoring import DimensionScore
from scoring.items import TEAM
from scoring.judgements import Standing
from scoring.sentences import STANDINGS, Voice, number
from scoring.words import DIMENSION_TITLES, listed
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import RoleId, Second
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.format.cleaning import clean
from sim.reports.blocks import Run, Words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not `strftime`, which follows the machine's language."""


class Wording:
    """The words for one play of *book*, as *log* tells it."""

    def __init__(self, book: Book, log: Sequence[AnyEvent]) -> None:
        self.book, self.log = book, log
        self.starts = datetime.fromisoformat(book.scenario.starts)

    # --- times

    def time(self, second: Second) -> str:
        """The time of day, with its day from the second day of the case on: `21:52`, `Thu 09:05`."""
        at = self.starts + timedelta(seconds=int(second))
        day = "" if at.date() == self.starts.date() else f"{DAYS[at.weekday()]} "
        return f"{day}{at:%H:%M}"

    def day(self, second: Second) -> str:
        """Day and time: `Wed 4 Mar 2026, 21:40`."""
        at = self.starts + timedelta(seconds=int(second))
        return f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"

    # --- seats

    def seat(self, name: str) -> str:
        """The title of a role or a desk; `The team`."""
        if name == TEAM:
            return "The team"
        scenario = self.book.scenario
        for seats in (scenario.roles, scenario.desks):
            for known, seat in seats.items():
                if known == name:
                    return seat.title
        return name.replace("_", " ")

    def short(self, name: str) -> str:
        """What colleagues call a role, where there is little room; else as `seat`."""
        return next((role.short for known, role in self.book.scenario.roles.items() if known == name), "") or self.seat(
            name
        )

    def who(self, name: str) -> str:
        """A seat in the middle of a sentence: `the patrol officer`."""
        title = self.seat(name)
        if name == TEAM:
            return "the team"
        return f"the {lowered(title.removeprefix('The ').removeprefix('the '))}"

    def seats(self, names: Iterable[str]) -> str:
        """Several seats by their titles: `Patrol officer and Emergency nurse`."""
        return listed([self.seat(name) for name in dict.fromkeys(names)])

    def whose(self, names: Iterable[str]) -> str:
        """Several seats in the middle of a sentence."""
        return listed([self.who(name) for name in dict.fromkeys(names)])

    @cached_property
    def voice(self) -> Voice:
        """How sentences of the scoring are said in a report."""
        return Voice(self.who, self.time, frozenset(map(str, self.book.scenario.desks)))

    # --- the record

    def lines(self, events: Iterable[int], most: int = 4) -> str:
        """Where in the log it stands, with the time: `log 12 at 21:44, 30 at 21:52`; empty without lines."""
        seqs = sorted(set(events))
        found: list[str] = []
        before = ""
        for seq in seqs[:most]:
            at = self.time(self.log[seq - 1].at) if 1 <= seq <= len(self.log) else ""
            found.append(f"{seq} at {at}" if at and at != before else str(seq))
            before = at
        more = f" and {len(seqs) - most} more" if len(seqs) > most else ""
        return f"log {', '.join(found)}{more}" if found else ""

    def evidence(self, events: Iterable[int]) -> Words:
        """The same, set off from what it shows."""
        said = self.lines(events)
        return Run(f"({said})", "muted") if said else ""

    # --- what things are called

    def topic(self, name: str) -> str:
        """A topic's title."""
        return next(
            (title for topic, title in self.book.scenario.topics.items() if topic == name), name.replace("_", " ")
        )

    def fact(self, name: str) -> str:
        """What a fact says."""
        return next((said(fact.text) for known, fact in self.book.scenario.facts.items() if known == name), name)

    def quoted(self, name: str) -> str:
        """What a fact says, in quotation marks in the middle of a sentence."""
        return f"“{self.fact(name).removesuffix('.')}”"

    def scene(self, name: str) -> str:
        """A scene's title."""
        return next((scene.title for known, scene in self.book.scenario.scenes.items() if known == name), name)

    def basis(self, name: str | None) -> str:
        """A ground for passing information on."""
        return next((said(one.text) for known, one in self.book.scenario.bases.items() if known == name), "none stated")


def share(score: DimensionScore, standing: Standing = "counts") -> str:
    """`72 %`, as a range where a person still has to judge a reason, or that there is too little for a number; and in an exam
    that it is failed, where a critical error makes it so.
    """
    return "; ".join(filter(None, (_share(score), STANDINGS[standing])))


def _share(score: DimensionScore) -> str:
    if score.share is None:
        return "not enough evidence" if score.coverage.judged else "not judged"
    low = f"{score.share:.0%}".replace("%", " %")
    if score.upheld is None or round(score.upheld, 2) == round(score.share, 2):
        return low
    return f"{score.share:.0%} to {score.upheld:.0%}".replace("%", " %")


def points(earned: float, stake: float) -> str:
    """`3 of 4.5`."""
    return f"{number(earned)} of {number(stake)}"


def credit(values: dict[Dimension, float]) -> str:
    """Credit by dimension: `Coordination 1, Protocol adherence 0.6`."""
    return ", ".join(f"{DIMENSION_TITLES[name]} {number(values[name])}" for name in DIMENSIONS if name in values)


def many(count: int, noun: str, nouns: str = "") -> str:
    """`1 note`, `3 notes`."""
    return f"{count} {noun}" if count == 1 else f"{count} {nouns or noun + 's'}"


def lowered(words: str) -> str:
    """With a small first letter, unless they begin with an abbreviation or look like a name (`Harbor General`)."""
    first, *rest = words.split(" ")
    proper = any(word[:1].isupper() and not word.isupper() for word in rest[:2]) or first[1:] != first[1:].lower()
    return words if proper or len(first) < 2 else words[:1].lower() + words[1:]


def capital(words: str) -> str:
    """With a capital first letter."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """*words* with an end."""
    return words if not words or words[-1] in ".!?:”" else f"{words}."


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})


def said(markdown: str) -> str:
    """Authored Markdown as plain words on one line, without its marks."""
    found: list[str] = []
    for token in _markdown().parse(clean(markdown)):
        if token.type == "inline":
            parts = [
                " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()
            ]
            found.append("".join(parts))
        elif token.type in ("fence", "code_block"):
            found.append(token.content)
    return " ".join(" ".join(found).split())


def role(name: str) -> RoleId:
    """*name* as a role."""
    return RoleId(name)
