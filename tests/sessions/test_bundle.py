"""Logs and bundles as files, and computing a session again from them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sim.engine import SEMANTICS, AnyEvent, prepare
from sim.engine.commands import Choose
from sim.engine.events import Told, VariableSet
from sim.engine.names import ChoiceId, DecisionId, RoleId
from sim.engine.protocols import Pack
from sim.format import Reading, read_files
from sim.format.cleaning import harmful
from sim.sessions import BundleFault, ManualWall, SessionStore, open_record, start
from sim.sessions.bundle import bundle_lines, event_lines, parse, read_bundle
from sim.sessions.lines import harmless, hashed, to_event, to_line
from sim.sessions.recount import Finding, recount, redecide
from tests.format.house import HOUSE
from tests.sessions.session_cases import TWO_DOORS, reading, scenario

POLICE = RoleId("police")


async def played(store: SessionStore, *, to_the_end: bool = True, case: Reading | None = None) -> str:
    """A session that was played; its id."""
    wall = ManualWall()
    session = start(store, case or reading(), role="police", seed=1, wall=wall, person="Ada")
    await session.settled()
    for _ in range(30):
        decision = session.view(POLICE).decision
        if decision is not None:
            choice = next(choice for choice in decision.choices if choice.id in ("knock", "aunt", "long"))
            await session.submit(Choose(seat="police", at=0, decision=decision.id, choice=choice.id))
            if not to_the_end:
                break
        await session.settled()
        wall.move(1)
        await session.proceed(POLICE)
        await session.settled()
    assert session.ended is to_the_end
    await session.note(POLICE, "Mine alone.")
    await session.close()
    return session.id


def counted(store: SessionStore, session: str, **changes: Any) -> list[Finding]:
    record = open_record(store, session)
    log = changes.get("log", record.log)
    return recount(record.book, record.row.digest, log, changes.get("results", record.results))


def verdicts(findings: list[Finding]) -> dict[str, bool | None]:
    return {finding.what: finding.agrees for finding in findings}


# --- lines


async def test_events_come_back_from_lines_as_they_were(store: SessionStore) -> None:
    log = store.log(await played(store))
    assert [to_event(to_line(event)) for event in log] == log
    assert len({type(event) for event in log}) > 10


async def test_every_line_says_under_which_rules_it_was_written(store: SessionStore) -> None:
    session = await played(store)
    lines = list(bundle_lines(store, session))
    record = [json.loads(line) for line in lines if '"event"' in line]
    assert {line["semantics"] for line in record} == {SEMANTICS}
    other = [line.replace(f'"semantics":{SEMANTICS},"event":"told"', '"semantics":7,"event":"told"') for line in lines]
    assert other != lines
    with pytest.raises(BundleFault, match="under rules number 7"):
        parse((line.encode() for line in other), "a.jsonl")


@given(text=st.text())
def test_no_line_can_steer_a_terminal_and_each_means_the_same(text: str) -> None:
    line = harmless(json.dumps({"text": text}, ensure_ascii=False))
    assert list(harmful(line)) == []
    assert json.loads(line) == {"text": text}


# --- files


async def test_a_bundle_holds_all_that_a_replay_needs(store: SessionStore, tmp_path: Path) -> None:
    session = await played(store)
    path = tmp_path / "bundle.jsonl"
    path.write_text("\n".join(bundle_lines(store, session)) + "\n", encoding="utf-8")
    bundle = read_bundle(path)
    assert bundle.log == store.log(session)
    assert bundle.files == reading().files
    assert bundle.results == store.results(session)
    assert bundle.session["id"] == session
    text = path.read_text()
    assert "Ada" not in text
    assert "Mine alone" not in text


async def test_a_plain_log_is_the_record_and_nothing_else(store: SessionStore) -> None:
    session = await played(store)
    lines = list(event_lines(store, session))
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert parse([line.encode() for line in lines], "log").log == store.log(session)


async def test_no_line_has_a_key_twice_and_those_that_had_are_read(store: SessionStore, tmp_path: Path) -> None:
    """The first versions wrote the number of the rules before the beginning, too, which has it as a field."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    session = await played(store)
    lines = list(bundle_lines(store, session))
    assert sum("event" in json.loads(line, object_pairs_hook=once) for line in lines) == len(store.log(session))
    log = store.log(session)
    old = [hashed(event) for event in log]
    assert old[0].count('"semantics"') == 2
    assert parse([line.encode() for line in old], "log").log == log
    assert verdicts(counted(store, session, log=parse([line.encode() for line in old], "log").log))["log"]

    class Kept:
        def lines(self, session: str) -> list[str]:
            return old

    assert list(event_lines(Kept(), session)) == [to_line(event) for event in log]  # type: ignore[arg-type]


