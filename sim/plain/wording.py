"""Words for lines: Markdown, case time and spans of time as plain sentences that a voice can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sim.format.cleaning import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TYPOGRAPHIC = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": ",",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": " - ",
        "−": "-",
        "‑": "-",
        "…": "...",
        "•": "-",
        "·": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\t": " ",
        "≤": " at most ",
        "≥": " at least ",
        "→": " to ",
        "×": " times ",
    }
)
"""Characters that voices skip or spell, and what is said instead."""

DRAWN = re.compile(
    "[\u2190-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff][\u2190-\u2bff\ufe0e\ufe0f\u200d\U0001f000-\U0001faff]*"
)
"""Arrows, boxes, bullets, dingbats and emoji: they say nothing."""

SPACES = re.compile(r" {2,}")


def spoken(text: str) -> str:
    """*text* as one line, harmless for a terminal; typographic characters as ASCII, letters of other languages stay."""
    words = clean(text).replace("\n", " ").translate(TYPOGRAPHIC)
    return SPACES.sub(" ", DRAWN.sub(" ", words)).strip()


@cache
def parser() -> MarkdownIt:
    """The Markdown parser (its import costs 90 ms, so it waits for the first text)."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})


def paragraphs(markdown: str) -> list[str]:
    """*markdown* as lines of plain words: one for each paragraph, heading, list item and forced line break."""
    lines: list[str] = []
    marks: list[str] = []
    counts: list[int] = []
    for token in parser().parse(clean(markdown)):
        if token.type == "ordered_list_open":
            counts.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            counts.append(0)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            counts.pop()
        elif token.type == "list_item_open":
            marks.append(f"{counts[-1]}. " if counts[-1] else "")
            counts[-1] += bool(counts[-1])
        elif token.type in ("inline", "fence", "code_block"):
            mark = marks.pop() if marks else ""
            lines += [mark + line if number == 0 else line for number, line in enumerate(words(token))]
    return [line for line in map(spoken, lines) if line]


def words(token: Token) -> list[str]:
    """The text of a block token, without its markup."""
    if token.type != "inline":
        return token.content.splitlines()
    lines = [""]
    for child in token.children or ():
        if child.type == "hardbreak":
            lines.append("")
        elif child.type == "softbreak":
            lines[-1] += " "
        else:
            lines[-1] += child.content
    return lines


def said(markdown: str) -> str:
    """*markdown* as one line."""
    return " ".join(paragraphs(markdown))


def sentence(text: str) -> str:
    """*text* (Markdown) as one line that ends like a sentence, so that a voice pauses after it."""
    line = said(text)
    return line if not line or line[-1] in ".!?:;" or line[-2:] in ('."', '!"', '?"') else f"{line}."


def capital(text: str) -> str:
    """*text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def later(before: int, after: int) -> str:
    """How much later second *after* is, in minutes as the clock shows them; in seconds where the clock shows none."""
    minutes = after // 60 - before // 60
    return f"{span(60 * minutes if minutes else after - before)} later"


def many(number: int, thing: str) -> str:
    """`1 minute`, `2 minutes`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def span(seconds: float) -> str:
    """A span of case time in words: `1 hour 5 minutes`, `40 seconds`; seconds are left out from ten minutes on."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    parts = [many(count, unit) for count, unit in ((hours, "hour"), (minutes, "minute")) if count]
    if left and whole < 600:
        parts.append(many(left, "second"))
    return " ".join(parts) or "no time"


def clock(starts: str, second: int) -> str:
    """The time of day at *second* of a case that starts at *starts* (ISO): `21:40`, later with the day."""
    begin = datetime.fromisoformat(starts)
    now = begin + timedelta(seconds=second)
    days = (now.date() - begin.date()).days
    return f"{now:%H:%M}" if days == 0 else f"{now:%H:%M} on day {days + 1}"


def listing(parts: Iterable[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items: Sequence[str] = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
