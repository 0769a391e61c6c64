"""Rule 7: pausing is a fact about wall time; what is accepted meanwhile, and who may pause and resume."""

import pytest

from sim.engine import cut, view
from sim.engine import events as e
from tests.engine.rules.stage import Play, Story, row

CASE = """
roles: {police: yard, cps: office}
facts: {key: {held_by: [police]}}
desks: {records: {answers: {matters: {after: 90s, says: Nothing.}}}}
injects: {bell: {message: {all: It rings.}}}
scenes:
  yard: {roles: [police], think: 30s, choices: {go: {}}}
  office: {roles: [cps], choices: {go: {}}}
  stairs: {roles: [cps], choices: {go: {}}}
"""

# what, accepted solo, accepted in a room
PAUSED = [
    ("police resume", True, False),
    ("facilitator resume", True, True),
    ("police note why", True, True),
    ("cps note why", True, True),
    ("police hand police -", True, True),
    ("facilitator hand cps ann", True, True),
    ("police end", True, False),
    ("facilitator end", True, True),
    ("facilitator fire bell", False, True),
    ("facilitator call cps stairs", False, True),
    ("facilitator extend yard#1 30", False, True),
    ("police choose go", False, False),
    ("cps choose go", False, False),
    ("police tell cps key", False, False),
    ("police ask records matters", False, False),
    ("cps ask police matters", False, False),
    ("police pause", False, False),
    ("facilitator pause", False, False),
    ("police fire bell", False, False),
    ("", False, False),
    ("mark", False, False),
]


@pytest.mark.parametrize("room", [False, True], ids=["solo", "in a room"])
@pytest.mark.parametrize(("line", "solo", "in_room"), PAUSED, ids=[line or "time passes" for line, _, _ in PAUSED])
def test_what_is_accepted_while_paused(line: str, solo: bool, in_room: bool, room: bool) -> None:
    accepted = in_room if room else solo
    play = Play(CASE, room=room).run("5 facilitator pause")
    result = play.give(play.command(["9" if line in ("", "mark") else "5", *line.split()]))
    assert (result.refused is None) is accepted
    if not accepted:
        assert result.refused.code in ("paused", "not_yours")


@pytest.mark.parametrize(
    "story",
    [
        row(
            "while paused time stands still, however long it lasts",
            CASE,
            """
            5 police pause
            5000 !paused
            5 police resume
            30
            """,
            """
            5 paused
            5 resumed
            no closed
            """,
        ),
        row(
            "and a limit has lost nothing",
            CASE,
            "5 police pause\n5 police resume\n35",
            "31 closed yard#1 no_answer if_no_answer:police",
        ),
        row(
            "what is accepted late by the wall is of the second of the pause",
            CASE,
            "5 police pause\n50 police note why\n90 police resume",
            """
            5 paused
            5 noted police why
            5 resumed
            """,
        ),
        row("solo anyone pauses", CASE, "5 cps pause", "5 paused"),
        row("solo anyone resumes", CASE, "5 cps pause\n5 police resume", "5 paused\n5 resumed"),
        row("in a room the facilitator pauses", CASE, "5 facilitator pause", "5 paused", room=True),
        row("any seat in a room can ask for a stop", CASE, "5 cps pause", "5 paused stop", room=True),
        row(
            "in a room the facilitator resumes",
            CASE,
            "5 cps pause\n5 cps resume !not_yours\n5 facilitator resume",
            """
            5 paused stop
            5 resumed
            """,
            room=True,
        ),
        row("a pause of a pause is refused", CASE, "5 police pause\n5 cps pause !paused", "5 paused"),
        row(
            "while busy one can pause as well",
            CASE,
            "0 police choose go\n5 police pause\n60 !paused\n5 police resume\n60",
            "60 worked police go",
        ),
        row(
            "at the very second of a limit the pause comes after the timeout",
            CASE,
            "31 police pause",
            """
            31 closed yard#1 no_answer if_no_answer:police
            31 paused
            """,
        ),
        row(
            "what the facilitator does while a room is paused happens in the second of the pause",
            CASE,
            "5 police pause\n40 facilitator call cps stairs",
            """
            5 called cps stairs now
            5 closed office#1 interrupted
            """,
            room=True,
        ),
    ],
)
def test_pausing(story: Story) -> None:
    story.hold()


def test_everybody_sees_the_pause_and_in_a_room_that_somebody_asked_but_not_who() -> None:
    play = Play(CASE, room=True).run("5 cps pause")
    for role in play.book.roles:
        assert play.view(role).paused
        assert play.view(role).stop
    (seen,) = [event for event in cut(play.log, "police") if isinstance(event, e.Paused)]
    assert seen.given is None
    others = Play(CASE, room=True).run("5 police pause")
    assert cut(play.log, "police")[:-1] == cut(others.log, "police")[:-1]
    assert view(play.state, "police") == view(others.state, "police")


def test_after_the_pause_nothing_of_it_is_left_in_the_views() -> None:
    paused = Play(CASE).run("5 mark\n5 police pause\n5 police resume")
    plain = Play(CASE).run("5 mark")
    views = [play.view("police") for play in (paused, plain)]
    assert views[0].decision == views[1].decision
    assert (views[0].paused, views[0].stop) == (False, False)


def test_a_stop_is_over_when_the_facilitator_resumes() -> None:
    play = Play(CASE, room=True).run("5 police pause")
    assert (play.view("cps").paused, play.view("cps").stop) == (True, True)
    play.run("5 facilitator resume")
    assert (play.view("cps").paused, play.view("cps").stop) == (False, False)
    assert not play.run("6 facilitator pause").view("cps").stop
