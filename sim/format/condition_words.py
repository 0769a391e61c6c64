"""The words of conditions: an author's text is cut into them, and anything else is refused, before it is parsed.

Numbers and durations are taken out and replaced by a `0` padded to the same width, so that columns stay true and
no number can be too large for a parser. Brackets and `not` are counted. What is left goes through the standard
library's parser, which by then can only meet names, points, comparisons, brackets, `and`, `or` and `not`.
"""

from __future__ import annotations

import ast
import keyword
import re
from dataclasses import dataclass
from typing import cast

from sim.format import catalogue, scalars
from sim.format.catalogue import Kind

LONGEST = 500
DEEPEST = 20

_WORD = re.compile(
    r"(?P<blank>\s+)"
    r"|(?P<duration>[0-9][0-9]*(?:wd|[smhd])(?:[0-9]+(?:wd|[smhd]))*(?![A-Za-z0-9_.]))"
    r"|(?P<number>-?[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_.]))"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)"
    r"|(?P<compare><=|>=|==|!=|<(?![<>=])|>(?![>=]))"
    r"|(?P<bracket>[()])"
)
_UNIT = re.compile(r"s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?", re.IGNORECASE)
_MISTAKES = (
    ("&&", "`&&` is not a word of conditions.", "Write `and`."),
    ("||", "`||` is not a word of conditions.", "Write `or`."),
    ("&", "`&` is not a word of conditions.", "Write `and`."),
    ("|", "`|` is not a word of conditions.", "Write `or`."),
    ("=>", "`=>` is not a comparison.", "Write `>=`."),
    ("=<", "`=<` is not a comparison.", "Write `<=`."),
    ("<>", "`<>` is not a comparison.", "Write `!=`."),
    ("=", "`=` is not a comparison.", "Write `==`."),
    ("≥", "`≥` is not a word of conditions.", "Write `>=`."),
    ("≤", "`≤` is not a word of conditions.", "Write `<=`."),
    ("≠", "`≠` is not a word of conditions.", "Write `!=`."),
    ("!", "`!` is not a word of conditions.", "Write `not`."),
    (",", "Conditions have no commas.", "Join the parts with `and` or `or`."),
    ("'", "Conditions have no quotes.", "Write names as they are."),
    ('"', "Conditions have no quotes.", "Write names as they are."),
    ("**", "Conditions do not calculate.", "Compare a variable with a number; reckon the number yourself."),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a condition, at a character of its text."""

    kind: Kind
    at: int
    length: int
    message: str
    hint: str = ""


class Refused(Exception):
    """A condition that is not read any further, and why. Never leaves `conditions.parse`."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def refuse(at: int, length: int, message: str, hint: str = "", kind: Kind = catalogue.CONDITION) -> Refused:
    """The refusal of *length* characters from *at* on."""
    return Refused(Fault(kind, at, max(1, length), message, hint))


@dataclass(frozen=True, slots=True)
class Constant:
    """A number of a condition; *seconds* if it was a duration; *width* in the author's text."""

    value: float
    seconds: bool
    width: int


def cut(text: str) -> tuple[str, dict[int, Constant]]:
    """*text* with numbers as padded zeros, and the numbers by position; refuses every other word."""
    if not text.strip():
        raise refuse(0, 1, "An empty condition.", "Say when it holds, or leave the field out.")
    if len(text) > LONGEST:
        raise refuse(
            LONGEST,
            1,
            f"A condition of {len(text)} characters; {LONGEST} is the most.",
            "Name parts of it as milestones, and speak of those: `reached.NAME`.",
            catalogue.CONDITION_TOO_LONG,
        )
    plain: list[str] = []
    values: dict[int, Constant] = {}
    at, last, depth, nots, before = 0, 0, 0, 0, ""
    while at < len(text):
        found = _WORD.match(text, at)
        if found is None:
            raise _stranger(text, at)
        kind, word = cast(str, found.lastgroup), found.group()
        if kind == "blank":
            plain.append(" " * len(word))
            at = found.end()
            continue
        if kind == "name":
            _check_words(word, at)
            nots = nots + 1 if word == "not" else 0
        elif word == "(":
            if before in ("name", "value"):
                hint = "Round brackets only group: `a and (b or c)`."
                raise refuse(last, at - last, f"`{text[last:at].strip()[:40]}(`: conditions call nothing.", hint)
            depth += 1
        elif word == ")":
            depth -= 1
            if depth < 0:
                raise refuse(at, 1, "This bracket was never opened.", "Take it out, or put the opening one.")
        if depth + nots > DEEPEST:
            raise refuse(
                at,
                len(word),
                f"This is nested more than {DEEPEST} deep.",
                "Name parts of it as milestones, and speak of those: `reached.NAME`.",
                catalogue.CONDITION_TOO_LONG,
            )
        operand = kind in ("name", "number", "duration") and word not in ("and", "or", "not")
        if operand and before in ("name", "value"):
            hint = "Put `and`, `or` or a comparison."
            other = text[:at].split()[-1].strip("()<>=!")
            if before == "value" and _UNIT.fullmatch(word):
                hint = f"A duration has no blank in it: `{other}{word[0]}`."
            elif before == "name" and word in ("knows", "told", "asked", "answered", "acknowledged", "at", "beside"):
                hint = f"The words of a mark are joined by points: `{other}.{word}.NAME`."
            elif before == "name" and kind in ("number", "duration"):
                hint = f"Put a comparison: `time >= {word}`, `since.NAME >= {word}`."
            raise refuse(at, len(word), f"Something is missing before `{word}`.", hint)
        if kind in ("number", "duration"):
            values[at] = _constant(kind, word, at)
            plain.append("0".ljust(len(word)))
            before = "value"
        else:
            plain.append(word)
            before = "name" if operand else ""
            last = at if operand else last
        at = found.end()
    if depth:
        raise refuse(text.rindex("("), 1, "A bracket is not closed.", "Close it.")
    return "".join(plain), values


def _check_words(word: str, at: int) -> None:
    """Refuse words that Python would take for its own, before its parser sees them."""
    for part in word.split("."):
        small = part.lower()
        if part != small and small in ("and", "or", "not", "true", "false"):
            raise refuse(at, len(word), f"`{part}` must be written small.", f"Write `{small}`.")
        if keyword.iskeyword(part) and part not in ("and", "or", "not"):
            raise refuse(
                at,
                len(word),
                f"`{part}` is not a word of conditions.",
                "The words are marks (`police.knows.x`, `done.y`), comparisons, `and`, `or`, `not`.",
            )
    if "." in word and set(word.split(".")) & {"and", "or", "not"}:
        raise refuse(at, len(word), f"`{word}` can't be a name.", "`and`, `or`, `not` stand alone.")


def _constant(kind: str, word: str, at: int) -> Constant:
    value = scalars.duration(word) if kind == "duration" else scalars.number(word)
    if isinstance(value, scalars.Bad):
        raise refuse(at, len(word), f"`{word[:30]}` is not {value.expected}.", value.hint)
    return Constant(float(value), kind == "duration", len(word))


def _stranger(text: str, at: int) -> Refused:
    """The refusal of a character that no word of the language begins with."""
    for begins, message, hint in _MISTAKES:
        if text.startswith(begins, at):
            return refuse(at, len(begins), message, hint)
    character = text[at]
    if character in "[]{}":
        return refuse(at, 1, f"Conditions have no `{character}`.", "Only round brackets group.")
    if character.isdigit():
        word = re.match(r"[0-9][A-Za-z0-9_.]*", text[at:])
        shown = word.group()[:30] if word else character
        return refuse(at, len(shown), f"`{shown}` is neither a number nor a duration.", "Durations: 45s, 12m, 24h.")
    if character in "+-*/%^~":
        return refuse(at, 1, "Conditions do not calculate.", "Compare with a number; reckon the number yourself.")
    if character == ".":
        return refuse(at, 1, "A point with nothing on one side of it.", "Write names without blanks: `done.x`.")
    return refuse(
        at,
        1,
        f"`{character}` is not a word of conditions.",
        "The words are marks (`police.knows.x`, `done.y`), comparisons, `and`, `or`, `not` and round brackets.",
    )


def structure(plain: str) -> ast.expr:
    """The tree of the standard library's parser."""
    # In brackets, because a blank at the beginning would be an indent, and a line's end the end.
    try:
        root = ast.parse(f"({plain})", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        column = (getattr(error, "offset", None) or 2) - 2
        at = min(max(0, column), max(0, len(plain.rstrip()) - 1))
        while at and re.fullmatch(r"[A-Za-z0-9_.]{2}", plain[at - 1 : at + 1]):
            at -= 1
        word = re.match(r"[A-Za-z0-9_.]+|\S", plain[at:])
        raise refuse(
            at,
            len(word.group()) if word else 1,
            "The condition breaks off or goes wrong here.",
            "Look for a missing name, a missing `and` or `or`, or a comparison without its other side.",
        ) from None
    return root
