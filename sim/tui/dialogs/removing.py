"""Removing a session from what is kept: the question that says what is lost, and the deed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.tui.content import Page, page, plain, row
from sim.tui.dialogs.confirm import Confirm
from sim.tui.home.ago import ago, moment

if TYPE_CHECKING:
    from sim.sessions import SessionRow
    from sim.tui.app import JointResponse


def removing(app: JointResponse, session: SessionRow, roles: str, done: Callable[[str], None]) -> None:
    """Ask whether to remove *session*, played as *roles*, and do it; *done* is told what came of it, if anything."""

    def answered(yes: bool | None) -> None:
        if yes:
            done(remove(app, session))

    about = lost(session, roles, app.wall.stamp() if app.wall is not None else time.time())
    app.push_screen(Confirm("Remove this session?", about, yes="remove it", no="keep it", final=True), answered)


def remove(app: JointResponse, session: SessionRow) -> str:
    """Remove it; what came of it, in a sentence."""
    from sim.sessions import NoSuchSession, SessionError

    try:
        app.store.remove(session.id)
    except NoSuchSession:
        return "It was removed already."
    except SessionError as error:
        return str(error)
    return f"Removed: {session.title}."


def lost(session: SessionRow, roles: str, now: float) -> Page:
    """What goes with it. *now*: seconds since the epoch."""
    when = ago(moment(session.ended) if session.ended else session.last or moment(session.started), now)
    state = f"It ended {when}" if session.ended else f"It was left unfinished {when}"
    scores = ", its scores" if session.ended else ""
    return page(
        row(plain(session.title, "strong")),
        row(f"Played as {roles}, {session.mode}. {state}."),
        row(f"What was played{scores} and your notes are deleted. They can't be brought back.", gap=1),
        row("The case itself stays, and so do other sessions of it."),
    )
