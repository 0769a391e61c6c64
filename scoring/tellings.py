"""Tellings: what was told to whom, whether they needed it, and whether it was lawful (part of coordination).

A telling that is unlawful or against `keep_from` is an item without credit. Others that nobody needed are neutral: they are
counted and shown. A desk's answer on a wrong ground belongs to who asked.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec.structs import replace

from scoring.course import Course, Said
from scoring.credit import key_of, whose
from scoring.decisions import THE_KEY
from scoring.items import TEAM, Evidence, Item
from scoring.needs import NeedLine
from scoring.words import basis_text, fact_text, seats_in_order, title, titles
from sim.engine.book import Book
from sim.engine.names import BasisId, DecisionId, FactId, RoleId, Second

Verdict = Literal["needed", "late", "repeat", "unneeded", "unlawful", "kept_from"]


class TellingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One fact told in one act, to everybody it went to.

    *fresh*: the recipients that did not know it; *needed*: those of them that needed it. *owner*: who told it, or who asked a
    desk for it. *verdict*: `late` came after the need had lost all its credit; `repeat` told nobody anything new. *righted*:
    when it was told again to all of *unlawful*, on a ground that holds; what was said first stays what it was.
    """

    fact: FactId
    at: Second
    frm: str
    to: tuple[RoleId, ...]
    owner: str
    verdict: Verdict
    events: tuple[int, ...]
    fresh: tuple[RoleId, ...] = ()
    needed: tuple[RoleId, ...] = ()
    unlawful: tuple[RoleId, ...] = ()
    kept_from: tuple[RoleId, ...] = ()
    basis: BasisId | None = None
    by_choice: bool = False
    by_desk: bool = False
    aloud: bool = False
    delivered: bool = True
    decision: DecisionId | None = None
    righted: Second | None = None


def judge(course: Course, decided: Evidence, needs: tuple[NeedLine, ...]) -> tuple[tuple[TellingLine, ...], Evidence]:
    """All tellings of *course*, and an item for each that should not have been; *needs* say what was needed until when."""
    credited = {item.decision for item in decided.items if item.dimension == "coordination"}
    acts: dict[tuple[int, FactId], list[Said]] = {}
    for said in course.said:
        for fact in said.event.facts:
            acts.setdefault((said.act, fact), []).append(said)
    before: set[tuple[str, FactId, RoleId]] = set()
    lines = []
    items = []
    for (_, fact), copies in acts.items():
        line = _line(course, fact, copies, needs)
        lines.append(line)
        told_again = {role for role in line.to if (line.owner, fact, role) in before}
        before |= {(line.owner, fact, role) for role in line.to}
        wrong = [role for role in (*line.unlawful, *line.kept_from) if role not in told_again]
        if wrong and not (line.decision is not None and line.decision in credited):
            items.append(_item(course, line))
    return tuple(_righted(line, lines[n + 1 :]) for n, line in enumerate(lines)), Evidence(tuple(items))


def _righted(line: TellingLine, later: list[TellingLine]) -> TellingLine:
    """A telling on a wrong ground with the second at which the last of its recipients had heard it on one that holds."""
    left = set(line.unlawful)
    for other in later if left and not line.kept_from else ():
        if (other.owner, other.fact) == (line.owner, line.fact):
            left -= set(other.to) - set(other.unlawful)
            if not left:
                return replace(line, righted=other.at)
    return line


def _line(course: Course, name: FactId, copies: list[Said], needs: tuple[NeedLine, ...]) -> TellingLine:
    first = copies[0].event
    fact = course.book.scenario.facts[name]
    by_desk = first.frm not in course.book.scenario.roles
    to = seats_in_order(course.book, [role for said in copies for role in said.event.to])
    fresh = seats_in_order(course.book, [role for said in copies for role in said.fresh[name]])
    if not fact.lawful:
        unlawful: tuple[RoleId, ...] = ()
    elif first.by_choice:
        unlawful = tuple(role for role in to if role not in fact.lawful)
    else:
        unlawful = tuple(role for role in to if first.basis not in fact.lawful.get(role, ()))
    # Who asks a desk cannot know what it holds: only the stated ground is judged there.
    kept_from = () if by_desk else tuple(role for role in to if role in fact.keep_from)
    wanted = [need for need in needs if need.fact == name and need.role in fresh and need.began is not None]
    verdict: Verdict = "unneeded"
    if unlawful:
        verdict = "unlawful"
    elif kept_from:
        verdict = "kept_from"
    elif not fresh:
        verdict = "repeat"
    elif wanted:
        verdict = "late" if all(need.credit == 0 for need in wanted) else "needed"
    return TellingLine(
        fact=name,
        at=first.at,
        frm=first.frm,
        to=to,
        owner=to[0] if by_desk else first.frm,
        verdict=verdict,
        events=tuple(
            seq
            for said in copies
            for seq in ((said.event.reply_to,) if by_desk and said.event.reply_to else ()) + (said.event.seq,)
        ),
        fresh=fresh,
        needed=tuple(need.role for need in wanted),
        unlawful=unlawful,
        kept_from=kept_from,
        basis=first.basis,
        by_choice=first.by_choice,
        by_desk=by_desk,
        aloud=first.aloud,
        delivered=all(said.event.delivered for said in copies),
        decision=copies[0].decision,
    )


def _item(course: Course, line: TellingLine) -> Item:
    mine = course.judged(RoleId(line.owner), line.events[-1])
    return Item(
        dimension="coordination",
        owners=(line.owner,) if mine else (TEAM,),
        kind="telling",
        label=fact_text(course.book, line.fact),
        credit=0.0,
        at_stake=1.0,
        events=line.events,
        reason=_reason(course.book, line),
        source=THE_KEY,
        key=whose(key_of(None)),
        fact=line.fact,
    )


def _reason(book: Book, line: TellingLine) -> str:
    ground = basis_text(book, line.basis)
    if line.by_desk:
        return f"{title(book, line.frm)} was asked for this {ground}; the case lists no such ground for {titles(book, line.to)}."
    if line.unlawful:
        said = "" if line.by_choice else f" {ground}"
        lawful = book.scenario.facts[line.fact].lawful
        if any(role in lawful for role in line.unlawful):
            return f"This was passed to {titles(book, line.unlawful)}{said}; the case lists another ground for it."
        return f"This was passed to {titles(book, line.unlawful)}{said}; the case lists no ground for that."
    return f"This was passed to {titles(book, line.kept_from)}; the case asks that it is kept from there."
