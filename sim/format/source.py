"""Sources: the text of one file with its lines, and places in it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from functools import cached_property

import msgspec

from sim.format.cleaning import clean

# What YAML itself does not let in beside control characters.
_UNPRINTABLE = re.compile("[\ufffe\uffff]")


WINDOW = 400
"""Characters of a line that are kept around a place: a file of one line must not be copied for every place in it."""


class Place(msgspec.Struct, frozen=True):
    """A place in a file: line and column from 1, how many characters are meant, and the line's text; of a long
    line a part, from which *margin* characters at the beginning are left out."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    index: int = -1
    snippet: str = ""
    margin: int = 0


class Source:
    """The text of one file of a scenario. *name* is relative to the scenario's folder."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.raw = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.text = _UNPRINTABLE.sub("\ufffd", clean(self.raw))
        """The cleaned text, character for character as long as *raw*."""

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, index: int, length: int = 1) -> Place:
        """The place of character *index*."""
        index = max(0, min(index, len(self.text)))
        number = bisect.bisect_right(self._starts, index) - 1
        start = self._starts[number]
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self.text)
        first = start if end - start <= WINDOW else max(start, index - WINDOW // 2)
        snippet = self.text[first : min(end, first + WINDOW)]
        room = max(1, end - index)
        return Place(self.name, number + 1, index - start + 1, max(1, min(length, room)), index, snippet, first - start)

    def inside(self, start: int, end: int, value: str) -> Callable[[int], int]:
        """From positions in *value*, a scalar that stands at *start* to *end* of the text, to positions in the text.

        Quotes, folds and escapes are stepped over: each character of the value is looked for in the file, blanks
        and line ends counting alike.
        """
        text = self.text[start:end]
        if text == value:
            return lambda at: start + at
        if text[:1] in ("|", ">"):
            pointer = max(0, text.find("\n"))
        else:
            pointer = 1 if text[:1] in ("'", '"') else 0
        where = []
        # Each character stands at most an escape's length on; and only conditions and marks in prose are looked up,
        # near the beginning of what a person would read.
        for character in value[:20_000]:
            if character.isspace():
                where.append(pointer)
                while pointer < len(text) and text[pointer].isspace():
                    pointer += 1
                continue
            found = text.find(character, pointer, pointer + 12)
            pointer = pointer if found < 0 else found
            where.append(pointer)
            pointer += 1
        return lambda at: start + (where[at] if at < len(where) else pointer)

    def whole(self) -> Place:
        """The file as a whole."""
        return Place(self.name)
