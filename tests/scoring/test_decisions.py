"""What decisions earn, of the most that was open."""

import msgspec
import pytest

from scoring import Item, score
from sim.engine.commands import Advance, CallRole, HandOver
from sim.engine.scenario import Because, Credit, Form, Key, VariableDef, Within
from sim.engine.scenario import Item as Line
from tests.scoring.small_cases import (
    OVER,
    Play,
    case,
    choice,
    fact,
    happened,
    outcome,
    persons,
    points,
    scene,
)


def items(play: Play, dimension: str = "coordination", kind: str = "decision") -> list[Item]:
    card = score(play.book, play.log)
    return [item for item in card.items if item.dimension == dimension and item.kind == kind]


def only(play: Play, dimension: str = "coordination", kind: str = "decision") -> Item:
    (item,) = items(play, dimension, kind)
    return item


def untested(play: Play, dimension: str = "coordination") -> list[str]:
    return [each.reason for each in score(play.book, play.log).untested if each.dimension == dimension]


def alone(choices: dict, **more) -> Play:
    """One decision of one role."""
    more.setdefault("think", 60)
    more.setdefault("if_no_answer", outcome())
    setup = more.pop("setup", None)
    variables = more.pop("variables", {})
    return Play(case({"door": scene(choices, **more)}, {"police": "door"}, variables=variables), setup)


TWO = {
    "well": choice("Look first.", credit=points(1, 0.8, 0.9), because="Sight first.", cite="K-01"),
    "fair": choice("Go in.", credit=points(0.4, 0.2, 0.6)),
}


def test_a_choice_earns_its_credit_of_the_best_that_was_open_in_each_dimension() -> None:
    play = alone(TWO).choose("police", 5, "fair")
    found = {item.dimension: (item.points, item.at_stake) for item in score(play.book, play.log).items}
    assert found == {"coordination": (0.4, 1), "trauma_informed": (0.2, 0.8), "protocol": (0.6, 0.9)}


def test_an_item_names_its_owner_its_log_lines_its_reason_and_its_source() -> None:
    item = only(alone(TWO).choose("police", 5, "well"))
    assert item.owners == ("police",)
    assert item.events == (2, 4)
    assert item.reason == "“Look first.” Sight first."
    assert (item.source, item.key) == ("K-01", "the author’s key")


def test_without_a_source_of_its_own_an_item_cites_the_key() -> None:
    assert only(alone(TWO).choose("police", 5, "fair")).source == "the scenario’s key"


def test_credit_is_that_of_the_case_just_before_the_decision_closed() -> None:
    choices = {
        "first": choice(
            "Do it.",
            credit=((happened("chosen.door.first"), points(0.1)), (None, points(0.7))),
        ),
        "other": choice("Leave it.", credit=points(0.5)),
    }
    assert only(alone(choices).choose("police", 5, "first")).points == 0.7


def test_what_a_choice_changes_at_the_moment_of_choosing_does_not_change_its_own_credit() -> None:
    from sim.engine.conditions import Condition, Variable
    from sim.engine.scenario import Effects

    raised = Condition("alarm", Variable("alarm"))
    choices = {
        "loud": choice(
            "Shout.", credit=((raised, points(0)), (None, points(1))), start=Effects(sets=(("alarm", 1.0),))
        ),
        "quiet": choice("Whisper.", credit=points(0.5)),
    }
    play = alone(choices, variables={"alarm": VariableDef()}).choose("police", 5, "loud")
    assert only(play).points == 1


def test_a_choice_that_could_not_be_taken_is_not_in_the_denominator() -> None:
    choices = {
        "shut": choice("With the key.", credit=points(1), if_=happened("done.never")),
        "open": choice("Without it.", credit=points(0.6)),
        "poor": choice("Leave.", credit=points(0.3)),
    }
    item = only(alone(choices).choose("police", 5, "poor"))
    assert (item.points, item.at_stake) == (0.3, 0.6)


