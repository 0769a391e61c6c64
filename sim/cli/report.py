"""`sim report`: the after-action report of a session, to file, to print or to work on."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from sim.cli.errors import Failed, say
from sim.cli.ground import Ground

if TYPE_CHECKING:
    from sim.reports import Kind

TABLES = ("items", "decisions", "rows", "needs", "protocol", "critical")
"""The tables of --csv, as `sim.reports.tables` makes them; a test compares the two."""

EPILOG = """\
\b
Kinds of report (or give --output a name that ends in .html, .md, .csv or .json):
  --html  one file for a browser, to read and to print; it needs nothing else
  --md    Markdown, to go on writing in: the improvement plan has columns to fill in
  --csv   one table (see --table), a row each, for a spreadsheet
  --json  everything, for programs; docs/reports.md says what is in it

\b
Tables of --csv:
  items      what was judged, a row for each item and owner (the usual one)
  decisions  each decision, and what came of it
  rows       where the points of decisions went
  needs      who needed which fact by when, and when it came
  protocol   each rule of the protocol packs, and its verdict
  critical   each critical error, and what a person found of it

\b
Exit codes:
  0  done
  1  the report cannot be written (a file is there already, no room, no access), or the log cannot be scored
  2  an unknown option or table, or no such session or folder
"""


@click.command(epilog=EPILOG)
@click.argument("session", metavar="ID")
@click.option("--html", "html", is_flag=True, help="A page for a browser.")
@click.option("--md", "md", is_flag=True, help="Markdown.")
@click.option("--csv", "csv", is_flag=True, help="A table.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--output", "-o", metavar="FILE", help="Write to this file; - or nothing: to standard output.")
@click.option("--table", type=click.Choice(TABLES), help="Which table, with --csv.")
@click.option("--full", is_flag=True, help="With all evidence open on the page, or in the text.")
@click.option("--names", is_flag=True, help="With the names of persons, and the notes they wrote.")
@click.option("--force", is_flag=True, help="Replace the file if it is there already.")
@click.pass_obj
def command(
    ground: Ground,
    session: str,
    html: bool,
    md: bool,
    csv: bool,
    as_json: bool,
    output: str | None,
    table: str | None,
    full: bool,
    names: bool,
    force: bool,
) -> None:
    """Make the after-action report of a session, with its improvement plan.

    ID is what sim sessions lists, or the beginning of it, or last for the newest. Names of persons and notes are left out
    unless you ask for them. A session that is not finished is reported as far as it went.

    A whole case makes about 15 sheets of paper. What is folded on the page is left out of a print and of the text, which
    say so; with --full it is all there, on about 50 sheets.
    """
    place = None if output in (None, "-") else Path(output or "")
    if output == "":
        raise click.BadParameter("this is no path.", param_hint="--output")
    kind = _kind({"html": html, "md": md, "csv": csv, "json": as_json}, place)
    if kind is None:
        raise click.UsageError(
            "Say which kind of report: --html, --md, --csv or --json. "
            f"A page to read and print: sim report {quote(session)} --output report.html{ground.database}"
        )
    if table is not None and kind != "csv":
        raise click.UsageError("--table goes with --csv.")
    if full and kind not in ("html", "md"):
        raise click.UsageError("--full goes with --html or --md: tables and JSON always have everything.")
    if force and place is None:
        raise click.UsageError("--force goes with --output FILE.")
    from sim.reports import render
    from sim.reports.file import put
    from sim.reports.session import material_of
    from sim.sessions import open_store

    store = open_store(ground.db, create=False)
    try:
        material = material_of(store, session, names=names)
    finally:
        store.close()  # before writing: a slow disk must not keep anybody from playing
    if not material.card.ended:
        say(f"Session {material.origin.session} is not finished: this is the report as far as it went.")
    try:
        text = render(material, kind, table or "items", full=full)
    except ValueError as error:
        raise Failed(str(error)) from error
    if place is None:
        _print(text)
        return
    say(f"Written: {put(place, text, kind, force=force)}")


def _print(text: str) -> None:
    """Write *text* to standard output. Raises `Failed` where it takes no more."""
    try:
        click.echo(text.encode(), nl=False)  # bytes: a file is UTF-8, whatever the terminal speaks
    except BrokenPipeError:
        raise  # whoever reads has had enough
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise Failed(
            f"The report can’t be written to standard output: {why}. Write it to a file: --output FILE."
        ) from error


def _kind(asked: dict[Kind, bool], place: Path | None) -> Kind | None:
    """The one kind that was asked for, by an option or by the end of the file's name."""
    from sim.reports.file import kind_of

    kinds = [kind for kind, wanted in asked.items() if wanted]
    if len(kinds) > 1:
        raise click.UsageError(f"One kind of report at a time: --{' or --'.join(kinds)}.")
    if kinds:
        return kinds[0]
    return kind_of(place) if place is not None else None
