"""Rule 2: the passing of time is a command of its own; then commands are judged, and a refusal changes nothing."""

import pytest

from sim.engine import CLOCK, submit
from sim.engine import commands as c
from sim.engine import events as e
from sim.engine.names import RoleId
from tests.engine.rules.stage import Play, Story, row

YARD = """
roles: {police: yard}
scenes:
  yard: {roles: [police], think: 10s, choices: {go: {takes: 60s, does: [search], goto: yard}}}
"""

# The scene is read in a second ("Here.", "Go."), so its limit is at second 11.


@pytest.mark.parametrize(
    "story",
    [
        row("time in which nothing is due is not logged", YARD, "5\n10", "no passes"),
        row("it is logged when it delivers something", YARD, "5\n500", "11 passes\n71 passes"),
        row("it is logged when the driver marks it", YARD, "4 mark\n5\n8 mark", "4 passes marked\n8 passes marked"),
        row("a mark of the present second adds nothing", YARD, "0 mark\n4 mark\n4 mark", "4 passes marked"),
        row(
            "a mark after a delivery is logged as well",
            YARD,
            "15 mark",
            """
            11 passes
            15 passes marked
            """,
        ),
        row(
            "a command is judged after time has passed to it",
            YARD,
            """
            0 police choose go
            65 police choose go
            """,
            """
            0 closed yard#1 chosen go:police
            60 worked police go
            65 closed yard#2 chosen go:police
            """,
        ),
        row(
            "time passes to a command even if nothing was due",
            YARD,
            "7 police choose go",
            """
            7 passes
            7 closed yard#1 chosen go:police
            """,
        ),
        row(
            "what is due is delivered although the command is then refused",
            YARD,
            """
            0 police choose go
            65 police choose fly !not_offered
            """,
            """
            60 passes
            60 worked police go
            60 done search police
            """,
        ),
        row("a refused command does not move the clock", YARD, "7 police choose fly !not_offered", "no passes"),
        row(
            "a command a second before a limit is in time",
            YARD,
            "10 police choose go",
            """
            10 closed yard#1 chosen go:police
            """,
        ),
        row(
            "a command at the very second of a limit comes after the timeout",
            YARD,
            "11 police choose go !decision_over",
            "11 closed yard#1 no_answer if_no_answer:police",
        ),
        row(
            "a message at the very second of a limit comes after the timeout too",
            """
            roles: {police: yard, cps: standing_by}
            facts: {key: {held_by: [police]}}
            scenes: {yard: {roles: [police], think: 10s, choices: {go: {}}}}
            """,
            "11 police tell cps key",
            """
            11 closed yard#1 no_answer if_no_answer:police
            11 told police to cps key
            """,
        ),
        row(
            "a command for a second that is past is refused", YARD, "5 mark\n4 police choose go !time_past", "no closed"
        ),
        row("so is time itself", YARD, "5 mark\n4 !time_past", "5 passes marked"),
        row(
            "a command for a second that passed unlogged is not",
            YARD,
            "5\n4 police choose go",
            "4 closed yard#1 chosen go:police",
        ),
        row(
            "a command with the id of an earlier one is accepted once",
            YARD,
            """
            1 police note one id=n1
            2 police note two id=n1
            0 police note three id=n1
            2 police note four id=n2
            """,
            """
            1 noted police one
            2 noted police four
            """,
        ),
    ],
)
def test_time_and_commands(story: Story) -> None:
    story.hold()


