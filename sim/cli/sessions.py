"""`sim sessions`: what was played here, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli.errors import say
from sim.cli.ground import Ground

if TYPE_CHECKING:
    from sim.sessions import SessionRow

EPILOG = """\
\b
Keys of each JSON object:
  id                        the session; any unique beginning of it will do in commands
  scenario, title, digest   what it plays, and the hash of the text it began with
  roles                     role -> pseudonym of the person who plays it
  mode, pace, seed, room    how it is played
  started, ended            ISO 8601, UTC; ended is null while it can be resumed
  ending                    the ending it reached, if any
  how                       how it ended: finished, declared, stopped (by hand) or stalled (the
                            case could go no further: its fault); empty while it can be resumed
  seconds, events           case time that has run, and the length of the log
  parent, parent_seq        of a rewind: the session it came from, and the event
  semantics                 the number of the rules it was played under

\b
Exit codes:
  0  done (also when there is no session yet)
  1  the database cannot be read
  2  an unknown option, or no such database
"""


@click.command(epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of lines.")
@click.pass_obj
def command(ground: Ground, as_json: bool) -> None:
    """List your sessions, the latest first.

    One that has not ended is resumed with: sim resume ID. One that has ended is looked back on with: sim debrief ID.
    """
    rows = kept(ground)
    if as_json:
        import json

        click.echo(json.dumps([entry(row) for row in rows], indent=2))
        return
    for row in rows:
        click.echo(line(row))
    if not rows:
        say(f"There is no session yet. Begin one with: sim play NAME{ground.database} (sim list shows the names).")


def kept(ground: Ground) -> list[SessionRow]:
    """All sessions; none, if nothing was ever played with the usual database."""
    from sim.sessions import default_path, open_store

    if ground.db is None and not default_path().exists():
        return []
    store = open_store(ground.db, create=False)
    try:
        return store.sessions()
    finally:
        store.close()


def entry(row: SessionRow) -> dict[str, Any]:
    """*row* as an object of the list, as `sim sessions --help` describes it."""
    return {
        "id": row.id,
        "scenario": row.scenario,
        "title": row.title,
        "digest": row.digest,
        "roles": row.persons,
        "mode": row.mode,
        "pace": row.pace,
        "seed": row.seed,
        "room": row.room,
        "started": row.started,
        "ended": row.ended,
        "ending": row.ending,
        "how": row.how,
        "seconds": row.seconds,
        "events": row.events,
        "parent": row.parent,
        "parent_seq": row.parent_seq,
        "semantics": row.semantics,
    }


def line(row: SessionRow) -> str:
    """*row* in one line that can be read aloud."""
    from sim.format.cleaning import clean

    roles = " and ".join(row.persons) or "nobody"
    minutes = row.seconds // 60
    length = f"{minutes} min of the case" if minutes else f"{row.seconds} s of the case"
    state = f"ended: {row.ending or row.how or 'stopped'}" if row.ended else "can be resumed"
    if not row.of_these_rules:
        left = f"{state}, " if row.ended else ""
        state = f"{left}played under rules number {row.semantics}: not for this version"
    rewound = f", a rewind of {row.parent}" if row.parent else ""
    begun = row.started.replace("T", " ").removesuffix("Z")
    text = f"{row.id}: {row.title}, as {roles}. {row.mode}, {row.pace}{rewound}. Begun {begun} UTC, {length}, {state}."
    return clean(text).replace("\n", " ")
