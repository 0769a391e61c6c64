"""Words of the other agencies: those that the present scene uses first, and what a search finds. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sim.engine.views import View
from sim.tui.content import Page, line, page, plain, row
from sim.tui.widgets.cards import Card

Entry = tuple[str, str]
"""A word and its meaning."""


def at_hand(view: View) -> str:
    """All words that are before a role now: the scene with its choices, the last messages, what it knows."""
    parts = [fact.text for fact in view.known]
    parts += [text for message in view.messages[-5:] for text in (*message.texts, message.says)]
    parts += [notice.text for notice in view.feed[-3:]]
    if view.decision is not None:
        parts += [view.decision.title, view.decision.text]
        for choice in view.decision.choices:
            parts += [choice.text, *(item.text for item in choice.items)]
    return "\n".join(parts)


@lru_cache(maxsize=256)
def _as_word(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)", re.IGNORECASE)


def occurs(term: str, text: str) -> bool:
    """Whether a word, or one of its forms in *CPS (child protective services)*, stands in *text*."""
    names = [part.strip(" )") for part in re.split(r"[(/,]", term)]
    return any(name and _as_word(name).search(text) for name in names)


def found(entries: Sequence[Entry], text: str, wanted: str) -> tuple[list[Entry], list[Entry]]:
    """Of the words those that stand in *text*, and the others; both only as far as they hold all that is *wanted*."""
    parts = wanted.casefold().split()
    left = [each for each in entries if all(part in f"{each[0]} {each[1]}".casefold() for part in parts)]
    here = [each for each in left if occurs(each[0], text)]
    return here, [each for each in left if each not in here]


def _first(entries: list[Entry], wanted: str) -> list[Entry]:
    """Words that begin with what is *wanted* before those that hold it, and those before the ones that only mention it."""
    sought = wanted.casefold().split()[0]

    def place(each: Entry) -> int:
        term = each[0].casefold()
        return 0 if term.startswith(sought) else 1 if sought in term else 2

    return sorted(entries, key=place)


def cards(entries: Sequence[Entry], text: str, wanted: str) -> list[Card]:
    """The words as cards, under two headings."""
    here, others = found(entries, text, wanted)
    made: list[Card] = []
    groups = [("In what is before you", here), ("All others" if here else "All words", others)]
    for title, words in groups if not wanted.strip() else [("Found", _first(here + others, wanted))]:
        for n, (term, meaning) in enumerate(words):
            head = page(row(plain(title, "title"))) if n == 0 else Page()
            made.append(
                Card(
                    term,
                    page(row(line(plain(f"{term}: ", "strong"), meaning))),
                    head,
                    1 if n == 0 and made else 0,
                    f"{term}: {meaning}",
                )
            )
    return made
