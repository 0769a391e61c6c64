"""`sim rate`: what is proposed for the objectives of a session, and what a person gives beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.engine.names import RoleId
from sim.engine.seats import Mode
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


# --- critical errors


@pytest.fixture
async def examined(home: Path) -> str:
    """The id of an exam that has ended: the house was left, and nobody was called."""
    return await left("exam")


async def left(mode: Mode) -> str:
    """A session in *mode* in which the house was left with a child in it."""
    store = open_store(None)
    session = start(store, one_hour(), role="police", mode=mode, seed=1, wall=ManualWall())
    await take(session, "go_in", "leave")
    await session.end()
    await session.close()
    store.close()
    return session.id


def errors(session: str, *words: str) -> list[dict]:
    return json.loads(run("rate", session, "--json", *words).stdout)["critical"]


def test_after_an_exam_a_person_confirms_an_error_or_finds_that_it_is_none(examined: str) -> None:
    said = run("rate", examined).stdout
    assert "left_in_danger:police: critical, Protocol adherence, " in said
    assert "  Not looked at by a person yet.\n" in said
    assert (
        "Protocol adherence: failed until a person has looked at it. That goes for the patrol officer and the team.\n"
        in said
    )
    words = ("rate", examined, "--critical", "left_in_danger")
    done = run(*words, "--confirm", "--by", "Mary Seacole, examiner", "--reason", "He drove\x1b[2J off.").stdout
    assert "  Confirmed by p-" in done
    assert "He drove" in done
    assert "\x1b" not in done
    assert "failed, and a person has confirmed it. That goes for the patrol officer and the team.\n" in done
    (error,) = (one for one in errors(examined) if one["id"] == "left_in_danger")
    assert (error["confirmed"], error["judgement"]["error"]) == (True, "left_in_danger:police")
    run(*words, "--not-upheld", "--by", "Mary Seacole, examiner", "--reason", "Her aunt had come.")
    shown = json.loads(run("rate", examined, "--json", "--names").stdout)
    assert shown["critical"][0]["judgement"]["by"] == "Mary Seacole, examiner"
    assert shown["standings"]["team"]["protocol"] == "counts"
    card = json.loads(run("debrief", examined, "--json").stdout)
    assert (card["scorecard"]["critical"][0]["confirmed"], card["standings"]) == (False, shown["standings"])
    assert "found to be none: Her aunt had come." in run("debrief", examined).stdout
    assert "counts as it stands, a person has looked at it" in run("report", examined, "--md").stdout
    assert run("forget", "Mary Seacole, examiner", "--yes").stdout.startswith("Forgotten: 1 name and 1 note or reason.")
    assert errors(examined)[0]["judgement"] | {"on": ""} == {
        "error": "left_in_danger:police", "confirmed": False, "reason": "", "by": "", "on": "",
    }  # fmt: skip
    assert '"agrees":true' in run("replay", examined, "--json").stdout.replace(" ", "")  # the score is what it was


def test_a_judgement_of_an_error_says_why_and_who(examined: str) -> None:
    words = ("rate", examined, "--critical")
    assert "goes with --confirm or --not-upheld" in run(*words, "left_in_danger", code=2).stderr
    assert "goes with --confirm or --not-upheld" in run("rate", examined, "--confirm", code=2).stderr
    assert (
        "One thing at a time"
        in run("rate", examined, "looked_after", "P", *words[2:], "left_in_danger", "--confirm", code=2).stderr
    )
    assert "Did you mean left_in_danger:police?" in run(*words, "left_in_dangr:police", "--confirm", code=2).stderr
    bare = run(*words, "left_in_danger", "--confirm", code=1).stderr
    assert "A judgement of a critical error needs a reason and who gives it." in bare
    assert "needs who gives it" in run(*words, "left_in_danger", "--confirm", "--reason", "I saw it.", code=1).stderr
    assert "needs a reason." in run(*words, "left_in_danger", "--not-upheld", "--by", "examiner", code=1).stderr
    long = run(
        *words, "left_in_danger", "--confirm", "--by", "x", "--reason", "x" * (LONGEST_REASON + 1), code=1
    ).stderr
    assert f"at most {LONGEST_REASON} characters" in long
    assert [error["confirmed"] for error in errors(examined)] == [None] * len(errors(examined))


def test_a_play_without_an_error_has_none_to_judge(played: str) -> None:
    words = ("--critical", "left_in_danger", "--confirm", "--by", "examiner", "--reason", "I saw it.")
    assert "No critical error was found in this play" in run("rate", played, *words, code=1).stderr


async def test_after_a_workshop_nobody_judges_and_nobody_is_named(home: Path) -> None:
    session = await left("workshop")
    words = ("--critical", "left_in_danger", "--confirm", "--by", "examiner", "--reason", "I saw it.")
    assert "nobody judges it" in run("rate", session, *words, code=1).stderr
    said = run("rate", session).stdout
    assert "left_in_danger: critical, Protocol adherence" in said
    assert "police" not in said
    assert not {"roles", "judgement", "confirmed", "name"} & set(errors(session)[0])


async def test_in_practice_an_error_may_be_judged_and_fails_nothing(home: Path) -> None:
    session = await left("practice")
    run(
        "rate",
        session,
        "--critical",
        "left_in_danger",
        "--confirm",
        "--by",
        "trainer",
        "--reason",
        "We spoke about it.",
    )
    said = run("rate", session).stdout
    assert "Confirmed by p-" in said
    assert "failed" not in said
    assert json.loads(run("rate", session, "--json").stdout)["standings"] == {}
