"""The tables, and how a database of an older version becomes one of this version.

Versions are numbered by `PRAGMA user_version`, so that opening a database that is up to date asks one question and loads nothing
else: sqlite-utils costs 145 to 245 ms and is imported for migrations only. A migration that has been released never changes.

    sessions    one row a session: what it plays, how, by whom, and whether it has ended
    events      the record: one row an event, `body` is the event as JSON, the other columns repeat parts of it for reading
    scenarios   the text that sessions play, by its digest: editing the folder changes no old session; and, compiled, what was
                read in it: nor does a later version that reads otherwise
    notes       free text, kept apart from the record so that it can be deleted
    persons     pseudonyms and the names behind them; without its row a pseudonym means nobody
    cards       words of the hot wash after a session, by nobody; kept in the order of random names, not of writing
    ratings     what people gave for objectives, with the pseudonym of who did and their reason
    judgements  what people found of critical errors, with the pseudonym of who did and their reason
    packs       the protocol packs that sessions began with, by their digest: editing a pack changes no old session
    results     scores, with the numbers and hashes of what made them
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION = 0x4A527370
"""`PRAGMA application_id` of our files: `JRsp`."""


def create_record(db: Database) -> None:
    """Sessions, their events, what they play and who plays."""
    db.table("scenarios").create({"digest": str, "name": str, "title": str, "files": str}, pk="digest")
    db.table("persons").create({"pseudonym": str, "name": str, "since": str}, pk="pseudonym")
    db.table("persons").create_index(["name"], unique=True)
    db.table("sessions").create(
        {
            "id": str,
            "scenario": str,
            "title": str,
            "digest": str,
            "semantics": int,
            "mode": str,
            "pace": str,
            "seed": int,
            "room": int,
            "roles": str,
            "persons": str,
            "started": str,
            "ended": str,
            "ending": str,
            "parent": str,
            "parent_seq": int,
            "holder": str,
        },
        pk="id",
        not_null={"scenario", "title", "digest", "semantics", "mode", "pace", "seed", "room", "roles", "started"},
        foreign_keys=[("digest", "scenarios", "digest"), ("parent", "sessions", "id")],
    )
    db.table("events").create(
        {"session": str, "seq": int, "at": int, "kind": str, "seen_by": str, "wall": float, "body": str},
        pk=("session", "seq"),
        not_null={"at", "kind", "seen_by", "wall", "body"},
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("notes").create(
        {
            "session": str,
            "ref": str,
            "at": int,
            "role": str,
            "person": str,
            "decision": str,
            "wall": float,
            "text": str,
        },
        pk=("session", "ref"),
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("notes").create_index(["person"])


def create_results(db: Database) -> None:
    """Scores, stored with the hashes of what made them."""
    db.table("results").create(
        {
            "session": str,
            "scoring": int,
            "semantics": int,
            "scenario": str,
            "log": str,
            "views": str,
            "made": str,
            "card": str,
        },
        pk=("session", "scoring"),
        not_null={"semantics", "scenario", "log", "views", "made", "card"},
        foreign_keys=[("session", "sessions", "id")],
    )


def pin_compiled(db: Database) -> None:
    """Beside the text of a scenario, what the reader of its day made of it."""
    db.table("scenarios").add_column("compiled", bytes)


def create_cards(db: Database) -> None:
    """The hot wash. Without row numbers, so that nothing says in which order people wrote."""
    db.execute(
        "create table cards (session text not null references sessions(id), ref text not null, kind text not null, "
        "text text not null, grouping text not null, primary key (session, ref)) without rowid"
    )


def create_ratings(db: Database) -> None:
    """What people gave for objectives, beside what the program proposed then."""
    db.table("ratings").create(
        {
            "session": str,
            "objective": str,
            "given": str,
            "proposed": str,
            "reason": str,
            "person": str,
            "made": str,
        },
        pk=("session", "objective"),
        not_null={"given", "reason", "person", "made"},
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("ratings").create_index(["person"])


def pin_packs(db: Database) -> None:
    """The protocol packs that sessions began with, and in sessions and results which these were."""
    db.table("packs").create({"digest": str, "name": str, "body": bytes}, pk="digest", not_null={"name", "body"})
    db.table("sessions").add_column("packs", str)
    db.table("results").add_column("packs", str)


def create_judgements(db: Database) -> None:
    """What people found of critical errors: that it is one, or that it is none."""
    db.table("judgements").create(
        {"session": str, "error": str, "confirmed": int, "reason": str, "person": str, "made": str},
        pk=("session", "error"),
        not_null={"confirmed", "reason", "person", "made"},
        foreign_keys=[("session", "sessions", "id")],
    )
    db.table("judgements").create_index(["person"])


STEPS: tuple[Callable[[Database], None], ...] = (
    create_record,
    create_results,
    pin_compiled,
    create_cards,
    create_ratings,
    pin_packs,
    create_judgements,
)
"""All migrations, oldest first; a database's version is how many of them it has."""

VERSION = len(STEPS)


def migrate(connection: Any, steps: tuple[Callable[[Database], None], ...] = STEPS) -> None:
    """Bring the database behind the sqlite3 *connection* forward to the version that has all *steps*.

    Everything happens in one transaction or not at all; two programs that start at once take turns.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations("joint_response")
    for step in steps:
        migrations(name=step.__name__)(step)
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
