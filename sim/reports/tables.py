"""Tables: parts of a scorecard as CSV (RFC 4180), one row a thing, for a spreadsheet or a script. Pure.

A spreadsheet runs a cell that begins like a formula, whoever wrote it. So such a text gets an apostrophe in front and stays text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, get_args

from scoring import Judgement
from sim.format.cleaning import clean
from sim.reports.material import Material
from sim.reports.outcomes import came
from sim.reports.wording import Wording, said

TableName = Literal["items", "decisions", "rows", "needs", "protocol", "critical"]
NAMES: tuple[TableName, ...] = get_args(TableName)
OF_POINTS: frozenset[TableName] = frozenset(("items", "rows"))
"""Tables that are nothing but points and owners: a workshop has none."""

Cell = str | int | float | bool | None

_FORMULA = re.compile(r"""(?:^|(?<=[;\t\r\n]))(?=[\s"'\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\t\r|])""")
"""Where a cell would begin with what a spreadsheet takes for a formula; also after a semicolon or a tab, which many of them
take for the end of a cell. Full-width signs and the minus sign count: some programs read them like the plain ones."""


def table(material: Material, name: TableName = "items") -> str:
    """The table called *name*, with a line of names on top. Raises `ValueError` for one that a workshop does not have."""
    material = material.discreet()
    if not material.points and name in OF_POINTS:
        there = ", ".join(one for one in NAMES if one not in OF_POINTS)
        raise ValueError(
            f"A workshop has no {name}: it shows decisions and consequences, without points or owners. There is {there}."
        )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    heads, rows = MAKERS[name](material, Wording(material.book, material.log))
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue()


def literal(text: str) -> str:
    """*text* as a cell that no spreadsheet runs."""
    return _FORMULA.sub("'", clean(text))


def _cell(value: Cell) -> str | int | float:
    """A number as it is, a text made safe, nothing as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return literal(value) if isinstance(value, str) else value


Made = tuple[list[str], Iterable[list[Cell]]]


def _items(material: Material, words: Wording) -> Made:
    """One row an item and owner, so that a sum over an owner's rows is that owner's; `team_counts` marks one row an item."""
    heads = [
        "session", "scenario", "item", "dimension", "owner", "team_counts", "kind", "label", "weight", "credit",
        "points", "at_stake", "if_upheld", "decision", "fact", "seconds", "clock", "events", "reason", "source", "key",
    ]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for n, item in enumerate(material.card.items, 1):
            at = _second(material, item.events)
            for place, owner in enumerate(item.owners):
                yield [
                    material.origin.session, material.card.scenario, n, item.dimension, owner, place == 0, item.kind,
                    said(item.label), item.weight, round(item.credit, 6), round(item.points, 6), round(item.at_stake, 6),
                    item.if_upheld, item.decision, item.fact, at, words.time(at) if at is not None else None,
                    _lines(item.events), said(item.reason), item.source, item.key,
                ]  # fmt: skip

    return heads, rows()


def _decisions(material: Material, words: Wording) -> Made:
    points = ["earned", "at_stake"] if material.points else []
    heads = [
        "session",
        "scenario",
        "decision",
        "title",
        "decides",
        "present",
        "opened",
        "clock",
        "closed",
        "how",
        "outcome",
        *points,
        "events",
    ]

    def rows() -> Iterator[list[Cell]]:
        for review in material.card.decisions:
            worth: list[Cell] = [
                round(sum(item.points for item in review.items), 6),
                round(sum(item.at_stake for item in review.items), 6),
            ]
            yield [
                material.origin.session, material.card.scenario, review.decision, review.title, review.decides,
                " ".join(review.present), review.opened, words.time(review.opened), review.at, review.how,
                came(review, words, owners=material.points), *(worth if points else []), _lines(review.events),
            ]  # fmt: skip

    return heads, rows()


def _rows(material: Material, words: Wording) -> Made:
    heads = [
        "session",
        "scenario",
        "seconds",
        "clock",
        "act",
        "what",
        "seat",
        "column",
        "dimension",
        "points",
        "cause",
        "charged",
        "event",
    ]
    return heads, (
        [
            material.origin.session, material.card.scenario, row.at, words.time(row.at), row.act, said(row.what), row.seat,
            row.column, row.dimension, round(row.points, 6), row.cause, row.charged, row.seq,
        ]
        for row in material.card.rows
    )  # fmt: skip


def _needs(material: Material, words: Wording) -> Made:
    shown = material.points
    heads = [
        "session",
        "scenario",
        "fact",
        "text",
        "needed_by",
        "scene",
        "status",
        "began",
        "due",
        "too_late",
        "told",
        *(["told_by"] if shown else []),
    ]
    heads += ["known", "how", "acknowledged", "used", *(["owners", "credit"] if shown else []), "events"]
    return heads, (
        [
            material.origin.session, material.card.scenario, need.fact, words.fact(need.fact), need.role, need.scene, need.status,
            need.began, need.due, need.too_late, need.told, *([need.told_by] if shown else []),
            need.known, need.how, need.acknowledged, need.used,
            *([" ".join(need.owners), need.credit] if shown else []), _lines(need.events),
        ]
        for need in material.card.ledger.needs
    )  # fmt: skip


def _protocol(material: Material, words: Wording) -> Made:
    shown = material.points
    heads = [
        "session",
        "scenario",
        "pack",
        "rule",
        "statement",
        "kind",
        "severity",
        "confidence",
        "jurisdiction",
        "subject",
        "verdict",
    ]
    heads += [
        "scored",
        "why_unscored",
        *(["roles"] if shown else []),
        "activated",
        "satisfied",
        "broke",
        "certain",
        "clock",
        "source",
    ]
    return heads, (
        [
            material.origin.session, material.card.scenario, rule.pack, rule.rule, said(rule.statement), rule.kind, rule.severity,
            rule.confidence, rule.jurisdiction, rule.subject, rule.verdict, rule.scored, said(rule.why_unscored),
            *([" ".join(rule.roles)] if shown else []), _lines(rule.activated), _lines(rule.satisfied), _lines(rule.broke),
            rule.certain, words.time(rule.certain) if rule.certain is not None else None, rule.source,
        ]
        for rule in material.card.protocol
    )  # fmt: skip


def _critical(material: Material, words: Wording) -> Made:
    """One row a critical error, with what a person found of it; in a workshop a topic, and neither whose nor judged."""
    shown = material.points
    heads = ["session", "scenario", "error", "dimension", "text", "seconds", "clock", "events", "source"]
    heads += ["roles", "confirmed", "reason", "by", "on"] if shown else []
    return heads, (
        [
            material.origin.session, material.card.scenario, error.id, error.dimension, said(error.text), error.at,
            words.time(error.at), _lines(error.events), error.source,
            *([" ".join(error.roles), error.confirmed, *_found(error.judgement)] if shown else []),
        ]
        for error in material.card.critical
    )  # fmt: skip


def _found(judgement: Judgement | None) -> list[Cell]:
    return [None, None, None] if judgement is None else [judgement.reason, judgement.by, judgement.on]


MAKERS: dict[TableName, Callable[[Material, Wording], Made]] = {
    "items": _items,
    "decisions": _decisions,
    "rows": _rows,
    "needs": _needs,
    "protocol": _protocol,
    "critical": _critical,
}


def _lines(events: Iterable[int]) -> str:
    return " ".join(map(str, events))


def _second(material: Material, events: tuple[int, ...]) -> int | None:
    """The case time of the last line that shows it."""
    last = max(events, default=0)
    return material.log[last - 1].at if 1 <= last <= len(material.log) else None
