"""Logs that do not fit and packs with mistakes, through the command line: a clear error, and no score rather than a wrong one."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree

import msgspec
import pytest

from sim.format.packs import shipped
from tests.cli.conftest import SMALL
from tests.cli.in_process import begun, database, finished, run
from tests.format.house import HOUSE


def change(statement: str, *values: str) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(database())) as other, other:
        other.execute(statement, values)


# --- logs


EDITS = [
    pytest.param("delete from events where seq > 9", id="cut"),
    pytest.param("delete from events where seq = 4", id="gap"),
    pytest.param("update events set body = replace(body, 'announce', 'go_through')", id="edited"),
    pytest.param("update events set body = replace(body, '\"at\":0', '\"at\":1') where seq = 3", id="another_second"),
]


@pytest.mark.parametrize("statement", EDITS)
def test_a_log_that_was_changed_has_no_score_and_says_how_to_look_closer(statement: str) -> None:
    session = finished()
    change(statement)
    for words in (
        ("debrief", session),
        ("debrief", session, "--json"),
        ("report", session, "--html"),
        ("rate", session),
    ):
        done = run(*words, code=1)
        assert done.stdout == ""
        assert "The log of this session is not the one that its score was made of, so no score is shown." in done.stderr
        assert f"sim replay {session}" in done.stderr
    answer = json.loads(run("replay", session, "--json", code=1).stdout)
    assert answer["agrees"] is False


def test_a_log_with_a_hole_has_no_score_where_none_was_stored_either() -> None:
    session = finished()
    change("delete from results")
    change("delete from events where seq = 4")
    done = run("debrief", session, code=1)
    assert "Event 4 is missing" in done.stderr
    assert done.stdout == ""
    assert "numbers: DIFFERS. Event 4 is missing" in run("replay", session, code=1).stdout


def test_a_log_without_its_beginning_is_no_log() -> None:
    session = finished()
    change("delete from events where seq = 1")
    assert "has no beginning" in run("debrief", session, code=1).stderr
    assert "has no beginning" in run("replay", session, code=1).stderr


def test_a_log_of_other_rules_has_no_score() -> None:
    session = finished()
    change("delete from results")
    change("update events set body = replace(body, '\"semantics\":1', '\"semantics\":9') where seq = 1")
    done = run("debrief", session, code=1)
    assert "rules number 9" in done.stderr
    assert done.stdout == ""
    said = run("replay", session, code=1).stdout
    assert "played under rules number 9" in said


UNSEEN = {  # an event of the small case that was played -> what is changed in it, so that a view or a score can't be made of it
    "decision_opened": ('"scene":"', '"scene":"x'),
    "scene_shown": ('"all":', '"all":9'),
    "hints_shown": ('"scene":"', '"scene":"x'),
    "asked": ('"frm":"', '"frm":"x'),
    "milestone_reached": ('"name":"', '"name":"x'),
}


@pytest.mark.parametrize("event", UNSEEN)
def test_replay_names_the_line_also_where_nothing_can_be_made_of_the_log(event: str) -> None:
    session = finished()
    with closing(sqlite3.connect(database())) as other, other:
        (number,) = other.execute("select max(seq) from events where kind = ?", (event,)).fetchone()
        done = other.execute("update events set body = replace(body, ?, ?) where seq = ?", (*UNSEEN[event], number))
        assert done.rowcount == 1
    said = run("replay", session, code=1).stdout
    assert f"event {number} " in said.lower()
    assert said.endswith("It does not agree with what was stored.\n")


def test_a_line_that_is_no_event_is_named() -> None:
    session = finished()
    change("update events set body = replace(body, 'chosen', 'dreamt') where seq = 11")
    for words in (("replay", session), ("debrief", session)):
        assert f"Line 11 of the log of session {session} in " in run(*words, code=1).stderr


CUT = [
    pytest.param("delete from events where seq > 9", "its log stops at line 9", id="cut"),
    pytest.param("delete from events where seq = 4", "Event 4 is missing", id="hole"),
]


@pytest.mark.parametrize(("statement", "said"), CUT)
@pytest.mark.parametrize("stored", [True, False], ids=["scored", "unscored"])
def test_a_log_that_was_cut_is_not_gone_on_with(statement: str, said: str, stored: bool) -> None:
    """Who plays on from there writes over what is missing; a copy of the database may have it still."""
    session = finished()
    if not stored:
        change("delete from results")
    change(statement)
    before = run("log", session).stdout
    done = run("resume", session, "--plain", typed="resume\n1\n", code=1)
    assert said in done.stderr
    assert "So it is not gone on with, and nothing was changed." in done.stderr
    assert f"sim replay {session}. Put the database back as it was" in done.stderr
    assert done.stdout == ""
    assert run("log", session).stdout == before


@pytest.mark.parametrize(
    "words", [("debrief",), ("debrief", "--json"), ("report", "--md"), ("rate",), ("resume", "--plain")], ids=" ".join
)
def test_a_session_of_other_rules_says_the_score_that_it_was_given_then(words: tuple[str, ...]) -> None:
    session = finished()
    change("update sessions set semantics = 9")
    change("update results set semantics = 9")
    change("update events set body = replace(body, '\"semantics\":1', '\"semantics\":9')")
    done = run(words[0], session, *words[1:], code=1)
    assert "was played under rules number 9, and this version scores by number 1." in done.stderr
    then = (
        "The score that it was given then, police: Coordination 1 of 1 (not enough evidence), Trauma-informed choices"
    )
    assert then in done.stderr
    assert done.stdout == ""


def test_a_session_that_was_left_under_other_rules_is_refused_before_anything_of_it_can_be_chosen() -> None:
    session = begun()
    change("update sessions set semantics = 9")
    change("update events set body = replace(body, '\"semantics\":1', '\"semantics\":9')")
    done = run("resume", session, "--plain", typed="1\n\n", code=1)
    assert done.stdout == ""
    assert "was played under rules number 9, and this version plays and scores by number 1." in done.stderr
    assert f"Its record is whole, and can be handed on: sim log {session} --bundle\n" in done.stderr
    assert run("log", session, "--bundle").stdout
    assert "played under rules number 9: not for this version." in run("sessions").stdout


UNSCORED = [
    pytest.param(
        "update events set body = replace(body, 'announce', 'go_through')",
        "its own commands make another one",
        id="edited",
    ),
    pytest.param("delete from events where seq = (select max(seq) from events)", "its log stops at line", id="cut"),
    pytest.param(
        "update sessions set semantics = 9", "played under rules number 9, and this version scores by", id="rules"
    ),
]


@pytest.mark.parametrize(("statement", "said"), UNSCORED)
def test_where_no_score_was_stored_a_changed_log_has_none_either(statement: str, said: str) -> None:
    """What the commands in a log do not make again was not played."""
    session = finished()
    change("delete from results")
    assert run("debrief", session).stdout
    change(statement)
    for words in (
        ("debrief", session),
        ("debrief", session, "--json"),
        ("report", session, "--html"),
        ("rate", session),
    ):
        done = run(*words, code=1)
        assert done.stdout == ""
        assert said in done.stderr


def test_a_log_of_another_case_has_no_score() -> None:
    session = finished()
    change("delete from results")
    change(
        'update events set body = replace(body, \'"scenario":"duplex_small"\', \'"scenario":"knock"\') where seq = 1'
    )
    done = run("debrief", session, code=1)
    assert "is of knock, not of duplex_small" in done.stderr
    assert done.stdout == ""


def test_a_bundle_whose_packs_were_taken_out_or_edited_is_refused(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.jsonl"
    whole = run("log", finished(), "--bundle").stdout
    edited = whole.replace("to the hotline immediately", "to nobody")
    without = "\n".join(line for line in whole.splitlines() if not line.startswith('{"pack"'))
    assert edited != whole != without
    for text, said in ((edited, "is not the one that the session began with"), (without, "are not those")):
        bundle.write_text(text, encoding="utf-8")
        done = run("replay", str(bundle), code=1)
        assert said in done.stderr
        assert done.stdout == ""


def test_a_pack_that_was_changed_in_the_database_is_refused() -> None:
    session = finished()
    change("update packs set body = replace(body, 'immediately', 'some day')")
    assert "is not what this session began with" in run("debrief", session, code=1).stderr
    assert "is not what this session began with" in run("replay", session, code=1).stderr


# --- packs beside a scenario


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small case, to be given packs of its own."""
    place = tmp_path / "case"
    copytree(SMALL, place)
    (place / "protocols").mkdir()
    return place


