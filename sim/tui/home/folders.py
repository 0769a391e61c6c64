"""Cases of one's own that were opened before: a list of their paths beside the settings, the latest first.

Nothing depends on it: where it can't be read or written, the first screen asks for the path again.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

NAME = "cases.txt"

MOST = 9
"""Paths that are remembered."""

LARGEST = 64 * 1024
"""Bytes of the list that are read."""


def place() -> Path:
    """Where the list is."""
    from sim.settings import place as settings

    return settings().with_name(NAME)


def known() -> list[Path]:
    """The paths that are remembered and still there."""
    found: list[Path] = []
    with suppress(OSError, ValueError):
        with place().open("rb") as file:
            lines = file.read(LARGEST).decode("utf-8").splitlines()
        for line in lines[:MOST]:
            path = Path(line)
            with suppress(OSError, ValueError):
                if line and path.is_absolute() and path.exists():
                    found.append(path)
    return found


def remember(path: Path) -> None:
    """Put *path* at the top of the list."""
    with suppress(OSError, ValueError):
        whole = path.resolve()
        _keep([whole, *(each for each in known() if each != whole)])


def forget(path: Path) -> None:
    """Take *path* off the list; what is there stays as it is."""
    _keep([each for each in known() if each != path])


def _keep(paths: list[Path]) -> None:
    with suppress(OSError, ValueError):
        place().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place().write_text("".join(f"{path}\n" for path in paths[:MOST]), encoding="utf-8")
