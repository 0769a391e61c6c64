"""A report as a file: whole or not at all, and never in the place of another one unless that was asked for.

The only module of this room that touches the disk.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from sim.reports.errors import ReportError
from sim.reports.rendering import KINDS, Kind

SUFFIXES: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".csv": "csv",
    ".json": "json",
}
"""The end of a file's name -> the kind of report that it names."""

MARK = "\ufeff"
"""What a CSV file begins with: without it spreadsheets take its letters for those of another century."""

REASONS = {
    errno.ENOSPC: ("no_room", "the disk is full.", "Make room, or name another place."),
    errno.EDQUOT: ("no_room", "your share of the disk is used up.", "Make room, or name another place."),
    errno.EROFS: ("not_writable", "the place is read-only.", "Name another place."),
    errno.EACCES: ("not_writable", "nothing may be written there.", "Name another folder, or ask whoever owns it."),
    errno.EPERM: ("not_writable", "nothing may be written there.", "Name another folder, or ask whoever owns it."),
    errno.ENAMETOOLONG: ("not_a_name", "the name is too long.", "Name a shorter one."),
    errno.ENOENT: ("no_such_folder", "there is no such folder.", "Make it first, or name another one."),
    errno.ENOTDIR: ("no_such_folder", "there is no such folder.", "Make it first, or name another one."),
}
"""What the system refused -> a code, what is wrong, and the remedy."""


def kind_of(path: Path) -> Kind | None:
    """The kind of report that the name of *path* asks for; None: it says nothing."""
    return SUFFIXES.get(path.suffix.lower())


def suggested(session: str, kind: Kind) -> str:
    """A name for the file of a report."""
    assert kind in KINDS
    return f"report-{session}.{kind}"


def put(path: Path, text: str, kind: Kind, *, force: bool = False) -> Path:
    """Write *text* to *path*; the path it got, made absolute. Raises `ReportError`, and then nothing has changed.

    It is written beside its place under another name first and then renamed, so that no half report is ever there.
    *force*: put it in the place of a file that is there already.
    """
    try:
        place = path.expanduser().absolute()
        place = place.resolve() if place.is_symlink() else place
        if place.is_dir():
            raise ReportError("not_a_file", f"{place} is a folder.", place=str(place), hint="Name a file in it.")
        if place.exists() and not place.is_file():
            raise ReportError("not_a_file", f"{place} is no ordinary file.", place=str(place), hint="Name another one.")
        if place.exists() and not force:
            raise _taken(place)
        _write(place, (MARK + text if kind == "csv" else text).encode("utf-8"), force)
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: `~nobody`; ValueError: a name with a NUL
        raise _refused(path, error) from error
    return place


def _write(place: Path, content: bytes, force: bool) -> None:
    beside = place.with_name(f".{place.name[:80]}.{token_hex(6)}.tmp")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if force or not _linked(beside, place):
            os.replace(beside, place)
    finally:
        with suppress(OSError):
            beside.unlink()


def _linked(beside: Path, place: Path) -> bool:
    """Give what was written its name, unless another file got it in the meantime; False: this file system can't do that."""
    try:
        os.link(beside, place)
    except FileExistsError:
        raise _taken(place) from None
    except OSError:
        if place.exists():
            raise _taken(place) from None
        return False
    return True


def _taken(place: Path) -> ReportError:
    return ReportError(
        "exists", f"{place} is there already.", place=str(place), hint="Name another file, or replace it with --force."
    )


def _refused(path: Path, error: Exception) -> ReportError:
    number = error.errno if isinstance(error, OSError) else None
    usual = f"{str(error.strerror or error).lower() if isinstance(error, OSError) else error}."
    code, said, hint = REASONS.get(number or 0, ("not_written", usual, "Name another place."))
    return ReportError(code, f"{path} can’t be written: {said}", place=str(path), hint=hint)
