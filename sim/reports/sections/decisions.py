"""Decisions: a timeline, a table of all of them, and a closer look at each that a reader will ask about."""

from __future__ import annotations

from collections.abc import Sequence

from scoring import DecisionReview
from scoring.consequences import consequences
from scoring.consequences import sentences as consequence
from scoring.items import Item
from scoring.losses import SMALLEST
from scoring.sentences import Mark
from scoring.words import DIMENSION_TITLES, DIMENSIONS_SHORT
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.reports import charts
from sim.reports.blocks import Block, Column, Figure, Fold, Para, Points, Run, Section, Table, Tone, Words, runs, spaced
from sim.reports.material import Material
from sim.reports.outcomes import came
from sim.reports.sections.losses import acts, lost
from sim.reports.wording import Wording, credit, many, points, said, sentence

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

MOST = 6
"""Decisions that are always looked at closely; in a longer case the others are folded."""
IN_A_WORKSHOP = 3
"""The same in a workshop, whose table says of every decision what came of it."""
LOST = "Looked at closely here: the decisions in which the most was lost, or was not known although others knew it."
MISSED = "Looked at closely here: the decisions that were not taken, or in which something was not known although others knew it."

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
    table = _all(material, words, marks)
    many_of_them = len(card.decisions) > MOST
    beside = Fold(f"All {len(marks)} decisions in a table", (table,)) if many_of_them and material.points else table
    blocks: list[Block] = [Figure(drawing, "Decisions over time, in the lanes of those who were there", (beside,))]
    closer = [_closer(n, review, material, words) for n, review in enumerate(card.decisions, 1)]
    if not many_of_them:
        return Section("decisions", "Decisions", (*blocks, *closer))
    weights = [_weight(review, sign, material) for review, sign in zip(card.decisions, marks, strict=True)]
    first = sorted((n for n, weight in enumerate(weights) if weight), key=lambda n: -weights[n])
    first = first[: MOST if material.points else IN_A_WORKSHOP]
    if first:
        blocks.append(Para(LOST if material.points else MISSED))
        blocks += [closer[n] for n in sorted(first)]
    noted = sum(map(bool, weights)) - len(first)
    parts = [
        f"{count} {'' if n else 'more '}{said}"
        for n, (count, said) in enumerate(
            ((noted, "with something to note"), (weights.count(0), "without anything to note"))
        )
        if count
    ]
    rest = tuple(section for n, section in enumerate(closer) if n not in first)
    blocks.append(Fold(f"The other {many(len(rest), 'decision')}, one by one: {', '.join(parts)}", rest))
    return Section("decisions", "Decisions", tuple(blocks))


def _weight(review: DecisionReview, sign: Mark, material: Material) -> float:
    """How much a reader will ask about a decision; 0: not at all. Points that its own acts lost, what was not known in it
    although others knew, a reason still to be judged, a note.
    """
    weight = 0.5 * sum(blind.decision == review.decision for blind in material.card.ledger.blind)
    weight += 1.0 * (sign == "missed") + 0.5 * any(note.decision == review.decision for note in material.notes)
    if material.points:
        mine = (row for row in material.card.rows if row.charged and row.what == review.decision)
        weight += sum(row.points for row in mine if row.points >= SMALLEST)
        weight += 0.5 * any(item.if_upheld is not None for item in review.items)
    return weight


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
    else:
        heads.append(Column("What was decided"))
    rows: list[tuple[Words, ...]] = []
    meaning = MARKS if material.points else PLAIN_MARKS
    for n, (review, sign) in enumerate(zip(card.decisions, marks, strict=True), 1):
        joint = f" ({TOGETHER[review.decides]})" if review.decides in TOGETHER else ""
        who = f"{words.seats(review.present)}{joint}"
        row: list[Words] = [str(n), words.time(review.opened), review.title, who, Run(*meaning[sign])]
        if material.points:
            row += [_points(review.items, name) for name in DIMENSIONS]
        else:
            row.append(came(review, words, owners=False))
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
    return Section(f"decision-{n}", f"Decision {n}: {review.title}", tuple(blocks))


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
        blocks.append(Para(spaced(reason, Run(f"Source: {sentence(cite)}", "muted") if cite else "")))
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
