"""`sim debrief`: look back on a session."""

from __future__ import annotations

import click

from sim.cli.errors import say
from sim.cli.ground import Ground

EPILOG = """\
\b
Keys of the JSON object: session, role (whose seat it was), ended, standings (after an exam or a mock exam, by
role and dimension: counts, unconfirmed, failed) and scorecard:
  roles, team   scores by dimension, with coverage; share is null without enough evidence
  items         everything that was judged: dimension, owners, credit, at_stake, events, reason, source
  untested      what could not be judged, and why
  decisions     each decision with all its choices
  ledger        who held, told, received and used what
  knowledge     since when each fact was known, and where
  protocol      each rule of the protocol packs: verdict (satisfied, violated, pending, not_activated,
                not_checked), whom it binds, who answers for it, the log lines, and why it is not scored
  days          each child's day: counts by kind, beside the model answer's (model, model_seconds)
  critical      what nothing else can make good: id, text, at, dimension, roles, events, source; confirmed
                (true, false, null: nobody has looked at it) and judgement (what a person found, and why)
  ratings       by objective what is proposed, and why; what people gave is in sim rate ID --json
After a workshop the keys for points and owners are missing.

\b
Exit codes:
  0  done
  1  the session cannot be read, or its log cannot be scored
  2  an unknown option, or no such session or database
"""


@click.command(epilog=EPILOG)
@click.argument("session", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option("--plain", is_flag=True, help="Page by page in a terminal, all of it elsewhere.")
@click.pass_obj
def command(ground: Ground, session: str, as_json: bool, plain: bool) -> None:
    """Look back on a session: scores with what they rest on, each decision, who knew what when.

    ID is what sim sessions lists, or the beginning of it, or last for the newest. In a terminal the app
    opens at the debrief (a session that is not finished opens where it stands, paused), or with --plain it is
    heard page by page; elsewhere it is printed as text. There a session that is not finished is shown as far as it went.
    """
    from sim.cli.app import on_terminal
    from sim.sessions import open_record, open_store
    from sim.sessions.judgements import judgements
    from sim.sessions.recount import scorable

    store = open_store(ground.db, create=False)
    try:
        record = open_record(store, session)
        found = judgements(store, record.row.id)
    finally:
        store.close()
    scorable(record.row, record.book, record.log, record.results, record.place)
    ended = record.row.ended is not None
    role = next(iter(record.row.persons), next(iter(record.book.roles)))
    if not as_json and not plain and on_terminal():
        from sim.cli.app import open_app
        from sim.tui.app import Review

        open_app(ground, Review(record.row.id))
        return
    if not ended:
        say(f"Session {record.row.id} is not finished. Go on with: sim resume {record.row.id}{ground.database}")
    if as_json:
        import msgspec

        from scoring import score
        from scoring.judgements import beside, standings
        from sim.sessions.lines import plain_json

        scored = beside(score(record.book, record.log, record.packs), found)
        card = msgspec.to_builtins(scored)
        if scored.mode == "workshop":
            from sim.reports.data import disown

            disown(card)
        values = {"session": record.row.id, "role": role, "ended": ended, "standings": standings(scored)}
        click.echo(plain_json(values | {"scorecard": card}))
        return
    if plain and on_terminal():
        from sim.cli.plainly import look_back_plainly

        look_back_plainly(ground, record.row.id)
        return
    from sim.engine.names import RoleId
    from sim.plain.debrief import debrief

    for line in debrief(record.book, record.log, RoleId(role), record.packs, found):
        click.echo(line)
