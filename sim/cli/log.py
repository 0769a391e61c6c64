"""`sim log`: a session's events, one JSON object a line."""

from __future__ import annotations

import click

from sim.cli.ground import Ground

EPILOG = """\
\b
Keys of every line: seq (1, 2, 3 ...), event (its kind), at (seconds of case time),
seen_by (roles); given is the command that it is the first consequence of.

\b
With --bundle there are more lines, known by their first key:
  bundle   the first line: format, program, and the session as sim sessions lists it
  file     a file of the scenario's text, as the session began with it
  pack     a protocol pack that the session began with, and its digest
  result   a score that was stored, with the hashes of what made it
  end      the last line: how many events there are, and their SHA-256

\b
Exit codes:
  0  done
  1  the database cannot be read
  2  an unknown option, or no such session or database
"""


@click.command(epilog=EPILOG)
@click.argument("session", metavar="ID")
@click.option(
    "--bundle", is_flag=True, help="Add the scenario's text and the scores, so that it can be replayed anywhere."
)
@click.pass_obj
def command(ground: Ground, session: str, bundle: bool) -> None:
    """Print a session's events, one JSON object a line.

    ID is a session (see sim sessions) or the beginning of its id, or last for the newest. This works while the
    session is being played, too. Persons
    appear under pseudonyms, and notes are not printed.
    """
    from sim.sessions.bundle import bundle_lines, event_lines
    from sim.sessions.sqlite import open_store

    store = open_store(ground.db, create=False)
    try:
        found = store.find(session)
        lines = list(bundle_lines(store, found) if bundle else event_lines(store, found))
    finally:
        store.close()  # before printing: a slow reader must not keep anybody from playing
    for line in lines:
        click.echo(line)
