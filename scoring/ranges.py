"""Ranges: what is worth one thing if a noted reason is upheld, and another if it is not, for a person to judge.

Who deviates from protocol and notes why, beside the decision and before its outcome, is not charged by the program alone: the item
keeps its credit and says beside it what it would be if the reason is upheld (`if_upheld`). A note that came after the outcome
explains, and changes nothing. No reason is ever upheld by the program.
"""

from __future__ import annotations

import msgspec

from scoring.course import Course
from scoring.items import Item
from sim.engine import events as e
from sim.engine.names import DecisionId

NOTHING = 1e-9
"""Smaller differences are rounding."""


def marked(course: Course, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """*items* with the other end of the range where a reason was noted for a deviation from protocol."""
    reasons = noted(course)
    if not reasons:
        return items
    origins = course.origins
    return tuple(
        msgspec.structs.replace(item, if_upheld=item.at_stake / item.weight)
        if _deviates(item) and any(_explained(item, decision, reasons) for decision in _decisions(item, origins))
        else item
        for item in items
    )


def noted(course: Course) -> frozenset[tuple[DecisionId, str]]:
    """Who noted something beside a decision before it was decided: (decision, role)."""
    closed = {visit.id: visit.closed.seq if visit.closed is not None else None for visit in course.visits}
    return frozenset(
        (event.decision, event.role)
        for event in course.log
        if isinstance(event, e.Noted)
        and event.decision in closed
        and (end := closed[event.decision]) is not None
        and event.seq < end
    )


def _deviates(item: Item) -> bool:
    return item.dimension == "protocol" and item.weight > 0 and item.points < item.at_stake - NOTHING


def _decisions(item: Item, origins: dict[int, DecisionId]) -> set[DecisionId]:
    """The decisions of which *item* speaks: its own, or those that the acts it names came of."""
    if item.decision is not None:
        return {item.decision}
    return {origins[seq] for seq in item.events if seq in origins} if item.kind == "rule" else set()


def _explained(item: Item, decision: DecisionId, reasons: frozenset[tuple[DecisionId, str]]) -> bool:
    return any((decision, role) in reasons for role in (*item.roles, *item.owners))
