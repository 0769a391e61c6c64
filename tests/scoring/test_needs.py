"""Needs: one item each, owned by those who held the fact before the deadline."""

import pytest

from scoring import Item, score
from scoring.needs import NeedLine
from sim.engine.commands import Acknowledge, Ask, End, HandOver
from sim.engine.conditions import Compare, Condition, Number, Time
from sim.engine.events import Told
from sim.engine.scenario import Desk, DeskAnswer, Effects, Inject, Learning, Link, Restated, Telling
from sim.engine.seats import Seat, Setup
from tests.scoring.small_cases import OVER, Play, case, choice, fact, need, outcome, persons, points, scene


def two(needed=None, meet_after: int = 600, held_by=("police",), setup=None, more_facts=None, **more) -> Play:
    """Police and CPS, each alone until both are free to meet; CPS needs `home` for the meeting."""
    scenes = {
        "street": scene({"go": choice("Go on.", "meet")}, think=60, if_no_answer=outcome("meet", takes=meet_after)),
        "office": scene(
            {"go": choice("Go on.", "meet")}, ("cps",), think=60, if_no_answer=outcome("meet", takes=meet_after)
        ),
        "meet": scene(
            {"a": choice("Do it."), "b": choice("Leave it.")}, ("police", "cps"), "lead", ("cps",), title="Meet"
        ),
    }
    wanted = needed if needed is not None else need("meet", 120, 240)
    facts = {"home": fact("Children are alone.", held_by, needed_by={"cps": wanted}), **(more_facts or {})}
    return Play(case(scenes, {"police": "street", "cps": "office"}, facts=facts, **more), setup)


def decided(play: Play, at: int = 700) -> Play:
    """The meeting is held and decided at second *at*; then the case runs out."""
    return play.choose("cps", at, "a").until(at + 60)


def line(play: Play) -> NeedLine:
    (found,) = score(play.book, play.log).ledger.needs
    return found


def items(play: Play) -> list[Item]:
    return [item for item in score(play.book, play.log).items if item.kind == "need"]


def reasons(play: Play) -> list[str]:
    return [each.reason for each in score(play.book, play.log).untested if each.kind == "need"]


@pytest.mark.parametrize(
    ("at", "credit", "status"),
    [(0, 1, "in_time"), (120, 1, "in_time"), (121, 119 / 120, "late"), (180, 0.5, "late"), (240, 0, "late")],
)
def test_credit_is_full_until_due_and_falls_to_nothing_at_too_late(at: int, credit: float, status: str) -> None:
    play = decided(two().tell("police", at, "cps", "home"))
    (item,) = items(play)
    assert (item.owners, item.points, item.at_stake) == (("police",), pytest.approx(credit), 1)
    assert line(play).status == status


def test_a_need_that_was_never_met_earns_nothing_of_one() -> None:
    play = decided(two())
    (item,) = items(play)
    assert (item.owners, item.points, item.at_stake) == (("police",), 0, 1)
    assert line(play).status == "never"
    assert item.reason == (
        "Investigator was not told this; it was needed by 21:42, for “Meet”. Known to Patrol officer from 21:40."
    )


def test_the_reason_of_a_need_says_who_had_it_when_and_when_it_was_needed() -> None:
    (item,) = items(decided(two().tell("police", 180, "cps", "home")))
    assert item.label == "Children are alone."
    assert item.reason == (
        "Investigator had this from Patrol officer at 21:43; it was needed by 21:42, for “Meet”. "
        "50% of the credit is left by then."
    )


def test_without_deadlines_it_is_due_when_the_decision_closes() -> None:
    before = decided(two(need("meet")).tell("police", 690, "cps", "home"), 700)
    after = two(need("meet")).choose("cps", 700, "a").tell("police", 701, "cps", "home").until(800)
    assert [item.points for item in items(before)] == [1]
    assert [item.points for item in items(after)] == [0]


def test_a_second_before_and_after_the_decision_is_told_apart_by_the_log() -> None:
    before = two(need("meet")).tell("police", 700, "cps", "home").choose("cps", 700, "a").until(800)
    after = two(need("meet")).choose("cps", 700, "a").tell("police", 700, "cps", "home").until(800)
    assert [item.points for item in items(before)] == [1]
    assert [item.points for item in items(after)] == [0]


def test_with_due_alone_nothing_is_left_when_the_decision_closes() -> None:
    play = decided(two(need("meet", 200)).tell("police", 450, "cps", "home"), 700)
    assert [item.points for item in items(play)] == [pytest.approx((700 - 450) / (700 - 200))]


def test_with_due_alone_what_came_later_is_not_judged_until_the_decision_closes() -> None:
    play = two(need("meet", 200)).tell("police", 300, "cps", "home")
    assert line(play.until(650)).status == "not_tested"
    assert items(decided(play)) != []


