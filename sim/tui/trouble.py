"""When something breaks or the program is told to end: a report file, and words that say what is safe and how to go on.

Textual ends an app whose code fails and prints a traceback over the prompt. Here its error console writes into memory instead,
the report is made of that, and a second, minimal app says what happened. The values of variables are left out of the report:
they may hold what a person wrote.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
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


def words(session: str | None, report: Path | None, database: str = "") -> list[str]:
    """What a person is told, a paragraph each. *database*: what has to be typed to reach it, nothing for the usual one."""
    said = ["Something in this program broke. That is our fault and not yours."]
    if session is not None:
        said.append(SAFE)
        said.append(f"Go on with: sim resume {session}{database}")
    else:
        said.append("Nothing was lost: no session was open.")
    if report is None:
        said.append(NO_FOLDER)
    else:
        said.append(f"A report is in {report}")
        said.append(CONTENT)
    return said


ENDINGS = {
    "SIGTERM": "The program was told to end.",
    "SIGHUP": "The terminal was closed.",
    "SIGINT": "The program was broken off.",
}
"""Signal -> what it means, for a person. The exit code is 128 and its number, as everywhere."""


def heed(end: Callable[[int], None], away: Callable[[], bool], come_back: Callable[[], None]) -> None:
    """Have *end* called with the number of a signal that ends the program, so that it can close; where there are none, nothing.

    While the screens stand *away* for an editor, Ctrl+C is the editor's; at the other signals it is told to *come back* first.
    The loop itself stands still as long as the editor is open, so its own `add_signal_handler` would hear of them too late.
    """
    loop = asyncio.get_running_loop()

    def told(number: int, _: object) -> None:
        if away():
            if number == signal.SIGINT:
                return
            come_back()
        with suppress(RuntimeError):  # the loop is closed: it is ending already
            loop.call_soon_threadsafe(end, number)

    for name in ENDINGS:
        with suppress(AttributeError, ValueError):  # there is no such signal here; this is no main thread
            signal.signal(getattr(signal, name), told)


def unheed() -> None:
    """Signals are again as they are in any program."""
    for name in ENDINGS:
        usual = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
        with suppress(AttributeError, ValueError):
            signal.signal(getattr(signal, name), usual)


def farewell(number: int, session: str | None, database: str = "", *, writing: bool = False) -> None:
    """Say on standard error that signal *number* ended the program and what is kept; nobody may be there to read it.

    *database*: see `words`. *writing*: an editor was open, and had to be closed.
    """
    said = [ENDINGS[signal.Signals(number).name]]
    if writing:
        said.append("What you were writing in the editor was not kept.")
    if session is not None:
        said += [SAFE, f"Go on with: sim resume {session}{database}"]
    with suppress(OSError, ValueError):
        if sys.stderr.isatty():
            print("\n".join(clean(line) for line in said), file=sys.stderr, flush=True)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # a terminal that is gone would spoil the exit code
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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
