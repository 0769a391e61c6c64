"""A glimpse: all that a role saw in the moment when a decision opened before it, and no more.

Made from the role's own part of the record, so nothing that came out later, or that another role knew, can be in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine.book import Book
from sim.engine.events import AnyEvent, DecisionOpened, Joined, SceneShown, cut
from sim.engine.history import replay
from sim.engine.names import DecisionId, RoleId
from sim.engine.showing import view
from sim.engine.views import View


def glimpse(book: Book, log: Sequence[AnyEvent], decision: DecisionId, role: RoleId) -> View | None:
    """The view of *role* when *decision* opened before it (or when it joined); None: it was never there."""
    place = next((n for n, event in enumerate(log) if _comes_before(event, decision, role)), None)
    if place is None:
        return None
    last = place + 1
    while last < len(log) and isinstance(log[last], SceneShown):
        last += 1
    return view(replay(book, cut(log[:last], role)), role)


def _comes_before(event: AnyEvent, decision: DecisionId, role: RoleId) -> bool:
    """Does *decision* come before *role* with this event?"""
    if isinstance(event, DecisionOpened):
        return event.decision == decision and role in event.present
    return isinstance(event, Joined) and event.role == role and event.found.id == decision
