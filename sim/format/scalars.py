"""Scalars: a text that stood in a file, read as what its field expects; never by YAML's own guesses.

Each function gives the value, or a `Bad` that says what would be right. YAML 1.1 would make `no` a boolean,
`12:30:45` a number and `017` fifteen; here the field decides.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from datetime import date, datetime

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "wd": 86_400}
"""Seconds of a unit. The format has no calendar, so a working day (`wd`) is 24 hours of the case clock like any
other: it says what the author means and skips no weekend."""
LONGEST = 366 * 86_400
"""No duration is longer than a year."""

_DURATION = re.compile(r"(?:[0-9]+(?:wd|[smhd]))+")
_PART = re.compile(r"([0-9]+)(wd|[smhd])")
_NUMBER = re.compile(r"-?([0-9]+)(?:\.([0-9]+))?")
MOST_DIGITS, MOST_DECIMALS = 12, 9
"""Digits of a number before its point and after it: all of them fit a float."""
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_NAME = 60

RESERVED = frozenset(
    (
        *("all", "also", "at", "back", "beside", "each", "end", "if", "lead", "stand_by", "standing_by", "start"),
        *("to", "together", "when", "time", "chance", "since", "since_first", "count", "true", "false"),
        *("done", "started", "reached", "chosen", "picked", "knows", "told", "asked", "answered", "acknowledged"),
    )
)
"""Words of the format: no name may be one of them."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A text that is not what its field expects: what was expected, and the remedy."""

    expected: str
    hint: str


def duration(text: str) -> int | Bad:
    """Seconds of `45s`, `12m`, `1h30m`, `24h`, `5d`, `5wd`."""
    hint = "Write a number and its unit: 45s, 12m, 1h30m, 24h, 5d, or 5wd for working days."
    if not _DURATION.fullmatch(text):
        return Bad("a duration", hint)
    parts: list[tuple[str, str]] = _PART.findall(text)
    order = ["wd", "d", "h", "m", "s"]
    places = [order.index(unit) for _, unit in parts]
    if sorted(set(places)) != places:
        return Bad("a duration", "Write the larger unit first and each unit once: 1h30m.")
    digits = max(len(number) for number, _ in parts)
    seconds = sum(int(number) * UNITS[unit] for number, unit in parts) if digits <= MOST_DIGITS else LONGEST + 1
    if seconds > LONGEST:
        longest = f"{LONGEST // UNITS['d']}d"
        return Bad(
            f"a duration of {longest} at most",
            f"This is too long: the longest is {longest}. Check the unit: s, m, h, d or wd.",
        )
    return seconds


def number(text: str, *, whole: bool = False, truth: bool = False) -> float | Bad:
    """A decimal number; with *truth*, `true` and `false` are 1 and 0."""
    if truth and text in ("true", "false"):
        return float(text == "true")
    found = _NUMBER.fullmatch(text)
    if found is None or (whole and "." in text):
        expected = "a whole number" if whole else "a number, true or false" if truth else "a number"
        hint = "Write it in digits: 12." if whole else "Write it in digits, with a point: 0.5."
        return Bad(expected, hint)
    if len(found[1]) > MOST_DIGITS:
        large = "small" if text.startswith("-") else "large"
        return Bad(f"a {'whole ' if whole else ''}number of {MOST_DIGITS} digits at most", f"This is too {large}.")
    if len(found[2] or "") > MOST_DECIMALS:
        return Bad(f"a number with {MOST_DECIMALS} digits after its point at most", "Round it.")
    return float(text)


def truth(text: str) -> bool | Bad:
    """`true` or `false`."""
    if text in ("true", "false"):
        return text == "true"
    return Bad("true or false", "Write `true` or `false`, in small letters.")


def moment(text: str) -> str | Bad:
    """A local date and time of day as ISO text without a zone."""
    hint = "Write date and time like this: 2026-03-04 21:40."
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}", text):
        return Bad("a date and a time of day", hint)
    try:
        return datetime.fromisoformat(text).isoformat(timespec="minutes")
    except ValueError:
        pass
    parts = [] if isinstance(day(text[:10]), str) else ["a date that is in the calendar"]
    parts += [] if text[11:13] < "24" and text[14:] < "60" else ["a time of day from 00:00 to 23:59"]
    return Bad(" with ".join(parts), hint)


def day(text: str) -> str | Bad:
    """A date as ISO text."""
    hint = "Write the date like this: 2026-11-02."
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return Bad("a date", hint)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return Bad("a date that is in the calendar", hint)


def pick(text: str) -> tuple[int, int] | Bad:
    """The least and the most lines of a form that may be ticked."""
    if text == "any":
        return 0, 99
    found = re.fullmatch(r"(at_most|at_least|exactly) ([0-9]{1,2})|([0-9]{1,2}) to ([0-9]{1,2})", text)
    if not found:
        return Bad("a count of lines to tick", "Write any, at_most 2, at_least 1, exactly 3, or 1 to 3.")
    word, one, least, most = found.groups()
    low, high = (
        (int(least), int(most))
        if word is None
        else {"at_most": (0, int(one)), "at_least": (int(one), 99), "exactly": (int(one), int(one))}[word]
    )
    if low > high or high == 0:
        return Bad("a count of lines to tick, the smaller number first", "Write 1 to 3.")
    return low, high


def identifier(text: str, *, reserved: frozenset[str] = RESERVED) -> Bad | None:
    """None if *text* may be a name; else why not."""
    hint = "A name begins with a small letter and has small letters, digits and _ only: first_visit."
    if len(text) > LONGEST_NAME:
        return Bad(f"a name of at most {LONGEST_NAME} characters", hint)
    if not _IDENTIFIER.fullmatch(text):
        if suggestion := named_like(text):
            hint += f" `{suggestion}` would do."
        return Bad("a name", hint)
    if keyword.iskeyword(text) or text in reserved:
        return Bad("a name that is not a word of the format", f"Call it something else: `the_{text}`.")
    return None


def named_like(text: str) -> str:
    """The name that is most like *text*; nothing if there is none."""
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return name if _IDENTIFIER.fullmatch(name) and len(name) <= LONGEST_NAME else ""


def readable(name: str) -> str:
    """A name as words: `the_home` -> `The home`."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
