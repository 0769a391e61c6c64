"""`sim rate`: what is proposed for the objectives of a session, and what a person gives beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.engine.names import RoleId
from sim.sessions import ManualWall, open_store, start
from sim.sessions.ratings import LONGEST_REASON
from tests.cli.in_process import run
from tests.sessions.test_alarms import one_hour, take


@pytest.fixture
async def played(home: Path) -> str:
    """The id of a session that has ended: she was seen to, and nothing else happened."""
    store = open_store(None)
    session = start(store, one_hour(), role="police", mode="practice", pace="untimed", seed=1, wall=ManualWall())
    await take(session, "go_in", "stay", "write")
    await session.settled()
    while not session.ended:
        await session.proceed(RoleId("police"))
        await session.settled()
    await session.close()
    store.close()
    return session.id


def ratings(session: str, *words: str) -> list[dict]:
    return json.loads(run("rate", session, "--json", *words).stdout)["ratings"]


def test_what_is_proposed_is_shown_with_its_reason(played: str) -> None:
    assert run("rate", played).stdout == (
        "looked_after: See to the child.\n"
        "  Proposed: P, performed without challenges. It was achieved, without harm, and nothing was missed.\n"
    )
    (rating,) = ratings(played)
    assert (rating["objective"], rating["proposed"], rating["given"]) == ("looked_after", "P", None)
    assert rating["tasks"][0]["met"] is True


def test_confirming_needs_no_reason_and_another_letter_does(played: str) -> None:
    run("rate", played, "looked_after", "p")
    (rating,) = ratings(played)
    assert (rating["given"]["given"], rating["given"]["proposed"], rating["given"]["reason"]) == ("P", "P", "")
    said = run("rate", played, "looked_after", "M", code=1).stderr
    assert said == (
        "Error: P was proposed for looked_after, and M is something else: it needs a reason. "
        "Say in a sentence what you saw.\n"
    )
    assert ratings(played) == [rating]  # nothing was lost
    shown = run("rate", played, "looked_after", "M", "--reason", "She waited\x1b[2J an hour.").stdout
    assert "Given instead: M, performed with major challenges (P was proposed then). She waited" in shown
    assert "\x1b" not in shown
    assert "Proposed: P, performed without challenges." in shown


def test_names_are_kept_apart_shown_when_asked_for_and_forgotten(played: str) -> None:
    run("rate", played, "looked_after", "S", "--by", "Mary Seacole", "--reason", "Slowly.")
    (rating,) = ratings(played)
    pseudonym = rating["given"]["by"]
    assert pseudonym.startswith("p-")
    assert "Mary" not in run("rate", played).stdout
    assert ratings(played, "--names")[0]["given"]["by"] == "Mary Seacole"
    assert run("forget", "Mary Seacole", "--yes").stdout.startswith("Forgotten: 1 name and 1 note or reason.")
    (rating,) = ratings(played, "--names")
    assert (rating["given"]["given"], rating["given"]["by"], rating["given"]["reason"]) == ("S", "", "")


def test_what_is_wrong_is_said_with_its_code(played: str) -> None:
    assert "Did you mean looked_after?" in run("rate", played, "looked_aftr", "P", code=2).stderr
    assert "'X' is no rating. It is one of P, S, M and U." in run("rate", played, "looked_after", "X", code=2).stderr
    assert "Give the letter, too" in run("rate", played, "looked_after", code=2).stderr
    assert "belong to an objective and a letter" in run("rate", played, "--reason", "Why not.", code=2).stderr
    assert "There is no session" in run("rate", "zzzzzzzz", code=2).stderr
    long = run("rate", played, "looked_after", "S", "--reason", "x" * (LONGEST_REASON + 1), code=1).stderr
    assert f"at most {LONGEST_REASON} characters" in long


async def test_a_session_that_goes_on_is_not_rated(home: Path) -> None:
    store = open_store(None)
    session = start(store, one_hour(), role="police", mode="practice", pace="untimed", seed=1, wall=ManualWall())
    await take(session, "go_in")
    await session.close()
    store.close()
    assert "Not rated. The case has not come to its end." in run("rate", session.id).stdout
    assert (
        "has not come to its end. Go on with: sim resume" in run("rate", session.id, "looked_after", "P", code=1).stderr
    )
