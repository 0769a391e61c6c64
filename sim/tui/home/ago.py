"""How long ago, in words: seconds since the epoch, or the ISO time of a session, to *yesterday* or *on 4 March*."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sim.tui.clockface import MONTHS

WEEK = 7
"""Days that are counted; what is longer ago has a date."""


def moment(iso: str) -> float:
    """The seconds since the epoch of an ISO time in UTC, as the store writes it; 0.0 where it can't be read."""
    try:
        return datetime.fromisoformat(iso).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0


def day(then: float) -> date:
    """The day of *then* where this machine stands."""
    return datetime.fromtimestamp(then).date()


def hour(then: float) -> str:
    """The time of day of *then* where this machine stands: `09:50`."""
    return f"{datetime.fromtimestamp(then):%H:%M}"


def ago(then: float, now: float) -> str:
    """When *then* was, seen from *now*: `today at 09:50`, `yesterday`, `3 days ago`, `on 4 Mar`, `on 4 Mar 2025`.

    Who plays one case several times in a day can tell the sessions by the time only.
    """
    one, other = day(then), day(now)
    days = (other - one).days
    if days < 0:
        return "today"
    if days == 0:
        return f"today at {hour(then)}"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < WEEK else f"on {dated(then, now)}"


def dated(then: float, now: float) -> str:
    """The day of *then*, with its year where that is another than now: `4 Mar`, `4 Mar 2025`."""
    one = day(then)
    year = "" if one.year == day(now).year else f" {one.year}"
    return f"{one.day} {MONTHS[one.month - 1]}{year}"
