"""What every test stands on: a home folder of its own, and no clock that a busy machine could lose against."""

import gc
import os
import shutil
import signal
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("test", deadline=None, print_blob=True, max_examples=50)
settings.register_profile("soak", parent=settings.get_profile("test"), max_examples=5_000)
settings.load_profile("test")

KEPT = {"SIM_BROWSER"}
"""What a person may tell the tests."""

SET_ASIDE = (
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "COLORTERM",
    "VISUAL",
    "EDITOR",
    "LANG",
    "LC_",
    "TEXTUAL",
)
SET_ASIDE += ("SIM_", "JOINT_RESPONSE_", "XDG_", "PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONWARNINGS")
"""How variables begin that change what the program shows, or where it keeps things. With PYTHONUNBUFFERED nothing is left in a
buffer that could not be written when the program ends."""

# At once, and not in a fixture: much of it is read when a module is imported; and programs that tests start inherit it.
for name in [name for name in os.environ if name.startswith(SET_ASIDE) and name not in KEPT]:
    del os.environ[name]
os.environ |= {"COLUMNS": "80", "LANG": "C.UTF-8", "TERM": "xterm"}

# Whoever runs the tests in the background may have these ignored, and so would the programs that tests start; a handler of
# ours is not inherited. What closes the terminal of `nohup` still does not end the tests.
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda number, frame: None)
signal.signal(signal.SIGINT, signal.default_int_handler)

MEMORY, ENOUGH = Path("/dev/shm"), 1 << 30
"""Where files are kept in memory, and the bytes that must be free there."""

# A store waits for the disk after each step of a play, 5 ms and more; what tests write need not outlast them.
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# What is read once for a whole file of tests (the shipped cases) is kept before any test has a home of its own.
BEFORE = tempfile.mkdtemp(prefix="home-of-a-run-")
os.environ["HOME"] = BEFORE


def pytest_unconfigure() -> None:
    """That home goes with the run."""
    shutil.rmtree(BEFORE, ignore_errors=True)


# A quarter of the time of the screens went into looking for garbage: an app is many small objects that name each other.
gc.set_threshold(50_000, 20, 10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what mostly waits for a program in a terminal: one process waits then, while another has the rest to do."""
    items.sort(key=lambda item: item.path.name != "test_pty.py")


def pytest_collection_finish() -> None:
    """What is there when the tests begin stays until they end: it need not be looked through again."""
    gc.collect()
    gc.freeze()


class Opened(sqlite3.Connection):
    """A connection of which is known what was opened."""

    def __init__(self, database: Any, *rest: Any, **more: Any) -> None:
        self.database = str(database)
        super().__init__(database, *rest, **more)

    @property
    def is_open(self) -> bool:
        """Is it still open?"""
        try:
            return self.total_changes >= 0
        except sqlite3.ProgrammingError:
            return False


@pytest.fixture(autouse=True)
def nothing_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test leaves a database open. Python 3.13 warns of one when it tidies up, which may be in quite another test."""
    opened: list[Opened] = []
    connect = sqlite3.connect

    def noted(database: Any, *rest: Any, **more: Any) -> sqlite3.Connection:
        opened.append(connect(database, *rest, factory=Opened, **more))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    yield
    left = [connection for connection in opened if connection.is_open]
    for connection in left:
        connection.close()
    assert not left, f"left open: {', '.join(connection.database for connection in left)}"


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test goes out to a network: whatever tries to connect to an address fails at once."""
    connect = socket.socket.connect

    def refused(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            raise AssertionError(f"A test tried to connect to {address!r}.")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", refused)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home folder, so that no test reads or writes the data of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    yield home
    shutil.rmtree(home, ignore_errors=True)
