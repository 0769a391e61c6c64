"""Overview: the three dimensions of the role and of the team, how it ended, and what the figures mean."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from scoring import TEAM
from scoring.words import DIMENSION_TITLES
from sim.engine.scenario import DIMENSIONS
from sim.tui.debrief import marks
from sim.tui.debrief.part import Part
from sim.tui.names import capital
from sim.tui.widgets.bars import Bar, Bars
from sim.tui.widgets.keys import Key
from sim.tui.widgets.words import Words

BESIDE = 108
"""Cells from which role and team stand beside each other."""


class Overview(Part):
    """Bars, never one grand total."""

    TAB = "Overview"

    def compose(self) -> ComposeResult:
        card, names = self.back.card, self.back.names
        with VerticalScroll(id="overview"):
            yield Words(marks.ended(self.back), id="ended")
            if self.back.points:
                with Container(id="bars"):
                    for column in (self.back.role, TEAM) if self.back.owners else (self.back.role,):
                        scores = card.team if column == TEAM else card.roles[self.back.role]
                        title = marks.TEAM_TITLE if column == TEAM else capital(names.title(column))
                        whose = "the team" if column == TEAM else "yourself"
                        yield Bars(title, [Bar(DIMENSION_TITLES[name], scores[name], whose) for name in DIMENSIONS])
                said = Words(marks.in_words(self.back), id="said")
                said.display = False
                yield said
            yield Words(marks.meaning(self.back), id="meaning")

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room."""
        self.set_class(event.size.width >= BESIDE, "-wide")

    def come(self) -> None:
        self.query_one("#overview").focus()

    def keys(self) -> list[Key]:
        words = [Key("debrief.words", "as bars" if self.in_words else "")] if self.back.points else []
        return [*super().keys(), *words]

    def turn_words(self) -> bool:
        if not self.back.points:
            return False
        self.in_words = not self.in_words
        self.query_one("#bars").display = not self.in_words
        self.query_one("#said").display = self.in_words
        return True