def put(lines: list[bytes], line: bytes) -> list[bytes]:
    """*line* in the place of the sixth."""
    return [*lines[:5], line, *lines[6:]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda lines: lines[:-1], "end of this bundle is missing", id="no_end"),
        pytest.param(lambda lines: lines[:-5], "end of this bundle is missing", id="five_lines_less"),
        pytest.param(lambda lines: lines[:5] + lines[6:], "another content", id="one_missing"),
        pytest.param(lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]], "another content", id="two_swapped"),
        pytest.param(
            lambda lines: [*lines[:5], lines[5].replace(b'"at":0', b'"at":1'), *lines[6:]],
            "another content",
            id="one_edited",
        ),
        pytest.param(lambda lines: put(lines, lines[5][:20]), "is no JSON", id="half_a_line"),
        pytest.param(lambda lines: put(lines, b"[1, 2]"), "no JSON object", id="a_list"),
        pytest.param(
            lambda lines: [*lines[:5], b'{"event": "made_up", "seq": 4}', *lines[6:]],
            "no event that these rules know",
            id="made_up_event",
        ),
        pytest.param(
            lambda lines: [*lines[:5], b'{"event": "noted"}', *lines[6:]],
            "no event that these rules know",
            id="half_an_event",
        ),
        pytest.param(lambda lines: [*lines, lines[3]], "after its end", id="after_the_end"),
        pytest.param(
            lambda lines: [lines[0].replace(b'"bundle":1', b'"bundle":2'), *lines[1:]], "format 2", id="newer_format"
        ),
        pytest.param(lambda lines: [b'{"bundle":1}', *lines[1:]], "which session", id="no_session"),
        pytest.param(
            lambda lines: [*lines[:-2], b'{"result": {"card": 1}}', lines[-1]], "is no result", id="half_a_result"
        ),
        pytest.param(lambda lines: [lines[-1]], "no event", id="end_alone"),
        pytest.param(lambda lines: lines[3:], "does not begin with the beginning", id="no_beginning"),
        pytest.param(lambda lines: [b'{"hello": "world"}'], "This line is no event", id="other_json"),
        pytest.param(lambda lines: [b"\xff\xfe\x00"], "is no JSON", id="other_bytes"),
        pytest.param(lambda lines: [b"[" * 100_000], "is no JSON", id="deep"),
        pytest.param(lambda lines: [], "no event in it", id="empty"),
    ],
)
async def test_what_was_cut_or_edited_or_is_no_bundle_is_said_with_its_line(
    store: SessionStore, change: Any, said: str
) -> None:
    lines = [line.encode() for line in bundle_lines(store, await played(store))]
    with pytest.raises(BundleFault, match=said) as raised:
        parse(change(lines), "some.jsonl")
    assert raised.value.place.startswith("some.jsonl")


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(BundleFault, match="is a folder"):
        read_bundle(tmp_path)


async def test_lines_of_later_kinds_are_passed_over_in_a_bundle(store: SessionStore) -> None:
    lines = [line.encode() for line in bundle_lines(store, await played(store))]
    assert parse([*lines[:1], b'{"pack": "florida", "rules": []}', b"", *lines[1:]], "b").log


# --- counting again


async def test_a_session_that_was_played_agrees_with_what_was_stored(store: SessionStore) -> None:
    findings = verdicts(counted(store, await played(store)))
    assert findings == {"numbers": True, "state": True, "commands": True, "log": True, "views": True, "score": True}


async def test_a_session_that_is_still_played_agrees_as_far_as_it_is(store: SessionStore) -> None:
    findings = verdicts(counted(store, await played(store, to_the_end=False)))
    assert findings == {"numbers": True, "state": True, "commands": True, "score": None}


async def test_the_commands_of_a_log_make_the_log(store: SessionStore) -> None:
    log = store.log(await played(store))
    assert redecide(prepare(scenario(), 1), log) == log


def without(log: list[AnyEvent], at: int) -> list[AnyEvent]:
    return log[:at] + log[at + 1 :]


async def test_a_missing_event_is_noticed(store: SessionStore) -> None:
    session = await played(store)
    findings = counted(store, session, log=without(store.log(session), 7))
    assert verdicts(findings) == {"numbers": False}
    assert "Event 8 is missing" in findings[0].said


async def test_a_log_that_was_cut_within_what_followed_from_a_command_is_noticed(store: SessionStore) -> None:
    session = await played(store)
    log = store.log(session)
    end = next(place for place, event in enumerate(log) if isinstance(event, Told)) - 1
    findings = verdicts(counted(store, session, log=log[:end], results=[]))
    assert findings["numbers"] is True
    assert findings["commands"] in (True, False)  # between two commands, a shorter log is a log
    cuts = [verdicts(counted(store, session, log=log[:size], results=[]))["commands"] for size in range(6, len(log))]
    assert False in cuts


