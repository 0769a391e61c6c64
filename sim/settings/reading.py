"""Text to settings: what is understood is taken, and each thing that is not is a problem with its line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, NamedTuple

from sim.settings.fields import BY_NAME, FIELDS, Field, Settings

LONGEST_FILE = 256 * 1024
"""Characters of a file at most; more is no settings file."""
LONGEST = 300
"""Characters of a word in it at most."""

_PLACE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")
_HEADER = re.compile(r"^\s*\[\s*([\w.\"'-]+)\s*\]")
_KEY = re.compile(r"^\s*(?:\"([^\"]+)\"|'([^']+)'|([\w.-]+))\s*=")
_BARE = re.compile(r"^\s*([\w.\"-]+)\s*=\s*([^\W\d][\w ,+.-]*?)\s*(?:#.*)?$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Problem(NamedTuple):
    """Something in the file that is not understood: *line* (0: unknown), what is wrong, and what would be right."""

    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{f'Line {self.line}: ' if self.line else ''}{self.what} {self.mend}"


class Found(NamedTuple):
    """What was read. *broken*: the file as a whole could not be; then all is as usual. *lines*: of acts with keys."""

    settings: Settings
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    lines: Mapping[str, int] = MappingProxyType({})


def read(text: str) -> Found:
    """The settings in *text*; a field that is not understood is as usual, and said."""
    import tomllib  # 6 ms, and most people have no such file

    text = text.removeprefix("\ufeff")
    if len(text) > LONGEST_FILE:
        return _broken(0, "The file is too long to be a settings file.")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _PLACE.search(str(error))
        line = int(where[1]) if where is not None and where[1] else text.count("\n") + 1
        return _broken(line, f"This is not TOML: {_PLACE.sub('', str(error))}.", _in_quotes(text, line))
    except (RecursionError, ValueError) as error:
        return _broken(0, f"This is not TOML: {error}.")
    settings, problems = Settings(), []
    lines: dict[str, int] = {}
    for name, value in table.items():
        known = BY_NAME.get(name)
        if known is None:
            problems.append(Problem(line_of(text, name), f"There is no setting {_shown(name)}.", _nearest(name)))
            continue
        try:
            settings = settings.having(name, _taken(known, value))
        except _NotUnderstood as why:
            problems.append(Problem(line_of(text, name), f"{name}: {why}", _remedy(known)))
        if known.kind == "keys" and isinstance(value, dict):
            good, bad = _keys(value)
            settings = settings.having("keys", MappingProxyType(good))
            lines = {act: line_of(text, act, name) for act in good}
            problems += [Problem(line_of(text, act, name), what, mend) for act, what, mend in bad]
    return Found(settings, tuple(sorted(problems, key=lambda problem: problem.line)), lines=lines)


class _NotUnderstood(Exception):
    """A value that a field can't have; says why."""


def _broken(line: int, what: str, mend: str = "") -> Found:
    remedy = f"{mend} All settings are as usual until this is put right.".strip()
    return Found(Settings(), (Problem(line, what, remedy),), broken=True)


def _in_quotes(text: str, line: int) -> str:
    """What would be right where a word stands without quotes, which is what people forget most; else nothing."""
    lines = text.splitlines()
    bare = _BARE.match(lines[line - 1]) if 0 < line <= len(lines) else None
    return f'Put words in quotes: {bare[1]} = "{bare[2]}".' if bare is not None else ""


def _taken(field: Field, value: Any) -> Any:
    """The value of a field, checked."""
    if field.kind == "one":
        for each in field.values:
            if value == each and isinstance(value, bool) == isinstance(each, bool):
                return each
        raise _NotUnderstood(f"{_shown(value)} is none of its values.")
    if field.kind == "words":
        return _word(value)
    if field.kind == "list":
        if not isinstance(value, list):
            raise _NotUnderstood(f"{_shown(value)} is no list.")
        return tuple(dict.fromkeys(_word(each) for each in value if each != ""))
    if not isinstance(value, dict):
        raise _NotUnderstood("this is no table.")
    return Settings().keys


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise _NotUnderstood(f"{_shown(value)} is not in quotes.")
    if len(value) > LONGEST or _CONTROL.search(value):
        raise _NotUnderstood("this is too long, or holds control characters.")
    return value.strip()


def _keys(value: Mapping[str, Any], within: str = "") -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """The acts of the table and their keys; and for each that is not understood: act, what is wrong, what would be right.

    `play.tell = "y"` without quotes around the name is a table in a table for TOML, and is taken as it is meant.
    """
    good: dict[str, str] = {}
    bad: list[tuple[str, str, str]] = []
    for name, key in value.items():
        act = f"{within}{name}"
        if isinstance(key, dict) and not within:
            more, worse = _keys(key, f"{act}.")
            good |= more
            bad += worse
        elif isinstance(key, str) and key.strip() and len(key) <= LONGEST and not _CONTROL.search(key):
            good[act] = key.strip()
        else:
            bad.append(
                (act, f"keys: {_shown(key)} is no key for {act}.", 'Write a key in quotes: "y", "ctrl+t", "f5".')
            )
    return good, bad


def _remedy(field: Field) -> str:
    if field.kind == "one":
        return f"It can be {' or '.join(toml(value) for value in field.values)}."
    if field.kind == "list":
        return f'Write it so: {field.name} = ["injury", "arrest"]'
    if field.kind == "words":
        return f'Write it so: {field.name} = "nano"'
    return 'Write it so, on two lines: [keys] and "play.tell" = "y"'


def _nearest(name: str) -> str:
    close = get_close_matches(name, BY_NAME, 1)
    return f"Did you mean {close[0]}?" if close else f"There is: {', '.join(field.name for field in FIELDS)}."


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    text = toml(value) if isinstance(value, str | bool | int | float) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def toml(value: Any) -> str:
    """A value as TOML writes it: words in quotes, `true` and `false`, numbers without an idle `.0`, lists of these."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", escaped) + '"'
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(toml(each) for each in value)}]"
    return str(value)


def statements(text: str) -> Iterator[tuple[str, str, int]]:
    """Table, name and line (from 0) of each `name = value` that stands on a line of its own beginning."""
    table = ""
    for number, line in enumerate(text.split("\n")):
        if header := _HEADER.match(line):
            table = header[1].strip("\"'")
        elif key := _KEY.match(line):
            yield table, next(part for part in key.groups() if part is not None), number


def line_of(text: str, name: str, table: str = "") -> int:
    """The line (from 1) on which *name* is set in *table*; 0: it is not found. For a table: where it begins."""
    for found_table, found, number in statements(text):
        if found == name and found_table == table:
            return number + 1
    for number, line in enumerate(text.split("\n")):
        header = _HEADER.match(line)
        if header and not table and header[1].strip("\"'") == name:
            return number + 1
    return 0
