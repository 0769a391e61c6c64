"""Windows: their edges to the second, the same second, and what is still open when play ends."""

import pytest

from scoring.conformance import Checker, Duty, Monitors, Occurrence, Verdict
from scoring.course import Moment
from sim.engine.protocols import Template
from tests.scoring.conformance.rules import rule

LEAST, MOST = 30, 60


def pair(first: str, second: str, gap: int) -> list[Occurrence]:
    return [Occurrence(first, 100, 1), Occurrence(second, 100 + gap, 2)]


def verdict(template: Template, trace: list[Occurrence], least: int = LEAST, most: int | None = MOST) -> Verdict:
    found = Checker({"it": rule(template, least=least, most=most)}).check(trace, "complete")
    return found["it"].verdict


@pytest.mark.parametrize("template", ["response", "alternate_response", "chain_response"])
@pytest.mark.parametrize(
    ("gap", "expected"),
    [(0, "violated"), (29, "violated"), (30, "satisfied"), (60, "satisfied"), (61, "violated")],
)
def test_the_edges_are_in_it(template: Template, gap: int, expected: Verdict) -> None:
    assert verdict(template, pair("a", "b", gap)) == expected


@pytest.mark.parametrize("template", ["precedence", "alternate_precedence", "chain_precedence", "responded_existence"])
@pytest.mark.parametrize(
    ("gap", "expected"),
    [(0, "violated"), (29, "violated"), (30, "satisfied"), (60, "satisfied"), (61, "violated")],
)
def test_the_edges_are_in_it_looking_back(template: Template, gap: int, expected: Verdict) -> None:
    order = ("b", "a") if template == "responded_existence" else ("a", "b")
    assert verdict(template, pair(*order, gap)) == expected


@pytest.mark.parametrize("template", ["not_succession", "not_chain_succession", "not_coexistence"])
@pytest.mark.parametrize(
    ("gap", "expected"),
    [(0, "satisfied"), (29, "satisfied"), (30, "violated"), (60, "violated"), (61, "satisfied")],
)
def test_what_must_not_be_is_looked_for_in_it_only(template: Template, gap: int, expected: Verdict) -> None:
    assert verdict(template, pair("a", "b", gap)) == expected


def test_in_one_second_the_order_of_the_log_decides() -> None:
    assert verdict("response", pair("a", "b", 0), 0, 0) == "satisfied"
    assert verdict("response", pair("b", "a", 0), 0, 0) == "violated"
    assert verdict("precedence", pair("a", "b", 0), 0, 0) == "satisfied"
    assert verdict("precedence", pair("b", "a", 0), 0, 0) == "violated"


@pytest.mark.parametrize(("now", "expected"), [(100, "pending"), (160, "pending"), (161, "violated")])
def test_a_window_open_at_the_end_is_pending(now: int, expected: Verdict) -> None:
    """At the last second of the window it could still be done; a second later it is too late."""
    checker = Checker({"it": rule("response", most=MOST)})
    trace = [Occurrence("a", 100, 1)]
    for end in ("finished", "stopped"):
        assert checker.verdicts(trace, end, now)["it"] == expected
    (instance,) = checker.check(trace, "finished", now)["it"].instances
    assert instance.activated == (1,)
    if expected == "pending":
        assert (instance.due, instance.certain, instance.broke) == (160, None, ())
    else:
        assert (instance.due, instance.certain, instance.broke) == (None, Moment(161, 0), (1,))


def test_too_late_is_too_late_when_it_is_done_after_all() -> None:
    (instance,) = Checker({"it": rule("response", most=MOST)}).check(pair("a", "b", 61), "finished")["it"].instances
    assert (instance.verdict, instance.broke, instance.certain) == ("violated", (1,), Moment(161, 0))


def test_each_of_several_has_its_own_window() -> None:
    trace = [Occurrence("a", 0, 1), Occurrence("a", 40, 2), Occurrence("b", 60, 3)]
    assert verdict("response", trace) == "violated", "the second is answered after 20 seconds, and by nothing else"
    assert verdict("response", [*trace, Occurrence("b", 70, 4)]) == "satisfied"


def test_counting_within_a_time() -> None:
    for at, expected in ((29, "violated"), (30, "satisfied"), (60, "satisfied"), (61, "violated")):
        assert verdict("existence", [Occurrence("a", at, 1)]) == expected


def test_duties_for_a_coach() -> None:
    """What is owed, the most urgent first, with the seconds that are left."""
    rules = {
        "call": rule("response", "a", "b", most=600),
        "note": rule("response", "a", "c"),
        "never": rule("absence", "d"),
    }
    monitors = Monitors(rules)
    standing = monitors.begin()
    assert monitors.due(standing, 0) == ()
    standing = monitors.after(standing, Occurrence("a", 100, 1))
    assert monitors.due(standing, 340) == (Duty("call", None, 700, 360), Duty("note", None, None, None))
    assert monitors.due(standing, 701) == (Duty("note", None, None, None),), "for the other it is too late"
    standing = monitors.after(standing, Occurrence("b", 400, 2))
    assert monitors.due(standing, 400) == (Duty("note", None, None, None),)


def test_timed_standings_are_few_too() -> None:
    """Counted from now, a window of ten seconds has no more states than seconds, and two."""
    monitors = Monitors({"it": rule("response", most=10)})
    seen, border = {monitors.begin()}, [monitors.begin()]
    while border:
        standing = border.pop()
        for letter in "abc":
            for gap in (0, 1, 3, 11):
                after = monitors.relative(monitors.after(standing, Occurrence(letter)), gap)
                if after not in seen:
                    seen.add(after)
                    border.append(after)
    assert len(seen) <= 14


def test_what_has_waited_long_enough_is_one_standing() -> None:
    """With a least time and no most, it does not matter how long ago something was once it is ripe."""
    for template in ("response", "precedence", "responded_existence"):
        monitors = Monitors({"it": rule(template, least=10)})  # type: ignore[arg-type]
        standing = monitors.after(monitors.begin(), Occurrence("a", 0, 1))
        assert monitors.relative(standing, 20) == monitors.relative(standing, 99) != monitors.relative(standing, 9)
