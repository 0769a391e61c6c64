"""A session as it is kept, as material for a report. The only module of this room that knows sessions and their store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scoring import Scorecard, score
from scoring.judgements import beside
from sim import __version__
from sim.engine.events import SEMANTICS
from sim.reports.errors import ReportError
from sim.reports.file import put
from sim.reports.material import Material, Note, Origin, Remark
from sim.reports.rendering import Kind, render

if TYPE_CHECKING:
    from sim.sessions import SessionStore


def material_of(store: SessionStore, session: str, *, names: bool = False, card: Scorecard | None = None) -> Material:
    """All that a report of *session* (its id, the beginning of it, or `last`) is made of.

    *names*: with the names of persons and the notes they wrote, as far as they are still kept. *card*: its scores, where they
    have been worked out already of this very log. Raises `SessionError` where there
    is no such session or it can't be read, `LogFault` where its log can't be scored, and `ReportError` where it was played
    under rules of another number.
    """
    from sim.sessions import open_record
    from sim.sessions.history import then
    from sim.sessions.judgements import judgements
    from sim.sessions.pins import digest_of_pack
    from sim.sessions.ratings import confirmations
    from sim.sessions.recount import scorable
    from sim.sessions.results import log_digest

    row = store.session(store.find(session))
    if row.semantics != SEMANTICS:
        raise ReportError(
            "other_rules",
            f"Session {row.id} was played under rules number {row.semantics}, and this version scores by number {SEMANTICS}."
            + then(row, store.results(row.id)),
            place=row.id,
            hint="Use the version of the program that it was played with.",
        )
    record = open_record(store, row.id)
    scorable(record.row, record.book, record.log, record.results, record.place)
    if card is None or card.events != len(record.log):
        card = score(record.book, record.log, record.packs)
    return Material(
        book=record.book,
        log=record.log,
        card=beside(card, judgements(store, row.id, names=names)),
        origin=Origin(
            session=row.id,
            started=row.started,
            ended=row.ended or "",
            program=f"Joint Response {__version__}",
            scenario=row.digest,
            log=log_digest(record.log),
            parent=f"{row.parent} at log line {row.parent_seq}" if row.parent is not None else "",
            packs={pack.name: digest_of_pack(pack) for pack in record.packs},
        ),
        packs=record.packs,
        persons={role: (store.name(person) or person) if names else "" for role, person in row.persons.items()},
        notes=tuple(
            Note(note.at, note.role, note.text, note.decision, store.name(note.person) or note.person)
            for note in (record.notes if names else ())
        ),
        confirmations=confirmations(store, row.id, names=names),
        remarks=tuple(Remark(card.kind, card.text, card.group) for card in store.cards(row.id)),
        notes_written=len(record.notes),
        names=names,
    )


def write_report(
    store: SessionStore,
    session: str,
    kind: Kind,
    path: Path,
    *,
    names: bool = False,
    table: str = "items",
    full: bool = False,
    force: bool = False,
) -> Path:
    """Write the report of *session* to *path*; the path it got. Raises as `material_of`, `render` and `file.put` do."""
    return put(path, render(material_of(store, session, names=names), kind, table, full=full), kind, force=force)
