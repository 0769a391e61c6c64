"""Decisions: a timeline, a table of all of them, and a closer look at each that a reader will ask about."""

from __future__ import annotations

from collections.abc import Sequence

from scoring import DecisionReview
from scoring.consequences import consequences
from scoring.consequences import sentences as consequence
from scoring.items import Item
from scoring.sentences import Mark
from scoring.words import DIMENSION_TITLES, DIMENSIONS_SHORT
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.reports import charts
from sim.reports.blocks import Block, Column, Figure, Para, Points, Run, Section, Table, Tone, Words, runs, spaced
from sim.reports.material import Material
from sim.reports.outcomes import came
from sim.reports.sections.losses import acts, lost
from sim.reports.wording import Wording, credit, points, said, sentence

MARKS: dict[Mark, tuple[str, Tone]] = {
    "full": ("all", "good"),
    "part": ("a part", "fair"),
    "none": ("nothing", "poor"),
    "missed": ("not decided", "poor"),
    "unscored": ("not scored", "muted"),
}
PLAIN_MARKS: dict[Mark, tuple[str, Tone]] = {
    "full": ("decided", ""),
    "missed": ("not decided", ""),
    "unscored": ("broken off", "muted"),
}
"""Without points: whether something was decided."""

TOGETHER = {"lead": "one leads", "together": "together", "each": "each for itself"}


def decisions(material: Material, words: Wording) -> Section:
    """The timeline, the table, and a closer look."""
    card = material.card
    if not card.decisions:
        return Section("decisions", "Decisions", (Para("No decision came up in this play."),))
    marks = [mark(review, points=material.points) for review in card.decisions]
    seats = list(material.book.roles)
    moments = [
        charts.Moment(n, review.opened, sign, tuple(seats.index(role) for role in review.present))
        for n, (review, sign) in enumerate(zip(card.decisions, marks, strict=True), 1)
    ]
    meaning = MARKS if material.points else PLAIN_MARKS
    key = [(sign, meaning[sign][0]) for sign in meaning if sign in marks]
    drawing = charts.timeline(moments, [words.short(seat) for seat in seats], card.time, words, key)
    blocks: list[Block] = [
        Figure(drawing, "Decisions over time, in the lanes of those who were there", (_all(material, words, marks),))
    ]
    blocks += [_closer(n, review, material, words) for n, review in enumerate(card.decisions, 1)]
    return Section("decisions", "Decisions", tuple(blocks), apart=True)


def mark(review: DecisionReview, *, points: bool = True) -> Mark:
    """How a decision came out for all who took it; without *points* only whether it was decided."""
    if review.how in ("no_answer", "deadlock"):
        return "missed"
    if not points:
        return "full" if review.how == "chosen" else "unscored"
    stake = sum(item.at_stake for item in review.items)
    earned = sum(item.points for item in review.items)
    if not stake:
        return "unscored"
    return "full" if earned >= stake - 1e-9 else "part" if earned > 0 else "none"


def _all(material: Material, words: Wording, marks: Sequence[Mark]) -> Table:
    card = material.card
    heads = [
        Column("No.", "number"),
        Column("At", "time"),
        Column("Scene"),
        Column("Who"),
        Column("Earned" if material.points else "Came out"),
    ]
    if material.points:
        heads += [Column(DIMENSIONS_SHORT[name], "number") for name in DIMENSIONS]
    rows: list[tuple[Words, ...]] = []
    meaning = MARKS if material.points else PLAIN_MARKS
    for n, (review, sign) in enumerate(zip(card.decisions, marks, strict=True), 1):
        joint = f" ({TOGETHER[review.decides]})" if review.decides in TOGETHER else ""
        who = f"{words.seats(review.present)}{joint}"
        row: list[Words] = [str(n), words.time(review.opened), review.title, who, Run(*meaning[sign])]
        if material.points:
            row += [_points(review.items, name) for name in DIMENSIONS]
        rows.append(tuple(row))
    return Table("All decisions", tuple(heads), tuple(rows), head=2)


def _points(items: Sequence[Item], dimension: Dimension) -> str:
    mine = [item for item in items if item.dimension == dimension]
    return points(sum(item.points for item in mine), sum(item.at_stake for item in mine)) if mine else ""


