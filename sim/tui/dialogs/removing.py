"""Removing a session from what is kept: the question that says what is lost, and the deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.tui.content import Page, page, plain, row
from sim.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from sim.sessions import SessionRow
    from sim.tui.app import JointResponse


def removing(app: JointResponse, session: SessionRow, roles: str, done: Callable[[str], None]) -> None:
    """Ask whether to remove *session*, played as *roles*, and do it; *done* is told what came of it, if anything."""

    def answered(yes: bool | None) -> None:
        if yes:
            done(remove(app, session))

    app.push_screen(
        Confirm("Remove this session?", lost(session, roles), yes="remove it", no="keep it", final=True), answered
    )


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


def lost(session: SessionRow, roles: str) -> Page:
    """What goes with it."""
    state = "It is finished" if session.ended else "It is not finished"
    scores = ", its scores" if session.ended else ""
    return page(
        row(plain(session.title, "strong")),
        row(f"Played as {roles}, {session.mode}. {state}."),
        row(f"What was played{scores} and your notes are deleted. They can't be brought back.", gap=1),
        row("The case itself stays, and so do other sessions of it."),
    )