def test_a_choice_that_opened_later_is_in_the_denominator() -> None:
    choices = {
        "opens": choice("With the key.", credit=points(1), if_=happened("police.knows.code")),
        "open": choice("Without it.", credit=points(0.6)),
    }
    scenes = {
        "door": scene(choices, think=600, if_no_answer=outcome()),
        "desk": scene({"go": choice("Go.", credit=points(1))}, roles=("cps",)),
    }
    scenario = case(scenes, {"police": "door", "cps": "desk"}, facts={"code": fact(held_by=("cps",))})
    play = Play(scenario).tell("cps", 5, "police", "code").choose("police", 9, "open")
    assert next(item for item in items(play) if item.owners == ("police",)).at_stake == 1


def test_time_running_out_earns_nothing_of_what_was_open() -> None:
    item = only(alone(TWO).until(300))
    assert (item.points, item.at_stake) == (0, 1)
    assert item.reason == "The time ran out before this was decided."


def test_time_running_out_earns_what_the_author_gave_it() -> None:
    item = only(alone(TWO, if_no_answer=outcome(credit=points(0.25))).until(300))
    assert (item.points, item.at_stake) == (0.25, 1)


def test_a_decision_in_which_nothing_open_could_earn_is_not_tested() -> None:
    play = alone({"a": choice("A", credit=points(0)), "b": choice("B", credit=points(0))}).choose("police", 5, "a")
    assert items(play) == []
    assert untested(play) == ["Nothing that was open here could earn anything in this dimension any more."]


def test_a_decision_without_credit_is_no_opportunity() -> None:
    play = alone({"a": choice("A"), "b": choice("B")}).choose("police", 5, "a")
    card = score(play.book, play.log)
    assert card.items == ()
    assert card.untested == ()


# --- who a decision belongs to


def joint(how: str, deciders=("police", "cps"), **more) -> Play:
    """One decision of police and CPS together."""
    more.setdefault("think", 60)
    more.setdefault("if_no_answer", outcome())
    if how == "together":
        more.setdefault("if_deadlock", outcome())
    meet = scene(TWO, roles=("police", "cps"), how=how, deciders=deciders, title="In the kitchen", **more)
    return Play(case({"meet": meet}, {"police": "meet", "cps": "meet"}))


def test_what_a_lead_decides_before_others_belongs_to_the_team() -> None:
    play = joint("lead", ("cps",)).choose("police", 5, "well").choose("cps", 9, "fair")
    item = only(play)
    assert (item.owners, item.roles, item.points) == (("team",), ("cps",), 0.4)
    advice = [event.seq for event in play.log if type(event).__name__ == "Picked"]
    assert set(advice) < set(item.events)


def test_what_is_decided_together_belongs_to_the_team() -> None:
    item = only(joint("together").choose("police", 5, "well").choose("cps", 9, "well"))
    assert (item.owners, item.roles, item.points) == (("team",), ("police", "cps"), 1)


def test_picks_that_differ_until_the_limit_earn_nothing() -> None:
    item = only(joint("together").choose("police", 5, "well").choose("cps", 9, "fair").until(300))
    assert (item.points, item.at_stake) == (0, 1)
    assert item.reason == "The picks differed to the end."


def test_in_each_every_role_has_an_item_of_its_own() -> None:
    play = joint("each").choose("police", 5, "well").choose("cps", 9, "fair")
    assert [(item.owners, item.points) for item in items(play)] == [(("police",), 1), (("cps",), 0.4)]


def test_in_each_only_who_stayed_silent_earns_nothing() -> None:
    play = joint("each").choose("cps", 9, "fair").until(300)
    assert [(item.owners, item.points, item.at_stake) for item in items(play)] == [
        (("police",), 0, 1),
        (("cps",), 0.4, 1),
    ]


def test_a_deadlock_may_have_credit_where_no_choice_has_any() -> None:
    choices = {"well": choice("Go.", credit=points(1)), "fair": choice("Wait.", credit=points(0.4))}
    deadlock = outcome(credit=points(protocol=0.5))
    meet = scene(
        choices, ("police", "cps"), "together", think=60, if_no_answer=outcome(), if_deadlock=deadlock, title="Meet"
    )
    play = Play(case({"meet": meet}, {"police": "meet", "cps": "meet"}))
    item = only(play.choose("police", 5, "well").choose("cps", 9, "fair").until(300), "protocol")
    assert (item.points, item.at_stake) == (0.5, 0.5)


