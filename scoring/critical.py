"""Critical errors: acts or omissions that nothing else can make good.

Two things make one: a milestone that its author calls critical, and a critical rule of a protocol pack, seen in its source, that
somebody broke who has to answer for it. What the computer did in a seat that a person had left is nobody's.

A milestone says which dimension it fails in an exam; a rule of a pack fails protocol adherence, in which it is judged. What a
person makes of an error, and what then becomes of the dimension, is in `judgements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from scoring.adherence import Adherence, critical_violations
from scoring.course import Course
from scoring.grounds import lines, read_by
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.names import RoleId, Second
from sim.engine.scenario import Dimension


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person found of a critical error who looked at it, with their reason: it is one (*confirmed*), or not.

    *error*: its name (`CriticalError.name`). *by*: a name or what they are there for, which exports leave out; *on*: ISO, UTC.
    """

    error: str
    confirmed: bool
    reason: str
    by: str = ""
    on: str = ""


class CriticalError(msgspec.Struct, frozen=True, kw_only=True):
    """An act or omission that nothing else can make good.

    *id*: the milestone or the rule. *at*: when it became certain; *events*: the log lines that show it, the one that made it
    certain last. *dimension*: the one that it fails in an exam. *roles*: whose it is; none: the team's. *confirmed*: what a
    person found who looked at it, and *judgement* their words; None: nobody has. A score never holds either: they are beside it.
    """

    id: str
    text: str
    at: Second
    events: tuple[int, ...]
    dimension: Dimension
    roles: tuple[RoleId, ...] = ()
    source: str = ""
    confirmed: bool | None = None
    judgement: Judgement | None = None

    @property
    def name(self) -> str:
        """What a person calls it by: the milestone or the rule, with the seats whose it is (`B-20:cps`); no two have the same."""
        return ":".join((self.id, "+".join(self.roles))) if self.roles else self.id


def errors(course: Course, protocol: Sequence[Adherence]) -> tuple[CriticalError, ...]:
    """The critical errors of a play, in the order in which they became certain."""
    reached = [
        msgspec.structs.replace(
            error, roles=tuple(role for role in error.roles if course.judged(role, error.events[-1]))
        )
        for error in milestones(course.book, course.log)
    ]
    cited = {error.source for error in reached}
    broken: dict[tuple[str, tuple[str, ...]], list[Adherence]] = {}
    for row in critical_violations(tuple(protocol)):
        if row.rule not in cited:  # the milestone says the same, in the words of the case
            broken.setdefault((row.rule, row.charged), []).append(row)
    rules = [_of_rule(course, rows) for rows in broken.values()]
    return tuple(sorted((*reached, *rules), key=lambda error: (error.at, error.events[-1:], error.id)))


def milestones(book: Book, log: Sequence[e.AnyEvent], after: int = 0) -> tuple[CriticalError, ...]:
    """The critical milestones that *log* reaches beyond event number *after*: what stops a case in coach and practice."""
    found = []
    for event in log[after:]:
        if isinstance(event, e.MilestoneReached):
            milestone = book.scenario.milestones[event.name]
            if milestone.critical is not None:
                shown = lines(log, read_by(book.scenario, milestone.when), event.seq - 1)
                found.append(
                    CriticalError(
                        id=event.name,
                        text=milestone.critical.text,
                        at=event.at,
                        events=(*shown, event.seq),
                        dimension=milestone.critical.dimension,
                        roles=milestone.critical.roles,
                        source=milestone.critical.cite,
                    )
                )
    return tuple(found)


def _of_rule(course: Course, rows: Sequence[Adherence]) -> CriticalError:
    """One rule that the same seats broke, for one child or several: it is one error, certain when the first of them was."""
    rule = rows[0]
    return CriticalError(
        id=rule.rule,
        text=f"{rule.statement} That was not kept. The reason for it: {rule.rationale[:1].lower()}{rule.rationale[1:]}",
        at=min(course.end.time if row.certain is None else row.certain for row in rows),
        events=tuple(sorted({seq for row in rows for seq in row.broke or row.activated})),
        dimension="protocol",
        roles=_seats(course, rule.charged),
        source=f"{rule.pack_title}, {rule.rule}: {rule.source}",
    )


def _seats(course: Course, who: Iterable[str]) -> tuple[RoleId, ...]:
    """The seats among *who*; the team is nobody's seat."""
    return tuple(role for role in course.book.roles if role in who)
