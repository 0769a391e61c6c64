"""Protocol: the rules by pack, with law, guideline and local practice apart, each verdict with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.adherence import Adherence, Outcome
from scoring.rules import CONFIDENCE, KINDS, VERDICTS, counting, subjects, summary, verdict, whose
from scoring.witnesses import nameless
from scoring.words import listed
from sim.reports.blocks import Block, Column, Fold, Para, Run, Section, Table, Tone, Words, spaced
from sim.reports.material import Material
from sim.reports.wording import Wording, capital, many, said, sentence

TESTED: dict[Outcome, Tone] = {"violated": "poor", "satisfied": "good", "pending": "muted"}
"""The verdicts that say something of the play, in the order of the table."""
TELLING: tuple[Outcome, ...] = ("violated", "not_checked")
"""Verdicts that people have to look at: broken, and not to be judged."""
QUIET: tuple[Outcome, ...] = ("satisfied", "pending", "not_activated")
"""Verdicts that ask for nothing."""


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
    blocks.append(Para(f"{summary(rules)} Rules that are to be checked are not in these numbers."))
    if material.points and (counted := counting(rules)):
        blocks.append(Para(counted))
    packs = dict.fromkeys((rule.pack, rule.pack_title) for rule in rules)
    for n, (name, title) in enumerate(packs, 1):
        first: list[Block] = []
        rest: list[Block] = []
        for kind, heading in KINDS.items():
            caption = f"{title}: {heading.lower()}"
            ones = [rule for rule in rules if rule.pack == name and rule.kind == kind]
            telling = _kind(caption, ones, TELLING, material, words)
            first += telling
            rest += _kind(f"{caption}, the others" if telling else caption, ones, QUIET, material, words)
        blocks.append(
            Section(f"pack-{n}", title, (*(first or (Para("Nothing in it was broken."),)), *_quiet(rules, name, rest)))
        )
    return Section("protocol", "Protocol", tuple(blocks))


def _quiet(rules: Sequence[Adherence], pack: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """What of a pack asks for no action, folded."""
    counts = {
        said: len({rule.rule for rule in rules if rule.pack == pack and rule.verdict == outcome})
        for outcome, said in (
            ("satisfied", "kept"),
            ("pending", "whose time was still running"),
            ("not_activated", "that did not come up"),
        )
    }
    parts = [f"{many(count, 'rule')} {said}" for said, count in counts.items() if count]
    return (Fold(", ".join(parts), tuple(blocks)),) if parts else ()


def _kind(
    caption: str, rules: Sequence[Adherence], outcomes: Sequence[Outcome], material: Material, words: Wording
) -> list[Block]:
    """The rules of one kind that came out in one of *outcomes*: a table of those that were tested, the others by number."""
    tested: dict[tuple[str, str, str], list[Adherence]] = {}
    for outcome in (one for one in TESTED if one in outcomes):
        for rule in (one for one in rules if one.verdict == outcome):
            tested.setdefault((rule.rule, rule.verdict, rule.why_unscored), []).append(rule)
    blocks: list[Block] = []
    if tested:
        heads = [Column("Rule", "time"), Column("Verdict"), Column("What it asks, and what shows it")]
        heads += [Column("Whose")] if material.points else []
        heads += [Column("Weight"), Column("Source")]
        rows = tuple(_row(ones, material, words) for ones in tested.values())
        blocks.append(Table(caption, tuple(heads), rows))
    for outcome, said_so in VERDICTS.items():
        names = list(dict.fromkeys(rule.rule for rule in rules if rule.verdict == outcome))
        if names and outcome not in TESTED and outcome in outcomes:
            blocks += [] if blocks else [Para(Run(caption, "strong"))]
            blocks.append(Para(f"{many(len(names), 'rule')} {said_so}: {', '.join(names)}.", "note"))
    return blocks


def _row(ones: Sequence[Adherence], material: Material, words: Wording) -> tuple[Words, ...]:
    """One rule with one verdict, for all whom it was checked for."""
    rule = ones[0]
    about = subjects(
        [one.subject for one in ones if one.subject],
        material.book,
        words.voice if material.points else nameless(words.voice),
    )
    why = f"Not scored: {sentence(said(rule.why_unscored))}" if rule.why_unscored else "Not scored."
    row: list[Words] = [
        rule.rule,
        Run(verdict(rule), TESTED[rule.verdict]),
        spaced(
            sentence(said(rule.statement)),
            f"About {about}." if about else "",
            _shown(ones, words),
            sentence(said(rule.note)),
            "" if rule.scored else why,
        ),
    ]
    row += [words.seats(rule.charged) or capital(whose(rule, words.voice))] if material.points else []
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
