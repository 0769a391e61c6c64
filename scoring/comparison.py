"""Two plays of one case beside each other: how each ended, what it earned, what reached whom, which way it went.

For what-if: the second play left the first at some decision. Nothing here says that one is better; it says what differs.
Pure: two `Side`s in, facets in words out, for screens and for plain mode.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from scoring.items import TEAM, DimensionScore
from scoring.reviews import DecisionReview
from scoring.scorecard import Scorecard
from scoring.sentences import Voice, about, points_of
from scoring.words import DIMENSION_TITLES, listed
from sim.engine.book import Book
from sim.engine.events import AnyEvent, CaseEnded, Finished
from sim.engine.names import EndingId, RoleId, Second
from sim.engine.scenario import DIMENSIONS

ABSENT = "–"
"""Stands where one play has nothing to say."""
NOT_TAKEN = {
    "no_answer": "the time ran out",
    "deadlock": "there was no agreement",
    "interrupted": "broken off by a call",
    "unfinished": "the case ended while it was open",
    "open": "still open",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plays: its log and its scores."""

    log: Sequence[AnyEvent]
    card: Scorecard


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that both plays are looked at for, under a *group*: what it is, and how it was in each, in words.

    *played_at*, *instead_at*: the time of day of it. Another time alone makes no difference.
    """

    group: str
    title: str
    played: str
    instead: str
    played_at: str = ""
    instead_at: str = ""

    @property
    def same(self) -> bool:
        """Is it alike in both?"""
        return self.played == self.instead


def facets(
    book: Book, played: Side, instead: Side, role: RoleId, voice: Voice, *, since: Second = 0, points: bool = True
) -> list[Facet]:
    """All facets of two plays of *book* as *role* looks at them, in the order in which they are best read.

    *since*: the second until which they are the same, for the way they took. *points*: with scores and whose they are.
    """
    found = [*_endings(book, played, instead, role, voice)]
    if points:
        found += _scores(played.card, instead.card, role)
        found += _critical(played.card, instead.card, voice)
    found += _informed(played.card, instead.card, role)
    found += _days(played.card, instead.card)
    found += _path(played.card, instead.card, role, voice, since, owners=points)
    return found


def summary(found: Sequence[Facet]) -> str:
    """How much differs, in a sentence or two."""
    other = [facet for facet in found if not facet.same]
    if not other:
        return "Nothing differs of what is looked at here."
    way = sum(facet.group == WAY for facet in other)
    decided = (
        f" {way} decision{'' if way == 1 else 's'} came out otherwise, or came up in one of them only." if way else ""
    )
    return f"{len(other)} of {len(found)} things that are looked at here differ.{decided}"


HOW, EARNED, INFORMED, CHILD, WAY = "How it ended", "What it earned", "What reached whom", "The child’s day", "The way"


def _endings(book: Book, played: Side, instead: Side, role: RoleId, voice: Voice) -> Iterator[Facet]:
    def title(ending: EndingId | None) -> str:
        return f"“{book.scenario.endings[ending].title}”" if ending is not None else "without an ending"

    def mine(side: Side) -> tuple[str, str]:
        for event in side.log:
            if isinstance(event, Finished) and event.role == role:
                return title(event.ending), voice.at(event.at)
        return "not over", voice.at(side.card.time)

    def case(side: Side) -> tuple[str, str]:
        for event in side.log:
            if isinstance(event, CaseEnded):
                return title(event.ending), voice.at(event.at)
        return "not over", voice.at(side.card.time)

    for what, find in (("For you", mine), ("The case", case)):
        (one, at), (other, then) = find(played), find(instead)
        yield Facet(HOW, what, one, other, at, then)


def _scores(played: Scorecard, instead: Scorecard, role: RoleId) -> Iterator[Facet]:
    for column, whose in ((role, "yours"), (TEAM, "the team’s")):
        for dimension in DIMENSIONS:
            pair = [
                _share(card.team[dimension] if column == TEAM else card.roles[role][dimension])
                for card in (played, instead)
            ]
            yield Facet(EARNED, f"{DIMENSION_TITLES[dimension]}, {whose}", *pair)


def _share(score: DimensionScore) -> str:
    points = points_of(score.earned, score.at_stake)
    if not score.coverage.judged:
        return "nothing was judged"
    return points if score.share is None else f"{score.share:.0%}".replace("%", " percent") + f", {points}"


def _critical(played: Scorecard, instead: Scorecard, voice: Voice) -> Iterator[Facet]:
    texts = {error.id: error.text for card in (played, instead) for error in card.critical}
    for id, text in texts.items():
        pair = []
        for card in (played, instead):
            at = [voice.at(error.at) for error in card.critical if error.id == id]
            pair.append(f"happened, {listed(at)}" if at else "did not happen")
        yield Facet(EARNED, f"Critical: {text.partition('. ')[0].rstrip('.')}", *pair)


def _informed(played: Scorecard, instead: Scorecard, role: RoleId) -> Iterator[Facet]:
    def counted(card: Scorecard, column: str) -> str:
        flow = card.ledger.flow[column]
        return f"{flow.met} of {flow.needs} while it counted" if flow.needs else "nothing was needed"

    yield Facet(INFORMED, "Of what you held and others needed", counted(played, role), counted(instead, role))
    yield Facet(INFORMED, "Of what anybody needed", counted(played, TEAM), counted(instead, TEAM))


def _days(played: Scorecard, instead: Scorecard) -> Iterator[Facet]:
    kinds: dict[tuple[str, str, str], list[str]] = {}
    for place, card in enumerate((played, instead)):
        for day in card.days:
            for burden in day.counts:
                pair = kinds.setdefault((day.name, burden.kind, burden.title), [ABSENT, ABSENT])
                pair[place] = about(burden.seconds) if burden.seconds is not None else str(burden.count)
    for (name, _, title), (one, other) in kinds.items():
        yield Facet(CHILD, f"Child {name}: {title}", one, other)


def _path(
    played: Scorecard, instead: Scorecard, role: RoleId, voice: Voice, since: Second, *, owners: bool
) -> Iterator[Facet]:
    """The decisions of *role* that were not over before they parted, those of both in one line each."""
    one, other = (_mine(card, role, since) for card in (played, instead))
    matcher = SequenceMatcher(a=[found.scene for found in one], b=[found.scene for found in other], autojunk=False)
    for _, first, last, begin, end in matcher.get_opcodes():
        mine, theirs = one[first:last], other[begin:end]
        if len(mine) == len(theirs) and [found.scene for found in mine] == [found.scene for found in theirs]:
            for a, b in zip(mine, theirs, strict=True):
                yield Facet(
                    WAY, a.title, _taken(a, voice, owners), _taken(b, voice, owners), _at(a, voice), _at(b, voice)
                )
        else:
            for found in mine:
                yield Facet(WAY, found.title, _taken(found, voice, owners), "did not come up", _at(found, voice))
            for found in theirs:
                yield Facet(WAY, found.title, "did not come up", _taken(found, voice, owners), "", _at(found, voice))


def _mine(card: Scorecard, role: RoleId, since: Second) -> list[DecisionReview]:
    return [found for found in card.decisions if role in found.present and (found.at is None or found.at >= since)]


def _at(found: DecisionReview, voice: Voice) -> str:
    return voice.at(found.at if found.at is not None else found.opened)


def _taken(found: DecisionReview, voice: Voice, owners: bool) -> str:
    if found.how != "chosen":
        return NOT_TAKEN[found.how]
    said = []
    for outcome in found.outcomes:
        who = voice.everyone(outcome.roles)
        who = f"{who[:1].upper()}{who[1:]}: " if owners and len(found.outcomes) > 1 else ""
        form = any(option.lines for option in found.options if option.choice == outcome.outcome)
        said.append(f"{who}{'the form' if form else outcome.text.strip()}")
    return " ".join(said) if len(said) == 1 else " ".join(f"{each.rstrip('.')}." for each in said)
