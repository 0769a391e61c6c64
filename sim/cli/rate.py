"""`sim rate`: the objectives of a session, what the program proposes for each, and what a person gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli.errors import Failed, say, unknown
from sim.cli.ground import Ground

if TYPE_CHECKING:
    from scoring import Confirmation, Rating
    from sim.sessions import Record

EPILOG = """\
\b
P  performed without challenges: achieved, no harm, nothing missed
S  performed with some challenges: achieved without harm, and more was possible
M  performed with major challenges: achieved, but with harm or against a rule
U  unable to be performed: not achieved

\b
Keys of the JSON object: session, and ratings, a list with one object an objective:
  objective, text  its name in the case, and what it trains
  proposed         P, S, M, U, or null: not rated, since the play showed nothing of it
  reason           why the program proposes it
  tasks, harm      what it was made of, with the lines of the log (events)
  given            what a person gave: given, reason, by (a pseudonym), on (ISO 8601, UTC)
                   and proposed (what was proposed then); null: nobody has yet

\b
Exit codes:
  0  done
  1  the session goes on, a reason is missing, or the database cannot be written
  2  an unknown option, objective, letter or session
"""


@click.command(epilog=EPILOG)
@click.argument("session", metavar="ID")
@click.argument("objective", metavar="[OBJECTIVE", required=False)
@click.argument("letter", metavar="P|S|M|U]", required=False)
@click.option("--reason", default="", metavar="TEXT", help="Why; needed for another letter than the proposed one.")
@click.option(
    "--by", default="", metavar="NAME", help="Who gives it. The name is kept apart, and sim forget deletes it."
)
@click.option("--names", is_flag=True, help="Show names instead of pseudonyms.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_obj
def command(
    ground: Ground,
    session: str,
    objective: str | None,
    letter: str | None,
    reason: str,
    by: str,
    names: bool,
    as_json: bool,
) -> None:
    """Rate the objectives of a session that has ended, as exercises do.

    ID is what sim sessions lists, or the beginning of it, or last. With nothing else, all objectives are shown with what
    the program proposes. With an objective and a letter, your rating is kept beside the proposal: both are shown from
    then on. A later one takes its place.
    """
    from sim.sessions import open_record, open_store
    from sim.sessions.ratings import confirm, confirmations
    from sim.sessions.results import unchanged

    store = open_store(ground.db, create=False)
    try:
        record = open_record(store, session)
        unchanged(record.row.id, record.log, record.results)
        proposals = proposed(record)
        if objective is not None:
            if objective not in {rating.objective for rating in proposals}:
                unknown("objective", objective, [rating.objective for rating in proposals])
            if letter is None:
                raise click.UsageError("Give the letter, too: P, S, M or U.")
            if record.row.ended is None:
                raise Failed(f"Session {record.row.id} has not come to its end. Go on with: sim resume {record.row.id}")
            confirm(store, record.row.id, proposals, objective, letter, reason=reason, by=by)
        elif reason or by:
            raise click.UsageError("A reason and a name belong to an objective and a letter.")
        found = {one.objective: one for one in confirmations(store, record.row.id, names=names)}
    finally:
        store.close()
    if as_json:
        from sim.sessions.lines import plain_json

        click.echo(plain_json({"session": record.row.id, "ratings": [entry(one, found) for one in proposals]}))
        return
    for rating in proposals:
        if objective in (None, rating.objective):
            for line in lines(rating, found.get(rating.objective)):
                click.echo(line)
    if not proposals:
        say("This case names no objectives.")


def proposed(record: Record) -> tuple[Rating, ...]:
    """What the program proposes for the objectives of a session."""
    from scoring import score

    return score(record.book, record.log, record.packs).ratings


def entry(rating: Rating, found: dict[str, Confirmation]) -> dict[str, Any]:
    """*rating* as an object of the list, as `sim rate --help` describes it."""
    import msgspec

    given = found.get(rating.objective)
    values: dict[str, Any] = msgspec.to_builtins(rating)
    if given is None:
        return values | {"given": None}
    kept: dict[str, Any] = msgspec.to_builtins(given)
    kept.pop("objective")
    return values | {"given": kept}


def lines(rating: Rating, given: Confirmation | None) -> list[str]:
    """*rating* in lines that can be read aloud."""
    from scoring.sentences import confirmed, rated
    from sim.format.cleaning import clean

    said = [f"{rating.objective}: {rating.text}", f"  {rated(rating)}"]
    if given is not None:
        said.append(f"  {confirmed(given)}")
    return [clean(line).replace("\n", " ") for line in said]
