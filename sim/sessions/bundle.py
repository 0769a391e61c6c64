"""Bundles and logs as files: JSON lines that hold all of a session, for another machine or another year.

    {"bundle": 1, "program": ..., "session": {...}}      what it is
    {"file": "scenario.yaml", "text": ...}               the text it plays, file by file
    {"pack": {"name": ..., "rules": {...}}, "digest": ...}   a protocol pack that it began with
    {"event": "began", "seq": 1, ..., "semantics": 1}   the record: the lines of a plain log are these alone
    {"result": {...}}                                    the scores that were stored
    {"end": {"events": 812, "sha256": ...}}              nothing was cut off

Persons appear under their pseudonyms; notes are not in it. Lines of other kinds (a rubric) are kept and not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from sim import __version__
from sim.engine import SEMANTICS, AnyEvent
from sim.engine.events import Began
from sim.engine.protocols import Pack
from sim.sessions.errors import BundleFault
from sim.sessions.lines import harmless, once, plain_json, to_event
from sim.sessions.pins import digest_of_pack, pinned_packs
from sim.sessions.store import Result, SessionStore

FORMAT = 1

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read at all."""


class Bundle(msgspec.Struct, frozen=True):
    """What a file of lines holds. *files*: the scenario's text (empty: a plain log). *session*: as it was listed."""

    log: list[AnyEvent]
    files: dict[str, str]
    results: list[Result]
    session: dict[str, Any]
    packs: tuple[Pack, ...] = ()


def event_lines(store: SessionStore, session: str) -> Iterator[str]:
    """The log of a session as JSON lines that are safe to print."""
    for line in store.lines(session):
        yield harmless(once(" ".join(line.splitlines())))


def bundle_lines(store: SessionStore, session: str) -> Iterator[str]:
    """A session with everything that is needed to play it again."""
    row = store.session(session)
    yield plain_json({"bundle": FORMAT, "program": f"joint-response {__version__}", "session": row})
    for path, text in store.files(row.digest).items():
        yield plain_json({"file": path, "text": text})
    for name, pack in zip(row.packs, pinned_packs(store, row.packs), strict=True):
        yield plain_json({"pack": pack, "digest": name})
    results = store.results(session)  # before the log: if the score is there, so is the end that it was made of
    digest, count = sha256(), 0
    for line in event_lines(store, session):
        digest.update(line.encode())
        digest.update(b"\n")
        count += 1
        yield line
    for result in results:
        yield plain_json({"result": result})
    yield plain_json({"end": {"events": count, "sha256": digest.hexdigest()}})


def read_bundle(path: str | Path) -> Bundle:
    """The bundle or plain log in the file *path*. Raises `BundleFault` with the line, and `OSError`."""
    place = Path(path)
    if place.is_dir():
        raise BundleFault("not_a_log", f"{place} is a folder.", place=str(place), hint="Name a file made by `sim log`.")
    with place.open("rb") as file:  # also from a pipe, and never more than a log can have
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BundleFault("too_large", f"{place} is larger than any log.", place=str(place))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # what `>` writes in Windows PowerShell
        content = content.decode("utf-16", "replace").encode()
    return parse(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), str(place))


