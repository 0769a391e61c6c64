"""Rule 15: a seat changes hands by one event that says to whom and never why."""

import pytest

from sim.engine import commands as c
from sim.engine import events as e
from sim.engine.names import RoleId
from tests.engine.rules.stage import Play, Story, row

CASE = """
roles: {police: yard, cps: office}
facts: {key: {held_by: [police]}}
scenes:
  yard: {roles: [police], think: 60s, choices: {go: {takes: 60s, goto: yard}, ride: {takes: 60s, unreachable: true, goto: yard}}}
  office: {roles: [cps], choices: {go: {takes: 60s, goto: {end: over}}}}
"""


@pytest.mark.parametrize(
    "story",
    [
        row("a person steps out", CASE, "5 police hand police -", "5 handed police computer"),
        row("the facilitator gives a seat", CASE, "5 facilitator hand police ann", "5 handed police ann"),
        row(
            "the facilitator takes one, whose person is lost",
            CASE,
            "5 facilitator hand police -",
            "5 handed police computer",
        ),
        row(
            "nobody gives a seat to another",
            CASE,
            "5 cps hand police - !not_yours\n5 cps hand police bob !not_yours",
            "no handed",
        ),
        row("nor one's own", CASE, "5 police hand police bob !not_yours", "no handed"),
        row(
            "in every state the role can be in: busy, out of reach, finished",
            CASE,
            """
            0 police choose ride
            0 cps choose go
            5 police hand police -
            61 cps hand cps -
            """,
            """
            5 handed police computer
            61 handed cps computer
            """,
        ),
        row(
            "an open decision stays open, with its limit",
            CASE,
            "5 police hand police -\n61",
            """
            0 opened yard#1 police
            0 opened office#1 cps
            5 handed police computer
            61 closed yard#1 no_answer if_no_answer:police
            """,
        ),
        row(
            "back and forth",
            CASE,
            "5 police hand police -\n9 facilitator hand police ann\n12 facilitator hand police bob",
            """
            5 handed police computer
            9 handed police ann
            12 handed police bob
            """,
        ),
    ],
)
def test_seats_change_hands(story: Story) -> None:
    story.hold()


def test_it_is_one_event() -> None:
    play = Play(CASE, persons=("police",))
    before = len(play.log)
    play.run("0 police hand police -")
    assert len(play.log) == before + 1
    assert play.state.seats["police"].person is None


def test_the_event_has_no_room_for_a_cause() -> None:
    assert set(e.SeatHandedOver.__struct_fields__) == {"seq", "at", "seen_by", "given", "role", "to"}


def test_stepping_out_and_being_taken_from_the_seat_leave_the_same_record() -> None:
    """Also in the command that the log keeps with it: who asked for it, or who they are, is not in it."""
    one, other = (
        Play(CASE, persons=("police",)).run(f"5 mark\n5 {seat} hand police -").last(e.SeatHandedOver)
        for seat in ("police", "facilitator")
    )
    assert one == other
    by_name = c.HandOver(seat=RoleId("police"), at=5, by="p-police", role=RoleId("police"))
    play = Play(CASE, persons=("police",)).run("5 mark")
    assert play.give(by_name).events[0] == one


def test_the_others_see_nothing_of_it() -> None:
    play = Play(CASE, persons=("police", "cps")).run("5 mark\n5 police hand police -")
    without = Play(CASE, persons=("police", "cps")).run("5 mark")
    assert play.view("cps") == without.view("cps")
    assert play.last(e.SeatHandedOver).seen_by == ("police",)


def test_the_rest_of_the_seat_stays_as_it_was_set_up() -> None:
    play = Play(CASE, persons=("police",), factors={"police": 2.0}, avoid={"police": ("separation",)})
    play.run("0 facilitator hand police ann")
    seat = play.state.seats["police"]
    assert (seat.person, seat.factor, seat.avoid, seat.player) == ("ann", 2.0, ("separation",), "colleague")


def test_the_log_says_who_decided_what() -> None:
    """What a computer decided is told from what a person did by the seat's last hand before it."""
    play = Play(CASE, persons=("police",)).run("0 police choose go\n60 police hand police -\n60 police choose go\n120")
    hands: list[str | None] = [play.setup.seats["police"].person]
    decided = []
    for event in play.log:
        if isinstance(event, e.SeatHandedOver):
            hands.append(event.to)
        if isinstance(event, e.DecisionClosed) and event.how == "chosen":
            decided.append((event.decision, hands[-1]))
    assert decided == [("yard#1", "p-police"), ("yard#2", None)]
