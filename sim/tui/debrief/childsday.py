"""The child's day: what the play was like from each child's side, counted, beside the model answer's counts."""

from __future__ import annotations

from textual.app import ComposeResult

from scoring.childhood import FORMATIVE, amount, counted, headline, model_amount, model_counted, times, weighs
from scoring.childs_day import Burden, ChildDay
from sim.tui.content import Page, Row, Tone, line, page, plain, row
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.part import Part
from sim.tui.symbols import EMPTY, FULL
from sim.tui.widgets.keys import Key
from sim.tui.widgets.words import Scroll

NONE = "This case has no child whose day could be counted."
WIDEST = 24
"""Cells of the longest bar."""


class ChildsDay(Part):
    """A child after the other."""

    TAB = "The child’s day"

    def compose(self) -> ComposeResult:
        yield Scroll(days(self.back, bars=True), id="page")

    def come(self) -> None:
        self.query_one("#page").focus()

    def keys(self) -> list[Key]:
        words = [Key("debrief.words", "as bars" if self.in_words else "")] if self.back.card.days else []
        return [*super().keys(), *words]

    def turn_words(self) -> bool:
        if not self.back.card.days:
            return False
        self.in_words = not self.in_words
        self.query_one("#page", Scroll).show(days(self.back, bars=not self.in_words))
        return True


def days(back: Lookback, *, bars: bool) -> Page:
    """All children. *bars*: each count as a bar above the model's; else in words alone."""
    found = back.card.days
    if not found:
        return page(row(plain(NONE, "muted")))
    rows: list[Row | Page] = [row(plain(FORMATIVE, "muted"))]
    for day in found:
        rows.append(row(plain(f"Child {back.names.child(day.child)}", "title"), gap=1))
        rows.append(row(plain(headline(day), "strong")))
        rows += [part for burden in day.counts if burden.told for part in _burden(burden, day, back, bars)]
        silent = [burden.title for burden in day.counts if not burden.told]
        if silent and len(silent) < len(day.counts):
            rows.append(row(plain(f"This case can’t show: {'; '.join(silent)}.", "muted"), gap=1))
    return page(*rows)


def _burden(burden: Burden, day: ChildDay, back: Lookback, bars: bool) -> list[Row]:
    tone: Tone = "poor" if weighs(burden) > 0 else "good" if weighs(burden) < 0 else ""
    said = burden.words or counted(burden)
    when = times(burden, back.log, back.voice)
    if not bars:
        return [
            row(
                line(plain(f"{burden.title}: ", "strong"), plain(said), plain(f" {when}" if when else "", "muted")),
                "– ",
            )
        ]
    rows = [row(line(plain(burden.title, "strong"), plain(f"  {when}" if when else "", "muted")), gap=1)]
    most = max(1, *(max(amount(each), model_amount(each) or 0) for each in day.counts if _alike(each, burden)))
    rows.append(row(plain(f"{_bar(amount(burden), most, FULL)}{counted(burden)}", tone), plain("here   ", "muted")))
    model = model_amount(burden)
    if model is not None:
        words = f"{_bar(model, most, EMPTY)}{model_counted(burden)}"
        rows.append(row(plain(words, "muted"), plain("model  ", "muted")))
    return rows


def _alike(one: Burden, other: Burden) -> bool:
    """Are both counted in the same unit?"""
    return (one.seconds is None) == (other.seconds is None)


def _bar(value: int, most: int, sign: str) -> str:
    cells = max(1, round(value / most * WIDEST)) if value else 0
    return f"{sign * cells} " if cells else ""
