"""`sim resume`: back where it stood, paused."""

import json
from pathlib import Path

from tests.cli.conftest import SMALL, Sim, lines


def test_a_session_that_was_left_goes_on_where_it_stood(here: Sim, begun: str) -> None:
    said = here("resume", begun[:6], "--plain", typed=lines("", "resume", "1")).stdout
    first, _, rest = said.partition("Resumed: Play goes on.")
    assert "Paused: The scene is covered. Type resume to go on." in first
    assert "Choice" not in first
    assert "Scene: At the door." in rest
    assert "Doing: Announce yourself" in rest


def test_resuming_twice_loses_nothing(sim: Sim, begun: str) -> None:
    sim("resume", begun, "--plain", typed=lines("resume", "note one", "1"))
    said = sim("resume", begun, "--plain", typed=lines("resume", "", "messages")).stdout
    assert "You tell the child protective investigator: fact 1." in said


def test_one_that_stepped_out_takes_the_seat_again(here: Sim, begun: str) -> None:
    assert "Stepped out:" in here("resume", begun, "--plain", typed=lines("resume", "step out", "yes")).stdout
    assert "Doing: Announce" in here("resume", begun, "--plain", typed=lines("resume", "1")).stdout


def test_what_is_no_session_is_said_before_what_is_no_terminal(here: Sim, begun: str) -> None:
    assert "There is no session 'nosuch'" in here("resume", "nosuch", code=2).stderr
    said = here("resume", begun, code=2).stderr
    assert "needs a terminal" in said
    assert f"sim resume {begun} --plain" in said


def test_one_that_has_ended_gives_its_debrief(here: Sim, finished: str) -> None:
    said = here("resume", finished, "--plain").stdout
    assert "Ending: The case is over." in said
    assert "Score: Coordination:" in said


def test_the_session_plays_the_text_that_it_began_with(here: Sim, tmp_path_factory, begun: str) -> None:  # type: ignore[no-untyped-def]
    row = next(row for row in json.loads(here("sessions", "--json").stdout) if row["id"] == begun)
    assert row["scenario"] == "duplex_small"
    assert row["roles"].keys() == {"police"}


def test_another_database(here: Sim, tmp_path_factory, begun: str) -> None:  # type: ignore[no-untyped-def]
    other = str(tmp_path_factory.mktemp("other") / "mine.db")
    said = here("--db", other, "play", SMALL, "--plain", "--role", "cps", "--pace", "untimed", typed="\n").stdout
    mine = said.rpartition("sim resume ")[2].split()[0]
    assert f"--db {other}" in said
    here("resume", mine, "--plain", code=2)
    here("resume", mine, "--plain", "--db", other)


def test_what_several_play_at_one_laptop_is_not_read_out_line_by_line(here: Sim, home: Path) -> None:
    """Nothing can be hidden from the next person in a terminal that scrolls."""
    from sim.engine.seats import Seat, Setup
    from sim.format import locate, open_scenario
    from sim.sessions import begin_session, open_store

    path = home / "shared.db"
    store = open_store(path)
    reading = open_scenario(locate(SMALL))
    assert reading.scenario is not None
    seats = {role: Seat(store.pseudonym(role)) for role in reading.scenario.roles}
    which = begin_session(store, reading, Setup(7, seats)).id
    events = len(store.log(which))
    store.close()
    ran = here("--db", str(path), "resume", which, "--plain", code=1)
    assert "Several people play this session at one laptop." in ran.stderr
    assert f"In the app it goes on: sim resume {which}" in ran.stderr
    store = open_store(path)
    assert len(store.log(which)) == events
    store.close()