def test_the_clock_starts_when_its_condition_first_holds() -> None:
    play = two(need("meet", 120, 240, since="chosen.street.go"), meet_after=500).choose("police", 50, "go")
    decided(play.tell("police", 50 + 180, "cps", "home"))
    assert line(play).began == 50
    assert [item.points for item in items(play)] == [pytest.approx(0.5)]


def test_a_clock_can_start_at_a_time() -> None:
    wanted = need("meet", 60, 120)
    late = Condition("time >= 300", Compare(Time(), ">=", Number(300)))
    import msgspec

    play = two(msgspec.structs.replace(wanted, since=late))
    assert line(decided(play.tell("police", 390, "cps", "home"))).began == 300
    assert [item.points for item in items(play)] == [pytest.approx(0.5)]


def test_a_need_whose_clock_never_started_is_not_tested() -> None:
    play = decided(two(need("meet", 120, 240, since="chosen.street.go")))
    assert items(play) == []
    assert reasons(play) == ["The moment from which it is needed did not come."]


def test_a_need_whose_scene_never_opened_is_not_tested() -> None:
    play = two().give(End(seat="police", at=300))
    assert items(play) == []
    assert reasons(play) == ["Investigator did not come to “Meet”."]


def test_what_nobody_held_before_the_deadline_is_nobodys() -> None:
    play = decided(two(held_by=()))
    assert items(play) == []
    assert line(play).status == "nobody_held"


def learns_at(second: int, needed=None) -> Play:
    """Police come to know `home` only at *second*, by an inject."""
    when = Condition(f"time >= {second}", Compare(Time(), ">=", Number(second)))
    return two(needed, held_by=(), injects={"found": Inject(when=when, teaches={"police": ("home",)})})


@pytest.mark.parametrize(("second", "owners"), [(119, [("police",)]), (120, []), (200, [])])
def test_who_learned_it_after_the_deadline_is_not_charged(second: int, owners: list) -> None:
    assert [item.owners for item in items(decided(learns_at(second)))] == owners


def test_all_who_held_it_own_the_need_and_the_team_counts_it_once() -> None:
    play = with_nurse().until(1400)
    (item,) = items(play)
    card = score(play.book, play.log)
    assert item.owners == ("police", "medical")
    assert [card.roles[name]["coordination"].at_stake for name in ("police", "cps", "medical")] == [1, 0, 1]
    assert card.team["coordination"].at_stake == 1


def with_nurse(setup=None) -> Play:
    scenes = {
        "street": scene({"go": choice("Go on.")}, think=900, if_no_answer=outcome()),
        "ward": scene({"go": choice("Go on.")}, ("medical",), think=900, if_no_answer=outcome()),
        "office": scene({"go": choice("Go on.")}, ("cps",), think=900, if_no_answer=outcome()),
    }
    facts = {"home": fact("Alone.", ("police", "medical"), needed_by={"cps": need("office", 120, 240)})}
    return Play(case(scenes, {"police": "street", "cps": "office", "medical": "ward"}, facts=facts), setup)


def test_accommodations_of_a_holder_stretch_the_deadlines() -> None:
    play = two(setup=persons("police", factor=2.0)).tell("police", 360, "cps", "home")
    decided(play, 900)
    assert [item.points for item in items(play)] == [pytest.approx(0.5)]


def test_where_several_could_have_told_it_the_largest_factor_counts() -> None:
    seats = {"police": Seat(factor=2.0), "cps": Seat(), "medical": Seat()}
    play = with_nurse(Setup(1, seats)).tell("medical", 360, "cps", "home").until(2000)
    assert [item.points for item in items(play)] == [pytest.approx(0.5)]


# --- other ways to know


def test_what_the_needer_found_out_itself_in_time_is_not_tested() -> None:
    when = Condition("time >= 60", Compare(Time(), ">=", Number(60)))
    play = decided(two(injects={"found": Inject(when=when, teaches={"cps": ("home",)})}))
    assert items(play) == []
    assert reasons(play) == ["Investigator learned this in another way, at 21:41."]


def test_what_the_needer_found_out_itself_too_late_excuses_nobody() -> None:
    when = Condition("time >= 300", Compare(Time(), ">=", Number(300)))
    play = decided(two(injects={"found": Inject(when=when, teaches={"cps": ("home",)})}))
    assert [item.points for item in items(play)] == [0]


def desk(held_by=("records",), setup=None, **more) -> Play:
    answers = {"home": DeskAnswer(after=60)}
    return two(held_by=held_by, setup=setup, desks={"records": Desk("County records", answers)}, **more)


def test_what_only_a_desk_held_belongs_to_the_needer_who_could_have_asked() -> None:
    play = decided(desk())
    (item,) = items(play)
    assert (item.owners, item.points) == (("cps",), 0)
    assert item.reason.endswith("It was there for the asking: County records.")


