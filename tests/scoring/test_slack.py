"""Slack: what is known of one state is said of another only where the seconds between them change nothing.

The cases are drawn so that nearly everything hangs on what comes before what: limits, waits, calls, credit by the clock, by
the time since something, by what others did first. One atlas is asked for many states that differ by seconds; what it says
of each is compared with the road that is followed to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from scoring.earnings import minus
from scoring.luck import Draws
from scoring.roads import Atlas
from scoring.slack import Slack, Stretch, tighten, within
from sim.engine import Book, Seat, Setup, begin, next_due, prepare, submit
from sim.engine.commands import Advance, Choose, Tell
from sim.engine.conditions import And, Chance, Compare, Condition, Happened, Not, Number, Or, Since, Time
from sim.engine.decisions import choices_open
from sim.engine.names import FactId, RoleId
from sim.engine.scenario import (
    Call,
    Choice,
    Credit,
    Destination,
    Effects,
    Fact,
    Goto,
    Inject,
    Scenario,
    Scene,
    SceneText,
    Within,
)
from sim.engine.state import State
from tests.scoring import slow_roads
from tests.scoring.small_cases import ROLES, case, choice, fact, need, outcome, points, scene

OWN = 5
"""Scenes of each role; all meet after the second."""


class Drawing:
    """A case drawn from a number."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self.marks: list[str] = []
        for role in ROLES:
            self.marks += [f"chosen.{role}_{place}.{name}" for place in range(OWN) for name in ("good", "bad")]
            self.marks += [f"{role}.knows.fact_{other}" for other in ROLES]

    def condition(self) -> Condition:
        """Something that can be so, or is not so any more after a while."""
        random = self.random
        mark = random.choice(self.marks)
        kind = random.randrange(7)
        if kind == 0:
            return _compared(Time(), random.choice((">=", "<", ">", "==")), random.randint(1, 400))
        if kind == 1:
            return _compared(Since(mark, random.random() < 0.3), random.choice((">=", "<")), random.randint(1, 120))
        if kind == 2:
            tree = And((Happened(mark), Not(Happened(random.choice(self.marks)))))
            return Condition(f"{tree}", tree)
        if kind == 3:
            tree = Or((Not(Happened(mark)), _compared(Time(), ">=", random.randint(1, 400)).tree))
            return Condition(f"{tree}", tree)
        if kind == 4 and random.random() < 0.4:
            return _compared(Chance("luck"), "<", 0.5)
        tree = Not(Happened(mark)) if random.random() < 0.5 else Happened(mark)
        return Condition(f"{tree}", tree)

    def credit(self) -> tuple:
        """Credit in cases, perhaps with timeliness."""
        random = self.random
        soon = {}
        if random.random() < 0.25:
            since = random.choice(self.marks) if random.random() < 0.3 else None
            soon = {"coordination": Within(random.randint(0, 20), random.randint(21, 90), since)}
        last = Credit({"coordination": random.randint(1, 9) / 10, "protocol": random.randint(0, 9) / 10}, soon)
        return (*[(self.condition(), points(random.random())) for _ in range(random.randrange(3))], (None, last))

    def choices(self, after: str) -> dict[str, Choice]:
        """A way that is taken if it can be, and two that are not so good."""
        random = self.random
        end = {"goto": after} if after else {}
        gate = self.condition() if random.random() < 0.3 else None
        return {
            "good": choice("Good. " * random.randint(1, 30), credit=self.credit(), takes=self.takes(), if_=gate, **end),
            "bad": choice("Bad.", credit=self.credit(), takes=self.takes(), **end),
            "ugly": choice("Ugly.", credit=((None, points(0.0)),), takes=self.takes(), **end),
        }

    def takes(self) -> int:
        """A length of time; often the same, so that things fall together."""
        return self.random.choice((5, 10, 10, 20, 30, 45, self.random.randint(1, 90)))

    def scene(self, role: str, place: int) -> Scene:
        """The scene number *place* of *role*."""
        after = {1: "meeting", OWN - 1: ""}.get(place, f"{role}_{place + 1}")
        limit = self.random.choice((None, 5, 30))
        texts = ((self.condition(), "Much to read here. " * self.random.randint(2, 20)), (None, "You are here."))
        made = scene(
            self.choices(after),
            (role,),
            think=limit,
            if_no_answer=outcome(after or "meeting", takes=self.takes()) if after else outcome(),
        )
        return made if self.random.random() < 0.6 else _texted(made, texts)

    def scenario(self) -> Scenario:
        """All of it."""
        random = self.random
        scenes = {f"{role}_{place}": self.scene(role, place) for role in ROLES for place in range(OWN)}
        scenes["meeting"] = scene(
            self.choices(""),
            ROLES,
            random.choice(("lead", "together", "each")),
            think=random.choice((None, 20)),
            wait=random.choice((40, 90, 300)),
            quorum=("police",),
            if_no_answer=outcome(),
            if_deadlock=outcome(),
        )
        on = Goto(by_role={role: ((None, Destination(scene=f"{role}_2")),) for role in ROLES})
        scenes["meeting"] = _leading(scenes["meeting"], on)
        scenes["call"] = scene(self.choices(""), ("cps",), think=20, if_no_answer=outcome())
        scenes["call"] = _leading(scenes["call"], Goto(all=((None, Destination(back=True)),)))
        injects = {
            "rings": Inject(
                when=self.condition(), effects=Effects(calls=(Call("cps", "call", random.random() < 0.5),))
            ),
            "says": Inject(when=self.condition(), teaches={"medical": ("fact_police",)}),
            "turns": Inject(when=self.condition(), teaches={random.choice(ROLES): ("fact_cps",)}),
        }
        facts: dict[str, Fact] = {
            f"fact_{role}": fact(
                held_by=(role,),
                topic=role,
                # By all others, but for `needed_by_one`.
                needed_by={other: need(f"{other}_1") for other in ROLES if other != role},
            )
            for role in ROLES
        }
        return case(scenes, {role: f"{role}_0" for role in ROLES}, injects=injects, facts=facts)


