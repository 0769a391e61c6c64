"""Rule 1: the order of what is due, the end of a second, and that play always moves on."""

import pytest
from msgspec.structs import replace

from sim.engine import ScenarioFault
from sim.engine import events as e
from sim.engine.names import InjectId, SceneId, VariableId
from tests.engine.rules.stage import Play, Story, row, scene

TWO = """
roles: {police: yard, cps: office}
scenes:
  yard: {roles: [police], choices: {long: {takes: 60s, does: [search]}, short: {takes: 20s, does: [search]}}}
  office: {roles: [cps], choices: {long: {takes: 60s, does: [visit]}, short: {takes: 30s, does: [visit]}}}
"""

CHAIN = """
roles: {police: yard, cps: office}
variables: {lamp: {start: 0}}
injects:
  light: {when: done.search, sets: {lamp: 1}}
  siren: {when: lamp == 1, calls: {cps: stairs}}
scenes:
  yard: {roles: [police], choices: {go: {takes: 60s, does: [search]}}}
  office: {roles: [cps], choices: {go: {takes: 60s, does: [visit], goto: office}}}
  stairs: {roles: [cps], choices: {go: {}}}
"""


@pytest.mark.parametrize(
    "story",
    [
        row(
            "the earlier second first",
            TWO,
            """
            0 police choose long
            0 cps choose short
            90
            """,
            """
            30 worked cps short
            60 worked police long
            """,
        ),
        row(
            "in one second what was scheduled first comes first",
            TWO,
            """
            0 police choose long
            0 cps choose long
            60
            """,
            """
            60 worked police long
            60 done search police
            60 worked cps long
            60 done visit cps
            """,
        ),
        row(
            "the sequence is that of scheduling and not that of roles",
            TWO,
            """
            0 cps choose long
            0 police choose long
            60
            """,
            """
            60 worked cps long
            60 worked police long
            """,
        ),
        row(
            "scheduled later for the same second comes later",
            TWO,
            """
            0 police choose long
            30 cps choose short
            60
            """,
            """
            60 worked police long
            60 worked cps short
            """,
        ),
        row(
            "one leap over many seconds delivers each in its own second",
            TWO,
            """
            0 police choose short
            0 cps choose long
            1000
            """,
            """
            20 worked police short
            60 worked cps long
            60 ended finished over
            """,
        ),
        row(
            "a call that a delivery causes goes to the end of its second",
            CHAIN,
            """
            0 police choose go
            0 cps choose go
            60
            """,
            """
            60 worked police go
            60 fired light
            60 fired siren
            60 worked cps go
            60 called cps stairs now
            """,
        ),
        row(
            "a choice that says nothing takes a second",
            """
            roles: {police: yard}
            scenes: {yard: {roles: [police], choices: {go: {takes: 1s, goto: yard}}}}
            """,
            """
            0 police choose go
            0 police choose go !decision_over
            1 police choose go
            2
            """,
            """
            1 worked police go
            2 worked police go
            """,
        ),
    ],
)
def test_order(story: Story) -> None:
    story.hold()


def bells(chain: int) -> str:
    """A case in which *chain* milestones reach each other in the second in which work is done."""
    links = "\n".join(f"  m{n}: reached.m{n - 1}" for n in range(1, chain))
    return f"""
roles: {{police: yard}}
milestones:
  m0: done.search
{links}
scenes: {{yard: {{roles: [police], choices: {{go: {{takes: 60s, does: [search], goto: yard}}}}}}}}
"""


def test_a_thousand_things_in_one_second_are_no_fault() -> None:
    """The end of the work is the first of them, coming to the yard again the second."""
    play = Play(bells(998)).run("0 police choose go\n60")
    assert len(play.all(e.MilestoneReached)) == 998


def test_over_a_thousand_in_one_second_are_a_fault_of_the_scenario() -> None:
    play = Play(bells(999)).run("0 police choose go")
    with pytest.raises(ScenarioFault) as fault:
        play.run("60")
    assert fault.value.code == "endless_second"
    assert "second 60" in str(fault.value)


def test_what_sets_itself_off_for_ever_is_a_fault() -> None:
    """Three repeating injects that hand a lamp round; the last hand is put on here, because the reader would refuse it."""
    text = """
roles: {police: yard}
variables: {lamp: {start: 0}}
injects:
  three: {when: lamp == 3, repeat: true}
  two: {when: lamp == 2, repeat: true, sets: {lamp: 3}}
  one: {when: lamp == 1, repeat: true, sets: {lamp: 2}}
scenes: {yard: {roles: [police], choices: {go: {sets: {lamp: 1}, goto: yard}}}}
"""
    case = scene(text)
    three = case.injects[InjectId("three")]
    round_ = replace(three, effects=replace(three.effects, sets=((VariableId("lamp"), 1.0),)))
    play = Play(replace(case, injects={**case.injects, InjectId("three"): round_}))
    with pytest.raises(ScenarioFault) as fault:
        play.run("0 police choose go")
    assert fault.value.code == "endless_second"


def test_seconds_are_counted_apart() -> None:
    """Six hundred things in each of two seconds are not twelve hundred in one."""
    text = bells(600).replace("scenes:", "injects: {n: {when: time >= 61s}}\nscenes:")
    other = "\n".join(f"  n{n}: " + (f"reached.n{n - 1}" if n else "time >= 61s") for n in range(600))
    play = Play(text.replace("milestones:", f"milestones:\n{other}")).run("0 police choose go\n61")
    assert len(play.all(e.MilestoneReached)) == 1_200


def test_every_choice_takes_at_least_a_second_even_if_its_scenario_does_not_say_so() -> None:
    case = scene("roles: {police: yard}\nscenes: {yard: {roles: [police], choices: {go: {goto: yard}}}}")
    yard = case.scenes[SceneId("yard")]
    instant = {name: replace(choice, takes=((None, 0),)) for name, choice in yard.choices.items()}
    play = Play(replace(case, scenes={SceneId("yard"): replace(yard, choices=instant)}))
    play.run("0 police choose go\n1").tells("1 worked police go")
