"""The file of one's own: contacts of the agency that a person works for, beside the settings.

    emergency = "112"

    [[contact]]
    name = "Peer support of the Sheriff's Office"
    number = "555 0100"
    for = "everybody who works here, and their families"
    hours = "day and night"
    checked_on = "2026-11"

It is read when the page is opened. What can't be used is said on the page with its line; the rest is shown.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from sim.support.contacts import LONGEST, Contact, Problem, contact

NAME = "support.toml"

LARGEST = 64 * 1024
"""Bytes that are read at all."""

MOST = 40
"""Contacts that are shown at most."""


class Own(NamedTuple):
    """What the file gives: the local emergency number (empty: none given), contacts, and what can't be used."""

    emergency: str = ""
    contacts: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()


def place() -> Path:
    """Where the file is looked for: beside the settings."""
    from sim.settings import place as settings

    return settings().with_name(NAME)


def read(path: Path) -> Own:
    """What the file at *path* gives; nothing if it is not there, and never an error."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Own()
    except OSError as error:
        return Own(problems=(Problem(0, f"It can't be read: {(error.strerror or str(error)).lower()}."),))
    if len(data) > LARGEST:
        return Own(problems=(Problem(0, f"It is larger than {LARGEST // 1024} kB, so it is not read."),))
    try:
        return _own(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Own(problems=(Problem(0, "It is not UTF-8 text."),))
    except RecursionError:
        return Own(problems=(Problem(0, "It is nested too deeply."),))


def _own(text: str) -> Own:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Own(problems=(_fault(error, len(text.splitlines())),))
    problems: list[Problem] = []
    emergency = found.pop("emergency", "")
    if not isinstance(emergency, str) or len(emergency) > LONGEST:
        problems.append(Problem(_line(text, "emergency"), 'emergency is a number in quotes: emergency = "112"'))
        emergency = ""
    entries = found.pop("contact", [])
    if not isinstance(entries, list):
        problems.append(Problem(_line(text, r"\[contact"), "Write [[contact]], with two brackets on each side."))
        entries = []
    problems += [
        Problem(_line(text, re.escape(key)), f"There is no {key!r} here: there is emergency and [[contact]].")
        for key in found
    ]
    starts = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*contact", line)]
    contacts: list[Contact] = []
    for number, entry in enumerate(entries[:MOST]):
        made = contact(entry, own=True)
        if isinstance(made, Contact):
            contacts.append(made)
        else:
            problems.append(Problem(starts[number] if number < len(starts) else 0, made))
    if len(entries) > MOST:
        problems.append(Problem(0, f"Only the first {MOST} contacts are shown."))
    return Own(emergency.strip(), tuple(contacts), tuple(problems))


def _fault(error: tomllib.TOMLDecodeError, end: int) -> Problem:
    """What the reader of TOML says, with its line as a number; *end*: that of the last line, where it gives none."""
    said = str(error)
    found = re.search(r"\(at line (\d+), column \d+\)", said)
    what = said.partition(" (at ")[0].rstrip(".") + ". Words stand in quotes, and each line is key = value."
    return Problem(int(found[1]) if found else end, what)


def _line(text: str, start: str) -> int:
    """The number of the first line that begins with *start*, a pattern; 0: none."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[?\[?\s*{start}", line):
            return number
    return 0
