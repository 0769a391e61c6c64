"""Voices: what people said and wrote. The hot wash is without names; notes are shown only if names were asked for."""

from __future__ import annotations

from sim.reports.blocks import Block, Column, Para, Points, Run, Section, Table, Words
from sim.reports.material import Material, Remark
from sim.reports.wording import Wording, many


def hot_wash(material: Material) -> Section:
    """Plus and delta, in the facilitator's groups."""
    if not material.remarks:
        return Section("hot-wash", "Hot wash", (Para("No hot wash was written down with this session."),))
    blocks: list[Block] = []
    for kind, title in (("plus", "What went well (plus)"), ("delta", "What to change (delta)")):
        mine = [remark for remark in material.remarks if remark.kind == kind]
        if mine:
            blocks.append(Section(f"hot-wash-{kind}", title, _grouped(mine)))
    return Section("hot-wash", "Hot wash", tuple(blocks))


def _grouped(remarks: list[Remark]) -> tuple[Block, ...]:
    groups: dict[str, list[Words]] = {}
    for remark in remarks:
        groups.setdefault(remark.group, []).append(remark.text)
    blocks: list[Block] = []
    for group, texts in groups.items():
        if group:
            blocks.append(Para(Run(group, "strong")))
        blocks.append(Points(tuple(texts)))
    return tuple(blocks)


def notes(material: Material, words: Wording) -> Section:
    """The notes that were written in play, or how many there are."""
    if not material.notes:
        text = "No note was written in this play."
        if material.notes_written:
            count = many(material.notes_written, "note")
            text = f"{count} written in this play: left out, as names are. They can be asked for with them."
        return Section("notes", "Notes", (Para(text),))
    titles = {review.decision: review.title for review in material.card.decisions}
    rows = tuple(
        (words.time(note.at), words.seat(note.role), note.person, titles.get(note.decision or "", ""), note.text)  # type: ignore[call-overload]
        for note in material.notes
    )
    heads = (Column("At", "time"), Column("Seat"), Column("Person"), Column("Decision"), Column("Note"))
    return Section("notes", "Notes", (Table("Notes written in play", heads, rows, head=1),))
