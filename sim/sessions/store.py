"""The store: where sessions are kept, as a port. `sqlite` is its back end; the tests of the contract run against each.

What a back end promises: after `create`, `fork` or `append` has returned, what they were given survives the death of the program
and the loss of power, whole; if they raise, nothing of it is there, or (after a fault of the machine) `last` says that it is.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

import msgspec

from sim.engine.events import SEMANTICS, AnyEvent


def utc(wall: float) -> str:
    """A moment in seconds since the epoch as it is written down: ISO 8601, in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(wall))


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A session as it is listed. *persons* are pseudonyms by the role they hold at the start; *started* and *ended* ISO, UTC.

    *events* and *seconds*: how long its log is and how much case time it has run; 0 before the first event. *last*: when its
    last event was kept, in seconds since the epoch. *packs*: the digests of the protocol packs it began with.
    """

    id: str
    scenario: str
    title: str
    digest: str
    semantics: int
    mode: str
    pace: str
    seed: int
    persons: dict[str, str]
    started: str
    room: bool = False
    parent: str | None = None
    parent_seq: int | None = None
    ended: str | None = None
    ending: str | None = None
    how: str = ""
    events: int = 0
    seconds: int = 0
    last: float = 0.0
    packs: tuple[str, ...] = ()

    @property
    def of_these_rules(self) -> bool:
        """Was it played under the rules that this version plays by? Else it is neither gone on with here nor looked back on."""
        return self.semantics == SEMANTICS


class Kept(msgspec.Struct, frozen=True):
    """The text of a note, as it is kept apart from the record. *wall*: seconds since the epoch."""

    ref: str
    at: int
    role: str
    person: str
    decision: str | None
    wall: float
    text: str


class WashCard(msgspec.Struct, frozen=True):
    """A card of a hot wash: what went well (`plus`) or should change (`delta`), in one person's words. Nobody's name is kept,
    nor when it was written. *group*: the name under which the facilitator put it; empty: under none.
    """

    ref: str
    kind: Literal["plus", "delta"]
    text: str
    group: str = ""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person gave for an objective of a session. *proposed*: what the program proposed then; None: nothing.

    *reason*: their words, kept apart from the record like notes. *person*: a pseudonym; empty: nobody was named, or was forgotten.
    *made*: ISO, UTC.
    """

    objective: str
    given: str
    proposed: str | None
    reason: str
    person: str
    made: str


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What a person found of a critical error of a session. *error*: its name; *confirmed*: it is one. The rest as in `Given`."""

    error: str
    confirmed: bool
    reason: str
    person: str
    made: str


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A score as it was stored, with what made it: the numbers of the scoring and of the rules, and hashes.

    *scenario*: of the text played; *log*: of the record; *views*: of what all seats see at its end. *made*: ISO, UTC.
    *card*: the score as plain values. *packs*: over the protocol packs that it was made with; empty: there were none.
    """

    scoring: int
    semantics: int
    scenario: str
    log: str
    views: str
    made: str
    card: Any
    packs: str = ""


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """The top of a score as it was stored, without its evidence. Fields as in `Result` and in the scorecard.

    *roles*: role -> dimension -> score, as plain values; None where the card holds none. *critical*: the critical errors, as
    plain values; None likewise.
    """

    session: str
    scoring: int
    semantics: int
    conditions: str
    provisional: bool
    roles: Any
    critical: Any = None


LAST = "last"
"""Stands for the newest session; no id has vowels."""


