"""Blocks: what a report is made of before it is a page. Written once, they become HTML and Markdown alike.

Text is always a plain `str`: a block has no way to carry markup, so what somebody typed can't become any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Tone = Literal["", "strong", "muted", "good", "fair", "poor"]
"""How words are set off. `good`, `fair` and `poor` have a sign as well as a colour: `SIGNS`."""

SIGNS: dict[Tone, str] = {"good": "✓", "fair": "◐", "poor": "✗"}


class Run(NamedTuple):
    """A few words in one tone."""

    text: str
    tone: Tone = ""


Words = str | Run | tuple[str | Run, ...]
"""Words in a row; empty: nothing is said."""


def runs(words: Words) -> tuple[Run, ...]:
    """*words* as runs, without empty ones."""
    many = (words,) if isinstance(words, str | Run) else words
    found = (run if isinstance(run, Run) else Run(run) for run in many)
    return tuple(run for run in found if run.text)


def bare(words: Words) -> str:
    """*words* as text, signs and all."""
    return "".join(signed(run) for run in runs(words))


def signed(run: Run) -> str:
    """The text of a run, with the sign of its tone in front."""
    sign = SIGNS.get(run.tone)
    return f"{sign} {run.text}" if sign else run.text


def spaced(*parts: Words) -> Words:
    """*parts* with a blank between those that say something."""
    found: list[str | Run] = []
    for part in parts:
        if runs(part):
            found += [" "] if found else []
            found += runs(part)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. *kind*: `lead` stands out, `note` is beside the point, `caution` is to be read before the rest."""

    words: Words
    kind: Literal["", "lead", "note", "caution"] = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Names and what stands behind them. An empty value is a blank for people to fill in."""

    rows: tuple[tuple[str, Words], ...]


class Column(NamedTuple):
    """A column of a table. *kind*: numbers stand on the right, a `time` (or another short mark) is never broken, a `blank` is
    left for people to fill in.
    """

    title: str
    kind: Literal["text", "number", "time", "blank"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. *head*: the column that names its row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    head: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of a drawing: the name of an SVG element, its attributes, the text in it and the shapes in it."""

    name: Literal["g", "rect", "line", "path", "circle", "text"]
    attributes: tuple[tuple[str, str | float], ...] = ()
    text: str = ""
    within: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of *width* by *height* units; *title* names it, *about* says in a sentence what it shows."""

    title: str
    about: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its caption, and beside it the same in words or as a table: for who can't see it, and for paper."""

    drawing: Drawing
    caption: str
    said: tuple[Points | Table | Para | Fold, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under a heading. *id*: its anchor; *apart*: it begins a new sheet of paper; *broad*: its sheets
    lie on their side; *keep*: it stays on one, if it can."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    apart: bool = False
    keep: bool = False
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """Evidence behind what was just said. *summary* says what it is and how much, and stands there also where the rest does not:
    a page opens it by a click, paper and text have it in the full report.
    """

    summary: str
    blocks: tuple[Block, ...]


Block = Para | Points | Terms | Table | Figure | Section | Fold


@dataclass(frozen=True, slots=True)
class Report:
    """A report: *title*, what it is about, *marks* (short facts beside the title), and its sections. *full*: all that is folded
    is open.
    """

    title: str
    about: str
    marks: tuple[Words, ...]
    sections: tuple[Section, ...]
    full: bool = False
