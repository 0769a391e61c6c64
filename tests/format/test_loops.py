"""Loops in which no time passes: what the checker says of injects that set each other off is what play does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sim.engine import ScenarioFault, Seat, Setup, State, begin, prepare, submit
from sim.engine import commands as c
from sim.engine.names import InjectId
from sim.engine.scenario import Scenario
from tests.format.written import found_with, reading_with, said, scenario_with

VARIABLES = "variables:\n  distress: {start: 2, min: 0, max: 5, visible: true}\n  x: {start: 0}\n  y: {start: 0}\n"


def repeating(*injects: str, once: str = "") -> str:
    """Injects that repeat, each `condition -> effects`, and *once* one that does not."""
    parts = [inject.split(" -> ") for inject in injects]
    lines = [f"  i{n}: {{when: {when}, repeat: true, {effects}}}\n" for n, (when, effects) in enumerate(parts)]
    return "injects:\n" + "".join(lines) + (f"  once: {{{once}}}\n" if once else "")


def begun(scenario: Scenario) -> State | None:
    """The scenario after its first second; None if that never ends."""
    setup = Setup(1, {role: Seat(None) for role in scenario.roles}, "practice", "standard")
    try:
        return begin(prepare(scenario, 1), setup)[0]
    except ScenarioFault:
        return None


def goes_on(state: State, command: c.AnyCommand) -> bool:
    """Carry out *command*; False if its second never ends."""
    try:
        assert submit(state, command).refused is None
    except ScenarioFault:
        return False
    return True


def dies(state: State | None, depth: int) -> bool:
    """Whether a second of play may never end, when up to *depth* of `HANDS` are fired one after the other."""
    if state is None or not goes_on(state.copy(), c.Advance(at=600)):
        return True
    for hand in HANDS if depth else ():
        later = state.copy()
        if not goes_on(later, c.Fire(at=state.time + 1, seat=c.FACILITATOR, inject=hand)) or dies(later, depth - 1):
            return True
    return False


ROUND = ("rain == 2 -> sets: {rain: 0}", "rain == 1 -> sets: {rain: 2}", "time >= 1m and rain == 0 -> sets: {rain: 1}")
"""A circle that was found in play: it begins when a time comes."""


@pytest.mark.parametrize(
    ("injects", "code"),
    [
        (repeating(*ROUND).replace("rain", "x"), "F407"),
        (repeating(*ROUND).replace("rain", "x").replace("time >= 1m", "since.welfare_check >= 1m"), "F407"),
        (repeating(*ROUND).replace("rain", "x").replace("time >= 1m", "not cps.knows.alone"), "F407"),
        (repeating(*ROUND).replace("rain", "x").replace("time >= 1m", "count.welfare_check > 2"), "F407"),
        (repeating(*ROUND).replace("rain", "x").replace("time >= 1m", "police.at.door"), "F407"),
        (repeating(*ROUND).replace("rain", "x").replace("time >= 1m", "police.beside.cps"), "F407"),
        (repeating(*reversed(ROUND)).replace("rain", "x"), "F410"),
        # Only one of the two can hold in one second.
        (repeating(*ROUND).replace("rain", "x").replace("x == 1,", "x == 1 and time < 1m,"), ""),
        (repeating(*ROUND).replace("rain", "x").replace("x == 1,", "x == 1 and since.welfare_check >= 1m,"), "F407"),
        # Chance is drawn anew each time.
        (repeating(*ROUND).replace("rain", "x").replace("time >= 1m", "chance.rain < 0.5"), "F410"),
        # What is added to: kept within its bounds it comes to an end, and so does what counts to a number.
        (repeating("x == 1 -> adds: {x: 1}", "x > 1 -> sets: {x: 0}", "x == 0 -> adds: {x: 1}"), "F410"),
        (repeating("x == 2 -> sets: {x: 0}", "x == 1 -> adds: {x: 1}", "x == 0 -> adds: {x: 1}"), "F407"),
        (repeating("x == 2 -> sets: {x: 0}", "x == 1 -> adds: {x: 1, y: 1}", "x == 0 -> adds: {x: 1}"), "F407"),
        (repeating("x == 2 -> sets: {x: 0}", "x == 1 and y < 9 -> adds: {x: 1, y: 1}", "x == 0 -> adds: {x: 1}"), ""),
        (
            repeating("x == 2 -> sets: {x: 0}", "x == 1 and y < 2000 -> adds: {x: 1, y: 1}", "x == 0 -> adds: {x: 1}"),
            "F407",
        ),
        (repeating("x == 0 -> sets: {x: 1}", "x > 0 -> sets: {x: 0}"), "F410"),
        (repeating("x == 0 -> sets: {x: 1}", "x > 0 -> sets: {x: 0}").replace("repeat: true, ", "", 1), ""),
        (repeating("x == 0 and time > 5m -> sets: {x: 1}", "x > 0 -> sets: {x: 0}"), "F410"),
        (repeating("x == 0 -> sets: {x: 1}", "x == 1 -> sets: {x: 2}", "x == 2 and distress > 9 -> sets: {x: 0}"), ""),
        (repeating("x == 0 -> sets: {x: 1}", "x == 1 -> sets: {x: 2}", "not x < 2 -> sets: {x: 0}"), "F410"),
        (repeating("distress > 1 or x == 2 -> sets: {x: 0}", "x == 1 -> sets: {x: 2}", "x == 0 -> sets: {x: 1}"), ""),
        (repeating("distress >= 4 -> adds: {distress: -1}"), ""),
        (repeating("distress >= 4 -> adds: {distress: -1}", "distress <= 1 -> adds: {distress: 1}"), ""),
        (repeating("distress >= 4 -> adds: {distress: -1}", "distress <= 3 -> adds: {distress: 1}"), "F410"),
        # A variable that nothing sets so can't be so.
        (repeating("x == 2 -> sets: {x: 0}", "x == 1 -> sets: {x: 2}", "x == 0 and y == 1 -> sets: {x: 1}"), ""),
        (
            repeating(
                "x == 2 -> sets: {x: 0}",
                "x == 1 -> sets: {x: 2}",
                "x == 0 and y == 1 -> sets: {x: 1}",
                once="when: time >= 2m, sets: {y: 1}",
            ),
            "F407",
        ),
        # Activities, and roles that are called to and fro.
        (
            repeating(
                "count.welfare_check > count.home_visit -> does: [home_visit]",
                "count.home_visit >= count.welfare_check -> does: [welfare_check]",
            ),
            "F410",
        ),
        (
            repeating(
                "police.at.door -> calls: {police: {scene: kitchen, urgent: true}}",
                "police.at.kitchen -> calls: {police: {scene: door, urgent: true}}",
            ),
            "F407",
        ),
        (repeating("police.at.door -> calls: {police: kitchen}", "police.at.kitchen -> calls: {police: door}"), ""),
    ],
)
def test_what_is_said_of_a_circle(injects: str, code: str) -> None:
    found = found_with(VARIABLES, injects)
    assert said(found) == ([code] if code else []), found


LAMP = ("lamp == 1 -> sets: {lamp: 0}", "lamp == 0 and door == 1 -> sets: {lamp: 1}")


@pytest.mark.parametrize("injects", [LAMP, LAMP[::-1]])
def test_what_only_the_order_of_the_looks_stops_is_a_warning(injects: tuple[str, ...]) -> None:
    text = repeating(*injects, once="when: time >= 1m, sets: {door: 1}").replace("lamp", "x").replace("door", "y")
    (found,) = reading_with(VARIABLES, text).diagnostics
    assert (found.code, found.severity) == ("F410", "warning")
    assert found.message == (
        "`i0`, `i1` set each other off in the same second; "
        "it stops after one round only because of the order in which they are looked at."
    )
    assert not dies(begun(scenario_with(VARIABLES, text)), 0)


def test_those_that_go_round_are_named_and_no_others() -> None:
    beside = "x == 3 -> sets: {x: 1}"
    (found,) = found_with(VARIABLES, repeating(beside, *ROUND).replace("rain", "x"))
    assert found.message == "`i1`, `i2`, `i3` repeat and set each other off in the same second, for ever."
    assert found.snippet.startswith("  i1:")


def test_each_circle_is_said() -> None:
    found = found_with(VARIABLES, repeating(*(text.replace("rain", name) for name in "xy" for text in ROUND)))
    assert said(found) == ["F407", "F407"]


def test_what_there_is_too_much_of_to_try_is_said_to_be_unsure() -> None:
    """Eighteen things that only play can tell: 262,144 ways, and it is one of them that goes round."""
    facts = "".join(
        f"  f{n}: {{topic: t, text: F{n}., held_by: [police], needed_by: {{cps: {{decision: kitchen}}}}}}\n"
        for n in range(18)
    )
    every = " and ".join(f"{'not ' * (n % 2)}cps.knows.f{n}" for n in range(18))
    injects = repeating(f"x == 1 and {every} -> sets: {{x: 0}}", f"x == 0 and {every} -> sets: {{x: 1}}")
    (found,) = found_with(VARIABLES, f"facts:\n{facts}", injects)
    assert (found.code, found.severity) == ("F410", "warning")
    assert "too much to try" in found.message


CONDITIONS = [f"{name} {op} {n}" for name in "xy" for op in ("==", "<", ">=", "!=") for n in (0, 1, 2)]
LATER = ["time >= 5m", "time < 5m"]
EFFECTS = [f"sets: {{{name}: {n}}}" for name in "xy" for n in range(3)]
EFFECTS += [f"adds: {{{name}: {n}}}" for name in "xy" for n in (1, -1)]
BOUNDED = "variables:\n  distress: {start: 2}\n" + "".join(f"  {name}: {{start: 0, min: 0, max: 3}}\n" for name in "xy")
HANDS = [InjectId(f"{name}{n}") for name in "xy" for n in range(4)]
BY_HAND = "".join(f"  {hand}: {{sets: {{{hand[0]}: {hand[1]}}}}}\n" for hand in HANDS)


@st.composite
def circles(draw: st.DrawFn) -> str:
    """Two to four injects that repeat, and others that give the variables any value by hand."""
    when = st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=2, unique=True)
    parts = []
    for _ in range(draw(st.integers(2, 4))):
        condition = " and ".join([*draw(when), *draw(st.lists(st.sampled_from(LATER), max_size=1))])
        parts.append(f"{condition} -> {draw(st.sampled_from(EFFECTS))}")
    return repeating(*parts) + BY_HAND


def played(injects: str) -> Scenario:
    """The scenario of *injects*, whatever the checker says of them."""
    scenario = scenario_with(BOUNDED, injects.replace("repeat: true", "repeat: false"))
    return replace(scenario, injects={name: replace(what, repeat=True) for name, what in scenario.injects.items()})


@given(circles(), st.lists(st.sampled_from(HANDS), max_size=4))
def test_what_never_ends_in_play_is_refused_and_nothing_else(injects: str, by_hand: list[InjectId]) -> None:
    """One way: no play of what is let through dies. The other: what is refused dies, in some play."""
    refused = "F407" in said(found_with(BOUNDED, injects))
    state = begun(played(injects))
    if refused:
        assert dies(state, 3)
        return
    assert state is not None
    for second, hand in enumerate(by_hand, 1):
        assert goes_on(state, c.Fire(at=second, seat=c.FACILITATOR, inject=hand))
    assert goes_on(state, c.Advance(at=600))
