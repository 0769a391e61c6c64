"""Needs: did each fact that somebody needed reach them in time? One item a need (part of coordination).

A need is owned by the roles that held the fact before its deadline: each could have told it. Where only a desk held it, the
needer could have asked, and owns it. Nobody owns what nobody held, or what a scene needed that never opened.
"""

from __future__ import annotations

import sys
from typing import Literal

import msgspec

from scoring.course import Course, Knowing, Moment, Said, Visit
from scoring.credit import key_of, whose
from scoring.decisions import THE_KEY
from scoring.items import TEAM, Evidence, Item, Untested
from scoring.words import clock, fact_text, scene_title, title, titles
from sim.engine.book import Book
from sim.engine.names import DecisionId, FactId, RoleId, SceneId, Second
from sim.engine.scenario import Fact, Need

Status = Literal["in_time", "late", "never", "nobody_held", "not_tested"]


class NeedLine(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one need. Times are seconds of case time; None: it did not happen, or there is none.

    *began*: when its clock started; *due*, *too_late*: its deadlines (None: the decision itself). *holders*: the roles that
    held the fact before the deadline. *told*, *told_by*: the first telling; *known*: when and *how* the needer came to know
    it; *lag*: seconds from the first role's knowledge to the needer's. *acknowledged*: with a right read-back, or a wrong one.
    *corrected*: it was read back wrongly first and rightly after. *used*: the needer knew it when it committed the decision.
    *counted_in*: the decision whose credit holds this already.
    """

    fact: FactId
    role: RoleId
    scene: SceneId
    status: Status
    reason: str
    decision: DecisionId | None = None
    began: Second | None = None
    due: Second | None = None
    too_late: Second | None = None
    holders: tuple[RoleId, ...] = ()
    owners: tuple[str, ...] = ()
    told: Second | None = None
    told_by: str | None = None
    known: Second | None = None
    how: str | None = None
    lag: Second | None = None
    acknowledged: bool | None = None
    corrected: bool = False
    used: bool | None = None
    credit: float | None = None
    counted_in: DecisionId | None = None
    events: tuple[int, ...] = ()


class Window(msgspec.Struct, frozen=True):
    """In time until *due*, worth nothing after *late*; None: still open at the end of the log."""

    due: Moment | None
    late: Moment | None

    def credit(self, told: Moment) -> float | None:
        """1 in time, falling in a straight line to 0 at *late*; None: after *due*, with the end still open."""
        if self.due is None or told <= self.due:
            return 1.0
        if self.late is None:
            return None
        if told >= self.late or told.at >= self.late.at:
            return 0.0
        return (self.late.at - told.at) / (self.late.at - self.due.at)


def judge(course: Course, decided: Evidence) -> tuple[tuple[NeedLine, ...], Evidence]:
    """All needs of the scenario in the play that *course* followed; *decided* are the items of its decisions."""
    credited = {item.decision for item in decided.items if item.dimension == "coordination"}
    lines: list[NeedLine] = []
    items: list[Item] = []
    untested: list[Untested] = []
    for name, fact in course.book.scenario.facts.items():
        for needer, need in fact.needed_by.items():
            line = _Judgement(course, name, fact, needer, need).line(credited)
            lines.append(line)
            if line.credit is not None and line.counted_in is None:
                items.append(_item(course.book, line))
            elif line.credit is None:
                untested.append(_untested(course.book, line))
    return tuple(lines), Evidence(tuple(items), tuple(untested))


def _item(book: Book, line: NeedLine) -> Item:
    assert line.credit is not None
    return Item(
        dimension="coordination",
        owners=line.owners,
        kind="need",
        label=fact_text(book, line.fact),
        credit=line.credit,
        at_stake=1.0,
        events=line.events,
        reason=line.reason,
        source=THE_KEY,
        key=whose(key_of(None)),
        decision=line.decision,
        fact=line.fact,
    )


def _untested(book: Book, line: NeedLine) -> Untested:
    return Untested(
        dimension="coordination",
        owners=line.owners,
        kind="need",
        label=fact_text(book, line.fact),
        reason=line.reason,
        events=line.events,
        decision=line.decision,
        fact=line.fact,
    )


class _Judgement:
    """The judgement of one need."""

    def __init__(self, course: Course, name: FactId, fact: Fact, needer: RoleId, need: Need) -> None:
        self.course = course
        self.book = course.book
        self.name = name
        self.fact = fact
        self.needer = needer
        self.need = need
        self.start = course.clocks.get((name, needer))
        self.visit = self._visit()
        self.close = self.visit.end if self.visit is not None and self.visit.committed else None

    # --- what it rests on

    def _visit(self) -> Visit | None:
        """The needing decision: the first that was decided after the clock started, else the last that opened."""
        scenes = {self.need.decision}
        instead = self.book.scenario.scenes[self.need.decision].instead
        while instead is not None and instead not in scenes:
            scenes.add(instead)
            instead = self.book.scenario.scenes[instead].instead
        found = None
        for visit in self.course.visits:
            if visit.scene not in scenes or self.needer not in {*visit.opened.present, *visit.present}:
                continue
            if self.start is not None and visit.end is not None and visit.end < self.start:
                continue
            found = visit
            if visit.committed:
                break
        return found

    def _window(self, factor: float) -> Window:
        """The deadlines, stretched by *factor* where they are given in seconds; else the decision's closing."""
        start = self.start.at if self.start is not None else 0
        due = late = self.close
        if self.need.due is not None:
            due = Moment(start + round(self.need.due * factor), sys.maxsize)
        if self.need.too_late is not None:
            late = Moment(start + round(self.need.too_late * factor), 0)
        if due is not None and late is not None and late < due:
            due = late
        return Window(due, late)

    def _held(self, role: RoleId, window: Window) -> Knowing | None:
        """How *role* knew the fact, if it did before the deadline or when the clock started, and could have told it."""
        knowing = self.course.knowing[role].get(self.name)
        if knowing is None or role == self.needer:
            return None
        since = knowing.since
        in_time = window.due is None or (
            since.at < window.due.at if window.due.seq == sys.maxsize else since < window.due
        )
        if not in_time and not (self.start is not None and since <= self.start):
            return None
        return knowing if self.course.could_send(role, since, window.late) else None

    def _holders(self) -> list[Knowing]:
        return [
            knowing
            for role in self.book.roles
            if (knowing := self._held(role, self._window(self.course.factor((role,))))) is not None
        ]

    def _desks(self) -> tuple[str, ...]:
        """The desks at which the needer could have asked for it, on a ground that allows it."""
        desks = []
        for name, desk in self.book.scenario.desks.items():
            answer = desk.answers.get(self.fact.topic)
            if name not in self.fact.held_by or answer is None or self.needer in self.fact.keep_from:
                continue
            if not self.fact.lawful or set(answer.bases) & set(self.fact.lawful.get(self.needer, ())):
                desks.append(name)
        return tuple(desks)

    def _told(self) -> tuple[Moment, Said] | None:
        """The first telling to the needer and when it counts: on arrival, or when sent where nobody could be reached there."""
        times = [
            (when, said)
            for said in self.course.said
            if self.name in said.event.facts and self.needer in said.event.to and (when := self._counts(said))
        ]
        return min(times, key=lambda each: each[0], default=None)

    def _counts(self, said: Said) -> Moment | None:
        if self.needer in said.out_of_reach:
            return Moment(said.event.at, said.event.seq)
        return self.course.arrivals.get((said.event.seq, self.needer))

    # --- the judgement

    def line(self, credited: set[DecisionId | None]) -> NeedLine:
        """What became of the need; *credited* are the decisions that have credit in coordination themselves."""
        course = self.course
        holders = self._holders()
        desks = () if holders else self._desks()
        window = self._window(course.factor([each.role for each in holders] or [self.needer]))
        told = self._told()
        knowing = course.knowing[self.needer].get(self.name)
        line = self._outline(holders, desks, window, told, knowing)
        if self.start is None:
            return _closed(line, "not_tested", "The moment from which it is needed did not come.")
        if self.visit is None:
            scene = scene_title(self.book, self.need.decision)
            return _closed(line, "not_tested", f"{title(self.book, self.needer)} did not come to {scene}.")
        if not holders and not desks:
            return _closed(line, "nobody_held", "No role held this before it was needed, and no desk could be asked.")
        if (
            knowing is not None
            and knowing.how != "told"
            and (window.due is None or knowing.since <= window.due)
            and (told is None or knowing.since < told[0])
        ):
            who, when = title(self.book, self.needer), clock(self.book, knowing.since.at)
            other = f"{who} learned this in another way, at {when}."
            reason = f"{who} knew this from the beginning." if knowing.how == "held" else other
            return _closed(line, "not_tested", reason)
        if told is None and self._pending(window):
            return _closed(line, "not_tested", "The log ends while this could still be told.")
        credit = window.credit(told[0]) if told is not None else 0.0
        if credit is None:
            return _closed(line, "not_tested", "It came when it was due already, and the decision has not been taken.")
        line = msgspec.structs.replace(line, credit=credit)
        if told is None:
            return msgspec.structs.replace(line, status="never", reason=self._missing(holders, desks, window))
        status: Status = "in_time" if credit == 1 else "late"
        decision = told[1].decision
        counted_in = decision if credit == 1 and decision is not None and decision in credited else None
        return msgspec.structs.replace(
            line, status=status, reason=self._arrived(told, window, credit), counted_in=counted_in
        )

    def _pending(self, window: Window) -> bool:
        """Can it still be told? After the end of the case only where its decision was never taken."""
        if window.late is not None and self.course.end.time >= window.late.at:
            return False
        return self.close is None or not self.course.end.ended

    def _outline(
        self,
        holders: list[Knowing],
        desks: tuple[str, ...],
        window: Window,
        told: tuple[Moment, Said] | None,
        knowing: Knowing | None,
    ) -> NeedLine:
        """All that is known of the need but the judgement."""
        course = self.course
        acks = [ack.right for ack in course.acks if ack.frm == self.needer and ack.fact == self.name]
        return NeedLine(
            fact=self.name,
            role=self.needer,
            scene=self.need.decision,
            status="not_tested",
            reason="",
            decision=self.visit.id if self.visit is not None else None,
            began=self.start.at if self.start is not None else None,
            due=window.due.at if window.due is not None else None,
            too_late=window.late.at if window.late is not None else None,
            holders=tuple(each.role for each in holders),
            owners=self._owners(holders, desks, window, told),
            told=told[0].at if told is not None else None,
            told_by=told[1].event.frm if told is not None else None,
            known=knowing.since.at if knowing is not None else None,
            how=knowing.how if knowing is not None else None,
            lag=self._lag(knowing),
            acknowledged=any(acks) if acks else None,
            corrected=any(acks) and not acks[0],
            used=None if self.close is None else knowing is not None and knowing.since < self.close,
            events=self._events(holders, told, knowing),
        )

    def _owners(
        self, holders: list[Knowing], desks: tuple[str, ...], window: Window, told: tuple[Moment, Said] | None
    ) -> tuple[str, ...]:
        """The holders (or, where only a desk held it, the needer); the team where a computer stood in for all of them."""
        last = told[1].event.seq if told is not None else len(self.course.log)
        if told is None and window.late is not None:
            last = next(
                (event.seq for event in reversed(self.course.log) if Moment(event.at, event.seq) <= window.late), last
            )
        owned = [(each.role, each.since.seq) for each in holders]
        if not owned and desks:
            owned = [(self.needer, self.start.seq if self.start is not None else 1)]
        mine = tuple(role for role, first in owned if self.course.answerable(role, first, last))
        return mine or (TEAM,)

    def _lag(self, knowing: Knowing | None) -> Second | None:
        first = min(
            (facts[self.name].since for facts in self.course.knowing.values() if self.name in facts), default=None
        )
        return knowing.since.at - first.at if knowing is not None and first is not None else None

    def _events(
        self, holders: list[Knowing], told: tuple[Moment, Said] | None, knowing: Knowing | None
    ) -> tuple[int, ...]:
        seqs = {each.since.seq for each in holders}
        if self.start is not None:
            seqs.add(self.start.seq)
        if told is not None:
            seqs |= {told[0].seq, told[1].event.seq}
        if knowing is not None:
            seqs.add(knowing.since.seq)
        if self.visit is not None:
            seqs.add(self.visit.opened.seq)
            if self.visit.closed is not None:
                seqs.add(self.visit.closed.seq)
        return tuple(sorted(seqs)) or (1,)

    # --- in words

    def _wanted(self, window: Window) -> str:
        scene = scene_title(self.book, self.need.decision)
        if self.need.due is None or window.due is None:
            return f"needed for {scene}"
        return f"needed by {clock(self.book, window.due.at)}, for {scene}"

    def _arrived(self, told: tuple[Moment, Said], window: Window, credit: float) -> str:
        who, frm = title(self.book, self.needer), title(self.book, told[1].event.frm)
        reason = f"{who} had this from {frm} at {clock(self.book, told[0].at)}; it was {self._wanted(window)}."
        if self.needer in told[1].out_of_reach:
            reason += " It waited for somebody whom no message could reach, and counts from when it was sent."
        if credit == 0:
            return f"{reason} No credit is left after that."
        return reason if credit == 1 else f"{reason} {credit:.0%} of the credit is left by then."

    def _missing(self, holders: list[Knowing], desks: tuple[str, ...], window: Window) -> str:
        reason = f"{title(self.book, self.needer)} was not told this; it was {self._wanted(window)}."
        if desks:
            return f"{reason} It was there for the asking: {titles(self.book, desks)}."
        known = "; ".join(f"{title(self.book, each.role)} from {clock(self.book, each.since.at)}" for each in holders)
        return f"{reason} Known to {known}."


def _closed(line: NeedLine, status: Status, reason: str) -> NeedLine:
    return msgspec.structs.replace(line, status=status, reason=reason)
