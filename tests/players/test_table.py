"""Whole plays by computer players: they end, nothing is refused, and they are the same each time."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import Book, Setup, State, View, begin, next_due, prepare, submit, view
from sim.engine.commands import Advance, Ask, Choose, Pass, Tell
from sim.engine.events import Acknowledged, AnyEvent, CaseEnded, DecisionClosed, Told
from sim.engine.names import DecisionId, RoleId, TopicId
from sim.engine.scenario import Scenario
from sim.engine.seats import Pace, PlayerName, Seat
from sim.players import CommandRefused, Player, Script, Stuck, make_player, rehearse, team
from sim.players.chancer import Chancer, mixed
from sim.players.plan import Planned
from sim.players.table import Glance
from tests.players.small_case import CPS, MEDICAL, POLICE, small_case

NAMES: list[PlayerName] = ["model", "colleague", "hurried", "siloed", "random"]
KEYED = NAMES[:4]


@cache
def shipped_case() -> Scenario:
    from sim.format import shipped

    return written(next(iter(shipped().values())))


@cache
def duplex_small() -> Scenario:
    return written(Path(__file__).parent.parent / "scenarios" / "duplex_small")


def written(path: Path) -> Scenario:
    from sim.format import read

    scenario = read(path).scenario
    assert scenario is not None
    return scenario


CASES: dict[str, Callable[[], Scenario]] = {"small": small_case, "duplex_small": duplex_small, "shipped": shipped_case}


@pytest.fixture(scope="module", params=list(CASES))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return CASES[request.param]()


def seated(scenario: Scenario, seed: int, players: PlayerName = "colleague", pace: Pace = "standard") -> Setup:
    return Setup(seed, {role: Seat(player=players) for role in scenario.roles}, pace=pace)


def choices(log: list[AnyEvent]) -> list[tuple[int, str, str, str]]:
    """Every choice, pick and piece of advice: when, who, where and what."""
    return [
        (event.at, event.given.seat, event.given.decision, event.given.choice)
        for event in log
        if isinstance(event.given, Choose)
    ]


def over(state: State) -> bool:
    """Has the play come to an end that its author meant? The scenario for the reader leaves a seat standing by for ever."""
    return state.how in ("finished", "declared") or (state.how == "stalled" and state.book.source is duplex_small())


# --- plays end, and nothing is refused


SEEDS = pytest.mark.parametrize("seeds", [range(4), pytest.param(range(4, 200), marks=pytest.mark.soak)], ids=str)


@SEEDS
@pytest.mark.parametrize("players", NAMES)
def test_every_play_ends(scenario: Scenario, players: PlayerName, seeds: range) -> None:
    for seed in seeds:
        book = prepare(scenario, seed)
        run = rehearse(book, seated(scenario, seed), team(players, book, seed))
        assert isinstance(run.log[-1], CaseEnded)
        assert over(run.state)


@SEEDS
@pytest.mark.parametrize("players", NAMES)
def test_every_play_ends_without_limits_too(scenario: Scenario, players: PlayerName, seeds: range) -> None:
    for seed in seeds:
        book = prepare(scenario, seed)
        run = rehearse(book, seated(scenario, seed, pace="untimed"), team(players, book, seed))
        assert over(run.state)
        assert not any(isinstance(event, DecisionClosed) and event.how == "no_answer" for event in run.log)


@cache
def rehearse_at_random(case: str, seeds: range) -> Counter[str]:
    """Random plays with *seeds*; how often each kind of command was accepted and each way a decision ended."""
    scenario = CASES[case]()
    seen: Counter[str] = Counter()
    books = [prepare(scenario, seed) for seed in range(16)]
    for seed in seeds:
        book = books[seed % 16]
        run = rehearse(book, seated(scenario, seed), team("random", book, seed))
        assert over(run.state), f"seed {seed}"
        for event in run.log:
            if event.given is not None:
                seen[type(event.given).__name__] += 1
            if isinstance(event, DecisionClosed):
                seen[event.how] += 1
            elif isinstance(event, Acknowledged):
                seen[f"acknowledged {event.right}"] += 1
    return seen


@pytest.mark.parametrize("case", CASES)
def test_no_refusal_in_three_hundred_random_rehearsals(case: str) -> None:
    assert rehearse_at_random(case, range(300))["Choose"] > 300


def test_in_random_rehearsals_everything_happens() -> None:
    seen = rehearse_at_random("shipped", range(300))
    commands = {"Choose", "Pass", "Tell", "Ask", "Answer", "Acknowledge", "Advance"}
    endings = {"chosen", "no_answer", "acknowledged True", "acknowledged False"}
    assert {name for name in commands | endings if seen[name] < 10} == set()


@pytest.mark.soak
@pytest.mark.parametrize("case", CASES)
def test_no_refusal_in_twenty_thousand_random_rehearsals(case: str) -> None:
    assert rehearse_at_random(case, range(1_000, 21_000))["Choose"] > 20_000


@settings(max_examples=60)
@given(
    players=st.tuples(*[st.sampled_from(NAMES)] * 3),
    seed=st.integers(0, 2**32),
    case=st.sampled_from(list(CASES)),
    pace=st.sampled_from(get_args(Pace)),
)
def test_any_players_can_sit_at_one_table(players: tuple[PlayerName, ...], seed: int, case: str, pace: Pace) -> None:
    book = prepare(CASES[case](), seed)
    at_table = {role: make_player(name, book, role, seed) for role, name in zip(book.roles, players, strict=True)}
    run = rehearse(book, seated(book.source, seed, pace=pace), at_table)
    assert over(run.state)


# --- purity


def watched(book: Book, setup: Setup, players: dict[RoleId, Player], check: Callable[[State], None]) -> None:
    """Play step by step through full views only, and *check* the state at each step."""
    state, _ = begin(book, setup)
    while not state.ended:
        check(state)
        plans = [plan for role, player in players.items() if (plan := player.plan(view(state, role))) is not None]
        first = min(plans, key=lambda plan: plan.at, default=None)
        due = next_due(state)
        if due is not None and (first is None or due <= first.at):
            submit(state, Advance(at=due))
        else:
            assert first is not None
            result = submit(state, first.command)
            assert result.refused is None


@pytest.mark.parametrize("players", NAMES)
def test_equal_views_give_equal_plans(scenario: Scenario, players: PlayerName) -> None:
    book = prepare(scenario, 3)
    one, other = team(players, book, 3), team(players, book, 3)

    def check(state: State) -> None:
        for role in book.roles:
            seen = view(state, role)
            again = msgspec.msgpack.decode(msgspec.msgpack.encode(seen), type=type(seen))
            assert again == seen
            assert one[role].plan(seen) == other[role].plan(again)

    watched(book, seated(scenario, 3), one, check)


def test_a_plan_made_at_a_glance_is_the_plan_made_from_the_whole_view(scenario: Scenario) -> None:
    for seed in range(20):
        book = prepare(scenario, seed)
        players = team("random", book, seed)

        def check(state: State, book: Book = book, players: dict[RoleId, Player] = players) -> None:
            for role in book.roles:
                player = players[role]
                assert isinstance(player, Chancer)
                seen = view(state, role)
                planned = player.plan(seen)
                soonest = None
                if (open_ := seen.decision) is not None:
                    picked = any(pick.role == role for pick in open_.picks)
                    soonest = player.decides(seen.seq, seen.time, open_.opened, open_.closes, picked)
                assert player.guess(Glance(state, role), soonest) == planned
                if planned is not None and not player.may_speak(seen.seq):
                    assert soonest is not None
                    assert soonest <= planned.at

        watched(book, seated(scenario, seed), players, check)


@given(st.integers(0, 2**64 - 1), st.integers(1, 10**9))
def test_the_next_word_is_found_by_hops(salt: int, seq: int) -> None:
    player = Chancer(salt, (), ())
    words = [number for number in range(seq, seq + 1_000) if player.may_speak(number)]
    assert player.next_word(seq) == words[0]
    for one, other in pairwise(words):
        assert player.next_word(one, one) == one
        assert player.next_word(one + 1, one) == player.next_word(other, one) == other


@pytest.mark.parametrize("seeds", [range(2), pytest.param(range(2, 50), marks=pytest.mark.soak)], ids=str)
@pytest.mark.parametrize("players", NAMES)
def test_the_fast_table_plays_what_the_slow_one_plays(scenario: Scenario, players: PlayerName, seeds: range) -> None:
    for seed in seeds:
        book = prepare(scenario, seed)
        last: list[State] = []

        def check(state: State, last: list[State] = last) -> None:
            last[:] = [state]

        watched(book, seated(scenario, seed), team(players, book, seed), check)
        run = rehearse(book, seated(scenario, seed), team(players, book, seed))
        assert run.state.record() == last[0].record()


@pytest.mark.parametrize("players", NAMES)
def test_a_plan_is_never_for_a_second_that_is_past(scenario: Scenario, players: PlayerName) -> None:
    book = prepare(scenario, 1)
    at_table = team(players, book, 1)

    def check(state: State) -> None:
        for role, player in at_table.items():
            planned = player.plan(view(state, role))
            assert planned is None or state.time <= planned.at == planned.command.at

    watched(book, seated(scenario, 1), at_table, check)


class AtTheLimit:
    """A player that takes the first choice in the very second of the limit, which is too late."""

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        decision = view.decision
        if decision is None or any(pick.role == view.role for pick in decision.picks):
            return None
        choice = next(choice for choice in decision.choices if choice.open)
        items = tuple(item.id for item in choice.items[: choice.least])
        at = view.time if decision.closes is None else decision.closes
        return Planned(at, Choose(seat=view.role, at=at, decision=decision.id, choice=choice.id, items=items))


def test_what_is_due_comes_before_a_plan_for_the_same_second() -> None:
    book = prepare(small_case(), 1)
    run = rehearse(book, seated(book.scenario, 1), {role: AtTheLimit() for role in book.roles})
    assert "no_answer" in {event.how for event in run.log if isinstance(event, DecisionClosed)}


@pytest.mark.parametrize("players", NAMES)
def test_a_run_counts_its_choices_once(scenario: Scenario, players: PlayerName) -> None:
    book = prepare(scenario, 1)
    run = rehearse(book, seated(scenario, 1), team(players, book, 1))
    assert run.decisions == len(choices(run.log)) > 0


PLAY = """
import hashlib, json, sys
import msgspec
from sim.engine import Seat, Setup, prepare
from sim.players import rehearse, team
from tests.players.test_table import CASES
found = {}
for case, made in CASES.items():
    scenario = made()
    for players in ("model", "colleague", "hurried", "siloed", "random"):
        book = prepare(scenario, 1)
        setup = Setup(1, {role: Seat(player=players) for role in scenario.roles})
        log = rehearse(book, setup, team(players, book, 1)).log
        found[case + " " + players] = hashlib.sha256(msgspec.json.encode(log)).hexdigest()
