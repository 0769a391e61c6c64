"""What things are called: colleagues' words where there is little room, full titles where somebody is introduced."""

from __future__ import annotations

from sim.engine import brief, prepare
from sim.engine.names import RoleId
from sim.format import locate, open_scenario
from sim.tui.names import Names
from tests.tui.panes import CPS, NAMES
from tests.tui.stage import CASE


def test_a_role_is_called_by_its_short_name_and_introduced_with_both() -> None:
    assert NAMES.seat(CPS) == "CPS"
    assert NAMES.title(CPS) == "Child protective investigator"
    assert NAMES.introduced(CPS) == "Child protective investigator (CPS)"


def test_where_a_case_gives_no_short_name_it_is_the_title() -> None:
    scenario = open_scenario(locate(CASE)).scenario
    assert scenario is not None
    names = Names(brief(prepare(scenario, 7), RoleId("cps")))
    assert (names.seat("police"), names.introduced("police")) == ("Patrol officer", "Patrol officer")


def test_the_shipped_case_gives_short_names() -> None:
    scenario = open_scenario(locate("night_at_the_duplex")).scenario
    assert scenario is not None
    assert [name for _, name in brief(prepare(scenario, 7), RoleId("cps")).shorts] == ["Police", "CPS", "Nurse"]
