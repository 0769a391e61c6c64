"""Protocol: the rules by pack, with law, guideline and local practice apart, each verdict with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.adherence import Adherence, Outcome
from scoring.rules import CONFIDENCE, KINDS, VERDICTS, counting, subjects, verdict
from scoring.words import listed
from sim.reports.blocks import Block, Column, Para, Run, Section, Table, Tone, Words, spaced
from sim.reports.material import Material
from sim.reports.wording import Wording, many, said, sentence

TESTED: dict[Outcome, Tone] = {"violated": "poor", "satisfied": "good", "pending": "muted"}
"""The verdicts that say something of the play, in the order of the table."""


def protocol(material: Material, words: Wording) -> Section:
    """All packs of the play. What was not tested is counted, and not listed rule by rule."""
    rules = material.card.protocol
    if not rules:
        text = "No protocol pack was checked for this play: protocol adherence rests on the credit of choices alone."
        return Section("protocol", "Protocol", (Para(text),))
    blocks: list[Block] = [
        Para(
            "Rules are kept apart by what they are: law, guidelines, local practice. A rule that was not tested earns and "
            "costs nothing; one whose time was still running is not broken. What is marked “to be checked” is shown and not scored."
        )
    ]
    if material.points and (counted := counting(rules)):
        blocks.append(Para(counted))
    packs = dict.fromkeys((rule.pack, rule.pack_title) for rule in rules)
    for n, (name, title) in enumerate(packs, 1):
        mine = [rule for rule in rules if rule.pack == name]
        parts: list[Block] = []
        for kind, heading in KINDS.items():
            ones = [rule for rule in mine if rule.kind == kind]
            if ones:
                parts += _kind(f"{title}: {heading.lower()}", ones, material, words)
        blocks.append(Section(f"pack-{n}", title, tuple(parts)))
    return Section("protocol", "Protocol", tuple(blocks), apart=True)


def _kind(caption: str, rules: Sequence[Adherence], material: Material, words: Wording) -> list[Block]:
    tested: dict[tuple[str, str, str], list[Adherence]] = {}
    for outcome in TESTED:
        for rule in (one for one in rules if one.verdict == outcome):
            tested.setdefault((rule.rule, rule.verdict, rule.why_unscored), []).append(rule)
    blocks: list[Block] = []
    if tested:
        heads = [Column("Rule", "time"), Column("Verdict"), Column("What it asks, and what shows it")]
        heads += [Column("Binds")] if material.points else []
        heads += [Column("Weight"), Column("Source")]
        rows = tuple(_row(ones, material, words) for ones in tested.values())
        blocks.append(Table(caption, tuple(heads), rows))
    else:
        blocks.append(Para(Run(caption, "strong")))
    for outcome, said_so in VERDICTS.items():
        names = list(dict.fromkeys(rule.rule for rule in rules if rule.verdict == outcome))
        if names and outcome not in TESTED:
            blocks.append(Para(f"{many(len(names), 'rule')} {said_so}: {', '.join(names)}.", "note"))
    return blocks


def _row(ones: Sequence[Adherence], material: Material, words: Wording) -> tuple[Words, ...]:
    """One rule with one verdict, for all whom it was checked for."""
    rule = ones[0]
    about = subjects([one.subject for one in ones if one.subject], material.book)
    why = f"Not scored: {sentence(said(rule.why_unscored))}" if rule.why_unscored else "Not scored."
    row: list[Words] = [
        rule.rule,
        Run(verdict(rule), TESTED[rule.verdict]),
        spaced(
            sentence(said(rule.statement)),
            f"For {about}." if about else "",
            _shown(ones, words),
            sentence(said(rule.note)),
            "" if rule.scored else why,
        ),
    ]
    row += [words.seats(rule.roles) or "nobody here"] if material.points else []
    return (*row, rule.severity, spaced(rule.source, Run(f"({CONFIDENCE[rule.confidence]})", "muted")))


def _shown(ones: Sequence[Adherence], words: Wording) -> Words:
    """The lines of the log that a verdict rests on, and from when on it was certain."""
    parts: list[str] = []
    for verb, found in (
        ("called for", [one.activated for one in ones]),
        ("kept", [one.satisfied for one in ones]),
        ("broken", [one.broke for one in ones]),
    ):
        events = [event for lines in found for event in lines]
        if events:
            parts.append(f"{verb}: {words.lines(events)}")
    certain = dict.fromkeys(words.time(one.certain) for one in ones if one.certain is not None)
    if certain:
        parts.append(f"certain at {listed(list(certain))}")
    return Run(f"({'; '.join(parts)})", "muted") if parts else ""
