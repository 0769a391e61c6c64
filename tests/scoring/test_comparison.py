"""Two plays beside each other: what is alike is called alike, what differs is named, and nothing else is."""

from __future__ import annotations

import re
from functools import cache

import pytest

from scoring import score
from scoring.comparison import WAY, Side, facets, summary
from scoring.sentences import Voice
from sim.engine import Setup
from sim.engine.names import RoleId
from sim.engine.seats import PlayerName, Seat
from sim.players import rehearse, team
from tests.scoring.busy_case import busy_book

VOICE = Voice(lambda seat: seat, lambda second: f"{second} s")


@cache
def side(player: PlayerName, seed: int = 1) -> Side:
    """A play in which every seat is the same kind of player."""
    book = busy_book()
    seats = {role: Seat() for role in book.roles}
    log = rehearse(book, Setup(seed, seats), team(player, book, seed)).log
    return Side(log, score(book, log))


@pytest.mark.parametrize("player", ["model", "random", "siloed"])
def test_a_play_is_like_itself(player: PlayerName) -> None:
    book = busy_book()
    for role in book.roles:
        found = facets(book, side(player), side(player), RoleId(role), VOICE)
        assert found
        assert all(facet.same for facet in found)
        assert summary(found) == "Nothing differs of what is looked at here."


@pytest.mark.parametrize("seed", range(4))
def test_every_decision_of_the_role_in_either_play_is_on_the_way_once(seed: int) -> None:
    book = busy_book()
    one, other = side("model", seed), side("random", seed)
    for role in book.roles:
        found = [facet for facet in facets(book, one, other, RoleId(role), VOICE) if facet.group == WAY]
        mine = [each for each in one.card.decisions if role in each.present]
        theirs = [each for each in other.card.decisions if role in each.present]
        assert sum(facet.played != "did not come up" for facet in found) == len(mine)
        assert sum(facet.instead != "did not come up" for facet in found) == len(theirs)


def test_what_came_before_they_parted_is_not_on_the_way() -> None:
    book = busy_book()
    one, other = side("model"), side("random")
    role = RoleId(book.roles[0])
    late = max(found.at or 0 for found in one.card.decisions)
    assert not [facet for facet in facets(book, one, one, role, VOICE, since=late + 1) if facet.group == WAY]
    assert summary(facets(book, one, other, role, VOICE)).startswith(f"{len(different(one, other, role))} of ")


def different(one: Side, other: Side, role: RoleId) -> list[object]:
    return [facet for facet in facets(busy_book(), one, other, role, VOICE) if not facet.same]


def test_without_points_nothing_speaks_of_them() -> None:
    book = busy_book()
    found = facets(book, side("model"), side("random"), RoleId(book.roles[0]), VOICE, points=False)
    assert not [facet for facet in found if "point" in facet.played + facet.instead]
    assert not [facet for facet in found if re.search(r"\b(police|cps|medical): ", facet.played + facet.instead, re.I)]
    assert found
