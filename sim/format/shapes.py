"""Shapes: what a value of the format can be. Data only.

The definition of the format (`fields`) is made of these; the reader, the JSON Schema and the reference page
each walk over them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Noun = Literal[
    "scenario",
    "role",
    "child",
    "desk",
    "basis",
    "variable",
    "milestone",
    "fact",
    "topic",
    "inject",
    "scene",
    "choice",
    "item",
    "ending",
    "stop",
    "link",
    "detail",
    "objective",
    "activity",
    "argument",
    "task",
    "term",
    "pack",
    "rule",
]
"""The things of a scenario that have names."""


@dataclass(frozen=True, slots=True)
class Line:
    """A short text on one line, shown as it stands."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown: the text itself, or the name of a file of the folder that ends in `.md`."""


@dataclass(frozen=True, slots=True)
class Word:
    """One of a few words."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number; *whole* without a fraction, between *least* and *most*; *truth*: true and false are 1 and 0."""

    least: float | None = None
    most: float | None = None
    whole: bool = False
    truth: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, in seconds when read; at least *least*."""

    least: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with a time of day."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""


@dataclass(frozen=True, slots=True)
class Pick:
    """How many lines of a form may be ticked: `any`, `at_most 2`, `at_least 1`, `exactly 3`, `2 to 4`."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition."""


@dataclass(frozen=True, slots=True)
class New:
    """A name that is made here."""

    noun: Noun


@dataclass(frozen=True, slots=True)
class Ref:
    """A name that is made elsewhere in the scenario, or one of the words in *extra*."""

    nouns: tuple[Noun, ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list; *cases*: each entry has an `if` and the last has none."""

    of: Shape
    least: int = 0
    most: int | None = None
    cases: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping from names to values of one shape."""

    key: New | Ref
    of: Shape
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its name, shape, meaning, an example; *default* in words if it may be left out."""

    name: str
    shape: Shape
    meaning: str
    example: str
    required: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with given fields; *rest*: other keys are names of that shape. *name* is what the docs call it."""

    name: str
    meaning: str
    fields: tuple[Field, ...]
    rest: Named | None = None
    by_name: dict[str, Field] = field(init=False, hash=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Index the fields once; a record is read hundreds of times."""
        object.__setattr__(self, "by_name", {each.name: each for each in self.fields})


@dataclass(frozen=True, slots=True)
class Either:
    """A value that may be written in several ways, told apart by being a word, a list or a mapping."""

    scalar: Shape | None = None
    sequence: Listed | None = None
    mapping: Record | Named | None = None


Shape = (
    Line
    | Prose
    | Word
    | Numeral
    | Truth
    | Duration
    | Moment
    | Day
    | Pick
    | Expression
    | New
    | Ref
    | Listed
    | Named
    | Record
    | Either
)
