"""Rule 4: `since.x` is the time since x last happened, and nothing compares with it before x has happened."""

import pytest

from sim.engine import events as e
from sim.format import read_files
from tests.engine.rules.stage import Play, Story, row

CASE = """
roles: {police: yard}
variables: {lamp: {start: 5}}
%s
scenes: {yard: {roles: [police], choices: {go: {takes: 60s, does: [search], goto: yard}, rest: {takes: 5s, goto: yard}}}}
"""


def case(when: str, repeat: bool = False) -> str:
    return CASE % f"injects: {{bell: {{when: {when}, repeat: {str(repeat).lower()}}}}}"


@pytest.mark.parametrize("value", ["since.search", "since_first.search"])
@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
@pytest.mark.parametrize("seconds", ["0s", "30s", "1h"])
def test_before_x_every_comparison_is_false(value: str, op: str, seconds: str) -> None:
    play = Play(case(f"{value} {op} {seconds}")).run("0 police choose rest\n7200")
    assert play.all(e.InjectFired) == []


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
def test_the_other_way_round_too(op: str) -> None:
    play = Play(case(f"30s {op} since.search")).run("0 police choose rest\n7200")
    assert play.all(e.InjectFired) == []


@pytest.mark.parametrize(
    "story",
    [
        row(
            "`not done.x` says that it has not happened", case("not done.search and time >= 30s"), "60", "30 fired bell"
        ),
        row(
            "beside `or` a comparison that is false is only false",
            case("since.search >= 30s or time >= 20s"),
            "60",
            "20 fired bell",
        ),
        row(
            "`since.x` counts from the last time",
            case("since.search >= 70s"),
            "0 police choose go\n60 police choose go\n120 police choose go\n180\n500",
            "250 fired bell",
        ),
        row(
            "`since_first.x` from the first",
            case("since_first.search >= 70s"),
            "0 police choose go\n60 police choose go\n120 police choose go\n180\n500",
            "130 fired bell",
        ),
        row(
            "that it happens again makes a comparison false again",
            case("since.search >= 50s", repeat=True),
            "0 police choose go\n60 police choose go\n300",
            """
            110 fired bell
            120 rearmed bell
            170 fired bell
            """,
        ),
        row(
            "in the very second in which x happens no time has passed since",
            case("since.search == 0s"),
            "0 police choose go\n90",
            "60 fired bell",
        ),
        row(
            "how often counts from nought",
            case("count.search == 0 and time >= 10s"),
            "20",
            "10 fired bell",
        ),
        row(
            "and each time",
            case("count.search >= 2"),
            "0 police choose go\n60 police choose go\n300",
            "120 fired bell",
        ),
    ],
)
def test_since(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize("when", ["not since.search >= 30m", "not (done.search and since.search >= 30m)"])
def test_not_before_since_is_refused_by_the_checker(when: str) -> None:
    text = f"""
format: 1
injects: {{bell: {{when: {when}}}}}
"""
    found = [diagnostic for diagnostic in read_files({"scenario.yaml": text}).diagnostics if diagnostic.code == "F303"]
    assert len(found) == 1
    assert "not done.search" in found[0].hint
