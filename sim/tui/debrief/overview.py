"""Overview: the three dimensions of the role and of the team, how it ended, and what the figures mean."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from scoring import TEAM
from scoring.judgements import stands
from scoring.sentences import STANDINGS
from scoring.words import DIMENSION_TITLES
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.tui.debrief import marks
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.part import Part
from sim.tui.keymap import bindings, shown
from sim.tui.names import capital
from sim.tui.widgets.bars import Bar, Bars
from sim.tui.widgets.keys import Key
from sim.tui.widgets.words import Words

BESIDE = 108
"""Cells from which role and team stand beside each other."""


def failing(back: Lookback, column: str) -> dict[Dimension, str]:
    """What stands beside the bars of *column* after an exam, by dimension."""
    return {name: STANDINGS[stands(back.mode, back.critical, column, name)] for name in DIMENSIONS}


class Overview(Part):
    """Bars, never one grand total."""

    TAB = "Overview"
    BINDINGS = bindings("overview")

    looked = 0
    """The score whose items were looked at last, by its place among the bars."""

    def compose(self) -> ComposeResult:
        card, names = self.back.card, self.back.names
        self.set_class(self.app.size.width >= BESIDE, "-wide")  # see `Part.GUTTERS`
        with VerticalScroll(id="overview"):
            yield Words(marks.ended(self.back), id="ended")
            if self.back.points:
                with Container(id="bars"):
                    for column in (self.back.role, TEAM) if self.back.owners else (self.back.role,):
                        scores = card.team if column == TEAM else card.roles[self.back.role]
                        title = marks.TEAM_TITLE if column == TEAM else capital(names.title(column))
                        whose = "the team" if column == TEAM else "yourself"
                        failed = failing(self.back, column)
                        bars = [Bar(DIMENSION_TITLES[name], scores[name], whose, failed[name]) for name in DIMENSIONS]
                        yield Bars(title, bars, id=f"bars-{'team' if column == TEAM else 'own'}")
                said = Words(marks.in_words(self.back), id="said")
                said.display = False
                yield said
            yield Words(marks.meaning(self.back), id="meaning")

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room."""
        self.set_class(event.size.width >= BESIDE, "-wide")

    def come(self) -> None:
        """As it is now: a person may have judged a critical error since."""
        if self.back.card.critical:
            self.query_one("#ended", Words).show(marks.ended(self.back))
            for bars in self.query(Bars):
                failed = failing(self.back, TEAM if bars.id == "bars-team" else self.back.role)
                bars.show([bar._replace(failed=failed[name]) for bar, name in zip(bars.bars, DIMENSIONS, strict=True)])
            for said in self.query("#said").results(Words):
                said.show(marks.in_words(self.back))
        self.query_one("#overview").focus()

    def keys(self) -> list[Key]:
        words = [Key("debrief.words", "as bars" if self.in_words else "")] if self.back.points else []
        return [*super().keys(), *([Key("overview.items")] if words else []), *words]

    def why_not(self, act: str) -> str:
        if act == "overview.items" and not self.back.points:
            return f"In a workshop there are no points here; {shown('debrief.reveal', self.app)} shows your own."
        return super().why_not(act)

    def action_items(self) -> None:
        """What the score that was looked at last is made of; at first that of one's own first dimension."""
        if off := self.why_not("overview.items"):
            self.debrief.say(off)
        else:
            self.open(self.looked)

    def on_bars_pointed(self, message: Bars.Pointed) -> None:
        """A click on a bar."""
        message.stop()
        self.open(message.place + (len(DIMENSIONS) if message.control.id == "bars-team" else 0))

    def open(self, place: int) -> None:
        """Show what the score at *place* among the bars is made of."""
        from sim.tui.screens.items import Items

        self.app.push_screen(Items(self.back, place), self.seen)

    def seen(self, place: int | None) -> None:
        """Back from looking."""
        if place is not None:
            self.looked = place

    def turn_words(self) -> bool:
        if not self.back.points:
            return False
        self.in_words = not self.in_words
        self.query_one("#bars").display = not self.in_words
        self.query_one("#said").display = self.in_words
        return True
