"""Health: what can be said about a database without changing anything of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import msgspec

from sim.sessions import schema


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """A database as it was found. *mode*: its rights, octal; *version* of its tables (None: not ours, or not readable).

    *problems* are sentences; empty: it is well. *free*: bytes left on its disk.
    """

    path: str
    exists: bool
    size: int = 0
    mode: str = ""
    writable: bool = False
    free: int | None = None
    ours: bool = False
    version: int | None = None
    journal: str = ""
    unfinished_write: bool = False
    sessions: int = 0
    unfinished: int = 0
    problems: tuple[str, ...] = ()


def examine(path: Path) -> Health:
    """Look at the database in the file *path*; nothing is written, and nothing is raised for what is wrong with it."""
    free = _free(path.parent)
    if path.is_dir():
        return Health(path=str(path), exists=True, free=free, problems=(f"{path} is a folder.",))
    try:
        found = path.stat()
    except FileNotFoundError:
        return Health(path=str(path), exists=False, writable=_can_write(path.parent), free=free)
    except OSError as error:
        return Health(path=str(path), exists=True, free=free, problems=(f"It can't be looked at: {error.strerror}.",))
    if not stat.S_ISREG(found.st_mode):
        return Health(path=str(path), exists=True, free=free, problems=(f"{path} is not a file.",))
    journal = path.with_name(path.name + "-journal")
    known = Health(
        path=str(path),
        exists=True,
        size=found.st_size,
        mode=f"{stat.S_IMODE(found.st_mode):04o}",
        writable=os.access(path, os.W_OK) and os.access(path.parent, os.W_OK),
        free=free,
        unfinished_write=journal.is_file() and journal.stat().st_size > 0,
    )
    try:
        return _opened(path, known, "ro")
    except sqlite3.Error as error:
        if known.unfinished_write and _code(error) == sqlite3.SQLITE_READONLY:
            return _copied(path, journal, known)
        return msgspec.structs.replace(known, problems=(_broken(error),))


def _opened(path: Path, known: Health, how: str) -> Health:
    with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode={how}", uri=True, timeout=2)) as connection:
        return _inside(connection, known)


def _copied(path: Path, journal: Path, known: Health) -> Health:
    """A program was killed while writing: what it left half done is taken back in a copy, and that is looked at."""
    try:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.db"
            shutil.copyfile(path, copy)
            shutil.copyfile(journal, copy.with_name("copy.db-journal"))
            return _opened(copy, known, "rw")
    except sqlite3.Error as error:
        return msgspec.structs.replace(known, problems=(_broken(error),))
    except OSError as error:
        return msgspec.structs.replace(known, problems=(f"It could not be copied to be looked at: {error.strerror}.",))


def _inside(connection: sqlite3.Connection, known: Health) -> Health:
    ask = connection.execute
    (application,) = ask("pragma application_id").fetchone()
    (version,) = ask("pragma user_version").fetchone()
    (tables,) = ask("select count(*) from sqlite_master").fetchone()
    if application != schema.APPLICATION:
        if application == 0 and tables == 0:
            return known
        return msgspec.structs.replace(known, problems=("It is a database of another program.",))
    problems: list[str] = [str(row[0]) for row in ask("pragma integrity_check(10)") if row[0] != "ok"]
    problems += [f"A row of {row[0]} belongs to nothing." for row in ask("pragma foreign_key_check").fetchmany(3)]
    if version > schema.VERSION:
        problems.append(
            f"It was written by a newer version of this program (number {version}; this version knows {schema.VERSION})."
        )
        return msgspec.structs.replace(known, ours=True, version=version, problems=tuple(problems))
    gaps = ask("select session from events group by session having count(*) != max(seq)").fetchmany(3)
    problems += [f"Events are missing in session {row[0]}." for row in gaps]
    foreign = ask("select distinct session from events where not json_valid(body)").fetchmany(3)
    problems += [f"Session {row[0]} holds something that this program did not write." for row in foreign]
    (sessions,) = ask("select count(*) from sessions").fetchone()
    (unfinished,) = ask("select count(*) from sessions where ended is null").fetchone()
    (journal,) = ask("pragma journal_mode").fetchone()
    return msgspec.structs.replace(
        known,
        ours=True,
        version=version,
        journal=str(journal),
        sessions=int(sessions),
        unfinished=int(unfinished),
        problems=tuple(problems),
    )


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _broken(error: sqlite3.Error) -> str:
    code = _code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "Another program holds it just now, so it could not be looked at."
    if code == sqlite3.SQLITE_NOTADB:
        return "It is not a database."
    return f"It is damaged: {error}."


def _free(folder: Path) -> int | None:
    """Bytes left on the disk of *folder*, or of the nearest folder above it that is there."""
    for place in (folder, *folder.parents):
        if place.is_dir():
            return shutil.disk_usage(place).free
    return None


def _can_write(folder: Path) -> bool:
    for place in (folder, *folder.parents):
        if place.exists():
            return place.is_dir() and os.access(place, os.W_OK)
    return False
