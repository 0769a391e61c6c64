"""The database file: where it is, who may read it, whether it is ours, and what SQLite's errors mean to a person."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from sim.sessions import schema
from sim.sessions.errors import StoreBusy, StoreDamaged, StoreError, StoreForeign

VARIABLE = "JOINT_RESPONSE_DB"
"""The environment variable that names another file."""


def default_path() -> Path:
    """The file that is used when no other is named: by the environment, or in the user's data folder."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("joint-response", appauthor=False) / "sessions.db"


def reaching(place: str) -> str:
    """What has to be typed after a command to reach the file *place*: nothing for the usual one."""
    from shlex import quote

    return "" if Path(place) == default_path() else f" --db {quote(place)}"


def wal_fault(version: tuple[int, ...]) -> bool:
    """Can this SQLite lose commits in WAL mode when two programs write (3.7.0 to 3.51.2, but 3.44.6 and 3.50.7)?"""
    if version < (3, 7, 0) or version >= (3, 51, 3):
        return False
    return not ((3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0))


def prepare_file(place: Path, *, create: bool, usual: bool) -> None:
    """Make the file, with nobody else's rights on it; raises `StoreError` where that can't be."""
    try:
        if place.is_dir():
            raise StoreForeign(
                "not_a_database", f"{place} is a folder.", place=str(place), hint="Name a file in it, like sessions.db."
            )
        if place.exists():
            if not place.is_file():
                raise StoreForeign("not_a_database", f"{place} is not a file.", place=str(place))
            return
        if not create and usual:
            raise StoreError(
                "no_such_database",
                f"There is no session yet: there is nothing at {place}.",
                place=str(place),
                hint="Begin one with: sim play NAME (sim list shows the names).",
            )
        if not create:
            raise StoreError(
                "no_such_database", f"There is no database at {place}.", place=str(place), hint="Is the path right?"
            )
        if usual:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _sync_folder(place.parent)
    except FileNotFoundError as error:
        raise StoreError(
            "no_such_folder",
            f"There is no folder {place.parent}.",
            place=str(place),
            hint="Make it first, or name another place with --db.",
        ) from error
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise StoreError(
            "cannot_open",
            f"{place} can't be used: {what}.",
            place=str(place),
            hint="Name another place with --db.",
        ) from error


def _sync_folder(folder: Path) -> None:
    """Bring the name of a new file to the disk; SQLite does this for its journals only."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def check_version(connection: Any, place: Path, readonly: bool) -> None:
    """Bring an old database forward; refuse a newer one and one of another program, without touching it."""
    (version,) = connection.execute("pragma user_version").fetchone()
    (application,) = connection.execute("pragma application_id").fetchone()
    if application == schema.APPLICATION:
        if version > schema.VERSION:
            raise StoreForeign(
                "newer_database",
                f"{place} was written by a newer version of this program (its tables have number {version}, "
                f"this version knows {schema.VERSION}). It was left as it is.",
                place=str(place),
                hint="Update this program, or use another file with --db.",
            )
        if version == schema.VERSION:
            return
    elif application != 0 or connection.execute("select count(*) from sqlite_master").fetchone() != (0,):
        raise StoreForeign(
            "not_a_database",
            f"{place} is a database of another program. It was left as it is.",
            place=str(place),
            hint="Name another file with --db.",
        )
    if readonly:
        raise StoreError(
            "old_database",
            f"{place} is of an older version and can't be written, so it can't be brought forward.",
            place=str(place),
            hint="Copy it to a place where you can write, and name the copy with --db.",
        )
    schema.migrate(connection)


_SAID: dict[int, tuple[type[StoreError], str, str, str]] = {
    5: (StoreBusy, "busy", "Another program is using {place} just now.", "Close it there, or try again in a moment."),
    6: (StoreBusy, "busy", "Another program is using {place} just now.", "Close it there, or try again in a moment."),
    8: (StoreError, "read_only", "{place} can't be written.", "Check the rights on the file and its folder."),
    10: (StoreError, "disk", "The disk failed while {place} was used ({said}).", "Make room or check the disk."),
    11: (
        StoreDamaged,
        "damaged",
        "The database {place} is damaged ({said}).",
        "`sim doctor{db}` says what can be done.",
    ),
    13: (StoreError, "disk_full", "There is no room left for {place}.", "Make room, then go on: nothing kept is lost."),
    14: (
        StoreError,
        "cannot_open",
        "{place} can't be opened or written ({said}).",
        "Check that its folder is there and can be written.",
    ),
    26: (StoreForeign, "not_a_database", "{place} is not a database.", "Name another file with --db."),
}
"""SQLite's result code -> what it means to a person."""


@contextmanager
def speaking(place: str) -> Iterator[None]:
    """Turn what SQLite raises into sentences."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        kind, name, words, hint = _SAID.get(
            code, (StoreError, "database", "{place} can't be used ({said}).", "`sim doctor{db}` looks for the reason.")
        )
        if "{db}" in hint:
            hint = hint.format(db=reaching(place))
        raise kind(name, words.format(place=place, said=error), place=place, hint=hint) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreDamaged(
            "damaged",
            f"{place} holds something that this program did not write ({error}).",
            place=place,
            hint=f"Was it edited by hand? `sim doctor{reaching(place)}` says what can be done.",
        ) from error
