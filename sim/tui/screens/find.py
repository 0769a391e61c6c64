"""A list of what can be done, to search by typing; Enter does what is highlighted."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.fuzzy import Matcher
from textual.screen import ModalScreen

from sim.tui.content import page, plain, row
from sim.tui.doable import Doable
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Words
from sim.tui.widgets.writing import Line

LONGEST = 60
"""Letters of what is searched for."""
AROUND, LEAST = 11, 4
"""Lines around the list, and lines of it at least."""
KEY = 10
"""Cells for the keys before a line."""


class Find(ModalScreen[Doable | None]):
    """Gives what is to be done, or None when it was closed. *verb*: what Enter does, in a word."""

    CSS_PATH = "find.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("find")

    def __init__(self, title: str, entries: Sequence[Doable], *, verb: str = "") -> None:
        super().__init__()
        self.heading, self.entries, self.verb = title, tuple(entries), verb

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(self.heading, "title"))
            yield Line(longest=LONGEST, id="find")
            yield Picks(id="picks")
            yield Words(id="none")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        picks = self.query_one(Picks)
        picks.can_focus, picks.at_once = False, True
        self.query_one("#keys", Keys).offer(
            [Key("type", "to search"), Key("↑↓", "move"), Key("find.take", self.verb), Key("find.close")]
        )
        self._offer("")
        line = self.query_one(Line)
        line.placeholder = "search"
        line.focus()

    def on_resize(self, event: events.Resize) -> None:
        """The list takes what the lines around it leave."""
        self.query_one(Picks).styles.max_height = max(LEAST, self.size.height - AROUND)

    def on_input_changed(self) -> None:
        """Something was typed: the list shows what fits."""
        self._offer(self.query_one(Line).text)

    def _offer(self, words: str) -> None:
        found = matching(self.entries, words)
        picks = self.query_one(Picks)
        picks.offer(())
        picks.offer([_pick(each) for each in found], ready=True)
        picks.display = bool(found)
        none = self.query_one("#none", Words)
        none.display = not found
        none.show(plain(f"Nothing here is called “{words}”.", "muted"))

    def action_move(self, by: int) -> None:
        """The highlight up or down."""
        picks = self.query_one(Picks)
        for _ in range(abs(by)):
            if by > 0:
                picks.action_cursor_down()
            else:
                picks.action_cursor_up()

    def action_page(self, by: int) -> None:
        """The highlight a page up or down."""
        picks = self.query_one(Picks)
        if by > 0:
            picks.action_page_down()  # type: ignore[no-untyped-call]
        else:
            picks.action_page_up()  # type: ignore[no-untyped-call]

    def action_take(self) -> None:
        """Do what is highlighted."""
        self.query_one(Picks).action_commit()

    def on_input_submitted(self) -> None:
        """Enter in the line: do what is highlighted."""
        self.action_take()

    def on_picks_committed(self, message: Picks.Committed) -> None:
        message.stop()
        self.dismiss(next((each for each in self.entries if each.id == message.ids[0]), None))

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()

    def action_close(self) -> None:
        """Close; nothing is done."""
        self.dismiss(None)


def _pick(each: Doable) -> Pick:
    """An entry as a line: its keys, then what it does."""
    key = each.key if len(each.key) < KEY else each.key.split(" or ")[0]
    return Pick(
        each.id, page(row(each.says, plain(key.ljust(KEY - 1) + " ", "off" if each.off else "key"))), off=each.off
    )


def matching(entries: Sequence[Doable], words: str) -> list[Doable]:
    """The entries in which all *words* occur, else those that come near.

    Those come first that say them at the beginning of a word, and of them those that begin with the first.
    """
    wanted = words.casefold().split()
    if not wanted:
        return list(entries)
    found = []
    for place, each in enumerate(entries):
        text = f" {each.says} {each.also} {each.key}".casefold()
        if all(word in text for word in wanted):
            misses = sum(f" {word}" not in text for word in wanted)
            found.append((misses, not text.startswith(f" {wanted[0]}"), place, each))
    if found:
        return [each for *_, each in sorted(found, key=lambda entry: entry[:3])]
    matcher = Matcher(words)
    near = [(-matcher.match(f"{each.says} {each.also}"), place, each) for place, each in enumerate(entries)]
    return [each for score, _, each in sorted(near, key=lambda entry: entry[:2]) if score < 0]
