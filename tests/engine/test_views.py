"""What a view says beside its rules: the hotline in training, the lines that are down, and nothing of what was left out."""

import pytest

from sim.engine import cut, decision_view, prepare, replay, view
from sim.engine.events import Joined, Left
from sim.engine.names import RoleId, SceneId
from sim.format import open_scenario, shipped
from tests.engine.rules.stage import Play
from tests.scoring.busy_case import busy_book, busy_setup, drawn, play

HOTLINE = """
roles: {police: yard}
scenes:
  yard: {roles: [police], choices: {go: {goto: hall}}}
  hall:
    roles: [police]
    choices:
      ring: {if: time >= 1h, does: [hotline_report]}
      go: {}
"""

LINES = """
roles: {police: yard, cps: office}
topics: {kin: The family}
desks: {records: {title: Records, answers: {kin: {after: 1m}}}}
links:
  phone: {between: [police, cps], down: time >= 5s}
  radio: {between: [records, police], down: time >= 5s}
scenes:
  yard: {roles: [police], choices: {go: {takes: 1h}}}
  office: {roles: [cps], choices: {go: {takes: 1h}}}
"""

AVOIDED = """
roles: {police: yard, cps: office}
scenes:
  yard: {roles: [police], choices: {go: {takes: 2h, goto: yard}}}
  office: {roles: [cps], choices: {go: {takes: 5s, calls: [{police: room}]}}}
  room: {roles: [police], title: The room, content: [blood], instead: porch, choices: {leave: {takes: 10s, goto: back}}}
  porch: {roles: [police], title: The porch, choices: {leave: {takes: 10s, goto: back}}}
"""


def test_a_decision_says_whether_a_choice_that_is_offered_calls_the_hotline() -> None:
    play = Play(HOTLINE)
    police = RoleId("police")
    decision = decision_view(play.state, police)
    assert decision is not None
    assert not decision.training
    play.run("0 police choose go\n60")
    decision = decision_view(play.state, police)
    assert decision is not None
    assert not decision.training  # a choice that is not offered gives nothing away
    play.run("3700")
    decision = decision_view(play.state, police)
    assert decision is not None
    assert decision.training
    assert view(replay(play.book, cut(play.log, police)), police).decision == decision


@pytest.mark.parametrize(
    ("hall", "said"),
    [
        ("choices: {ring: {hotline: true}, go: {}}", True),
        ("hotline: true, choices: {ring: {}, go: {}}", True),
        ("hotline: true, form: {items: {a: {text: A.}}}", True),
        ("choices: {ring: {if: time >= 1h, hotline: true}, go: {}}", False),
        ("hotline: false, choices: {ring: {}, go: {}}", False),
    ],
)
def test_an_author_can_say_so_of_a_choice_and_of_a_scene(hall: str, said: bool) -> None:
    play = Play(f"roles: {{police: hall}}\nscenes: {{hall: {{roles: [police], {hall}}}}}")
    decision = decision_view(play.state, RoleId("police"))
    assert decision is not None
    assert decision.training is said


@pytest.mark.parametrize(
    ("case", "scene"),
    [
        ("night_at_the_duplex", "doorstep"),
        ("night_at_the_duplex", "on_the_road"),
        ("waiting_after_school", "duty_phone"),
    ],
)
def test_the_cases_that_come_with_the_program_say_it_where_a_line_would_ring(case: str, scene: str) -> None:
    scenario = open_scenario(shipped()[case]).scenario
    assert scenario is not None
    assert prepare(scenario, 7).scenes[SceneId(scene)].hotline


def test_a_line_that_is_down_is_named_by_who_is_at_its_other_end() -> None:
    play = Play(LINES)
    assert play.view("police").links_down == ()
    play.run("6")
    assert play.view("police").links_down == ("cps", "records")
    assert play.view("cps").links_down == ("police",)


def test_a_call_to_a_scene_that_is_left_out_names_the_equivalent_everywhere() -> None:
    play = Play(AVOIDED, avoid={"police": ("blood",)})
    play.run("5 cps choose go\n10 police choose leave\n20")
    assert [notice.text for notice in play.view("police").feed if notice.kind == "call"] == [
        "You are called: The porch."
    ]
    assert "room" not in str(cut(play.log, RoleId("police")))


def test_who_comes_back_to_a_decision_sees_it_as_it_is_now() -> None:
    """Others have come and picked while the role was away on a call; what it remembers of the decision is no longer so."""
    acts = ("choose", "choose", "choose", "pass", "tell", "tell", "ask", "answer", "call", "end")
    book = busy_book()
    _, log = play(book, busy_setup(0, "untimed", 1.0), drawn(774, 34), acts)
    back = next(event for event in log if isinstance(event, Joined) and event.role == "police")
    assert any(isinstance(event, Left) and event.role == "police" for event in log[: back.seq])
    assert any(pick.role not in ("police", "cps") for pick in back.found.picks)
    seen = log[: back.seq]
    assert view(replay(book, cut(seen, back.role)), back.role) == view(replay(book, seen), back.role)
