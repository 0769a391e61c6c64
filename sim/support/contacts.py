"""Contacts: one person, line or place that can be reached, as the files give them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

FILE = Path(__file__).with_name("people.toml")
"""The contacts that come with the program."""

Where = Literal["child", "you", "agency"]
Confidence = Literal["own", "V1", "V2", "M"]

STALE = 365
"""Days after which a number may well have changed."""

LONGEST = 300
"""Characters of one value."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Problem(NamedTuple):
    """Something in a file that can't be used, and what would be right. *line*: 0 where it is about the whole file."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}" if self.line else self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who can be reached. *serves*: who it is for; *checked_on*: year and month (or day), ISO; empty: nobody has said.

    *confidence*: `own` is a line of one's own agency's file, `V1` was seen at its source, `V2` in a secondary source, `M`
    is from memory and is shown to nobody.
    """

    name: str
    section: Where = "agency"
    number: str = ""
    url: str = ""
    serves: str = ""
    region: str = ""
    hours: str = ""
    source: str = ""
    checked_on: str = ""
    confidence: Confidence = "own"

    @property
    def verified(self) -> bool:
        """May it be shown?"""
        return self.confidence != "M"

    def stale(self, today: date) -> bool:
        """Is it more than a year since somebody looked?"""
        return bool(self.checked_on) and (today - _day(self.checked_on)).days > STALE

    def reached(self) -> str:
        """What to dial or open: the number, the address, or both."""
        return " or ".join(each for each in (self.number, self.url) if each)

    def about(self) -> str:
        """Who it is for, where and when, in one sentence."""
        parts = [f"For {self.serves}" if self.serves else "", self.region, self.hours]
        said = " · ".join(part for part in parts if part)
        return said

    def checked(self, today: date) -> str:
        """When it was last looked at, and how sure it is."""
        if not self.checked_on:
            return ""
        day = _day(self.checked_on)
        said = f"Checked in {MONTHS[day.month - 1]} {day.year}"
        if self.stale(today):
            said += ": more than a year ago, so it may have changed"
        if self.confidence == "V2":
            said += "; seen in a secondary source"
        return said + "."


KEYS: Mapping[str, str] = {field.name: field.name for field in fields(Contact)} | {"for": "serves"}
"""Key in a file -> field. `for` is a word of Python's, so the field has another name."""


def shipped() -> tuple[Contact, ...]:
    """All contacts that come with the program, those too that are not verified."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    made = [contact(entry) for entry in found["contact"]]
    return tuple(each for each in made if isinstance(each, Contact))


def contact(entry: Any, own: bool = False) -> Contact | str:
    """The contact that an *entry* of a file gives, or what is wrong with it. *own*: of a file that a person wrote."""
    if not isinstance(entry, dict):
        return "A contact is written as [[contact]], with its lines below."
    known = [key for key in KEYS if key not in ("serves", *(("confidence",) if own else ()))]
    values: dict[str, Any] = {}
    for key, value in entry.items():
        if key not in known:
            return f"There is no {key!r} in a contact: there is {', '.join(known)}."
        if not isinstance(value, str) or len(value) > LONGEST or "\n" in value:
            return f"{key} is one line of words in quotes, {LONGEST} characters at most."
        values[KEYS[key]] = value.strip()
    if not values.get("name"):
        return 'A contact needs a name: name = "Peer support"'
    if not values.get("number") and not values.get("url"):
        return f'{values["name"]} needs a number or a url: number = "555 0100"'
    if values.get("section", "agency") not in get_args(Where):
        return f"section is one of {', '.join(get_args(Where))}."
    if values.get("checked_on") and not _is_day(values["checked_on"]):
        return 'checked_on is a year and a month: checked_on = "2026-11"'
    return Contact(**values)


def _day(text: str) -> date:
    """A day of the ISO date or month *text*; of a month, the first."""
    return date.fromisoformat(text if len(text) > len("2026-11") else f"{text}-01")


def _is_day(text: str) -> bool:
    try:
        _day(text)
    except ValueError:
        return False
    return True