def protocols(folder: Path, names: str) -> None:
    main = folder / "scenario.yaml"
    text = main.read_text(encoding="utf-8")
    main.write_text(text.replace("protocols: [florida, cac_mdt]", f"protocols: [{names}]"), encoding="utf-8")


Edit = Callable[[str], str]

BROKEN: list[tuple[str, Edit, str, str, str]] = [
    ("floride", lambda t: t, "F201", "scenario.yaml:11", "Did you mean `florida`?"),
    ("florida, house", lambda t: t.replace("X-01", "B-01"), "F702", "house.yaml:5", "Give this one another number"),
    ("house", lambda t: t.replace("a: welfare_check", "a: welfare_chek"), "F201", "house.yaml:7", "`welfare_check`"),
    (
        "house",
        lambda t: t + "    effective_from: 2026-03-04\n    effective_to: 2026-03-01\n",
        "F703",
        "house.yaml:5",
        "Put the days right.",
    ),
]


@pytest.mark.parametrize(
    ("names", "edit", "code", "place", "remedy"), BROKEN, ids=["unknown", "overlap", "activity", "never"]
)
def test_a_pack_with_a_mistake_keeps_its_case_from_being_played(
    folder: Path, names: str, edit: Edit, code: str, place: str, remedy: str
) -> None:
    (folder / "protocols" / "house.yaml").write_text(edit(HOUSE), encoding="utf-8")
    protocols(folder, names)
    done = run("check", str(folder), code=1)
    said = done.stdout + done.stderr
    assert f"error {code}:" in said
    assert place in said
    assert remedy in said
    assert "can't be rehearsed" in run("rehearse", str(folder), "--runs", "1", code=1).stderr


