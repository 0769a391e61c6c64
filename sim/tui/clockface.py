"""Case time as people read it: seconds of case time to clock, day and length."""

from __future__ import annotations

from datetime import datetime, timedelta

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not `strftime`, which would follow the machine's language in one place and the app's in the next."""


class Clockface:
    """Second 0 stands at *starts* (ISO local time, as in the scenario)."""

    def __init__(self, starts: str) -> None:
        self.starts = datetime.fromisoformat(starts)

    def hm(self, second: float) -> str:
        """The time of day at *second*: `21:58`."""
        return f"{self._at(second):%H:%M}"

    def day(self, second: float) -> str:
        """The day at *second*: `Wed 4 Mar`."""
        at = self._at(second)
        return f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}"

    def full(self, second: float) -> str:
        """Day and time at *second*: `Wed 4 Mar 21:58`."""
        return f"{self.day(second)} {self.hm(second)}"

    def _at(self, second: float) -> datetime:
        return self.starts + timedelta(seconds=int(second))


def length(seconds: float) -> str:
    """A length of time in words: `40 seconds`, `12 minutes`, `1 hour 30 minutes`."""
    whole = int(seconds)
    if whole < 60:
        return _count(whole, "second")
    minutes = whole // 60
    if minutes < 60:
        return _count(minutes, "minute")
    hours, minutes = divmod(minutes, 60)
    return _count(hours, "hour") + (f" {_count(minutes, 'minute')}" if minutes else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
