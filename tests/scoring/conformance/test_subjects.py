"""Rules that are checked apart for each child, guards on arguments, intervals, and what puts a rule to the test."""

from scoring.conformance import Checker, Finding, Monitors, Occurrence
from scoring.course import Moment
from sim.engine.names import ActivityId
from sim.engine.protocols import Constraint, Guard, Interval, Match, Window
from sim.engine.scenario import Argument
from tests.scoring.conformance.rules import acts, rule


def act(activity: str, at: int = 0, seq: int = 1, by: str = "police", **args: Argument) -> Occurrence:
    return Occurrence(activity, at, seq, (by,), args)


def checked(constraint: Constraint, *trace: Occurrence, children: tuple[str, ...] = ()) -> Finding:
    return Checker({"it": constraint}, {"child": children}).check(trace, "finished")["it"]


def verdicts(finding: Finding) -> dict[str | None, str]:
    return {one.subject: one.verdict for one in finding.instances}


EACH = rule("response", most=60, per="child")


def test_children_are_checked_apart_and_the_rule_is_as_its_gravest() -> None:
    found = checked(
        EACH,
        act("a", 0, 1, children=("one", "two", "three")),
        act("b", 10, 2, child="two"),
        act("a", 20, 3, child="two"),
        act("b", 50, 4, children=("one", "two")),
        act("c", 70, 5),
    )
    assert verdicts(found) == {"one": "satisfied", "two": "satisfied", "three": "violated"}
    assert found.verdict == "violated"
    assert found.instances[1].satisfied == (2, 4)


def test_one_child_missed_breaks_the_rule() -> None:
    found = checked(EACH, act("a", 0, 1, children=("one", "two")), act("b", 10, 2, child="one"), act("c", 61, 3))
    assert verdicts(found) == {"one": "satisfied", "two": "violated"}
    assert found.verdict == "violated"
    assert found.events == (1,)


def test_what_names_nobody_is_about_everybody() -> None:
    assert verdicts(checked(EACH, act("a", children=("one", "two")), act("b", 5, 2))) == {
        "one": "satisfied",
        "two": "satisfied",
    }
    before = rule("precedence", per="child")
    assert verdicts(checked(before, act("a"), act("b", 5, 2, child="one"))) == {"one": "satisfied"}
    assert verdicts(checked(EACH, act("a"))) == {None: "pending"}


def test_declared_children_count_though_nobody_named_them() -> None:
    seen = rule("existence", per="child", given=acts("g"))
    found = checked(seen, act("g", children=("one", "two")), act("a", 1, 2, child="one"), children=("one", "two"))
    assert verdicts(found) == {"one": "satisfied", "two": "violated"}
    assert verdicts(checked(rule("existence", per="child"), children=("one",))) == {"one": "violated"}


def test_by_whom_can_be_the_subject() -> None:
    """A report by a colleague does not replace the own one."""
    own = rule("response", per="by")
    found = checked(own, act("a", by="police"), act("a", 1, 2, by="medical"), act("b", 2, 3, by="medical"))
    assert verdicts(found) == {"police": "violated", "medical": "satisfied"}


def test_what_comes_next_is_what_comes_next_for_the_child() -> None:
    turn = rule("chain_response", per="child")
    other = act("c", 1, 2, child="two")
    assert checked(turn, act("a", child="one"), other, act("b", 2, 3, child="one")).verdict == "satisfied"
    assert checked(turn, act("a", child="one"), act("c", 1, 2), act("b", 2, 3, child="one")).verdict == "violated"


def test_guards() -> None:
    for guard, right, wrong in (
        (Guard("place", "is", ("home", "school")), "home", "street"),
        (Guard("place", "is_not", ("home",)), "school", "home"),
        (Guard("many", "at_least", ("3",)), "3", "2"),
        (Guard("many", "at_most", ("3",)), "3", "4"),
    ):
        never = Constraint("absence", acts("a", guard))
        assert checked(never, act("a", **{guard.argument: right})).verdict == "violated"
        assert checked(never, act("a", **{guard.argument: wrong})).verdict == "satisfied"
    unsaid = act("a")
    assert checked(Constraint("absence", acts("a", Guard("place", "is", ("home",)))), unsaid).verdict == "satisfied"
    assert checked(Constraint("absence", acts("a", Guard("place", "is_not", ("home",)))), unsaid).verdict == "violated"
    assert (
        checked(Constraint("absence", acts("a", Guard("many", "at_least", ("3",)))), act("a", many="some")).verdict
        == "satisfied"
    )
    assert checked(Constraint("absence", acts("a", Guard("by", "is", ("police",)))), unsaid).verdict == "violated"


