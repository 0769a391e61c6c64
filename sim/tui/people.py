"""People to talk to, as a page of the screens: what `sim.support` has, laid out."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.tui.content import Page, Row, line, page, plain, row

if TYPE_CHECKING:
    from sim.support import Contact, Support

TITLE = "People to talk to"
INDENT = "   "


def people(own: Path | None = None, *, now: float | None = None, you_first: bool = False) -> Page:
    """The whole page. *own*, *you_first*: see `sim.support.support`; *now*: seconds since the epoch."""
    from sim.support import support

    return laid(support(own, you_first=you_first), date.fromtimestamp(time.time() if now is None else now))


def laid(support: Support, today: date) -> Page:
    """*support* as it reads on *today*."""
    rows: list[Row] = []
    for section in support.sections:
        rows.append(row(plain(section.title, "title"), gap=1 if rows else 0))
        rows.append(row(section.about))
        for contact in section.contacts:
            rows += _contact(contact, today)
    rows.append(row(support.last, gap=1))
    if support.problems:
        rows.append(row(plain(f"Not everything in {support.place} can be used:", "new"), gap=1))
        rows += [row(str(problem), INDENT) for problem in support.problems]
    return page(*rows)


def _contact(contact: Contact, today: date) -> list[Row]:
    """Name and number first, for eyes that look for nothing else."""
    rows = [row(line(plain(contact.name, "strong"), "  ", plain(contact.reached(), "key")), INDENT, gap=1)]
    if contact.about():
        rows.append(row(contact.about(), INDENT))
    if contact.checked(today):
        rows.append(row(plain(contact.checked(today), "new" if contact.stale(today) else "muted"), INDENT))
    return rows
