"""Rule 17: every event says who sees it, and a view rests on what its role saw. `Play.check` compares the views at each step."""

import json

import msgspec
import pytest

from sim.engine import AnyEvent, brief, cut, replay, view
from sim.engine import events as e
from sim.format import read_files
from tests.engine.rules.stage import Play

CASE = """
roles: {police: yard, cps: office, medical: kitchen, school: kitchen}
bases: {court: By order of a court}
desks: {records: {answers: {kin: {after: 30s, bases: [court], says: Ours.}}}}
facts:
  key: {held_by: [police], topic: home, restated: {right: Here., near: [There.]}}
  order: {held_by: [records], topic: kin, lawful: {police: [court]}}
  rash: {held_by: [medical], topic: health}
  door: {topic: home}
variables: {mood: {start: 1, visible: true}, danger: {start: 1}}
milestones: {aware: cps.knows.key}
injects:
  bell: {when: time >= 10m, message: {cps: It rings.}, teaches: {cps: [door]}, sets: {mood: 3, danger: 3}}
  dice: {when: chance.dice < 2}
links: {line: {between: [cps, records], down: time >= 20m}}
stops: {first: {when: time >= 30m, question: Who knows}}
scenes:
  yard:
    roles: [police]
    think: 5h
    text: [{if: police.knows.order, text: Secret.}, {text: Here.}]
    choices: {go: {takes: 60s, does: [search], sets: {mood: 2, danger: 2}, goto: yard}, new: {if: police.knows.order, goto: yard}}
  office: {roles: [cps], choices: {go: {takes: 60s, goto: office}}}
  kitchen:
    roles: [medical, school]
    decides: {each: [medical, school]}
    think: 5h
    choices: {go: {takes: 60s}, stay: {takes: 60s}}
  ward: {roles: [medical], choices: {leave: {takes: 20s, goto: back}}}
"""
ALL = ("police", "cps", "medical", "school")


def seen(script: str, kind: type[AnyEvent], **setup: object) -> tuple[str, ...]:
    """Who sees the last event of *kind* after *script*."""
    return tuple(sorted(Play(CASE, **setup).run(script).last(kind).seen_by))


@pytest.mark.parametrize(
    ("kind", "script", "roles"),
    [
        (e.Began, "", ()),
        (e.TimePassed, "5 mark", ALL),
        (e.Paused, "5 police pause", ALL),
        (e.Resumed, "5 police pause\n5 police resume", ALL),
        (e.SeatHandedOver, "5 police hand police -", ("police",)),
        (e.CurtainMoved, "5 facilitator curtain up", ALL),
        (e.CaseEnded, "5 facilitator end", ALL),
        (e.Noted, "5 police note why", ("police",)),
        (e.SceneShown, "", ("police",)),
        (e.DecisionOpened, "", ("medical", "school")),
        (e.ChoiceOpened, "5 police ask records kin basis=court\n40", ("police",)),
        (e.Picked, "5 medical choose go", ("medical",)),
        (e.DecisionClosed, "5 police choose go", ("police",)),
        (e.DecisionClosed, "5 medical choose go\n6 school choose stay", ("medical", "school")),
        (e.Extended, "5 facilitator extend kitchen#1 9", ("medical", "school")),
        (e.Started, "5 police choose go", ("police",)),
        (e.Done, "5 police choose go\n65", ("police",)),
        (e.WorkEnded, "5 police choose go\n65", ("police",)),
        (
            e.WorkBroken,
            "5 medical choose go\n6 school choose go\n7 facilitator call medical ward urgent",
            ("medical", "school"),
        ),
        (e.Left, "7 facilitator call medical ward", ("medical", "school")),
        (e.Joined, "7 facilitator call medical ward\n8 medical choose leave\n28", ("medical", "school")),
        (e.Called, "7 facilitator call medical ward", ("medical",)),
        (e.Called, "5 medical choose go\n6 school choose go\n66\n70 facilitator call medical ward", ()),
        (e.WentOnCall, "7 facilitator call medical ward", ("medical",)),
        (e.WentBack, "7 facilitator call medical ward\n8 medical choose leave\n28", ("medical",)),
        (e.Finished, "5 medical choose go\n6 school choose go\n66", ("school",)),
        (e.Learned, "600", ("cps",)),
        (e.Told, "5 police tell cps key", ("cps", "police")),
        (e.Told, "5 medical tell school rash", ("medical", "school")),
        (e.Told, "5 medical tell police rash", ("medical", "police")),
        (e.Asked, "5 police ask cps home", ("cps", "police")),
        (e.Asked, "5 police ask records kin basis=court", ("police",)),
        (e.Told, "5 police ask records kin basis=court\n35", ("police",)),
        (e.Answered, "5 police ask cps home\n9 cps answer nothing", ("cps", "police")),
        (e.Acknowledged, "5 police tell cps key\n9 cps ack key", ("cps", "police")),
        (e.VariableSet, "0", ()),
        (e.Drawn, "", ()),
        (e.MilestoneReached, "5 police tell cps key", ()),
        (e.InjectFired, "600", ()),
        (e.Messaged, "600", ("cps",)),
        (e.LinkChanged, "1200", ("cps",)),
        (e.StopReached, "1800", ALL),
    ],
)
def test_who_sees_what(kind: type[AnyEvent], script: str, roles: tuple[str, ...]) -> None:
    if kind is e.VariableSet:
        shown = {event.name: tuple(sorted(event.seen_by)) for event in Play(CASE).run("5 police choose go").all(kind)}
        assert shown == {"mood": tuple(sorted(ALL)), "danger": ()}
    else:
        assert seen(script, kind) == tuple(sorted(roles))


