"""Rules 5, 6, 7 and 16: what wall time does to case time.

In the case of these tests the police decide at a door (35 seconds), then work for four minutes (dispatch rings after three); cps
drives for six and tells of the aunt five minutes in; they meet in the kitchen.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.commands import Acknowledge, Choose, End, HandOver, Note
from sim.engine.events import DecisionClosed, Extended, Messaged, Noted, Picked, TimePassed, Told
from sim.engine.names import ChoiceId, DecisionId, FactId, RoleId
from sim.sessions.driver import MARK
from sim.sessions.recount import redecide
from tests.sessions.driving import Drive
from tests.sessions.session_cases import TWO_DOORS, advice, reading

# --- rule 5: while a person decides, time flows


def test_while_a_person_decides_a_second_is_a_second() -> None:
    drive = Drive()
    drive.move(12.25)
    assert drive.clock().now == pytest.approx(12.25)
    assert drive.clock().running
    assert drive.clock().left == pytest.approx(35 - 12.25)


def test_a_command_is_stamped_with_the_second_that_has_begun() -> None:
    drive = Drive()
    drive.move(12.9)
    assert drive.choose("knock") is None
    assert drive.events(DecisionClosed)[-1].at == 12


def test_the_time_is_logged_every_five_seconds_while_a_person_decides() -> None:
    drive = Drive()
    drive.move(34)
    assert [event.at for event in drive.events(TimePassed) if event.marked] == [8, 13, 18, 23, 28, 33]
    times = [event.at for event in drive.events(TimePassed)]
    assert all(later - sooner <= 5 for sooner, later in zip([0, *times], times, strict=False))


def test_the_limit_comes_by_itself() -> None:
    drive = Drive()
    drive.move(34.99)
    assert drive.is_open() == "door#1"
    drive.move(0.01)
    assert [(event.how, event.at) for event in drive.events(DecisionClosed) if event.scene == "door"] == [
        ("no_answer", 35)
    ]


def test_a_command_at_the_second_of_the_limit_comes_after_the_timeout() -> None:
    drive = Drive()
    decision = drive.decision().id
    drive.wall += 35.2  # nobody was awake in between
    refused = drive.give(Choose(seat="police", at=drive.at(), decision=decision, choice=ChoiceId("knock")))
    assert refused is not None
    assert drive.events(DecisionClosed)[-1].how == "no_answer"


def test_a_computer_does_its_part_while_time_flows() -> None:
    drive = Drive()
    assert drive.is_open("cps") == "office#1"
    drive.move(4)
    assert drive.is_open("cps") == ""


def test_what_is_due_happens_at_its_second_even_if_nobody_was_awake() -> None:
    awake, asleep = Drive(), Drive()
    awake.move(30)
    asleep.leap(30)
    unmarked = [[event for event in drive.log if not isinstance(event, TimePassed)] for drive in (awake, asleep)]
    assert [(type(event), event.at) for event in unmarked[0]] == [(type(event), event.at) for event in unmarked[1]]


# --- rule 5: when no person decides, time jumps, and stops at what is new


def test_when_nobody_decides_time_jumps_and_stops_at_a_message() -> None:
    drive = Drive()
    drive.move(10)
    drive.choose("knock")
    assert drive.now == 180
    assert drive.events(Messaged)[-1].at == 180
    assert drive.clock().holding
    assert not drive.clock().running


def test_at_a_stop_time_stands_however_long_it_takes() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.move(3600)
    assert (drive.now, drive.clock().now) == (180, 180.0)
    assert drive.clock().holding


def test_who_goes_on_comes_to_the_next_thing() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.proceed()
    assert drive.now == 300  # cps tells of the aunt
    assert [fact for event in drive.events(Told) for fact in event.facts] == ["aunt"]
    assert drive.clock().holding


def test_there_is_time_to_say_several_things_at_one_stop() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.tell("alone", "cps")
    drive.ask("records", "kin")
    assert [(event.at, event.frm) for event in drive.events(Told)] == [(180, "police")]
    assert (drive.now, drive.clock().holding) == (180, True)
    drive.proceed()
    assert drive.now > 180


def test_an_answer_is_a_thing_to_stop_at() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.ask("records", "kin")
    drive.proceed()
    assert (drive.now, drive.clock().holding) == (300, True)
    drive.proceed()
    assert drive.clock().holding is False or drive.now >= 300


def test_a_note_and_a_read_back_do_not_end_a_stop() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.proceed()
    told = drive.events(Told)[-1]
    assert drive.give(Note(seat="police", at=drive.at(), ref="n")) is None
    read_back = Acknowledge(seat="police", at=drive.at(), reply_to=told.seq, fact=FactId("aunt"))
    assert drive.give(read_back) is None
    drive.settle()
    assert (drive.now, drive.clock().holding) == (300, True)


def test_a_refused_message_does_not_end_a_stop() -> None:
    drive = Drive()
    drive.choose("knock")
    refused = drive.give(Acknowledge(seat="police", at=drive.at(), reply_to=1, fact=FactId("aunt")))
    drive.settle()
    assert refused is not None
    assert drive.clock().holding


def test_a_decision_of_a_person_ends_the_jump_by_itself() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.proceed()
    drive.proceed()
    assert drive.is_open() == "kitchen#1"
    assert drive.clock().running
    assert not drive.clock().holding
    before = drive.now
    drive.move(2)
    assert drive.clock().now == before + 2


def test_a_role_that_begins_standing_by_can_speak_before_anything_happens() -> None:
    text = TWO_DOORS.replace("begins: door", "begins: standing_by").replace(
        "message: {police: Dispatch asks how long you will be.}", "calls: {police: {scene: door}}"
    )
    drive = Drive(reading(text))
    assert (drive.now, drive.clock().holding) == (0, True)
    drive.tell("alone", "cps")
    assert drive.events(Told)[0].at == 0
    drive.proceed()
    assert drive.is_open() == "door#1"


def test_a_right_read_back_of_a_computer_is_not_worth_a_stop() -> None:
    drive = Drive()
    drive.tell("alone", "cps")
    drive.choose("knock")
    assert "Acknowledged" in drive.kinds()
    assert drive.now == 180


def test_when_the_case_is_over_nothing_happens_any_more() -> None:
    drive = Drive()
    drive.give(End(seat="police", at=drive.at()))
    drive.move(100)
    assert drive.kinds()[-1] == "CaseEnded"
    assert drive.phase == "over"
    assert not drive.clock().running


def test_when_a_persons_part_is_over_the_rest_is_played_without_stops() -> None:
    drive = Drive(persons=["cps"])
    for _ in range(20):
        if drive.is_open("cps"):
            drive.choose(drive.decision("cps").choices[0].id, "cps")
        drive.proceed("cps")
        drive.move(70)
    assert drive.state.ended


@pytest.mark.parametrize("pace", ["standard", "untimed"])
def test_a_planned_stop_stops_while_somebody_decides_too(pace: str) -> None:
    text = TWO_DOORS + "stops:\n  who_knows: {when: police.at.landing, question: Who knows about this?}\n"
    drive = Drive(reading(text), pace=pace)
    drive.choose("listen")
    for _ in range(3):
        if drive.is_open() != "landing#1":
            drive.proceed()
    stopped = drive.now
    assert drive.clock().holding
    drive.move(600)
    assert (drive.is_open(), drive.clock().now) == ("landing#1", stopped)
    drive.proceed()
    assert not drive.clock().holding
    drive.move(3)
    assert drive.clock().now == (stopped + 3 if pace == "standard" else stopped)


# --- rule 5: a computer's answer is an occurrence to jump to


def test_who_has_picked_waits_for_nobody() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.proceed()
    drive.proceed()
    opened = drive.now
    drive.choose("aunt")
    picked = drive.events(Picked)
    assert [(pick.role, pick.at > opened) for pick in picked][:2] == [("police", False), ("cps", True)]
    assert drive.now > opened
    assert drive.is_open() != "kitchen#1"


def test_picks_that_differ_let_time_flow_again() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.proceed()
    drive.proceed()
    drive.choose("shelter")
    assert drive.is_open() == "kitchen#1"
    assert drive.clock().running
    drive.move(120)
    assert [event.how for event in drive.events(DecisionClosed) if event.scene == "kitchen"] == ["deadlock"]


@pytest.mark.parametrize("pick", ["stay", None])
def test_a_computers_lead_waits_for_advice(pick: str | None) -> None:
    drive = Drive(advice("{lead: [cps]}"))
    drive.move(20)
    assert drive.is_open("cps") == "huddle#1"
    if pick is not None:
        drive.choose(pick)
    else:
        drive.pass_("police")
    assert drive.events(DecisionClosed)[-1].by == ("cps",)


def test_a_computers_lead_waits_half_the_limit_at_most() -> None:
    drive = Drive(advice("{lead: [cps]}"))
    closes = drive.decision().closes
    assert closes is not None
    drive.move(closes)
    assert drive.events(DecisionClosed)[-1].at == closes // 2


def test_computers_who_agree_among_themselves_wait_for_advice_too() -> None:
    drive = Drive(advice("{together: [cps, medical]}"))
    closes = drive.decision().closes
    assert closes is not None
    drive.move(closes // 2 - 1)
    assert drive.is_open() == "huddle#1"
    drive.choose("leave")
    assert drive.events(DecisionClosed)[-1].how == "chosen"


@pytest.mark.parametrize("decides", ["{together: [cps, medical]}", "{together: [police, cps]}"])
def test_computers_beside_a_person_wait_half_the_limit_at_most(decides: str) -> None:
    """Half the limit, and not the whole: who thinks for long still hears their partners, with time left for it."""
    drive = Drive(advice(decides))
    closes = drive.decision().closes
    assert closes is not None
    drive.move(closes // 2 - 1)
    assert drive.events(Picked) == []
    drive.move(1)
    assert {pick.at for pick in drive.events(Picked)} == {closes // 2}
    assert closes // 2 < closes


# --- rule 6: paces


def test_relaxed_pace_doubles_the_limit_and_not_the_time() -> None:
    drive = Drive(pace="relaxed")
    drive.move(10)
    assert drive.clock().now == 10
    assert drive.clock().left == 60


def test_untimed_pace_lets_time_stand_while_a_person_decides() -> None:
    drive = Drive(pace="untimed")
    drive.move(600)
    assert (drive.now, drive.clock().running, drive.clock().left) == (0, False, None)
    drive.choose("knock")
    assert drive.now == 180
    assert drive.clock().holding


def test_under_untimed_pace_a_person_can_wait_for_an_answer() -> None:
    drive = Drive(pace="untimed")
    drive.ask("records", "kin")
    assert drive.now == 0
    assert drive.driver.wait(drive.state, RoleId("police"), drive.wall)
    drive.settle()
    assert drive.now == 120
    assert drive.is_open() == "door#1"
    drive.move(60)
    assert drive.now == 120


def test_waiting_is_for_untimed_pace_only() -> None:
    drive = Drive()
    assert not drive.driver.wait(drive.state, RoleId("police"), drive.wall)


def test_under_untimed_pace_partners_beside_a_person_answer_at_once() -> None:
    """And not before it has picked: their answer would show it the author's key."""
    drive = Drive(advice("{together: [police, cps]}"), pace="untimed")
    drive.move(600)
    assert drive.events(Picked) == []
    drive.choose("stay")
    assert ("cps", 0) in [(pick.role, pick.at) for pick in drive.events(Picked)]
    assert drive.events(DecisionClosed)[-1].at == 0


