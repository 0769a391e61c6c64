"""Judgements: what a person finds of a critical error of a session, kept beside what the program found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sim.format.cleaning import clean
from sim.sessions.errors import SetupFault
from sim.sessions.ratings import LONGEST_REASON
from sim.sessions.store import Judged, SessionStore, utc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring import CriticalError, Judgement


def found(errors: Sequence[CriticalError], which: str) -> CriticalError:
    """The one of *errors* that *which* calls: its whole name, or its id where only one has it. Raises `SetupFault`."""
    named = [error for error in errors if which == error.name] or [error for error in errors if which == error.id]
    if len(named) == 1:
        return named[0]
    if named:
        raise SetupFault(
            "ambiguous_error",
            f"{len(named)} critical errors are called {which}.",
            hint=f"Say which: {', '.join(error.name for error in named)}.",
        )
    if not errors:
        raise SetupFault("no_critical_error", "No critical error was found in this play, so there is none to judge.")
    known = ", ".join(error.name for error in errors)
    raise SetupFault(
        "unknown_error", f"This play has no critical error {which!r}.", hint=f"Those that it has: {known}."
    )


def judge(
    store: SessionStore,
    session: str,
    errors: Sequence[CriticalError],
    which: str,
    *,
    confirmed: bool,
    reason: str,
    by: str,
    wall: float | None = None,
) -> Judgement:
    """Keep what a person found of the error *which* of *session*, in place of what was found before. *by*: a name or what they
    are there for, kept apart from it.

    Who fails somebody, or does not, says why and who they are. Raises `SetupFault` for an error that is not there, and without
    a reason or a name.
    """
    error = found(errors, which)
    words, name = clean(reason).strip(), clean(by).strip()
    if not words or not name:
        lacks = " and ".join(part for part, said in (("a reason", words), ("who gives it", name)) if not said)
        raise SetupFault(
            "bare_judgement",
            f"A judgement of a critical error needs {lacks}.",
            hint="Say in a sentence what you saw, and your name or what you are there for (examiner).",
        )
    if len(words) > LONGEST_REASON:
        raise SetupFault("long_reason", f"A reason has at most {LONGEST_REASON} characters; this one has {len(words)}.")
    made = utc(time.time() if wall is None else wall)
    store.judge(
        session,
        Judged(error=error.name, confirmed=confirmed, reason=words, person=store.pseudonym(name), made=made),
    )
    return next(one for one in judgements(store, session) if one.error == error.name)


def judgements(store: SessionStore, session: str, *, names: bool = False) -> tuple[Judgement, ...]:
    """What persons found of the critical errors of *session*. *by*: a pseudonym; with *names*, the name behind it, if known."""
    from scoring import Judgement

    return tuple(
        Judgement(
            error=one.error,
            confirmed=one.confirmed,
            reason=one.reason,
            by=(store.name(one.person) or one.person) if names and one.person else one.person,
            on=one.made,
        )
        for one in store.judgements(session)
    )
