"""Rule 9: who is moved by what; calls in every state a role can be in; `back`; and who leads when the lead is gone."""

import pytest

from sim.engine import events as e
from tests.engine.rules.stage import Play, Story, row

FORTY = " ".join(["word"] * 40)

# Police decides in the yard until second 61. On the stairs one goes back after 20 seconds, or on to the hall.
CASE = """
roles: {police: yard, cps: standing_by}
scenes:
  yard:
    roles: [police]
    think: 60s
    choices: {go: {takes: 60s, does: [search], learns: [door], goto: hall}, last: {takes: 60s}, aside: {takes: 60s, goto: stand_by}}
  hall: {roles: [police], think: 60s, choices: {go: {takes: 60s, goto: yard}}}
  stairs: {roles: [police], choices: {leave: {takes: 20s, goto: back}, onward: {takes: 20s, goto: hall}}}
  phone: {roles: [police], choices: {leave: {takes: 10s, goto: back}}}
  desk: {roles: [cps], choices: {leave: {takes: 20s, goto: back}}}
facts: {door: {}}
"""

CALL = "facilitator call police"


@pytest.mark.parametrize(
    "story",
    [
        row(
            "deciding: the decision closes as interrupted, and the role goes at once",
            CASE,
            f"20 {CALL} stairs",
            """
            0 opened yard#1 police
            20 called police stairs now
            20 closed yard#1 interrupted
            20 goes police stairs
            20 opened stairs#1 police
            """,
        ),
        row(
            "an interrupted decision does not time out", CASE, f"20 {CALL} stairs\n500", "20 closed yard#1 interrupted"
        ),
        row(
            "busy: goes when done, and the work has its effects",
            CASE,
            f"0 police choose go\n20 {CALL} stairs\n60",
            """
            20 called police stairs queued
            60 worked police go
            60 done search police
            60 learned police door work
            60 goes police stairs
            """,
        ),
        row(
            "busy and urgent: the work is broken off and its effects do not happen",
            CASE,
            f"0 police choose go\n20 {CALL} stairs urgent\n500",
            """
            20 called police stairs urgently now
            20 broken police go
            20 goes police stairs
            no worked
            no done
            no learned
            """,
        ),
        row(
            "standing by: at once",
            CASE,
            "20 facilitator call cps desk",
            """
            20 called cps desk now
            20 goes cps desk
            """,
        ),
        row(
            "finished: logged as undelivered",
            CASE + "injects: {bell: {when: time >= 1h}}",
            f"0 police choose last\n60\n70 {CALL} stairs\n71 {CALL} stairs urgent",
            """
            60 finished police over
            70 called police stairs undelivered
            71 called police stairs urgently undelivered
            no goes
            """,
        ),
        row(
            "called twice while busy: in order",
            CASE,
            f"0 police choose go\n20 {CALL} stairs\n30 {CALL} phone\n60 police choose leave\n80 police choose leave\n90",
            """
            20 called police stairs queued
            30 called police phone queued
            60 goes police stairs
            80 returns police
            80 goes police phone
            90 returns police
            """,
        ),
        row(
            "called twice while deciding: in order",
            CASE,
            f"20 {CALL} stairs\n20 {CALL} phone\n30 police choose leave\n50 police choose leave\n60",
            """
            20 called police stairs now
            20 goes police stairs
            20 called police phone queued
            50 goes police phone
            """,
        ),
        row(
            "twice to the same scene is twice",
            CASE,
            f"0 police choose go\n20 {CALL} stairs\n30 {CALL} stairs\n60 police choose leave\n80 police choose leave\n100",
            """
            60 goes police stairs
            80 goes police stairs
            """,
        ),
        row(
            "an urgent call goes before one that waits",
            CASE,
            f"0 police choose go\n20 {CALL} stairs\n30 {CALL} phone urgent\n30 police choose leave\n40 police choose leave",
            """
            30 goes police phone
            40 goes police stairs
            """,
        ),
        row(
            "`back` to a decision with the limit that remained",
            CASE,
            f"21 {CALL} stairs\n30 police choose leave\n90\n91",
            """
            0 opened yard#1 police
            21 closed yard#1 interrupted
            21 opened stairs#1 police
            30 closed stairs#1 chosen leave:police
            50 returns police
            50 opened yard#2 police again
            91 closed yard#2 no_answer if_no_answer:police
            """,
        ),
        row(
            "`back` to where one was going when the work was done",
            CASE,
            f"0 police choose go\n20 {CALL} stairs\n60 police choose leave\n80",
            """
            0 opened yard#1 police
            60 opened stairs#1 police
            80 returns police
            80 opened hall#1 police
            """,
        ),
        row(
            "`back` to standing by",
            CASE,
            "20 facilitator call cps desk\n20 cps choose leave\n40",
            """
            0 stands_by cps
            40 returns cps
            40 stands_by cps
            """,
        ),
        row(
            "`back` to standing by, when the work led there",
            CASE,
            f"0 police choose aside\n20 {CALL} stairs\n60 police choose leave\n80",
            """
            0 stands_by cps
            80 returns police
            80 stands_by police
            """,
        ),
        row(
            "`back` to an ending, when the work led there",
            CASE,
            f"0 police choose last\n20 {CALL} stairs\n60 police choose leave\n80",
            """
            60 goes police stairs
            80 returns police
            80 finished police over
            """,
        ),
        row(
            "`back` after work was broken off, to the decision it came of",
            CASE,
            f"0 police choose go\n20 {CALL} stairs urgent\n20 police choose leave\n40",
            """
            0 opened yard#1 police
            20 opened stairs#1 police
            40 returns police
            40 opened yard#2 police again
            """,
        ),
        row(
            "`back` where nobody called: stands by",
            "roles: {police: yard}\nscenes: {yard: {roles: [police], choices: {go: {goto: back}}}}",
            "0 police choose go\n60",
            """
            60 stands_by police
            60 ended stalled
            """,
        ),
        row(
            "a called scene need not end with `back`",
            CASE,
            f"20 {CALL} stairs\n20 police choose onward\n40",
            """
            0 opened yard#1 police
            20 opened stairs#1 police
            40 opened hall#1 police
            no returns
            """,
        ),
        row(
            "a call out of a call, and back, and back",
            CASE,
            f"21 {CALL} stairs\n30 {CALL} phone urgent\n30 police choose leave\n40 police choose leave\n60",
            """
            0 opened yard#1 police
            21 opened stairs#1 police
            30 opened phone#1 police
            40 opened stairs#2 police again
            60 opened yard#2 police again
            """,
        ),
        row(
            "back at a scene it was called to, it is not called away again but urgently",
            CASE,
            f"""
            21 {CALL} stairs
            30 {CALL} phone urgent
            30 police choose leave
            45 {CALL} phone
            46 {CALL} phone urgent
            """,
            """
            21 called police stairs now
            30 called police phone urgently now
            45 called police phone queued
            46 called police phone urgently now
            """,
        ),
        row(
            "a call that waited for a called scene, and back to where the first call had come",
            CASE,
            f"21 {CALL} stairs\n30 {CALL} phone\n30 police choose leave\n50 police choose leave\n60",
            """
            0 opened yard#1 police
            21 opened stairs#1 police
            50 opened phone#1 police
            60 opened yard#2 police again
            """,
        ),
        row(
            "a choice calls",
            """
            roles: {police: yard, cps: office}
            scenes:
              yard: {roles: [police], choices: {go: {calls: {cps: stairs}}}}
              office: {roles: [cps], choices: {go: {}}}
              stairs: {roles: [cps], choices: {go: {}}}
            """,
            "5 police choose go",
            """
            5 closed yard#1 chosen go:police
            5 called cps stairs now
            5 closed office#1 interrupted
            5 goes cps stairs
            """,
        ),
        row(
            "an inject calls",
            CASE + "injects: {bell: {when: time >= 30s, calls: {police: {scene: stairs, urgent: true}}}}",
            "0 police choose go\n30",
            """
            30 fired bell
            30 called police stairs urgently now
            30 broken police go
            """,
        ),
        row(
            "one choice can call twice, and the calls are heard in order",
            """
            roles: {police: yard, cps: standing_by}
            scenes:
              yard: {roles: [police], choices: {go: {takes: 2h, calls: [{cps: phone}, {cps: desk}]}}}
              phone: {roles: [cps], choices: {leave: {takes: 10s, goto: back}}}
              desk: {roles: [cps], choices: {leave: {takes: 10s, goto: back}}}
            """,
            "0 police choose go\n0 cps choose leave\n10 cps choose leave\n20",
            """
            0 goes cps phone
            10 returns cps
            10 goes cps desk
            20 returns cps
            """,
        ),
        row(
            "a called scene whose equivalent is shown is a called scene all the same",
            """
            roles: {police: yard, cps: yard}
            scenes:
              yard: {roles: [police, cps], decides: {lead: [cps]}, choices: {go: {}}}
              room: {roles: [police], content: [blood], instead: porch, choices: {leave: {takes: 10s, goto: back}}}
              porch: {roles: [police], choices: {leave: {takes: 10s, goto: back}}}
              phone: {roles: [police], choices: {leave: {takes: 10s, goto: back}}}
            """,
            "5 facilitator call police room\n6 facilitator call police phone\n7 police choose leave\n17",
            """
            5 called police porch now
            6 called police phone queued
            7 closed porch#1 chosen leave:police
            """,
            avoid={"police": ("blood",)},
        ),
        row(
            "a role can call itself away with its own choice: when that is done",
            """
            roles: {police: yard}
            scenes:
              yard: {roles: [police], choices: {go: {takes: 60s, calls: {police: phone}, goto: hall}}}
              hall: {roles: [police], choices: {go: {}}}
              phone: {roles: [police], choices: {leave: {takes: 10s, goto: back}}}
            """,
            "0 police choose go\n60 police choose leave\n70",
            """
            0 called police phone queued
            60 goes police phone
            70 returns police
            """,
        ),
    ],
)
def test_calls(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize(
    ("setup", "called_at", "back_at", "closes"),
    [
        pytest.param({}, 21, 50, 50 + 52, id="what remained"),
        pytest.param({}, 70, 120, 120 + 18, id="at least the reading time, and a moment"),
        pytest.param({"factors": {"police": 2.0}}, 140, 200, 200 + 36, id="that is stretched too"),
        pytest.param({"pace": "relaxed"}, 140, 200, 200 + 36, id="relaxed as well"),
        pytest.param({"pace": "untimed"}, 140, 200, None, id="untimed there is none"),
    ],
)
def test_back_leaves_what_remained_but_at_least_the_reading_time(
    setup: dict, called_at: int, back_at: int, closes: int | None
) -> None:
    """42 words are read in 13 seconds, and 5 more are a moment to choose; the limit is at 73."""
    text = CASE.replace("think: 60s\n    choices", f"text: {FORTY}\n    think: 60s\n    choices")
    play = Play(text, **setup).run(f"{called_at} {CALL} stairs\n{back_at - 20} police choose leave\n{back_at}")
    decision = play.view("police").decision
    assert (decision.id, decision.resumed, decision.closes) == ("yard#2", True, closes)


def test_the_remaining_limit_survives_a_second_call() -> None:
    play = Play(CASE).run(f"21 {CALL} stairs\n30 {CALL} phone\n30 police choose leave\n50 police choose leave\n60")
    assert play.view("police").decision.closes == 60 + 41


JOINT = """
roles: {police: kitchen, cps: kitchen, medical: kitchen}
scenes:
  kitchen:
    roles: [police, cps, medical]
    decides: {%s}
    think: 60s
    wait: 5m
    quorum: [police]
    choices:
      go: {takes: 60s, does: [search], goto: {all: hall}}
      stay: {takes: 60s, goto: {all: hall}}
    if_no_answer: {takes: 30s, goto: {all: hall}}
    latecomer: {takes: 5s, goto: {all: hall}}
  hall: {roles: [police, cps, medical], decides: each, wait: 10m, choices: {go: {}}}
  stairs: {roles: [police], choices: {leave: {takes: 20s, goto: back}}}
  phone: {roles: [cps], choices: {leave: {takes: 20s, goto: back}}}
  ward: {roles: [medical], choices: {leave: {takes: 20s, goto: back}}}
"""
LEAD = JOINT % "lead: [cps, police]"
TOGETHER = (JOINT % "together: [police, cps]").replace("    latecomer", "    if_deadlock: {}\n    latecomer")
EACH = JOINT % "each: [police, cps]"


@pytest.mark.parametrize(
    "story",
    [
        row(
            "the others of a joint decision go on",
            LEAD,
            "10 facilitator call police stairs\n20 cps choose go",
            """
            10 called police stairs now
            10 left police kitchen
            20 closed kitchen#1 chosen go:cps,medical
            """,
        ),
        row(
            "the next named leads when the first is gone",
            LEAD,
            "10 facilitator call cps phone\n20 police choose go",
            """
            10 left cps kitchen
            20 closed kitchen#1 chosen go:police,medical
            """,
        ),
        row(
            "what he advised before counts as advice only",
            LEAD,
            "5 police choose stay\n10 facilitator call cps phone\n61",
            """
            5 picks police stay as advice
            61 closed kitchen#1 no_answer if_no_answer:police,medical
            """,
        ),
        row(
            "the first leads again when back in time",
            LEAD,
            "10 facilitator call cps phone\n15 cps choose leave\n40 police choose stay\n41 cps choose go",
            """
            from 16
            35 joins cps kitchen#1
            40 picks police stay as advice
            41 closed kitchen#1 chosen go:police,cps,medical
            """,
        ),
        row(
            "with nobody left to decide it is interrupted, and the others wait",
            LEAD,
            "10 facilitator call cps phone\n12 facilitator call police stairs\n15 police choose leave\n35",
            """
            from 12
            12 closed kitchen#1 interrupted
            12 waits medical kitchen until 312
            15 closed stairs#1 chosen leave:police
            35 waits police kitchen until 312
            """,
        ),
        row(
            "and it opens again when the wait is over, for whom is there",
            LEAD,
            "10 facilitator call cps phone\n12 facilitator call police stairs\n15 police choose leave\n312",
            """
            0 opened kitchen#1 police,cps,medical
            10 opened phone#1 cps
            12 opened stairs#1 police
            312 opened kitchen#2 police,medical
            """,
        ),
        row(
            "together: who is left agrees, and that decides",
            TOGETHER,
            "5 police choose go\n10 facilitator call cps phone",
            """
            5 picks police go
            10 left cps kitchen
            10 closed kitchen#1 chosen go:police,medical
            """,
        ),
        row(
            "together: the pick of who has gone is gone",
            TOGETHER,
            "5 police choose go\n10 facilitator call police stairs\n20 cps choose stay",
            """
            5 picks police go
            20 picks cps stay
            20 closed kitchen#1 chosen stay:cps,medical
            """,
        ),
        row(
            "each: the picks of those who are left are all",
            EACH,
            "5 police choose go\n10 facilitator call cps phone",
            """
            5 picks police go
            10 closed kitchen#1 chosen go:police,medical
            """,
        ),
        row(
            "who only advises can be called away from the table",
            TOGETHER,
            "5 medical choose go\n10 facilitator call medical ward\n11 police choose stay\n11 cps choose stay",
            """
            5 picks medical go as advice
            10 left medical kitchen
            11 picks police stay
            11 picks cps stay
            11 closed kitchen#1 chosen stay:police,cps
            """,
        ),
        row(
            "waiting: leaves the gathering",
            """
            roles: {police: kitchen, cps: standing_by}
            scenes:
              kitchen: {roles: [police, cps], decides: {lead: [police]}, wait: 30s, choices: {go: {}}}
              stairs: {roles: [police], choices: {leave: {takes: 20s, goto: back}}}
            """,
            "10 facilitator call police stairs\n40\n40 police choose leave\n60\n90",
            """
            0 waits police kitchen until 30
            10 called police stairs now
            10 left police kitchen
            60 waits police kitchen until 90
            no no_show
            """,
        ),
        row(
            "who waits on does so until the first one's wait is over",
            LEAD.replace("medical: kitchen}", "medical: standing_by}").replace("cps: kitchen", "cps: standing_by"),
            "100 facilitator call cps kitchen\n200 facilitator call police stairs\n300",
            """
            0 waits police kitchen until 300
            100 waits cps kitchen until 300
            200 left police kitchen
            300 no_show kitchen cps
            """,
        ),
        row(
            "work done together goes on without who was called away",
            LEAD,
            "0 cps choose go\n20 facilitator call medical ward urgent\n60",
            """
            20 broken medical go
            60 worked police,cps go
            60 done search police,cps
            """,
        ),
        row(
            "and ends with the last of them",
            LEAD,
            """
            0 cps choose go
            20 facilitator call medical ward urgent
            21 facilitator call police stairs urgent
            22 facilitator call cps phone urgent
            100
            """,
            """
            20 broken medical go
            21 broken police go
            22 broken cps go
            no worked
            no done
            """,
        ),
        row(
            "called to a joint scene that is open, one joins it",
            LEAD.replace("medical: kitchen}", "medical: ward}").replace("wait: 5m", "wait: 5s"),
            "10 facilitator call medical kitchen",
            """
            10 goes medical kitchen
            10 joins medical kitchen#1
            """,
        ),
        row(
            "called to one that has not opened, one waits",
            LEAD.replace("police: kitchen, cps: kitchen", "police: stairs, cps: phone"),
            "10 facilitator call police kitchen",
            """
            0 waits medical kitchen until 300
            10 goes police kitchen
            10 waits police kitchen until 300
            """,
        ),
        row(
            "back in a joint decision that is still open",
            LEAD,
            "10 facilitator call medical ward\n15 medical choose leave\n40 cps choose go",
            """
            from 16
            35 joins medical kitchen#1
            40 closed kitchen#1 chosen go:police,cps,medical
            """,
        ),
        row(
            "back after it was decided: the latecomer's way",
            LEAD,
            "10 facilitator call medical ward\n15 cps choose go\n20 medical choose leave\n45",
            """
            from 1
            15 closed kitchen#1 chosen go:police,cps
            20 closed ward#1 chosen leave:medical
            40 late medical kitchen latecomer
            45 waits medical hall until 645
            """,
        ),
        row(
            "or the way that the decision gave",
            LEAD.replace("    latecomer: {takes: 5s, goto: {all: hall}}\n", ""),
            "10 facilitator call medical ward\n15 cps choose go\n20 medical choose leave\n41",
            """
            from 1
            40 late medical kitchen go
            41 waits medical hall until 641
            """,
        ),
        row(
            "back after work done together was broken off: the way that the decision gave",
            LEAD.replace("    latecomer: {takes: 5s, goto: {all: hall}}\n", ""),
            "0 cps choose go\n10 facilitator call medical ward urgent\n10 medical choose leave\n31",
            """
            from 1
            30 late medical kitchen go
            31 waits medical hall until 631
            """,
        ),
    ],
)
def test_joint_scenes(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize(
    "story",
    [
        row(
            "a choice moves all its scene gathered",
            LEAD,
            "0 cps choose go\n60",
            """
            from 1
            60 waits police hall until 660
            60 waits cps hall until 660
            60 waits medical hall until 660
            """,
        ),
        row(
            "and only those who were there",
            LEAD.replace("medical: kitchen}", "medical: ward}").replace("wait: 5m", "wait: 5s"),
            "5 cps choose go\n65",
            """
            0 waits police kitchen until 5
            0 waits cps kitchen until 5
            65 waits police hall until 665
            65 waits cps hall until 665
            """,
        ),
        row(
            "each by its own way",
            LEAD.replace(
                "go: {takes: 60s, does: [search], goto: {all: hall}}",
                "go: {goto: {police: stairs, cps: {end: over}, all: hall}}",
            ),
            "0 cps choose go\n60",
            """
            from 1
            60 finished cps over
            60 waits medical hall until 660
            """,
        ),
    ],
)
def test_whom_a_choice_moves(story: Story) -> None:
    story.hold()


def test_an_interrupted_decision_has_no_decider_and_no_work() -> None:
    """So that nothing of it can be scored."""
    play = Play(CASE).run(f"20 {CALL} stairs")
    (closed,) = play.all(e.DecisionClosed)
    assert (closed.how, closed.by, closed.works) == ("interrupted", (), ())


def test_back_in_a_joint_scene_that_opens_anew_there_is_time_to_read() -> None:
    play = Play(LEAD).run(
        "55 facilitator call cps phone\n56 facilitator call police stairs\n56 police choose leave\n57 cps choose leave\n77"
    )
    decision = play.view("cps").decision
    assert decision.id == "kitchen#2"
    assert decision.closes > 77 + decision.reading
