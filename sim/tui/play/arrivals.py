"""What arrived while a decision stood open: it waits in order, is counted in a line, and is read when the person wants to. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sim.tui.clockface import Clockface
from sim.tui.content import line, plain
from sim.tui.play.feed import NEW, Entry

SAID = 60
"""Letters of each arrival in the line."""
MOST = 20
"""Arrivals in the line, which have six letters at least and mostly thirty: more than fit in any terminal."""


def news(found: Sequence[Entry], face: Clockface, key: str) -> Content:
    """The line: how many are new, the key that reads them, and how each begins, oldest first; nothing, if none are.

    It ends where no terminal shows it any more: Textual keeps the last thousands of texts that it measured, and an hour of arrivals
    would be in there once for each of them.
    """
    if not found:
        return line()
    parts = [plain(f"{NEW} {len(found)} new", "new"), plain(f"  ({key} reads): ", "muted")]
    for n, entry in enumerate(found[:MOST]):
        parts += [plain(" · " if n else "", "muted"), plain(f"{face.hm(entry.at)} ", "muted"), plain(said(entry))]
    return line(*parts)


def said(entry: Entry) -> str:
    """An arrival in half a line."""
    head, *below = (" ".join(row.body.plain.split()) for row in entry.words.rows)
    words = head + (f"{'' if head.endswith(':') else ':'} {' · '.join(below)}" if below else "")
    return words if len(words) <= SAID else f"{words[: SAID - 1].rstrip()}…"
