"""When something breaks: a report file, and a screen that says what is safe and how to go on.

Textual ends an app whose code fails and prints a traceback over the prompt. Here its error console writes into memory instead,
the report is made of that, and a second, minimal app says what happened. The values of variables are left out of the report:
they may hold what a person wrote.
"""

from __future__ import annotations

import io
import os
import platform
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sim import __version__
from sim.format.cleaning import clean

if TYPE_CHECKING:
    from textual.app import App

_LOCALS = re.compile(r"^│? *╭─+ locals ─+╮")
_LOCALS_END = re.compile(r"^│? *╰─+╯")


def listen(app: App[None]) -> io.StringIO:
    """Let *app* write what it has to say about its own end into the buffer that is returned."""
    from rich.console import Console

    heard = io.StringIO()
    app.error_console = Console(file=heard, markup=False, highlight=False, width=160)
    return heard


def without_values(traceback: str) -> Iterator[str]:
    """The lines of Rich's traceback without its boxes of local variables."""
    inside = False
    for text in traceback.splitlines():
        if _LOCALS.match(text):
            inside = True
        if not inside:
            yield text
        if inside and _LOCALS_END.match(text):
            inside = False


def write_report(heard: str, session: str | None) -> Path | None:
    """Write what is needed to find the fault into the user's state folder; its path, or None if that is not possible."""
    from platformdirs import user_state_path

    about = [
        f"Joint Response {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"terminal: {os.environ.get('TERM', '')} {os.environ.get('COLORTERM', '')}",
        f"command: {' '.join(sys.argv[1:])}",
        f"session: {session}",
        "",
    ]
    try:
        folder = user_state_path("joint-response", appauthor=False) / "reports"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        path.write_text(clean("\n".join([*about, *without_values(heard)])), encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    return path


def words(session: str | None, report: Path | None) -> list[str]:
    """What a person is told, a paragraph each."""
    said = ["Something in this program broke. That is our fault and not yours."]
    if session is not None:
        said.append("Your session is safe: everything up to your last confirmed step is kept.")
        said.append(f"Go on with: sim resume {session}")
    else:
        said.append("Nothing was lost: no session was open.")
    if report is None:
        said.append("No report could be written, because the folder for it cannot be used: see sim doctor.")
    else:
        said.append(f"A report is in {report}")
        said.append("It names places in the code and holds no notes. Send it to whoever looks after this program.")
    return said


def show(said: list[str]) -> None:
    """Show *said* on a screen of its own, until a key is pressed; afterwards, and where that fails too, as lines."""
    try:
        from sim.tui.screens.sorry import Sorry

        app = Sorry(said)
        listen(app)
        app.run()
    except Exception as error:
        said = [*said, f"({type(error).__name__}: the screen could not be used.)"]
    print("\n".join(clean(line) for line in said), file=sys.stderr)
