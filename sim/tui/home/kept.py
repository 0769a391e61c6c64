"""Sessions that are kept, in the words of the first screen: where each stands, and as whom one played. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.engine.names import RoleId
from sim.tui.clockface import Clockface, length
from sim.tui.content import Page, page, plain, row
from sim.tui.home.ago import ago, moment
from sim.tui.names import capital, listed, readable

if TYPE_CHECKING:
    from sim.format import Card
    from sim.sessions import SessionRow

Played = Mapping[str, "Card"]
"""Digest or name of a case -> its card."""

PACES = {"standard": "standard pace", "relaxed": "relaxed pace", "untimed": "no time limits"}


def card_of(session: SessionRow, played: Played) -> Card | None:
    """What *session* plays, or what goes by the same name now."""
    return played.get(session.digest) or played.get(session.scenario)


def roles(session: SessionRow, played: Played, *, brief: bool = False) -> str:
    """The roles of the persons in it, by title; *brief*: as colleagues call them."""
    card = card_of(session, played)
    there = card.roles if card is not None else {}
    titles = []
    for name in session.persons:
        role = there.get(RoleId(name))
        titles.append(readable(name) if role is None else (brief and role.short) or capital(role.title))
    return listed(titles)


def stands(session: SessionRow, played: Played, *, full: bool = False) -> str:
    """Where an unfinished session stands in its case: `at 21:58`; *full*: with the day."""
    card = card_of(session, played)
    if not session.seconds:
        return "at its beginning"
    if card is None:
        return f"{length(session.seconds)} in"
    face = Clockface(card.starts)
    return f"at {face.full(session.seconds) if full else face.hm(session.seconds)}"


def resume_line(session: SessionRow, played: Played, now: float) -> str:
    """An unfinished session in half a line, after its title."""
    left = ago(session.last or moment(session.started), now)
    return f" – {stands(session, played)}, as {roles(session, played, brief=True)}, {session.mode}, left {left}"


def past_line(session: SessionRow, played: Played, now: float) -> str:
    """A finished session in half a line, after its title."""
    return f" – as {roles(session, played, brief=True)}, {ended(session)} {ago(moment(session.ended or ''), now)}"


def ended(session: SessionRow) -> str:
    """How a session that is over ended, in a word or two."""
    return "finished" if session.how in ("finished", "") else "ended early"


def resume_about(session: SessionRow, played: Played, now: float) -> Page:
    """All that is said of an unfinished session."""
    begun, left = ago(moment(session.started), now), ago(session.last or moment(session.started), now)
    stood = stands(session, played, full=True)
    return page(
        plain(session.title, "title"),
        row(f"{_who(session, played, 'play')} The case stands {stood}."),
        row(f"{capital(session.mode)} mode, {PACES.get(session.pace, session.pace)}. Begun {begun}, left {left}."),
        row("It began as a rewind of an earlier session.") if session.parent else None,
        row(plain("Enter goes on where you left it. It waits, paused, until you do.", "muted")),
    )


def past_about(session: SessionRow, played: Played, now: float) -> Page:
    """All that is said of a finished session."""
    card = card_of(session, played)
    when = ago(moment(session.ended or ""), now)
    ending = next((it.title for name, it in card.endings.items() if name == session.ending), "") if card else ""
    return page(
        plain(session.title, "title"),
        row(
            f"{_who(session, played, 'played')} {capital(session.mode)} mode, {PACES.get(session.pace, session.pace)}."
        ),
        row(f"{capital(ended(session))} {when}{f', with the ending “{ending}”' if ending else ''}."),
        row(plain("Enter looks back on it: scores, decisions, who knew what when.", "muted")),
    )


def kept_about(session: SessionRow, played: Played, now: float, database: str = "") -> Page:
    """All that is said of a session of other rules: what can't be done with it here, and what can.

    *database*: what has to be typed after a command to reach the same store.
    """
    from sim.engine import SEMANTICS

    left = moment(session.ended) if session.ended else session.last or moment(session.started)
    scores = "The history has the scores that it was given then. " if session.ended else ""
    return page(
        plain(session.title, "title"),
        row(
            f"{_who(session, played, 'played')} {capital(ended(session) if session.ended else 'left')} {ago(left, now)}."
        ),
        row(
            f"It was played under rules number {session.semantics}, and this version plays by number {SEMANTICS}: it can't be "
            "gone on with here, and not be looked back on. The version of the program that it was played with can."
        ),
        row(
            plain(
                f"{scores}Its record is whole; to write it to a file: sim log {session.id} --bundle{database}", "muted"
            )
        ),
    )


def _who(session: SessionRow, played: Played, verb: str) -> str:
    """Who plays it, in a sentence; *verb*: now, or then."""
    several = len(session.persons) > 1
    return f"{'Together at this laptop you' if several else 'You'} {verb} {roles(session, played)}."


def words_of(session: SessionRow, played: Played) -> str:
    """What a session is found by."""
    return f"{session.title} {session.scenario} {session.mode} {roles(session, played)} {roles(session, played, brief=True)}"
