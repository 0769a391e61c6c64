"""What the tests of the screens share: the cache of compiled cases, which is found by their contents and nothing else."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that lasts as long as the run: reading a case's text costs each test 80 ms otherwise."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def shared_cache(home: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take it, in a home that is this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled))
