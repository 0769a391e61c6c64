"""What every test stands on: a home folder of its own, and no clock that a busy machine could lose against."""

import socket
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("test", deadline=None, print_blob=True)
settings.register_profile("soak", parent=settings.get_profile("test"), max_examples=5_000)
settings.load_profile("test")


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
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, so that no test reads or writes the data of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return home
