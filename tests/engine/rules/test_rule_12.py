"""Rule 12: how the case ends, and what becomes of what was open."""

import pytest
from msgspec.structs import replace

from sim.engine import events as e
from sim.engine import facilitator_view
from sim.engine.scenario import NOTHING, Effects
from tests.engine.rules.stage import Play, Story, row, scene

CASE = """
roles: {police: yard, cps: office}
facts: {key: {held_by: [police]}}
endings: {well: {}, handed_over: {}}
scenes:
  yard:
    roles: [police]
    think: 60s
    choices:
      go: {takes: 60s, goto: {end: well}}
      stop: {takes: 60s, ends: handed_over}
      again: {takes: 60s, goto: yard}
      aside: {takes: 60s, goto: stand_by}
    if_no_answer: {takes: 60s, goto: {end: over}}
  office: {roles: [cps], choices: {go: {takes: 90s}, aside: {takes: 60s, goto: stand_by}}}
"""


@pytest.mark.parametrize(
    "story",
    [
        row(
            "the case ends when every role has finished, with the ending of the last",
            CASE,
            "0 cps choose go\n0 police choose go\n90",
            """
            60 finished police well
            90 finished cps over
            90 ended finished over
            """,
        ),
        row(
            "one that has finished does not end it",
            CASE,
            "0 police choose go\n1000",
            """
            60 finished police well
            no ended
            """,
        ),
        row(
            "or an ending is declared, at the end of a choice",
            CASE,
            "0 police choose stop\n60",
            """
            from 1
            60 closed office#1 unfinished
            60 ended declared handed_over
            no finished
            """,
        ),
        row(
            "by an inject",
            CASE + "injects: {late: {when: time >= 30s, ends: handed_over}}",
            "30",
            """
            30 fired late
            30 closed yard#1 unfinished
            30 closed office#1 unfinished
            30 ended declared handed_over
            """,
        ),
        row(
            "by a person",
            CASE,
            "0 police choose go\n20 facilitator end",
            """
            from 1
            20 closed office#1 unfinished
            20 ended stopped
            """,
        ),
        row(
            "a declared ending ends the case at once: what else is due in its second does not happen",
            CASE,
            "0 police choose stop\n0 cps choose aside\n60",
            """
            60 worked police stop
            60 ended declared handed_over
            no stands_by
            """,
        ),
        row(
            "nothing due and somebody unfinished is `stalled`",
            CASE,
            "0 police choose go\n0 cps choose aside\n60",
            """
            60 finished police well
            60 stands_by cps
            60 ended stalled
            """,
        ),
        row(
            "everybody standing by is too",
            CASE,
            "0 police choose aside\n0 cps choose aside\n60",
            """
            60 stands_by police
            60 stands_by cps
            60 ended stalled
            """,
        ),
        row(
            "with something due it is not yet",
            CASE + "injects: {bell: {when: time >= 10m}}",
            "0 police choose go\n0 cps choose aside\n599\n600",
            """
            60 finished police well
            600 fired bell
            600 ended stalled
            """,
        ),
        row(
            "what is due may set things going again",
            CASE + "injects: {bell: {when: time >= 10m, calls: {cps: office}}}",
            "0 police choose go\n0 cps choose aside\n600 cps choose go\n690",
            """
            600 called cps office now
            690 ended finished over
            """,
        ),
        row(
            "an open decision without a limit is not stalled",
            CASE,
            "0 police choose go\n100000",
            "no ended",
        ),
        row(
            "one in which nothing can be chosen any more, and nothing is due, is",
            """
            roles: {police: yard, cps: office}
            facts: {key: {held_by: [cps]}}
            scenes:
              yard:
                roles: [police]
                think: 60s
                choices: {a: {if: not police.knows.key}, b: {if: police.knows.key and not police.told.key}}
              office: {roles: [cps], choices: {go: {takes: 60s}}}
            """,
            "0 cps tell police key\n1 police tell cps key\n2 cps choose go\n62",
            """
            0 shuts yard#1 a
            1 shuts yard#1 b
            62 ended stalled
            """,
            pace="untimed",
        ),
        row(
            "an answer that a desk still owes is due",
            CASE + "desks: {records: {answers: {matters: {after: 5m, says: Ours.}}}}",
            "0 police choose go\n0 cps choose aside\n10 cps ask records matters\n310",
            """
            310 answered records cps nothing
            310 ended stalled
            """,
        ),
    ],
)
def test_endings(story: Story) -> None:
    story.hold()


def test_open_decisions_end_as_unfinished_without_decider_or_work() -> None:
    play = Play(CASE).run("5 facilitator end")
    for closed in play.all(e.DecisionClosed):
        assert (closed.how, closed.by, closed.works) == ("unfinished", (), ())
    assert play.state.decisions == {}


def test_work_under_way_at_the_end_has_no_effects() -> None:
    play = Play(CASE).run("0 police choose go\n20 facilitator end")
    assert play.all(e.WorkEnded) == []


def test_each_role_sees_its_own_ending() -> None:
    play = Play(CASE).run("0 cps choose go\n0 police choose go\n60")
    assert (play.view("police").ending, play.view("cps").ending) == ("well", None)
    play.run("90")
    assert (play.view("police").ending_title, play.view("cps").ending_title) == ("well.", "over.")
    assert play.view("police").ended


def test_a_declared_ending_is_everybodys_but_of_those_who_had_finished() -> None:
    play = Play(CASE).run("0 police choose stop\n60")
    assert (play.view("police").ending, play.view("cps").ending_title) == ("handed_over", "handed_over.")
    play = Play(CASE + "injects: {late: {when: time >= 2m, ends: handed_over}}").run("0 police choose go\n120")
    assert (play.view("police").ending, play.view("cps").ending) == ("well", "handed_over")


def test_stalled_is_told_to_the_facilitator_as_a_fault() -> None:
    play = Play(CASE).run("0 police choose go\n0 cps choose aside\n60")
    assert facilitator_view(play.state).how_ended == "stalled"


@pytest.mark.parametrize("at", ["start", "end"])
def test_a_choice_declares_an_ending_at_its_start_or_end(at: str) -> None:
    """The reader puts it at the end; a scenario struct may have it at either."""
    case = scene(CASE)
    yard = case.scenes["yard"]
    ends = Effects(ends="handed_over")
    stop = replace(yard.choices["stop"], start=ends if at == "start" else NOTHING, end=ends if at == "end" else NOTHING)
    yard = replace(yard, choices={**yard.choices, "stop": stop})
    play = Play(replace(case, scenes={**case.scenes, "yard": yard})).run("5 police choose stop")
    if at == "end":
        play.run("65")
    play.tells(f"{5 if at == 'start' else 65} ended declared handed_over")
