"""Plain mode from the command line: the store is opened, a sitting is run, and Ctrl+C leaves like `leave`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from sim.cli.cases import check_pace, role_of
from sim.cli.errors import Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from sim.cli.ground import Ground
    from sim.engine.seats import Mode, Pace
    from sim.format import Reading
    from sim.plain.sitting import Ends


def visit_plainly(ground: Ground, seed: int | None) -> None:
    """The library line by line: what can be resumed, played and looked back on."""
    from sim.plain.sitting import visit

    sit(ground, visit, seed)


def begin_plainly(
    ground: Ground,
    reading: Reading,
    role: str | None,
    mode: Mode | None,
    pace: Pace | None,
    seed: int | None,
    factor: float | None = None,
    avoid: tuple[str, ...] | None = None,
) -> None:
    """Play the case in *reading* line by line; what is not given is asked for or usual."""
    from sim.plain.sitting import begin

    check_pace(mode, pace)
    chosen = role_of(reading, role) if role is not None else None
    sit(
        ground,
        lambda ends: begin(ends, reading, role=chosen, mode=mode, pace=pace, factor=factor, avoid=avoid),
        seed,
    )


def resume_plainly(ground: Ground, session: str) -> None:
    """Go on with *session* (its id or the beginning of it) line by line."""
    from sim.plain.sitting import resume

    sit(ground, lambda ends: resume(ends, session), create=False)


def look_back_plainly(ground: Ground, session: str) -> None:
    """The debrief of *session* page by page."""
    from sim.plain.sitting import look_back

    sit(ground, lambda ends: look_back(ends, session), create=False)


def sit(
    ground: Ground,
    sitting: Callable[[Ends], Coroutine[Any, Any, object]],
    seed: int | None = None,
    *,
    create: bool = True,
) -> None:
    """Run *sitting* over the store of *ground*. *seed*: of the cases begun; None: a new one each."""
    if sys.stdout is None:
        raise Failed("Standard output is closed, so there is nothing to speak to.")
    from sim.plain.sitting import usual_ends
    from sim.sessions import open_store

    def begun(session: str) -> None:
        ground.session = session or None

    store = open_store(ground.db, create=create)
    try:
        asyncio.run(_sit(sitting, usual_ends(store, begun, lambda: new_seed(seed), ground.database)))
    except KeyboardInterrupt:
        if ground.session is not None:
            from sim.plain.sitting import left

            print(f"\n{left(ground.session, ground.database)}", flush=True)
        else:
            print("\nLeft: Nothing was begun, and nothing is kept.", flush=True)
        raise
    finally:
        store.close()


async def _sit(sitting: Callable[[Ends], Coroutine[Any, Any, object]], ends: Ends) -> None:
    await sitting(ends)


def new_seed(seed: int | None) -> int:
    """*seed*, or one that nobody knows."""
    from time import time_ns

    return seed if seed is not None else time_ns() % 2**31
