"""Closed duties: rules that the model answer kept in its own play, and for which this play gave no occasion.

They are counted beside the score of protocol adherence and are in no denominator: nobody gains by activating duties, and nobody
loses by it. Without the count a play that never came to a removal would look like one that had nothing to keep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring import decisions
from scoring.adherence import Adherence, adhere
from scoring.course import Course
from scoring.items import TEAM
from scoring.model_play import likeness, model_play
from scoring.walk import follow
from sim.engine.protocols import Pack

Met = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Pack, rule and who answered for it, of each rule that counts and that the model kept."""


def closed_duties(course: Course, packs: Sequence[Pack], protocol: Sequence[Adherence]) -> Mapping[str, int] | None:
    """By column, how many rules the model kept that were never put to the test here. *protocol*: how they came out here.

    None: it is not known, for the play still goes on, no packs are named, or the model comes to no end.
    """
    if not packs or not course.end.ended:
        return None
    met = met_by_model(course, packs)
    if met is None:
        return None
    tested = {(one.pack, one.rule) for one in protocol if one.verdict not in ("not_activated", "not_checked")}
    columns: dict[str, set[tuple[str, str]]] = {column: set() for column in (*course.book.roles, TEAM)}
    for pack, rule, charged in met:
        if (pack, rule) not in tested:
            for column in (*charged, TEAM):
                columns[column].add((pack, rule))
    return {column: len(rules) for column, rules in columns.items()}


def met_by_model(course: Course, packs: Sequence[Pack]) -> Met | None:
    """The rules that the model kept in its play of the same case and seed, whether an item of their own or counted with a
    decision; worked out once. None: the model's play comes to no end."""
    book = course.book
    key = ("closed duties", likeness(course.setup), tuple((pack.name, *pack.rules.values()) for pack in packs))
    known: tuple[Met | None] | None = book.memo(key)
    if known is None:
        known = book.remember(key, (_met(course, packs),))
    return known[0]


def _met(course: Course, packs: Sequence[Pack]) -> Met | None:
    log = model_play(course.book, course.setup)
    if log is None:
        return None
    model = follow(course.book, log)
    _, found = adhere(model, packs, decisions.judge(model).items)
    return tuple(
        (one.pack, one.rule, one.charged)
        for one in found
        if one.verdict == "satisfied" and one.charged and (one.scored or one.counted_by)
    )
