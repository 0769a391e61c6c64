"""Makeup: what one score is made of, thing by thing in the order of time, with words for screens and for plain mode. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scoring.items import TEAM, Item, Kind, Untested, counts_for
from scoring.rules import Ruling, sections
from scoring.scorecard import Scorecard
from scoring.sentences import Mark, Voice, item_ranged, points_of, story
from scoring.witnesses import Witness, witnesses
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import RoleId, Second
from sim.engine.scenario import Dimension

KINDS: dict[Kind, str] = {
    "decision": "decision",
    "outcome": "what came of not deciding",
    "need": "a fact that somebody needed",
    "telling": "a message",
    "rule": "a rule",
}
"""What sort of thing was judged, as the middle of a sentence."""


class Made(NamedTuple):
    """One thing that counts in a score, or could not be judged. *at*: when that was certain; None: no line of the log shows it."""

    item: Item | Untested
    at: Second | None

    @property
    def mark(self) -> Mark:
        """How it came out."""
        if isinstance(self.item, Untested) or not self.item.at_stake:
            return "unscored"
        missing = self.item.at_stake - self.item.points
        return "full" if missing < 1e-9 else "part" if self.item.points > 0 else "none"

    @property
    def points(self) -> str:
        """`0.6 of 1 point`, or that it was not judged."""
        if isinstance(self.item, Untested):
            return "not judged"
        return points_of(self.item.points, self.item.at_stake)


def makeup(card: Scorecard, log: Sequence[AnyEvent], column: str, dimension: Dimension) -> tuple[Made, ...]:
    """What the score of *column* (a role, or `team`) in *dimension* is made of: what was judged, then what could not be."""
    untested = (each for each in card.untested if each.dimension == dimension and counts_for(column, each.owners))
    return (*_in_order(card.items_of(column, dimension), log), *_in_order(untested, log))


def _in_order(found: Iterable[Item | Untested], log: Sequence[AnyEvent]) -> list[Made]:
    made = [Made(each, log[max(each.events) - 1].at if each.events else None) for each in found]
    return sorted(made, key=lambda each: -1 if each.at is None else each.at)


def named(made: Made, card: Scorecard) -> tuple[str, str]:
    """What it is in words, and what sort of thing: a rule is named by what it says, and its number stands with the sort."""
    found = ruling(made, card)
    if found is None:
        return made.item.label, KINDS[made.item.kind]
    return found.one.statement, f"{KINDS['rule']}, {made.item.label}"


def whose(made: Made, voice: Voice) -> str:
    """For whom it counts: `the team`, or seats."""
    return "the team" if TEAM in made.item.owners else voice.everyone([RoleId(role) for role in made.item.owners])


def reasons(made: Made) -> list[str]:
    """Why it was judged so, or could not be, and where that is from; a sentence each."""
    item = made.item
    if isinstance(item, Untested):
        return [item.reason]
    cited = dict.fromkeys(filter(None, (item.source.rstrip("."), item.key)))
    said = [item.reason, f"Source: {', '.join(cited)}." if cited else "", item_ranged(item)]
    return [each for each in said if each]


def seen(
    made: Made, card: Scorecard, book: Book, log: Sequence[AnyEvent], voice: Voice
) -> tuple[list[str], list[Witness]]:
    """What became of the fact that it is about, in sentences; and the lines of the log that show it."""
    lanes = [lane for lane in card.knowledge if lane.fact == made.item.fact]
    return story(lanes, voice) if lanes else [], witnesses(book, log, made.item.events, voice)


def ruling(made: Made, card: Scorecard) -> Ruling | None:
    """The rule that it stands for, as the pages of the protocol show it; None: it is no rule."""
    item = made.item
    if item.kind != "rule":
        return None
    verdicts = ("pending",) if isinstance(item, Untested) else ("satisfied",) if item.credit else ("violated",)
    for section in sections(card.protocol):
        for each in section.tested:
            one = each.one
            if f"{one.pack_title}: {one.rule}" == item.label and one.charged == item.owners and one.verdict in verdicts:
                return each
    return None
