"""The improvement plan: what the evidence shows, in rows that people complete. It names nobody and invents no date."""

from __future__ import annotations

from sim.reports.blocks import Block, Column, Para, Section, Table, Words, spaced
from sim.reports.findings import Finding, areas
from sim.reports.material import Material
from sim.reports.wording import Wording, many

MOST = 15
"""Rows with evidence; a plan of forty corrective actions is carried out by nobody."""
EMPTY = 3
"""Rows that are left empty for what the room found itself."""

COLUMNS = (
    Column("No."),
    Column("Capability or objective"),
    Column("Issue or area for improvement"),
    Column("Corrective action", "blank"),
    Column("Capability element", "blank"),
    Column("Responsible organization and owner", "blank"),
    Column("Start", "blank"),
    Column("Completion", "blank"),
)


def plan(material: Material, words: Wording, found: tuple[Finding, ...]) -> Section:
    """The improvement plan, heaviest first, with a few empty rows at its end."""
    issues = areas(found)
    rows: list[tuple[Words, ...]] = [
        (str(n), one.capability, spaced(one.what, words.evidence(one.events)), "", "", "", "", "")
        for n, one in enumerate(issues[:MOST], 1)
    ]
    rows += [(str(len(rows) + n), "", "", "", "", "", "", "") for n in range(1, EMPTY + 1)]
    blocks: list[Block] = [
        Para(
            "The first three columns say what the log shows, the heaviest first. The others are for the people who own "
            "the plan: an action that can be checked, one of the elements planning, organization, equipment, training or "
            "exercise, who answers for it, and from when to when. The program proposes none of these."
        ),
        Table("Improvement plan", COLUMNS, tuple(rows)),
    ]
    if len(issues) > MOST:
        blocks.append(
            Para(f"{many(len(issues) - MOST, 'further area')} for improvement can be found in the analysis.", "note")
        )
    return Section("plan", "Improvement plan", tuple(blocks), apart=True)
