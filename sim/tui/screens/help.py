"""Pages to read: how play works, every key, and whatever else is only read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from sim.tui.content import Page, Row, page, plain, prose, row
from sim.tui.keymap import PLACES, bindings, of, words
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll

HOW = """\
### How play works

You play one role. The others are played by the computer, and each knows only its own part. **Nobody sees what you know
unless you tell it**, and nobody will remind you to.

- While a decision of yours is open, the clock of the case runs (not when you chose *untimed*). The time left stands at the top.
- Between decisions time jumps, and stops at whatever comes in for you. There it stands still:
  read, tell, ask, and go on with Enter.
- While you are busy you can still tell, ask and answer, unless nobody can be reached from where you are.
- What you tell arrives word for word and **can't be taken back**, from the wrong person neither. When somebody reads it back
  wrongly, or you gave a wrong ground, you can tell it again: both stand beside each other in the messages.
- Some of what is known is restricted: you are asked on which ground you pass it on. What you state goes on the record.
- A joint decision says how it is made: one leads, all must agree, or each decides alone.
- New things are marked with ●.

Pausing, stepping out and reading slowly cost nothing and are shown to nobody.
"""


def how_play_works() -> Page:
    """The words on how play works, for here and for the briefing."""
    return prose(HOW)


def all_keys(app: object = None) -> Page:
    """Every key of every place, under the keys that the person of *app* has."""
    found = {title: words(of(place), app) for place, title in PLACES.items()}
    width = max(len(key) for acts in found.values() for key, _ in acts) + 2
    rows: list[Row] = []
    for title, acts in found.items():
        if acts:
            rows.append(row(plain(title, "title"), gap=1 if rows else 0))
            rows += [row(says, plain(key.ljust(width), "key")) for key, says in acts]
    return page(*rows)


class Help(ModalScreen[None]):
    """A page to read. Closes with Esc or Enter."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("reading")

    def __init__(self, shown: Page) -> None:
        super().__init__()
        self.words = shown

    def compose(self) -> ComposeResult:
        yield Scroll(self.words, id="page")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer([Key("↑↓ PgUp PgDn", "scroll"), Key("reading.close")])
        self.query_one("#page").focus()

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