@pytest.mark.parametrize("decides", ["{lead: [cps]}", "{together: [cps, medical]}"])
def test_under_untimed_pace_computers_decide_as_soon_as_each_person_has_advised(decides: str) -> None:
    drive = Drive(advice(decides), pace="untimed")
    drive.move(600)
    assert drive.is_open() == "huddle#1"
    drive.choose("leave")
    assert [(event.how, event.at) for event in drive.events(DecisionClosed)] == [("chosen", 0)]


# --- rule 7: pausing


def test_a_pause_stops_the_clock_where_it_is() -> None:
    drive = Drive()
    drive.move(10.5)
    drive.pause()
    drive.move(3600)
    assert (drive.now, drive.clock().now, drive.clock().paused, drive.clock().running) == (10, 10.0, True, False)
    drive.resume()
    drive.move(3)
    assert drive.clock().now == pytest.approx(13.0)


def test_a_pause_at_a_stop_leaves_the_stop() -> None:
    drive = Drive()
    drive.choose("knock")
    drive.pause()
    drive.proceed()
    assert drive.now == 180
    drive.resume()
    assert drive.now == 300


def test_a_note_while_paused_moves_nothing() -> None:
    drive = Drive()
    drive.move(10.5)
    drive.pause()
    drive.move(60)
    assert drive.give(Note(seat="police", at=drive.at(), ref="n")) is None
    assert drive.events(Noted)[-1].at == 10