def _closer(n: int, review: DecisionReview, material: Material, words: Wording) -> Section:
    blocks: list[Block] = [Para(spaced(_when(review, words), words.evidence(review.events)))]
    blocks.append(Para(spaced(Run("Decided:", "strong"), came(review, words, owners=material.points))))
    blocks += _without(review, material, words)
    if material.points:
        blocks += _judged(review, words)
        blocks += _rows(review, material, words)
    else:
        blocks += _meant(review, material, words)
    for note in material.notes:
        if note.decision == review.decision:
            who = f" ({note.person})" if note.person else ""
            blocks.append(
                Para(spaced(Run(f"Note of {words.who(note.role)}{who}, {words.time(note.at)}:", "strong"), note.text))
            )
    return Section(f"decision-{n}", f"Decision {n}: {review.title}", tuple(blocks), keep=True)


def _when(review: DecisionReview, words: Wording) -> str:
    closed = f", decided {words.time(review.at)}" if review.at is not None and review.how == "chosen" else ""
    return f"{words.seats(review.present)}. Opened {words.time(review.opened)}{closed}."


def _without(review: DecisionReview, material: Material, words: Wording) -> list[Block]:
    """What was needed here, was known to others, and was not there."""
    found: list[Words] = []
    for blind in material.card.ledger.blind:
        if blind.decision == review.decision:
            line = f"Decided without this: {words.quoted(blind.fact)}, which others knew."
            if material.points:
                who, knew = words.seat(blind.role), words.whose(blind.held_by)
                line = f"{who} decided without this: {words.quoted(blind.fact)}; {knew} knew it."
            found.append(spaced(line, words.evidence(blind.events)))
    return [Points(tuple(found))] if found else []


def _judged(review: DecisionReview, words: Wording) -> list[Block]:
    """What it earned and why, and what the model answer was."""
    by_owner: dict[str, list[Item]] = {}
    for item in review.items:
        by_owner.setdefault(words.seats(item.owners), []).append(item)
    blocks: list[Block] = []
    for seats, items in by_owner.items():
        earned: list[Words] = [Run(f"{seats}:", "strong")]
        for item in items:
            sign: Tone = "good" if item.points >= item.at_stake - 1e-9 else "fair" if item.points else "poor"
            earned.append(Run(f"{DIMENSION_TITLES[item.dimension]} {points(item.points, item.at_stake)}", sign))
        blocks.append(Para(spaced(*earned)))
    why: dict[str, str] = {}
    for option in review.options:
        if option.chosen and option.because:
            why[said(option.because)] = option.cite
    if not why:
        why = {said(item.reason): item.source for item in review.items}
    for reason, cite in why.items():
        blocks.append(Para(spaced(reason, Run(f"Source: {cite}.", "muted") if cite else "")))
    for option in review.options:
        if option.model and not option.chosen:
            worth = f" ({credit(option.credit)})" if option.credit else ""
            because = f" {said(option.because)}" if option.because else ""
            model: Words = (Run("The model answer: ", "strong"), f"{sentence(said(option.text))}{worth}{because}")
            blocks.append(Para(model))
    return blocks


def _rows(review: DecisionReview, material: Material, words: Wording) -> list[Block]:
    """Where points went in this decision."""
    mine = acts(row for row in material.card.rows if row.what == review.decision)
    return [Points(tuple(lost(group, words) for group in mine))] if mine else []


def _meant(review: DecisionReview, material: Material, words: Wording) -> list[Block]:
    """For a workshop: what each way would have led to. No points, no owners, no model answer."""
    ways = consequences(material.book, material.log, review)
    texts = {str(option.choice): option.text for option in review.options}
    texts |= {outcome.outcome: outcome.text for outcome in review.outcomes if outcome.outcome not in texts}
    taken = {outcome.outcome for outcome in review.outcomes}
    rows = tuple(
        (
            said(texts.get(name, "")) or "without a decision",
            "yes" if name in taken else "",
            " ".join(runs_of(consequence(way, words.voice))),
        )
        for name, way in ways.items()
    )
    heads = (Column("Way on"), Column("Taken"), Column("What it meant, or would have meant"))
    return [Table(f"Ways on from “{review.title}”", heads, rows)] if rows else []


def runs_of(sentences: Sequence[str]) -> list[str]:
    """Sentences as plain words."""
    return [run.text for line in sentences for run in runs(said(line))]