def test_a_joint_decision_is_in_the_teams_score_and_in_no_roles() -> None:
    play = joint("together").choose("police", 5, "well").choose("cps", 9, "well")
    card = score(play.book, play.log)
    assert card.team["coordination"].earned == 1
    assert card.roles["police"]["coordination"].coverage.opportunities == 0


# --- what could not be judged


def test_an_interrupted_decision_has_no_item_and_is_counted_as_not_tested() -> None:
    scenes = {
        "door": scene(TWO, think=600, if_no_answer=outcome()),
        "call": scene({"go": choice("Go.", credit=points(1))}),
    }
    play = Play(case(scenes, {"police": "door"})).give(
        CallRole(seat="facilitator", at=5, role="police", scene="call", urgent=True)
    )
    play.choose("police", 9, "go").until(300)
    card = score(play.book, play.log)
    assert [item.decision for item in card.items] == ["call#1"]
    assert untested(play) == ["This was broken off by a call; nothing was decided."]


def test_an_interrupted_decision_that_was_taken_up_again_is_one_opportunity() -> None:
    from sim.engine.scenario import Destination

    scenes = {
        "door": scene(TWO, think=600, if_no_answer=outcome()),
        "call": scene({"go": choice("Go.", Destination(back=True), credit=points(1))}),
    }
    play = Play(case(scenes, {"police": "door"})).give(
        CallRole(seat="facilitator", at=5, role="police", scene="call", urgent=True)
    )
    play.choose("police", 9, "go").choose("police", 100, "well")
    coverage = score(play.book, play.log).roles["police"]["coordination"].coverage
    assert (coverage.opportunities, coverage.judged, coverage.not_tested) == (2, 2, 0)


def test_an_open_decision_at_the_end_of_the_case_is_not_tested() -> None:
    from sim.engine.commands import End

    play = alone(TWO).give(End(seat="police", at=9))
    assert items(play) == []
    assert untested(play) == ["The case ended while this was open."]


def test_a_play_that_goes_on_is_scored_as_far_as_it_went() -> None:
    play = alone(TWO)
    assert untested(play) == ["This is still open."]


def test_a_choice_on_which_a_panel_differs_is_not_scored() -> None:
    choices = {
        "split": choice("Search now.", credit=points(1), key=Key("panel", 7, 1.3)),
        "fair": choice("Wait.", credit=points(0.6)),
    }
    play = alone(choices).choose("police", 5, "split")
    assert items(play) == []
    assert untested(play) == ["Judged by a panel of 7 (spread 1.3), who did not agree: shown, and not scored."]


def test_a_choice_on_which_a_panel_differs_is_not_in_the_denominator() -> None:
    choices = {
        "split": choice("Search now.", credit=points(1), key=Key("panel", 7, 1.3)),
        "fair": choice("Wait.", credit=points(0.6)),
    }
    item = only(alone(choices).choose("police", 5, "fair"))
    assert (item.points, item.at_stake) == (0.6, 0.6)


def test_a_panel_that_spreads_by_one_point_and_no_more_is_scored() -> None:
    choices = {"a": choice("A", credit=points(1), key=Key("panel", 7, 1.0)), "b": choice("B", credit=points(0))}
    assert only(alone(choices).choose("police", 5, "a")).points == 1


def test_a_panel_that_agrees_is_named() -> None:
    choices = {"a": choice("A", credit=points(1), key=Key("panel", 7, 0.4)), "b": choice("B", credit=points(0))}
    assert only(alone(choices).choose("police", 5, "a")).key == "a panel of 7 (spread 0.4)"


def test_under_untimed_pace_limits_that_never_ran_are_not_tested() -> None:
    play = alone(TWO, setup=persons("police", pace="untimed")).choose("police", 0, "well")
    assert only(play).points == 1
    assert untested(play) == ["The time limit did not run at this pace."]


def test_what_the_computer_decided_for_a_person_who_stepped_out_is_not_scored_to_the_role() -> None:
    scenes = {
        "door": scene(TWO | {"well": choice("Look.", "hall", credit=points(1))}, think=60, if_no_answer=outcome()),
        "hall": scene(TWO, think=60, if_no_answer=outcome()),
    }
    play = Play(case(scenes, {"police": "door"}), persons("police")).choose("police", 5, "well")
    play.give(HandOver(seat="police", at=20, role="police")).choose("police", 80, "fair")
    card = score(play.book, play.log)
    assert [(item.decision, item.owners) for item in items(play)] == [("door#1", ("police",)), ("hall#1", ("team",))]
    assert untested(play) == ["The computer held this seat at that moment."]
    assert card.roles["police"]["coordination"].coverage.judged == 1