# --- coach


def test_a_coach_stops_after_each_decision() -> None:
    drive = Drive(mode="coach", pace="relaxed")
    drive.move(5)
    drive.choose("knock")
    assert (drive.now, drive.clock().holding) == (5, True)
    drive.proceed()
    assert drive.now == 180


# --- rule 15: nobody at any seat


def test_when_the_only_person_steps_out_the_case_stands_until_one_comes_back() -> None:
    drive = Drive()
    drive.move(10)
    drive.give(HandOver(seat="police", at=drive.at(), role=RoleId("police"), to=None))
    drive.move(3600)
    assert drive.now == 10
    drive.give(HandOver(seat="facilitator", at=drive.at(), role=RoleId("police"), to="p-police"))
    drive.move(2)
    assert drive.clock().now == 12


def test_a_seat_that_a_person_left_is_played_while_others_are_there() -> None:
    drive = Drive(persons=["police", "cps"])
    drive.move(2)
    drive.give(HandOver(seat="police", at=drive.at(), role=RoleId("police"), to=None))
    drive.move(10)
    assert drive.is_open("police") == ""
    assert drive.is_open("cps") == "office#1"


# --- rule 5 in a room


def test_a_room_waits_for_all_who_were_addressed() -> None:
    drive = room_at_a_stop()
    drive.proceed("police")
    assert drive.now == drive_stop(drive)
    drive.proceed("cps")
    assert drive.now > drive_stop(drive)


