"""The connection to one SQLite file: what SQLite is told about it, and how is read and written through it.

What was acknowledged is on the disk, whether the program is killed or the power fails: a rollback journal that is truncated,
`synchronous=FULL`, one transaction for what belongs together (the measurements are in `docs/architecture.md`). WAL is used only
where it is asked for and the SQLite is free of the fault that can lose commits in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sim.sessions.database import speaking, wal_fault
from sim.sessions.errors import StoreError

PATIENCE = 5_000
"""Milliseconds to wait for another program that is writing."""

SHORT_PATIENCE = 100
"""Milliseconds that `append` waits: who plays must not stand still; a session tries again by itself."""


class Connection:
    """An open *connection* of the sqlite3 module, in autocommit mode, to the file *place*. *readonly*: it can't be written."""

    def __init__(self, connection: Any, place: str, *, readonly: bool = False, wal: bool = False) -> None:
        self._db = connection
        self._place = place
        self.readonly = readonly
        run = connection.execute
        run("pragma foreign_keys = on")
        run("pragma trusted_schema = off")
        run("pragma secure_delete = on")  # words that were deleted are gone from the file, too
        run("pragma synchronous = full")
        run("pragma fullfsync = on")  # macOS: through the disk's own cache
        run("pragma cache_size = -256")  # kB: a session is read once, then appended to; 2 MB would stay in memory
        if not readonly:
            self._journal(wal)

    def _journal(self, wal: bool) -> None:
        faulty = wal_fault(sqlite3.sqlite_version_info)
        if wal and faulty:
            raise StoreError(
                "wal_fault",
                f"SQLite {sqlite3.sqlite_version} can lose what was written in WAL mode, so it is not used.",
                place=self._place,
                hint="Leave the journal as it is, or use a Python with SQLite 3.51.3 or later.",
            )
        (mode,) = self._db.execute("pragma journal_mode").fetchone()
        if mode != "wal" or faulty:  # who put the file into WAL mode may have had a reason: where it is safe, it stays
            self._db.execute(f"pragma journal_mode = {'wal' if wal else 'truncate'}")

    @property
    def place(self) -> str:
        """The path of the file."""
        return self._place

    def check_writable(self) -> None:
        """Raise `StoreError` where the file can't be written."""
        if self.readonly:
            raise StoreError(
                "read_only",
                f"{self._place} can't be written, so nothing can be begun.",
                place=self._place,
                hint="Check the rights on the file and its folder.",
            )

    def close(self) -> None:
        """Close the file."""
        with speaking(self._place):
            self._db.close()

    def _ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows at once, so that no lock is held while somebody reads them slowly."""
        with speaking(self._place):
            rows: list[tuple[Any, ...]] = self._db.execute(question, values).fetchall()
            return rows

    @contextmanager
    def _writing(self, patience: int = PATIENCE) -> Iterator[Any]:
        """One transaction: on the disk when the block has ended, or nothing of it."""
        with speaking(self._place):
            self._db.execute(f"pragma busy_timeout = {patience}")
            self._db.execute("begin immediate")
            try:
                yield self._db.execute
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:
                    with suppress(sqlite3.Error):
                        self._db.execute("rollback")
                raise
            finally:
                self._db.execute(f"pragma busy_timeout = {PATIENCE}")