ALL = """
roles: {police: yard, cps: office, medical: standing_by}
bases: {court: By order of a court}
desks: {records: {answers: {kin: {after: 1m, bases: [court], says: Ours.}}}}
facts:
  key: {held_by: [police], topic: home}
  aunt: {held_by: [police], topic: kin, lawful: {cps: [court]}}
  secret: {held_by: [cps], topic: kin}
injects: {bell: {message: {all: It rings.}}}
scenes:
  yard: {roles: [police], choices: {go: {}, lamp: {if: police.knows.secret}}}
  office: {roles: [cps], think: 1m, form: {pick: 1 to 2, items: {a: {}, b: {}, c: {}, d: {if: cps.knows.key}}}}
  kitchen: {roles: [police, cps, medical], decides: {lead: [cps]}, choices: {go: {}}}
"""


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ghost choose go in=yard#1", "unknown_seat"),
        ("ghost tell cps key", "unknown_seat"),
        ("police choose go in=yard#2", "decision_over"),
        ("police choose a in=office#1", "not_there"),
        ("police choose fly", "not_offered"),
        ("police choose lamp", "not_offered"),
        ("police choose go a", "no_form"),
        ("cps choose form", "wrong_number"),
        ("cps choose form a b c", "wrong_number"),
        ("cps choose form a a", "no_such_line"),
        ("cps choose form z", "no_such_line"),
        ("cps choose form d", "no_such_line"),
        ("police pass in=yard#1", "you_decide"),
        ("cps pass in=yard#1", "decision_over"),
        ("police tell cps -", "no_facts"),
        ("police tell - key", "nobody_to_tell"),
        ("police tell - key aloud", "nobody_to_tell"),
        ("police tell records key", "unknown_recipient"),
        ("police tell police key", "unknown_recipient"),
        ("police tell cps secret", "not_known"),
        ("police tell cps nonsense", "not_known"),
        ("police tell cps aunt", "basis_needed"),
        ("police tell cps aunt basis=whim", "unknown_basis"),
        ("police tell cps key re=3", "no_such_question"),
        ("police ask nobody home", "unknown_recipient"),
        ("police ask police home", "unknown_recipient"),
        ("police ask cps weather", "no_such_topic"),
        ("police ask records home", "no_such_topic"),
        ("police ask records kin", "basis_needed"),
        ("police ask records kin basis=whim", "unknown_basis"),
        ("police answer nothing re=3", "no_such_question"),
        ("cps ack key re=3", "no_such_message"),
        ("facilitator resume", "not_paused"),
        ("police hand cps ann", "not_yours"),
        ("police hand police ann", "not_yours"),
        ("facilitator hand ghost ann", "unknown_seat"),
        ("facilitator extend yard#7 10", "decision_over"),
        ("facilitator extend yard#1 10", "no_limit"),
        ("facilitator extend office#1 0", "no_seconds"),
        ("police extend office#1 10", "not_yours"),
        ("facilitator curtain down", "curtain"),
        ("facilitator curtain up ghost", "unknown_seat"),
        ("police curtain up", "not_yours"),
        ("facilitator fire gong", "unknown_inject"),
        ("police fire bell", "not_yours"),
        ("facilitator call ghost yard", "unknown_seat"),
        ("facilitator call cps yard", "unknown_scene"),
        ("facilitator call cps nowhere", "unknown_scene"),
        ("police call cps office", "not_yours"),
    ],
)
def test_a_refusal_has_a_code_and_a_reason_and_leaves_no_trace(line: str, code: str) -> None:
    """`Play.give` compares the state and the log before and after."""
    play = Play(ALL)
    result = play.give(play.command(["7", *line.split()]))
    assert result.refused is not None
    assert result.refused.code == code
    assert result.refused.reason.endswith(".")
    assert result.events == []
    assert result.accepted is None
    assert play.now == 0


@pytest.mark.parametrize("seat", ["police", "facilitator"])
def test_only_the_clock_lets_time_pass(seat: str) -> None:
    play = Play(ALL)
    result = play.give(c.Advance(seat=RoleId(seat), at=7))
    assert (result.refused is not None and result.refused.code, play.now) == ("not_yours", 0)


@pytest.mark.parametrize(
    "verb", ["fire bell", "call cps kitchen", "extend office#1 9", "curtain up", "hand cps ann", "pause", "end"]
)
@pytest.mark.parametrize("seat", ["ghost", "Facilitator", ""])
def test_a_seat_that_does_not_exist_can_do_nothing(seat: str, verb: str) -> None:
    play = Play(ALL)
    command = play.command(["0", seat or "x", *verb.split()])
    result = play.give(type(command)(**{**{f: getattr(command, f) for f in command.__struct_fields__}, "seat": seat}))
    assert result.refused is not None
    assert result.refused.code == "unknown_seat"


@pytest.mark.parametrize(
    "line",
    ["police choose go", "police tell cps key", "facilitator fire bell", "", "mark", "police note n", "police end"],
)
def test_after_the_end_everything_is_refused(line: str) -> None:
    Play(ALL).run(f"0 police end\n9 {line} !case_over")


def test_the_first_event_of_a_command_carries_it() -> None:
    play = Play(YARD)
    result = play.give(c.Choose(seat="police", at=7, decision="yard#1", choice="go", id="x"))
    given = [event for event in result.events if event.given is not None]
    assert [type(event) for event in given] == [e.DecisionClosed]
    assert given[0].seq == result.accepted
    again = play.give(c.Choose(seat="police", at=7, decision="yard#1", choice="go", id="x"))
    assert (again.events, again.accepted, again.refused) == ([], result.accepted, None)


def test_the_passing_of_time_is_itself_a_command_in_the_log() -> None:
    play = Play(YARD).run("0 police choose go\n65 police note n")
    passed = play.all(e.TimePassed)
    assert [event.at for event in passed] == [60, 65]
    assert isinstance(passed[0].given, c.Advance)
    assert (passed[0].given.seat, passed[0].given.at) == (CLOCK, 65)


def test_given_apart_or_together_time_and_command_come_to_the_same() -> None:
    """`advance to t` and then the command, or the command alone: equal states."""
    one = Play(YARD).run("0 police choose go\n65 police choose go")
    two = Play(YARD).run("0 police choose go\n65\n65 police choose go")
    assert one.state.record() == two.state.record()


def test_a_refused_id_may_be_used_again() -> None:
    play = Play(YARD).run("0 police choose fly id=a !not_offered\n0 police choose go id=a")
    assert submit(play.state, c.Note(seat="police", at=0, ref="n", id="a")).events == []
