"""The improvement plan: what the evidence shows, in rows that people complete. It names nobody and invents no date."""

from __future__ import annotations

from sim.reports.blocks import Block, Column, Para, Section, Table, Words
from sim.reports.findings import Finding, areas
from sim.reports.issues import chosen, issues
from sim.reports.material import Material
from sim.reports.wording import Wording, many

MOST = 12
"""Rows with evidence; a plan of forty corrective actions is carried out by nobody."""
HEARD = 6
"""Rows from the hot wash."""
EMPTY = 2
"""Rows that are left empty for what else the room found."""

BLANKS = (
    Column("Corrective action", "blank"),
    Column("Capability element", "blank"),
    Column("Responsible organization and owner", "blank"),
    Column("Start", "blank"),
    Column("Completion", "blank"),
)


def plan(material: Material, words: Wording, found: tuple[Finding, ...]) -> Section:
    """The improvement plan, heaviest first, then what the hot wash asks for, with a few empty rows at its end."""
    all_of_it = issues(areas(found), words)
    kept = chosen(all_of_it, MOST)
    filled: list[tuple[Words, Words, Words]] = [(one.capability, one.what, words.seats(one.seats)) for one in kept]
    heard = _heard(material)
    filled += [(group or "Hot wash", text, "") for group, text in heard[:HEARD]]
    filled += [("", "", "")] * EMPTY
    heads = [Column("No.", "number"), Column("Capability or objective"), Column("Issue or area for improvement")]
    heads += [Column("Whose part it was")] if material.points else []
    rows = tuple(
        (str(n), capability, what, *((whose,) if material.points else ()), *("" for _ in BLANKS))
        for n, (capability, what, whose) in enumerate(filled, 1)
    )
    blocks: list[Block] = [
        Para(
            "What is filled in says what the log shows, the heaviest first, and then what the hot wash asks to change. The rest is "
            "for the people who own the plan: an action that can be checked, one of the elements planning, organization, "
            "equipment, training or exercise, who answers for it, and from when to when. The program proposes none of these."
        ),
        Table("Improvement plan", (*heads, *BLANKS), rows),
    ]
    beyond = [
        many(len(all_of_it) - len(kept), "lighter area for improvement", "lighter areas for improvement"),
        many(len(heard) - HEARD, "more change that the hot wash asks for", "more changes that the hot wash asks for"),
    ]
    left = [said for said in beyond if not said.startswith(("0", "-"))]
    if left:
        blocks.append(
            Para(f"Not in this table: {' and '.join(left)}. They stand in the sections of this report.", "note")
        )
    return Section("plan", "Improvement plan", tuple(blocks), apart=True, broad=True)


def _heard(material: Material) -> list[tuple[str, str]]:
    """What the hot wash asks to change: the facilitator's groups with all that is in them, and what is in none."""
    groups: dict[str, list[str]] = {}
    alone: list[tuple[str, str]] = []
    for remark in material.remarks:
        if remark.kind == "delta" and remark.group:
            groups.setdefault(remark.group, []).append(remark.text)
        elif remark.kind == "delta":
            alone.append(("", remark.text))
    return [*((group, "; ".join(texts)) for group, texts in groups.items()), *alone]