async def test_an_edited_event_is_noticed(store: SessionStore) -> None:
    session = await played(store)
    log = store.log(session)
    for place in range(1, len(log)):
        edited = to_event(to_line(log[place]).replace('"seen_by":["police"]', '"seen_by":["police","cps"]'))
        if edited == log[place]:
            continue
        findings = verdicts(counted(store, session, log=[*log[:place], edited, *log[place + 1 :]]))
        assert findings["commands"] is False
        assert findings["log"] is False


async def test_an_event_that_fits_nothing_is_noticed(store: SessionStore) -> None:
    session = await played(store)
    log = store.log(session)
    last = log[-1]
    strange = VariableSet(last.seq + 1, last.at, (), "no_such_variable", 1.0)  # type: ignore[arg-type]
    findings = verdicts(counted(store, session, log=[*log, strange]))
    assert False in findings.values()


async def test_another_score_is_noticed(store: SessionStore) -> None:
    session = await played(store)
    (result,) = store.results(session)
    store.keep_result(session, type(result)(**{**_fields(result), "card": {"points": 100}}))
    assert verdicts(counted(store, session))["score"] is False


@pytest.mark.parametrize("what", ["views", "log", "scenario"])
async def test_what_a_score_was_made_of_is_compared_with_what_is_there(store: SessionStore, what: str) -> None:
    session = await played(store)
    (result,) = store.results(session)
    other = type(result)(**{**_fields(result), what: "0" * 64})
    assert verdicts(counted(store, session, results=[other]))[what] is False


async def test_other_protocol_packs_than_those_of_the_score_are_noticed(store: SessionStore) -> None:
    """A pack is known by its content: with a word changed it is another."""
    text = TWO_DOORS.replace("begins: door, brief", "begins: door, party: [patrol], brief")
    own = read_files({"scenario.yaml": f"{text}protocols: [house]\n", "protocols/house.yaml": HOUSE})
    assert own.scenario is not None, own.diagnostics
    session = await played(store, case=own)
    record = open_record(store, session)
    assert [pack.name for pack in record.packs] == ["house"]

    def packs_of(packs: Sequence[Pack]) -> Finding:
        findings = recount(record.book, record.row.digest, record.log, record.results, packs)
        return next(finding for finding in findings if finding.what == "packs")

    assert packs_of(record.packs).agrees is True
    other = [replace(record.packs[0], title="Other rules")]
    for packs in (other, []):
        finding = packs_of(packs)
        assert finding.agrees is False
        assert "other protocol packs" in finding.said


@pytest.mark.parametrize("place", [7, -1])
async def test_time_that_runs_back_is_noticed(store: SessionStore, place: int) -> None:
    session = await played(store)
    log = store.log(session)
    place %= len(log)
    late = max(1, log[place].at) + 10_000
    edited = [*log[:place], type(log[place])(**{**_fields(log[place]), "at": late}), *log[place + 1 :]]
    if place == len(log) - 1:
        edited[place] = type(log[place])(**{**_fields(log[place]), "at": log[place - 1].at - 1})
    findings = counted(store, session, log=edited)
    assert verdicts(findings) == {"numbers": False}
    assert "Time runs back at event" in findings[0].said


async def test_a_score_of_another_version_is_not_compared(store: SessionStore) -> None:
    session = await played(store)
    (result,) = store.results(session)
    other = type(result)(**{**_fields(result), "card": {"points": 100}, "scoring": 99})
    findings = counted(store, session, results=[other])
    assert verdicts(findings)["score"] is None
    assert "version 99" in findings[-1].said


async def test_a_log_of_other_rules_is_not_computed_again(store: SessionStore) -> None:
    session = await played(store)
    log = store.log(session)
    began = to_event(to_line(log[0]).replace(f'"semantics":{SEMANTICS}', '"semantics":9'))
    findings = counted(store, session, log=[began, *log[1:]])
    assert verdicts(findings) == {"numbers": False}
    assert "rules number 9" in findings[0].said


async def test_a_command_that_was_changed_leads_elsewhere(store: SessionStore) -> None:
    session = await played(store)
    log = store.log(session)
    for place, event in enumerate(log):
        if isinstance(event.given, Choose) and event.given.decision == "door#1":
            given = Choose(seat="police", at=event.given.at, decision=DecisionId("door#1"), choice=ChoiceId("listen"))
            changed = type(event)(**{**_fields(event), "given": given})
            findings = counted(store, session, log=[*log[:place], changed, *log[place + 1 :]])
            assert verdicts(findings)["commands"] is False
            assert "leads elsewhere" in next(one.said for one in findings if one.what == "commands")
            return
    raise AssertionError("nobody chose")


def _fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}