def test_changes_of_visible_variables_are_seen_by_all_and_of_others_by_none() -> None:
    play = Play(CASE).run("5 police choose go")
    for role in play.book.roles:
        assert play.view(role).variables == (("mood", 2.0),)


def test_what_was_not_delivered_is_seen_by_its_sender_alone() -> None:
    text = CASE.replace("go: {takes: 60s, goto: office}", "go: {takes: 60s, unreachable: true, goto: office}")
    play = Play(text).run("0 cps choose go\n5 police tell cps key\n6 police ask cps home")
    assert play.last(e.Told).seen_by == ("police",)
    assert play.last(e.Asked).seen_by == ("police",)
    play.run("60")
    assert {event.seen_by for event in play.all(e.Delivered)} == {("cps",)}


@pytest.mark.parametrize("role", ALL)
def test_the_command_behind_an_event_is_for_who_gave_it(role: str) -> None:
    play = Play(CASE, room=True).run(
        """
        5 police tell cps key id=a
        6 medical tell school rash id=b
        7 police choose go id=c
        8 cps pause id=d
        8 facilitator resume id=e
        """
    )
    for event in cut(play.log, role):
        assert event.given is None or event.given.seat == role


SCRIPT = """
5 police ask records kin basis=court
6 police tell cps key
40 police tell cps order basis=court
41 cps ack key
42 medical choose go
43 police choose go
44 facilitator call medical ward urgent
45 medical choose leave
50 school choose stay
100 cps ask school health
101 school answer nothing
600 police pause
600 police resume
700
1300 cps ask records kin basis=court
2000
"""


@pytest.mark.parametrize("setup", [{}, {"room": True}, {"pace": "untimed"}, {"seed": 7}], ids=str)
def test_the_view_of_a_cut_log_is_the_view(setup: dict) -> None:
    """At every step: `Play.check`. Here also from a log that was written down and read again."""
    script = SCRIPT.replace("police resume", "facilitator resume") if setup.get("room") else SCRIPT
    play = Play(CASE, **setup).run(script)
    decoder = msgspec.json.Decoder(list[AnyEvent])
    for role in play.book.roles:
        read = decoder.decode(msgspec.json.encode(cut(play.log, role)))
        assert view(replay(play.book, read), role) == play.view(role)


@pytest.mark.parametrize(
    "other", ["medical choose go", "school choose stay", "medical tell school rash", "facilitator call medical ward"]
)
def test_two_plays_that_differ_in_what_a_role_has_not_seen_look_the_same_to_it(other: str) -> None:
    one = Play(CASE).run("4 mark\n5 police tell cps key")
    two = Play(CASE).run(f"4 mark\n4 {other}\n5 police tell cps key")
    for role in ("police", "cps"):
        first, second = (without_numbers(msgspec.to_builtins(play.view(role))) for play in (one, two))
        assert first == second


