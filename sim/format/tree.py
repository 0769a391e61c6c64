"""The positioned tree of one YAML file: what stands where, before anything is taken to mean something.

Built in one pass over the C parser's events, under limits that are kept while the events stream: the parser
never sees more than it has been asked for, so 100,000 nested brackets end at the fiftieth. Composing such a
file with the C loader kills the process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sim.format import catalogue
from sim.format.diagnostics import Problems
from sim.format.source import Place, Source

DEPTH = 50
NODES = 50_000


@dataclass(slots=True)
class Scalar:
    """A single value as text; `plain` if it stands without quotes or block marks."""

    source: Source
    index: int
    end: int
    value: str
    plain: bool = True
    broken: bool = False
    """True if it was reported and stands for nothing."""

    @property
    def place(self) -> Place:
        """Where it stands, all of it as far as the line goes."""
        return self.source.place(self.index, self.end - self.index)


@dataclass(slots=True)
class Sequence:
    """A list."""

    source: Source
    index: int
    end: int = 0
    items: list[Node] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.source.place(self.index)


@dataclass(slots=True)
class Mapping:
    """A mapping, in the author's order; `key` is the word that it stands under, if any."""

    source: Source
    index: int
    end: int = 0
    pairs: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    key: Scalar | None = None

    @property
    def place(self) -> Place:
        """Where to point when something is missing in it: the word it stands under, or its beginning."""
        return self.key.place if self.key else self.source.place(self.index)

    def get(self, name: str) -> Node | None:
        """What stands under *name*."""
        pair = self.pairs.get(name)
        return pair[1] if pair else None


Node = Scalar | Sequence | Mapping


def compose(source: Source, problems: Problems) -> Node | None:
    """The tree of *source*; None (and diagnostics) if it can't be read, or nothing if the file is empty."""
    import yaml

    try:
        from yaml import CSafeLoader as Parser
    except ImportError:  # a PyYAML built without libyaml: 18 times slower, the same events
        from yaml import SafeLoader as Parser  # type: ignore[assignment]
    try:
        return _Builder(source, problems).build(Parser(source.text))
    except _Stop:
        return None
    except yaml.MarkedYAMLError as error:
        _explain(source, problems, error)
    except (yaml.YAMLError, ValueError) as error:
        problems.add(catalogue.NOT_YAML, source.whole(), f"This file is not YAML: {error}.")
    return None


class _Stop(Exception):
    """The rest of the file is not read."""


