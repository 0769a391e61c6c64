"""The keeper: brings what happens in one session to the disk, patiently, and says in the end whether it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sim.engine import AnyEvent
from sim.sessions.errors import SessionError, StoreBusy, StoreError
from sim.sessions.store import Kept, SessionStore

TRIES = 50
"""How often it tries while another program holds the database; some five seconds in all."""

PAUSE_BETWEEN_TRIES = 0.02
"""Seconds between them, beside the tenth of a second that the store waits itself."""


class Keeper:
    """Writes to *session* in *store*, as long as *holder* holds it."""

    def __init__(self, store: SessionStore, session: str, holder: str) -> None:
        self._store = store
        self._session = session
        self._holder = holder

    async def keep(self, events: Sequence[AnyEvent], wall: float, note: Kept | None = None) -> SessionError | None:
        """Bring *events* to the disk, all or none; or the reason why they are not there."""
        if not events:
            return None
        for tries_left in reversed(range(TRIES)):
            try:
                self._store.append(self._session, events, holder=self._holder, wall=wall, note=note)
                return None
            except StoreBusy as error:
                if not tries_left:
                    return error
            except SessionError as error:
                return None if isinstance(error, StoreError) and self._there(events[-1].seq) else error
            await asyncio.sleep(PAUSE_BETWEEN_TRIES)
        return None

    def _there(self, seq: int) -> bool:
        """A fault of the machine while writing can hide that it was written: ask."""
        try:
            return self._store.last(self._session) == seq
        except StoreError:
            return False

    def missed(self, known: int) -> list[AnyEvent]:
        """Once writing works again: what is on the disk beyond *known* events. Raises `SessionError` while it does not."""
        self._store.probe(self._session, self._holder)
        return self._store.log(self._session, after=known)
