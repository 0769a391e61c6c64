"""Notes: what the role wrote down during play, in order, beside what it was about. They are its own, and nobody else's."""

from __future__ import annotations

from textual.app import ComposeResult

from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.part import Part
from sim.tui.widgets.words import Scroll

WHY = "A note keeps the reason for a decision before its outcome is known. The key for it in play is n."


class Notes(Part):
    """The notes of the role."""

    TAB = "Notes"

    def compose(self) -> ComposeResult:
        yield Scroll(notes(self.back), id="page")

    def come(self) -> None:
        self.query_one("#page").focus()


def notes(back: Lookback) -> Page:
    """All notes of the role."""
    if not back.notes:
        return page(
            row("You wrote no notes in this play."),
            row(plain(WHY, "muted"), gap=1),
        )
    rows: list[Row | Page] = [
        row(plain("Your notes. They are kept apart from the record, and are shown to you only.", "muted"))
    ]
    for note in back.notes:
        title = back.title_of(note.decision)
        head = line(plain(f"{back.face.hm(note.at)}  ", "muted"), plain(title or "between decisions", "strong"))
        rows.append(row(head, gap=1))
        rows += [row(plain(words), "       ") for words in note.text.splitlines() if words.strip()]
    return page(*rows)
