"""Random constraints on random traces: every way of checking agrees with the slow definition, at every moment."""

from typing import get_args

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scoring.conformance import Checker, End, Monitors, Occurrence
from sim.engine.names import ActivityId
from sim.engine.protocols import CHAINED, COUNTING, UNARY, Constraint, Guard, Interval, Match, Template, Window, faults
from tests.scoring.conformance import slow
from tests.scoring.conformance.rules import rule, said

CHILDREN = ("one", "two")
guards = st.one_of(
    st.builds(lambda value: Guard("place", "is", (value,)), st.sampled_from("xy")),
    st.builds(lambda value: Guard("place", "is_not", (value,)), st.sampled_from("xy")),
    st.builds(Guard, st.just("by"), st.sampled_from(("is", "is_not")), st.just(("police",))),
    st.builds(lambda relation: Guard("many", relation, ("2",)), st.sampled_from(("at_least", "at_most"))),
)
activities = st.sampled_from("abc").map(ActivityId)
bare = st.builds(Match, activities, st.lists(guards, max_size=1).map(tuple))
intervals = st.builds(
    Interval, st.lists(bare, min_size=1, max_size=1).map(tuple), st.lists(bare, max_size=1).map(tuple)
)
matches = st.builds(
    Match,
    activities,
    st.lists(guards, max_size=1).map(tuple),
    st.lists(intervals, max_size=1).map(tuple),
    st.lists(intervals, max_size=1).map(tuple),
    st.sampled_from(("done", "done", "done", "started")),
)
pattern = st.lists(st.one_of(activities.map(Match), matches), min_size=1, max_size=2).map(tuple)
windows = st.one_of(
    st.just(Window()),
    st.builds(
        lambda least, more: Window(least, None if more is None else least + more),
        st.integers(0, 3),
        st.none() | st.integers(0, 4),
    ),
)


@st.composite
def constraints(draw: st.DrawFn) -> Constraint:
    """Any constraint that can be checked."""
    template: Template = draw(st.sampled_from(get_args(Template)))
    constraint = Constraint(
        template,
        draw(pattern),
        () if template in UNARY else draw(pattern),
        draw(st.integers(1, 3)) if template in COUNTING else 1,
        Window() if template in ("init", "end", "exclusive_choice") else draw(windows),
        draw(st.none() | st.just("child")),
        draw(st.just(()) | pattern),
    )
    if template in CHAINED:
        assume(all(one.phase == "done" for one in (*constraint.a, *constraint.b, *constraint.given)))
    assert not faults(constraint)
    return constraint


@st.composite
def traces(draw: st.DrawFn) -> list[Occurrence]:
    """Any trace, with moments in the same second and a second or more apart."""
    found: list[Occurrence] = []
    at = 0
    for seq in range(draw(st.integers(0, 9))):
        at += draw(st.sampled_from((0, 0, 1, 2, 5)))
        args: dict[str, str | tuple[str, ...]] = {}
        if draw(st.booleans()):
            args["children"] = tuple(draw(st.sets(st.sampled_from(CHILDREN), min_size=1)))
        if draw(st.booleans()):
            args["place"] = draw(st.sampled_from("xy"))
        if draw(st.booleans()):
            args["many"] = draw(st.sampled_from(("1", "2", "3", "some")))
        by = (draw(st.sampled_from(("police", "cps"))),)
        kind = draw(st.sampled_from(("done", "done", "done", "started", "message")))
        found.append(Occurrence(draw(st.sampled_from("abcd")), at, seq + 1, by, args, kind))  # type: ignore[arg-type]
    return found


ANYTHING = (constraints(), traces(), st.integers(0, 6), st.sampled_from(get_args(End)), st.booleans())


@given(*ANYTHING)
@example(rule("response", most=3), said("ab", 3), 0, "complete", False)
def test_every_way_of_checking_is_the_slow_one(
    constraint: Constraint, trace: list[Occurrence], later: int, end: End, declare: bool
) -> None:
    agree(constraint, trace, later, end, declare)


@pytest.mark.soak
@given(*ANYTHING)
def test_every_way_of_checking_is_the_slow_one_at_length(
    constraint: Constraint, trace: list[Occurrence], later: int, end: End, declare: bool
) -> None:
    agree(constraint, trace, later, end, declare)


def agree(constraint: Constraint, trace: list[Occurrence], later: int, end: End, declare: bool) -> None:
    """Check in every way that there is, and compare."""
    now = (trace[-1].at if trace else 0) + later
    subjects = {"child": CHILDREN} if declare else {}
    expected = slow.verdict(constraint, trace, end, now, CHILDREN if declare and constraint.per else ())
    checker = Checker({"it": constraint}, subjects)
    assert checker.check(trace, end, now)["it"].verdict == expected
    assert checker.verdicts(trace, end, now)["it"] == expected
    monitors = Monitors({"it": constraint}, subjects)
    standing = monitors.begin()
    for occurrence in trace:
        standing = monitors.after(standing, occurrence)
    assert monitors.verdicts(standing, end, now)["it"] == expected


@given(constraints(), traces(), traces(), st.integers(0, 3))
def test_equal_standings_have_equal_futures(
    constraint: Constraint, trace: list[Occurrence], future: list[Occurrence], later: int
) -> None:
    """A standing as seen from a moment, told what comes with its times counted from there, comes out the same."""
    assume(
        not (constraint.template in COUNTING | {"choice"} and constraint.window != Window())
    )  # counts from the beginning
    now = (trace[-1].at if trace else 0) + later
    monitors = Monitors({"it": constraint})
    standing = monitors.begin()
    for occurrence in trace:
        standing = monitors.after(standing, occurrence)
    shifted = monitors.relative(standing, now)
    assert hash(shifted) == hash(monitors.relative(standing, now))
    for one in future:
        args = (one.seq, one.by, one.args, one.kind)
        standing = monitors.after(standing, Occurrence(one.activity, one.at + now, *args))
        shifted = monitors.after(shifted, Occurrence(one.activity, one.at, *args))
    end = future[-1].at if future else 0
    for how in get_args(End):
        assert monitors.verdicts(standing, how, end + now) == monitors.verdicts(shifted, how, end)


@given(constraints(), traces())
def test_what_is_certain_does_not_change(constraint: Constraint, trace: list[Occurrence]) -> None:
    """From the moment of certainty on, the trace up to there and every longer one have the same verdict."""
    checker = Checker({"it": constraint})
    (instance, *others) = checker.check(trace, "stopped")["it"].instances
    if others or instance.certain is None or instance.subject is not None:
        return
    for length in range(len(trace) + 1):
        if (
            length < len(trace)
            and trace[length].at <= instance.certain.at
            and trace[length].seq <= (instance.certain.seq or 99)
        ):
            continue
        head = trace[:length]
        at = max(instance.certain.at, head[-1].at if head else 0)
        assert checker.check(head, "stopped", at)["it"].verdict == instance.verdict
