"""Rule 20: hints are live like choices, go when their act is done, and are each role's own."""

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from sim.engine import events as e
from sim.engine.conditions import Chance, Compare, Condition, Number
from sim.engine.names import SceneId
from sim.format import read_files
from tests.engine.rules.stage import Play, Story, row, scene
from tests.engine.rules.test_rule_17 import without_numbers

CASE = """
roles: {police: yard, cps: office}
facts:
  key: {held_by: [police], topic: home}
  note: {held_by: [police], topic: home}
  lamp: {held_by: [cps], topic: home}
variables: {danger: {start: 0}}
milestones: {aware: police.told.key}
injects: {bell: {when: time >= 2m, sets: {danger: 1}}}
scenes:
  yard:
    roles: [police]
    think: 1h
    hints:
      - {act: choose, text: Choose.}
      - {act: tell, text: Tell., if: not police.told.key}
      - {act: tell, text: Tell more., if: police.told.key}
      - {act: ask, text: Ask., if: reached.aware}
      - {act: go_on, text: Go on.}
      - {act: limit, text: Be quick.}
      - {act: no_limit, text: Take your time.}
      - {act: pause, text: Pause.}
      - {act: note, text: Note., if: time >= 5m}
    choices: {go: {takes: 10m, goto: shed}, stay: {takes: 1m, goto: yard}}
  shed: {roles: [police], choices: {leave: {goto: yard}}}
  office: {roles: [cps], choices: {go: {takes: 2h}}}
"""

ROWS = [
    row("shown while they hold; on a limit where there is one", CASE, "0", "0 hints police yard 0,1,5,7"),
    row("untimed: the other one", CASE, "0", "0 hints police yard 0,1,6,7", pace="untimed"),
    row(
        "one with an `if` goes when that does not hold any more, and not before",
        CASE,
        "5 police tell cps note\n9 cps tell police lamp\n20 police tell cps key\n30 mark",
        """
        from 1
        20 hints police yard 0,2,3,5,7
        """,
    ),
    row(
        "one without goes when its act is done, the first of several on one act, and does not come back",
        CASE.replace("if: not police.told.key", "").replace("Tell more., if: police.told.key", "Tell more."),
        "5 police tell cps key\n20 police choose stay\n90",
        """
        0 hints police yard 0,1,2,5,7
        5 hints police yard 0,2,5,7
        5 hints police yard 0,2,3,5,7
        20 hints police yard 2,3,5,7
        20 hints police yard 2,3,4,7
        80 hints police yard 2,3,5,7
        """,
    ),
    row(
        "on time, in the second in which it turns",
        CASE,
        "400",
        "0 hints police yard 0,1,5,7\n300 hints police yard 0,1,5,7,8",
    ),
    row(
        "pausing is done by pausing; going on is for where nothing is to be decided",
        CASE,
        "310 police pause\n310 police resume\n320 police choose stay\n390",
        """
        from 301
        310 hints police yard 0,1,5,8
        320 hints police yard 1,5,8
        320 hints police yard 1,4,8
        380 hints police yard 1,5,8
        """,
    ),
    row("a scene without hints says nothing", CASE, "5 police choose go\n700", "from 604\nno hints"),
    row(
        "and asking is not told of before there is a reason",
        CASE,
        "5 police ask cps home",
        "0 hints police yard 0,1,5,7",
    ),
]


@pytest.mark.parametrize("story", ROWS)
def test_row(story: Story) -> None:
    story.hold()


def test_a_view_has_the_hints_of_where_its_role_stands() -> None:
    play = Play(CASE)
    assert [(hint.act, hint.text) for hint in play.view("police").hints] == [
        ("choose", "Choose."),
        ("tell", "Tell."),
        ("limit", "Be quick."),
        ("pause", "Pause."),
    ]
    assert play.view("cps").hints == ()
    play.run("5 police choose go\n610")
    assert play.view("police").hints == (), "it has left the yard"
    play.run("611 police choose leave\n700")
    assert [hint.id for hint in play.view("police").hints] == [
        "yard.1",
        "yard.5",
        "yard.7",
        "yard.8",
    ], "choosing is known by now"


