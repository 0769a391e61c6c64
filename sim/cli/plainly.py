"""Plain mode from the command line: the store is opened, a sitting is run, and Ctrl+C leaves like `quit`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from sim.cli.cases import role_of
from sim.cli.errors import Failed, Misunderstood

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from sim.cli.ground import Ground
    from sim.engine.seats import Mode, Pace
    from sim.format import Reading


def begin_plainly(
    ground: Ground, reading: Reading, role: str | None, mode: Mode, pace: Pace | None, seed: int | None
) -> None:
    """Play the case in *reading* line by line; what is not given is asked for or usual."""
    from time import time_ns

    from sim.plain.sitting import begin
    from sim.sessions import PACES, open_store

    if pace is not None and pace not in PACES[mode]:
        raise Misunderstood(f"{mode} is not played at {pace} pace: it is played {' or '.join(PACES[mode])}.")
    chosen = role_of(reading, role) if role is not None else None
    seated = seed if seed is not None else time_ns() % 2**31
    store = open_store(ground.db)
    try:
        sit(
            ground,
            lambda begun: begin(
                store,
                reading,
                role=chosen,
                mode=mode,
                pace=pace or PACES[mode][0],
                seed=seated,
                begun=begun,
                database=ground.database,
            ),
        )
    finally:
        store.close()


def resume_plainly(ground: Ground, session: str) -> None:
    """Go on with *session* (its id or the beginning of it) line by line."""
    from sim.plain.sitting import resume
    from sim.sessions import open_store

    store = open_store(ground.db, create=False)
    try:
        sit(ground, lambda begun: resume(store, session, begun=begun, database=ground.database))
    finally:
        store.close()


def sit(ground: Ground, sitting: Callable[[Callable[[str], None]], Coroutine[None, None, None]]) -> None:
    """Run *sitting*, which tells the id of each session that it begins."""
    if sys.stdout is None:
        raise Failed("Standard output is closed, so there is nothing to speak to.")

    def begun(session: str) -> None:
        ground.session = session

    try:
        asyncio.run(sitting(begun))
    except KeyboardInterrupt:
        if ground.session is not None:
            from sim.plain.sitting import left

            print(f"\n{left(ground.session, ground.database)}", flush=True)
        else:
            print("\nLeft: Nothing was begun, and nothing is kept.", flush=True)
        raise
