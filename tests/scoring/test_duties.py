"""Duties that are running out: of packs and the seat's own part of the record alone, and the same as the score says later."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from scoring import score
from scoring.conformance import Monitors, trace
from scoring.duties import Duties, Duty, duties
from sim.engine import cut
from sim.engine.parties import parties
from sim.format import read
from tests.scoring.busy_case import ROLES, busy_book, busy_setup, play
from tests.scoring.rulebook import pack, response, rule
from tests.scoring.small_cases import Play, persons
from tests.scoring.test_properties import ALL, drawn

READING = read(Path(__file__).parents[1] / "scenarios" / "on_the_stairs")
assert READING.scenario is not None
CASE, PACKS = READING.scenario, READING.packs


def seen(one: Play, role: str) -> list:
    return cut(one.log, role)


def owed(one: Play, role: str, now: int) -> list[tuple[str, int]]:
    return [(duty.rule, duty.seconds_left) for duty in duties(CASE, PACKS, role, seen(one, role), now)]


def begun(**more) -> Play:
    return Play(CASE, persons("police", **more)).choose("police", 0, "sit_down")


def test_what_is_owed_has_a_rule_its_words_and_the_time_that_is_left() -> None:
    one = begun().until(600)
    assert duties(CASE, PACKS, "police", seen(one, "police"), 600) == (
        Duty("X-01", "What you suspect is reported to the hotline.", 1200),
    )
    assert owed(one, "police", 1800) == [("X-01", 0)]
    assert owed(one, "police", 1801) == [], "it is too late, and nobody is nagged"


def test_nothing_has_called_for_it_and_nothing_is_said() -> None:
    one = Play(CASE, persons("police")).choose("police", 0, "go_up").until(600)
    assert owed(one, "police", 600) == []


def test_what_was_done_is_owed_no_more() -> None:
    one = begun().until(600).choose("police", 600, "report")
    assert owed(one, "police", 601) == []


def test_what_has_hours_is_said_when_they_run_out_and_what_is_not_scored_never() -> None:
    one = begun().until(600)
    assert owed(one, "police", 5 * 3600 - 1800) == [("X-02", 1800)]


def test_who_has_not_seen_it_hears_nothing_of_it() -> None:
    assert owed(begun().until(600), "cps", 600) == []


def test_an_accommodation_stretches_it_as_it_does_in_the_score() -> None:
    one = begun(factor=2.0).until(600)
    (duty,) = duties(CASE, PACKS, "police", seen(one, "police"), 2400, factor=2.0)
    assert duty.seconds_left == 1200


def test_followed_event_by_event_it_is_the_same_as_all_at_once() -> None:
    one = begun().until(600).choose("police", 600, "listen").until(1500)
    following, part = Duties(CASE, PACKS, "police"), seen(one, "police")
    for end in range(1, len(part) + 1):
        now = part[end - 1].at
        assert following.owed(part[:end], now) == duties(CASE, PACKS, "police", part[:end], now)


BUSY = pack(
    rule("Y-01", response("call_cps", "message_acknowledged", 300)),
    rule("Y-02", response("message_told", "message_acknowledged", 600), roles=("cps",)),
    rule("Y-03", response("message_asked", "message_told", 60, per="by")),
)


@given(st.integers(0, 10_000), st.sampled_from(ROLES), st.integers(1, 300))
def test_what_a_seat_has_not_seen_changes_nothing_for_it(seed: int, role: str, events: int) -> None:
    """Out of the whole log with what others saw taken away, and out of the part that the session gives: the same."""
    book = busy_book()
    _, log = play(book, busy_setup(0), drawn(seed, 40), ALL)
    log = log[: max(1, min(events, len(log)))]
    now = log[-1].at
    mine = duties(book.scenario, [BUSY], role, cut(log, role), now)
    bare = [event for event in cut(log, role) if type(event).__name__ != "TimePassed"]
    assert duties(book.scenario, [BUSY], role, bare, now) == mine
    for duty in mine:
        assert 0 <= duty.seconds_left <= 600
        assert duty.rule != "Y-02" or role == "cps"
        assert duty.rule != "Y-03", "a coach does not say what to tell"


def test_a_duty_that_runs_out_is_a_rule_that_is_broken() -> None:
    one = begun().until(600).choose("police", 600, "listen").until(1500).choose("police", 1500, "listen").until(2500)
    assert owed(one, "police", 1700) == [("X-01", 100)]
    row = next(row for row in score(one.book, one.log, PACKS).protocol if row.rule == "X-01")
    assert (row.verdict, row.certain) == ("violated", 1801)


def test_standings_are_small_and_can_be_kept_beside_a_state() -> None:
    """What an exploration carries: equal futures are equal standings, and they can be looked up."""
    constraints = {
        name: one.constraint for each in PACKS for name, one in each.rules.items() if one.constraint is not None
    }
    monitors = Monitors(constraints, {"child": ("child_a",)})
    standings = set()
    for wait in (0, 60, 600):
        one = Play(CASE, persons("police")).until(wait or 1).choose("police", wait or 1, "sit_down")
        standing = monitors.begin()
        for occurrence in trace(one.log, parties(CASE)):
            standing = monitors.after(standing, occurrence)
        standings.add(monitors.relative(standing, wait or 1))
        assert len(msgspec.json.encode(repr(standing))) < 2_000
    assert len(standings) == 1
