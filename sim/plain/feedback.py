"""Feedback: in coach mode, what a decision was worth, said as soon as it has closed."""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import DecisionId, RoleId
from sim.plain.names import Names


def feedback(book: Book, log: Sequence[AnyEvent], decision: DecisionId, role: RoleId, names: Names) -> list[str]:
    """What *decision* earned and why, and what else there was; nothing unless it is what *role* decided last."""
    from scoring import feedback as reviewed
    from sim.plain.reviews import chosen, others

    review = reviewed(book, log, role)
    if review is None or review.decision != decision:
        return []
    lines = [*chosen(review, names), *others(review)]
    # The choice itself has just been read, as what the seat is doing now.
    return [f"Feedback: {line}" for line in lines if not line.startswith("Chosen: You took ")]