class _Builder:
    """Events in, nodes out."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self.source = source
        self.problems = problems
        self.stack: list[tuple[Sequence | Mapping, Scalar | None]] = []
        self.root: Node | None = None
        self.count = 0

    def build(self, parser: Any) -> Node | None:
        """Every event of *parser*, one at a time."""
        from yaml import events as e

        documents = 0
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind is e.ScalarEvent:
                index, end = event.start_mark.index, event.end_mark.index
                scalar = Scalar(self.source, index, end, event.value, not event.style)
                self._check(event, scalar)
                self._attach(scalar)
            elif kind is e.MappingStartEvent or kind is e.SequenceStartEvent:
                self._open(event, Mapping if kind is e.MappingStartEvent else Sequence)
            elif kind is e.MappingEndEvent or kind is e.SequenceEndEvent:
                self.stack.pop()[0].end = event.end_mark.index
            elif kind is e.AliasEvent:
                self._refuse_alias(event)
            elif kind is e.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    place = self.source.place(event.start_mark.index, 3)
                    self.problems.add(
                        catalogue.SEVERAL_DOCUMENTS,
                        place,
                        "A second document begins here (`---`); a file holds one.",
                        "Take the line out, or make two files.",
                    )
                    raise _Stop
            elif kind is e.StreamEndEvent:
                return self.root

    def _open(self, event: Any, kind: type[Mapping] | type[Sequence]) -> None:
        node = kind(self.source, event.start_mark.index)
        self._check(event, node)
        if len(self.stack) >= DEPTH:
            self.problems.add(
                catalogue.TOO_DEEP,
                node.place,
                f"This is nested more than {DEPTH} deep; the rest of the file was not read.",
                "No scenario needs that: look for brackets that are never closed.",
            )
            raise _Stop
        self._attach(node)
        self.stack.append((node, None))

    def _attach(self, node: Node) -> None:
        self.count += 1
        if self.count > NODES:
            self.problems.add(
                catalogue.TOO_MANY,
                node.place,
                f"More than {NODES:,} values in one file; the rest was not read.",
                "Split the scenario over several files, or into several scenarios.",
            )
            raise _Stop
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            self.stack[-1] = (parent, self._key(node))
        else:
            self.stack[-1] = (parent, None)
            if isinstance(node, Mapping):
                node.key = key
            self._pair(parent, key, node)

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.problems.add(
            catalogue.KEY_NOT_A_WORD,
            node.place,
            "A list or a mapping can't be a key.",
            "A text that begins with `[` or `{` must stand in quotes.",
        )
        raise _Stop

    def _pair(self, parent: Mapping, key: Scalar, node: Node) -> None:
        first = parent.pairs.get(key.value)
        if first is None:
            parent.pairs[key.value] = (key, node)
            return
        self.problems.add(
            catalogue.KEY_TWICE,
            key.place,
            f"`{key.value}` is given twice; the first is on line {first[0].place.line}.",
            "Keep one of them, or rename one.",
        )

    def _check(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            self.problems.add(
                catalogue.ALIAS,
                node.source.place(node.index),
                f"`&{event.anchor}` is a YAML anchor, and a scenario has none.",
                "Write the value out. A text that begins with & must stand in quotes.",
            )
        if event.tag is not None:
            self.problems.add(
                catalogue.TAG,
                node.source.place(node.index),
                f"`{event.tag}` is a YAML tag, and a scenario has none.",
                "Take it out. A text that begins with ! must stand in quotes.",
            )

    def _refuse_alias(self, event: Any) -> None:
        index, end = event.start_mark.index, event.end_mark.index
        self.problems.add(
            catalogue.ALIAS,
            self.source.place(index, end - index),
            f"`*{event.anchor}` is a YAML alias, and a scenario has none.",
            "Write the value out. A text that begins with * must stand in quotes.",
        )
        self._attach(Scalar(self.source, index, end, "", broken=True))


# What libyaml says, and what it means to somebody who writes a scenario.
_PLAIN: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "A second colon on this line, or a line that is indented too far.",
        "A text with a colon in it must stand in quotes; lines of one block begin in the same column.",
    ),
    (
        "did not find expected key",
        "This line does not fit the block it stands in.",
        "Check the indentation, here and in the lines above: lines of one block begin in the same column.",
    ),
    (
        "did not find expected '-'",
        "This line ends a list in the middle.",
        "Every entry of a list begins with `- ` in the same column.",
    ),
    (
        "did not find expected ',' or '}'",
        "A `{` is not closed before this place.",
        "Put the missing `}` or a comma; prose with commas or colons must stand in quotes or on a line of its own.",
    ),
    (
        "did not find expected ',' or ']'",
        "A `[` is not closed before this place.",
        "Put the missing `]` or a comma; a text that begins with [ must stand in quotes.",
    ),
    (
        "did not find expected node content",
        "Something is missing or too much between brackets.",
        "Look for a comma too many, or brackets that are never closed.",
    ),
    (
        "could not find expected ':'",
        "A line without a colon, where `name: value` was expected.",
        "Give it a colon, or indent it so that it belongs to the text above.",
    ),
    (
        "found unexpected end of stream",
        "A quote is opened and never closed.",
        "Close it, and double a quote inside the text.",
    ),
    (
        "found unknown escape character",
        "A backslash in double quotes with a letter that YAML does not know.",
        "Use single quotes, or write the backslash twice.",
    ),
    (
        "found invalid Unicode character escape code",
        "This is half a character.",
        "Write the character itself.",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "A text may not begin with `*` or `&` here.",
        "Put the text into quotes, or begin it on the next line after `|`.",
    ),
    (
        "block sequence entries are not allowed",
        "A `- ` in the middle of a line.",
        "Begin the list on the next line, or write it as [one, two].",
    ),
    (
        "found a tab character",
        "A tab where blanks are expected.",
        "Indent with blanks.",
    ),
)


_CURLY = "\u201c\u201d\u201e\u2018\u201a"
"""Quotes as a word processor writes them; the apostrophe is none of them."""


def _about_the_line(text: str, index: int, message: str, hint: str) -> tuple[str, str]:
    """What the line around *index* says better about the mistake than the parser does."""
    start = text.rfind("\n", 0, index) + 1
    line = text[start : max(text.find("\n", index), index) if "\n" in text[index:] else len(text)]
    before = text[start:index].rstrip()
    if "block it stands in" in message and before[-1:] in ("'", '"'):
        quote, other = (before[-1], "'" if before[-1] == '"' else '"')
        return (
            "Something follows after the closing quote.",
            f"Put the whole text in quotes of the other kind: {other}{quote}Stop!{quote} she says.{other}",
        )
    if "block it stands in" in message and before[-1:] in ("]", "}"):
        opening = "[" if before[-1] == "]" else "{"
        return (
            f"Something follows after the closing `{before[-1]}`.",
            f"A text that begins with {opening} must stand in quotes.",
        )
    if (
        "is not closed before" in message
        and text[index - 1 : index] in ("'", '"')
        and text[index : index + 1].isalpha()
    ):
        quote, other = (text[index - 1], "'" if text[index - 1] == '"' else '"')
        return (
            "A quote in the middle of a text ends it.",
            f"Double it ({quote}{quote}), or put {other} around the text.",
        )
    if any(mark in line for mark in _CURLY):
        return message, f"{hint} Curly quotes are no quotes here: type \" or '."
    return message, hint


def _explain(source: Source, problems: Problems, error: Any) -> None:
    """Report a syntax error of YAML in plain words, at its place."""
    problem = str(error.problem or error.context or "it can't be read")
    mark = error.problem_mark or error.context_mark
    if "unexpected end of stream" in problem and error.context_mark:
        mark = error.context_mark
    if "could not find expected ':'" in problem and error.context_mark:
        mark = error.context_mark  # where the line without a colon begins, and not where the next one does
    place = source.place(mark.index) if mark else source.whole()
    message, hint = "", ""
    if "cannot start any token" in problem and mark:
        first = source.text[mark.index : mark.index + 1]
        if first == "\t":
            message, hint = "A tab where blanks are expected.", "Indent with blanks."
        else:
            named = "a backtick" if first == "`" else f"`{first}`"
            message, hint = f"A text may not begin with {named}.", "Put the text into quotes."
    for said, means, remedy in _PLAIN:
        if said in problem:
            message, hint = means, remedy
            break
    if mark:
        message, hint = _about_the_line(source.text, mark.index, message, hint)
    problems.add(
        catalogue.NOT_YAML,
        place,
        message or f"The file stops being YAML here: {problem}.",
        hint or "Look at this line and the one before it: a quote, a bracket, a colon or the indentation.",
    )
