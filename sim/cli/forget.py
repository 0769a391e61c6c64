"""`sim forget`: who played, and what they wrote, deleted for good."""

from __future__ import annotations

import sys

import click

from sim.cli.errors import Misunderstood, say
from sim.cli.ground import Ground

EPILOG = """\
\b
Exit codes:
  0  done (or left alone, if you did not say yes)
  1  the database cannot be read or written
  2  an unknown option, or no such person or database
"""


@click.command(epilog=EPILOG)
@click.argument("person", metavar="PERSON")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.pass_obj
def command(ground: Ground, person: str, yes: bool) -> None:
    """Delete who a person is, and all that they wrote.

    PERSON is a name, or a pseudonym as sim sessions --json shows it. The name, all notes of that person and the reasons
    of their ratings are deleted and cannot be brought back. What was played stays: the record knows pseudonyms only. So
    do the letters of ratings, and the cards of a hot wash: nobody knows who wrote those.
    """
    from sim.format.cleaning import clean
    from sim.sessions import forget_person, open_store

    store = open_store(ground.db, create=False)
    try:
        if not store.knows(person):
            raise Misunderstood(
                f"Nobody called {clean(person)!r} is known in {store.place}. "
                f"sim sessions --json{ground.database} shows the pseudonyms."
            )
        if not yes and not agreed(person):
            say("Nothing was deleted.")
            return
        names, notes = forget_person(store, person)
    finally:
        store.close()
    click.echo(
        f"Forgotten: {counted(names, 'name')} and {counted(notes, 'note or reason', 'notes and reasons')}. What was played is kept."
    )


def agreed(person: str) -> bool:
    """Whether the person at the keyboard says yes; the end of the input is no."""
    from sim.format.cleaning import clean

    say(
        f"This deletes the name, all notes and the reasons of ratings of {clean(person)!r}. They cannot be brought back. "
        "Type yes to go on."
    )
    return sys.stdin is not None and sys.stdin.readline().strip().lower() in ("yes", "y")


def counted(number: int, word: str, several: str = "") -> str:
    """`1 name`, `3 names`."""
    return f"{number} {word if number == 1 else several or f'{word}s'}"