def test_a_room_waits_twenty_seconds_at_most() -> None:
    drive = room_at_a_stop()
    stop = drive.now
    drive.move(19.9)
    assert drive.now == stop
    drive.move(0.1)
    assert drive.now > stop


def room_at_a_stop() -> Drive:
    text = TWO_DOORS.replace(
        "message: {police: Dispatch asks how long you will be.}", "message: {all: Dispatch asks how long you will be.}"
    )
    drive = Drive(reading(text), persons=["police", "cps"], room=True)
    drive.choose("drive", "cps")
    drive.choose("knock", "police")
    assert drive.now == drive_stop(drive)
    return drive


def drive_stop(drive: Drive) -> int:
    return int(drive.events(Messaged)[-1].at)


# --- rule 16: one laptop, several seats


def two_at_a_laptop() -> Drive:
    drive = Drive(persons=["police", "cps"])
    drive.curtain(up=True)
    return drive


def test_while_the_curtain_is_up_time_stands() -> None:
    drive = two_at_a_laptop()
    drive.move(600)
    assert drive.now == 0
    assert not drive.clock().running


def test_turns_go_by_deadline() -> None:
    drive = two_at_a_laptop()
    assert drive.driver.turn(drive.state) == "police"  # 35 seconds, cps 63
    drive.curtain(up=False, front="police")
    assert drive.driver.turn(drive.state) is None
    drive.choose("knock")
    assert drive.driver.turn(drive.state) == "cps"


def test_when_who_sits_there_has_decided_time_stands_until_the_laptop_is_passed_on() -> None:
    drive = two_at_a_laptop()
    drive.curtain(up=False, front="police")
    drive.move(5)
    drive.choose("knock")
    drive.move(600)
    assert drive.now == 5
    drive.curtain(up=True)
    drive.curtain(up=False, front="cps")
    drive.move(3)
    assert drive.clock("cps").now == 8


def test_the_time_that_a_decision_spent_out_of_sight_is_given_back() -> None:
    drive = two_at_a_laptop()
    drive.curtain(up=False, front="police")
    left = drive.decision("cps").closes
    assert left is not None
    drive.move(20)
    drive.choose("knock")
    drive.curtain(up=True)
    drive.curtain(up=False, front="cps")
    assert [(event.decision, event.closes) for event in drive.events(Extended)] == [("office#1", left + 20)]
    assert drive.clock("cps").left == left


def test_a_limit_does_not_run_out_of_sight() -> None:
    drive = two_at_a_laptop()
    drive.curtain(up=False, front="cps")  # whose decision stays open longer than that of the police
    drive.move(50)
    assert drive.is_open("police") == "door#1"
    drive.choose("drive", "cps")
    drive.curtain(up=True)
    drive.curtain(up=False, front="police")
    assert drive.clock("police").left == 35
    assert drive.events(Extended)[-1].decision == DecisionId("door#1")


def two_at_one_decision() -> Drive:
    drive = Drive(advice("{together: [police, cps]}"), persons=["police", "cps"])
    drive.curtain(up=True)
    drive.curtain(up=False, front="police")
    return drive


def test_each_has_their_whole_time_for_what_they_decide_together() -> None:
    drive = two_at_one_decision()
    left = drive.clock("cps").left
    drive.move(15)
    drive.choose(drive.decision().choices[0].id)
    assert drive.driver.turn(drive.state) == "cps"
    drive.curtain(up=True)
    drive.curtain(up=False, front="cps")
    assert drive.clock("cps").left == left


