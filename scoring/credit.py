"""Credit: what a choice, a form or an outcome is worth in each dimension, as the case stood at one moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sim.engine.book import Book
from sim.engine.names import ItemId, Second
from sim.engine.scenario import Choice, Credit, Dimension, Form, Key, Within
from sim.engine.scenes import Way, pick
from sim.engine.state import State

DISPUTED = 1.0
"""A panel whose judgements spread further than this (standard deviation on five points) is shown and not scored."""

NO_CREDIT = Credit()


@dataclass(frozen=True, slots=True)
class Worth:
    """Points in [0, 1] by dimension, and which of them depend on how soon it was done."""

    points: dict[Dimension, float]
    within: dict[Dimension, Within]


def worth(book: Book, way: Way, state: State, shown: tuple[ItemId, ...], ticked: Collection[ItemId]) -> Worth:
    """What *way* is worth at *state*; a form by its *ticked* lines among those *shown*, before timeliness."""
    own = credit(way, state)
    if way.form is None:
        return Worth(own.points, own.within)
    lines = _lines(book, way.form, state, shown)
    points = {
        dimension: sum(value if item in ticked else 1 - value for item, value in values) / len(values)
        for dimension, values in lines.items()
    }
    return Worth({**own.points, **points}, own.within)


def best_worth(book: Book, way: Way, state: State, shown: tuple[ItemId, ...]) -> Worth:
    """The most that *way* could be worth at *state*: for a form, the best ticking that it admits, in each dimension."""
    own = credit(way, state)
    if way.form is None:
        return Worth(own.points, own.within)
    points = dict(own.points)
    for dimension, values in _lines(book, way.form, state, shown).items():
        gains = sorted((2 * value - 1 for _, value in values), reverse=True)
        # Lines without credit in this dimension can fill up what must be ticked and change nothing.
        gains += [0.0] * (len(shown) - len(gains))
        gains.sort(reverse=True)
        least, most = min(way.form.least, len(gains)), min(way.form.most, len(gains))
        gained = sum(gains[:least]) + sum(gain for gain in gains[least:most] if gain > 0)
        points[dimension] = (sum(1 - value for _, value in values) + gained) / len(values)
    return Worth(points, own.within)


def credit(way: Way, state: State) -> Credit:
    """The credit of *way* in the case that holds at *state*."""
    return way.credit[pick(way.credit, state)][1] if way.credit else NO_CREDIT


def line_credit(book: Book, form: Form, item: ItemId, state: State) -> Credit:
    """The credit of a form's line, if it is ticked, in the case that holds at *state*."""
    cases = book.cases(form.items[item].credit)
    return cases[pick(cases, state)][1] if cases else NO_CREDIT


def disputed_lines(
    book: Book, form: Form, state: State, shown: tuple[ItemId, ...]
) -> dict[Dimension, tuple[ItemId, ...]]:
    """By dimension, the lines that have credit in it and on which a panel did not agree: shown, and in no mean."""
    found: dict[Dimension, tuple[ItemId, ...]] = {}
    for item in shown:
        if item in form.items and disputed(form.items[item].key):
            for dimension in line_credit(book, form, item, state).points:
                found[dimension] = (*found.get(dimension, ()), item)
    return found


def _lines(
    book: Book, form: Form, state: State, shown: tuple[ItemId, ...]
) -> dict[Dimension, list[tuple[ItemId, float]]]:
    """By dimension, the lines that have credit in it and how much, but those on which a panel did not agree."""
    lines: dict[Dimension, list[tuple[ItemId, float]]] = {}
    for item in shown:
        if item in form.items and not disputed(form.items[item].key):
            for dimension, value in line_credit(book, form, item, state).points.items():
                lines.setdefault(dimension, []).append((item, value))
    return lines


def timeliness(within: Within, elapsed: Second, factor: float) -> float:
    """The part of a credit that is left after *elapsed* seconds: 1 up to the target, 0 from late on, linear between.

    *factor* stretches both marks (accommodations).
    """
    target, late = within.target * factor, within.late * factor
    if elapsed <= target:
        return 1.0
    return 0.0 if elapsed >= late else (late - elapsed) / (late - target)


def disputed(key: Key) -> bool:
    """Is this a panel's judgement on which the panel differed too much to score it?"""
    return key.source == "panel" and key.sd > DISPUTED


def whose(key: Key) -> str:
    """Whose judgement a credit is, in words."""
    if key.source == "author":
        return "the author’s key"
    return f"a panel of {key.n} (spread {key.sd:g})"


def key_of(choice: Choice | None) -> Key:
    """The key of a choice; outcomes are the author's."""
    return choice.key if choice is not None else Key()
