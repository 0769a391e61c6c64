"""Rules in words: how the rules of the packs came out, in sections and sentences, for screens and for plain mode. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from scoring.adherence import Adherence, Outcome
from scoring.sentences import Voice
from scoring.witnesses import Witness, witnesses
from scoring.words import listed
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.protocols import Confidence, Kind, Severity

KINDS: dict[Kind, str] = {"law": "Law", "guideline": "Guideline", "local": "Local practice"}
"""What a rule is, as a title."""
CONFIDENCE: dict[Confidence, str] = {
    "V1": "seen in the source",
    "V2": "seen in a secondary source",
    "VP": "to be checked: this clause was not seen",
    "M": "to be checked: from memory",
}
"""How sure a pack is of a rule."""
TO_CHECK = "To be checked, not scored"
VERDICTS: dict[Outcome, str] = {
    "violated": "broken",
    "pending": "still open",
    "satisfied": "kept",
    "not_activated": "not tested",
    "not_checked": "cannot be tested in this case",
}
GRAVEST: dict[Outcome, int] = {"violated": 0, "pending": 1, "satisfied": 2, "not_activated": 3, "not_checked": 4}
HEAVIEST: dict[Severity, int] = {"critical": 0, "major": 1, "minor": 2}
TESTED = 3
"""Verdicts graver than this number say something of the play."""
UNSEEN = ("M", "VP")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule with one verdict, for all *subjects* (children, devices) for whom it came out so: their lines of the log together."""

    one: Adherence
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Rules of one kind: those that were *tested*, pack by pack with the gravest first, and those that were not."""

    title: str
    tested: tuple[Ruling, ...]
    untested: tuple[Ruling, ...]


def sections(found: Sequence[Adherence]) -> list[Section]:
    """Law, guideline and local practice apart; what is only to be checked stands last, by itself."""
    made = []
    for kind, title in KINDS.items():
        made.append(_section(title, [one for one in found if one.kind == kind and one.confidence not in UNSEEN]))
    made.append(_section(TO_CHECK, [one for one in found if one.confidence in UNSEEN]))
    return [section for section in made if section.tested or section.untested]


def _section(title: str, found: Iterable[Adherence]) -> Section:
    groups: dict[tuple[str, str, Outcome, tuple[str, ...]], list[Adherence]] = {}
    for one in found:
        groups.setdefault((one.pack, one.rule, one.verdict, one.charged), []).append(one)
    rulings = sorted(
        map(_together, groups.values()),
        key=lambda each: (each.one.pack, GRAVEST[each.one.verdict], HEAVIEST[each.one.severity], each.one.rule),
    )
    tested = tuple(each for each in rulings if GRAVEST[each.one.verdict] < TESTED)
    return Section(title, tested, tuple(each for each in rulings if GRAVEST[each.one.verdict] >= TESTED))


def _together(group: Sequence[Adherence]) -> Ruling:
    def all_of(field: str) -> tuple[int, ...]:
        return tuple(sorted({seq for one in group for seq in getattr(one, field)}))

    certain = [one.certain for one in group if one.certain is not None]
    merged = msgspec.structs.replace(
        group[0],
        subject="",
        activated=all_of("activated"),
        satisfied=all_of("satisfied"),
        broke=all_of("broke"),
        certain=max(certain, default=None) if len(certain) == len(group) else None,
        due=min((one.due for one in group if one.due is not None), default=None),
    )
    return Ruling(merged, tuple(dict.fromkeys(one.subject for one in group if one.subject)))


def verdict(one: Adherence) -> str:
    """What came of a rule, in a word or two."""
    return VERDICTS[one.verdict]


def summary(found: Sequence[Adherence]) -> str:
    """What came of all rules, in a sentence; those that are only to be checked are not among them."""
    seen = [one for one in found if one.confidence not in UNSEEN]
    parts = []
    for outcome in ("violated", "pending", "satisfied"):
        many = len({one.rule for one in seen if one.verdict == outcome})
        if many:
            parts.append(f"{many} {VERDICTS[outcome]}")
    tested = {one.rule for one in seen if GRAVEST[one.verdict] < TESTED}
    untested = len({one.rule for one in seen} - tested)
    said = f"Rules: {listed(parts)}." if parts else "No rule was tested in this play."
    return f"{said} {untested} not tested." if untested else said


def whose(one: Adherence, voice: Voice) -> str:
    """Whose verdict it is: *you and CPS*. If nobody answers for it, whom the rule binds here, so that no row is without a name."""
    if one.charged:
        return voice.everyone(one.charged)
    return f"binds {voice.everyone(one.roles)}, and nobody is charged" if one.roles else "binds nobody here"


def subjects(found: Sequence[str], book: Book, voice: Voice) -> str:
    """What a verdict is about: *children A and B*, a device, *what CPS did*; empty: no one thing. It stands after *about*."""
    children = {str(name): child.name for name, child in book.scenario.children.items()}
    named = [children[each] for each in found if each in children]
    seats = [each for each in found if each in book.scenario.roles]
    others = [each.replace("_", " ") for each in found if each not in children and each not in seats]
    about = listed([*([f"child{'ren' if len(named) > 1 else ''} {listed(named)}"] if named else []), *others])
    acts = f"what {voice.everyone(seats)} did" if seats else ""
    return listed(list(filter(None, (about, acts))))


def counting(found: Sequence[Adherence]) -> str:
    """How rules became points, in a sentence or two; empty: none did. What a decision has points for is not counted again."""
    alone = {(one.pack, one.rule) for one in found if one.scored}
    decided = {(one.pack, one.rule) for one in found if one.counted_by} - alone
    said = []
    if alone:
        said.append("1 rule counts by itself." if len(alone) == 1 else f"{len(alone)} rules count by themselves.")
    if decided:
        many = f"{len(decided)} {'more' if alone else 'rule' if len(decided) == 1 else 'rules'}"
        said.append(
            f"{many} {'counts' if len(decided) == 1 else 'count'} with a decision: what was done there has its points already, "
            "and one act counts once."
        )
    return " ".join(said)


def why(one: Adherence, decision: str = "") -> str:
    """Why a rule is no item of its own; empty: it is one. *decision*: the title of the one that counts its act."""
    if one.scored:
        return ""
    if one.counted_by and decision:
        return f"It counts with the decision “{decision}”, which the act was part of: one act counts once."
    return one.why_unscored


def witnesses_of(one: Adherence, book: Book, log: Sequence[AnyEvent], voice: Voice) -> list[tuple[str, list[Witness]]]:
    """The log lines that a verdict rests on, by what they did: called for it, kept it, broke it."""
    groups = (("Called for by", one.activated), ("Kept by", one.satisfied), ("Broken by", one.broke))
    found = [(title, witnesses(book, log, seqs, voice)) for title, seqs in groups]
    return [(title, lines) for title, lines in found if lines]