def without_numbers(value: object) -> object:
    """A view without the numbers of events, which count what others did too."""
    if isinstance(value, dict):
        return {name: without_numbers(part) for name, part in value.items() if name not in ("seq", "number")}
    return [without_numbers(part) for part in value] if isinstance(value, list | tuple) else value


def test_what_a_role_reads_of_others_facts_is_nothing() -> None:
    play = Play(CASE.replace("key: {held_by: [police],", "key: {text: CANARY, held_by: [police],")).run(
        "5 police choose go\n700"
    )
    for role in ("cps", "medical", "school"):
        shown = json.dumps(msgspec.to_builtins((play.view(role), brief(play.book, role))))
        assert "CANARY" not in shown
    assert "CANARY" in json.dumps(msgspec.to_builtins(play.view("police")))


def test_where_others_are_is_where_they_were_last_seen() -> None:
    play = Play(CASE).run("5 medical choose go\n6 school choose go\n30 mark")
    assert [(other.role, other.here) for other in play.view("medical").others] == [("school", True)]
    play.run("66\n600")
    for role, other in (("medical", "school"), ("school", "medical")):
        assert [(seen.role, seen.at, seen.here) for seen in play.view(role).others] == [(other, 66, False)]


def test_while_busy_a_role_reads_the_words_that_it_chose() -> None:
    """And not those of another case, which it may not know."""
    text = """
roles: {police: yard}
facts: {key: {}}
scenes: {yard: {roles: [police], choices: {go: {text: [{if: police.knows.key, text: Fetch it.}, {text: Wait.}]}}}}
"""
    assert Play(text).run("0 police choose go").view("police").doing == "Wait."


def diagnosed(condition: str, where: str, joint: bool = False) -> list[str]:
    """The codes of errors of a case in which *condition* guards a choice or a text."""
    choice = (
        f"{{text: Go., if: {condition}, goto: {{end: over}}}}"
        if where == "choice"
        else "{text: Go., goto: {end: over}}"
    )
    text = f"[{{if: {condition}, text: A.}}, {{text: B.}}]" if where == "text" else "Here."
    more = "decides: {lead: [police, cps]}\n    wait: 1m\n    no_show: {goto: {end: over}}" if joint else ""
    other = "" if joint else "\n  office: {roles: [cps], text: Here., choices: {go: {text: Go., goto: {end: over}}}}"
    files = f"""
format: 1
scenario: small
title: Small
kind: drill
starts: 2026-03-04 21:40
roles: {{police: {{title: P, begins: yard, brief: B.}}, cps: {{title: C, begins: {"yard" if joint else "office"}, brief: B.}}}}
facts: {{key: {{topic: home, text: It is here., held_by: [police]}}}}
variables: {{mood: {{start: 1, visible: true}}, danger: {{start: 1}}}}
scenes:
  yard:
    roles: [police{", cps" if joint else ""}]
    text: {text}
    {more}
    choices: {{stay: {{text: Stay., goto: {{end: over}}}}, go: {choice}}}{other}
endings: {{over: {{title: Over, text: Over.}}}}
"""
    return [found.code for found in read_files({"scenario.yaml": files}).diagnostics if found.severity == "error"]


@pytest.mark.parametrize("where", ["choice", "text"])
@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        ("police.knows.key", True),
        ("police.told.key", True),
        ("police.asked.home", True),
        ("chosen.yard.stay", True),
        ("mood > 2", True),
        ("time >= 5m", True),
        ("cps.knows.key", False),
        ("cps.told.key", False),
        ("cps.at.office", False),
        ("chosen.office.go", False),
        ("danger > 2", False),
        ("chance.dice < 0.5", False),
    ],
)
def test_an_if_may_use_only_what_the_role_knows_or_did_or_what_is_visible(
    condition: str, allowed: bool, where: str
) -> None:
    assert diagnosed(condition, where) == ([] if allowed else ["F305"])


@pytest.mark.parametrize("condition", ["cps.knows.key", "cps.told.key", "police.knows.key and cps.knows.key"])
def test_in_a_joint_decision_it_may_speak_of_all_who_decide(condition: str) -> None:
    assert diagnosed(condition, "choice", joint=True) == []
