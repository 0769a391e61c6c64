"""A database that is not there yet, and a store that is open on it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sim.sessions import SessionStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database will be."""
    return tmp_path / "sessions.db"


@pytest.fixture
def store(path: Path) -> Iterator[SessionStore]:
    """The store on *path*, closed at the end."""
    with closing(open_store(path)) as opened:
        yield opened
