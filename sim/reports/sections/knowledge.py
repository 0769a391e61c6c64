"""Who knew what when: swimlanes topic by topic, each fact in sentences beside them; and how information was shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scoring import sharing as asides
from scoring.items import TEAM
from scoring.knowledge import Lane
from scoring.ledger import Flow
from scoring.sentences import by_fact, story, unowned
from sim.reports import charts
from sim.reports.blocks import Block, Column, Figure, Fold, Para, Points, Run, Section, Table, Tone, Words, spaced
from sim.reports.material import Material
from sim.reports.wording import Wording, capital, many

STATUS: dict[str, tuple[str, Tone]] = {
    "in_time": ("in time", "good"),
    "late": ("late", "fair"),
    "never": ("never", "poor"),
    "nobody_held": ("held by nobody", "muted"),
    "not_tested": ("not tested", "muted"),
}


MOST = 5
"""Facts that are always drawn, and lines of a list; what goes beyond is folded."""


def knowledge(material: Material, words: Wording) -> Section:
    """Swimlanes of all facts that somebody needed, and in sentences what became of them."""
    groups = by_fact(material.card.knowledge)
    topics: dict[str, list[tuple[Lane, ...]]] = {}
    for group in groups:
        if any(lane.needed for lane in group):
            topics.setdefault(group[0].topic, []).append(group)
    if not topics:
        return Section(
            "knowledge", "Who knew what when", (Para("This case has nothing that one role knew and another needed."),)
        )
    blocks: list[Block] = [
        Para(
            "A lane for each seat that held a fact or needed it. Everything here is judged on what was known then, never on "
            "what came out later."
        ),
        Figure(charts.knowledge_legend(), "How to read the lanes", ()),
    ]
    needed = [group for facts in topics.values() for group in facts]
    parts = tuple(
        Section(f"topic-{n}", words.topic(topic), (_lanes(words.topic(topic), facts, material, words),))
        for n, (topic, facts) in enumerate(topics.items(), 1)
    )
    if len(needed) > MOST:
        blocks.append(Para(_tally(material)))
        missed = _missed(needed, material)
        if missed:
            blocks.append(_lanes("What came late or never", missed, material, words))
        blocks.append(Fold(f"All {len(needed)} facts that somebody needed, topic by topic", parts))
    else:
        blocks += parts
    rest = len(groups) - sum(map(len, topics.values()))
    if rest:
        blocks.append(
            Para(
                f"{many(rest, 'fact')} that nobody needed in this play {'is' if rest == 1 else 'are'} left out.", "note"
            )
        )
    return Section("knowledge", "Who knew what when", tuple(blocks))


def _lanes(title: str, facts: Sequence[tuple[Lane, ...]], material: Material, words: Wording) -> Figure:
    """The lanes of some facts, and in sentences what became of each."""
    tell = story if material.points else unowned
    drawing = charts.knowledge(f"Who knew what when: {title}", facts, material.card.time, words)
    table = Table(
        f"{title}, in words",
        (Column("Fact"), Column("What became of it")),
        tuple((words.fact(group[0].fact), " ".join(tell(group, words.voice))) for group in facts),
    )
    return Figure(drawing, f"{title}, over time", (table,))


def _missed(needed: Sequence[tuple[Lane, ...]], material: Material) -> list[tuple[Lane, ...]]:
    """The facts that came late or never although somebody held them, `MOST` at most: first those that a decision missed."""
    ledger = material.card.ledger
    weights: dict[str, float] = {}
    for need in ledger.needs:
        if need.status in ("late", "never") and need.holders:
            weights[need.fact] = weights.get(need.fact, 0.0) + 1 - (need.credit or 0.0)
    for blind in ledger.blind:
        if blind.fact in weights:
            weights[blind.fact] += 2
    heaviest = sorted(weights, key=lambda fact: -weights[fact])[:MOST]
    return [group for group in needed if group[0].fact in heaviest]


def _tally(material: Material) -> str:
    """How many needs arose, and how they were met."""
    counts = Counter(str(need.status) for need in material.card.ledger.needs)
    arose = sum(counts[status] for status in ("in_time", "late", "never", "nobody_held"))
    parts = [
        f"{counts[status]} {said}" for status, (said, _) in STATUS.items() if counts[status] and status != "not_tested"
    ]
    return f"{capital(many(arose, 'need'))} arose: {', '.join(parts)}." if arose else "No need arose in this play."


def sharing(material: Material, words: Wording) -> Section:
    """How information was shared: needs, tellings that should not have been, questions, joint decisions, doubles."""
    ledger = material.card.ledger
    blocks: list[Block] = []
    if material.points:
        blocks.append(_flows(ledger.flow, words))
    arose = [need for need in ledger.needs if need.status != "not_tested"]
    if arose:
        heads = [
            Column("Fact"),
            Column("Needed by"),
            Column("Until", "time"),
            Column("Had it at", "time"),
        ]
        heads += [Column("From")] if material.points else []
        heads += [Column("After it was first known"), Column("Told")]
        heads += [Column("Counts for")] if material.points else []
        rows: list[tuple[Words, ...]] = []
        for need in arose:
            row: list[Words] = [
                spaced(words.fact(need.fact), words.evidence(need.events)),
                f"{words.seat(need.role)}, for “{words.scene(need.scene)}”",
                words.time(need.due) if need.due is not None else "its decision",
                words.time(need.known) if need.known is not None else "never",
            ]
            if material.points:
                row.append(words.seat(need.told_by) if need.told_by is not None else "")
            row += [asides.waited(need), Run(*STATUS[need.status])]
            rows.append((*row, *([words.seats(need.owners)] if material.points else [])))
        table = Table("What was needed, and when it came", tuple(heads), tuple(rows))
        blocks.append(Fold(f"{table.caption}: {many(len(rows), 'need')}", (table,)) if len(rows) > MOST else table)
    wrong = [telling for telling in ledger.tellings if telling.verdict in ("unlawful", "kept_from")]
    if wrong:
        tellings = tuple(
            spaced(
                f"{words.time(telling.at)}: {words.quoted(telling.fact)} went to {words.whose(telling.to)}; ground stated: "
                f"{words.basis(telling.basis)}."
                + (f" Put right at {words.time(telling.righted)}." if telling.righted is not None else ""),
                words.evidence(telling.events),
            )
            for telling in wrong
        )
        blocks.append(
            Section("tellings", "Told without a lawful ground, or where it is to be kept from", _listed(tellings))
        )
    rest = _rest(material, words)
    if rest:
        blocks.append(Section("asking", "Questions, joint decisions and doubles", _listed(rest)))
    if not blocks:
        blocks.append(Para("Nothing was needed, asked or told that could be judged."))
    return Section("sharing", "How information was shared", tuple(blocks))


def _listed(lines: Sequence[Words]) -> tuple[Block, ...]:
    """*lines* as points, those beyond `MOST` folded."""
    if len(lines) <= MOST:
        return (Points(tuple(lines)),)
    return (Points(tuple(lines[:MOST])), Fold(f"{len(lines) - MOST} more of these", (Points(tuple(lines[MOST:])),)))


def _flows(flows: dict[str, Flow], words: Wording) -> Table:
    rows = tuple(
        (
            words.seat(column) if column != TEAM else "The team",
            f"{flow.met} of {flow.needs}" if flow.needs else "none arose",
            asides.percent(flow.recall),
            f"{flow.needed} of {flow.tellings}" if flow.tellings else "not tested",
            asides.percent(flow.precision),
            asides.percent(flow.f),
            str(flow.unlawful),
            str(flow.repeats),
            str(flow.by_choice),
        )
        for column, flow in flows.items()
    )
    heads = (
        Column("Seat"), Column("Needs met", "number"), Column("Recall", "number"), Column("Tellings that were needed", "number"),
        Column("Precision", "number"), Column("Both (F)", "number"), Column("Unlawful", "number"),
        Column("Repeats", "number"), Column("Told by a choice", "number"),
    )  # fmt: skip
    return Table("Counts of sharing; silence and over-sharing are different faults", heads, rows)


def _rest(material: Material, words: Wording) -> list[Words]:
    """Questions, joint decisions and doubles; after a workshop without who left something open."""
    ledger, named = material.card.ledger, material.points
    found: list[Words] = []
    for question in ledger.questions:
        if question.answer is None:
            found.append(
                spaced(
                    f"Not answered: at {words.time(question.at)} "
                    + (f"{words.who(question.frm)} asked {words.who(question.to)}" if named else "somebody asked")
                    + f" about “{words.topic(question.topic)}”.",
                    words.evidence((question.seq,)),
                )
            )
    unasked: dict[str, dict[str, dict[str, None]]] = {}
    for one in ledger.unasked:
        whom = " or ".join(words.who(seat) for seat in one.held_by)
        unasked.setdefault(one.role, {}).setdefault(whom, {})[f"“{words.topic(one.topic)}”"] = None
    for role, asked in unasked.items():
        about = "; ".join(f"{whom} about {', '.join(topics)}" for whom, topics in asked.items())
        whom = f"{words.who(role)} never asked " if named else ""
        found.append(f"Not asked, though there was something to hear: {whom}{about}.")
    for line in asides.lines(
        ledger, words.book, words.log, words.voice, lambda name: f"“{words.topic(name)}”", named=named
    ):
        found.append(spaced(f"{line.head}: {line.words}", words.evidence(line.events) if line.events else ""))
    return found
