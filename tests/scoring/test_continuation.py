"""Where the points went: rows that add up, nothing charged to who followed the model, and names that do not matter."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import TEAM, score
from scoring.continuation import where_the_points_went
from scoring.earnings import minus
from scoring.roads import Atlas, Draws
from scoring.rows import Continuation
from sim.engine import Book, Seat, Setup, begin, prepare, submit
from sim.engine.commands import AnyCommand, Choose, End, HandOver
from sim.engine.errors import LogFault
from sim.engine.events import AnyEvent
from sim.engine.scenario import Scenario
from sim.engine.seats import PlayerName
from sim.players import make_player, play_on, rehearse
from tests.scoring.small_cases import Play, case, choice, outcome, persons, points, scene

ROOT = Path(__file__).parents[2]
CASES = {
    "small": ROOT / "tests" / "scenarios" / "duplex_small",
    "tui": ROOT / "tests" / "tui" / "case",
    "school": ROOT / "scenarios" / "waiting_after_school",
    "night": ROOT / "scenarios" / "night_at_the_duplex",
}
SMALL = st.sampled_from(["small", "small", "tui", "tui", "school"])
SEEDS = st.integers(0, 1 << 20)
QUICK = settings(max_examples=8)


@cache
def scenario(name: str) -> Scenario:
    from sim.format import read

    found = read(CASES[name]).scenario
    assert found is not None
    return found


@cache
def book_of(name: str, seed: int = 0) -> Book:
    return prepare(scenario(name), seed)


def setup_of(book: Book, seed: int) -> Setup:
    return Setup(seed=seed, seats={role: Seat() for role in book.roles})


def played(book: Book, seed: int, *names: PlayerName) -> list[AnyEvent]:
    """The log of a rehearsal; *names*: a player a seat, the last one in all others."""
    kinds = [*names, *[names[-1]] * len(book.roles)]
    players = {role: make_player(kinds[place], book, role, seed) for place, role in enumerate(book.roles)}
    return rehearse(book, setup_of(book, seed), players).log


def nothing(points: Mapping[tuple[str, str], float]) -> bool:
    return all(abs(value) < 1e-9 for value in points.values())


def agree(book: Book, log: list[AnyEvent], found: Continuation) -> None:
    """Check all that must be true of one play's rows."""
    total: dict = {}
    for row in found.rows:
        place = row.column, row.dimension
        total[place] = total.get(place, 0.0) + row.points
        assert 1 <= row.seq <= len(log)
        assert log[row.seq - 1].at <= row.at
    assert nothing(minus(minus(minus(found.start, found.earned), found.left), total))
    items: dict = {}
    for item in score(book, log).items:
        if item.kind in ("decision", "outcome") and item.owners != (TEAM,):
            place = item.owners[0], item.dimension
            items[place] = items.get(place, 0.0) + item.points
    assert nothing(minus(items, {place: value for place, value in found.credited.items() if place[0] != TEAM}))


# --- what is true of every play


@QUICK
@given(SMALL, SEEDS)
def test_rows_add_up_to_what_is_missing(name: str, seed: int) -> None:
    book = book_of(name, seed % 3)
    log = played(book, seed, "random")
    found = where_the_points_went(book, log)
    agree(book, log, found)
    assert nothing(found.left)


@QUICK
@given(SMALL, SEEDS, st.integers(1, 300))
def test_a_play_that_goes_on_has_the_rest_left(name: str, seed: int, events: int) -> None:
    book = book_of(name)
    log = played(book, seed, "random")
    cuts = [place for place, event in enumerate(log) if event.given is not None] + [len(log)]
    part = log[: min(cuts, key=lambda cut: abs(cut - events))]
    agree(book, part, where_the_points_went(book, part))


@pytest.mark.parametrize("name", CASES)
def test_a_model_play_loses_nothing(name: str) -> None:
    book = book_of(name)
    found = where_the_points_went(book, played(book, 1, "model"))
    assert [row for row in found.rows if row.cause != "luck"] == []
    assert nothing(found.left)
    assert found.advice == ()


