"""The line of keys at the bottom: what can be pressed here, and in brackets what can't be now. A click on one presses it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual import events

from sim.tui.content import Row, line, page, plain, row
from sim.tui.keymap import BY_ID, keys_of, shown
from sim.tui.keynames import named_face
from sim.tui.widgets.words import Words

BETWEEN = "  "
ESC = "Esc"


class Key(NamedTuple):
    """A key, what it does in a word, and (*off*) why it does nothing now.

    *key* is the name of an act (`play.tell`), which is shown under the person's own key, or what stands on the key.
    *does*: empty for the words of the act. *also*: an act that does the same here; if that is on Esc, the face says so.
    """

    key: str
    does: str = ""
    off: str = ""
    also: str = ""


class Keys(Words):
    """Keys beside each other, broken into lines between keys and never inside one."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.keys: tuple[Key, ...] = ()
        self.places: list[tuple[int, int, int, Key]] = []  # line, first cell, cell after the last, key

    def offer(self, keys: Iterable[Key]) -> None:
        """Show *keys*."""
        self.keys = tuple(keys)
        self._lay()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the keys out anew."""
        self._lay()

    def relay(self) -> None:
        """Lay the keys out anew: the person has other keys now."""
        self._lay()

    def _lay(self) -> None:
        rows: list[Row] = []
        here = line()
        self.places = []
        for key in self.keys:
            act = BY_ID.get(key.key)
            face = shown(act.id, self.app) if act is not None else key.key
            if key.also and face != ESC and "escape" in keys_of(key.also, self.app).split(","):
                face = f"{face} or {ESC}"
            does = key.does or (act.does if act is not None else "")
            words = line(plain(face, "key"), plain(f" {does}"))
            if key.off:
                words = plain(f"({face} {does})", "off")
            longer = line(here, BETWEEN, words) if here else words
            if here and longer.cell_length > self.content_size.width > 0:
                rows.append(row(here))
                here = words
            else:
                here = longer
            self.places.append((len(rows), here.cell_length - words.cell_length, here.cell_length, key))
        self.show(page(*rows, here))

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked on."""
        place = event.get_content_offset(self)
        if place is None:
            return
        for number, first, after, key in self.places:
            if number == place.y and first <= place.x < after:
                event.stop()
                self.press(key)
                return

    def press(self, key: Key) -> None:
        """What happens when *key* is pressed on the keyboard."""
        name = keys_of(key.key, self.app).split(",")[0] if key.key in BY_ID else named_face(key.key)
        if name:
            self.app.simulate_key(name)
