"""The report of something that broke: a file for whoever looks after the program, and what a person is told of it.

It holds versions, the command without what was given to it (names, paths and reasons may stand there) and places in the code,
and no text that was typed during play.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from sim import __version__
from sim.format.cleaning import clean

SAFE = "Your session is safe: everything up to your last confirmed step is kept."
CONTENT = "It names places in the code and holds no notes. Send it to whoever looks after this program."
NO_FOLDER = "No report could be written, because the folder for it cannot be used: see sim doctor."


def folder() -> Path:
    """Where reports are put: in the user's state folder."""
    from platformdirs import user_state_path

    return user_state_path("joint-response", appauthor=False) / "reports"


def command_of(words: Sequence[str]) -> str:
    """What was typed after `sim`, without values: the command and the names of options. A value can be somebody's name."""
    return " ".join(
        word.partition("=")[0]
        if word.startswith("--") and len(word) > 2
        else word
        if not at and word.isalpha()
        else "…"
        for at, word in enumerate(words)
    )


def write_report(places: Iterable[str], session: str | None) -> Path | None:
    """Write *places*, the lines of a traceback without values, below what is known of this program and *session*.

    The file's path, or None if it could not be written.
    """
    about = [
        f"Joint Response {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"terminal: {os.environ.get('TERM', '')} {os.environ.get('COLORTERM', '')}",
        f"command: {command_of(sys.argv[1:])}",
        f"session: {session}",
        "",
    ]
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        path.write_text(clean("\n".join([*about, *places])), encoding="utf-8", errors="backslashreplace")
    except (OSError, RuntimeError):  # the latter: there is no home folder
        return None
    return path
