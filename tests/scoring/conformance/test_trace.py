"""A log of play as a trace: what was started, done and said, in the order of the log."""

from pathlib import Path

from scoring.conformance import Checker, Occurrence, trace
from sim.engine import Setup, prepare
from sim.engine import events as e
from sim.engine.names import ActivityId, FactId, RoleId
from sim.engine.protocols import Constraint, Match
from sim.engine.scenario import Act
from sim.engine.seats import Seat
from sim.players import rehearse, team
from tests.scoring.conformance.rules import acts, rule

POLICE, CPS = RoleId("police"), RoleId("cps")


def test_started_done_and_said() -> None:
    welfare = Act(ActivityId("welfare_check"), {"children": ("child_a", "child_b")})
    told = e.Told(4, 70, (POLICE,), POLICE, (CPS,), (FactId("alone"),), None, delivered=False)
    log: list[e.AnyEvent] = [
        e.Started(2, 0, (POLICE,), (welfare,), (POLICE,)),
        e.Done(3, 60, (POLICE,), welfare.activity, (POLICE,), welfare.args),
        told,
        e.Delivered(5, 90, (CPS,), "cps", told),
        e.TimePassed(6, 99, ()),
    ]
    assert list(trace(log)) == [
        Occurrence("welfare_check", 0, 2, ("police",), welfare.args, "started"),
        Occurrence("welfare_check", 60, 3, ("police",), welfare.args, "done", 0),
        Occurrence("message_told", 90, 5, ("police",), {"about": ("alone",), "recipient": ("cps",)}, "message"),
    ]


def test_seats_are_called_as_the_packs_call_them() -> None:
    log: list[e.AnyEvent] = [e.Done(1, 0, (POLICE,), ActivityId("arrest"), (POLICE, CPS))]
    assert [one.by for one in trace(log, {RoleId("police"): ("patrol",)})] == [("patrol", "cps")]


def test_messages_can_be_constrained() -> None:
    """They count for rules that name them, and for no rule about what comes next."""
    after = Constraint("response", (Match(ActivityId("message_told")),), acts("b"))
    message = Occurrence("message_told", 1, 1, kind="message")
    checker = Checker({"after": after, "next": rule("chain_response")})
    found = checker.verdicts([Occurrence("a", 0, 1), message, Occurrence("b", 2, 3)], "complete")
    assert found == {"after": "satisfied", "next": "satisfied"}


def test_a_real_play_is_checked() -> None:
    from sim.format import read

    scenario = read(Path(__file__).parent.parent.parent / "scenarios" / "duplex_small").scenario
    assert scenario is not None
    book = prepare(scenario, 5)
    seats = {role: Seat(player="model") for role in book.roles}
    log = rehearse(book, Setup(5, seats), team("model", book, 5)).log
    occurrences = list(trace(log))
    assert [one.seq for one in occurrences] == sorted(one.seq for one in occurrences)
    done = {one.activity for one in occurrences if one.kind == "done"}
    rules = {name: Constraint("existence", (Match(ActivityId(name)),)) for name in done}
    findings = Checker(rules).check(occurrences, "finished", log[-1].at)
    assert done
    assert {finding.verdict for finding in findings.values()} == {"satisfied"}


def test_who_did_it_is_whom_the_act_names_if_that_is_a_seat_or_a_party() -> None:
    together = (POLICE, CPS)
    log = [
        e.Done(seq, seq, together, ActivityId("arrest"), together, {"by_whom": who})
        for seq, who in enumerate(("cps", "hotline", "a second worker", ("police", "cps")), 1)
    ]
    seats = {POLICE: ("patrol", "detective"), CPS: ("cps",)}
    found = list(trace(log, seats))
    assert [one.by for one in found] == [("cps",), ("hotline",), ("patrol", "cps"), ("patrol", "cps")]
    assert [one.also for one in found] == [(), (), ("detective",), ("detective",)]
    assert [one.by for one in trace(log)] == [together] * 4