def parse(lines: Iterable[bytes], place: str) -> Bundle:
    """The bundle or plain log in *lines*; *place* names them in errors."""
    log: list[AnyEvent] = []
    files: dict[str, str] = {}
    results: list[Result] = []
    packs: dict[str, Pack] = {}
    session: dict[str, Any] | None = None
    ended: dict[str, Any] | None = None
    digest = sha256()
    last = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        last = number
        where = f"{place}:{number}"
        if ended is not None:
            raise BundleFault("log_fault", "There are lines after its end.", place=where)
        found = _object(line, where)
        if "event" in found:
            _same_rules(found, where)
            log.append(_event(line, where))
            digest.update(line.rstrip(b"\r"))
            digest.update(b"\n")
        elif "bundle" in found:
            session = _header(found, where)
        elif isinstance(found.get("file"), str) and isinstance(found.get("text"), str):
            files[found["file"]] = found["text"]
        elif isinstance(found.get("pack"), dict):
            packs[str(found.get("digest"))] = _pack(found, where)
        elif "result" in found:
            results.append(_result(found["result"], where))
        elif isinstance(found.get("end"), dict):
            ended = found["end"]
        elif session is None:
            raise BundleFault("log_fault", "This line is no event.", place=where, hint="Is it a log made by `sim log`?")
    if session is not None:
        _whole(ended, len(log), digest.hexdigest(), f"{place}:{last}")
    if not log:
        raise BundleFault("log_fault", "There is no event in it.", place=place, hint="Is it a log made by `sim log`?")
    if not isinstance(log[0], Began):
        raise BundleFault(
            "log_fault", "It does not begin with the beginning.", place=place, hint="Its first lines are missing."
        )
    wanted = (session or {}).get("packs") or []
    if session is not None and list(packs) != wanted:
        raise BundleFault(
            "log_fault",
            "The protocol packs in it are not those that the session began with.",
            place=place,
            hint="The file was edited.",
        )
    return Bundle(log, files, results, session or {}, tuple(packs.values()))


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BundleFault(
            "log_fault", f"This line is no JSON ({error}).", place=where, hint="The file was cut or edited."
        ) from error
    if not isinstance(found, dict):
        raise BundleFault(
            "log_fault", "This line is no JSON object.", place=where, hint="Is it a log made by `sim log`?"
        )
    return found


def _same_rules(found: dict[str, Any], where: str) -> None:
    number = found.get("semantics", SEMANTICS)
    if number != SEMANTICS:
        raise BundleFault(
            "other_rules",
            f"This line was written under rules number {number!r}; this version plays by number {SEMANTICS}.",
            place=where,
            hint="Use the version of the program that made it.",
        )


def _event(line: bytes, where: str) -> AnyEvent:
    try:
        return to_event(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BundleFault(
            "log_fault",
            f"This line is no event that these rules know ({error}).",
            place=where,
            hint="The file was edited, or made by another version.",
        ) from error


def _header(found: dict[str, Any], where: str) -> dict[str, Any]:
    number, session = found["bundle"], found.get("session")
    if number != FORMAT:
        raise BundleFault(
            "newer_bundle",
            f"This is a bundle of format {number!r}; this version reads format {FORMAT}.",
            place=where,
            hint="Update this program.",
        )
    if not isinstance(session, dict):
        raise BundleFault("log_fault", "The first line does not say which session it is.", place=where)
    return session


def _pack(found: dict[str, Any], where: str) -> Pack:
    try:
        pack = msgspec.convert(found["pack"], Pack)
    except msgspec.ValidationError as error:
        raise BundleFault(
            "log_fault", f"This line is no protocol pack that this version knows ({error}).", place=where
        ) from error
    if digest_of_pack(pack) != found.get("digest"):
        raise BundleFault(
            "log_fault",
            f"The protocol pack {pack.name} is not the one that the session began with.",
            place=where,
            hint="The file was edited.",
        )
    return pack


def _result(found: Any, where: str) -> Result:
    try:
        return msgspec.convert(found, Result)
    except msgspec.ValidationError as error:
        raise BundleFault("log_fault", f"This line is no result ({error}).", place=where) from error


def _whole(ended: dict[str, Any] | None, events: int, digest: str, where: str) -> None:
    if ended is None:
        raise BundleFault("log_fault", "The end of this bundle is missing.", place=where, hint="The file was cut.")
    if ended.get("events") != events or ended.get("sha256") != digest:
        raise BundleFault(
            "log_fault",
            f"The end of this bundle speaks of {ended.get('events')} events with another content; there are {events} here.",
            place=where,
            hint="The file was edited.",
        )
