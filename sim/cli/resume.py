"""`sim resume`: go on with a session where it stood."""

from __future__ import annotations

import click

from sim.cli.ground import Ground

EPILOG = """\
\b
Exit codes:
  0  played on, or left: what was played is kept
  1  the session cannot be read or kept
  2  an unknown option, no such session or database, or no terminal for the app
"""


@click.command(epilog=EPILOG)
@click.argument("session", metavar="ID")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, pipes and tests.")
@click.pass_obj
def command(ground: Ground, session: str, plain: bool) -> None:
    """Go on with a session.

    ID is what sim sessions lists, or the beginning of it, or last for the newest. The session is paused
    where it stood; nothing that was
    confirmed is lost. One that has ended opens at its debrief.
    """
    if plain:
        from sim.cli.plainly import resume_plainly

        resume_plainly(ground, session)
        return
    from sim.cli.app import need_terminal, open_app
    from sim.sessions import open_store

    store = open_store(ground.db, create=False)
    try:
        name = store.find(session)
    finally:
        store.close()
    need_terminal(f"sim resume {session} --plain{ground.database}")
    from sim.tui.app import Resume

    open_app(ground, Resume(name))
