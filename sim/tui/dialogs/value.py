"""The dialogs of the settings: pick a value, write a word, press a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.content import page, plain
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Words
from sim.tui.widgets.writing import Line

AROUND, LEAST = 11, 4
"""Lines around the list, and lines of it at least."""


class Value(ModalScreen[tuple[str, ...] | None]):
    """Gives the ids that were picked, or None. *look*: called with what is highlighted, so that it can be seen at once.

    *several*: lines can be ticked; *ticked* are so at first, or else *present* is highlighted. *take*: what Enter does.
    """

    CSS_PATH = "value.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("value")

    def __init__(
        self,
        title: str,
        about: str,
        picks: Sequence[Pick],
        *,
        present: str = "",
        several: bool = False,
        ticked: Sequence[str] = (),
        look: Callable[[str], None] | None = None,
        take: str = "keep",
    ) -> None:
        super().__init__()
        self.heading, self.about, self.look, self.take = title, about, look, take
        self.offered, self.present, self.several, self.ticked = tuple(picks), present, several, tuple(ticked)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(self.heading, "title"))
            if self.about:
                yield Words(plain(self.about, "muted"))
            yield Picks(id="picks")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        picks = self.query_one(Picks)
        picks.at_once = True
        picks.offer(self.offered, several=self.several, ready=True, ticked=self.ticked)
        ids = [pick.id for pick in self.offered]
        if self.present in ids:
            picks.highlighted = ids.index(self.present)
        picks.focus()
        tick = [Key("list.tick")] if self.several else []
        self.query_one("#keys", Keys).offer([Key("↑↓", "move"), *tick, Key("list.take", self.take), Key("value.close")])

    def on_resize(self, event: events.Resize) -> None:
        """The list takes what the lines around it leave."""
        self.query_one(Picks).styles.max_height = max(LEAST, self.size.height - AROUND)

    def on_option_list_option_highlighted(self, event: Picks.OptionHighlighted) -> None:
        """Show what it would be like."""
        if self.look is not None:
            self.look(self.offered[event.option_index].id)

    def on_picks_committed(self, message: Picks.Committed) -> None:
        message.stop()
        self.dismiss(message.ids)

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()

    def action_close(self) -> None:
        """Close; nothing changes."""
        self.dismiss(None)


class Word(ModalScreen[str | None]):
    """Gives a line that was written, empty for nothing, or None when it was closed."""

    CSS_PATH = "value.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("value")

    def __init__(self, title: str, about: str, present: str = "", *, longest: int = 300) -> None:
        super().__init__()
        self.heading, self.about, self.present, self.longest = title, about, present, longest

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(self.heading, "title"))
            yield Words(plain(self.about, "muted"))
            yield Line(longest=self.longest, id="line")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        line = self.query_one(Line)
        line.value = self.present
        line.focus()
        self.query_one("#keys", Keys).offer([Key("Enter", "keep"), Key("value.close")])

    def on_input_submitted(self) -> None:
        """Enter: keep it."""
        self.dismiss(self.query_one(Line).text)

    def action_close(self) -> None:
        """Close; nothing changes."""
        self.dismiss(None)


class Press(ModalScreen[str | None]):
    """Gives the key that was pressed, empty for the usual one, or None. *refuse*: says why a key can't be taken, or nothing.

    The app hands it every key before anything else can happen on it.
    """

    CSS_PATH = "value.tcss"
    AUTO_FOCUS = ""

    def __init__(self, title: str, about: str, refuse: Callable[[str], str]) -> None:
        super().__init__()
        self.heading, self.about, self.refuse = title, about, refuse

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(self.heading, "title"))
            yield Words(page(self.about, plain("Press the key that you want for it.", "strong")), id="about")
            yield Words(id="why")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer([Key("Backspace", "the usual key"), Key("Esc", "close, nothing changes")])

    def take_key(self, event: events.Key) -> None:
        """A key was pressed."""
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "backspace":
            self.dismiss("")
        elif why := self.refuse(event.key):
            self.query_one("#why", Words).show(plain(why, "new"))
        else:
            self.dismiss(event.key)
