"""Critical rules followed while play goes on: each is found when it is broken, once, and whose it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import CriticalError, score
from scoring.breaches import Breaches
from sim.engine.book import prepare
from sim.engine.protocols import Pack
from sim.engine.seats import Seat, Setup
from sim.players import rehearse, team
from tests.scoring.judged_case import judged_case
from tests.scoring.rulebook import never, pack, response, rule
from tests.scoring.small_cases import Play
from tests.scoring.test_adherence import seated

CRITICAL = pack(
    rule("X-01", never("leave"), severity="critical"),
    rule("X-02", response("take", "release", 50), severity="critical"),
    rule("X-03", never("promise"), severity="major"),
    rule("X-04", never("promise"), severity="critical", confidence="V2"),
    rule("X-05", never("promise"), severity="critical", confidence="M"),
)
CASE = seated(judged_case())


def followed(play: Play, packs: Pack = CRITICAL) -> list[tuple[int, CriticalError]]:
    """What is found, with the number of the event at which it is; the log comes in one event at a time."""
    breaches = Breaches(play.book, [packs], play.setup)
    return [
        (number, error)
        for number in range(1, len(play.log) + 1)
        for error in breaches.found(play.log[:number], play.log[number - 1].at)
    ]


def test_what_must_not_be_done_is_found_the_moment_it_is_done() -> None:
    play = Play(CASE).choose("police", 5, "go").until(100)
    ((number, error),) = followed(play)
    assert (error.id, error.at, error.roles) == ("X-01", 65, ("police",))
    assert error.events == (number,)


def test_what_was_owed_is_found_when_its_time_is_over() -> None:
    play = Play(CASE).choose("police", 5, "care").choose("police", 70, "carry").until(179).until(181).until(300)
    ((number, error),) = followed(play)
    assert error.id == "X-02"
    assert play.log[number - 1].at == 181
    assert play.log[number - 2].at <= 180


def test_only_rules_that_are_critical_and_seen_in_their_source_stop_anybody() -> None:
    assert followed(Play(CASE).choose("police", 5, "care").choose("police", 70, "sweeten").until(131)) == []


def test_what_was_seen_before_is_not_found_again() -> None:
    play = Play(CASE).choose("police", 5, "go").until(100)
    before = len(play.log)
    play.choose("police", 101, "carry").until(400)
    breaches = Breaches(play.book, [CRITICAL], play.setup)
    breaches.skip(play.log[:before], 100)
    assert [error.id for error in breaches.found(play.log, 400)] == ["X-02"]
    assert breaches.found(play.log, 500) == ()


def test_a_rule_of_seats_that_nobody_plays_stops_nobody() -> None:
    packs = pack(rule("X-01", never("leave"), severity="critical", roles=("court",)))
    assert followed(Play(CASE).choose("police", 5, "go").until(100), packs) == []


@pytest.mark.parametrize("player", ["random", "siloed"])
@settings(max_examples=8)
@given(st.integers(0, 10_000))
def test_all_that_a_debrief_lists_was_found_on_the_way_or_is_open_until_the_end(player: str, seed: int) -> None:
    book = prepare(CASE, 1)
    setup = Setup(seed, {role: Seat(player=player) for role in book.roles})
    log = rehearse(book, setup, team(player, book, seed)).log
    breaches = Breaches(book, [CRITICAL], setup)
    found = [error for number in range(1, len(log) + 1) for error in breaches.found(log[:number], log[number - 1].at)]
    assert len({error.id for error in found}) == len(found)
    listed = [error for error in score(book, log, [CRITICAL]).critical if error.id not in book.scenario.milestones]
    ids = {error.id for error in found}
    assert ids <= {error.id for error in listed}
    assert all(error.at == log[-1].at for error in listed if error.id not in ids)
