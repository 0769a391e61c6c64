"""A case that can't be played: what is wrong with it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen

from sim.tui.content import Page, Row, page, plain, row
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll

if TYPE_CHECKING:
    from sim.format import Reading

MOST = 50
"""Errors that are shown; `sim check` prints all."""


class Faults(Screen[None]):
    """Every error with its place and remedy."""

    CSS_PATH = "faults.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("faults")

    def __init__(self, case: str, reading: Reading) -> None:
        super().__init__()
        self.case, self.reading = case, reading

    def compose(self) -> ComposeResult:
        errors = self.reading.errors
        rows: list[Row | Page] = [row(plain(f"{self.case} cannot be played yet: {len(errors)} to mend", "title"))]
        for error in errors[:MOST]:
            rows.append(row(plain(f"{error.file}:{error.line}:{error.column}", "muted"), gap=1))
            rows.append(row(error.message))
            if error.hint:
                rows.append(row(plain(error.hint, "muted")))
        rows.append(row(plain(f"The same with the lines themselves: sim check {self.case}", "muted"), gap=1))
        yield Scroll(page(*rows), id="page")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer([Key("↑↓ PgUp PgDn", "scroll"), Key("faults.close")])
        self.query_one("#page").focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
