"""Knowledge over time: who knew what when, as lanes for a chart over roles and time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

from scoring.course import Course
from scoring.needs import NeedLine
from scoring.words import fact_text
from sim.engine.names import FactId, RoleId, Second, TopicId

if TYPE_CHECKING:
    from scoring.ledger import FactLine


class Span(msgspec.Struct, frozen=True):
    """From *start* to *end* (seconds of case time) the fact was known here; *how* it came, *frm* whom or what."""

    start: Second
    end: Second
    how: Literal["held", "told", "work", "inject"]
    frm: str
    seq: int


class Lane(msgspec.Struct, frozen=True):
    """One fact in the hands of one role or desk (*seat*). What is known stays known.

    *sent*: when it passed the fact on, to whom. *due*, *too_late*: when this role needed it by; *decided*: when it
    took the decision that needed it.
    """

    fact: FactId
    topic: TopicId
    text: str
    seat: str
    span: Span | None
    sent: tuple[tuple[Second, tuple[RoleId, ...]], ...] = ()
    needed: bool = False
    due: Second | None = None
    too_late: Second | None = None
    decided: Second | None = None


def lanes(course: Course, needs: tuple[NeedLine, ...]) -> tuple[Lane, ...]:
    """A lane for each fact and each seat that held or needed it, in the order of the scenario."""
    by_need = {(line.fact, line.role): line for line in needs}
    closed = {visit.id: visit.closed.at for visit in course.visits if visit.closed is not None}
    end = course.end.time
    found = []
    for name, fact in course.book.scenario.facts.items():
        for seat in (*course.book.scenario.desks, *course.book.roles):
            need = by_need.get((name, RoleId(seat)))
            span = None
            if seat in course.book.scenario.desks:
                if seat in fact.held_by:
                    span = Span(0, end, "held", "", 1)
            elif (knowing := course.knowing[RoleId(seat)].get(name)) is not None:
                span = Span(knowing.since.at, end, knowing.how, knowing.frm, knowing.since.seq)
            if span is None and need is None:
                continue
            sent = tuple(
                (said.event.at, said.event.to)
                for said in course.said
                if said.event.frm == seat and name in said.event.facts
            )
            found.append(
                Lane(
                    fact=name,
                    topic=fact.topic,
                    text=fact_text(course.book, name),
                    seat=seat,
                    span=span,
                    sent=sent,
                    needed=need is not None,
                    due=need.due if need is not None else None,
                    too_late=need.too_late if need is not None else None,
                    decided=closed.get(need.decision) if need is not None and need.decision is not None else None,
                )
            )
    return tuple(found)


def known_to_others(
    facts: Iterable[FactLine], second: Second, role: RoleId
) -> list[tuple[FactId, str, tuple[RoleId, ...]]]:
    """What other roles knew at *second* and *role* did not: each fact with its text, and who knew it."""
    found = []
    for fact in facts:
        knew = tuple(dict.fromkeys(known.role for known in fact.known if known.since.at <= second))
        if knew and role not in knew:
            found.append((fact.fact, fact.text, knew))
    return found
