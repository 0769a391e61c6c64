"""`sim doctor`: what is here, what is wrong with it, and how to mend it."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from sim.cli.ground import Ground

if TYPE_CHECKING:
    from sim.sessions.health import Health

LIBRARIES = ("textual", "rich", "click", "pyyaml", "sqlite-utils", "msgspec", "markdown-it-py", "platformdirs")
"""What this program runs on; its versions are worth knowing."""

SMALLEST = (80, 24)
"""Columns and rows that the screens need."""

LITTLE_ROOM = 50 * 1024 * 1024
"""Bytes of free disk below which it is worth a word."""

EPILOG = """\
\b
Keys of the JSON object:
  well       true if nothing is wrong
  versions   of the program, Python, SQLite and the libraries; engine: interpreted or compiled
  paths      the program, the database, the settings and where reports of crashes are put
  terminal   what is known of it
  database   file, size, rights, tables, journal, sessions; nothing in it is changed
  findings   a list of: severity (wrong or note), what (a sentence), mend (what to do)

\b
Exit codes:
  0  nothing is wrong
  1  something is, and the findings say what
  2  an unknown option
"""


@click.command(epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_obj
def command(ground: Ground, as_json: bool) -> None:
    """Say what is wrong with this installation, and how to mend it.

    Nothing is changed. Send the output along when you ask somebody for help: it holds nothing that was played or written. Its
    paths may show your user name.
    """
    report = examined(ground)
    if as_json:
        import json

        click.echo(json.dumps(report, indent=2))
    else:
        from sim.format.cleaning import clean

        for text in lines(report):
            click.echo(clean(text))
    if not report["well"]:
        raise click.exceptions.Exit(1)


def examined(ground: Ground) -> dict[str, Any]:
    """The report, as the JSON object that `sim doctor --help` describes."""
    from pathlib import Path

    from sim.sessions import default_path
    from sim.sessions.health import examine

    health = examine(Path(ground.db) if ground.db is not None else default_path())
    terminal = terminal_of()
    findings = [
        *of_libraries(),
        *of_cases(),
        *of_folder(ground, health),
        *of_database(health),
        *of_settings(),
        *of_terminal(terminal),
    ]
    return {
        "well": all(finding["severity"] != "wrong" for finding in findings),
        "versions": versions(),
        "paths": paths(health),
        "terminal": terminal,
        "database": {
            "exists": health.exists,
            "size": health.size,
            "rights": health.mode,
            "writable": health.writable,
            "tables": health.version,
            "journal": health.journal,
            "sessions": health.sessions,
            "unfinished": health.unfinished,
            "free": health.free,
        },
        "findings": findings,
    }


def lines(report: dict[str, Any]) -> list[str]:
    """The report as lines that can be read aloud."""
    found: list[str] = []
    for part in ("versions", "paths", "terminal", "database"):
        for name, value in report[part].items():
            if value not in (None, ""):
                shown = ("yes" if value else "no") if isinstance(value, bool) else value
                if name in ("size", "free"):
                    shown = f"{int(value) / 1_000_000:,.1f} MB"  # twelve digits in a row are no number when heard
                found.append(f"{part}: {name} {shown}")
    for finding in report["findings"]:
        found.append(f"{finding['severity'].upper()}: {finding['what']} {finding['mend']}".rstrip())
    found.append("Nothing is wrong." if report["well"] else "Something is wrong: see the lines that begin with WRONG.")
    return found


def versions() -> dict[str, str | None]:
    """Name -> version; None: it is not there."""
    import platform
    import sqlite3

    from sim import __version__
    from sim.engine import COMPILED

    return {
        "joint-response": __version__,
        "engine": "compiled" if COMPILED else "interpreted",
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "sqlite": sqlite3.sqlite_version,
        **{name: version_of(name) for name in LIBRARIES},
    }


def version_of(library: str) -> str | None:
    """The version of an installed library."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:
        return None


def paths(health: Health) -> dict[str, str]:
    """Where things are."""
    from pathlib import Path

    import sim
    from sim.sessions.report import folder
    from sim.settings import place

    return {
        "program": str(Path(sim.__file__).parent),
        "python": sys.executable,
        "database": health.path,
        "settings": str(place()),
        "reports": str(folder()),
    }


def terminal_of() -> dict[str, Any]:
    """What is known of the terminal; no size where there is none."""
    here = sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()
    columns, rows = shutil.get_terminal_size() if here else (None, None)
    return {
        "interactive": here,
        "columns": columns,
        "rows": rows,
        "kind": os.environ.get("TERM", ""),
        "colours": os.environ.get("COLORTERM", ""),
        "no_color": bool(os.environ.get("NO_COLOR")),
        "encoding": (sys.stdout.encoding if sys.stdout is not None else "") or "",
    }