def test_the_computers_own_seats_have_scores_like_any_other() -> None:
    play = Play(case({"door": scene(TWO, think=60, if_no_answer=outcome())}, {"police": "door"}), persons())
    assert only(play.choose("police", 5, "well")).owners == ("police",)


def test_a_meeting_that_did_not_come_about_is_not_tested() -> None:
    meet = scene(TWO, roles=("police", "cps"), how="together", wait=60, title="In the kitchen")
    away = scene({"stay": choice("Stay.")}, roles=("cps",))
    play = Play(case({"meet": meet, "away": away}, {"police": "meet", "cps": "away"})).until(300)
    assert untested(play) == ["Only Patrol officer came; the meeting did not come about."]
    assert items(play, kind="outcome") == []


def test_a_meeting_that_did_not_come_about_earns_what_the_author_gave_it() -> None:
    meet = scene(TWO, roles=("police", "cps"), how="together", wait=60, no_show=outcome(credit=points(0.2)))
    away = scene({"stay": choice("Stay.")}, roles=("cps",))
    play = Play(case({"meet": meet, "away": away}, {"police": "meet", "cps": "away"})).until(300)
    item = only(play, kind="outcome")
    assert (item.owners, item.points, item.at_stake) == (("team",), 0.2, 0.2)


def came_late(stepped_out: bool) -> Play:
    """CPS is called away from a meeting that is decided without it; its way when it comes back has credit."""
    meet = scene(
        TWO,
        ("police", "cps"),
        "lead",
        ("police",),
        wait=60,
        think=900,
        if_no_answer=outcome(),
        latecomer=outcome(credit=points(0.3)),
        quorum=("police",),
    )
    away = scene({"go": choice("Go.", "meet", takes=100)}, ("cps",))
    play = Play(case({"meet": meet, "away": away}, {"police": "meet", "cps": "away"}), persons("police", "cps"))
    play.choose("cps", 0, "go").choose("police", 70, "well")
    if stepped_out:
        play.give(HandOver(seat="cps", at=80, role="cps"))
    return play.until(200)


@pytest.mark.parametrize(("stepped_out", "owner"), [(False, "cps"), (True, "team")])
def test_who_came_late_answers_for_it_unless_the_computer_held_the_seat(stepped_out: bool, owner: str) -> None:
    item = only(came_late(stepped_out), kind="outcome")
    assert (item.owners, item.points, item.at_stake) == ((owner,), 0.3, 0.3)


# --- forms


def form(least: int = 0, most: int = 99) -> dict:
    """Lines with credit 1, 0 and 0.75 in protocol, one with credit in coordination, one without any."""
    lines = {
        "right": Line(((None, "No adult can care for them."),), credit=((None, points(protocol=1)),)),
        "wrong": Line(((None, "She was rude."),), credit=((None, points(protocol=0)),)),
        "fair": Line(((None, "It is late."),), credit=((None, points(protocol=0.75)),)),
        "shared": Line(((None, "CPS agrees."),), credit=((None, points(coordination=1)),)),
        "plain": Line(((None, "The date."),)),
    }
    body = choice("Write it down.", because="Grounds are listed.", form=Form(lines, least, most))
    return {"form": body}


