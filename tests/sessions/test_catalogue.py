"""Starting and resuming: what goes together, what is pinned, who is forgotten."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sim.sessions
from sim.engine import SEMANTICS, Seat, Setup, prepare, submit
from sim.engine.commands import Choose
from sim.engine.events import Began, Paused
from sim.engine.names import ChoiceId, DecisionId, RoleId
from sim.engine.scenario import NOTHING
from sim.format import read, read_files
from sim.format.reading import digest_of
from sim.sessions import (
    PACES,
    ManualWall,
    NoSuchSession,
    Session,
    SessionError,
    SessionStore,
    SetupFault,
    StoreDamaged,
    begin_session,
    catalogue,
    forget_person,
    open_record,
    open_store,
    resume,
    standing,
    start,
)
from sim.sessions.pins import sealed, unsealed
from tests.sessions.session_cases import TWO_DOORS, reading

POLICE, CPS = RoleId("police"), RoleId("cps")


def started(store: SessionStore, **fields: Any) -> Session:
    """A session that has just begun."""
    values: dict[str, Any] = {"role": "police", "seed": 1, "wall": ManualWall(100)}
    return start(store, reading(), **(values | fields))


# --- the room


def test_every_public_name_is_there() -> None:
    for name in sim.sessions.__all__:
        assert getattr(sim.sessions, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        sim.sessions.nothing  # noqa: B018


def test_listing_sessions_loads_neither_players_nor_asyncio(tmp_path: Path) -> None:
    program = (
        "import sys; from sim.sessions import open_store; open_store(sys.argv[1]).sessions();"
        "sys.exit(bool({'asyncio', 'sim.players', 'textual', 'yaml'} & set(sys.modules)))"
    )
    open_store(tmp_path / "a.db").close()
    run = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.db")], check=False)
    assert run.returncode == 0


# --- starting


def test_a_session_begins_with_one_person_and_partners(store: SessionStore) -> None:
    session = started(store, mode="practice", pace="relaxed", partners="siloed", factor=1.5, avoid=("blood",))
    began = session.log()[0]
    assert isinstance(began, Began)
    person = store.pseudonym("me")
    assert began.setup == Setup(
        1,
        {POLICE: Seat(person, "siloed", 1.5, ("blood",)), CPS: Seat(None, "siloed")},
        "practice",
        "relaxed",
    )
    assert session.persons == {POLICE: person}


def test_names_are_not_in_the_record(store: SessionStore) -> None:
    session = started(store, person="Ada Lovelace")
    assert not any("Ada" in line for line in store.lines(session.id))
    assert store.name(session.persons[POLICE]) == "Ada Lovelace"


def test_without_a_seed_nobody_knows_it(store: SessionStore) -> None:
    seeds = {start(store, reading(), role="police").row.seed for _ in range(3)}
    assert len(seeds) == 3


@pytest.mark.parametrize(("mode", "pace"), [("coach", "untimed"), ("practice", "standard"), ("mock", "standard")])
def test_each_mode_has_its_usual_pace(store: SessionStore, mode: str, pace: str) -> None:
    assert started(store, mode=mode).pace == pace


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"role": "pilot"}, "no role 'pilot'.*police, cps"),
        ({"mode": "race"}, "no mode 'race'"),
        ({"mode": "coach", "pace": "standard"}, "coach is not played at standard pace.*untimed or relaxed"),
        ({"mode": "exam", "pace": "untimed"}, "exam is not played at untimed"),
        ({"factor": 1.7}, "not by 1.7"),
        ({"seed": -1}, "A seed is a number"),
        ({"seed": 2**60}, "A seed is a number"),
    ],
)
def test_what_does_not_go_together_is_refused_and_leaves_nothing(
    store: SessionStore, fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(SetupFault, match=said):
        started(store, **fields)
    assert store.sessions() == []


def test_a_case_with_errors_is_not_begun(store: SessionStore) -> None:
    broken = read_files({"scenario.yaml": TWO_DOORS.replace("goto: landing", "goto: nowhere")})
    with pytest.raises(SetupFault, match=r"1 error.*sim check"):
        start(store, broken, role="police")


@pytest.mark.parametrize("mode", PACES)
def test_every_mode_can_be_begun_with_any_seating(store: SessionStore, mode: Any) -> None:
    seats = {POLICE: Seat("p-a"), CPS: Seat("p-b")}
    session = begin_session(store, reading(), Setup(1, seats, mode, PACES[mode][0], room=True))
    assert store.session(session.id).persons == {"police": "p-a", "cps": "p-b"}


def test_a_book_that_is_made_already_is_played_from_if_it_is_of_the_same_case_and_seed(store: SessionStore) -> None:
    case = reading()
    assert case.scenario is not None
    book = prepare(case.scenario, 5)
    setup = Setup(5, {POLICE: Seat("p-a"), CPS: Seat()})
    assert begin_session(store, case, setup, book=book).book is book
    for other in (prepare(case.scenario, 6), prepare(msgspec.structs.replace(case.scenario), 5)):
        made = begin_session(store, case, setup, book=other)
        assert made.book is not other
        assert made.book.seed == 5
        assert made.book.source is case.scenario


# --- resuming


def test_a_session_is_resumed_by_the_beginning_of_its_id_and_is_paused(store: SessionStore) -> None:
    session = started(store)
    again = resume(store, session.id[:4], wall=ManualWall())
    assert again.id == session.id
    assert again.view(POLICE).paused
    assert isinstance(again.log()[-1], Paused)
    assert store.log(session.id) == again.log()


async def test_what_another_program_wrote_while_a_session_was_resumed_is_not_lost(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = started(store)
    take, last = store.take, len(session.log())
    late = submit(
        session._state.copy(), Choose(seat="police", at=0, decision=DecisionId("door#1"), choice=ChoiceId("knock"))
    ).events

    def take_late(name: str, holder: str) -> None:
        store.append(name, late, holder=session._keeper._holder, wall=0)
        take(name, holder)

    monkeypatch.setattr(store, "take", take_late)
    again = resume(store, session.id, wall=ManualWall())
    assert again.log()[last : last + len(late)] == late
    assert again.view(POLICE).doing == "Knock at the left door."
    assert store.log(session.id) == again.log()


def test_a_session_that_was_paused_is_not_paused_twice(store: SessionStore) -> None:
    session = started(store)
    resume(store, session.id)
    log = resume(store, session.id).log()
    assert sum(isinstance(event, Paused) for event in log) == 1


async def test_a_session_that_has_ended_is_opened_to_be_looked_at(store: SessionStore) -> None:
    session = started(store)
    await session.end()
    before = store.lines(session.id)
    again = resume(store, session.id)
    assert again.ended
    assert not again.view(POLICE).paused
    assert store.lines(session.id) == before
    await again.close()
    await session.close()


async def test_a_score_that_is_missing_is_made_when_the_session_is_opened(store: SessionStore) -> None:
    session = started(store)
    await session.end()
    await session.close()
    before = store.results(session.id)
    store._db.execute("delete from results")  # type: ignore[attr-defined]
    resume(store, session.id, wall=ManualWall(100))
    assert store.results(session.id) == before


def test_what_is_not_there_is_not_resumed(store: SessionStore) -> None:
    with pytest.raises(NoSuchSession):
        resume(store, "nothing")


async def test_a_session_of_other_rules_can_only_be_looked_at(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = started(store)
    before = store.lines(session.id)
    store._db.execute("update sessions set semantics = ?", (SEMANTICS + 1,))  # type: ignore[attr-defined]
    again = resume(store, session.id)
    assert "rules number 2" in again.readonly
    assert again.view(POLICE) == session.view(POLICE)
    refused = await again.pause(POLICE)
    assert getattr(refused, "code", "") == "read_only"
    assert store.lines(session.id) == before
    await again.settled()
    await again.close()


def test_a_log_without_a_beginning_is_said_to_be_damaged(store: SessionStore) -> None:
    session = started(store)
    store._db.execute("delete from events where seq = 1")  # type: ignore[attr-defined]
    with pytest.raises(StoreDamaged, match="no beginning"):
        resume(store, session.id)


# --- the text is pinned


def test_editing_the_folder_changes_no_old_session(store: SessionStore, tmp_path: Path) -> None:
    folder = tmp_path / "two_doors"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(TWO_DOORS)
    session = start(store, read(folder), role="police", seed=1)
    before = session.view(POLICE)
    (folder / "scenario.yaml").write_text(TWO_DOORS.replace("Two doors. Somebody", "Three doors. Nobody"))
    forgotten()
    again = resume(store, session.id)
    assert again.view(POLICE).decision == before.decision
    os.unlink(folder / "scenario.yaml")
    forgotten()
    assert standing(open_record(store, session.id)).paused


def forgotten() -> None:
    """Let the next one read the text anew, as another process would."""
    catalogue._known.clear()


def test_a_text_that_was_changed_in_the_database_is_noticed(store: SessionStore) -> None:
    session = started(store)
    store._db.execute("update scenarios set files = replace(files, 'Two doors. Some', 'No doors. Some')")  # type: ignore[attr-defined]
    forgotten()
    with pytest.raises(StoreDamaged, match="not what it began with"):
        resume(store, session.id)


def test_a_text_that_this_version_cannot_read_is_said_so(store: SessionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = read_files({"scenario.yaml": TWO_DOORS.replace("goto: landing", "goto: nowhere")})
    session = started(store)
    store.pin(broken.digest, "two_doors", "Two doors", broken.files)
    store._db.execute("update sessions set digest = ?", (broken.digest,))  # type: ignore[attr-defined]
    with pytest.raises(SessionError, match="can't read the text"):
        resume(store, session.id)


def test_a_text_that_a_later_version_refuses_is_played_as_it_was_read(store: SessionStore) -> None:
    session = started(store)
    refused = {"scenario.yaml": TWO_DOORS.replace("goto: landing", "goto: nowhere")}
    digest = digest_of(refused)
    store.pin(digest, "two_doors", "Two doors", refused, sealed(digest, session.book.source))
    store._db.execute("update sessions set digest = ?", (digest,))  # type: ignore[attr-defined]
    forgotten()
    assert resume(store, session.id).brief(POLICE).title == "Two doors"


def spelt_out(value: Any) -> Any:
    """*value* with every field of it, those that are as usual too."""
    if isinstance(value, msgspec.Struct):
        return {"type": value.__struct_config__.tag} | {
            name: spelt_out(getattr(value, field))
            for field, name in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        }
    if isinstance(value, dict):
        return {key: spelt_out(each) for key, each in value.items()}
    return [spelt_out(each) for each in value] if isinstance(value, tuple) else value


def test_what_is_as_usual_is_not_kept_and_is_read_where_an_older_version_kept_it() -> None:
    scenario = reading().scenario
    assert scenario is not None
    kept = sealed("digest", scenario)
    found = unsealed("digest", kept)
    assert found == scenario
    starts = [choice.start for scene in found.scenes.values() for choice in scene.choices.values()]
    assert any(start is NOTHING for start in starts)
    body = msgspec.msgpack.encode(spelt_out(scenario))
    assert len(body) > len(kept)
    assert unsealed("digest", sha256(b"digest" + body).digest() + body) == scenario


def test_a_compiled_scenario_that_was_changed_in_the_database_does_not_count(store: SessionStore) -> None:
    session = started(store)
    kept = store.compiled(session.row.digest)
    assert b"Two doors" in kept
    other = kept.replace(b"Two doors", b"Six doors")
    for edited in (other, other[32:], sealed("another", session.book.source), b""):
        store._db.execute("update scenarios set compiled = ?", (edited,))  # type: ignore[attr-defined]
        forgotten()
        assert resume(store, session.id).brief(POLICE).title == "Two doors"


def test_the_same_text_is_kept_once(store: SessionStore) -> None:
    started(store)
    started(store)
    assert store._db.execute("select count(*) from scenarios").fetchone() == (1,)  # type: ignore[attr-defined]


# --- forgetting


async def test_a_person_who_is_forgotten_leaves_a_session_that_plays_on(store: SessionStore, tmp_path: Path) -> None:
    session = started(store, person="Ada Lovelace")
    await session.note(POLICE, "The mother is my schoolfriend.")
    await session.close()
    assert forget_person(store, "Ada Lovelace") == (1, 1)
    content = everything_in(tmp_path)
    assert b"Ada" not in content
    assert b"schoolfriend" not in content
    again = resume(store, session.id)
    assert again.persons == session.persons
    await again.close()


def everything_in(folder: Path) -> bytes:
    """All bytes of all files."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
