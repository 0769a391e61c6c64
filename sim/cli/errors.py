"""Errors as sentences: what was wrong, where, and what to do; and the exit code that says so to a program.

Three kinds arrive here:

    an error that a room of this program raises on purpose   its words and its remedy, 1 or 2
    an error of the machine (no such file, disk full, ...)   the place, what the system said, a remedy if one is known
    anything else                                            a fault of ours: a report file, and how to go on
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.cli.ground import Ground

FAILED = 1
NOT_UNDERSTOOD = 2

REMEDIES = {
    errno.ENOSPC: "The disk is full: make room, or use another place with --db PATH.",
    errno.EROFS: "The place is read-only: use another one with --db PATH.",
    errno.EACCES: "Ask whoever owns it for access, or use another place with --db PATH.",
    errno.EPERM: "Ask whoever owns it for access, or use another place with --db PATH.",
    errno.EMFILE: "Too many files are open: close some programs and try again.",
}
"""System error -> what a person can do about it."""


class Misunderstood(click.ClickException):
    """What was asked for cannot be answered: an unknown name, or something that is not there (exit code 2)."""

    exit_code = NOT_UNDERSTOOD


class Failed(click.ClickException):
    """What was asked for did not work (exit code 1)."""

    exit_code = FAILED


def unknown(what: str, word: str, known: Iterable[str]) -> NoReturn:
    """Raise that *word* names no *what*, with what is there and the nearest of it."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(word.lower(), names, n=1)
    there = f" Did you mean {near[0]}?" if near else ""
    raise Misunderstood(f"There is no {what} {word!r}.{there} There is: {', '.join(names)}.")


def explain(error: Exception, ground: Ground | None) -> int:
    """Say on standard error what *error* means to a person; the exit code."""
    if isinstance(error, BrokenPipeError):
        hush()
        return FAILED
    if (words := said_on_purpose(error)) is not None:
        say(f"Error: {words}")
        return exit_code(error)
    if isinstance(error, OSError):
        say(f"Error: {of_the_system(error)}")
        hush()  # where the output takes nothing, what is left in its buffer would fail again when the interpreter ends
        return NOT_UNDERSTOOD if isinstance(error, FileNotFoundError | NotADirectoryError) else FAILED
    say(apology(error, ground))
    return FAILED


def said_on_purpose(error: Exception) -> str | None:
    """The words of an error that a room raised on purpose, with its place and remedy; None: it is not one.

    Each room has one root of exceptions with `code`, `place` and `hint`; they are known by that, so that no room has to
    be imported here.
    """
    if not all(isinstance(getattr(error, name, None), str) for name in ("code", "place", "hint")):
        return None
    message, place, hint = (
        str(error.args[0]) if error.args else "",
        getattr(error, "place", ""),
        getattr(error, "hint", ""),
    )
    parts = [message if place in message else f"{place}: {message}", hint]
    return " ".join(part for part in parts if part)


def exit_code(error: Exception) -> int:
    """2 for what is not there or not understood, by the stable code that the error carries; otherwise 1."""
    code = str(getattr(error, "code", ""))
    return NOT_UNDERSTOOD if code.startswith(("no_such", "unknown", "not_a", "ambiguous")) else FAILED


def of_the_system(error: OSError) -> str:
    """What the operating system refused, where, and a remedy where one is known."""
    what = error.strerror or str(error) or type(error).__name__
    place = f"{error.filename}: " if error.filename else ""
    remedy = REMEDIES.get(error.errno or 0, "")
    return f"{place}{what[:1].lower()}{what[1:]}. {remedy}".strip()


def apology(error: Exception, ground: Ground | None) -> str:
    """What to say of a fault of ours: that the session is safe, how to go on, and where the report is."""
    import traceback

    from sim.sessions import report
    from sim.sessions.report import write_report

    lines = [f"Error: something in this program broke ({type(error).__name__}). That is our fault and not yours."]
    if ground is not None and ground.session is not None:
        lines.append(f"{report.SAFE} Go on with: sim resume {ground.session}{ground.database}")
    path = write_report(traceback.format_exception(error), ground.session if ground is not None else None)
    lines.append(report.NO_FOLDER if path is None else f"A report is in {path}\n{report.CONTENT}")
    return "\n".join(lines)


def say(text: str) -> None:
    """Write *text* to standard error, cleaned; a standard error that is closed is no reason to break."""
    from sim.format.cleaning import clean

    try:
        click.echo(clean(text), err=True)
    except OSError:
        hush()


def hush() -> None:
    """Nobody reads us any more: let what is still buffered go nowhere, quietly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(nowhere, stream.fileno())
