"""Rows: how a session and its events stand in the tables, written and read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.engine.events import AnyEvent, CaseEnded
from sim.sessions.database import reaching
from sim.sessions.errors import SessionTaken
from sim.sessions.lines import to_line
from sim.sessions.store import SessionRow, utc

SESSIONS = """
select s.id, s.scenario, s.title, s.digest, s.semantics, s.mode, s.pace, s.seed, s.room, s.roles, s.persons, s.started, s.ended,
       s.ending, s.parent, s.parent_seq, coalesce(e.seq, 0), coalesce(e.at, 0),
       case when e.kind = 'case_ended' and json_valid(e.body) then json_extract(e.body, '$.how') end, coalesce(e.wall, 0.0),
       s.packs
from sessions s
left join events e on e.session = s.id and e.seq = (select max(seq) from events where session = s.id)
"""
"""Sessions with their last event; a condition or an order can follow."""


def session_of(row: tuple[Any, ...]) -> SessionRow:
    """A session, from a row of `SESSIONS`."""
    return SessionRow(
        id=row[0],
        scenario=row[1],
        title=row[2],
        digest=row[3],
        semantics=row[4],
        mode=row[5],
        pace=row[6],
        seed=row[7],
        room=bool(row[8]),
        persons=dict(zip(str(row[9]).split(), str(row[10] or "").split(), strict=False)),
        started=row[11],
        ended=row[12],
        ending=row[13],
        parent=row[14],
        parent_seq=row[15],
        events=row[16],
        seconds=row[17],
        how=str(row[18] or ""),
        last=float(row[19]),
        packs=tuple(str(row[20] or "").split()),
    )


def check_holder(run: Any, session: str, holder: str, place: str) -> None:
    """Raise `SessionTaken` if *session*, kept in the file *place*, is not held by *holder* any more."""
    found = run("select holder from sessions where id = ?", (session,)).fetchone()
    if found is None:
        raise SessionTaken("removed", "This session was removed by another program since.", place=session)
    if found != (holder,):
        raise SessionTaken(
            "taken",
            "This session was opened by another program since, and goes on there.",
            place=session,
            hint=f"To go on here, resume it again: sim resume {session}{reaching(place)}",
        )


def insert_session(run: Any, row: SessionRow, holder: str) -> None:
    """A new session, held by *holder*."""
    run(
        "insert into sessions (id, scenario, title, digest, semantics, mode, pace, seed, room, roles, persons, started, "
        "parent, parent_seq, holder, packs) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.id,
            row.scenario,
            row.title,
            row.digest,
            row.semantics,
            row.mode,
            row.pace,
            row.seed,
            int(row.room),
            " ".join(row.persons),
            " ".join(row.persons.values()),
            row.started,
            row.parent,
            row.parent_seq,
            holder,
            " ".join(row.packs),
        ),
    )


def insert_events(run: Any, session: str, events: Sequence[AnyEvent], wall: float) -> None:
    """*events* at the end of the log of *session*, written at *wall*."""
    for event in events:
        run(
            "insert into events (session, seq, at, kind, seen_by, wall, body) values (?, ?, ?, ?, ?, ?, ?)",
            (
                session,
                event.seq,
                event.at,
                event.__struct_config__.tag,
                " ".join(event.seen_by),
                wall,
                to_line(event),
            ),
        )


def note_ending(run: Any, session: str, events: Sequence[AnyEvent], wall: float) -> None:
    """Where one of *events* ends the case: that *session* has ended, and how."""
    for event in events:
        if isinstance(event, CaseEnded):
            run("update sessions set ended = ?, ending = ? where id = ?", (utc(wall), event.ending, session))