def wrong(what: str, mend: str) -> dict[str, str]:
    """A finding that keeps something from working."""
    return {"severity": "wrong", "what": what, "mend": mend}


def note(what: str, mend: str = "") -> dict[str, str]:
    """A finding that is worth knowing."""
    return {"severity": "note", "what": what, "mend": mend}


def of_libraries() -> list[dict[str, str]]:
    """Libraries that are missing."""
    return [
        wrong(f"The library {name} is not installed.", "Install this program again: pip install joint-response")
        for name in LIBRARIES
        if version_of(name) is None
    ]


def of_cases() -> list[dict[str, str]]:
    """Cases that should have come with the program."""
    from sim.format import shipped

    if shipped():
        return []
    return [wrong("No case came with this program.", "Install it again: pip install --force-reinstall joint-response")]


def of_folder(ground: Ground, health: Health) -> list[dict[str, str]]:
    """A folder that was named with `--db` and is not there: only the usual one is made."""
    from pathlib import Path

    folder = Path(health.path).parent
    if ground.db is None or folder.exists():
        return []
    return [wrong(f"There is no folder {folder}.", "Make it first, or name another place with --db.")]


def of_database(health: Health) -> list[dict[str, str]]:
    """What is wrong with the database, and with the SQLite that reads it."""
    import sqlite3

    from sim.sessions import schema
    from sim.sessions.database import wal_fault

    found = []
    for problem in health.problems:
        found.append(wrong(f"{health.path}: {problem}", _mend(health, problem)))
    if not health.writable and not health.problems:
        what = f"{health.path} can't be written." if health.exists else f"The folder of {health.path} can't be written."
        found.append(wrong(what, "Change the rights on file and folder, or use another place with --db PATH."))
    if os.name == "posix" and health.exists and health.mode and int(health.mode, 8) & 0o077:
        found.append(note(f"{health.path} can be read by others (rights {health.mode}).", f"chmod 600 {health.path}"))
    if health.ours and health.version is not None and health.version < schema.VERSION:
        found.append(note("The database is of an older version.", "It is brought forward when it is next used."))
    if health.unfinished_write:
        found.append(
            note(
                "A program was interrupted while writing.",
                "The next one to open the database takes back what was half done.",
            )
        )
    if health.free is not None and health.free < LITTLE_ROOM:
        found.append(wrong(f"Only {health.free // 1024 // 1024} MB of the disk are free.", "Make room."))
    if wal_fault(sqlite3.sqlite_version_info):
        if health.journal == "wal":
            found.append(
                wrong(
                    f"The database is in WAL mode, in which SQLite {sqlite3.sqlite_version} can lose what was written.",
                    "Close all programs that use it and open it with this one: it goes back to the safe way.",
                )
            )
        else:
            found.append(
                note(
                    f"SQLite {sqlite3.sqlite_version} can lose what two programs write at once in WAL mode.",
                    "This program does not use that mode here; open the database with others for reading only.",
                )
            )
    return found


def _mend(health: Health, problem: str) -> str:
    if "newer version" in problem:
        return "Update this program, or use another database with --db PATH."
    if (
        "another program" in problem
        or "not a database" in problem
        or "is a folder" in problem
        or "is not a file" in problem
    ):
        return "Name the right file with --db PATH (or JOINT_RESPONSE_DB)."
    return (
        f"Copy the file first. Then save what can be saved: sqlite3 {health.path} .recover | sqlite3 mended.db, and use "
        "it with --db mended.db."
    )


def of_settings() -> list[dict[str, str]]:
    """What is wrong in the file of settings; the program runs all the same."""
    from sim.settings import load, place
    from sim.tui.ownkeys import problems

    found = load()
    what = wrong if found.broken else note
    return [
        what(f"{place()}{f', line {each.line}' if each.line else ''}: {each.what}", each.mend)
        for each in problems(found)
    ]


def of_terminal(terminal: dict[str, Any]) -> list[dict[str, str]]:
    """What the screens will not like about the terminal."""
    if not terminal["interactive"]:
        return []
    found = []
    columns, rows = terminal["columns"], terminal["rows"]
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        found.append(
            note(
                f"The terminal has {columns} columns and {rows} rows; the screens are made for {SMALLEST[0]} and {SMALLEST[1]}.",
                "Make it larger, or play line by line with --plain.",
            )
        )
    if terminal["kind"] in ("", "dumb"):
        found.append(note("This terminal says that it can't place text.", "Play line by line with --plain."))
    if "utf" not in terminal["encoding"].lower():
        found.append(
            note(
                f"The terminal's encoding is {terminal['encoding']}.", "Set it to UTF-8 (PYTHONUTF8=1, or the locale)."
            )
        )
    return found