def test_a_pack_beside_a_case_stands_in_the_place_of_the_shipped_one(folder: Path) -> None:
    text = HOUSE.replace("pack: house", "pack: florida")
    (folder / "protocols" / "ours.yaml").write_text(text, encoding="utf-8")
    assert "nothing to mend" in run("check", str(folder)).stderr
    from sim.format import open_scenario

    names = [(pack.name, pack.title) for pack in open_scenario(folder).packs]
    assert names == [("florida", "House rules"), ("cac_mdt", shipped()["cac_mdt"].title)]


def test_editing_a_pack_changes_no_session_that_has_begun(folder: Path) -> None:
    from sim.format import open_scenario
    from sim.sessions import open_record, open_store, start

    place = folder / "protocols" / "house.yaml"
    place.write_text(HOUSE, encoding="utf-8")
    protocols(folder, "house")
    with closing(open_store()) as store:
        session = start(store, open_scenario(folder), role="police", pace="untimed", seed=1).id
        place.write_text(HOUSE.replace("30m", "1s").replace("Write down", "Forget"), encoding="utf-8")
        (new,) = open_scenario(folder).packs
        assert new.rules["X-01"].statement.startswith("Forget")
        (kept,) = open_record(store, session).packs
        assert kept.rules["X-01"].statement.startswith("Write down")
        other = start(store, open_scenario(folder), role="police", pace="untimed", seed=1)
        assert [pack.rules["X-01"].statement[:6] for pack in other.packs] == ["Forget"]
        fork = other.fork(1)
        assert fork.packs == other.packs
        store.remove(session)
        with pytest.raises(Exception, match="does not hold the protocol pack"):
            store.pack(msgspec.json.encode(kept).hex())
        assert open_record(store, fork.id).packs == other.packs


def test_the_debrief_as_json_has_the_rules_with_what_they_rest_on() -> None:
    card = json.loads(run("debrief", finished(), "--json").stdout)["scorecard"]
    rules = {row["rule"]: row for row in card["protocol"]}
    assert rules.keys() == {*shipped()["florida"].rules, *shipped()["cac_mdt"].rules}
    told = run("debrief", "--help").stdout
    assert "protocol " in told
    row = rules["B-35"]
    assert row == row | {"pack": "florida", "verdict": "not_checked", "scored": False, "charged": [], "kind": "law"}
    assert {row["verdict"] for row in rules.values()} <= {
        "satisfied",
        "violated",
        "pending",
        "not_activated",
        "not_checked",
    }
    for row in rules.values():
        assert row["scored"] == (not row["why_unscored"])


def test_after_a_workshop_the_debrief_as_json_has_neither_points_nor_owners() -> None:
    card = json.loads(run("debrief", finished("workshop"), "--json").stdout)["scorecard"]
    assert card["decisions"]
    assert not {"roles", "team", "items", "untested", "rows", "advice"} & set(card)
    assert not any("credit" in option for review in card["decisions"] for option in review["options"])