def test_a_desks_answer_in_time_meets_the_need() -> None:
    play = decided(desk().give(Ask(seat="cps", at=30, to="records", topic="home")))
    (item,) = items(play)
    assert (item.owners, item.points) == (("cps",), 1)


def test_who_asked_a_desk_holds_the_fact_and_owns_the_need() -> None:
    play = decided(desk().give(Ask(seat="police", at=30, to="records", topic="home")))
    assert [(item.owners, item.points) for item in items(play)] == [(("police",), 0)]


def test_a_desk_that_may_not_answer_the_needer_is_no_way_to_know() -> None:
    answers = {"home": DeskAnswer(after=60, bases=("court",))}
    from sim.engine.scenario import Basis

    home = fact("Alone.", ("records",), needed_by={"cps": need("meet", 120, 240)}, lawful={"cps": ("agreement",)})
    play = two(
        more_facts={"home": home},
        desks={"records": Desk("County records", answers)},
        bases={"court": Basis("Court order"), "agreement": Basis("Agreement")},
    )
    assert line(decided(play)).status == "nobody_held"


def test_a_desk_is_no_way_to_know_what_is_kept_from_the_needer() -> None:
    home = fact("Alone.", ("records",), needed_by={"cps": need("meet", 120, 240)}, keep_from=("cps",))
    play = desk(more_facts={"home": home})
    assert line(decided(play)).status == "nobody_held"


# --- how it travels


def link_down(until: int) -> Play:
    """The line between police and CPS is down until a second."""
    down = Condition(f"time < {until}", Compare(Time(), "<", Number(until)))
    return two(links={"radio": Link(("police", "cps"), down)})


def test_what_waited_for_a_line_counts_when_it_arrived() -> None:
    play = decided(link_down(180).tell("police", 30, "cps", "home"))
    assert [item.points for item in items(play)] == [pytest.approx(0.5)]


def test_what_waited_for_somebody_out_of_reach_counts_when_it_was_sent() -> None:
    scenes = {
        "street": scene({"go": choice("Go on.")}, think=900, if_no_answer=outcome()),
        "court": scene({"go": choice("Go on.", "office", takes=1)}, ("cps",), unreachable=True),
        "office": scene({"go": choice("Go on.")}, ("cps",), think=900, if_no_answer=outcome()),
    }
    facts = {"home": fact("Alone.", needed_by={"cps": need("office", 120, 240)})}
    play = Play(case(scenes, {"police": "street", "cps": "court"}, facts=facts))
    play.tell("police", 30, "cps", "home").choose("cps", 500, "go").until(3000)
    (item,) = items(play)
    assert item.points == 1
    assert item.reason.endswith("It waited for somebody whom no message could reach, and counts from when it was sent.")


def test_a_need_is_followed_from_held_to_used() -> None:
    play = two().tell("police", 60, "cps", "home")
    told = play.log[-1].seq
    play.give(Acknowledge(seat="cps", at=70, reply_to=told, fact="home"))
    found = line(decided(play))
    assert (found.holders, found.told, found.told_by, found.known, found.how) == (("police",), 60, "police", 60, "told")
    assert (found.lag, found.acknowledged, found.used) == (60, True, True)


def test_what_is_told_again_was_known_from_the_first_time_on() -> None:
    found = line(decided(two().tell("police", 60, "cps", "home").tell("police", 90, "cps", "home")))
    assert (found.known, found.lag) == (60, 60)


def test_one_right_read_back_is_enough_whatever_went_before() -> None:
    home = fact("Alone.", needed_by={"cps": need("meet", 120, 240)}, restated=Restated("Alone.", ("Not alone.",)))
    play = two(more_facts={"home": home})
    options, right = play.book.readbacks["home"]
    for at, said in ((60, (right + 1) % len(options)), (70, right)):
        play.tell("police", at, "cps", "home")
        play.give(Acknowledge(seat="cps", at=at + 5, reply_to=play.last(Told).seq, fact="home", said=said))
    found = line(decided(play))
    assert (found.acknowledged, found.corrected) == (True, True)


def test_a_fact_that_came_after_the_decision_was_not_used() -> None:
    play = two(need("meet", 800, 900)).choose("cps", 700, "a").tell("police", 705, "cps", "home").until(1000)
    assert line(play).used is False
    assert line(play).status == "in_time"


# --- one act counts once


def told_by_a_choice(credit, at: int, due: int = 120) -> Play:
    scenes = {
        "street": scene(
            {
                "call": choice("Have CPS called.", credit=credit, start=Effects(tells=(Telling("cps", ("home",)),))),
                "wait": choice("Wait.", credit=points(0) if credit else None),
            },
            think=900,
            if_no_answer=outcome(),
        ),
        "office": scene({"go": choice("Go on.")}, ("cps",), think=900, if_no_answer=outcome()),
    }
    facts = {"home": fact("Alone.", needed_by={"cps": need("office", due, 2 * due)})}
    return (
        Play(case(scenes, {"police": "street", "cps": "office"}, facts=facts)).choose("police", at, "call").until(2000)
    )


