"""`sim forget`: a name and the words that belong to it go; what was played stays."""

import json
from contextlib import closing

from click.testing import CliRunner

from sim.cli import main
from sim.sessions import open_store
from tests.cli.conftest import SMALL, Sim, lines
from tests.cli.in_process import begun, run


def pseudonym() -> str:
    (row,) = json.loads(run("sessions", "--json").stdout)
    return str(row["roles"]["police"])


def test_it_asks_first_and_no_is_no() -> None:
    begun()
    who = pseudonym()
    done = CliRunner().invoke(main, ["forget", who], input="no\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "cannot be brought back" in done.stderr
    assert "Nothing was deleted." in done.stderr
    done = CliRunner().invoke(main, ["forget", who], input="yes\n")
    assert done.stdout.startswith("Forgotten: 1 name and 0 notes and reasons.")


def test_notes_and_name_go_and_the_session_stays(here: Sim) -> None:
    typed = lines("", "note I was afraid", "note \x1b[2Jtwo")
    here("play", SMALL, "--plain", "--role", "police", "--pace", "untimed", "--seed", "1", typed=typed)
    (row,) = json.loads(here("sessions", "--json").stdout)
    said = here("forget", row["roles"]["police"], "--yes").stdout
    assert said == "Forgotten: 1 name and 2 notes and reasons. What was played is kept.\n"
    assert here("replay", row["id"]).stdout.endswith("It agrees with itself; no score was stored to compare it with.\n")
    assert [one["id"] for one in json.loads(here("sessions", "--json").stdout)] == [row["id"]]


def test_nobody_of_that_name_is_said_with_code_2_and_nothing_is_made() -> None:
    begun()
    for who in ("Nobody", "", " ", "%", "\x1b[2J", "p-"):
        said = run("forget", who, "--yes", code=2).stderr
        assert "is known in" in said
        assert "\x1b" not in said
    with closing(open_store(None)) as store:
        assert store.knows(pseudonym())


def test_without_a_database_there_is_nobody() -> None:
    assert "There is no session yet" in run("forget", "somebody", code=2).stderr
