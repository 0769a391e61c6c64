"""When something breaks: a report file, and a screen that says what is safe and how to go on.

Textual ends an app whose code fails and prints a traceback over the prompt. Here its error console writes into memory instead,
the report is made of that, and a second, minimal app says what happened. The values of variables are left out of the report:
they may hold what a person wrote.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sim.format.cleaning import clean
from sim.sessions.report import CONTENT, NO_FOLDER, SAFE

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


def words(session: str | None, report: Path | None) -> list[str]:
    """What a person is told, a paragraph each."""
    said = ["Something in this program broke. That is our fault and not yours."]
    if session is not None:
        said.append(SAFE)
        said.append(f"Go on with: sim resume {session}")
    else:
        said.append("Nothing was lost: no session was open.")
    if report is None:
        said.append(NO_FOLDER)
    else:
        said.append(f"A report is in {report}")
        said.append(CONTENT)
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
