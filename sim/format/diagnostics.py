"""Diagnostics: what is wrong with a scenario, where, and what would be right.

`Problems` collects them while the files are read; every stage adds to it and goes on, so that a person sees
all errors at once. The kinds, with their stable codes, stand in `sim.format.catalogue`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

from sim.format.cleaning import clean

if TYPE_CHECKING:
    from sim.format.catalogue import Kind
    from sim.format.source import Place

Severity = Literal["error", "warning"]

MOST = 300
"""Diagnostics kept from one reading: nobody reads more, and a megabyte of mistakes must not take minutes."""
COMPARISONS = 10_000
"""Names compared for near matches in one reading, for the same reason (about 0.2 s)."""


class Diagnostic(msgspec.Struct, frozen=True):
    """One thing that is wrong. *line* and *column* count from 1; line 0 means the file or folder as a whole."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    snippet: str = ""
    """The line as it stands in the file; of a very long one a part."""
    length: int = 1
    """How many characters from *column* on are meant."""
    margin: int = 0
    """How many characters of the line stand before *snippet*."""

    @property
    def is_error(self) -> bool:
        """True if the scenario can't be played before this is mended."""
        return self.severity == "error"


class Spot(msgspec.Struct, frozen=True):
    """Where an error was reported, by character of a file: a stage asks whether a part was sound so far."""

    file: str
    index: int
    code: str


class Problems:
    """The diagnostics of one reading, in the making."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._seen: set[tuple[str, str, int, int, str]] = set()
        self.spots: list[Spot] = []
        self.errors = 0
        self._comparisons = COMPARISONS

    def add(self, kind: Kind, place: Place, message: str, hint: str = "") -> None:
        """Report *kind* at *place*: *message* says what is wrong, *hint* what would be right."""
        if self.full:
            return
        found = Diagnostic(
            code=kind.code,
            severity=kind.severity,
            file=clean(place.file),
            line=place.line,
            column=place.column,
            message=clean(message),
            hint=clean(hint),
            snippet=place.snippet,
            length=place.length,
            margin=place.margin,
        )
        key = (found.code, found.file, found.line, found.column, found.message)
        if key in self._seen:
            return
        self._seen.add(key)
        if found.is_error:
            self.errors += 1
            self.spots.append(Spot(place.file, place.index, kind.code))
        # An error is never crowded out by warnings: beyond the limit it takes the place of one.
        if len(self._found) < MOST:
            self._found.append(found)
        elif found.is_error:
            for number, other in enumerate(self._found):
                if not other.is_error:
                    self._found[number] = found
                    return

    @property
    def full(self) -> bool:
        """True when nothing more would be kept."""
        return self.errors >= MOST

    def near(self, word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
        """The known name most like *word*, if it is at least so like it (1: the same); else nothing."""
        names = [name for name in known if abs(len(name) - len(word)) <= max(3, len(word) // 2)]
        if len(word) > 60 or self._comparisons < len(names):
            return ""
        import difflib

        self._comparisons -= len(names)
        return next(iter(difflib.get_close_matches(word, names, n=1, cutoff=likeness)), "")

    def found(self) -> tuple[Diagnostic, ...]:
        """All diagnostics in the order of files and lines."""
        return tuple(sorted(self._found, key=lambda d: (d.file, d.line, d.column, d.code, d.message)))


def did_you_mean(near: str, otherwise: str = "") -> str:
    """The hint for a near match, or *otherwise*."""
    return f"Did you mean `{near}`?" if near else otherwise


def listed(names: Iterable[str], *, most: int = 8) -> str:
    """Names as words in a sentence, not too many of them."""
    every = [f"`{name}`" for name in names]
    if len(every) > most:
        return ", ".join(every[:most]) + f" and {len(every) - most} more"
    return ", ".join(every)


def drawn(diagnostic: Diagnostic, *, folder: str = "") -> str:
    """A diagnostic for a person: place, message, the line with a mark under it, and the remedy."""
    place = f"{folder}{diagnostic.file}" or "scenario"
    if diagnostic.line:
        place += f":{diagnostic.line}:{diagnostic.column}"
    lines = [f"{place}: {diagnostic.severity} {diagnostic.code}: {diagnostic.message}"]
    if diagnostic.snippet.strip():
        lines += [f"    {line}" for line in _pointed(diagnostic)]
    if diagnostic.hint:
        lines.append(f"    hint: {diagnostic.hint}")
    return "\n".join(lines)


def _pointed(diagnostic: Diagnostic, *, room: int = 100) -> tuple[str, str]:
    """The line and a second one with carets under what is meant; long lines are cut around it."""
    line, start = clean(diagnostic.snippet).replace("\t", " "), diagnostic.column - 1 - diagnostic.margin
    before = "... " if diagnostic.margin else ""
    if start > room - 30:
        cut = start - 40
        line, start, before = line[cut:], 40, "... "
    shown = before + line[:room] + (" ..." if len(line) > room else "")
    length = max(1, min(diagnostic.length, len(line[:room]) - start))
    indent = len(before) + _width(line[:start])
    return shown, " " * indent + "^" * max(1, _width(line[start : start + length]))


def _width(text: str) -> int:
    """Columns of a terminal that *text* takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) or c in "\u200c\u200d" else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
