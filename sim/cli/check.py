"""`sim check`: what is wrong with scenarios, where, and what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli.errors import FAILED, NOT_UNDERSTOOD, said_on_purpose, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.format import Diagnostic, Reading

EPILOG = """\
\b
Exit codes:
  0  no errors (there may be warnings)
  1  errors: such a case can't be played
  2  there is no such case or path

\b
Keys of each JSON object: code, severity (error or warning), file, line and column (from 1;
line 0: the file as a whole), message, hint (may be empty). With --overlaps it is one object instead: diagnostics
(that list) and overlaps, objects with case, scene, choice, dimension (protocol or coordination) and counted
(the rules, or the facts, that the same act would be counted by).
"""


@click.command(name="check", epilog=EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option(
    "--overlaps", "listed", is_flag=True, help="List the choices whose credit counts what rules or needs count."
)
@click.pass_context
def command(ctx: click.Context, paths: Sequence[str], as_json: bool, listed: bool) -> None:
    """Check scenarios that you write or change.

    PATH is the folder of a scenario, its scenario.yaml, or the name of a case that comes with the program. All errors
    are printed at once, each with its place, the line, and what would be right. Nothing is written.
    """
    from sim.format import FormatError, locate, read
    from sim.format.cleaning import clean

    entries: list[dict[str, Any]] = []
    twice: list[dict[str, Any]] = []
    errors = warnings = missing = 0
    for asked in paths:
        try:
            path = locate(asked)
            reading = read(path)
        except FormatError as error:
            say(f"Error: {said_on_purpose(error)}")
            missing += 1
            continue
        folder = _folder(asked, path)
        if as_json:
            entries += [entry(diagnostic, folder) for diagnostic in reading.diagnostics]
            twice += overlap_entries(asked, reading) if listed else ()
        else:
            _print(reading, folder)
            say(summary(asked, reading))
            for line in out_of_force(asked, reading):
                say(line)
            for line in counted_once(asked, reading, listed=listed):
                if listed:
                    click.echo(clean(line))  # what was asked for is data
                else:
                    say(line)
        errors += len(reading.errors)
        warnings += len(reading.diagnostics) - len(reading.errors)
    if as_json:
        import json

        found = {"diagnostics": entries, "overlaps": twice} if listed else entries
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    ctx.exit(NOT_UNDERSTOOD if missing else FAILED if errors else 0)


def entry(diagnostic: Diagnostic, folder: str) -> dict[str, Any]:
    """*diagnostic* as an object of the list, as `sim check --help` describes it."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "file": folder + diagnostic.file,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def summary(asked: str, reading: Reading) -> str:
    """What came of a check, in a sentence."""
    errors = len(reading.errors)
    warnings = len(reading.diagnostics) - errors
    if not reading.diagnostics:
        return f"{asked}: nothing to mend."
    counted = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    ending = "It can't be played yet." if errors else "It can be played."
    return f"{asked}: {' and '.join(counted)}. {ending}"


def out_of_force(asked: str, reading: Reading) -> list[str]:
    """Which rules do not hold on the day of the case, where others of their pack do: a line for each pack, and no warning.

    That nothing of a pack holds is a warning of its own (F705).
    """
    from sim.engine.parties import day

    if reading.scenario is None:
        return []
    when = day(reading.scenario)
    lines = []
    for pack in reading.packs:
        here = [rule for rule in pack.rules.values() if not rule.holds_on(when)]
        if here and len(here) < len(pack.rules):
            ended = [f"{rule.id} (until {rule.effective_to})" for rule in here if when > rule.effective_to > ""]
            to_come = [f"{rule.id} (from {rule.effective_from})" for rule in here if rule.effective_from > when]
            which = ", ".join((*ended, *to_come))
            lines.append(f"{asked}: not in force on {when}, so shown and not scored: {which}, of the pack {pack.name}.")
    return lines


TWICE: dict[str, tuple[str, str]] = {
    "protocol": ("protocol adherence", "do what a rule of the packs counts"),
    "coordination": ("coordination", "tell what somebody needs"),
}
"""Dimension -> its name, and what choices with credit in it may do that is counted elsewhere, too."""


def counted_once(asked: str, reading: Reading, *, listed: bool = False) -> list[str]:
    """In how many choices the author's credit counts an act that a rule or a need would count, too; *listed*: which."""
    from sim.format.overlaps import overlaps

    if reading.scenario is None:
        return []
    found = overlaps(reading.scenario, reading.packs)
    lines = []
    for dimension, (title, what) in TWICE.items():
        here = [each for each in found if each.dimension == dimension]
        if here:
            many = f"{len(here)} choices have" if len(here) > 1 else "1 choice has"
            said = f"{asked}: {many} credit in {title} and {what}: one act counts once, so the credit is the point."
            lines.append(said if listed else f"{said} Which: --overlaps")
            lines += [f"  {each.scene}, {each.choice}: {', '.join(each.names)}" for each in here if listed]
    return lines


def overlap_entries(asked: str, reading: Reading) -> list[dict[str, Any]]:
    """What `counted_once` lists, as objects, as `sim check --help` describes them."""
    from sim.format.overlaps import overlaps

    if reading.scenario is None:
        return []
    return [
        {
            "case": asked,
            "scene": each.scene,
            "choice": each.choice,
            "dimension": each.dimension,
            "counted": list(each.names),
        }
        for each in overlaps(reading.scenario, reading.packs)
    ]


def _print(reading: Reading, folder: str) -> None:
    from sim.format.diagnostics import drawn

    for diagnostic in reading.diagnostics:
        click.echo(drawn(diagnostic, folder=folder))


def _folder(asked: str, path: Path) -> str:
    """What stands before the names of files: the folder as it was asked for, so that the places can be opened."""
    import os

    from sim.format.cleaning import clean

    inside = path if path.is_dir() else path.parent
    if str(path) != asked:  # a shipped case, asked for by its name
        shorter = os.path.relpath(inside)
        inside = inside if shorter.startswith("..") else type(inside)(shorter)
    place = clean(str(inside))
    return "" if place == "." else place.rstrip("/") + "/"
