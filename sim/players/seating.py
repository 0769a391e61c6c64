"""Seating: a player for each seat that the computer holds."""

from __future__ import annotations

from collections.abc import Callable

from sim.engine.book import Book
from sim.engine.names import RoleId
from sim.engine.seats import PlayerName
from sim.players.colleague import Colleague
from sim.players.decisions import Company
from sim.players.hurried import Hurried
from sim.players.key import RoleKey, role_key
from sim.players.model import Model
from sim.players.plan import Player
from sim.players.script import Script
from sim.players.siloed import Siloed

_KEYED: dict[PlayerName, Callable[[RoleKey, Company], Player]] = {
    "model": Model,
    "colleague": Colleague,
    "hurried": Hurried,
    "siloed": Siloed,
}


def make_player(
    name: PlayerName,
    book: Book,
    role: RoleId,
    seed: int = 0,
    *,
    waits_for: frozenset[RoleId] = frozenset(),
    untimed: bool = False,
) -> Player:
    """The player *name* at *role*'s seat; it is given that role's own part of *book*'s key and nothing else of it.

    *waits_for*: the seats held by persons, whose advice a lead awaits. *untimed*: case time stands still for them (rule 6).
    A `script` made here has no commands.
    """
    if name == "random":
        from sim.players.chancer import chancer  # of rehearsals: no seat beside a person is played so

        return chancer(book, role, seed)
    if name == "script":
        return Script(())
    key = book.memo(("key", role)) or book.remember(("key", role), role_key(book, role))
    return _KEYED[name](key, Company(waits_for, untimed))


def team(name: PlayerName, book: Book, seed: int = 0) -> dict[RoleId, Player]:
    """The player *name* in every seat."""
    return {role: make_player(name, book, role, seed) for role in book.roles}
