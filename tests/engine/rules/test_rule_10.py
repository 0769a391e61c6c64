"""Rule 10: when a joint scene opens, when it does not, and what becomes of who comes later."""

import pytest
from msgspec.structs import replace

from sim.engine import ScenarioFault
from sim.engine import events as e
from tests.engine.rules.stage import Play, Story, row, scene

CASE = """
roles: {police: yard, cps: office, medical: ward}
facts: {key: {held_by: [police]}}
scenes:
  yard: {roles: [police], choices: {go: {takes: 60s, goto: kitchen}, long: {takes: 20m, goto: kitchen}}}
  office: {roles: [cps], choices: {go: {takes: 60s, goto: kitchen}, long: {takes: 20m, goto: kitchen}}}
  ward: {roles: [medical], choices: {go: {takes: 60s, goto: kitchen}, long: {takes: 20m, goto: kitchen}}}
  kitchen:
    roles: [police, cps, medical]
    decides: {lead: [cps, police]}
    quorum: [%s]
    wait: 5m
    %s
    no_show: {text: Nobody comes., takes: 30s, does: [search], goto: {all: hall}}
    choices:
      go: {takes: 60s, does: [visit], learns: [key], goto: {police: hall, cps: hall, medical: {end: over}}}
      stay: {takes: 90s, goto: kitchen}
  hall: {roles: [police, cps, medical], decides: each, wait: 1h, choices: {go: {}}}
"""
BOTH = CASE % ("police, cps", "")
LATE = CASE % ("police, cps", "latecomer: {text: They have begun., takes: 10s, does: [ring], goto: {all: hall}}")


@pytest.mark.parametrize(
    "story",
    [
        row(
            "it opens when all have arrived",
            BOTH,
            "0 police choose go\n10 cps choose go\n200 medical choose go\n260",
            """
            from 1
            60 waits police kitchen until 360
            70 waits cps kitchen until 360
            260 waits medical kitchen until 360
            260 opened kitchen#1 police,cps,medical
            """,
        ),
        row(
            "or `wait` after the first, if the quorum is there",
            BOTH,
            "0 police choose go\n10 cps choose go\n0 medical choose long !time_past\n359\n360",
            """
            from 1
            60 waits police kitchen until 360
            70 waits cps kitchen until 360
            360 opened kitchen#1 police,cps
            no no_show
            """,
        ),
        row(
            "the wait is that of the first to come, and of no later one",
            BOTH,
            "0 cps choose go\n290 police choose go\n360",
            """
            from 1
            60 waits cps kitchen until 360
            350 waits police kitchen until 360
            360 opened kitchen#1 police,cps
            """,
        ),
        row(
            "who is not of the quorum need not come",
            CASE % ("police", ""),
            "0 police choose go\n360",
            """
            from 1
            360 opened kitchen#1 police
            """,
        ),
        row(
            "who is not of the quorum does not make it",
            BOTH,
            "0 medical choose go\n0 police choose go\n360",
            """
            from 1
            360 no_show kitchen police,medical
            no opened
            """,
        ),
        row(
            "otherwise `no_show`: those there go its way",
            BOTH,
            "0 police choose go\n390",
            """
            from 300
            360 no_show kitchen police
            360 started search police
            390 worked police no_show
            390 done search police
            390 waits police hall until 3990
            """,
        ),
        row(
            "at the very second in which the wait ends, who is due before is there",
            BOTH,
            "0 police choose go\n300 cps choose go\n360",
            """
            from 300
            360 no_show kitchen police
            360 late cps kitchen no_show
            """,
        ),
        row(
            "who comes later joins the open decision",
            BOTH,
            "0 police choose go\n10 cps choose go\n350 medical choose go\n410",
            """
            from 300
            360 opened kitchen#1 police,cps
            410 joins medical kitchen#1
            no late
            """,
        ),
        row(
            "also where there is a way for latecomers",
            LATE,
            "0 police choose go\n10 cps choose go\n350 medical choose go\n410",
            """
            from 300
            410 joins medical kitchen#1
            no late
            """,
        ),
        row(
            "who joined is moved by the choice",
            BOTH,
            "0 police choose go\n10 cps choose go\n350 medical choose go\n420 cps choose go",
            "from 420\n420 closed kitchen#1 chosen go:police,cps,medical",
        ),
        row(
            "when it is decided, the latecomer's way, with its effects",
            LATE,
            "0 police choose go\n10 cps choose go\n350 medical choose go\n370 cps choose go\n420",
            """
            from 400
            410 late medical kitchen latecomer
            410 started ring medical
            410 done ring medical
            420 waits medical hall until 4020
            """,
        ),
        row(
            "or the way that the decision gave that role, and its effects are of those who decided",
            BOTH,
            "0 police choose go\n10 cps choose go\n350 medical choose go\n370 cps choose go\n430",
            """
            from 400
            410 late medical kitchen go
            411 finished medical over
            430 done visit police,cps
            """,
        ),
        row(
            "who comes later after a `no_show` goes the way that it gave",
            BOTH,
            "0 police choose go\n0 cps choose long\n1201",
            """
            from 300
            360 no_show kitchen police
            390 waits police hall until 3990
            1200 late cps kitchen no_show
            1201 waits cps hall until 3990
            """,
        ),
        row(
            "after a `no_show` the latecomer's way, if there is one",
            LATE,
            "0 police choose go\n0 cps choose long\n1200",
            """
            from 300
            360 no_show kitchen police
            1200 late cps kitchen latecomer
            """,
        ),
        row(
            "when those who were there meet again, who was late before waits with them",
            BOTH,
            "0 police choose go\n0 cps choose go\n360 cps choose stay\n400 medical choose go\n450\n460",
            """
            from 400
            450 waits police kitchen until 750
            450 waits cps kitchen until 750
            460 waits medical kitchen until 750
            460 opened kitchen#2 police,cps,medical
            no late
            """,
        ),
        row(
            "all can begin there",
            """
            roles: {police: kitchen, cps: kitchen}
            scenes: {kitchen: {roles: [police, cps], decides: {lead: [cps]}, choices: {go: {}}}}
            """,
            "",
            "0 opened kitchen#1 police,cps",
        ),
    ],
)
def test_gathering(story: Story) -> None:
    story.hold()


