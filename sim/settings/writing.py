"""Settings to text: a fresh file with every field explained, or a file that is there, changed only where it has to be."""

from __future__ import annotations

import tomllib
from textwrap import wrap
from typing import Any

from sim.settings.fields import BY_NAME, FIELDS, Field, Settings
from sim.settings.reading import read, statements, toml

WIDTH = 96
"""Columns of a comment."""

HEAD = """\
# The settings of Joint Response. Change them here, or in the program, which keeps what you write beside them.
# A line that begins with # is a remark. What you take out is as usual.
"""

KEYS = """\
# Write the name of an act and its keys, so: "play.tell" = "y". `sim settings keys` names all acts.
# Keys are written as letters and signs, or as enter, tab, space, up, f5, ctrl+t, alt+n.
"""


class NotWritten(Exception):
    """The text can't be changed so that it says what is wanted; says why."""


def fresh(settings: Settings) -> str:
    """A whole file."""
    parts = [HEAD]
    for field in FIELDS:
        value = getattr(settings, field.name)
        if field.kind == "keys":
            keys = "".join(f"{toml(act)} = {toml(key)}\n" for act, key in sorted(value.items()))
            parts.append(f"[{field.name}]\n{_remark(field)}{KEYS}{keys}")
        else:
            parts.append(f"{_remark(field)}{field.name} = {toml(value)}\n")
    return "\n".join(parts)


def changed(text: str, before: Settings, after: Settings) -> str:
    """*text*, which says *before*, saying *after*; raises `NotWritten` if it is written in a way that can't be changed."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    for field in FIELDS:
        if field.kind == "keys":
            continue
        value = getattr(after, field.name)
        if value != getattr(before, field.name):
            lines = _set(lines, "", field.name, value, _remark(field))
    for act in sorted({*before.keys, *after.keys}):
        if before.keys.get(act) != after.keys.get(act):
            lines = _set(lines, "keys", act, after.keys.get(act))
    found = read("\n".join(lines))
    if found.broken or found.settings != after:
        raise NotWritten("the file is written in a way that this program can't change.")
    return end.join(lines)


def _set(lines: list[str], table: str, name: str, value: Any, remark: str = "") -> list[str]:
    """The lines with *name* set to *value* in *table* (None: taken out)."""
    for found_table, found, number in statements("\n".join(lines)):
        within = f"{found_table}.{found}" if found_table.startswith(f"{table}.") and table else found
        here = found_table == table or (table and found_table.startswith(f"{table}."))
        if here and within.removeprefix(f"{table}.") == name:
            length, comment = _statement(lines, number)
            left = lines[number][: lines[number].index("=") + 1]
            put = [] if value is None else [f"{left} {toml(value)}{comment}"]
            return [*lines[:number], *put, *lines[number + length :]]
    if value is None:
        return lines
    added = f"{toml(name) if table else name} = {toml(value)}"
    if table:
        end = _end(lines, table)
        if end is None:
            return [*_trimmed(lines), "", f"[{table}]", added, ""]
        return [*lines[:end], added, *lines[end:]]
    end = next((n for n, line in enumerate(lines) if line.lstrip().startswith("[")), None)
    if end is None:
        return [*_trimmed(lines), "", *remark.splitlines(), added, ""]
    return [*_trimmed(lines[:end]), "", *remark.splitlines(), added, "", *lines[end:]]


def _statement(lines: list[str], number: int) -> tuple[int, str]:
    """How many lines the statement that begins there has, and the remark at its end."""
    for length in range(1, len(lines) - number + 1):
        whole = "\n".join(lines[number : number + length])
        try:
            meant = tomllib.loads(whole)
        except (tomllib.TOMLDecodeError, RecursionError):
            continue
        for at, sign in enumerate(whole):
            if sign == "#":
                try:
                    if tomllib.loads(whole[:at]) == meant:
                        return length, f"  {whole[at:].rstrip()}"
                except tomllib.TOMLDecodeError:
                    pass
        return length, ""
    raise NotWritten(f"line {number + 1} has no end.")


def _end(lines: list[str], table: str) -> int | None:
    """The line after the last that belongs to *table*; None: there is no such table."""
    began: int | None = None
    for number, line in enumerate(lines):
        if line.lstrip().startswith("[") and "=" not in line:
            if began is not None:
                break
            if line.strip().strip("[]").strip(" \"'") == table:
                began = number
    else:
        number = len(lines)
    if began is None:
        return None
    while number > began + 1 and not lines[number - 1].strip():
        number -= 1
    return number


def _trimmed(lines: list[str]) -> list[str]:
    """Without blank lines at the end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _remark(field: Field) -> str:
    """What stands above a field."""
    said = wrap(field.about, WIDTH - 2)
    said += [f"  {toml(value)}: {about}" for value, about in field.values.items()]
    if field.kind == "list":
        said.append(f'  for example {field.name} = ["injury", "arrest"]')
    return "".join(f"# {line}\n" for line in said)


def default(name: str) -> Any:
    """What *name* is when nothing is set."""
    return BY_NAME[name].default
