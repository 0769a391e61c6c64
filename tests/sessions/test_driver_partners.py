"""The driver and its partners: when computers are asked, when they are left alone, and how several persons share one clock."""

import pytest

from sim.engine import Refused, View
from sim.engine.commands import AnyCommand, Choose, Tell
from sim.engine.events import Picked, Told
from sim.engine.names import ChoiceId, DecisionId, FactId, RoleId
from sim.players import Planned
from sim.sessions import driver
from tests.sessions.driving import Drive
from tests.sessions.session_cases import TWO_DOORS, advice, reading

POLICE, CPS = RoleId("police"), RoleId("cps")


def test_the_driver_wants_to_be_woken_when_a_computer_is_to_act() -> None:
    drive = Drive()
    (reads,) = (drive.decision("cps").reading,)
    assert reads < driver.MARK
    assert drive.driver.wake_at(drive.state, drive.wall) == drive.wall + reads


def test_where_picks_are_hidden_a_computer_need_not_wait_for_a_persons() -> None:
    drive = Drive(advice("{each: [police, cps]}"))
    drive.move(drive.decision().reading + 1)
    assert [pick.role for pick in drive.events(Picked) if not pick.advice] == ["cps"]


def test_untimed_time_passes_only_when_everybody_who_decides_lets_it() -> None:
    drive = Drive(persons=["police", "cps"], pace="untimed")
    assert drive.driver.wait(drive.state, POLICE, drive.wall)
    drive.settle()
    assert (drive.phase, drive.now) == ("still", 0)
    assert drive.driver.wait(drive.state, CPS, drive.wall)
    drive.settle()
    assert drive.now > 0


def test_the_turn_is_the_earliest_deadlines_and_not_the_first_roles() -> None:
    drive = Drive(reading(TWO_DOORS.replace("think: 30s", "think: 300s", 1)), persons=["police", "cps"])
    drive.curtain(up=True)
    assert drive.driver.turn(drive.state) == "cps"


def test_nobody_has_less_than_no_time_left() -> None:
    drive = Drive()
    drive.wall += 100  # and nobody has looked at what is due
    assert drive.clock().left == 0


class Latest:
    """A player that tells, in the second in which dispatch rings, what it was planning with the newest in sight."""

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        if view.role != CPS or view.time > 180:
            return None
        fact = FactId("alone" if any(known.fact == "alone" for known in view.known) else "aunt")
        return Planned(180, Tell(seat=view.role, at=180, to=(POLICE,), facts=(fact,)))


def test_what_is_due_in_a_second_comes_before_what_a_computer_planned_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it plans with that in sight, and a choice planned for the second of a limit is not refused, but not made."""
    monkeypatch.setattr(driver, "make_player", lambda *args, **fields: Latest())
    case = TWO_DOORS.replace("message: {police: Dispatch", "teaches: {cps: [alone]}\n    message: {police: Dispatch")
    drive = Drive(reading(case))
    drive.choose("knock")
    drive.proceed()
    assert [(event.at, event.facts) for event in drive.events(Told)][:1] == [(180, ("alone",))]


def test_who_has_advised_has_nothing_to_decide_when_the_picks_differ() -> None:
    """Those who decide pick anew, or insist; time flows for them, and not for who only advises."""
    drive = Drive(advice("{together: [police, cps]}"), persons=["police", "cps", "medical"])
    drive.choose("stay", "medical")
    drive.choose("stay", "police")
    drive.choose("leave", "cps")
    assert drive.is_open() == "huddle#1"
    assert [driver.undecided(drive.state, RoleId(role)) for role in ("police", "cps", "medical")] == [True, True, False]


class Stubborn:
    """A player that wants what is not on offer, whatever it sees."""

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        wanted = Choose(seat=view.role, at=view.time, decision=DecisionId("nowhere#1"), choice=ChoiceId("nothing"))
        return Planned(view.time, wanted)


class Talkative:
    """A player that never stops telling what it knows."""

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        return Planned(view.time, Tell(seat=view.role, at=view.time, to=(POLICE,), facts=(view.known[0].fact,)))


class Listening(Drive):
    """Counts what was refused."""

    refused = 0

    def give(self, command: AnyCommand) -> Refused | None:
        """See `Drive`."""
        refused = super().give(command)
        self.refused += refused is not None
        return refused


def test_a_computer_that_was_refused_is_not_asked_again_before_it_sees_something_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(driver, "make_player", lambda *args, **fields: Stubborn())
    drive = Listening()
    assert drive.refused == 1
    drive.settle()
    assert drive.refused == 1
    drive.move(driver.MARK)
    assert (drive.refused, drive.now) == (2, driver.MARK)


def test_a_computer_that_never_stops_is_not_heard_again_in_that_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "make_player", lambda *args, **fields: Talkative())
    monkeypatch.setattr(driver, "BUSIEST", 10)
    drive = Drive()
    assert drive.now == 0
    assert len(drive.events(Told)) == 11
