"""Rule 5, the engine's half: occurrences to jump to, and marks of time to resume at. The driver has tests of its own."""

import pytest

from sim.engine import events as e
from sim.engine import next_due, replay
from tests.engine.rules.stage import Play, Story, row

CASE = """
roles: {police: yard, cps: office}
desks: {records: {answers: {matters: {after: 90s, says: Nothing.}}}}
injects: {bell: {when: time >= 20m}}
scenes:
  yard: {roles: [police], think: 30s, choices: {go: {takes: 4m, goto: kitchen}}}
  office: {roles: [cps], choices: {go: {takes: 5m, goto: kitchen}}}
  kitchen: {roles: [police, cps], decides: {lead: [police]}, wait: 2m, choices: {go: {}}}
"""


@pytest.mark.parametrize(
    ("script", "due"),
    [
        ("", 31),
        ("0 police choose go", 240),
        ("0 police choose go\n10 cps ask records matters", 100),
        ("0 police choose go\n240", 360),
        ("0 police choose go\n0 cps choose go\n300", 1200),
        ("0 police choose go\n0 cps choose go\n1200", None),
        ("9 police end", None),
    ],
    ids=["a limit", "work", "a desk", "a wait", "a time", "nothing", "the case is over"],
)
def test_the_next_occurrence_is_known(script: str, due: int | None) -> None:
    assert next_due(Play(CASE).run(script).state) == due


@pytest.mark.parametrize(
    "story",
    [
        row(
            "with no occurrence due time jumps to the next one in one command",
            CASE,
            "0 police choose go\n0 cps choose go\n240",
            """
            240 passes
            240 waits police kitchen until 360
            """,
        ),
        row(
            "a mark every five seconds of an open decision",
            CASE,
            "5 mark\n10 mark\n15 mark",
            """
            5 passes marked
            10 passes marked
            15 passes marked
            """,
        ),
    ],
)
def test_time(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize("killed_at", range(2, 10))
def test_a_session_that_was_killed_resumes_where_its_log_ends(killed_at: int) -> None:
    """Whatever part of the log was kept, its state is where play stood then, with the same things due."""
    play = Play(CASE).run(
        "5 mark\n10 mark\n12 cps ask records matters\n15 mark\n20 police tell cps nothing !not_known\n25 mark"
    )
    kept = play.log[:killed_at]
    state = replay(play.book, kept)
    assert state.time == kept[-1].at
    assert state.seq == killed_at
    marks = [event.at for event in kept if isinstance(event, e.TimePassed)]
    assert state.time == (marks[-1] if marks else 0)
