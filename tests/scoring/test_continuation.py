"""Where the points went: rows that add up, nothing charged to who followed the model, and names that do not matter.

Found along roads that stop where the rest is known; `slow_continuation` follows every road to its end, and finds the same.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import TEAM, score
from scoring.continuation import trace, where_the_points_went
from scoring.earnings import minus
from scoring.luck import Draws
from scoring.roads import Atlas
from scoring.rows import Continuation
from sim.engine import Book, Seat, Setup, begin, prepare, submit, view
from sim.engine.commands import AnyCommand, Choose, End, HandOver
from sim.engine.errors import LogFault
from sim.engine.events import AnyEvent
from sim.engine.scenario import DIMENSIONS, Key, Scenario
from sim.engine.seats import PlayerName
from sim.engine.state import State
from sim.players import make_player, play_on, rehearse, team
from sim.players.sight import StateSight
from tests.scoring import slow_continuation
from tests.scoring.busy_case import busy_book, busy_setup, drawn, play
from tests.scoring.small_cases import Play, case, choice, persons, points, scene, two_doors

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


# --- against the slow way


def by_act(found: Continuation) -> dict:
    """The rows as they can be compared: to rounding."""
    rows: dict = {}
    for row in found.rows:
        act = (row.act, row.what, row.seat, row.column, row.dimension, row.at, row.seq, row.cause)
        rows[act] = rows.get(act, 0.0) + row.points
    return rows


def same(book: Book, log: list[AnyEvent]) -> None:
    fast, slow = where_the_points_went(book, log), slow_continuation.where_the_points_went(book, log)
    one, two = by_act(fast), by_act(slow)
    assert one.keys() == two.keys()
    assert nothing({act: one[act] - two[act] for act in one})
    assert nothing(minus(fast.start, slow.start))
    assert [(each.role, each.decision, round(each.points, 9)) for each in fast.advice] == [
        (each.role, each.decision, round(each.points, 9)) for each in slow.advice
    ]


KINDS: list[tuple[PlayerName, ...]] = [
    ("random",),
    ("hurried",),
    ("siloed",),
    ("colleague",),
    ("model", "random"),
    ("random", "model", "colleague"),
]


@QUICK
@given(SMALL, SEEDS, st.sampled_from(KINDS))
def test_every_row_is_the_one_that_roads_followed_to_their_ends_give(name: str, seed: int, kinds: tuple) -> None:
    book = book_of(name, seed % 3)
    same(book, played(book, seed, *kinds))


ALL = ("choose", "choose", "choose", "pass", "tell", "tell", "ask", "answer", "acknowledge", "hand_over", "call", "end")


@QUICK
@given(
    st.builds(drawn, st.integers(0, 1 << 32), st.integers(0, 60)),
    st.builds(
        busy_setup, st.integers(0, 3), st.sampled_from(["standard", "relaxed", "untimed"]), st.sampled_from([1.0, 2.0])
    ),
)
def test_so_is_every_row_where_seats_are_left_and_roles_are_called(draws: list, setup: Setup) -> None:
    _, log = play(busy_book(), setup, draws, ALL)
    same(busy_book(), log)


@pytest.mark.soak
@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("name", CASES)
def test_every_row_of_every_case_is_the_one_of_the_slow_way(name: str, kinds: tuple) -> None:
    for seed in range(3 if name == "night" else 60):
        book = book_of(name, seed % 3)
        same(book, played(book, seed, *kinds))


@given(SMALL, SEEDS)
@QUICK
def test_the_model_plans_by_what_its_seat_may_see(name: str, seed: int) -> None:
    """The pieces that it looks at are those of its view, and so its plans are those of its view."""
    book = book_of(name)
    model = team("model", book)

    def look(state: State) -> None:
        for role in book.roles:
            seen, sight = view(state, role), StateSight(state, role)
            pieces = ("role", "time", "reach", "decision", "known", "messages", "others", "paused", "curtain", "ended")
            for piece in pieces:
                assert getattr(sight, piece) == getattr(seen, piece)
            assert model[role].plan(sight) == model[role].plan(seen)  # type: ignore[arg-type]

    players = {role: make_player("random", book, role, seed) for role in book.roles}
    rehearse(book, setup_of(book, seed), players, look)


def test_a_play_like_the_models_costs_few_steps() -> None:
    """Roads stop where the rest is known: followed to their ends, those of this play have more than 20,000 steps."""
    book = book_of("night")
    atlas = trace(book, played(book, 3, "siloed"))
    assert atlas.met > atlas.made / 2
    assert atlas.steps < 5_000


def test_the_continuation_of_a_log_is_kept_with_its_book() -> None:
    book = prepare(scenario("small"), 1)
    log = played(book, 3, "random")
    found = where_the_points_went(book, log)
    assert where_the_points_went(book, list(log)) is found
    for seed in range(9):
        where_the_points_went(book, played(book, seed, "hurried"))
    assert where_the_points_went(book, log) is not found
    assert where_the_points_went(book, log).rows == found.rows


# --- what decisions divide by


@QUICK
@given(SMALL, SEEDS, st.sampled_from(KINDS))
def test_decisions_divide_by_what_they_earned_and_what_own_acts_lost(name: str, seed: int, kinds: tuple) -> None:
    book = book_of(name, seed % 3)
    log = played(book, seed, *kinds)
    card, found = score(book, log), where_the_points_went(book, log)
    assert (card.rows, card.advice) == (found.rows, found.advice)
    for column in (*book.roles, TEAM):
        for dimension in DIMENSIONS:
            mine = [
                item
                for item in card.items
                if item.owners == (column,) and item.dimension == dimension and item.kind in ("decision", "outcome")
            ]
            assert abs(sum(item.at_stake for item in mine) - found.at_stake(column, dimension)) < 1e-9
            assert abs(sum(item.points for item in mine) - found.credited.get((column, dimension), 0)) < 1e-9
            assert all(item.points <= item.at_stake for item in mine)


def test_a_decision_that_was_closed_stays_in_the_denominator_of_who_closed_it() -> None:
    play = Play(two_doors()).choose("cps", 5, "wait").choose("police", 10, "break").until(600)
    card = score(play.book, play.log)
    assert [(item.label, item.decision, item.points, item.at_stake) for item in card.items_of("police")] == [
        ("A place", "door#1", 0.5, 2.0)
    ]
    coverage = card.roles["police"]["coordination"].coverage
    assert (coverage.judged, coverage.closed_by_self, coverage.closed_by_others, coverage.closed_by_luck) == (
        1,
        1,
        0,
        0,
    )
    assert card.roles["cps"]["coordination"].coverage.closed_by_self == 0
    assert card.team["coordination"].coverage.closed_by_self == 1


def test_what_was_lost_where_nothing_is_scored_is_an_item_of_its_own() -> None:
    """The first door has no credit at all; behind the good one there is some."""
    scenes = {
        "door": scene({"knock": choice(goto="room", model=True), "break": choice()}),
        "room": scene({"sit": choice(credit=points(1), model=True), "stand": choice(credit=points(0))}),
    }
    play = Play(case(scenes, {"police": "door"})).choose("police", 5, "break").until(200)
    (item,) = score(play.book, play.log).items
    assert (item.owners, item.decision, item.points, item.at_stake) == (("police",), "door#1", 0, 1)
    assert item.reason == "By what was chosen here the model answer could earn 1 less from here on."


def test_better_than_the_model_wins_back_what_was_lost_elsewhere() -> None:
    """Knocking loses 0.5; sitting on the floor, which the model does not do, earns 0.2 more than it."""
    scenes = {
        "door": scene(
            {
                "knock": choice(goto="room", credit=points(1), model=True),
                "call": choice(goto="room", credit=points(0.5)),
            }
        ),
        "room": scene({"sit": choice(credit=points(0.8), model=True), "floor": choice(credit=points(1))}),
    }
    play = Play(case(scenes, {"police": "door"})).choose("police", 5, "call").choose("police", 90, "floor").until(300)
    card = score(play.book, play.log)
    assert [round(row.points, 9) for row in card.rows] == [0.5, -0.2]
    assert [(item.points, round(item.at_stake, 9)) for item in card.items] == [(0.5, 0.8), (1, 1)]


def test_a_choice_on_which_a_panel_differs_costs_nothing() -> None:
    scenes = {
        "door": scene(
            {
                "knock": choice(goto="room", credit=points(1), model=True),
                "search": choice(credit=points(0), key=Key("panel", 7, 1.3)),
            }
        ),
        "room": scene({"sit": choice(credit=points(1))}),
    }
    play = Play(case(scenes, {"police": "door"})).choose("police", 5, "search").until(300)
    card = score(play.book, play.log)
    assert [(row.cause, row.points) for row in card.rows] == [("disputed", 2.0)]
    assert card.items == ()


# --- by hand


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
    assert [round(odds, 9) for _, odds, _ in atlas.outlook.outcomes["aunt_phone"]] == [0.3, 0.7]
    state.draws = Draws(state.draws, ["aunt_phone"])
    mean = atlas.road(state.copy()).value
    shown: dict = {}
    for _, odds, value in atlas.outlook.outcomes["aunt_phone"]:
        arm = state.copy()
        arm.draws.show("aunt_phone", value)
        shown = minus(shown, {place: -odds * worth for place, worth in atlas.road(arm).value.items()})
    assert nothing(minus(mean, shown))


def test_a_log_that_does_not_begin_is_refused() -> None:
    book = book_of("small")
    with pytest.raises(LogFault):
        where_the_points_went(book, played(book, 1, "model")[1:])