SUSPECT_THERE = Interval(acts("i"), acts("o"))


def test_intervals() -> None:
    """The guard sees how things stood before the occurrence."""
    never = Constraint("absence", (Match(ActivityId("a"), during=(SUSPECT_THERE,)),))
    asked, came, went = act("a", 5, 5), act("i", 1, 1), act("o", 3, 3)
    assert checked(never, asked).verdict == "satisfied"
    assert checked(never, came, asked).verdict == "violated"
    assert checked(never, came, went, asked).verdict == "satisfied"
    only = Constraint("absence", (Match(ActivityId("a"), outside=(SUSPECT_THERE,)),))
    assert checked(only, asked).verdict == "violated"
    assert checked(only, came, asked).verdict == "satisfied"


def test_never_having_done_it_earns_nothing_without_an_occasion() -> None:
    assert checked(rule("absence")).verdict == "not_activated"
    with_occasion = rule("absence", given=acts("g"))
    assert checked(with_occasion).verdict == "not_activated"
    found = checked(with_occasion, act("g", 1, 7))
    assert (found.verdict, found.instances[0].activated) == ("satisfied", (7,))
    assert checked(with_occasion, act("a")).verdict == "not_activated"


def test_started_is_earlier_than_done() -> None:
    early = Constraint("precedence", acts("a"), (Match(ActivityId("b"), phase="started"),))
    start = Occurrence("b", 1, 1, kind="started")
    assert checked(early, start, act("a", 2, 2), act("b", 3, 3)).verdict == "violated"
    assert checked(early, act("a", 0, 0), start).verdict == "satisfied"


def test_an_exploration_can_carry_them() -> None:
    monitors = Monitors({"it": EACH}, {"child": ("one",)})
    first = monitors.after(monitors.begin(), act("a", 5, 1, children=("two", "one")))
    second = monitors.after(monitors.begin(), act("a", 5, 9, children=("one", "two")))
    assert first == second
    assert len({first, second}) == 1
    assert [duty.subject for duty in monitors.due(first, 5)] == ["one", "two"]


def test_windows_and_subjects_together() -> None:
    late = rule("response", most=60, per="child")
    assert late.window == Window(0, 60)
    found = checked(late, act("a", 0, 1, child="one"), act("a", 50, 2, child="two"), act("b", 100, 3))
    assert verdicts(found) == {"one": "violated", "two": "satisfied"}


def test_where_somebody_is_named_the_rule_is_about_those_who_are() -> None:
    """What was owed for everybody is answered for the child who is named, and nothing is left that nobody is meant by."""
    monitors = Monitors({"it": EACH})
    standing = monitors.after(monitors.after(monitors.begin(), act("a")), act("b", 5, 2, child="one"))
    assert monitors.verdicts(standing, "stopped", 5) == {"it": "satisfied"}
    assert monitors.due(standing, 5) == ()


def test_what_closes_and_opens_an_interval_opens_it() -> None:
    again = Interval(acts("i"), acts("i"))
    never = Constraint("absence", (Match(ActivityId("a"), during=(again,)),))
    assert checked(never, act("i"), act("a", 1, 2)).verdict == "violated"
    assert checked(never, act("i"), act("i", 1, 2), act("a", 2, 3)).verdict == "violated"


def test_nothing_is_certain_before_the_rule_applies() -> None:
    (found,) = checked(rule("existence", most=10, given=acts("g")), act("c", 5, 1), act("g", 20, 2)).instances
    assert (found.verdict, found.certain) == ("violated", Moment(20, 2))
