"""The pane of what one knows."""

from __future__ import annotations

from sim.engine.views import View
from sim.tui.clockface import Clockface
from sim.tui.content import page, plain
from sim.tui.names import Names
from sim.tui.play.knowledge import Knowledge
from sim.tui.widgets.cards import Cards


class Known(Cards):
    """Facts as cards, the newest topic on top. Each card's id is its fact's."""

    def __init__(self, names: Names, face: Clockface, *, id: str | None = None) -> None:
        super().__init__(id=id, empty=page(plain("Nothing yet.", "muted")))
        self.knowledge = Knowledge(names, face)
        self.since = -1
        self.seen = 0  # facts that were there when this person went on last
        self.count = 0

    def see(self, view: View, since: int, *, point: str | None = None) -> None:
        """Show what *view* holds. What came after event *since*, from which this person went on last, is new."""
        if self.since < 0:
            self.seen = sum(1 for fact in view.known if fact.seq <= since)
        elif since != self.since:
            self.seen = self.count
        self.since, self.count = since, len(view.known)
        self.offer(self.knowledge.cards(view, self.seen), point=point)