def _compared(value: Time | Since | Chance, op: str, number: float) -> Condition:
    tree = Compare(value, op, Number(number))  # type: ignore[arg-type]
    return Condition(f"{tree}", tree)


def _texted(made: Scene, texts: tuple) -> Scene:
    return replace(made, text=SceneText(all=texts))


def _leading(made: Scene, on: Goto) -> Scene:
    ways = {name: replace(way, goto=on) for name, way in made.choices.items()}
    outcomes = {
        name: replace(getattr(made, name), goto=on)
        for name in ("no_show", "if_no_answer", "if_deadlock")
        if getattr(made, name) is not None
    }
    return replace(made, choices=ways, **outcomes)


def states_of(book: Book, random: Random, pace: str, rounds: int) -> list[State]:
    """States of a play, several of each moment that differ by seconds alone."""
    state, _ = begin(book, Setup(seed=1, seats={role: Seat() for role in book.roles}, pace=pace))  # type: ignore[arg-type]
    found: list[State] = []
    for _ in range(rounds):
        for later in (0, random.randint(1, 9), random.randint(1, 60)):
            here = state.copy()
            submit(here, Advance(at=here.time + later, mark=True))
            if not here.ended:
                found.append(here)
        at = state.time + random.choice((0, 1, 3, 8, 20, 60))
        submit(state, Advance(at=at, mark=True))
        decisions = [each for each in state.decisions.values() if choices_open(each)]
        if state.ended or (not decisions and next_due(state) is None):
            break
        if decisions:
            decision = random.choice(decisions)
            role, wanted = random.choice(decision.present), random.choice(choices_open(decision))
            submit(state, Choose(seat=role, at=state.time, decision=decision.id, choice=wanted))
        if random.random() < 0.3:
            role, other = random.sample(book.roles, 2)
            submit(state, Tell(seat=role, at=state.time, to=(other,), facts=(f"fact_{role}",)))
    random.shuffle(found)
    for each in found:
        drawn = dict(each.draws)
        each.draws = Draws({"luck": (0, 0.25), **drawn}, {"luck"} - drawn.keys())
    return found


def short_of_time(scenario: Scenario, number: int) -> Scenario:
    """*scenario* with hardly a second to think anywhere."""
    random = Random(number)
    scenes = {
        name: replace(scene, think=random.choice((0, 1, 2, 3, 30))) if scene.think is not None else scene
        for name, scene in scenario.scenes.items()
    }
    return replace(scenario, scenes=scenes)


