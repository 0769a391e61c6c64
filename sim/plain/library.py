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

    what: Literal["resume", "play", "past", "kept"]
    name: str
    words: str


def entries(
    rows: Sequence[SessionRow], cases: Sequence[tuple[str, Scenario]], *, everything: bool = False
) -> list[Entry]:
    """What can be done, in order: unfinished sessions, cases (a tutorial first, until one was played to its end), finished ones;
    last what was played under other rules, with which nothing can be done here."""
    by_name = {scenario.name: scenario for _, scenario in cases}
    count = len(rows) if everything else LATEST
    ours = [row for row in rows if row.persons and row.of_these_rules]
    open_ones = [row for row in ours if row.ended is None][:count]
    over = [row for row in ours if row.ended is not None][:count]
    others = [row for row in rows if row.persons and not row.of_these_rules][:count]
    found = [Entry("resume", row.id, _resume(row, by_name.get(row.scenario))) for row in open_ones]
    learnt = any(
        by_name[row.scenario].kind == "tutorial" for row in rows if row.how == "finished" and row.scenario in by_name
    )
    ordered = sorted(cases, key=lambda one: (one[1].kind == "tutorial") == learnt)
    found += [Entry("play", name, _case(scenario)) for name, scenario in ordered]
    found += [Entry("past", row.id, _past(row, by_name.get(row.scenario))) for row in over]
    return found + [Entry("kept", row.id, _kept(row, by_name.get(row.scenario))) for row in others]


def heading(found: Sequence[Entry], rows: Sequence[SessionRow]) -> list[str]:
    """What is here, before it is read out."""
    counts = [
        (sum(entry.what == "resume" for entry in found), "unfinished session", ""),
        (sum(entry.what == "play" for entry in found), "case", ""),
        (sum(entry.what == "past" for entry in found), "session", " to look back on"),
        (sum(entry.what == "kept" for entry in found), "session", " of other rules"),
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


def _where(row: SessionRow, scenario: Scenario | None) -> str:
    if scenario is None:
        return f"{many(row.seconds // 60, 'minute')} into it"
    return f"at {clock(scenario.starts, row.seconds)}"


def _resume(row: SessionRow, scenario: Scenario | None) -> str:
    return f"Resume {spoken(row.title)}, {_where(row, scenario)}, as {_roles(row, scenario)}. {capital(row.mode)}, {row.pace}."


def _ended(row: SessionRow) -> str:
    return f"{'ended early' if row.how == 'stopped' else 'finished'} on {(row.ended or '')[:10]}"


def _past(row: SessionRow, scenario: Scenario | None) -> str:
    return f"Look back on {spoken(row.title)}, {_ended(row)}, as {_roles(row, scenario)}. {capital(row.mode)}."


def _kept(row: SessionRow, scenario: Scenario | None) -> str:
    how = _ended(row) if row.ended else f"left {_where(row, scenario)}"
    here = "looked back on" if row.ended else "gone on with"
    return f"Kept: {spoken(row.title)}, {how}, as {_roles(row, scenario)}. Played under other rules: it cannot be {here} here."


def _case(scenario: Scenario) -> str:
    roles = listing(said(role.title) for role in scenario.roles.values())
    minutes = f", about {many(scenario.minutes, 'minute')}" if scenario.minutes else ""
    draft = " A draft, not reviewed yet." if scenario.review.state != "signed" else ""
    return f"Play {said(scenario.title)}. A {scenario.kind}{minutes}. Roles: {roles}.{draft}"


def _roles(row: SessionRow, scenario: Scenario | None) -> str:
    titles = {str(role): said(body.title) for role, body in scenario.roles.items()} if scenario is not None else {}
    found = listing(titles.get(role, role.replace("_", " ")) for role in row.persons)
    return f"{found}, several persons at one machine" if len(row.persons) > 1 else found