@pytest.mark.parametrize(
    ("ticked", "least", "most", "earned", "at_stake"),
    [
        (("right", "fair"), 0, 99, (1 + 1 + 0.75) / 3, (1 + 1 + 0.75) / 3),
        (("right",), 0, 99, (1 + 1 + 0.25) / 3, (1 + 1 + 0.75) / 3),
        (("wrong",), 0, 99, (0 + 0 + 0.25) / 3, (1 + 1 + 0.75) / 3),
        ((), 0, 99, (0 + 1 + 0.25) / 3, (1 + 1 + 0.75) / 3),
        (("fair",), 0, 1, (0 + 1 + 0.75) / 3, (1 + 1 + 0.25) / 3),
        (("right", "fair", "plain", "shared"), 4, 4, (1 + 1 + 0.75) / 3, (1 + 1 + 0.75) / 3),
        (("wrong", "fair", "plain", "shared"), 4, 4, (0 + 0 + 0.75) / 3, (1 + 1 + 0.75) / 3),
        (("right", "fair", "plain", "shared", "wrong"), 5, 5, (1 + 0 + 0.75) / 3, (1 + 0 + 0.75) / 3),
    ],
)
def test_a_form_earns_the_mean_over_its_lines_of_the_best_ticking_it_admits(
    ticked: tuple, least: int, most: int, earned: float, at_stake: float
) -> None:
    item = only(alone(form(least, most)).choose("police", 5, "form", *ticked), "protocol")
    assert item.points == pytest.approx(earned)
    assert item.at_stake == pytest.approx(at_stake)
    assert item.reason == f"{len(ticked)} of 5 lines were ticked. Grounds are listed."


def test_a_form_is_judged_in_each_dimension_by_the_lines_that_have_credit_there() -> None:
    item = only(alone(form()).choose("police", 5, "form", "right"), "coordination")
    assert (item.points, item.at_stake) == (0, 1)


# --- timeliness


def timed(target: int = 60, late: int = 180, since: str | None = None) -> Credit:
    return Credit({"coordination": 1.0, "trauma_informed": 1.0}, {"coordination": Within(target, late, since)})


def slow(at: int, credit: Credit | None = None, setup=None) -> Play:
    choices = {"call": choice("Call now.", credit=credit or timed()), "no": choice("Wait.", credit=points(0, 1))}
    return alone(choices, think=900, setup=setup).choose("police", at, "call")


@pytest.mark.parametrize(("at", "share"), [(0, 1), (60, 1), (61, 119 / 120), (120, 0.5), (179, 1 / 120), (180, 0)])
def test_timeliness_falls_in_a_straight_line_from_the_target_to_the_late_mark(at: int, share: float) -> None:
    item = only(slow(at))
    assert item.points == pytest.approx(share)
    assert item.at_stake == 1


@pytest.mark.parametrize(("at", "share"), [(60, 1), (61, 0)])
def test_a_target_that_is_the_late_mark_too_is_a_deadline_and_still_in_time(at: int, share: float) -> None:
    assert only(slow(at, timed(60, 60))).points == share


def test_a_late_credit_says_how_late() -> None:
    assert only(slow(120)).reason == "“Call now.” It came after 2 minutes; 50% of the credit is left by then."


def test_timeliness_never_counts_in_trauma_informed_items() -> None:
    credit = Credit({"trauma_informed": 1.0}, {"trauma_informed": Within(1, 2)})
    assert only(slow(120, credit), "trauma_informed").points == 1


def test_accommodations_stretch_the_window_of_timeliness() -> None:
    assert only(slow(240, setup=persons("police", factor=2.0))).points == pytest.approx(0.5)


def test_a_clock_that_stood_still_does_not_test_timeliness() -> None:
    play = slow(0, setup=persons("police", pace="untimed"))
    assert only(play).points == 1
    assert "Case time stood still here at this pace; how soon it was done is not tested." in untested(play)


def after_a_mark(first: int, second: int, setup=None) -> Play:
    """A radio call made *first*, and a decision whose timeliness counts from it, taken at *second*."""
    scenes = {
        "radio": scene({"call": choice("Call.", "door", takes=30)}, think=900, if_no_answer=outcome("door")),
        "door": scene(
            {
                "soon": choice("Now.", credit=timed(since="chosen.radio.call")),
                "no": choice("Wait.", credit=points(0, 1)),
            },
            think=900,
            if_no_answer=outcome(),
        ),
    }
    play = Play(case(scenes, {"police": "radio"}), setup)
    return play.choose("police", first, "call").choose("police", second, "soon")


def test_timeliness_can_count_from_a_mark() -> None:
    assert only(after_a_mark(100, 220)).points == pytest.approx(0.5)


def test_from_a_mark_it_counts_at_untimed_pace_too_because_that_clock_ran() -> None:
    play = after_a_mark(100, 220, persons("police", pace="untimed"))
    assert only(play).points == pytest.approx(0.5)
    assert "Case time stood still here at this pace; how soon it was done is not tested." not in untested(play)