def needed_by_one(scenario: Scenario, number: int) -> Scenario:
    """*scenario* where each fact is needed by one role, and read of others: who only overhears it makes a difference."""
    random = Random(number)
    facts = dict(scenario.facts)
    for role in ROLES:
        name = FactId(f"fact_{role}")
        other = random.choice([each for each in ROLES if each != role])
        facts[name] = replace(facts[name], needed_by={RoleId(other): need(f"{other}_1")})
    return replace(scenario, facts=facts)


def compared(
    number: int, pace: str, rounds: int = 8, made: Callable[[Scenario, int], Scenario] | None = None
) -> tuple[int, int]:
    """Compare one drawn play; how many roads ended where the rest was known, and how many there were."""
    random = Random(number)
    drawn = Drawing(number).scenario()
    book = prepare(made(drawn, number) if made is not None else drawn, 0)
    atlas, slow = Atlas(book), slow_roads.Atlas(book)
    for state in states_of(book, random, pace, rounds):
        difference = minus(atlas.road(state.copy()).value, slow.road(state).value)
        assert all(abs(value) < 1e-9 for value in difference.values()), (number, pace)
    return atlas.met, atlas.made


PACES = ("standard", "relaxed", "untimed")


@settings(max_examples=3)
@given(st.integers(0, 1 << 20), st.sampled_from(PACES))
def test_what_is_known_of_a_state_holds_for_those_that_differ_by_seconds(number: int, pace: str) -> None:
    compared(number, pace)


@pytest.mark.parametrize(("number", "pace"), [(5, "untimed"), (53, "untimed"), (130, "relaxed"), (634, "relaxed")])
def test_where_less_care_would_go_wrong(number: int, pace: str) -> None:
    """Drawn cases in which it shows that what falls together must, that what comes first must, how old a decision is, and whether
    it is opened anew."""
    compared(number, pace, rounds=14)


def test_where_a_limit_ends_what_is_read_what_one_knows_already_counts() -> None:
    """It is no news any more when it is learned again, and so the limit is shorter."""
    compared(79, "relaxed", made=short_of_time)


@pytest.mark.parametrize(("number", "pace"), [(130, "relaxed"), (249, "standard")])
def test_what_is_said_to_one_who_knows_it_is_heard_by_who_stands_by(number: int, pace: str) -> None:
    compared(number, pace, made=needed_by_one)


def test_most_states_that_differ_by_seconds_are_known_already() -> None:
    met, made = map(sum, zip(*[compared(number, "standard") for number in (1, 4)], strict=True))
    assert met > made / 2


@pytest.mark.soak
@pytest.mark.parametrize("part", range(20))
def test_what_is_known_holds_in_a_thousand_cases(part: int) -> None:
    for number in range(part * 50, part * 50 + 50):
        compared(number, PACES[number % 3], rounds=14)
        compared(number, PACES[number % 3], made=short_of_time)
        compared(number, PACES[number % 3], made=needed_by_one)


def test_what_came_first_is_to_come_first_still_and_what_fell_together_is_to_fall_together() -> None:
    slack: Slack = {}
    tighten(slack, 1, 2, 10)
    tighten(slack, 1, 2, 4)
    tighten(slack, 1, 2, 7)
    assert slack == {(1, 2): 3}
    tighten(slack, 1, 3, 0)
    assert slack[1, 3] == slack[3, 1] == 0


def test_bounds_hold_for_hands_that_moved_alike_or_apart_by_less_than_the_slack() -> None:
    stretch = Stretch("key", (100, 0, 120), None, False)
    bounds = stretch.bounds({(0, 2): 5})
    assert stretch.slack_in(bounds) == {(0, 2): 5}
    assert within(bounds, (100, 0, 120))
    assert within(bounds, (130, 0, 150))
    assert within(bounds, (105, 0, 120))
    assert not within(bounds, (106, 0, 120))
    assert within(bounds, (100, 0, 300))


def test_what_hangs_on_one_hand_of_the_stretch_before_has_no_slack_there() -> None:
    stretch = Stretch("key", (100, 0, 120, 130), (0, 1, 3, 3), False)
    assert stretch.before({(2, 3): 4, (0, 2): 9, (0, 3): 6, (2, 1): 1}) == {(0, 3): 6, (3, 1): 1}


def test_where_every_second_counts_no_hand_may_move() -> None:
    stretch = Stretch("key", (100, 0, 120), None, True)
    bounds = stretch.bounds(stretch.whole({}))
    assert within(bounds, (100, 0, 120))
    assert not within(bounds, (101, 1, 120))
