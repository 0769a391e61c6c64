"""The place of hints, above the line of keys: nothing where there are none. A click puts the first away, as its key does."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from sim.engine.views import HintView, View
from sim.tui.play import hints
from sim.tui.widgets.words import Words

LOW = 30
"""Lines of the terminal below which there are few."""


class Hinting(Words):
    """Shows the hints of a view, and keeps which have been put away."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.found: tuple[HintView, ...] = ()
        self.read: set[str] = set()

    def offer(self, view: View, off: Callable[[str], str], *, holding: bool) -> None:
        """Show the hints of *view* that are due. *off* says why an act can't be done; *holding*: play waits for this seat."""
        self.found = hints.due(view, self.read, off, holding=holding, low=self.app.size.height < LOW)
        self.show(hints.hints(self.found, self.app))
        self.display = bool(self.found)

    def put_away(self, act: str = "") -> bool:
        """The first hint (on *act*, if one is given) has been read, and is not offered again; False: there is none."""
        found = next((hint for hint in self.found if act in ("", hint.act)), None)
        if found is not None:
            self.read.add(found.id)
        return found is not None

    async def on_click(self, event: events.Click) -> None:
        """As the key does."""
        event.stop()
        await self.screen.run_action("hint")
