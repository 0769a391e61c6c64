"""The store in one SQLite file: opening it, and what is kept in it. How it is written: `connection`."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import SystemRandom
from typing import Any
from urllib.parse import quote

import msgspec

from sim.engine.events import AnyEvent, Noted
from sim.sessions.connection import PATIENCE, SHORT_PATIENCE, Connection
from sim.sessions.database import check_version, default_path, prepare_file, reaching, speaking
from sim.sessions.errors import NoSuchSession, StoreDamaged
from sim.sessions.lines import to_event
from sim.sessions.rows import SESSIONS, check_holder, insert_events, insert_session, note_ending, session_of
from sim.sessions.store import LAST, Given, Headline, Judged, Kept, Result, SessionRow, WashCard, utc

LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""Of ids and pseudonyms: nothing that reads like something else or spells a word."""

CHANCE = SystemRandom()
"""The chance that `secrets` gives, which would load more than is wanted here."""


def open_store(path: str | Path | None = None, *, create: bool = True, wal: bool = False) -> SqliteStore:
    """The store in the file *path* (None: the usual one), made if it is not there and *create*, migrated if it is old.

    Raises `StoreError`: no such file or folder, no database of ours, a newer version's (left as it is), a broken one.
    """
    usual = path is None
    place = default_path() if path is None else Path(path)
    prepare_file(place, create=create, usual=usual)
    readonly = not os.access(place, os.W_OK)
    with speaking(str(place)):
        connection = sqlite3.connect(
            f"file:{quote(str(place.absolute()))}?mode={'ro' if readonly else 'rw'}",
            uri=True,
            timeout=PATIENCE / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            check_version(connection, place, readonly)
            return SqliteStore(connection, str(place), readonly=readonly, wal=wal)
        except BaseException:
            connection.close()
            raise


def new_id(length: int = 8) -> str:
    """A new id, easy to say and to type."""
    return "".join(CHANCE.choice(LETTERS) for _ in range(length))


class SqliteStore(Connection):
    """A `SessionStore` in an SQLite file. Where the file can't be written, reading goes on working."""

    # --- sessions and their record

    def create(self, row: SessionRow, log: Sequence[AnyEvent], *, holder: str, wall: float) -> None:
        """See `SessionStore`."""
        with self._writing() as run:
            insert_session(run, row, holder)
            insert_events(run, row.id, log, wall)
            note_ending(run, row.id, log, wall)

    def fork(self, row: SessionRow, *, holder: str) -> None:
        """See `SessionStore`."""
        with self._writing() as run:
            insert_session(run, row, holder)
            run(
                "insert into events (session, seq, at, kind, seen_by, wall, body) "
                "select ?, seq, at, kind, seen_by, wall, body from events where session = ? and seq <= ?",
                (row.id, row.parent, row.parent_seq),
            )
            bodies = run(
                "select body from events where session = ? and kind = ?", (row.id, Noted.__struct_config__.tag)
            ).fetchall()
            for (body,) in bodies:
                event = to_event(body)
                if isinstance(event, Noted):
                    run(
                        "insert or ignore into notes (session, ref, at, role, person, decision, wall, text) "
                        "select ?, ref, at, role, person, decision, wall, text from notes where session = ? and ref = ?",
                        (row.id, row.parent, event.ref),
                    )

    def take(self, session: str, holder: str) -> None:
        """See `SessionStore`."""
        with self._writing() as run:
            run("update sessions set holder = ? where id = ?", (holder, session))

    def append(
        self, session: str, events: Sequence[AnyEvent], *, holder: str, wall: float, note: Kept | None = None
    ) -> None:
        """See `SessionStore`. Waits a tenth of a second at most; `StoreBusy` means: try again."""
        with self._writing(SHORT_PATIENCE) as run:
            check_holder(run, session, holder, self._place)
            insert_events(run, session, events, wall)
            note_ending(run, session, events, wall)
            if note is not None:
                run(
                    "insert into notes (session, ref, at, role, person, decision, wall, text) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    (session, note.ref, note.at, note.role, note.person, note.decision, note.wall, note.text),
                )

    def probe(self, session: str, holder: str) -> None:
        """See `SessionStore`."""
        with self._writing(SHORT_PATIENCE) as run:
            check_holder(run, session, holder, self._place)
            run("update sessions set holder = ? where id = ?", (holder, session))

    def last(self, session: str) -> int:
        """See `SessionStore`."""
        return int(self._ask("select coalesce(max(seq), 0) from events where session = ?", session)[0][0])

    def log(self, session: str, after: int = 0) -> list[AnyEvent]:
        """See `SessionStore`."""
        rows = self._ask("select seq, body from events where session = ? and seq > ? order by seq", session, after)
        found: list[AnyEvent] = []
        try:
            for _, body in rows:
                found.append(to_event(body))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            line = f"Line {rows[len(found)][0]} of the log of session {session}"
            raise StoreDamaged(
                "damaged",
                f"{line} in {self._place} is something that this program did not write ({error}).",
                place=self._place,
                hint=f"Was it edited by hand? `sim doctor{reaching(self._place)}` says what can be done.",
            ) from error
        return found

    def lines(self, session: str) -> list[str]:
        """See `SessionStore`."""
        return [str(body) for (body,) in self._ask("select body from events where session = ? order by seq", session)]

    def session(self, session: str) -> SessionRow:
        """See `SessionStore`."""
        rows = self._ask(SESSIONS + "where s.id = ?", session)
        if not rows:
            raise NoSuchSession("no_such_session", f"There is no session {session} in {self._place}.", place=session)
        return self._read(rows)[0]

    def sessions(self) -> list[SessionRow]:
        """See `SessionStore`."""
        return self._read(self._ask(SESSIONS + "order by s.started desc, s.rowid desc"))

    def _read(self, rows: list[tuple[Any, ...]]) -> list[SessionRow]:
        with speaking(self._place):
            return [session_of(row) for row in rows]

    def find(self, prefix: str) -> str:
        """See `SessionStore`."""
        if prefix.lower() == LAST and (newest := self.sessions()):
            return newest[0].id
        rows = self._ask("select id from sessions where substr(id, 1, ?) = ? order by id", len(prefix), prefix.lower())
        ids = [str(row[0]) for row in rows]
        if prefix.lower() in ids:
            return prefix.lower()
        if len(ids) == 1 and prefix:
            return ids[0]
        if not ids and not self._ask("select 1 from sessions limit 1"):
            raise NoSuchSession(
                "no_such_session",
                f"There is no session yet in {self._place}.",
                place=self._place,
                hint=f"Begin one with: sim play NAME{reaching(self._place)} (sim list shows the names).",
            )
        if not ids or not prefix:
            raise NoSuchSession(
                "no_such_session",
                f"There is no session {prefix!r} in {self._place}.",
                place=prefix,
                hint=f"`sim sessions{reaching(self._place)}` lists what is there.",
            )
        raise NoSuchSession(
            "ambiguous_session",
            f"{len(ids)} sessions begin with {prefix!r}: {', '.join(ids[:6])}{' ...' if len(ids) > 6 else ''}.",
            place=prefix,
            hint="Give more letters.",
        )

    def remove(self, session: str) -> None:
        """See `SessionStore`."""
        with self._writing() as run:
            found = run("select digest from sessions where id = ?", (session,)).fetchone()
            if found is None:
                raise NoSuchSession(
                    "no_such_session", f"There is no session {session} in {self._place}.", place=session
                )
            run("update sessions set parent = null, parent_seq = null where parent = ?", (session,))
            for table in ("results", "judgements", "ratings", "cards", "notes", "events"):
                run(f"delete from {table} where session = ?", (session,))
            run("delete from sessions where id = ?", (session,))
            run(
                "delete from scenarios where digest = ? "
                "and not exists (select 1 from sessions where sessions.digest = scenarios.digest)",
                found,
            )
            run(
                "delete from packs where not exists "
                "(select 1 from sessions s where instr(' ' || s.packs || ' ', ' ' || packs.digest || ' '))"
            )

    # --- what they play

    def holds(self, digest: str) -> bool:
        """See `SessionStore`."""
        return bool(self._ask("select 1 from scenarios where digest = ?", digest))

    def pin(self, digest: str, name: str, title: str, files: Mapping[str, str], compiled: bytes = b"") -> None:
        """See `SessionStore`."""
        if self.holds(digest):
            return
        text = msgspec.json.encode(dict(files), order="deterministic")
        with self._writing() as run:
            keep = (
                "insert or ignore into scenarios (digest, name, title, files, compiled) "
                "values (?, ?, ?, cast(? as text), ?)"
            )
            run(keep, (digest, name, title, text, compiled))
            run(
                keep, (digest, "", "", "", b"")
            )  # ignored; a statement stays in memory with what it was given last: 0.7 MB
        # Pages that SQLite keeps were taken above what it wrote, and would hold that place all through a first session: 0.9 MB.
        self._ask("pragma shrink_memory")

    def files(self, digest: str) -> dict[str, str]:
        """See `SessionStore`."""
        rows = self._ask("select files from scenarios where digest = ?", digest)
        if not rows:
            raise StoreDamaged(
                "no_text", f"{self._place} does not hold the text of the scenario {digest[:12]}.", place=self._place
            )
        with speaking(self._place):
            return msgspec.json.decode(rows[0][0], type=dict[str, str])

    def compiled(self, digest: str) -> bytes:
        """See `SessionStore`."""
        rows = self._ask("select compiled from scenarios where digest = ?", digest)
        return bytes(rows[0][0] or b"") if rows else b""

    def pin_packs(self, packs: Mapping[str, bytes]) -> None:
        """See `SessionStore`."""
        new = [digest for digest in packs if not self._ask("select 1 from packs where digest = ?", digest)]
        if not new:
            return
        with self._writing() as run:
            for digest in new:
                name = str(msgspec.json.decode(packs[digest]).get("name", ""))
                run("insert or ignore into packs (digest, name, body) values (?, ?, ?)", (digest, name, packs[digest]))

    def pack(self, digest: str) -> bytes:
        """See `SessionStore`."""
        rows = self._ask("select body from packs where digest = ?", digest)
        if not rows:
            raise StoreDamaged(
                "no_pack", f"{self._place} does not hold the protocol pack {digest[:12]}.", place=self._place
            )
        body = rows[0][0]
        return body.encode() if isinstance(body, str) else bytes(body or b"")

    # --- persons and their words

    def pseudonym(self, name: str) -> str:
        """See `SessionStore`."""
        rows = self._ask("select pseudonym from persons where name = ?", name)
        if not rows:
            with self._writing() as run:
                run(
                    "insert or ignore into persons (pseudonym, name, since) values (?, ?, ?)",
                    (f"p-{new_id(6)}", name, utc(time.time())),
                )
            rows = self._ask("select pseudonym from persons where name = ?", name)
        return str(rows[0][0])

    def name(self, pseudonym: str) -> str | None:
        """See `SessionStore`."""
        rows = self._ask("select name from persons where pseudonym = ?", pseudonym)
        return str(rows[0][0]) if rows else None

    def notes(self, session: str) -> list[Kept]:
        """See `SessionStore`."""
        rows = self._ask(
            "select ref, at, role, person, decision, wall, text from notes where session = ? order by rowid", session
        )
        return [Kept(*row) for row in rows]

    def cards(self, session: str) -> list[WashCard]:
        """See `SessionStore`."""
        rows = self._ask("select ref, kind, text, grouping from cards where session = ? order by ref", session)
        return [WashCard(*row) for row in rows]

    def keep_card(self, session: str, card: WashCard) -> None:
        """See `SessionStore`."""
        with self._writing() as run:
            run(
                "insert or replace into cards (session, ref, kind, text, grouping) values (?, ?, ?, ?, ?)",
                (session, card.ref, card.kind, card.text, card.group),
            )

    def remove_card(self, session: str, ref: str) -> None:
        """See `SessionStore`."""
        with self._writing() as run:
            run("delete from cards where session = ? and ref = ?", (session, ref))

    def rate(self, session: str, given: Given) -> None:
        """See `SessionStore`."""
        with self._writing() as run:
            if run("select 1 from sessions where id = ?", (session,)).fetchone() is None:
                raise NoSuchSession(
                    "no_such_session", f"There is no session {session} in {self._place}.", place=session
                )
            run(
                "insert or replace into ratings (session, objective, given, proposed, reason, person, made) "
                "values (?, ?, ?, ?, ?, ?, ?)",
                (session, given.objective, given.given, given.proposed, given.reason, given.person, given.made),
            )

    def ratings(self, session: str) -> list[Given]:
        """See `SessionStore`."""
        rows = self._ask(
            "select objective, given, proposed, reason, person, made from ratings where session = ? order by objective",
            session,
        )
        names = Given.__struct_fields__
        return [Given(**dict(zip(names, row, strict=True))) for row in rows]

    def judge(self, session: str, judged: Judged) -> None:
        """See `SessionStore`."""
        with self._writing() as run:
            if run("select 1 from sessions where id = ?", (session,)).fetchone() is None:
                raise NoSuchSession(
                    "no_such_session", f"There is no session {session} in {self._place}.", place=session
                )
            run(
                "insert or replace into judgements (session, error, confirmed, reason, person, made) "
                "values (?, ?, ?, ?, ?, ?)",
                (session, judged.error, int(judged.confirmed), judged.reason, judged.person, judged.made),
            )

    def judgements(self, session: str) -> list[Judged]:
        """See `SessionStore`."""
        rows = self._ask(
            "select error, confirmed, reason, person, made from judgements where session = ? order by error", session
        )
        return [
            Judged(error=error, confirmed=bool(confirmed), reason=reason, person=person, made=made)
            for error, confirmed, reason, person, made in rows
        ]

    def knows(self, person: str) -> bool:
        """See `SessionStore`."""
        found = self._ask(
            "with wanted(person) as (values (?)) "
            "select 1 from persons, wanted where wanted.person in (persons.name, persons.pseudonym) "
            "union all select 1 from notes join wanted using (person) "
            "union all select 1 from ratings join wanted using (person) "
            "union all select 1 from judgements join wanted using (person) "
            "union all select 1 from sessions, wanted where instr(' ' || persons || ' ', ' ' || wanted.person || ' ') limit 1",
            person,
        )
        return bool(found) and bool(person.strip())

    def forget(self, person: str) -> tuple[int, int]:
        """See `SessionStore`."""
        with self._writing() as run:
            rows = run("select pseudonym from persons where name = ? or pseudonym = ?", (person, person)).fetchall()
            pseudonyms = {str(row[0]) for row in rows} or {person}
            names = notes = 0
            for pseudonym in pseudonyms:
                names += run("delete from persons where pseudonym = ?", (pseudonym,)).rowcount
                notes += run("delete from notes where person = ?", (pseudonym,)).rowcount
                for table in ("ratings", "judgements"):
                    notes += run(f"update {table} set person = '', reason = '' where person = ?", (pseudonym,)).rowcount
        return names, notes

    # --- scores

    def keep_result(self, session: str, result: Result) -> None:
        """See `SessionStore`."""
        card = msgspec.json.encode(result.card).decode()
        with self._writing() as run:
            run(
                "insert or replace into results (session, scoring, semantics, scenario, log, views, made, card, packs) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    session,
                    result.scoring,
                    result.semantics,
                    result.scenario,
                    result.log,
                    result.views,
                    result.made,
                    card,
                    result.packs,
                ),
            )

    def results(self, session: str) -> list[Result]:
        """See `SessionStore`."""
        rows = self._ask(
            "select scoring, semantics, scenario, log, views, made, card, packs from results where session = ? "
            "order by scoring",
            session,
        )
        with speaking(self._place):
            return [
                Result(
                    scoring=row[0],
                    semantics=row[1],
                    scenario=row[2],
                    log=row[3],
                    views=row[4],
                    made=row[5],
                    card=msgspec.json.decode(row[6]),
                    packs=str(row[7] or ""),
                )
                for row in rows
            ]

    def headlines(self) -> list[Headline]:
        """See `SessionStore`. The database reads the cards: 500 of 170 kB take it 40 ms, and Python would take 300."""
        rows = self._ask(
            "select session, scoring, semantics, case when json_valid(card) "
            "then json_extract(card, '$.conditions', '$.provisional', '$.roles', '$.critical') end "
            "from results order by session, scoring"
        )
        with speaking(self._place):
            made = [(*row[:3], *(msgspec.json.decode(row[3]) if row[3] else (None,) * 4)) for row in rows]
        return [
            Headline(
                session=session,
                scoring=scoring,
                semantics=semantics,
                conditions=str(conditions or ""),
                provisional=bool(provisional),
                roles=roles,
                critical=critical,
            )
            for session, scoring, semantics, conditions, provisional, roles, critical in made
        ]
