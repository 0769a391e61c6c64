"""What is true of the scores of any play."""

import json
from functools import cache
from random import Random

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scoring import TEAM, Scorecard, feedback, score
from scoring.items import counts_for
from sim.engine.book import Book, prepare
from sim.engine.commands import AnyCommand, Choose, Tell
from sim.engine.errors import LogFault
from sim.engine.events import AnyEvent, Told
from sim.engine.scenario import DIMENSIONS, Scenario
from sim.players import make_player, rehearse
from tests.scoring.busy_case import CHOICES, ROLES, busy_book, busy_case, busy_setup, drawn, play, replayed

ALL = ("choose", "choose", "choose", "pass", "tell", "tell", "ask", "answer", "acknowledge", "hand_over", "call", "end")
PLAIN = ("choose", "choose", "tell", "tell", "ask")


DRAWS = st.builds(drawn, st.integers(0, 1 << 32), st.integers(0, 60))
SETUPS = st.builds(
    busy_setup, st.integers(0, 3), st.sampled_from(["standard", "relaxed", "untimed"]), st.sampled_from([1.0, 2.0])
)
COLUMNS = (*ROLES, TEAM)


def scores(card: Scorecard) -> dict:
    return {**card.roles, TEAM: card.team}


def agree(card: Scorecard, events: int) -> None:
    """Check all that must be true of one scorecard."""
    for item in card.items:
        assert 0 <= item.credit <= 1
        assert 0 <= item.points <= item.at_stake
        # What a decision closed later is at stake in it too.
        assert item.kind == "decision" or item.at_stake <= item.weight
        assert item.at_stake > 0
        assert item.reason
        assert item.source
        assert item.owners
        assert item.events
        assert list(item.events) == sorted(set(item.events))
        assert 1 <= item.events[0] <= item.events[-1] <= events
        assert all(owner in COLUMNS for owner in item.owners)
    for each in card.untested:
        assert each.events
        assert 1 <= each.events[0] <= each.events[-1] <= events
        assert each.reason
    for column, by_dimension in scores(card).items():
        for dimension, found in by_dimension.items():
            mine = [item for item in card.items if item.dimension == dimension and counts_for(column, item.owners)]
            assert found.earned == pytest.approx(sum(item.points for item in mine))
            assert found.at_stake == pytest.approx(sum(item.at_stake for item in mine))
            assert (found.share is None) == (len(mine) < 5)
            coverage = found.coverage
            assert coverage.judged == len(mine)
            assert coverage.opportunities == coverage.judged + coverage.not_tested


@given(DRAWS, SETUPS)
def test_every_item_has_its_evidence_and_all_of_them_add_up(draws: list, setup) -> None:
    _, log = play(busy_book(), setup, draws, ALL)
    agree(score(busy_book(), log), len(log))


@given(DRAWS, SETUPS, st.integers(0, 400))
def test_a_play_can_be_scored_at_every_moment(draws: list, setup, events: int) -> None:
    _, log = play(busy_book(), setup, draws, ALL)
    part = log[: max(1, min(events, len(log)))]
    agree(score(busy_book(), part), len(part))


@given(st.tuples(*[st.sampled_from(["model", "colleague", "hurried", "siloed", "random"])] * 3), st.integers(0, 999))
def test_rehearsals_of_all_kinds_of_players_can_be_scored(names: tuple, seed: int) -> None:
    book = busy_book(seed=seed % 3)
    players = {role: make_player(name, book, role, seed) for role, name in zip(ROLES, names, strict=True)}
    run = rehearse(book, busy_setup(0), players)
    agree(score(book, run.log), len(run.log))


@given(DRAWS, SETUPS)
def test_a_score_is_a_function_of_its_book_and_log(draws: list, setup) -> None:
    book = busy_book()
    _, log = play(book, setup, draws, ALL)
    fresh = prepare(busy_case(), book.seed)
    assert score(book, log) == score(book, log) == score(fresh, log)


@given(DRAWS, SETUPS)
def test_a_scorecard_survives_being_written_and_read(draws: list, setup) -> None:
    _, log = play(busy_book(), setup, draws, ALL)
    card = score(busy_book(), log)
    written = msgspec.json.encode(card)
    assert msgspec.json.encode(msgspec.json.decode(written, type=Scorecard)) == written


NAMES = ("police", "nobody", "huddle", "huddle#1", "aunt_q", "records", "alone")


@given(st.integers(0, 1 << 32))
@example(3395471031)  # somebody else answers what a desk was asked
def test_an_edited_log_has_a_score_or_a_clear_fault(seed: int) -> None:
    chance = Random(seed)
    _, log = play(busy_book(), busy_setup(1), drawn(seed % 50, 60), ALL)
    events = msgspec.json.decode(msgspec.json.encode(log))
    for _ in range(3):
        here, there = chance.randrange(1, len(events)), chance.randrange(1, len(events))
        match chance.randrange(4):
            case 0:
                del events[here]
            case 1:
                events.insert(here, dict(events[there]))
            case 2:
                name = chance.choice([name for name in events[here] if name not in ("event", "seq")])
                events[here][name] = events[there].get(name, events[here][name])
            case 3:
                words = [name for name, value in events[here].items() if isinstance(value, str) and name != "event"]
                events[here] |= {name: chance.choice(NAMES) for name in words[:1]}
    for place, event in enumerate(events, 1):
        event["seq"] = place
    try:
        edited = msgspec.json.decode(msgspec.json.encode(events), type=list[AnyEvent])
        score(busy_book(), edited)
        feedback(busy_book(), edited)
    except (msgspec.ValidationError, LogFault):
        pass