@QUICK
@given(SMALL, SEEDS, st.integers(0, 2))
def test_who_plays_as_the_model_is_charged_nothing_whatever_others_do(name: str, seed: int, place: int) -> None:
    book = book_of(name)
    names: list[PlayerName] = ["random"] * len(book.roles)
    names[place % len(names)] = "model"
    role = book.roles[place % len(names)]
    found = where_the_points_went(book, played(book, seed, *names))
    assert [row for row in found.rows if row.cause == "own" and row.seat == role] == []


@QUICK
@given(SMALL, SEEDS, st.integers(0, 999))
def test_later_acts_of_another_change_nothing_that_was_charged(name: str, seed: int, at: int) -> None:
    """Fork a play before an act; whoever goes on as whatever, what was charged until then stands."""
    book = book_of(name)
    log = played(book, seed, "random")
    acts = [place for place, event in enumerate(log) if isinstance(event.given, Choose)]
    upto = acts[at % len(acts)]
    whole, part = where_the_points_went(book, log), where_the_points_went(book, log[:upto])
    seqs = {row.seq for row in part.rows}
    kept = [row for row in whole.rows if row.seq <= max(seqs, default=0)]
    assert [msgspec.structs.replace(row, points=0) for row in kept] == [
        msgspec.structs.replace(row, points=0) for row in part.rows
    ]
    assert all(abs(one.points - other.points) < 1e-9 for one, other in zip(kept, part.rows, strict=True))


@QUICK
@given(SEEDS)
def test_the_names_and_the_order_of_choices_do_not_matter(seed: int) -> None:
    book = book_of("small")
    log = played(book, seed, "random")
    other = prepare(scenario("small"), book.seed + 7)  # dealt otherwise: other keys for the same choices
    commands = [event.given for event in log if event.given is not None]
    again = replayed(other, setup_of(other, seed), commands)
    one, two = where_the_points_went(book, log), where_the_points_went(other, again)
    assert nothing(minus(one.start, two.start))
    assert {(r.seat, r.column, r.dimension, r.at, r.cause, round(r.points, 9)) for r in one.rows} == {
        (r.seat, r.column, r.dimension, r.at, r.cause, round(r.points, 9)) for r in two.rows
    }


def replayed(book: Book, setup: Setup, commands: list[AnyCommand]) -> list[AnyEvent]:
    state, log = begin(book, setup)
    for command in commands:
        log += submit(state, command).events
    return log


