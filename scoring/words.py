"""Words: case time, roles and facts as a reader of reasons knows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sim.engine.book import Book
from sim.engine.names import BasisId, FactId, RoleId, SceneId, Second
from sim.engine.scenario import Dimension

DIMENSION_TITLES: dict[Dimension, str] = {
    "coordination": "Coordination",
    "trauma_informed": "Trauma-informed choices",
    "protocol": "Protocol adherence",
}
DIMENSIONS_SHORT: dict[Dimension, str] = {
    "coordination": "Coordination",
    "trauma_informed": "Trauma-informed",
    "protocol": "Protocol",
}
"""The same where there is little room."""
DIMENSIONS_SAID: dict[Dimension, str] = {
    "coordination": "coordination",
    "trauma_informed": "trauma-informed choices",
    "protocol": "protocol",
}
"""The same in a sentence."""


def clock(book: Book, second: Second) -> str:
    """The local time of day at *second* (`21:52`), with the days that have passed since the case began."""
    begins = datetime.fromisoformat(book.scenario.starts)
    now = begins + timedelta(seconds=second)
    days = (now.date() - begins.date()).days
    day = "" if days == 0 else " the next day" if days == 1 else f" on day {days + 1}"
    return f"{now:%H:%M}{day}"


def lapse(seconds: Second) -> str:
    """A stretch of time in its two largest units: `40 seconds`, `7 minutes`, `1 hour 5 minutes`."""
    parts = []
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}" + ("s" if count > 1 else ""))
    return " ".join(parts[:2]) or "0 seconds"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def title(book: Book, who: str) -> str:
    """The title of a role or a desk."""
    scenario = book.scenario
    for seats in (scenario.roles, scenario.desks):
        for name, seat in seats.items():
            if name == who:
                return seat.title
    return who


def titles(book: Book, who: Sequence[str]) -> str:
    """The titles of roles and desks, as a list in a sentence."""
    return listed([title(book, each) for each in who])


def scene_title(book: Book, scene: SceneId) -> str:
    """A scene's title in quotation marks."""
    return f"“{book.scenario.scenes[scene].title}”"


def fact_text(book: Book, fact: FactId) -> str:
    """What a fact says."""
    return book.scenario.facts[fact].text.strip()


def basis_text(book: Book, basis: BasisId | None) -> str:
    """A stated ground in quotation marks, or that none was stated."""
    if basis is None:
        return "without a stated ground"
    known = book.scenario.bases.get(basis)
    return f"on the ground “{known.text if known is not None else basis}”"


def seats_in_order(book: Book, roles: Sequence[RoleId]) -> tuple[RoleId, ...]:
    """*roles* in the order of the scenario, each once."""
    return tuple(role for role in book.roles if role in roles)
