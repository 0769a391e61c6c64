"""The line of keys at the bottom: what can be pressed here, and dimmed what can't be now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual import events

from sim.tui.content import Row, line, page, plain, row
from sim.tui.widgets.words import Words

BETWEEN = "  "


class Key(NamedTuple):
    """A key, what it does in a word, and (*off*) why it does nothing now."""

    key: str
    does: str
    off: str = ""


class Keys(Words):
    """Keys beside each other, broken into lines between keys and never inside one."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.keys: tuple[Key, ...] = ()

    def offer(self, keys: Iterable[Key]) -> None:
        """Show *keys*."""
        self.keys = tuple(keys)
        self._lay()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the keys out anew."""
        self._lay()

    def _lay(self) -> None:
        rows: list[Row] = []
        here = line()
        for key in self.keys:
            words = line(plain(key.key, "off" if key.off else "key"), plain(f" {key.does}", "off" if key.off else ""))
            longer = line(here, BETWEEN, words) if here else words
            if here and longer.cell_length > self.content_size.width > 0:
                rows.append(row(here))
                here = words
            else:
                here = longer
        self.show(page(*rows, here))
