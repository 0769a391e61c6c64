"""`sim rate`: what a person makes of a session: ratings of its objectives, and judgements of its critical errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli.errors import Failed, say, unknown
from sim.cli.ground import Ground

if TYPE_CHECKING:
    from scoring import Confirmation, Rating, Scorecard
    from sim.sessions import Record

EPILOG = """\
\b
P  performed without challenges: achieved, no harm, nothing missed
S  performed with some challenges: achieved without harm, and more was possible
M  performed with major challenges: achieved, but with harm or against a rule
U  unable to be performed: not achieved

\b
Critical errors fail their dimension in an exam until a person has looked at them:
  sim rate ID --critical left_alone --confirm --by "Dr. Lee, examiner" --reason "..."
  sim rate ID --critical B-20:cps --not-upheld --by examiner --reason "..."

\b
Keys of the JSON object: session, and ratings, a list with one object an objective:
  objective, text  its name in the case, and what it trains
  proposed         P, S, M, U, or null: not rated, since the play showed nothing of it
  reason           why the program proposes it
  tasks, harm      what it was made of, with the lines of the log (events)
  given            what a person gave: given, reason, by (a pseudonym), on (ISO 8601, UTC)
                   and proposed (what was proposed then); null: nobody has yet
and critical, a list with one object a critical error: name, id, text, dimension, at, events, source, roles,
  confirmed        true, false, or null: nobody has looked at it
  judgement        what a person found: confirmed, reason, by (a pseudonym), on; null: nothing yet
and standings      after an exam or a mock exam, by role and dimension: counts, unconfirmed, failed
After a workshop an error has neither roles nor a judgement.

\b
Exit codes:
  0  done
  1  the session goes on, a reason or a name is missing, or the database cannot be written
  2  an unknown option, objective, letter, error or session
"""


@click.command(epilog=EPILOG)
@click.argument("session", metavar="ID")
@click.argument("objective", metavar="[OBJECTIVE", required=False)
@click.argument("letter", metavar="P|S|M|U]", required=False)
@click.option("--critical", metavar="ERROR", help="A critical error, by its name in the list.")
@click.option("--confirm/--not-upheld", "upheld", default=None, help="It is one, or it is none; with --critical.")
@click.option(
    "--reason",
    default="",
    metavar="TEXT",
    help="Why; needed for another letter than the proposed one, and for an error.",
)
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
    critical: str | None,
    upheld: bool | None,
    reason: str,
    by: str,
    names: bool,
    as_json: bool,
) -> None:
    """Rate the objectives of a session that has ended, as exercises do, and judge its critical errors.

    ID is what sim sessions lists, or the beginning of it, or last. With nothing else, all objectives and critical errors are
    shown with what the program proposes. With an objective and a letter, your rating is kept beside the proposal; with
    --critical, what you found of an error: both are shown from then on. A later one takes its place.
    """
    from scoring.judgements import beside, standings
    from sim.sessions import open_record, open_store
    from sim.sessions.judgements import judge, judgements
    from sim.sessions.ratings import confirm, confirmations
    from sim.sessions.recount import scorable

    if (critical is None) != (upheld is None):
        raise click.UsageError("--critical ERROR goes with --confirm or --not-upheld.")
    if critical is not None and objective is not None:
        raise click.UsageError("One thing at a time: an objective and a letter, or --critical.")

    store = open_store(ground.db, create=False)
    try:
        record = open_record(store, session)
        scorable(record.row, record.book, record.log, record.results, record.place)
        card = scored(record)
        proposals = card.ratings
        if objective is not None or critical is not None:
            _over(record, ground)
        if critical is not None and upheld is not None:
            _judgeable(card, critical)
            judge(store, record.row.id, card.critical, critical, confirmed=upheld, reason=reason, by=by)
        elif objective is not None:
            if objective not in {rating.objective for rating in proposals}:
                unknown("objective", objective, [rating.objective for rating in proposals])
            if letter is None:
                raise click.UsageError("Give the letter, too: P, S, M or U.")
            confirm(store, record.row.id, proposals, objective, letter, reason=reason, by=by)
        elif reason or by:
            raise click.UsageError("A reason and a name belong to an objective and a letter, or to --critical.")
        card = beside(card, judgements(store, record.row.id, names=names))
        found = {one.objective: one for one in confirmations(store, record.row.id, names=names)}
    finally:
        store.close()
    if as_json:
        from sim.sessions.lines import plain_json

        values = {"session": record.row.id, "ratings": [entry(one, found) for one in proposals]}
        click.echo(plain_json(values | {"critical": _errors(card), "standings": standings(card)}))
        return
    for rating in proposals if critical is None else ():
        if objective in (None, rating.objective):
            for line in lines(rating, found.get(rating.objective)):
                click.echo(line)
    for line in _said(record, card) if objective is None else ():
        click.echo(line)
    if not proposals:
        say("This case names no objectives.")


def scored(record: Record) -> Scorecard:
    """The scores of a session: what the program proposes for its objectives is in them, and its critical errors."""
    from scoring import score

    return score(record.book, record.log, record.packs)


def _over(record: Record, ground: Ground) -> None:
    if record.row.ended is None:
        raise Failed(
            f"Session {record.row.id} has not come to its end. Go on with: sim resume {record.row.id}{ground.database}"
        )


def _judgeable(card: Scorecard, critical: str) -> None:
    """An error that is there, in a mode in which errors are judged."""
    if card.mode == "workshop":
        raise Failed("In a workshop a critical error is a topic to talk about, with no name on it: nobody judges it.")
    if card.critical and critical not in {name for error in card.critical for name in (error.name, error.id)}:
        unknown("critical error", critical, [error.name for error in card.critical])


def _errors(card: Scorecard) -> list[dict[str, Any]]:
    """The critical errors as objects of the list; after a workshop without whose they were."""
    import msgspec

    found = []
    for error in card.critical:
        values: dict[str, Any] = msgspec.to_builtins(error)
        if card.mode == "workshop":
            for key in ("roles", "confirmed", "judgement"):
                values.pop(key)
            found.append(values)
        else:
            found.append({"name": error.name, **values})
    return found


def _said(record: Record, card: Scorecard) -> list[str]:
    """The critical errors in lines that can be read aloud, and what becomes of the dimensions in an exam."""
    from scoring.sentences import FOUND, fails, judgement
    from scoring.words import DIMENSION_TITLES
    from sim.format.cleaning import clean
    from sim.reports.wording import Wording, capital

    if not card.critical:
        return []
    words = Wording(record.book, record.log)
    shown = card.mode != "workshop"
    said = []
    for error in card.critical:
        whose = f", {words.whose(error.roles) or 'the team'}" if shown else ""
        name = error.name if shown else error.id
        said.append(
            f"{name}: critical, {DIMENSION_TITLES[error.dimension]}, {words.time(error.at)}{whose}. {error.text}"
        )
        if shown:
            said.append(f"  {judgement(error) or capital(FOUND[None]) + '.'}")
    return [clean(line).replace("\n", " ") for line in (*said, *fails(card.mode, card.critical, words.voice))]


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
