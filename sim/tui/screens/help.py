"""Help: every key of the play screen, and how play works, on one page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from sim.tui.content import Page, page, plain, prose, row
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll

KEYS = (
    ("1 to 9", "highlight a choice; in a form, tick a line"),
    ("↑ ↓", "move the highlight"),
    ("Space", "tick the highlighted line of a form or a list"),
    ("Enter", "take the highlighted choice, submit the form; between decisions: go on"),
    ("t", "tell: pass on what you know"),
    ("a", "ask a colleague or a desk about a topic"),
    ("r", "answer a question that was put to you"),
    ("k", "read back what you were told, so that the teller hears what arrived"),
    ("n", "note: a thought of your own, kept apart from the record"),
    ("x", "pass: give no advice where another decides"),
    ("i or Tab", "next pane: scene, messages, what you know"),
    ("PgUp PgDn", "scroll"),
    ("f", "look back at your last decision (coach and practice)"),
    ("b", "back to an earlier decision, in a new session (coach and practice)"),
    ("w", "wait until something comes in, though a decision is open (untimed)"),
    ("g", "your brief again, and words of the other agencies"),
    ("p", "pause, and go on"),
    ("s", "step out: leave the case, at no cost"),
    ("e", "end the case here, and look back on it"),
    ("q", "leave for now; the first screen offers to resume"),
    ("?", "this page"),
    ("Ctrl+Q", "close the program; what you did is kept"),
)

HOW = """\
### How play works

You play one role. The others are played by the computer, and each knows only its own part. **Nobody sees what you know
unless you tell it**, and nobody will remind you to.

- While a decision of yours is open, the clock of the case runs (not when you chose *untimed*). The time left stands at the top.
- Between decisions time jumps, and stops at whatever comes in for you. There it stands still:
  read, tell, ask, and go on with Enter.
- While you are busy you can still tell, ask and answer, unless nobody can be reached from where you are.
- Some of what is known is restricted: you are asked on which ground you pass it on. What you state goes on the record.
- A joint decision says how it is made: one leads, all must agree, or each decides alone.
- New things are marked with ●.

Pausing, stepping out and reading slowly cost nothing and are shown to nobody.
"""


def how_play_works() -> Page:
    """The words on how play works, for here and for the briefing."""
    return prose(HOW)


def all_keys() -> Page:
    """Every key, and how play works."""
    width = max(len(key) for key, _ in KEYS) + 2
    keys = [row(does, plain(key.ljust(width), "key")) for key, does in KEYS]
    return page(plain("Keys", "title"), *keys, row(""), how_play_works())


class Help(ModalScreen[None]):
    """A page to read; without *words* that of all keys. Closes with Esc, Enter or the keys that open it."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,question_mark,g,q", "close", show=False)]

    def __init__(self, words: Page | None = None) -> None:
        super().__init__()
        self.words = words or all_keys()

    def compose(self) -> ComposeResult:
        yield Scroll(self.words, id="page")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer([Key("↑↓ PgUp PgDn", "scroll"), Key("Esc", "close")])
        self.query_one("#page").focus()

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
