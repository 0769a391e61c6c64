"""What people add to a play that is over, by its session: cards of a hot wash, ratings, judgements. Apart from the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from scoring import Confirmation, CriticalError, Judgement, Rating
    from sim.sessions.catalogue import Record
    from sim.sessions.store import SessionRow, SessionStore, WashCard

T = TypeVar("T")


class Afterwards:
    """The words about *session* in *store*. What can't be read is not there; what can't be kept is said by `trouble`."""

    def __init__(self, store: SessionStore, session: str) -> None:
        self.store, self.session = store, session
        self.trouble = ""
        """Why the last thing asked for was not done; empty: it was."""

    def cards(self) -> list[WashCard]:
        """The cards of the hot wash."""
        return self._try(lambda: self.store.cards(self.session)) or []

    def keep_card(self, card: WashCard) -> bool:
        """Keep a card, new or changed; False: it could not be."""
        return self._done(lambda: self.store.keep_card(self.session, card))

    def remove_card(self, ref: str) -> bool:
        """Delete a card and its words; False: it could not be."""
        return self._done(lambda: self.store.remove_card(self.session, ref))

    def confirmations(self) -> tuple[Confirmation, ...]:
        """What persons gave for the objectives, with the names that they gave."""
        from sim.sessions.ratings import confirmations

        return self._try(lambda: confirmations(self.store, self.session, names=True)) or ()

    def judgements(self) -> tuple[Judgement, ...]:
        """What persons found of the critical errors, with the names that they gave."""
        from sim.sessions.judgements import judgements

        return self._try(lambda: judgements(self.store, self.session, names=True)) or ()

    def rate(self, proposals: Sequence[Rating], objective: str, letter: str, reason: str, by: str) -> bool:
        """Keep what a person gives for an objective; False: it could not be."""
        from sim.sessions.ratings import confirm

        return self._done(lambda: confirm(self.store, self.session, proposals, objective, letter, reason=reason, by=by))

    def judge(self, errors: Sequence[CriticalError], which: str, confirmed: bool, reason: str, by: str) -> bool:
        """Keep what a person found of a critical error; False: it could not be."""
        from sim.sessions.judgements import judge

        return self._done(
            lambda: judge(self.store, self.session, errors, which, confirmed=confirmed, reason=reason, by=by)
        )

    def record(self, session: str) -> Record:
        """Another session as it is kept. Raises `SessionError` and what the scenario's text raises."""
        from sim.sessions.catalogue import open_record

        return open_record(self.store, session)

    def kin(self) -> list[SessionRow]:
        """The session that this one was forked from, if it is still there, then those that were forked from it and are over."""
        rows = self._try(self.store.sessions) or []
        mine = next((row for row in rows if row.id == self.session), None)
        parent = [row for row in rows if mine is not None and row.id == mine.parent]
        return parent + [row for row in rows if row.parent == self.session and row.ended is not None]

    def _done(self, what: Callable[[], object]) -> bool:
        self._try(what)
        return not self.trouble

    def _try(self, what: Callable[[], T]) -> T | None:
        from sim.sessions.errors import SessionError

        self.trouble = ""
        try:
            return what()
        except SessionError as error:
            self.trouble = str(error)
            return None