print(json.dumps(found))
"""


def test_the_same_plays_in_any_process() -> None:
    found = []
    for hash_seed, zone, words in (
        ("0", "UTC", "C"),
        ("1", "Asia/Kolkata", "C.UTF-8"),
        ("4242", "America/New_York", "POSIX"),
    ):
        run = subprocess.run(
            [sys.executable, "-c", PLAY],
            env={"PYTHONHASHSEED": hash_seed, "TZ": zone, "LC_ALL": words},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        found.append(json.loads(run.stdout))
    assert found[0] == found[1] == found[2]


# --- who plays how


def test_the_model_team_chooses_alike_whatever_the_seed_shuffles(scenario: Scenario) -> None:
    plays = set()
    for seed in range(12):
        book = prepare(scenario, seed)
        run = rehearse(book, seated(scenario, 0), team("model", book, seed))
        plays.add(tuple((seat, decision, choice) for _, seat, decision, choice in choices(run.log)))
    assert len(plays) == 1


def test_random_plays_differ(scenario: Scenario) -> None:
    book = prepare(scenario, 0)
    plays = {tuple(choices(rehearse(book, seated(scenario, 0), team("random", book, seed)).log)) for seed in range(12)}
    assert len(plays) == 12


def test_random_takes_every_choice_that_is_ever_open_about_as_often() -> None:
    book = prepare(small_case(), 0)
    taken: Counter[str] = Counter()
    for seed in range(600):
        run = rehearse(book, seated(book.source, seed), team("random", book, seed))
        taken.update(choice for _, seat, decision, choice in choices(run.log) if decision == "door#1")
    assert set(taken) == {"look", "wait", "call"}
    assert max(taken.values()) < 1.35 * min(taken.values())


def test_the_siloed_say_nothing_but_what_their_choices_say(scenario: Scenario) -> None:
    book = prepare(scenario, 0)
    run = rehearse(book, seated(scenario, 0), team("siloed", book))
    told = [event for event in run.log if isinstance(event, Told)]
    assert all(event.by_choice for event in told)
    assert not any(isinstance(event, Acknowledged) for event in run.log)


def test_the_model_team_passes_on_all_that_it_may_and_nothing_that_it_may_not(scenario: Scenario) -> None:
    book = prepare(scenario, 0)
    run = rehearse(book, seated(scenario, 0), team("model", book))
    said: Counter[tuple[str, str, str]] = Counter()
    for event in run.log:
        if isinstance(event, Told) and not event.by_choice and event.frm in scenario.roles:
            for fact in event.facts:
                body = scenario.facts[fact]
                for to in event.to:
                    assert to not in body.keep_from
                    assert not body.lawful or event.basis in body.lawful.get(to, ())
                    said[event.frm, to, fact] += 1
        if isinstance(event, Acknowledged):
            assert event.right
    assert said
    assert max(said.values()) == 1


# --- scripts, and players that break the rules


class Stubborn:
    """Asks somebody who is not there."""

    def plan(self, view: object) -> Planned | None:
        return Planned(0, Ask(seat=POLICE, at=0, to="nobody", topic=TopicId("kin")))


class Chatterbox:
    """Says the same thing for ever."""

    def plan(self, view: object) -> Planned | None:
        return Planned(0, Tell(seat=POLICE, at=0, to=(CPS,), facts=("alone",)))


def test_a_refused_player_is_an_error_that_names_the_command_and_the_reason() -> None:
    book = prepare(small_case())
    with pytest.raises(CommandRefused, match=r"Ask.*no other seat and no desk called nobody"):
        rehearse(book, seated(book.source, 0), {POLICE: Stubborn()})


def test_a_player_that_never_stops_talking_is_an_error() -> None:
    book = prepare(small_case())
    with pytest.raises(Stuck, match="in second 0"):
        rehearse(book, seated(book.source, 0), {POLICE: Chatterbox()})


def test_a_table_at_which_nobody_will_ever_act_is_an_error() -> None:
    book = prepare(small_case())
    with pytest.raises(Stuck, match="no player has anything to do"):
        rehearse(book, seated(book.source, 0, pace="untimed"), {})


def test_a_script_gives_its_commands_in_order_each_at_its_second_and_survives_refusals() -> None:
    book = prepare(small_case())
    script = Script(
        (
            Pass(seat=POLICE, at=3, decision=DecisionId("door#1")),
            Ask(seat=POLICE, at=5, to="clinic", topic=TopicId("health")),
            Ask(seat=POLICE, at=4, to="records", topic=TopicId("home")),
            Choose(seat=POLICE, at=9, decision=DecisionId("door#1"), choice="wait"),
        )
    )
    run = rehearse(
        book,
        seated(book.source, 0),
        {POLICE: script, **{role: make_player("model", book, role) for role in (CPS, MEDICAL)}},
    )
    given = [event.given for event in run.log if event.given is not None and event.given.seat == POLICE]
    assert [(type(command), command.at) for command in given] == [(Ask, 5), (Ask, 5), (Choose, 9)]
    assert [refusal.code for refusal in run.refused] == ["you_decide"]


def test_a_script_may_end_before_the_case_does() -> None:
    book = prepare(small_case())
    run = rehearse(book, seated(book.source, 0, pace="untimed"), {POLICE: Script(())})
    assert not run.state.ended


def test_who_sits_nowhere_does_nothing_and_limits_run_out() -> None:
    book = prepare(small_case())
    run = rehearse(book, seated(book.source, 0), {})
    assert run.decisions == 0
    assert run.state.how == "finished"


def test_every_name_of_a_player_makes_one() -> None:
    book = prepare(small_case())
    for name in get_args(PlayerName):
        assert hasattr(make_player(name, book, POLICE, 1), "plan")


def test_each_bit_of_the_dice_depends_evenly_on_each_bit_of_what_is_mixed() -> None:
    values = [number * 2_654_435_761 % 2**31 for number in range(1, 401)]
    for bit in range(31):
        turned = [mixed(value) ^ mixed(value ^ 1 << bit) for value in values]
        for place in range(31):
            assert 0.35 < sum(change >> place & 1 for change in turned) / len(values) < 0.65