def test_the_shipped_case_adds_up() -> None:
    """As the model until the hand of chance takes over: a whole random play takes some ten seconds."""
    book = book_of("night")
    log = played(book, 3, "model")
    state, again = begin(book, setup_of(book, 3))
    commands = [event.given for event in log if event.given is not None]
    for command in commands[: len(commands) * 5 // 6]:
        again += submit(state, command).events
    players = {role: make_player("random", book, role, 3) for role in book.roles}
    again += play_on(state, players).log
    found = where_the_points_went(book, again)
    agree(book, again, found)
    assert any(row.charged for row in found.rows)


# --- by hand


def two_doors(**more: object) -> Scenario:
    """Police picks a door; the good one leads to a second decision. CPS has one of its own."""
    return case(
        {
            "door": scene(
                {
                    "knock": choice(goto="room", credit=points(coordination=1), model=True),
                    "break": choice(credit=points(coordination=0.5)),
                },
                think=60,
                if_no_answer=outcome(),
            ),
            "room": scene(
                {"sit": choice(credit=points(coordination=1), model=True), "stand": choice(credit=points(0.0))}
            ),
            "desk": scene(
                {"call": choice(credit=points(1.0), model=True), "wait": choice(credit=points(0.25))}, ("cps",)
            ),
        },
        {"police": "door", "cps": "desk"},
        **more,
    )


def own(found: Continuation, role: str) -> list[tuple[str, str, float]]:
    return [(row.act, row.what, row.points) for row in found.rows if row.cause == "own" and row.seat == role]


def test_a_bad_choice_is_charged_with_all_that_it_closed() -> None:
    play = Play(two_doors()).choose("cps", 5, "wait").choose("police", 10, "break").until(600)
    found = where_the_points_went(play.book, play.log)
    assert found.start == {("police", "coordination"): 2.0, ("cps", "coordination"): 1.0}
    assert own(found, "police") == [("choice", "door#1", 1.5)]
    assert own(found, "cps") == [("choice", "desk#1", 0.75)]
    assert found.at_stake("police", "coordination") == 2.0
    assert found.at_stake("cps", "coordination") == 1.0


def test_an_expiry_is_a_delay_of_who_let_it_run_out() -> None:
    play = Play(two_doors()).choose("cps", 5, "call").until(600)
    found = where_the_points_went(play.book, play.log)
    assert own(found, "police") == [("delay", "door#1", 2.0)]
    assert own(found, "cps") == []


def test_what_the_computer_did_in_a_left_seat_is_charged_to_nobody() -> None:
    play = Play(two_doors(), persons("police")).give(HandOver(seat="police", at=1, role="police", to=None))
    play.choose("cps", 5, "call").choose("police", 10, "break").until(600)
    found = where_the_points_went(play.book, play.log)
    assert [(row.cause, row.points) for row in found.rows] == [("stand_in", 1.5)]
    assert ("police", "coordination") not in found.credited


def test_the_end_by_hand_is_charged_to_nobody() -> None:
    play = Play(two_doors()).give(End(seat="facilitator", at=3))
    found = where_the_points_went(play.book, play.log)
    assert sorted((row.cause, row.column, row.points) for row in found.rows) == [
        ("facilitator", "cps", 1.0),
        ("facilitator", "police", 2.0),
    ]


def meeting(how: str) -> Scenario:
    good, bad = choice(credit=points(1.0), model=True), choice(credit=points(0.0))
    return case({"huddle": scene({"a": good, "b": bad}, ("police", "cps"), how)}, {"police": "huddle", "cps": "huddle"})


def test_a_joint_decision_is_the_teams_and_better_advice_to_the_credit_of_who_gave_it() -> None:
    play = Play(meeting("lead")).choose("cps", 1, "a").choose("police", 2, "b").until(200)
    found = where_the_points_went(play.book, play.log)
    assert [(row.cause, row.seat, row.column, row.points) for row in found.rows] == [("team", TEAM, TEAM, 1.0)]
    assert [(each.role, each.points) for each in found.advice] == [("cps", 1.0)]


def test_where_each_decides_each_is_charged_its_own_pick() -> None:
    play = Play(meeting("each")).choose("cps", 1, "b").choose("police", 2, "a").until(200)
    found = where_the_points_went(play.book, play.log)
    assert [(row.cause, row.seat, row.column, row.points) for row in found.rows] == [("own", "cps", "cps", 1.0)]


def test_a_draw_is_averaged_until_it_shows() -> None:
    book = book_of("small")
    state, _ = begin(book, setup_of(book, 1))
    atlas = Atlas(book)
    assert [round(odds, 9) for _, odds, _ in atlas.outcomes["aunt_phone"]] == [0.3, 0.7]
    state.draws = Draws(state.draws, ["aunt_phone"])
    mean = atlas.road(state).value
    shown: dict = {}
    for _, odds, value in atlas.outcomes["aunt_phone"]:
        arm = state.copy()
        arm.draws.show("aunt_phone", value)
        shown = minus(shown, {place: -odds * worth for place, worth in atlas.road(arm).value.items()})
    assert nothing(minus(mean, shown))


def test_a_log_that_does_not_begin_is_refused() -> None:
    book = book_of("small")
    with pytest.raises(LogFault):
        where_the_points_went(book, played(book, 1, "model")[1:])
