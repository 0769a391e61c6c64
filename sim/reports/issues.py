"""Issues: areas for improvement as a plan can carry them, what belongs together in one row. Pure.

Seven facts that went the same way too late are one thing to mend, and not seven. Each issue keeps whose acts it is about and the
log lines of all that is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.words import listed
from sim.reports.blocks import Run, Words, spaced
from sim.reports.findings import PARTS, Finding, Part
from sim.reports.wording import Wording, sentence

NAMED = 3
"""Things of a group that are named; what goes beyond is counted."""
MORE = 0.1
"""What each further thing of a group adds to the weight of its heaviest."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One row of the plan. *seats*: whose acts it is about; empty where that is not said."""

    part: Part
    capability: str
    what: Words
    seats: tuple[str, ...]
    weight: float


def issues(areas: Sequence[Finding], words: Wording) -> tuple[Issue, ...]:
    """*areas* (the heaviest first) in groups, the heaviest first. A rule that has a row is not told again with an objective."""
    rules = {one.rule for one in areas if one.part in ("critical", "rule")}
    groups: dict[tuple[Part, str], list[Finding]] = {}
    for n, one in enumerate(areas):
        if one.part != "objective" or one.rule not in rules or not one.rule:
            groups.setdefault((one.part, one.group or f"#{n}"), []).append(one)
    found = [_issue(group, words) for group in groups.values()]
    return tuple(sorted(found, key=lambda one: -one.weight))


def chosen(found: Sequence[Issue], most: int) -> tuple[Issue, ...]:
    """*most* of *found*, in order: the heaviest of each part, and then the heaviest of what is left."""
    first = [next(one for one in found if one.part == part) for part in PARTS if any(one.part == part for one in found)]
    kept = sorted(first, key=lambda one: -one.weight)[:most]
    kept += [one for one in found if one not in kept][: most - len(kept)]
    return tuple(one for one in found if one in kept)


def _issue(group: Sequence[Finding], words: Wording) -> Issue:
    first = group[0]
    seats = tuple(dict.fromkeys(seat for one in group for seat in one.seats))
    source = ", ".join(dict.fromkeys(one.source for one in group if one.source))
    events = tuple(sorted({seq for one in group for seq in one.events}))
    return Issue(
        first.part,
        first.capability,
        spaced(
            first.what if len(group) == 1 else _together(group),
            first.why if len(group) == 1 else "",
            Run(f"Source: {sentence(source)}", "muted") if source else "",
            words.evidence(events),
        ),
        seats,
        first.weight + MORE * (len(group) - 1),
    )


def _together(group: Sequence[Finding]) -> str:
    """Several findings of one kind in a sentence, the heaviest named."""
    first = group[0]
    match first.part:
        case "objective":
            return " ".join(one.what for one in group)
        case "child":
            return f"More than in the model’s play: {_named(_children(group))}."
    return f"{len(group)} {first.heading}: {_named(one.brief for one in group)}."


def _named(briefs: Iterable[str]) -> str:
    said = list(briefs)
    rest = len(said) - NAMED
    return "; ".join(said[:NAMED]) + (f"; and {rest} more" if rest > 0 else "")


def _children(group: Sequence[Finding]) -> list[str]:
    """What weighed on the children, each kind once, with the letters of those whom it weighed on alike."""
    found: dict[str, list[str]] = {}
    for one in group:
        found.setdefault(one.brief, []).append(one.heading)
    return [f"{brief} ({listed(names)})" for brief, names in found.items()]
