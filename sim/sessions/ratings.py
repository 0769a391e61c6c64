"""Ratings: what a person gives for the objectives of a session, kept beside what the program proposed then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal, get_args

from sim.format.cleaning import clean
from sim.sessions.errors import SetupFault
from sim.sessions.store import Given, SessionStore, utc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring import Confirmation, Letter, Rating

LETTERS: tuple[Letter, ...] = get_args(Literal["P", "S", "M", "U"])
LONGEST_REASON = 2_000
"""Characters."""


def confirm(
    store: SessionStore,
    session: str,
    proposals: Sequence[Rating],
    objective: str,
    letter: str,
    *,
    reason: str = "",
    by: str = "",
    wall: float | None = None,
) -> Confirmation:
    """Keep *letter* for *objective* of *session*, in place of what was given before. *by*: a name, kept apart from it.

    Raises `SetupFault` for an objective or letter that is not there, and for another letter than the proposed one without a reason.
    """
    proposal = next((rating for rating in proposals if rating.objective == objective), None)
    if proposal is None:
        known = ", ".join(rating.objective for rating in proposals) or "none"
        raise SetupFault(
            "unknown_objective", f"This case has no objective {objective!r}.", hint=f"Its objectives: {known}."
        )
    given = letter.strip().upper()
    if given not in LETTERS:
        raise SetupFault("unknown_letter", f"{letter!r} is no rating.", hint="It is one of P, S, M and U.")
    words = clean(reason).strip()
    if len(words) > LONGEST_REASON:
        raise SetupFault("long_reason", f"A reason has at most {LONGEST_REASON} characters; this one has {len(words)}.")
    if given != proposal.proposed and not words:
        proposed = f"{proposal.proposed} was proposed" if proposal.proposed else "nothing was proposed"
        raise SetupFault(
            "no_reason",
            f"{proposed[:1].upper()}{proposed[1:]} for {objective}, and {given} is something else: it needs a reason.",
            hint="Say in a sentence what you saw.",
        )
    name = clean(by).strip()
    made = utc(time.time() if wall is None else wall)
    store.rate(
        session,
        Given(
            objective=objective,
            given=given,
            proposed=proposal.proposed,
            reason=words,
            person=store.pseudonym(name) if name else "",
            made=made,
        ),
    )
    return next(one for one in confirmations(store, session) if one.objective == objective)


def confirmations(store: SessionStore, session: str, *, names: bool = False) -> tuple[Confirmation, ...]:
    """What persons gave for the objectives of *session*. *by* is a pseudonym; with *names*, the name behind it if it is known."""
    from scoring import Confirmation

    return tuple(
        Confirmation(
            objective=given.objective,
            given=given.given,  # type: ignore[arg-type]
            reason=given.reason,
            by=(store.name(given.person) or given.person) if names and given.person else given.person,
            on=given.made,
            proposed=given.proposed,  # type: ignore[arg-type]
        )
        for given in store.ratings(session)
    )