def test_a_need_met_by_a_choice_that_has_credit_for_it_counts_with_the_choice() -> None:
    play = told_by_a_choice(points(1), 60)
    card = score(play.book, play.log)
    assert [item.kind for item in card.items] == ["decision"]
    assert (line(play).credit, line(play).counted_in) == (1, "street#1")


def test_a_need_met_by_a_choice_without_credit_in_coordination_is_an_item() -> None:
    assert [item.points for item in items(told_by_a_choice(points(None, 1), 60))] == [1]


def test_a_need_that_a_choice_met_late_is_judged_for_the_delay() -> None:
    assert [item.points for item in items(told_by_a_choice(points(1), 180))] == [pytest.approx(0.5)]


# --- seats, and plays that go on


def test_a_need_that_a_stand_in_held_is_the_teams() -> None:
    play = two(setup=persons("police")).give(HandOver(seat="police", at=0, role="police"))
    assert [item.owners for item in items(decided(play))] == [("police",)]  # the person held it at the beginning
    late = learns_after_handing_over()
    assert [item.owners for item in items(decided(late))] == [("team",)]


def learns_after_handing_over() -> Play:
    when = Condition("time >= 60", Compare(Time(), ">=", Number(60)))
    play = two(held_by=(), injects={"found": Inject(when=when, teaches={"police": ("home",)})}, setup=persons("police"))
    return play.give(HandOver(seat="police", at=10, role="police"))


def test_a_need_whose_time_still_runs_is_not_judged_yet() -> None:
    play = two(need("meet", 800, 900)).choose("cps", 700, "a")
    assert items(play) == []
    assert reasons(play) == ["The log ends while this could still be told."]


def test_the_end_of_the_case_ends_the_time_of_a_need_whose_decision_was_taken() -> None:
    play = two(need("meet", 8000, 9000)).choose("cps", 700, "a").until(800)
    assert [item.points for item in items(play)] == [0]


def test_a_fact_learned_by_work_can_be_told() -> None:
    scenes = {
        "street": scene(
            {"look": choice("Look.", "hall", end=Effects(learns=(Learning(("home",)),)))},
            think=60,
            if_no_answer=outcome(),
        ),
        "hall": scene({"go": choice("Go on.", OVER)}, think=900, if_no_answer=outcome()),
        "office": scene({"go": choice("Go on.")}, ("cps",), think=900, if_no_answer=outcome()),
    }
    facts = {"home": fact("Alone.", (), needed_by={"cps": need("office", 120, 240)})}
    play = Play(case(scenes, {"police": "street", "cps": "office"}, facts=facts))
    play.choose("police", 0, "look").tell("police", 90, "cps", "home").until(3000)
    (item,) = items(play)
    assert (item.owners, item.points) == (("police",), 1)
    assert line(play).lag == 30


def test_who_could_not_speak_before_the_deadline_is_not_charged() -> None:
    scenes = {
        "court": scene({"go": choice("Go on.", takes=1, unreachable=True)}, unreachable=True),
        "office": scene({"go": choice("Go on.")}, ("cps",), think=900, if_no_answer=outcome()),
    }
    facts = {"home": fact("Alone.", needed_by={"cps": need("office", 120, 240)})}
    out = Play(case(scenes, {"police": "court", "cps": "office"}, facts=facts)).choose("police", 500, "go").until(3000)
    back = Play(case(scenes, {"police": "court", "cps": "office"}, facts=facts)).choose("police", 100, "go").until(3000)
    assert [item.owners for item in items(out)] == []
    assert [item.owners for item in items(back)] == []


def test_who_could_speak_for_a_while_before_the_deadline_owns_the_need() -> None:
    scenes = {
        "court": scene({"go": choice("Go on.", "street", takes=1)}, unreachable=True),
        "street": scene({"go": choice("Go on.")}),
        "office": scene({"go": choice("Go on.")}, ("cps",), think=900, if_no_answer=outcome()),
    }
    facts = {"home": fact("Alone.", needed_by={"cps": need("office", 120, 240)})}
    play = Play(case(scenes, {"police": "court", "cps": "office"}, facts=facts)).choose("police", 100, "go")
    play.choose("police", 110, "go").until(3000)
    assert [(item.owners, item.points) for item in items(play)] == [(("police",), 0)]


def test_what_the_needer_knew_from_the_beginning_is_not_tested() -> None:
    assert reasons(decided(two(held_by=("police", "cps")))) == ["Investigator knew this from the beginning."]