def test_they_are_seen_by_their_role_alone_and_change_nothing_else() -> None:
    script = "5 police tell cps key\n9 police choose stay\n301 mark"
    play = Play(CASE).run(script)
    assert {event.seen_by for event in play.all(e.HintsShown)} == {("police",)}
    told = scene(CASE)
    silent = replace(told, scenes={name: replace(body, hints=()) for name, body in told.scenes.items()})
    bare = Play(silent).run(script)
    watching = (e.HintsShown, e.MilestoneReached, e.TimePassed)  # what hints alone make the engine say or look at
    one, other = ([type(event) for event in log if not isinstance(event, watching)] for log in (play.log, bare.log))
    assert one == other
    for role in play.book.roles:
        with_hints = replace(play.view(role), hints=())
        assert without_numbers(to_builtins(bare.view(role))) == without_numbers(to_builtins(with_hints))


def test_one_on_chance_makes_the_draw_when_it_is_first_looked_at() -> None:
    """The condition is put in here, because the reader would refuse it: no seat knows what was drawn (rule 18)."""
    told = scene(CASE)
    yard = told.scenes[SceneId("yard")]
    lucky = Condition("chance.luck < 2", Compare(Chance("luck"), "<", Number(2)))
    hints = (*yard.hints[:-1], replace(yard.hints[-1], if_=lucky))
    play = Play(replace(told, scenes={**told.scenes, SceneId("yard"): replace(yard, hints=hints)}))
    play.run("5 police choose stay\n70").tells(
        """
        0 drawn luck 1
        0 hints police yard 0,1,5,7,8
        5 hints police yard 1,5,7,8
        5 hints police yard 1,4,7,8
        65 hints police yard 1,5,7,8
        """
    )


def test_no_hint_comes_after_the_end() -> None:
    case = CASE.replace("sets: {danger: 1}}", "ends: over}")
    play = Play(case).run("5 police tell cps key\n200")
    assert play.state.ended
    assert type(play.log[-1]) is e.CaseEnded
    assert play.view("police").hints == ()


def joint(hint: str) -> list[str]:
    """The errors of a joint scene with *hint*."""
    files = f"""
format: 1
scenario: small
title: Small
kind: tutorial
starts: 2026-03-04 21:40
roles:
  police: {{title: P, begins: yard, brief: B.}}
  cps: {{title: C, begins: yard, brief: B.}}
  medical: {{title: M, begins: ward, brief: B.}}
facts: {{key: {{topic: home, text: It is here., held_by: [police]}}}}
scenes:
  yard:
    roles: [police, cps]
    text: Here.
    decides: {{lead: [police, cps]}}
    wait: 1m
    no_show: {{goto: {{end: over}}}}
    hints: [{hint}]
    choices: {{stay: {{text: Stay., goto: {{end: over}}}}}}
  ward: {{roles: [medical], text: Here., choices: {{stay: {{text: Stay., goto: {{end: over}}}}}}}}
endings: {{over: {{title: Over, text: Over.}}}}
"""
    return [found.code for found in read_files({"scenario.yaml": files}).diagnostics if found.severity == "error"]


@pytest.mark.parametrize(
    ("hint", "codes"),
    [
        ("{act: tell, text: T., if: police.knows.key, role: police}", []),
        ("{act: tell, text: T., if: police.knows.key, role: cps}", ["F305"]),
        ("{act: tell, text: T., if: police.knows.key}", ["F305"]),
        ("{act: tell, text: T., if: chosen.yard.stay}", []),
        ("{act: tell, text: T., role: cps}", []),
    ],
)
def test_the_condition_is_one_that_each_who_sees_it_can_tell(hint: str, codes: list[str]) -> None:
    assert joint(hint) == codes


def test_a_hint_is_for_somebody_who_is_there() -> None:
    assert joint("{act: tell, text: T., role: medical}") == ["F403"]
