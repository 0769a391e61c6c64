"""What is always true of play, whatever anybody asks for: a state machine, and secrecy at each step."""

import random
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sim.engine import AnyEvent, Seat, Setup, State, apply, begin, cut, replay, submit, view
from sim.engine import commands as c
from sim.engine import events as e
from sim.engine.showing import facilitator_view
from tests.engine.anything import anything, unpaused
from tests.engine.cases import NAMES, book


def setup(name: str, seed: int, pace: Any, room: bool = False) -> Setup:
    seats = {role: Seat(person=f"p{place}") for place, role in enumerate(book(name, seed).roles)}
    return Setup(seed, seats, "practice", pace, room)


class Play(RuleBasedStateMachine):
    """Random commands from all seats, the facilitator and the clock, on one of the scenarios."""

    @initialize(
        name=st.sampled_from(NAMES),
        seed=st.integers(0, 3),
        pace=st.sampled_from(["standard", "relaxed", "untimed"]),
        room=st.booleans(),
    )
    def start(self, name: str, seed: int, pace: str, room: bool) -> None:
        self.book = book(name, seed)
        self.state, events = begin(self.book, setup(name, seed, pace, room))
        self.log: list[AnyEvent] = list(events)
        self.given: dict[str, int] = {}
        self.cuts = {role: State(self.book) for role in self.book.roles}
        for role, seen in self.cuts.items():
            for event in cut(events, role):
                apply(seen, event)

    def give(self, command: c.AnyCommand) -> None:
        before = self.state.copy()
        result = submit(self.state, command)
        if result.refused is not None:
            advanced = before.copy()
            for event in result.events:
                apply(advanced, event)
            advanced.touched.clear()
            assert advanced.record() == self.state.record(), "a refusal changes nothing but passing time"
            assert result.refused.reason[-1] in ".:;"
            assert result.accepted is None
        assert all(event.at >= before.time for event in result.events)
        self.log += result.events
        for role, seen in self.cuts.items():
            for event in cut(result.events, role):
                apply(seen, event)

    @rule(data=st.data())
    def anybody_asks(self, data: st.DataObject) -> None:
        self.give(anything(self.state, lambda options: data.draw(st.sampled_from(list(options)))))

    @rule(data=st.data())
    def somebody_repeats_a_command(self, data: st.DataObject) -> None:
        given = [event.given for event in self.log if event.given is not None and event.given.id]
        if given:
            before = self.state.record()
            again = data.draw(st.sampled_from(given))
            result = submit(self.state, again)
            assert result.events == []
            assert result.accepted == self.state.ids[again.id]
            assert self.state.record() == before
        role = self.book.roles[0]
        command = c.Note(seat=role, at=self.state.time, id=f"note{len(self.log)}", ref="n")
        self.give(command)

    @rule()
    def play_goes_on(self) -> None:
        for command in unpaused(self.state):
            self.give(command)

    @invariant()
    def the_log_has_no_gaps_and_time_no_way_back(self) -> None:
        if not hasattr(self, "log"):
            return
        assert [event.seq for event in self.log] == list(range(1, len(self.log) + 1))
        assert all(a.at <= b.at for a, b in zip(self.log, self.log[1:], strict=False))

    @invariant()
    def copies_and_replays_are_equal(self) -> None:
        if not hasattr(self, "log"):
            return
        record = self.state.record()
        assert self.state.copy().record() == record
        assert replay(self.book, self.log).record() == record
        assert self.state.copy().key() == self.state.key()

    @invariant()
    def a_seat_sees_what_its_role_knows(self) -> None:
        if not hasattr(self, "log"):
            return
        for role, seen in self.cuts.items():
            assert view(seen, role) == view(self.state, role)

    @invariant()
    def every_opened_decision_ends_once(self) -> None:
        if not hasattr(self, "log"):
            return
        opened = [event.decision for event in self.log if isinstance(event, e.DecisionOpened)]
        closed = Counter(event.decision for event in self.log if isinstance(event, e.DecisionClosed))
        assert len(set(opened)) == len(opened)
        assert set(closed.values()) <= {1}
        assert set(opened) - set(closed) == set(self.state.decisions)
        if self.state.ended:
            assert not self.state.decisions

    @invariant()
    def no_inject_is_lost_or_doubled(self) -> None:
        if not hasattr(self, "log") or self.state.ended:
            return
        fired = Counter(event.name for event in self.log if isinstance(event, e.InjectFired))
        for name, inject in self.book.scenario.injects.items():
            if not inject.repeat:
                assert fired[name] <= 1
            ready = inject.when is not None and not self.book.chances(inject.when)
            if ready and not fired[name] and inject.when is not None:
                assert not self.book.test(inject.when)(self.state), f"{name} holds and has not fired"
        for name, milestone in self.book.scenario.milestones.items():
            reached = f"milestone:{name}" in self.state.fired
            assert reached or not self.book.test(milestone.when)(self.state)

    @invariant()
    def the_facilitator_sees_everything(self) -> None:
        if hasattr(self, "log"):
            assert facilitator_view(self.state).seq == len(self.log)

    @invariant()
    def everybody_is_somewhere(self) -> None:
        if not hasattr(self, "log") or self.state.ended:
            return
        for role, thread in self.state.threads.items():
            if thread.status == "deciding":
                assert role in self.state.decisions[thread.decision].present
            if thread.status == "busy":
                assert role in self.state.works[thread.work].roles
                assert thread.until > self.state.time
            if thread.status == "waiting":
                assert role in self.state.gatherings[thread.scene]
            assert set(thread.company) <= set(self.book.roles) - {role}