def test_a_scene_without_no_show_to_which_too_few_come_is_a_fault() -> None:
    """The reader lets it pass only where everybody begins there; called away, they are too few."""
    text = """
roles: {police: kitchen, cps: kitchen}
scenes:
  kitchen: {roles: [police, cps], decides: {lead: [cps]}, wait: 1m, choices: {go: {}}}
  phone: {roles: [cps], choices: {go: {}}}
"""
    case = scene(text)
    scenes = {name: replace(body, no_show=None) for name, body in case.scenes.items()}
    play = Play(replace(case, scenes=scenes)).run("5 facilitator call cps phone")
    with pytest.raises(ScenarioFault) as fault:
        play.run("100")
    assert fault.value.code == "no_way_on"


@pytest.mark.parametrize("how", ["lead: [cps]", "together: [police, cps]", "each: [police, cps]"])
def test_the_quorum_is_all_who_decide_unless_it_is_said(how: str) -> None:
    text = f"""
roles: {{police: kitchen, cps: standing_by, medical: kitchen}}
scenes:
  kitchen: {{roles: [police, cps, medical], decides: {{{how}}}, wait: 1m, choices: {{go: {{}}}}}}
"""
    Play(text).run("60").tells("60 no_show kitchen police,medical")


def test_who_joins_late_sees_the_decision_as_it_stands() -> None:
    play = Play(BOTH.replace("lead: [cps, police]", "lead: [cps]")).run(
        "0 police choose go\n10 cps choose go\n350 medical choose go\n365 police choose stay\n410"
    )
    decision = play.view("medical").decision
    assert decision.present == ("police", "cps", "medical")
    assert [(pick.role, pick.choice) for pick in decision.picks] == [("police", "stay")]
    assert decision.opened == 360


def test_each_role_is_told_what_the_way_says() -> None:
    play = Play(LATE).run("0 police choose go\n0 medical choose long\n360")
    assert [notice.text for notice in play.view("police").feed] == ["Nobody comes."]
    play = Play(LATE).run("0 police choose go\n10 cps choose go\n350 medical choose go\n370 cps choose go\n410")
    assert [notice.text for notice in play.view("medical").feed] == ["They have begun."]


def test_a_scene_opens_once_for_all() -> None:
    play = Play(BOTH).run("0 police choose go\n10 cps choose go\n20 medical choose go\n1000")
    assert len([event for event in play.all(e.DecisionOpened) if event.scene == "kitchen"]) == 1


def test_who_joins_late_reads_the_paragraphs_that_are_for_it() -> None:
    text = (
        "text: {all: Here., also: [{role: medical, text: A bag.}, {text: Wind.}]}\n    decides: {lead: [cps, police]}"
    )
    play = Play(BOTH.replace("decides: {lead: [cps, police]}", text)).run(
        "0 police choose go\n10 cps choose go\n350 medical choose go\n410"
    )
    assert play.view("medical").decision.text == "Here.\n\nA bag.\n\nWind."
    assert play.view("cps").decision.text == "Here.\n\nWind."
