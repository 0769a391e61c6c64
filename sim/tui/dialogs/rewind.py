"""Which decision to go back to, as a plan of one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.engine.book import Book
from sim.engine.events import AnyEvent, DecisionClosed, DecisionOpened
from sim.engine.names import RoleId, Second
from sim.tui.clockface import Clockface
from sim.tui.content import line, page, plain, row
from sim.tui.dialogs.steps import Answers, Plan, Step
from sim.tui.widgets.picks import Pick


@dataclass(frozen=True, slots=True)
class Point:
    """A decision that was taken: the event that opened it, when, and its scene's title."""

    seq: int
    at: Second
    title: str


def points(log: Sequence[AnyEvent], book: Book, role: RoleId) -> list[Point]:
    """The decisions of *role* that have closed, the latest first."""
    closed = {event.decision for event in log if isinstance(event, DecisionClosed)}
    return [
        Point(event.seq, event.at, book.scenario.scenes[event.scene].title)
        for event in reversed(log)
        if isinstance(event, DecisionOpened) and role in event.present and event.decision in closed
    ]


def rewind(found: Sequence[Point], face: Clockface) -> Plan:
    """Ask which."""

    def plan(answers: Answers) -> Step | None:
        if answers:
            return None
        picks = tuple(
            Pick(
                str(n),
                page(row(line(plain(f"{face.hm(point.at)}  ", "muted"), plain(point.title)))),
                point.title,
                n + 1 if n < 9 else 0,
            )
            for n, point in enumerate(found)
        )
        about = "You play on from there in a new session. What you have played stays as it is."
        return Step("Which one?", picks, about=about, enter="go back there")

    return plan


def picked(found: Sequence[Point], answers: Answers) -> Point:
    """The one that was picked."""
    return found[int(answers[0][0])]
