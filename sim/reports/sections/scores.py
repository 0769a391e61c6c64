"""Scores: three dimensions for each seat and the team, with coverage and ranges, and what every one of them rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.credit import whose
from scoring.items import TEAM, DimensionScore, Item
from scoring.judgements import stands
from scoring.sentences import coverage, number
from scoring.words import DIMENSION_TITLES, DIMENSIONS_SHORT
from sim.engine.names import DecisionId
from sim.engine.scenario import DIMENSIONS, Key
from sim.reports import charts
from sim.reports.blocks import Block, Column, Figure, Fold, Para, Points, Run, Section, Table, Words, spaced
from sim.reports.material import Material
from sim.reports.wording import Wording, many, points, said, sentence, share

THE_AUTHORS = whose(Key())
"""How items name the usual key."""


def scores(material: Material, words: Wording) -> Section:
    """The scores of all columns, as bars and as a table, and then the items of each."""
    card = material.card
    columns = [(str(role), card.roles[role]) for role in card.roles] + [(TEAM, card.team)]
    bars = [charts.Bar(words.seat(column), found) for column, found in columns]
    rows = tuple(
        (
            words.seat(column),
            DIMENSION_TITLES[name],
            share(found[name], stands(card.mode, card.critical, column, name)),
            _points(found[name]),
            coverage(found[name].coverage, "itself"),
        )
        for column, found in columns
        for name in DIMENSIONS
    )
    table = Table(
        "Scores with their points and coverage",
        (
            Column("Seat"),
            Column("Dimension"),
            Column("Share", "number"),
            Column("Points", "number"),
            Column("Coverage"),
        ),
        rows,
    )
    blocks: list[Block] = [
        Para(
            "Three dimensions, for each seat and for the team, never one grand total. A share is the points earned over "
            "the points at stake, over everything that was judged; with fewer than five things judged there is none. A "
            "range says what the share is if the reasons that were noted for a deviation are upheld by a person."
        ),
        Figure(charts.scores(bars), "Scores by dimension", (table,)),
    ]
    if any(score.upheld is not None for _, found in columns for score in found.values()):
        blocks.append(Points(tuple(_judge(item, words) for item in card.items if item.if_upheld is not None)))
    items = Section("items", "What the scores rest on", tuple(_items(material, words, column) for column, _ in columns))
    blocks.append(
        Fold(f"What the scores rest on: {many(len(card.items), 'item')}, each with its reason and its lines", (items,))
    )
    if card.untested:
        untested = tuple(
            (words.seats(each.owners), DIMENSION_TITLES[each.dimension], sentence(said(each.label)), each.reason)
            for each in card.untested
        )
        heads = (Column("Seat"), Column("Dimension"), Column("What"), Column("Why it could not be judged"))
        each = tuple(dict.fromkeys(untested))
        blocks.append(
            Fold(
                f"Not tested: {many(len(each), 'thing')} that could not be judged, and why",
                (Section("untested", "Not tested", (Table("What could not be judged", heads, each),)),),
            )
        )
    return Section("scores", "Scores", tuple(blocks))


def _points(score: DimensionScore) -> str:
    return points(score.earned, score.at_stake) if score.at_stake else "none"


def _judge(item: Item, words: Wording) -> Words:
    assert item.if_upheld is not None
    return spaced(
        f"To be judged by a person ({DIMENSION_TITLES[item.dimension]}, {words.seats(item.owners)}): {sentence(said(item.label))}",
        f"{number(item.points)} points, {number(item.weight * item.if_upheld)} if the reason is upheld.",
        words.evidence(item.events),
    )


def _items(material: Material, words: Wording, column: str) -> Table:
    """The items that a column owns, a row for each act; the team has only what is its own, the rest stands with the seats."""
    numbers = {review.decision: n for n, review in enumerate(material.card.decisions, 1)}
    acts: dict[tuple[str, str | None, str, tuple[int, ...]], list[Item]] = {}
    for item in material.card.items:
        if column in item.owners:
            acts.setdefault((item.kind, item.decision, item.label, item.events), []).append(item)
    rows = tuple(_act(items, words, numbers) for items in acts.values())
    title = f"{words.seat(column)}: {many(sum(map(len, acts.values())), 'item')}"
    if not rows:
        rows = (("Nothing of its own was judged.", *("" for _ in DIMENSIONS), ""),)
    heads = (
        Column("What"),
        *(Column(DIMENSIONS_SHORT[name], "number") for name in DIMENSIONS),
        Column("Why, and where it stands in the log"),
    )
    return Table(title, heads, rows)


def _act(items: Sequence[Item], words: Wording, numbers: Mapping[DecisionId, int]) -> tuple[Words, ...]:
    """One act: its points in each dimension. Why a decision earned what it did is said once, with the decision."""
    first = items[0]
    n = numbers.get(first.decision) if first.decision is not None and first.kind in ("decision", "outcome") else None
    label = sentence(said(first.label))
    reasons = "" if n is not None else " ".join(dict.fromkeys(said(item.reason) for item in items))
    sources = dict.fromkeys(_cited(item) for item in items)
    cells: list[Words] = []
    for name in DIMENSIONS:
        mine = [item for item in items if item.dimension == name]
        cells.append(points(sum(item.points for item in mine), sum(item.at_stake for item in mine)) if mine else "")
    why = spaced(
        reasons, Run(f"Source: {sentence(', '.join(filter(None, sources)))}", "muted"), words.evidence(first.events)
    )
    return (f"Decision {n}: {label}" if n is not None else label, *cells, why)


def _cited(item: Item) -> str:
    """What an item rests on; the author's key is everybody's unless something else is said."""
    key = "" if item.key == THE_AUTHORS else item.key
    return f"{item.source} ({key})" if item.source and key else item.source or item.key
