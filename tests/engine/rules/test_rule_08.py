"""Rule 8: what happens at the moment of choosing, and what at the end of the work."""

import pytest

from tests.engine.rules.stage import Play, Story, row


def case(effects: str, more: str = "") -> str:
    return f"""
roles: {{police: yard, cps: standing_by, medical: standing_by}}
facts: {{key: {{held_by: [police]}}, door: {{}}}}
variables: {{lamp: {{start: 1, min: 0, max: 3}}}}
{more}
scenes:
  yard: {{roles: [police], choices: {{go: {{takes: 60s, {effects}}}}}}}
  office: {{roles: [cps], choices: {{go: {{}}}}}}
"""


def outcome(effects: str) -> str:
    return f"""
roles: {{police: yard, cps: standing_by}}
facts: {{key: {{held_by: [police]}}, door: {{}}}}
variables: {{lamp: {{start: 1}}}}
scenes:
  yard: {{roles: [police], think: 10s, choices: {{go: {{}}}}, if_no_answer: {{takes: 60s, {effects}}}}}
  office: {{roles: [cps], choices: {{go: {{}}}}}}
"""


GO = "0 police choose go\n100"


@pytest.mark.parametrize(
    "story",
    [
        row("`tells` at the moment of choosing", case("tells: {cps: [key]}"), GO, "0 told police to cps key by choice"),
        row("`tells` at the end", case("tells: {at: end, cps: [key]}"), GO, "60 told police to cps key by choice"),
        row(
            "some at the start and some at the end",
            case("tells: [{cps: [key]}, {at: end, medical: [key]}]"),
            GO,
            """
            0 told police to cps key by choice
            60 told police to medical key by choice
            """,
        ),
        row(
            "only what one knows can be told by a choice",
            case("tells: {cps: [door]}"),
            GO,
            "no told",
        ),
        row(
            "what the work teaches can be told at its end",
            case("learns: [door], tells: {at: end, cps: [door]}"),
            GO,
            """
            0 learned police key held
            60 learned police door work
            60 told police to cps door by choice
            """,
        ),
        row("`calls` at the moment of choosing", case("calls: {cps: office}"), GO, "0 called cps office now"),
        row("`calls` at the end", case("calls: {at: end, cps: office}"), GO, "60 called cps office now"),
        row("`sets` at the moment of choosing", case("sets: {lamp: 3}"), GO, "0 set lamp 3"),
        row("`sets` at the end", case("sets: {at: end, lamp: 3}"), GO, "60 set lamp 3"),
        row("`adds` at the moment of choosing", case("adds: {lamp: 1}"), GO, "0 set lamp 2"),
        row("`adds` at the end", case("adds: {at: end, lamp: 1}"), GO, "60 set lamp 2"),
        row("a variable is kept under its most", case("adds: {lamp: 9}"), GO, "0 set lamp 3"),
        row("and over its least", case("adds: {lamp: -9}"), GO, "0 set lamp 0"),
        row("set to what it is, nothing happens", case("sets: {lamp: 1}"), GO, "no set"),
        row("true is one", case("sets: {lamp: true}, adds: {lamp: true}"), GO, "0 set lamp 2"),
        row(
            "`does` at the end; that it started at the moment of choosing",
            case("does: [search]"),
            GO,
            """
            0 started search police
            60 done search police
            """,
        ),
        row(
            "`does` at the start, where the line says so",
            case("does: [{search: {}, at: start}]"),
            GO,
            """
            0 started search police
            0 done search police
            """,
        ),
        row(
            "notifications are at the start",
            case("does: [ring, search]"),
            GO,
            """
            0 started ring,search police
            0 done ring police
            60 done search police
            """,
        ),
        row(
            "unless the line says otherwise",
            case("does: [{ring: {}, at: end}]"),
            GO,
            """
            0 started ring police
            60 done ring police
            """,
        ),
        row(
            "`learns` at the end",
            case("learns: [door]"),
            GO,
            """
            0 learned police key held
            60 learned police door work
            """,
        ),
        row(
            "`learns` at the start, where the line says so",
            case("learns: {at: start, police: [door]}"),
            GO,
            """
            0 learned police key held
            0 learned police door work
            """,
        ),
        row(
            "by role, who learns need not have done it",
            case("learns: {cps: [door]}"),
            GO,
            """
            0 learned police key held
            60 learned cps door work
            """,
        ),
        row(
            "arrival at the end",
            case("goto: yard"),
            GO,
            """
            0 opened yard#1 police
            60 worked police go
            60 opened yard#2 police
            """,
        ),
        row("an ending that is declared, at the end", case("ends: over"), GO, "60 ended declared over"),
        row(
            "arrival after the effects of the end",
            case("does: [search], learns: [door], sets: {at: end, lamp: 3}, goto: yard"),
            "0 police choose go\n60",
            """
            0 opened yard#1 police
            60 worked police go
            60 done search police
            60 set lamp 3
            60 opened yard#2 police
            """,
        ),
        row(
            "`started.x` and `done.x` tell the two apart",
            case("does: [search]", "milestones: {begun: started.search, found: done.search}"),
            GO,
            """
            0 reached begun
            60 reached found
            """,
        ),
        row(
            "`chosen.x` is of the moment of choosing",
            case("does: [search]", "milestones: {chose: chosen.yard.go}"),
            GO,
            "0 reached chose",
        ),
        row(
            "outcomes have the same moments: `tells`",
            outcome("tells: {cps: [key]}"),
            "100",
            "11 told police to cps key by choice",
        ),
        row("outcomes: `sets`", outcome("sets: {lamp: 3}"), "100", "11 set lamp 3"),
        row("outcomes: `calls`", outcome("calls: {cps: office}"), "100", "11 called cps office now"),
        row(
            "outcomes: `does` and `learns`",
            outcome("does: [search], learns: [door]"),
            "100",
            """
            0 learned police key held
            11 started search police
            71 done search police
            71 learned police door work
            """,
        ),
        row(
            "an inject has one moment: all at once",
            case(
                "goto: yard",
                """
injects:
  bell:
    when: time >= 30s
    sets: {lamp: 2}
    does: [search]
    teaches: {cps: [door]}
    tells: {cps: [key]}
    message: {police: It rings.}
""",
            ),
            "30",
            """
            0 learned police key held
            30 messaged police bell
            30 learned cps door inject
            30 started search
            30 done search
            30 learned cps key inject
            30 set lamp 2
            """,
        ),
        row(
            "what an inject does has started as well",
            case(
                "goto: yard",
                "injects: {bell: {when: time >= 30s, does: [search]}}\nmilestones: {begun: started.search}",
            ),
            "30",
            "30 reached begun",
        ),
    ],
)
def test_moments(story: Story) -> None:
    story.hold()