def test_a_limit_that_runs_out_before_one_of_them_does_not_run_out_before_the_other() -> None:
    drive = two_at_one_decision()
    left = drive.clock("cps").left
    assert left is not None
    drive.move(left + 600)
    assert drive.is_open("cps"), "it is still there for who has not seen it"
    assert drive.driver.turn(drive.state) == "cps"
    assert drive.phase == "standing"
    drive.curtain(up=True)
    drive.curtain(up=False, front="cps")
    given = drive.clock("cps").left
    assert given is not None
    assert left <= given <= left + MARK
    drive.move(given + 1)
    assert not drive.state.decisions, "and then it is over for both"


def test_who_picks_late_is_asked_again_when_the_picks_differ() -> None:
    drive = two_at_one_decision()
    left = drive.clock("cps").left
    assert left is not None
    drive.move(left + 1)
    first, second = (choice.id for choice in drive.decision().choices[:2])
    assert drive.choose(first) is None
    drive.curtain(up=True)
    drive.curtain(up=False, front="cps")
    drive.move(5)
    assert drive.choose(second, "cps") is None
    drive.curtain(up=True)
    assert drive.driver.turn(drive.state) is not None
    drive.curtain(up=False, front="police")
    assert drive.phase == "flowing"
    assert drive.choose(second) is None
    assert not drive.state.decisions


# --- clocks that misbehave


def test_a_wall_clock_that_runs_back_takes_nothing_away() -> None:
    drive = Drive()
    drive.move(10)
    drive.wall -= 500
    drive.settle()
    drive.move(3)
    assert drive.clock().now == pytest.approx(13)
    assert drive.is_open() == "door#1"


def test_what_could_not_be_kept_is_given_back() -> None:
    drive = Drive()
    drive.move(7)
    logged = drive.now
    drive.driver.stand_back(drive.state, drive.wall)
    assert drive.clock().now == logged


# --- what is always true

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.floats(0, 20, allow_nan=False)),
        st.tuples(st.just("leap"), st.floats(0, 20, allow_nan=False)),
        st.tuples(st.sampled_from(["choose", "ask", "tell", "proceed", "pause", "step"]), st.integers(0, 3)),
    ),
    max_size=40,
)
PACES = st.sampled_from(["standard", "relaxed", "untimed"])


@given(acts=ACTS, pace=PACES, persons=st.sampled_from([["police"], ["cps"], ["police", "cps"]]))
def test_whatever_people_do_time_keeps_its_promises(
    acts: list[tuple[str, float]], pace: str, persons: list[str]
) -> None:
    drive = Drive(persons=persons, pace=pace)
    shown = dict.fromkeys(persons, 0.0)
    for act, number in acts:
        held = drive.now if drive.phase in ("holding", "standing", "over") else None
        _do(drive, act, number, persons[int(number) % len(persons)])
        if held is not None and act in ("move", "leap"):
            assert drive.now == held, "time stands at a stop"
        for role in persons:
            clock = drive.clock(role)
            assert clock.now >= drive.now
            assert clock.now - drive.now < 6 or not clock.running, "the record is never far behind the clock"
            assert clock.now >= shown[role] - 1, (
                "what was shown is not taken back by more than the second that had begun"
            )
            shown[role] = clock.now
            assert clock.left is None or clock.left > 0
    assert [event.seq for event in drive.log] == list(range(1, len(drive.log) + 1))
    assert redecide(drive.state.book, drive.log) == drive.log


def _do(drive: Drive, act: str, number: float, role: str) -> None:
    match act:
        case "move":
            drive.move(number)
        case "leap":
            drive.leap(number)
        case "choose" if drive.is_open(role) and not drive.state.paused:
            choices = drive.decision(role).choices
            drive.choose(choices[int(number) % len(choices)].id, role)
        case "ask" | "tell":
            drive.say(act, role)
        case "proceed":
            drive.proceed(role)
        case "pause" if not drive.state.ended:
            (drive.resume if drive.state.paused else drive.pause)(role)
        case "step" if not drive.state.ended:
            there = drive.state.seats[RoleId(role)].person is not None
            drive.step(role, None if there else f"p-{role}")


@given(pace=st.sampled_from(["standard", "relaxed"]), choices=st.lists(st.integers(0, 1), min_size=30, max_size=30))
def test_who_decides_and_goes_on_comes_to_the_end(pace: str, choices: list[int]) -> None:
    drive = Drive(pace=pace)
    for place in choices:
        if drive.state.ended:
            break
        if drive.is_open():
            offered = drive.decision().choices
            drive.choose(offered[place % len(offered)].id)
            drive.move(70)
        drive.proceed()
    assert drive.state.ended
    assert drive.state.how == "finished"