@cache
def renamed_book() -> tuple[Book, dict[str, str]]:
    """The case with other names for its choices, and which name became which."""
    names = {name: f"renamed_{len(CHOICES) - place}" for place, name in enumerate(CHOICES)}
    text = msgspec.json.encode(busy_case()).decode()
    for old, new in names.items():
        text = text.replace(old, new)
    return prepare(msgspec.json.decode(text, type=Scenario), busy_book().seed), names


@given(DRAWS, SETUPS)
def test_the_names_of_choices_do_not_matter(draws: list, setup) -> None:
    commands, _ = play(busy_book(), setup, draws, PLAIN)
    renamed, names = renamed_book()
    again = [
        msgspec.structs.replace(command, choice=names.get(command.choice, command.choice))
        if isinstance(command, Choose)
        else command
        for command in commands
    ]
    one = score(busy_book(), replayed(busy_book(), setup, commands))
    other = score(renamed, replayed(renamed, setup, again))
    assert (one.items, one.untested, one.roles, one.team, one.ledger) == (
        other.items,
        other.untested,
        other.roles,
        other.team,
        other.ledger,
    )


# --- adding a telling


def with_telling(commands: list[AnyCommand], telling: Tell) -> list[AnyCommand]:
    """*commands* with *telling* put in at its second, before those that come later."""
    place = next((place for place, command in enumerate(commands) if command.at > telling.at), len(commands))
    return [*commands[:place], telling, *commands[place:]]


def result(card: Scorecard) -> dict:
    """The numbers of all scores."""
    return {
        (column, dimension): (found.earned, found.at_stake, found.coverage)
        for column, by_dimension in scores(card).items()
        for dimension, found in by_dimension.items()
    }


@given(DRAWS, SETUPS, st.sampled_from(ROLES), st.sampled_from(ROLES), st.integers(0, 900))
def test_telling_what_nobody_needs_changes_no_score(draws: list, setup, who: str, to: str, at: int) -> None:
    assume(who != to)
    book = busy_book(gated=False)
    commands, _ = play(book, setup, draws, PLAIN)
    telling = Tell(seat=who, at=at, to=(to,), facts=("rain",))
    before = score(book, replayed(book, setup, commands))
    after = score(book, replayed(book, setup, with_telling(commands, telling)))
    assert result(after) == result(before)


@given(
    DRAWS, SETUPS, st.sampled_from(ROLES), st.sampled_from(ROLES), st.sampled_from(["alone", "aunt", "asthma", "bottle"]),
    st.integers(0, 900),
)  # fmt: skip
def test_an_unneeded_lawful_telling_changes_no_score_but_of_those_who_hold_the_fact_now(
    draws: list, setup, who: str, to: str, fact: str, at: int
) -> None:
    assume(who != to)
    book = busy_book(gated=False)
    commands, _ = play(book, setup, draws, PLAIN)
    changed = replayed(book, setup, with_telling(commands, Tell(seat=who, at=at, to=(to,), facts=(fact,))))
    heard = {
        role
        for event in changed
        if isinstance(event, Told) and event.given is not None and event.at == at and event.frm == who
        for role in event.to
    }
    assume(not heard & set(book.scenario.facts[fact].needed_by))
    before = result(score(book, replayed(book, setup, commands)))
    after = result(score(book, changed))
    assert {key: value for key, value in before.items() if key[0] not in heard} == {
        key: value for key, value in after.items() if key[0] not in heard
    }


@given(
    DRAWS, SETUPS, st.sampled_from(ROLES), st.sampled_from(["alone", "aunt", "asthma", "bottle"]),
    st.integers(0, 900), st.integers(0, 900),
)  # fmt: skip
def test_telling_a_needed_fact_earlier_never_lowers_the_score(
    draws: list, setup, who: str, fact: str, first: int, second: int
) -> None:
    book = busy_book(gated=False)
    needers = [role for role in book.scenario.facts[fact].needed_by if role != who]
    assume(needers)
    commands, _ = play(book, setup, draws, PLAIN)
    early, late = sorted((first, second))
    cards = []
    for at in (late, early):
        telling = Tell(seat=who, at=at, to=tuple(needers), facts=(fact,))
        log = replayed(book, setup, with_telling(commands, telling))
        assume(any(isinstance(event.given, Tell) and event.given == telling for event in log))
        cards.append(score(book, log))
    for column in (who, TEAM):
        for dimension in DIMENSIONS:
            later, earlier = (scores(card)[column][dimension] for card in cards)
            assert earlier.earned >= later.earned - 1e-9
            assert earlier.earned * later.at_stake >= later.earned * earlier.at_stake - 1e-9


def test_the_busy_case_is_busy() -> None:
    """What the properties are tried on does come up: else they would be true of nothing."""
    seen: dict[str, int] = {}
    for seed in range(60):
        draws = drawn(seed, 60)
        _, log = play(busy_book(), busy_setup(seed % 4, ("standard", "untimed")[seed % 2]), draws, ALL)
        card = score(busy_book(), log)
        for name in (
            *(f"item {item.kind}" for item in card.items),
            *(f"how {review.how}" for review in card.decisions),
            *(f"need {line.status}" for line in card.ledger.needs),
            *(f"telling {line.verdict}" for line in card.ledger.tellings),
        ):
            seen[name] = seen.get(name, 0) + 1
    wanted = {
        *(f"item {kind}" for kind in ("decision", "need", "telling", "outcome")),
        *(f"how {how}" for how in ("chosen", "no_answer", "interrupted", "unfinished")),
        *(f"need {status}" for status in ("in_time", "late", "never", "not_tested")),
        *(f"telling {verdict}" for verdict in ("needed", "repeat", "unneeded", "unlawful", "kept_from")),
    }
    assert wanted - set(seen) == set(), json.dumps(seen, indent=1)
