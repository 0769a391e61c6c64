"""The model's own play of a case: what a play is set beside, for what is counted and never charged.

The same case and seed, every seat held by the model player, at standard pace; the scenes that seats of the play avoid are avoided
there too.
"""

from __future__ import annotations

from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import RoleId
from sim.engine.seats import Seat, Setup

MOST_CHOICES = 1_000
"""A model's play of more choices goes round in circles: the largest case has 60."""

Likeness = tuple[int, tuple[tuple[RoleId, tuple[str, ...]], ...]]
"""Setups of the same likeness have the same model's play."""


def likeness(setup: Setup) -> Likeness:
    """What of *setup* the model's play depends on: the seed, and the scenes that are avoided."""
    avoided = {role: tuple(seat.avoid) for role, seat in setup.seats.items() if seat.avoid}
    return setup.seed, tuple(sorted(avoided.items()))


def model_play(book: Book, setup: Setup) -> tuple[AnyEvent, ...] | None:
    """The log of the model's play of *book*, as *setup* has it; None: it does not come to an end.

    The last one is kept with the book; what is worked out of it is remembered where that is done.
    """
    key = likeness(setup)
    kept: tuple[Likeness, tuple[AnyEvent, ...] | None] | None = book.memo("the model's play")
    if kept is None or kept[0] != key:
        kept = book.remember("the model's play", (key, _played(book, setup)))
    return kept[1]


def _played(book: Book, setup: Setup) -> tuple[AnyEvent, ...] | None:
    from sim.engine import EngineError
    from sim.players import TableError, rehearse, team

    taken = 0

    def count(_: object) -> None:
        nonlocal taken
        taken += 1
        if taken > MOST_CHOICES:
            raise TableError("The model's play does not come to an end.")

    seats = {
        role: Seat(player="model", avoid=setup.seats[role].avoid if role in setup.seats else ()) for role in book.roles
    }
    try:
        return tuple(rehearse(book, Setup(setup.seed, seats), team("model", book), count).log)
    except (TableError, EngineError):
        return None
