"""Stakes: what the decisions of a role are divided by: what they earned, and what its own acts lost.

The denominator of a column in a dimension is `earned + max(0, sum of its own rows)`. Each item gets its part of it: what it
earned, and what the rows of its decision lost. Where other acts of the column were better than the model answer, what was lost
counts for so much less, in the same proportion everywhere. What was lost at a decision that is no item itself (it was never
decided, or has no credit in that dimension and closed what has) is an item of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from scoring.course import Course
from scoring.items import TEAM, Evidence, Item, Untested
from scoring.reviews import DecisionReview
from scoring.rows import Continuation, Row
from scoring.words import listed
from sim.engine.names import DecisionId, RoleId
from sim.engine.scenario import Dimension

NOTHING = 1e-9
"""Less than this is rounding."""

THE_MODEL = "the scenario’s model answer, played on from that moment"
"""What a loss is measured against."""

Place = tuple[str, Dimension]
"""A column and a dimension."""


def charged(course: Course, decided: Evidence, found: Continuation) -> Evidence:
    """*decided* with what is at stake in each item, by the rows of *found*; and items for what was lost elsewhere."""
    lost = _lost(found)
    share = {place: _share(list(rows.values())) for place, rows in lost.items()}
    items: list[Item] = []
    untested: list[Untested] = list(decided.untested)
    for item in decided.items:
        stake = item.points
        for place in ((owner, item.dimension) for owner in item.owners):
            if item.decision is not None and item.decision in lost.get(place, {}):
                stake += max(0.0, sum(row.points for row in lost[place].pop(item.decision))) * share[place]
        if stake > NOTHING:
            items.append(msgspec.structs.replace(item, at_stake=stake))
        else:
            untested.append(_nothing(item))
    for (column, dimension), by_act in lost.items():
        for what, rows in by_act.items():
            stake = sum(row.points for row in rows) * share[column, dimension]
            if stake > NOTHING:
                items.append(_loss(course, column, dimension, what, rows, stake))
    return Evidence(tuple(items), tuple(untested))


def measured(review: DecisionReview) -> tuple[Item, ...]:
    """The items of *review* with what the best choice that could be taken there is worth: what is known while play goes on."""
    items = []
    for item in review.items:
        best = max([option.credit.get(item.dimension, 0.0) for option in review.options if option.open], default=0.0)
        stake = max(item.points, best)
        if stake > NOTHING:
            items.append(msgspec.structs.replace(item, at_stake=stake))
    return tuple(items)


def _lost(found: Continuation) -> dict[Place, dict[str, tuple[Row, ...]]]:
    """The rows that are charged, by column, dimension and what they are about."""
    lost: dict[Place, dict[str, tuple[Row, ...]]] = defaultdict(dict)
    for row in found.rows:
        if row.charged:
            by_act = lost[row.column, row.dimension]
            by_act[row.what] = (*by_act.get(row.what, ()), row)
    return dict(lost)


def _share(groups: Iterable[tuple[Row, ...]]) -> float:
    """How much of each loss counts: all of it, less what acts that were better than the model answer have won back."""
    sums = [sum(row.points for row in rows) for rows in groups]
    losses = sum(value for value in sums if value > 0)
    return max(0.0, sum(sums)) / losses if losses > NOTHING else 0.0


def _nothing(item: Item) -> Untested:
    """A decision that earned nothing, and lost nothing that the model answer would have earned."""
    return Untested(
        dimension=item.dimension,
        owners=item.owners,
        kind=item.kind,
        label=item.label,
        reason="It earned nothing, and lost nothing that the model answer would still have earned here.",
        events=item.events,
        decision=item.decision,
    )


def _loss(course: Course, column: str, dimension: Dimension, what: str, rows: tuple[Row, ...], stake: float) -> Item:
    """What was lost at a decision that is no item in this dimension, or by a message."""
    visit = next((visit for visit in course.visits if visit.id == what), None)
    scene = course.book.scenario.scenes.get(what.partition("#")[0])  # type: ignore[call-overload]
    label = scene.title if scene is not None else "A message"
    acts = listed([{"delay": "the delay", "message": "the message"}.get(act, "what was chosen") for act in _acts(rows)])
    own = tuple(RoleId(column) for _ in range(column != TEAM))
    return Item(
        dimension=dimension,
        owners=(column,),
        kind="decision",
        label=label,
        credit=0.0,
        at_stake=stake,
        events=tuple(sorted({row.seq for row in rows})),
        reason=f"By {acts} here the model answer could earn {stake:.2g} less from here on.",
        source=THE_MODEL,
        key=THE_MODEL,
        roles=own if visit is None or column != TEAM else visit.deciders,
        decision=DecisionId(what) if scene is not None else None,
    )


def _acts(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(row.act for row in rows))
