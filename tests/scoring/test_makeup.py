"""What a score is made of adds up to the score, and each rule among it is found where the pages of the protocol show it."""

from __future__ import annotations

from math import isclose

import pytest

from scoring import TEAM, Item, score
from scoring.makeup import makeup, named, reasons, ruling, seen, whose
from scoring.sentences import Voice
from sim.engine import Setup, prepare
from sim.engine.scenario import DIMENSIONS
from sim.engine.seats import Seat
from sim.format import open_scenario, shipped
from sim.players import rehearse, team


@pytest.mark.parametrize("case", ["night_at_the_duplex", "waiting_after_school"])
@pytest.mark.parametrize("players", ["random", "hurried"])
def test_it_adds_up_to_the_score_in_the_order_of_time(case: str, players: str) -> None:
    reading = open_scenario(shipped()[case])
    assert reading.scenario is not None
    book = prepare(reading.scenario, 7)
    log = rehearse(book, Setup(7, {role: Seat() for role in book.roles}), team(players, book, 7)).log
    card = score(book, log, reading.packs)
    voice = Voice(str, str)
    for column in (TEAM, *book.roles):
        scores = card.team if column == TEAM else card.roles[column]
        for dimension in DIMENSIONS:
            made, found = makeup(card, log, column, dimension), scores[dimension]
            judged = [each for each in made if each.points != "not judged"]
            assert len(judged) == found.coverage.judged
            assert len(made) - len(judged) == found.coverage.not_tested
            assert isclose(
                sum(each.item.points for each in judged if isinstance(each.item, Item)), found.earned, abs_tol=1e-9
            )
            seconds = [each.at if each.at is not None else -1 for each in judged]
            assert seconds == sorted(seconds)
            for each in made:
                assert all(named(each, card))
                assert reasons(each)
                assert whose(each, voice)
                assert (ruling(each, card) is not None) is (each.item.kind == "rule")
                _, lines = seen(each, card, book, log, voice)
                assert [line.seq for line in lines] == sorted(set(each.item.events))
