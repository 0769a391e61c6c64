"""The scorecard: a play's scores with everything they are made of. A pure function of a book and a log.

Scores come from items, and all items from `gather`, which is where a new source of them (protocol packs, the child's day) is
put in: a function of the course of a play and of the evidence found so far. One act counts once in a dimension, so a later
source leaves out what an earlier one has counted. What divides decisions is in `stakes` alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from scoring import decisions, ledger, ranges, stakes
from scoring.adherence import Adherence, adhere
from scoring.childs_day import ChildDay, days
from scoring.closed_duties import closed_duties
from scoring.continuation import where_the_points_went
from scoring.course import Course, Moment
from scoring.critical import CriticalError, errors
from scoring.items import TEAM, DimensionScore, Evidence, Item, Untested, counts_for, totals
from scoring.knowledge import Lane, lanes
from scoring.ledger import Ledger
from scoring.ratings import Rating, proposals
from scoring.reviews import DecisionReview, review, reviews
from scoring.rows import Advice, Continuation, Row
from scoring.walk import follow, misfits
from sim.engine.book import Book
from sim.engine.events import SEMANTICS, AnyEvent
from sim.engine.names import RoleId, Second
from sim.engine.protocols import Pack
from sim.engine.scenario import Dimension
from sim.engine.seats import Mode, Pace

SCORING_VERSION = 2
"""The number of these scores: results of another number are never compared with these."""


class Gathered(NamedTuple):
    """All that was judged in a play; and the ledger and the rules, which are also shown. *duties*: closed ones, by column."""

    evidence: Evidence
    kept: Ledger
    protocol: tuple[Adherence, ...]
    found: Continuation
    duties: Mapping[str, int] | None


def gather(course: Course, packs: Sequence[Pack] = ()) -> Gathered:
    """All that was judged in a play, from every source, in order; and the ledger and the rules of *packs*, which are also shown."""
    decided = decisions.judge(course)
    kept, informed = ledger.keep(course, decided)
    ruled, protocol = adhere(course, packs, decided.items)
    found = where_the_points_went(course.book, course.log)
    sources = (stakes.charged(course, decided, found), informed, ruled)
    items = ranges.marked(course, tuple(item for source in sources for item in source.items))
    untested = tuple(each for source in sources for each in source.untested)
    return Gathered(Evidence(items, untested), kept, protocol, found, closed_duties(course, packs, protocol))


class Scorecard(msgspec.Struct, frozen=True, kw_only=True):
    """The scores of one play, and what they rest on. *version*: of the scoring; *semantics*: of the rules of play.

    *roles* and *team*: the scores by dimension, never one grand total. A role's score is made of its own items; what was
    decided together belongs to the team, whose score counts every item once. *conditions*: `approved` where a seat had
    accommodations or limits were not standard. *provisional*: in results of version 1, which divided decisions otherwise.
    *protocol*: how the rules of the packs came out, scored or not. *rows*: where points of decisions went, act by
    act; *advice*: what would have been better than what was decided.
    """

    version: int
    semantics: int
    scenario: str
    title: str
    review: Literal["draft", "signed"]
    seed: int
    mode: Mode
    pace: Pace
    conditions: Literal["standard", "approved"]
    ended: bool
    ending: str | None
    time: Second
    events: int
    roles: dict[RoleId, dict[Dimension, DimensionScore]]
    team: dict[Dimension, DimensionScore]
    items: tuple[Item, ...]
    untested: tuple[Untested, ...]
    decisions: tuple[DecisionReview, ...]
    ledger: Ledger
    knowledge: tuple[Lane, ...]
    provisional: bool = False
    days: tuple[ChildDay, ...] = ()
    critical: tuple[CriticalError, ...] = ()
    ratings: tuple[Rating, ...] = ()
    rows: tuple[Row, ...] = ()
    advice: tuple[Advice, ...] = ()
    protocol: tuple[Adherence, ...] = ()

    def items_of(self, column: str, dimension: Dimension | None = None) -> tuple[Item, ...]:
        """The items that count for *column* (a role, or `team`), of one dimension or all."""
        return tuple(
            item for item in self.items if counts_for(column, item.owners) and dimension in (None, item.dimension)
        )


def score(book: Book, log: Sequence[AnyEvent], packs: Sequence[Pack] = ()) -> Scorecard:
    """The scores of *log*, a whole log of a play of *book*; raises `LogFault` if it is not one.

    *packs*: the protocol packs whose rules are checked, as they were when the play began.

    A play that goes on is scored as far as it went: what is open is not tested yet.
    """
    course = follow(book, log)
    with misfits("What the log says", "log"):
        return _card(course, gather(course, packs))


def feedback(book: Book, log: Sequence[AnyEvent], role: RoleId | None = None) -> DecisionReview | None:
    """The review of the decision that was decided last (by *role*, if one is named), for coach mode; None before the first.

    It shows the scene to *role* only, and leaves out choices that were never offered: both may hold what play still hides.
    So may what an act still costs later: its items are measured by the best that could be taken there, and by nothing to come.
    """
    course = follow(book, log)
    closed = [visit for visit in course.visits if visit.committed and (role is None or role in visit.present)]
    if not closed:
        return None
    last = max(closed, key=lambda visit: visit.end or Moment(0, 0))
    with misfits("What the log says", "log"):
        full = review(course, last, decisions.judged(course, last))
    return msgspec.structs.replace(
        full,
        items=stakes.measured(full),
        options=tuple(option for option in full.options if option.offered),
        shown={who: text for who, text in full.shown.items() if role in (None, who)},
        knew={who: facts for who, facts in full.knew.items() if role in (None, who)},
    )


def _card(course: Course, gathered: Gathered) -> Scorecard:
    items, untested, kept = gathered.evidence.items, gathered.evidence.untested, gathered.kept
    book, setup, end = course.book, course.setup, course.end
    standard = setup.pace == "standard" and all(seat.factor == 1 for seat in setup.seats.values())
    return Scorecard(
        version=SCORING_VERSION,
        semantics=SEMANTICS,
        scenario=book.scenario.name,
        title=book.scenario.title,
        review=book.scenario.review.state,
        seed=setup.seed,
        mode=setup.mode,
        pace=setup.pace,
        conditions="standard" if standard else "approved",
        ended=end.ended,
        ending=end.ending,
        time=end.time,
        events=len(course.log),
        roles={role: totals(items, untested, role, gathered.found.closed, gathered.duties) for role in book.roles},
        team=totals(items, untested, TEAM, gathered.found.closed, gathered.duties),
        items=items,
        untested=untested,
        decisions=reviews(course, items),
        ledger=kept,
        knowledge=lanes(course, kept.needs),
        rows=gathered.found.rows,
        advice=gathered.found.advice,
        protocol=gathered.protocol,
        days=days(course),
        critical=errors(course, gathered.protocol),
        ratings=proposals(course, items, gathered.protocol),
    )
