"""The app, opened from the command line, or the reason why it cannot be."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from sim.cli.errors import Misunderstood

if TYPE_CHECKING:
    from sim.cli.ground import Ground
    from sim.tui.app import First


def on_terminal() -> bool:
    """Whether a person sits before both ends: the app needs a keyboard and a screen."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def need_terminal(instead: str) -> None:
    """Raise, with what to type *instead*, if there is no terminal for the app, or one that can only show lines."""
    if on_terminal() and os.environ.get("TERM") == "dumb":
        raise Misunderstood(
            f"The app cannot be shown in this terminal (TERM is dumb). Line by line it works: {instead}"
        )
    if not on_terminal():
        raise Misunderstood(
            f"The app needs a terminal, and there is none here. Line by line it works anywhere: {instead}"
        )


def open_app(ground: Ground, first: First | None = None, *, seed: int | None = None) -> None:
    """Open the app at *first* (None: its first screen), over the store of *ground*; returns when it is closed."""
    need_terminal(f"sim play --plain{ground.database}")
    gc.disable()  # what is imported stays: looking for garbage among it takes a tenth of the start, and 80 ms each time in play
    from sim.sessions import open_store
    from sim.tui.app import Home, JointResponse

    gc.freeze()
    gc.enable()
    store = open_store(ground.db)
    try:
        app = JointResponse(store, first or Home(), seed=seed, database=ground.database)
        del first  # the app lets go of what was read of a case when it has begun
        app.run()
    finally:
        store.close()
    if app.return_code:
        sys.exit(app.return_code)
