"""Reviews of decisions: as they were met, with every choice and why."""

import msgspec

from scoring import DecisionReview, feedback, score
from sim.engine.conditions import Condition, Variable
from sim.engine.scenario import Also, Because, Form, Key, SceneText, VariableDef
from sim.engine.scenario import Item as Line
from tests.scoring.small_cases import Play, case, choice, fact, happened, outcome, points, scene

WELL = choice("Look first.", "hall", points(1, 1, 1), model=True, because="Sight first.", cite="K-01")
FAIR = choice("Go in.", "hall", points(0.4, 0.2, 0.6), because="It was lawful.", cite="C-02")
LOCKED = choice("Use the key.", "hall", points(1, 1, 1), if_=happened("police.knows.code"))


def two() -> Play:
    """Police at a door; CPS at a desk, where they hold the code."""
    cry = Condition("crying", Variable("crying"))
    door = scene(
        {"well": WELL, "fair": FAIR, "locked": LOCKED}, title="The door", think=60, if_no_answer=outcome("hall")
    )
    door = msgspec.structs.replace(
        door,
        text=SceneText(
            all=((None, "The door is ajar."),),
            by_role={"police": ((None, "Your radio is on."),)},
            also=(Also("A child cries.", cry), Also("It is quiet.")),
        ),
    )
    scenes = {
        "door": door,
        "hall": scene({"go": choice("Go on.")}, title="The hall", think=900, if_no_answer=outcome()),
        "office": scene({"go": choice("Go on.", credit=points(1))}, ("cps",), title="The office"),
    }
    facts = {"code": fact("The code is 4.", ("cps",)), "home": fact("Alone.")}
    variables = {"crying": VariableDef(start=1)}
    return Play(case(scenes, {"police": "door", "cps": "office"}, facts=facts, variables=variables))


def door(play: Play) -> DecisionReview:
    return score(play.book, play.log).decisions[0]


def test_a_review_shows_the_scene_as_it_was_seen() -> None:
    assert door(two()).shown == {"police": "The door is ajar.\n\nYour radio is on.\n\nA child cries.\n\nIt is quiet."}


def test_a_review_shows_every_choice_with_its_credit_and_why() -> None:
    options = {option.choice: option for option in door(two().choose("police", 5, "fair")).options}
    assert [(option.number, option.offered, option.open) for option in options.values()] == [
        (1, True, True),
        (2, True, True),
        (0, False, False),
    ]
    fair = options["fair"]
    assert (fair.text, fair.because, fair.cite, fair.key) == ("Go in.", "It was lawful.", "C-02", "the author’s key")
    assert fair.credit == {"coordination": 0.4, "trauma_informed": 0.2, "protocol": 0.6}
    assert [name for name, option in options.items() if option.chosen] == ["fair"]
    assert [name for name, option in options.items() if option.model] == ["well"]


def test_a_review_holds_what_the_decision_earned() -> None:
    found = door(two().choose("police", 5, "fair"))
    assert [(item.dimension, item.points) for item in found.items] == [
        ("coordination", 0.4),
        ("trauma_informed", 0.2),
        ("protocol", 0.6),
    ]
    assert (found.how, found.opened, found.at, found.roles) == ("chosen", 0, 5, ("police",))


def test_a_review_says_what_was_known_then_and_not_what_came_out_later() -> None:
    play = two().choose("police", 5, "fair").tell("cps", 9, "police", "code")
    assert door(play).knew == {"police": ("home",)}


def test_the_review_of_time_running_out() -> None:
    found = door(two().until(100))
    assert (found.how, [(each.outcome, each.roles) for each in found.outcomes]) == (
        "no_answer",
        [("if_no_answer", ("police",))],
    )
    assert not any(option.chosen for option in found.options)


def test_a_form_is_reviewed_line_by_line() -> None:
    lines = {
        "right": Line(
            ((None, "Nobody can care."),), credit=((None, points(1)),), because=Because("It is listed.", "B-17")
        ),
        "wrong": Line(((None, "She was rude."),), credit=((None, points(0)),)),
    }
    scenes = {"form": scene({"form": choice("Write.", form=Form(lines))}, think=60, if_no_answer=outcome())}
    (option,) = door(Play(case(scenes, {"police": "form"})).choose("police", 5, "form", "wrong")).options
    assert [(line.item, line.text, line.credit, line.ticked_by) for line in option.lines] == [
        ("right", "Nobody can care.", {"coordination": 1}, ()),
        ("wrong", "She was rude.", {"coordination": 0}, ("police",)),
    ]
    assert (option.lines[0].because, option.lines[0].cite) == ("It is listed.", "B-17")


def test_the_model_answer_is_that_among_the_choices_that_could_be_taken() -> None:
    choices = {"best": choice("Key.", "hall", points(1), model=True, if_=happened("police.knows.code")), "next": FAIR}
    scenes = {"door": scene(choices), "hall": scene({"go": choice("Go on.")})}
    play = Play(case(scenes, {"police": "door"}, facts={"code": fact("The code is 4.", ())}))
    assert [option.choice for option in door(play.choose("police", 5, "next")).options if option.model] == ["next"]


def test_a_disputed_judgement_is_shown_as_one() -> None:
    scenes = {"door": scene({"a": choice("A", credit=points(1), key=Key("panel", 7, 1.3))})}
    (option,) = door(Play(case(scenes, {"police": "door"})).choose("police", 5, "a")).options
    assert (option.disputed, option.key) == (True, "a panel of 7 (spread 1.3)")


# --- coach mode


def test_feedback_is_the_review_of_the_decision_that_closed_last() -> None:
    play = two().choose("police", 5, "well").choose("cps", 9, "go")
    assert feedback(play.book, play.log).decision == "office#1"
    assert feedback(play.book, play.log, "police").decision == "door#1"


def test_there_is_no_feedback_before_the_first_decision() -> None:
    play = two()
    assert feedback(play.book, play.log) is None
    assert feedback(play.book, play.log, "cps") is None


def test_feedback_leaves_out_choices_that_play_still_hides() -> None:
    play = two().choose("police", 5, "well")
    assert [option.choice for option in feedback(play.book, play.log, "police").options] == ["well", "fair"]


def test_feedback_is_measured_by_what_could_be_taken_there_and_looks_no_further() -> None:
    scenes = {
        "door": scene({"in": choice("In.", "hall", points(1)), "away": choice("Away.", credit=points(0.4))}),
        "hall": scene({"sit": choice("Sit.", credit=points(1))}),
    }
    play = Play(case(scenes, {"police": "door"})).choose("police", 5, "away")
    (item,) = feedback(play.book, play.log, "police").items
    assert (item.points, item.at_stake) == (0.4, 1.0)
    assert play.book.memo("continuations") is None
    (charged,) = door(play).items
    assert (charged.points, charged.at_stake) == (0.4, 2.0)  # the hall, too, which is never seen


def test_feedback_shows_a_role_only_its_own_side() -> None:
    scenes = {
        "meet": scene({"a": choice("A", credit=points(1))}, ("police", "cps"), "lead", ("cps",)),
    }
    play = Play(case(scenes, {"police": "meet", "cps": "meet"}, facts={"code": fact("4.", ("cps",))}))
    play.choose("cps", 5, "a")
    found = feedback(play.book, play.log, "police")
    assert (list(found.shown), list(found.knew)) == (["police"], [])


def test_feedback_tells_the_same_as_the_debrief() -> None:
    play = two().choose("police", 5, "well")
    found = feedback(play.book, play.log)
    full = door(play)
    assert (found.items, found.outcomes, found.shown) == (full.items, full.outcomes, full.shown)
