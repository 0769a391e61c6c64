"""Duties that are running out, in coach mode: one line where the decision stands. Pure: duties in, a page out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.tui.content import Page, line, page, plain, row

if TYPE_CHECKING:
    from scoring.duties import Duty


def minutes(seconds: int) -> str:
    """How long is left, in whole minutes."""
    whole = seconds // 60
    return "less than a minute" if not whole else "1 minute" if whole == 1 else f"{whole} minutes"


def owed(duties: Sequence[Duty]) -> Page:
    """The most urgent of *duties* with its rule and the time that is left for it, and how many more there are."""
    if not duties:
        return page()
    first, more = duties[0], len(duties) - 1
    also = f" And {more} more." if more else ""
    said = plain(f"Coach: {minutes(first.seconds_left)} left for this, as far as you know. ", "new")
    return page(row(line(said, plain(first.statement), plain(f" {first.rule}.{also}", "muted"))))
