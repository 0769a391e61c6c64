"""Places to write in: what is typed or pasted is cleaned and has a longest length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.dom import DOMNode
from textual.widgets import Input, TextArea

from sim.format.cleaning import clean


class Line(Input):
    """One line of text."""

    def __init__(self, *, longest: int, id: str | None = None) -> None:
        super().__init__(id=id, max_length=longest, compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Where nothing is to move, the cursor does not blink."""
        self.cursor_blink = self.app.animation_level == "full"

    def on_paste(self, event: events.Paste) -> None:
        """Paste what is harmless of the first line; Textual would paste control characters as they are."""
        event.prevent_default()
        event.stop()
        first = next(iter(event.text.splitlines()), "")
        self.insert_text_at_cursor(clean(first.replace("\t", " ")))

    @property
    def text(self) -> str:
        """What is written, cleaned, without blanks around it."""
        return clean(self.value).strip()


class Paper(TextArea):
    """Several lines of text, wrapped; *longest* characters at most. Enter is left to the screen."""

    def __init__(self, *, longest: int, id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True)
        self.longest = longest

    def on_mount(self) -> None:
        """Where nothing is to move, the cursor does not blink."""
        self.cursor_blink = self.app.animation_level == "full"

    def watch(self, obj: DOMNode, attribute_name: str, callback: Callable[..., Any], init: bool = True) -> None:
        """Hear of another theme by the app's signal.

        Textual (8.2.8) makes the app keep whatever watches its theme until the theme changes, though it be gone: each note that
        was begun would leave its paper, 20 kB.
        """
        if obj is self.app and attribute_name == "theme":
            self.app.theme_changed_signal.subscribe(self, lambda _: callback())
        else:
            super().watch(obj, attribute_name, callback, init)

    def on_unmount(self) -> None:
        """The signal is let go of."""
        self.app.theme_changed_signal.unsubscribe(self)

    @property
    def room(self) -> int:
        """Characters that can still be written."""
        return self.longest - len(self.text)

    def on_key(self, event: events.Key) -> None:
        """Enter belongs to the screen; when the page is full, letters do nothing."""
        if event.key == "enter" or (event.is_printable and self.room <= 0):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Paste what is harmless and still fits."""
        event.prevent_default()
        event.stop()
        self.insert(clean(event.text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))[: max(0, self.room)])

    @property
    def written(self) -> str:
        """What is written, cleaned, without blanks around it."""
        return clean(self.text).strip()
