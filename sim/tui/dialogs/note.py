"""The dialog for a note: several lines, what was noted before, and an editor of one's own for long ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.content import Page, line, page, plain, row
from sim.tui.keymap import bindings, shown
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words
from sim.tui.widgets.writing import Paper

if TYPE_CHECKING:
    from sim.tui.app import JointResponse

LONGEST = 2_000
"""Characters of a note."""


class Written(NamedTuple):
    """What stood on the paper when the dialog was closed; *keep*: as a note, else as a draft for the next time."""

    text: str
    keep: bool


class Earlier(NamedTuple):
    """A note of one's own: the time of day, and its words."""

    when: str
    text: str


def earlier_notes(notes: Sequence[Earlier]) -> Page:
    """What was noted before, the latest first."""
    if not notes:
        return page()
    rows = [row(line(note.text), plain(f"{note.when}  ", "muted")) for note in reversed(notes)]
    return page(row(plain("Your notes so far", "strong")), *rows)


class Note(ModalScreen[Written]):
    """Gives what was written. *draft*: what was not kept the last time; *about*: the decision that the note will stand with."""

    CSS_PATH = "note.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("note")

    def __init__(self, draft: str = "", earlier: Sequence[Earlier] = (), about: str = "") -> None:
        super().__init__()
        self.draft, self.earlier, self.about = draft, tuple(earlier), about
        self.whole = ""  # what came back from an editor and is too long

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(f"Note on: {self.about}" if self.about else "Note", "title"))
            about = "For yourself and your debrief: why you decide as you do, say. It is kept apart from the record."
            yield Words(plain(about, "muted"))
            yield Scroll(earlier_notes(self.earlier), id="earlier")
            yield Paper(longest=LONGEST, id="paper")
            yield Words(id="why")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        earlier = self.query_one("#earlier", Scroll)
        earlier.display = bool(self.earlier)
        earlier.can_focus = False
        self.query_one("#why").display = False
        self.query_one("#keys", Keys).offer([Key("note.keep"), Key("note.break"), Key("note.edit"), Key("note.close")])
        paper = self.query_one(Paper)
        paper.focus()
        self._put(self.draft)

    def _put(self, text: str) -> None:
        paper = self.query_one(Paper)
        paper.text = text
        paper.move_cursor(paper.document.end)

    def action_keep(self) -> None:
        """Keep the note."""
        text = self.query_one(Paper).written
        self.dismiss(Written(text, bool(text)))

    def action_break(self) -> None:
        """A new line."""
        self.query_one(Paper).insert("\n")

    def action_edit(self) -> None:
        """Go on in an editor of one's own; what is written there comes back here."""
        from sim.tui.editing import NoEditor

        here = self.query_one(Paper).text
        before = self.whole if self.whole[:LONGEST] == here else here  # too long, and nothing was done about it here
        try:
            text = cast("JointResponse", self.app).edit(before).rstrip("\n")
        except NoEditor as error:
            self._why(str(error))
            return
        self.whole = text if len(text) > LONGEST else ""
        self._put(text[:LONGEST])
        if self.whole:
            again = shown("note.edit", self.app)
            self._why(
                f"A note has at most {LONGEST:,} letters, and this one has {len(text):,}: the first of them stand here. "
                f"{again} opens all of it again."
            )
        else:
            self._why("The editor changed nothing." if text == before.rstrip("\n") else "")

    def _why(self, words: str) -> None:
        why = self.query_one("#why", Words)
        why.show(plain(words, "new"))
        why.display = bool(words)

    def action_close(self) -> None:
        """Close; the words wait for the next time."""
        self.dismiss(Written(self.query_one(Paper).text, False))
