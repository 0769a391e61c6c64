"""Results: the score of a session that has ended, stored with the hashes of what made it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from sim.engine import SEMANTICS, AnyEvent, Book, State, replay, view
from sim.engine.protocols import Pack
from sim.sessions.database import reaching
from sim.sessions.errors import StoreDamaged
from sim.sessions.lines import hashed, to_event, to_line
from sim.sessions.pins import digest_of_packs
from sim.sessions.store import Result, SessionStore, utc

if TYPE_CHECKING:
    from scoring import Scorecard


def log_digest(log: Iterable[AnyEvent]) -> str:
    """A hash of a whole log: SHA-256 over its lines."""
    digest = sha256()
    for event in log:
        digest.update(hashed(event).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def views_digest(state: State) -> str:
    """A hash of what all seats see: two states that show the same have the same."""
    digest = sha256()
    for role in state.book.roles:
        digest.update(msgspec.json.encode(view(state, role), order="deterministic"))
        digest.update(b"\n")
    return digest.hexdigest()


def unchanged(session: str, log: Sequence[AnyEvent], results: Iterable[Result], place: str) -> None:
    """Raises `StoreDamaged` where *log* is not the one that a stored score was made of: then no score is better than another.

    *place*: the file in which all that is kept.
    """
    digests = {result.log for result in results}
    if digests and log_digest(to_event(to_line(event)) for event in log) not in digests:
        raise StoreDamaged(
            "edited_log",
            "The log of this session is not the one that its score was made of, so no score is shown.",
            place=session,
            hint=f"It was cut or edited. What differs: sim replay {session}{reaching(place)}",
        )


def card_of(book: Book, log: Sequence[AnyEvent], packs: Sequence[Pack] = ()) -> tuple[int, Any]:
    """The version of the scoring, and the score of *log* with *packs* as plain values."""
    from scoring import SCORING_VERSION, score

    return SCORING_VERSION, msgspec.json.decode(msgspec.json.encode(score(book, log, packs)))


def kept_card(
    results: Iterable[Result], scenario: str, log: Sequence[AnyEvent], packs: Sequence[Pack] = ()
) -> Scorecard | None:
    """The score among *results* that this version of the scoring made of exactly this text, log and packs; None: none of them.

    Working it out anew would come to the same, and takes longer. *scenario*: the digest of its text.
    """
    from scoring import SCORING_VERSION, Scorecard

    made_of = (SCORING_VERSION, SEMANTICS, scenario, digest_of_packs(packs))
    for result in results:
        if (result.scoring, result.semantics, result.scenario, result.packs) != made_of:
            continue
        if result.log != log_digest(to_event(to_line(event)) for event in log):
            continue
        with suppress(msgspec.ValidationError):
            return msgspec.convert(result.card, Scorecard)
    return None


def result_of(scenario: str, book: Book, log: Sequence[AnyEvent], wall: float, packs: Sequence[Pack] = ()) -> Result:
    """The result of a session: its score and the hashes of what made it. *scenario*: the digest of its text.

    It is made of the log as it is read back from its lines, where 2 and 2.0 are the same: who recounts it has nothing else.
    """
    kept = [to_event(to_line(event)) for event in log]
    version, card = card_of(book, kept, packs)
    return Result(
        scoring=version,
        semantics=SEMANTICS,
        scenario=scenario,
        log=log_digest(kept),
        views=views_digest(replay(book, kept)),
        made=utc(wall),
        card=card,
        packs=digest_of_packs(packs),
    )


def keep(
    store: SessionStore,
    session: str,
    scenario: str,
    book: Book,
    log: Sequence[AnyEvent],
    wall: float,
    packs: Sequence[Pack] = (),
) -> None:
    """Store the result of a session that has ended."""
    store.keep_result(session, result_of(scenario, book, log, wall, packs))
