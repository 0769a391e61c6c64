"""Losses: where the points of decisions went, act by act, each with its seat, its second and why it is charged or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.items import TEAM
from scoring.losses import ACTS, SMALLEST, silent, unmet
from scoring.rows import Advice, Cause, Row
from scoring.sentences import number
from scoring.words import DIMENSION_TITLES, DIMENSIONS_SHORT
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.reports.blocks import Block, Column, Fold, Para, Points, Section, Table, Words, spaced
from sim.reports.material import Material
from sim.reports.wording import Wording, capital, many

CAUSES: dict[Cause, str] = {
    "own": "own act",
    "others": "caused by others, not charged",
    "team": "decided together",
    "luck": "luck, charged to nobody",
    "facilitator": "the facilitator’s hand, charged to nobody",
    "silence": "silence, charged with a need that was not met or to nobody",
    "disputed": "a panel did not agree, charged to nobody",
    "stand_in": "the computer in a seat that was left, charged to nobody",
}
"""Why a row is there -> what is said of it."""


FEW = 3
"""Pieces of advice that are always shown."""


def acts(rows: Iterable[Row]) -> list[tuple[Row, ...]]:
    """The rows of each act and column that are worth a line, one for each dimension, in order."""
    found: dict[tuple[int, str, str, str | None, str, str], list[Row]] = {}
    for row in rows:
        if abs(row.points) >= SMALLEST:
            found.setdefault((row.seq, row.act, row.what, row.seat, row.column, row.cause), []).append(row)
    return [tuple(group) for group in found.values()]


def losses(material: Material, words: Wording) -> Section:
    """Every act that lost or gained something."""
    found = acts(material.card.rows)
    charged = [group for group in found if group[0].charged]
    others = [group for group in found if not group[0].charged]
    blocks: list[Block] = [
        Para(
            "Each act is compared with what a model answer would have earned from the same moment on. Nobody is charged for "
            "what others did, for luck, or for what they could not know. Less than nothing lost: it was better than the "
            "model answer."
        )
    ]
    if charged:
        blocks.append(_sums(material, words))
        table = _table("What each act lost", charged, material, words)
        blocks.append(Fold(f"{many(len(charged), 'act')} by which a seat or the team lost or gained points", (table,)))
    else:
        blocks.append(Para("No act lost anything against the model answer."))
    if others:
        table = _table("Shown, and charged to nobody here", others, material, words)
        blocks.append(Fold(f"{many(len(others), 'act')} shown, and charged to nobody here", (table,)))
    if material.card.advice:
        said = tuple(_advice(each, material, words) for each in material.card.advice)
        summary = f"{many(len(said), 'piece of advice', 'pieces of advice')} better than what was decided"
        blocks.append(Fold(summary, (Points(said),)) if len(said) > FEW else Points(said))
    return Section("losses", "Where the points went", tuple(blocks))


def lost(found: Sequence[Row], words: Wording) -> str:
    """One act in a sentence: *The patrol officer lost 0.8 in coordination and 0.2 in protocol adherence.*"""
    less = [f"{number(row.points)} in {DIMENSION_TITLES[row.dimension].lower()}" for row in found if row.points > 0]
    more = [f"{number(-row.points)} in {DIMENSION_TITLES[row.dimension].lower()}" for row in found if row.points < 0]
    parts = [f"lost {', '.join(less)}"] if less else []
    parts += [f"gained {', '.join(more)} over the model answer"] if more else []
    first = found[0]
    why = "" if first.charged else f" Not charged: {CAUSES[first.cause].partition(',')[0]}."
    return f"Over the whole play {words.who(first.column)} {' and '.join(parts)} with this {ACTS[first.act]}.{why}"


def _sums(material: Material, words: Wording) -> Table:
    """What the acts of each column lost together, and what is not charged to it."""
    sums: dict[tuple[str, str], dict[Dimension, float]] = {}
    for row in material.card.rows:
        mine = sums.setdefault((row.column, "charged" if row.charged else CAUSES[row.cause]), {})
        mine[row.dimension] = mine.get(row.dimension, 0.0) + row.points
    columns = [*map(str, material.card.roles), TEAM]
    rows = tuple(
        (words.seat(column), capital(why), *(number(lost.get(name, 0.0)) for name in DIMENSIONS))
        for (column, why), lost in sorted(
            sums.items(), key=lambda one: (columns.index(one[0][0]), one[0][1] != "charged")
        )
        if any(abs(points) >= SMALLEST for points in lost.values())
    )
    heads = (
        Column("Points of"),
        Column("Why"),
        *(Column(f"{DIMENSIONS_SHORT[name]} lost", "number") for name in DIMENSIONS),
    )
    return Table("Points that decisions lost, added up", heads, rows)


def _table(caption: str, found: Sequence[Sequence[Row]], material: Material, words: Wording) -> Table:
    heads = (
        Column("At", "time"),
        Column("Act"),
        Column("Whose act"),
        Column("Points of"),
        *(Column(f"{DIMENSIONS_SHORT[name]} lost", "number") for name in DIMENSIONS),
        Column("Why it is there"),
        Column("Log", "number"),
    )
    return Table(caption, heads, tuple(_row(group, material, words) for group in found), head=1)


def _row(group: Sequence[Row], material: Material, words: Wording) -> tuple[Words, ...]:
    first = group[0]
    by_dimension = {row.dimension: number(row.points) for row in group}
    return (
        words.time(first.at),
        _act(first, material),
        words.seat(first.seat) if first.seat is not None else "nobody’s alone",
        words.seat(first.column),
        *(by_dimension.get(name, "") for name in DIMENSIONS),
        silent(first.act, unmet(material.card, first)) if first.cause == "silence" else CAUSES[first.cause],
        str(first.seq),
    )


def _act(row: Row, material: Material) -> str:
    """An act by its kind, and the decision that it is about."""
    for n, review in enumerate(material.card.decisions, 1):
        if review.decision == row.what:
            return f"{ACTS[row.act]}, decision {n}: {review.title}"
    return ACTS[row.act]


def _advice(each: Advice, material: Material, words: Wording) -> Words:
    title = next(
        (review.title for review in material.card.decisions if review.decision == each.decision), each.decision
    )
    said = (
        f"To the credit of {words.who(each.role)}: the advice given in “{title}” would have been worth "
        f"{number(each.points)} points more to the team ({DIMENSION_TITLES[each.dimension].lower()})."
    )
    return spaced(said, words.evidence((each.seq,)))