def test_from_a_mark_that_happened_again_it_counts_anew() -> None:
    scenes = {
        "radio": scene(
            {"call": choice("Call.", "radio", takes=30), "on": choice("Go.", "door", takes=1)},
            think=900,
            if_no_answer=outcome(),
        ),
        "door": scene(
            {"soon": choice("Now.", credit=timed(since="chosen.radio.call"))}, think=900, if_no_answer=outcome()
        ),
    }
    play = Play(case(scenes, {"police": "radio"}))
    play.choose("police", 0, "call").choose("police", 300, "call").choose("police", 330, "on")
    assert only(play.choose("police", 420, "soon")).points == pytest.approx(0.5)


def test_lateness_from_before_a_decision_opened_is_not_charged_to_it() -> None:
    scenes = {
        "radio": scene({"call": choice("Call.", "door", takes=120)}, think=900, if_no_answer=outcome("door")),
        "door": scene(
            {"soon": choice("Now.", credit=timed(since="chosen.radio.call"))}, think=9, if_no_answer=outcome()
        ),
    }
    play = Play(case(scenes, {"police": "radio"})).choose("police", 0, "call").choose("police", 120, "soon")
    item = only(play)
    assert (item.points, item.at_stake) == (pytest.approx(0.5), pytest.approx(0.5))


# --- what stays the same


def test_names_of_choices_do_not_matter() -> None:
    renamed = {"zzz": TWO["well"], "aaa": TWO["fair"]}
    one = alone(TWO).choose("police", 5, "fair")
    other = alone(renamed).choose("police", 5, "aaa")
    assert score(one.book, one.log).items == score(other.book, other.log).items


def test_because_may_be_missing() -> None:
    body = msgspec.structs.replace(TWO["well"], because=Because("", "B-17"))
    item = only(alone({"well": body}).choose("police", 5, "well"))
    assert (item.reason, item.source) == ("“Look first.”", "B-17")


def test_time_may_pass_after_the_last_decision() -> None:
    play = alone({"a": choice("A", OVER, points(1), takes=600)}).choose("police", 5, "a").give(Advance(at=605))
    assert score(play.book, play.log).ended


# --- lines of a form on which a panel did not agree


def lined(*keys: Key, ticked: tuple[str, ...] = ("right",)) -> Play:
    """A form of three lines, each worth ticking, with whose judgement each is."""
    names = ("right", "fair", "far")
    lines = {
        name: Line(((None, name),), credit=((None, points(None, None, value)),), key=key)
        for name, value, key in zip(names, (1, 0.75, 0), (*keys, Key(), Key(), Key()), strict=False)
    }
    return alone({"form": choice("Write it.", form=Form(lines))}).choose("police", 5, "form", *ticked)


def test_a_line_on_which_a_panel_did_not_agree_is_in_no_mean() -> None:
    agreed, split = Key("panel", 7, 0.4), Key("panel", 7, 1.2)
    assert only(lined(agreed, agreed, agreed), "protocol").points == pytest.approx((1 + 0.25 + 1) / 3)
    play = lined(agreed, split, agreed)
    assert only(play, "protocol").points == pytest.approx(1.0)
    assert only(play, "protocol").at_stake == pytest.approx(1.0)
    assert untested(play, "protocol") == [
        "One line of this form: judged by a panel of 7 (spread 1.2), who did not agree. Shown, and not scored."
    ]


def test_a_form_on_which_a_panel_did_not_agree_at_all_is_not_scored() -> None:
    split = Key("panel", 7, 1.2)
    play = lined(split, split, split)
    assert items(play, "protocol") == []
    assert untested(play, "protocol") == [
        "3 lines of this form: judged by a panel of 7 (spread 1.2), who did not agree. Shown, and not scored."
    ]


def test_a_review_says_whose_judgement_a_line_is() -> None:
    play = lined(Key("panel", 7, 1.2))
    (found,) = score(play.book, play.log).decisions
    assert [(line.key, line.disputed) for line in found.options[0].lines] == [
        ("a panel of 7 (spread 1.2)", True),
        ("the author’s key", False),
        ("the author’s key", False),
    ]
