"""Protocol: the rules by pack, with law, guideline and local practice apart, each verdict with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.adherence import Adherence
from scoring.words import listed
from sim.engine.protocols import Kind
from sim.reports.blocks import Block, Column, Para, Run, Section, Table, Tone, Words, spaced
from sim.reports.material import Material
from sim.reports.wording import Wording, many, said, sentence

VERDICTS: dict[str, tuple[str, Tone]] = {
    "violated": ("broken", "poor"),
    "satisfied": ("kept", "good"),
    "pending": ("still open at the end", "muted"),
    "not_activated": ("not tested", "muted"),
    "not_checked": ("cannot be tested in this case", "muted"),
}
ORDER = tuple(VERDICTS)
KINDS: dict[Kind, str] = {"law": "Law and regulation", "guideline": "Guidelines", "local": "Local practice"}
CONFIDENCE = {
    "V1": "seen in the source",
    "V2": "seen in a secondary source",
    "VP": "to be checked: this clause was not seen",
    "M": "to be checked: from memory",
}
"""How sure the pack is of a rule."""


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
    for rule in sorted(rules, key=lambda rule: ORDER.index(rule.verdict)):
        if rule.verdict in ("violated", "satisfied", "pending"):
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
    for verdict in ("not_activated", "not_checked"):
        names = list(dict.fromkeys(rule.rule for rule in rules if rule.verdict == verdict))
        if names:
            blocks.append(Para(f"{many(len(names), 'rule')} {VERDICTS[verdict][0]}: {', '.join(names)}.", "note"))
    return blocks


def _row(ones: Sequence[Adherence], material: Material, words: Wording) -> tuple[Words, ...]:
    """One rule with one verdict, for all whom it was checked for."""
    rule = ones[0]
    about = listed([_subject(one.subject, material) for one in ones if one.subject])
    why = f"Not scored: {sentence(said(rule.why_unscored))}" if rule.why_unscored else "Not scored."
    row: list[Words] = [
        rule.rule,
        Run(*VERDICTS[rule.verdict]),
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
        ("met", [one.satisfied for one in ones]),
        ("broken", [one.broke for one in ones]),
    ):
        events = [event for lines in found for event in lines]
        if events:
            parts.append(f"{verb}: {words.lines(events)}")
    certain = dict.fromkeys(words.time(one.certain) for one in ones if one.certain is not None)
    if certain:
        parts.append(f"certain at {listed(list(certain))}")
    return Run(f"({'; '.join(parts)})", "muted") if parts else ""


def _subject(subject: str, material: Material) -> str:
    children = {str(name): f"child {child.name}" for name, child in material.book.scenario.children.items()}
    return children.get(subject, subject.replace("_", " "))
