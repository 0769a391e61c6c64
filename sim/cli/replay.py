"""`sim replay`: a session computed again from its log, and compared with what was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import click

from sim.cli.errors import Failed, Misunderstood
from sim.cli.ground import Ground

if TYPE_CHECKING:
    from sim.engine import AnyEvent, Book
    from sim.engine.protocols import Pack
    from sim.sessions import Result
    from sim.sessions.recount import Finding

EPILOG = """\
\b
Keys of the JSON object:
  agrees    true if nothing differs
  session   the id, if it is known
  scenario  the name of the case
  events    the length of the log
  findings  a list of: what (numbers, state, commands, scenario, packs, log, views, score), agrees
            (null: there was nothing to compare), said (a sentence)

\b
Exit codes:
  0  it agrees
  1  it differs, or it cannot be read
  2  an unknown option, or no such file, session or database
"""


@click.command(epilog=EPILOG)
@click.argument("what", metavar="FILE|ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_obj
def command(ground: Ground, what: str, as_json: bool) -> None:
    """Recompute a session from its log and say whether it agrees with what was stored.

    ID is a session (see sim sessions) or the beginning of its id, or last for the newest; FILE was written by
    sim log, best with --bundle. The
    commands in the log are given to the rules again and must make the same events; state and score are recomputed and
    compared with what was stored. Scores are compared only if the same version of the scoring made them.
    """
    from sim.sessions.recount import recount

    session, book, digest, log, results, packs = _found(ground, what)
    findings = recount(book, digest, log, results, packs)
    agrees = all(finding.agrees is not False for finding in findings)
    if as_json:
        import json

        answer: dict[str, Any] = {
            "agrees": agrees,
            "session": session,
            "scenario": book.scenario.name,
            "events": len(log),
            "findings": [_entry(finding) for finding in findings],
        }
        click.echo(json.dumps(answer, indent=2))
    else:
        from sim.format.cleaning import clean

        for finding in findings:
            verdict = "not compared" if finding.agrees is None else "agrees" if finding.agrees else "DIFFERS"
            click.echo(clean(f"{finding.what}: {verdict}. {finding.said}"))
        alone = agrees and not any(finding.what == "log" for finding in findings)
        agreed = (
            "It agrees with itself; no score was stored to compare it with."
            if alone
            else "It agrees with what was stored."
        )
        click.echo(agreed if agrees else "It does not agree with what was stored.")
    if not agrees:
        raise click.exceptions.Exit(1)


def _entry(finding: Finding) -> dict[str, Any]:
    return {"what": finding.what, "agrees": finding.agrees, "said": finding.said}


Found: TypeAlias = "tuple[str | None, Book, str, list[AnyEvent], list[Result], tuple[Pack, ...]]"


def _found(ground: Ground, what: str) -> Found:
    """The session's id if known, the book, the digest of its text, the log, the stored results, and the packs it began with."""
    from pathlib import Path

    path = Path(what)
    if path.exists() or path.suffix or len(path.parts) > 1:
        return _in_file(path, ground.database)
    from sim.sessions import open_record, open_store

    store = open_store(ground.db, create=False)
    try:
        record = open_record(store, what)
    finally:
        store.close()
    return record.row.id, record.book, record.row.digest, record.log, record.results, record.packs


def _in_file(path: Any, database: str) -> Found:
    from sim.engine import prepare
    from sim.engine.events import Began
    from sim.format import open_scenario, read_files, shipped
    from sim.sessions.bundle import read_bundle

    if not path.exists():
        raise Misunderstood(f"There is no file {path}. A session is named by its id: see sim sessions{database}.")
    bundle = read_bundle(path)
    began = bundle.log[0]
    assert isinstance(began, Began)
    if bundle.files:
        reading = read_files(bundle.files)
    else:
        shipped_as = shipped().get(began.scenario)  # a log is not believed where it names a path
        if shipped_as is None:
            raise Failed(
                f"{path} is a plain log of the case {began.scenario}, which does not come with this program. "
                "Export it with its text: sim log ID --bundle"
            )
        reading = open_scenario(shipped_as)
    if reading.scenario is None:
        raise Failed(f"{path}: this version of the program can't read the text of the case {began.scenario}.")
    session = bundle.session.get("id")
    book = prepare(reading.scenario, began.setup.seed)
    name = session if isinstance(session, str) else None
    return name, book, reading.digest, bundle.log, bundle.results, bundle.packs
