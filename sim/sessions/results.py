"""Results: the score of a session that has ended, stored with the hashes of what made it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

import msgspec

from sim.engine import SEMANTICS, AnyEvent, Book, State, replay, view
from sim.sessions.lines import to_event, to_line
from sim.sessions.store import Result, SessionStore


def log_digest(log: Iterable[AnyEvent]) -> str:
    """A hash of a whole log: SHA-256 over its lines."""
    digest = sha256()
    for event in log:
        digest.update(to_line(event).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def views_digest(state: State) -> str:
    """A hash of what all seats see: two states that show the same have the same."""
    digest = sha256()
    for role in state.book.roles:
        digest.update(msgspec.json.encode(view(state, role), order="deterministic"))
        digest.update(b"\n")
    return digest.hexdigest()


def card_of(book: Book, log: Sequence[AnyEvent]) -> tuple[int, Any]:
    """The version of the scoring, and the score of *log* as plain values."""
    from scoring import SCORING_VERSION, score

    return SCORING_VERSION, msgspec.json.decode(msgspec.json.encode(score(book, log)))


def result_of(scenario: str, book: Book, log: Sequence[AnyEvent], wall: float) -> Result:
    """The result of a session: its score and the hashes of what made it. *scenario*: the digest of its text.

    It is made of the log as it is read back from its lines, where 2 and 2.0 are the same: who recounts it has nothing else.
    """
    kept = [to_event(to_line(event)) for event in log]
    version, card = card_of(book, kept)
    return Result(
        scoring=version,
        semantics=SEMANTICS,
        scenario=scenario,
        log=log_digest(kept),
        views=views_digest(replay(book, kept)),
        made=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(wall)),
        card=card,
    )


def keep(store: SessionStore, session: str, scenario: str, book: Book, log: Sequence[AnyEvent], wall: float) -> None:
    """Store the result of a session that has ended."""
    store.keep_result(session, result_of(scenario, book, log, wall))
