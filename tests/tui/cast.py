"""A recording of a terminal in the format asciicast 2: what a program wrote and when, and the keys that were pressed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import pyte

NAMES = {
    "\r": "Enter",
    "\x1b": "Esc",
    " ": "Space",
    "\t": "Tab",
    "\x1b[A": "↑",
    "\x1b[B": "↓",
    "\x1b[C": "→",
    "\x1b[D": "←",
    "\x1b[6~": "PgDn",
}
"""What a terminal sends -> what stands on the key."""


class Event(NamedTuple):
    """*time*: seconds since the beginning. *kind*: `o` written by the program, `i` a key."""

    time: float
    kind: str
    data: str


class Cast(NamedTuple):
    """A recording. *size*: columns and lines."""

    size: tuple[int, int]
    title: str
    events: list[Event]

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.events[-1].time

    def text(self) -> str:
        """The file: a line for the recording, and one for each event."""
        columns, rows = self.size
        head = {"version": 2, "width": columns, "height": rows, "title": self.title, "env": {"TERM": "xterm-256color"}}
        lines = [json.dumps(head), *(json.dumps(list(event), ensure_ascii=False) for event in self.events)]
        return "\n".join(lines) + "\n"


def parsed(text: str) -> Cast:
    """The recording in a file."""
    first, *lines = text.splitlines()
    head = json.loads(first)
    assert head["version"] == 2
    return Cast((head["width"], head["height"]), head["title"], [Event(*json.loads(line)) for line in lines])


class Still(NamedTuple):
    """What is seen from *time* on. *keys*: what was pressed before it. *rows*: of pyte's cells, without blank ends."""

    time: float
    keys: str
    rows: tuple[tuple[pyte.screens.Char, ...], ...]

    def text(self) -> str:
        """It, as words."""
        return "\n".join("".join(cell.data for cell in row) for row in self.rows)


def stills(cast: Cast) -> Iterator[Still]:
    """What is seen, each time that something was written and the screen has changed."""
    columns, rows = cast.size
    screen = pyte.Screen(columns, rows)
    stream = pyte.Stream(screen)
    keys, last = "", None
    for event in cast.events:
        if event.kind == "i":
            keys = NAMES.get(event.data, event.data)
            continue
        stream.feed(event.data)
        seen = tuple(tuple(screen.buffer[row][column] for column in range(columns)) for row in range(rows))
        if seen != last:
            yield Still(event.time, keys, seen)
        last = seen