class SessionStore(Protocol):
    """Where sessions are kept. Everything raises `StoreError` with a reason when the place fails."""

    @property
    def place(self) -> str:
        """Where it is, for a person."""

    def check_writable(self) -> None:
        """Raise `StoreError` where it is known that nothing can be written: before a briefing is read for nothing."""

    def close(self) -> None:
        """Let go of it."""

    # --- sessions and their record

    def create(self, row: SessionRow, log: Sequence[AnyEvent], *, holder: str, wall: float) -> None:
        """A new session with the first events of its log, held by *holder*."""

    def fork(self, row: SessionRow, *, holder: str) -> None:
        """A new session that begins with the first `row.parent_seq` events (and their notes) of its parent."""

    def take(self, session: str, holder: str) -> None:
        """From now on only *holder* writes; who held the session before is refused."""

    def append(
        self, session: str, events: Sequence[AnyEvent], *, holder: str, wall: float, note: Kept | None = None
    ) -> None:
        """Add *events* (and the words of a note) to the log, all or none. Raises `SessionTaken` if another holds it."""

    def probe(self, session: str, holder: str) -> None:
        """Write something that changes nothing; raises as `append` does."""

    def last(self, session: str) -> int:
        """The number of the last event; 0: there is none."""

    def log(self, session: str, after: int = 0) -> list[AnyEvent]:
        """The events of a session beyond number *after*, in order."""

    def lines(self, session: str) -> list[str]:
        """The log of a session as lines of JSON, whether or not this program can read them."""

    def session(self, session: str) -> SessionRow:
        """One session; raises `NoSuchSession`."""

    def sessions(self) -> list[SessionRow]:
        """All sessions, the latest first."""

    def find(self, prefix: str) -> str:
        """The id of the only session whose id begins with *prefix*, or with `LAST` of the newest; raises `NoSuchSession`."""

    def remove(self, session: str) -> None:
        """Delete a session with its record, notes and scores. Sessions that were forked from it stay, without a parent.

        Raises `NoSuchSession`. Who has it open is refused from then on.
        """

    # --- what they play

    def holds(self, digest: str) -> bool:
        """Is the scenario with this digest kept already?"""
        ...

    def pin(self, digest: str, name: str, title: str, files: Mapping[str, str], compiled: bytes = b"") -> None:
        """Keep the text of a scenario under its digest, and what was read in it, once."""

    def files(self, digest: str) -> dict[str, str]:
        """The text of a scenario: its files by path."""

    def compiled(self, digest: str) -> bytes:
        """What was read in the text when it was pinned; empty: it was not kept then."""

    def pin_packs(self, packs: Mapping[str, bytes]) -> None:
        """Keep protocol packs under their digests, each once."""

    def pack(self, digest: str) -> bytes:
        """A protocol pack as it was kept."""
        ...

    # --- persons and their words

    def pseudonym(self, name: str) -> str:
        """The pseudonym of the person who goes by *name* here; made when first asked for."""

    def name(self, pseudonym: str) -> str | None:
        """Who is behind a pseudonym; None: nobody knows (any more)."""

    def notes(self, session: str) -> list[Kept]:
        """The notes of a session, in order."""

    def cards(self, session: str) -> list[WashCard]:
        """The cards of a session's hot wash, in an order that says nothing of who wrote them."""

    def keep_card(self, session: str, card: WashCard) -> None:
        """Keep a card; one that goes by the same *ref* is replaced."""

    def remove_card(self, session: str, ref: str) -> None:
        """Delete a card and its words."""

    def rate(self, session: str, given: Given) -> None:
        """Keep what a person gave for an objective, in place of what was given for it before. Raises `NoSuchSession`."""

    def ratings(self, session: str) -> list[Given]:
        """What was given for the objectives of a session, by objective."""

    def judge(self, session: str, judged: Judged) -> None:
        """Keep what a person found of a critical error, in place of what was found of it before. Raises `NoSuchSession`."""

    def judgements(self, session: str) -> list[Judged]:
        """What was found of the critical errors of a session, by error."""

    def knows(self, person: str) -> bool:
        """Whether there is anything of a person (a name or a pseudonym): a name, a note, a rating, a judgement or a session."""
        ...

    def forget(self, person: str) -> tuple[int, int]:
        """Delete the name behind a person (a name or a pseudonym) and all words they wrote: how many names, and how many notes and
        reasons went.

        The record stays whole: it holds pseudonyms and references only. Ratings and judgements that they gave stay, without who
        and why.
        """

    # --- scores

    def keep_result(self, session: str, result: Result) -> None:
        """Store a score; one that the same version of the scoring made before is replaced."""

    def results(self, session: str) -> list[Result]:
        """The scores of a session, by version of the scoring."""

    def headlines(self) -> list[Headline]:
        """The tops of the scores of all sessions, each session's by version of the scoring."""
