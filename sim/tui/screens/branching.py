"""While the computer plays on from a decision: what it is doing, and the way to call it off. It works beside the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.sessions.retelling import Retelling
from sim.tui.content import page, plain, row
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Words


class Branching(ModalScreen[Retelling | None]):
    """Runs *make*, which is told whether to stop, in a thread; gives what it made, or None when it was called off or failed.

    What goes wrong is shown here first.
    """

    CSS_PATH = "branching.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("branching")

    def __init__(self, what: str, make: Callable[[Callable[[], bool]], Retelling]) -> None:
        super().__init__()
        self.what, self.make = what, make
        self.off = Event()
        self.working = True  # in a thread; keys do not wait for it

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain("The computer plays on", "title"))
            yield Words(page(row(plain(self.what, "muted"))), id="what")
            yield Words(id="why")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#why").display = False
        self.query_one("#keys", Keys).offer([Key("branching.close", "call it off")])
        self.run_worker(self._work(), exclusive=True)

    async def _work(self) -> None:
        from sim.engine import EngineError
        from sim.sessions import SessionError
        from sim.sessions.branch import CalledOff

        try:
            made = await asyncio.to_thread(self.make, self.off.is_set)
        except CalledOff:
            return  # it has been closed
        except (EngineError, SessionError) as error:
            self.working = False
            why = self.query_one("#why", Words)
            why.show(plain(str(error), "new"))
            why.display = True
            self.query_one("#keys", Keys).offer([Key("branching.close", "close")])
            return
        self.working = False
        if not self.off.is_set():
            self.dismiss(made)

    def action_close(self) -> None:
        """Call it off; what was played stays as it is."""
        self.off.set()
        self.working = False
        self.dismiss(None)
