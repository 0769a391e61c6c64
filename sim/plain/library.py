"""Library: what can be resumed, played and looked back on, as numbered lines; unfinished sessions first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from sim.plain.wording import capital, clock, listing, many, said, spoken

if TYPE_CHECKING:
    from sim.engine.scenario import Scenario
    from sim.sessions import SessionRow

LATEST = 4
"""Unfinished and finished sessions that are offered at once; `all` offers the rest."""


class Entry(NamedTuple):
    """One thing that can be done: *what*, with which session or case, and its words."""

    what: Literal["resume", "play", "past"]
    name: str
    words: str


def entries(
    rows: Sequence[SessionRow], cases: Sequence[tuple[str, Scenario]], *, everything: bool = False
) -> list[Entry]:
    """What can be done, in order: unfinished sessions, cases (a tutorial first, until one was played to its end), finished ones."""
    by_name = {scenario.name: scenario for _, scenario in cases}
    count = len(rows) if everything else LATEST
    open_ones = [row for row in rows if row.ended is None and row.persons][:count]
    over = [row for row in rows if row.ended is not None and row.persons][:count]
    found = [Entry("resume", row.id, _resume(row, by_name.get(row.scenario))) for row in open_ones]
    learnt = any(
        by_name[row.scenario].kind == "tutorial" for row in rows if row.how == "finished" and row.scenario in by_name
    )
    ordered = sorted(cases, key=lambda one: (one[1].kind == "tutorial") == learnt)
    found += [Entry("play", name, _case(scenario)) for name, scenario in ordered]
    return found + [Entry("past", row.id, _past(row, by_name.get(row.scenario))) for row in over]


def heading(found: Sequence[Entry], rows: Sequence[SessionRow]) -> list[str]:
    """What is here, before it is read out."""
    counts = [
        (sum(entry.what == "resume" for entry in found), "unfinished session", ""),
        (sum(entry.what == "play" for entry in found), "case", ""),
        (sum(entry.what == "past" for entry in found), "session", " to look back on"),
    ]
    here = [f"{many(count, thing)}{for_what}" for count, thing, for_what in counts if count]
    lines = ["Library: Joint Response. One case, several agencies. For training; not legal or medical advice."]
    if not rows:
        lines.append(
            "Library: Nobody has played here yet. The tutorial takes five minutes and explains each word."
            if any("A tutorial" in entry.words for entry in found)
            else "Library: Nobody has played here yet."
        )
    return [*lines, f"Library: {listing(here)}." if here else "Library: There is no case here that can be played."]


def _resume(row: SessionRow, scenario: Scenario | None) -> str:
    where = (
        f"at {clock(scenario.starts, row.seconds)}"
        if scenario is not None
        else f"{many(row.seconds // 60, 'minute')} into it"
    )
    return f"Resume {spoken(row.title)}, {where}, as {_roles(row, scenario)}. {capital(row.mode)}, {row.pace}."


def _past(row: SessionRow, scenario: Scenario | None) -> str:
    how = "ended early" if row.how == "stopped" else "finished"
    when = (row.ended or "")[:10]
    return f"Look back on {spoken(row.title)}, {how} on {when}, as {_roles(row, scenario)}. {capital(row.mode)}."


def _case(scenario: Scenario) -> str:
    roles = listing(said(role.title) for role in scenario.roles.values())
    minutes = f", about {many(scenario.minutes, 'minute')}" if scenario.minutes else ""
    draft = " A draft, not reviewed yet." if scenario.review.state != "signed" else ""
    return f"Play {said(scenario.title)}. A {scenario.kind}{minutes}. Roles: {roles}.{draft}"


def _roles(row: SessionRow, scenario: Scenario | None) -> str:
    titles = {str(role): said(body.title) for role, body in scenario.roles.items()} if scenario is not None else {}
    found = listing(titles.get(role, role.replace("_", " ")) for role in row.persons)
    return f"{found}, several persons at one machine" if len(row.persons) > 1 else found