TestPlay = Play.TestCase
TestPlay.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)


@pytest.mark.soak
class TestPlayLong(Play.TestCase):
    settings = settings(max_examples=2_000, stateful_step_count=120, deadline=None)


def random_play(name: str, seed: int, steps: int) -> tuple[State, list[AnyEvent]]:
    """A long play of random commands, with a seed of its own."""
    chance = random.Random(seed)
    state, events = begin(book(name, seed % 3), setup(name, seed % 3, chance.choice(["standard", "untimed"])))
    log = list(events)
    for _ in range(steps):
        if state.ended:
            break
        for command in unpaused(state) if chance.random() < 0.5 else []:
            log += submit(state, command).events
        log += submit(state, anything(state, chance.choice)).events
    return state, log


@pytest.mark.parametrize("name", NAMES)
def test_a_role_learns_nothing_from_what_it_has_not_seen(name: str) -> None:
    """If two logs differ only in what a role has not seen, its views are equal; here the other part is all that is left out."""
    for seed in range(15):
        state, log = random_play(name, seed, 150)
        for role in state.threads:
            seen = replay(state.book, cut(log, role))
            assert view(seen, role) == view(state, role)


@pytest.mark.parametrize("name", NAMES)
def test_a_log_survives_its_json(name: str) -> None:
    decoder = msgspec.json.Decoder(e.AnyEvent)
    for seed in range(10):
        state, log = random_play(name, seed, 100)
        lines = [msgspec.json.encode(event) for event in log]
        assert [decoder.decode(line) for line in lines] == log
        assert replay(state.book, [decoder.decode(line) for line in lines]).record() == state.record()


@pytest.mark.parametrize("name", NAMES)
def test_commands_in_a_log_give_the_log_again(name: str) -> None:
    """A log can be played again as a script: the engine decides the same."""
    for seed in range(10):
        state, log = random_play(name, seed, 150)
        began = log[0]
        assert isinstance(began, e.Began)
        again, events = begin(state.book, began.setup)
        for event in log:
            if event.given is not None:
                result = submit(again, event.given)
                assert result.refused is None
                events = events + result.events
        assert events == log


@pytest.mark.parametrize("name", NAMES)
def test_equal_keys_go_on_alike(name: str) -> None:
    """From two states with one key, the same acts lead to the same things (but for numbers and the clock)."""
    met: dict[Any, tuple[State, int]] = {}
    compared = 0
    for seed in range(60):
        chance = random.Random(seed)
        state, _ = begin(book(name), setup(name, 0, "standard"))
        for _ in range(40):
            if state.ended:
                break
            key = state.key()
            if key in met and met[key][1] != seed:
                compared += 1
                assert _ahead(met[key][0], 25) == _ahead(state, 25)
            met.setdefault(key, (state.copy(), seed))
            _act(state, chance.random())
    assert compared > 20


def _act(state: State, chance: float) -> list[AnyEvent]:
    """The first role that has to decide takes one of its choices; if nobody has to, time passes."""
    for role, thread in state.threads.items():
        if thread.decision is None:
            continue
        decision = state.decisions[thread.decision]
        open_ = [choice for choice in decision.offered if choice not in decision.shut]
        if open_ and not any(pick.role == role for pick in decision.picks):
            choice = open_[int(chance * len(open_))]
            form = state.book.scenes[decision.scene].ways[choice].form
            items = decision.items[: form.least] if form is not None else ()
            return submit(
                state, c.Choose(seat=role, at=state.time + 3, decision=decision.id, choice=choice, items=items)
            ).events
    return submit(state, c.Advance(at=state.agenda[0][0])).events if state.agenda else []


def _ahead(state: State, steps: int) -> list[Any]:
    state = state.copy()
    start, first = state.time, state.seq
    happened = []
    for step in range(steps):
        if state.ended:
            break
        for event in _act(state, (step * 7 % 10) / 10):
            happened.append(_bare(msgspec.to_builtins(event), start, first))
    return happened


def _bare(value: Any, start: int, first: int) -> Any:
    """An event without the numbers that only name things, and with seconds counted from *start*."""
    if isinstance(value, dict):
        return {
            key: part - start
            if key in ("at", "until", "closes", "opened") and part is not None
            else _bare(part, start, first)
            for key, part in value.items()
            if key not in ("seq", "given", "reply_to", "id")
        }
    if isinstance(value, list | tuple):
        return [_bare(part, start, first) for part in value]
    if isinstance(value, str) and "#" in value:
        return value.split("#")[0]
    return value
