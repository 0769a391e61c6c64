"""The hot wash being written: a curtain between two people, and behind it a sheet for one of them.

The curtain shows nothing that was written. The sheet shows what its person has kept in this turn, and nothing of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from sim.sessions.afterwards import Afterwards
from sim.tui.content import Page, line, page, plain, row
from sim.tui.keymap import bindings, shown
from sim.tui.settle import Settle
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import POINTER
from sim.tui.widgets.words import Scroll, Words
from sim.tui.widgets.writing import Paper

if TYPE_CHECKING:
    from typing import Literal

    from sim.tui.everywhere import Everywhere

LONGEST = 400
"""Letters of a card."""

KINDS: dict[Literal["plus", "delta"], str] = {"plus": "what went well", "delta": "what should be otherwise next time"}


class Handing(Screen[None]):
    """Between two people: whoever sits down next presses Enter."""

    CSS_PATH = "washing.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("handing")

    def __init__(self, after: Afterwards) -> None:
        super().__init__()
        self.after, self.written = after, 0

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(id="who")
            yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        app = cast("Everywhere", self.app)
        self.settle = Settle(app.now, app.pressed)
        self._draw()
        keys = [Key("handing.write"), Key("everywhere.support"), Key("handing.done")]
        self.query_one("#keys", Keys).offer(keys)

    def _draw(self) -> None:
        many = self.written
        so_far = (
            "Nobody has written yet." if not many else f"{many} {'person has' if many == 1 else 'people have'} written."
        )
        self.settle.shows(many)
        self.query_one("#who", Words).show(
            page(
                row(plain("Hand the laptop to whoever writes next.", "title")),
                row("What others wrote is not shown, and no name is kept.", gap=1),
                row(f"Then that person presses {shown('handing.write', self.app)}.", gap=1),
                row(plain(so_far, "muted"), gap=1),
            )
        )

    def say(self, words: str) -> None:
        """A line below."""
        self.query_one("#status", Words).show(plain(words, "new"))

    def action_write(self) -> None:
        """Somebody sits down and writes."""
        if not self.settle.seen:
            self.say("The curtain has only just come up. Press again, if it is you who writes next.")
            return
        self.say("")

        def done(kept: int | None) -> None:
            self.written += bool(kept)
            self.app.copy_to_clipboard("")
            self._draw()

        self.app.push_screen(Washing(self.after), done)

    def action_done(self) -> None:
        """Everybody has written."""
        self.dismiss(None)


class Washing(Screen[int]):
    """One person's sheet. Gives how many cards they kept."""

    CSS_PATH = "washing.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("washing")

    def __init__(self, after: Afterwards) -> None:
        super().__init__()
        self.after = after
        self.kind: Literal["plus", "delta"] = "plus"
        self.kept: list[tuple[str, str]] = []
        self.warned = False

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Words(plain("Your words, without your name", "title"))
            yield Words(id="kind")
            yield Paper(longest=LONGEST, id="paper")
            yield Words(id="why")
            yield Scroll(id="mine")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#mine").can_focus = False
        self.query_one("#keys", Keys).offer(
            [
                Key("washing.keep"),
                Key("washing.kind"),
                Key("washing.break"),
                Key("washing.done"),
                Key("everywhere.support"),
            ]
        )
        self._draw()
        self.query_one(Paper).focus()

    def _draw(self, why: str = "") -> None:
        chosen = [
            line(
                plain(f"{POINTER if kind == self.kind else ' '} {kind:<5}", "cursor" if kind == self.kind else "muted"),
                f"  {words}",
            )
            for kind, words in KINDS.items()
        ]
        self.query_one("#kind", Words).show(page(*(row(words) for words in chosen)))
        self.query_one("#why", Words).show(plain(why, "new"))
        self.query_one("#mine", Scroll).show(_mine(self.kept))

    def on_text_area_changed(self, message: Paper.Changed) -> None:
        """Who writes on has not thrown anything away, and is not told what to do any more."""
        message.stop()
        if self.query_one(Paper).written:
            self.warned = False
            self.query_one("#why", Words).show(plain(""))

    def action_kind(self) -> None:
        """The other kind."""
        self.kind = "delta" if self.kind == "plus" else "plus"
        self._draw()

    def action_break(self) -> None:
        """A new line."""
        self.query_one(Paper).insert("\n")

    def action_keep(self) -> None:
        """Keep a card, and write the next."""
        from sim.sessions import WashCard
        from sim.sessions.sqlite import new_id

        paper = self.query_one(Paper)
        text = paper.written
        if not text:
            self._draw("Write something first; or hand the laptop on.")
            return
        if not self.after.keep_card(WashCard(f"c-{new_id()}", self.kind, text)):
            self._draw(self.after.trouble)
            return
        self.kept.append((self.kind, text))
        paper.text = ""
        self.warned = False
        self._draw("Kept.")

    def action_done(self) -> None:
        """Hand the laptop on."""
        if self.query_one(Paper).written and not self.warned:
            self.warned = True
            keep, done = shown("washing.keep", self.app), shown("washing.done", self.app)
            self._draw(f"{keep} keeps these words; {done} once more throws them away.")
            return
        self.dismiss(len(self.kept))


def _mine(kept: list[tuple[str, str]]) -> Page:
    if not kept:
        return page()
    return page(
        row(plain("You have kept", "muted")),
        *(row(" ".join(text.split()), plain(f"{kind:<5}  ", "muted")) for kind, text in reversed(kept)),
    )