JOINT = """
roles: {police: kitchen, cps: kitchen}
facts: {door: {}}
scenes:
  kitchen:
    roles: [police, cps]
    decides: {lead: [police]}
    choices: {go: {takes: 60s, learns: [door], does: [{search: {children: kim}}]}}
"""


def test_work_done_together_is_done_and_learnt_by_all_who_were_there() -> None:
    Play(JOINT.replace("[{search: {children: kim}}]", "[search]")).run("0 police choose go\n100").tells(
        """
        0 started search police,cps
        60 done search police,cps
        60 learned police door work
        60 learned cps door work
        """
    )


@pytest.mark.parametrize(
    ("known", "until"), [("held_by: [police]", 300), ("held_by: [cps]", 60)], ids=["the case that holds", "the rest"]
)
def test_how_long_it_takes_depends_on_the_case_at_the_moment_of_choosing(known: str, until: int) -> None:
    text = f"""
roles: {{police: yard, cps: standing_by}}
facts: {{key: {{{known}}}}}
scenes: {{yard: {{roles: [police], choices: {{go: {{takes: [{{if: police.knows.key, takes: 5m}}, {{takes: 1m}}]}}}}}}}}
"""
    assert Play(text).run("0 police choose go").view("police").until == until


@pytest.mark.parametrize(("at", "scene"), [(50, "early"), (90, "late")])
def test_where_it_leads_depends_on_the_case_at_the_end(at: int, scene: str) -> None:
    text = """
roles: {police: yard}
scenes:
  yard: {roles: [police], choices: {go: {takes: 1m, goto: [{if: time >= 2m, to: late}, {to: early}]}}}
  early: {roles: [police], choices: {go: {}}}
  late: {roles: [police], choices: {go: {}}}
"""
    play = Play(text).run(f"{at} police choose go\n{at + 60}")
    assert play.state.threads["police"].scene == scene


SAID = """
roles: {police: kitchen, cps: kitchen, medical: ward}
facts: {key: {held_by: [police, cps, medical]}}
scenes:
  kitchen:
    roles: [police, cps]
    decides: {lead: [police]}
    choices: {far: {tells: {medical: [key]}}, near: {tells: {police: [key]}}}
  ward: {roles: [medical], choices: {go: {}}}
"""


def test_what_a_choice_says_is_said_once_however_many_of_those_who_took_it_know_it() -> None:
    Play(SAID).run("5 police choose far").tells("5 told police to medical key by choice")


def test_a_choice_that_tells_one_of_those_who_took_it_is_told_by_another_of_them() -> None:
    Play(SAID).run("5 police choose near").tells("5 told cps to police key by choice")
