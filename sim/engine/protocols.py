"""Protocol packs: the rules that a jurisdiction, a standard or a house lays down, typed, frozen and free of where they came from.

A *rule* says one thing that should or must not happen, as a *constraint* over what was done: a DECLARE template with its
activities, guards on their arguments, a subject that it is checked apart for, and a window of time. What a constraint means
is said in `scoring.conformance`; here it is only data, as `sim.format` reads it and a scenario names it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sim.engine.names import ActivityId, Second
from sim.engine.scenario import Review

Template = Literal[
    "existence",
    "absence",
    "exactly",
    "init",
    "end",
    "choice",
    "exclusive_choice",
    "responded_existence",
    "coexistence",
    "not_coexistence",
    "response",
    "precedence",
    "succession",
    "alternate_response",
    "alternate_precedence",
    "alternate_succession",
    "chain_response",
    "chain_precedence",
    "chain_succession",
    "not_succession",
    "not_chain_succession",
]
"""The templates of DECLARE (van der Aalst, Pesic and Schonenberg 2009) that packs may use."""

UNARY: frozenset[Template] = frozenset(("existence", "absence", "exactly", "init", "end"))
"""Templates that speak of one activity."""
COUNTING: frozenset[Template] = frozenset(("existence", "absence", "exactly"))
"""Templates with a number."""

SUBJECTS: dict[str, tuple[str, ...]] = {
    "child": ("child", "children"),
    "adult": ("adult", "parent"),
    "device": ("device",),
    "item": ("item",),
    "by": ("by",),
}
"""What a rule can be checked apart for, and the arguments in which it is named; `by` is who did it."""

MESSAGES: dict[str, str] = {
    "message_told": "Told facts in a message (about, recipient, basis)",
    "message_asked": "Asked in a message (about, recipient, basis)",
    "message_acknowledged": "Acknowledged a message (about, recipient)",
}
"""What seats say to one another, under names that constraints can use like activities."""

Phase = Literal["done", "started"]
Relation = Literal["is", "is_not", "at_least", "at_most"]


class Guard(msgspec.Struct, frozen=True):
    """A condition on one argument; `by` is who did it.

    `is`: one of its values is one of *values*; `is_not`: none is, or it is not said. `at_least`, `at_most`: it is said, a
    number, and so many.
    """

    argument: str
    relation: Relation
    values: tuple[str, ...]


class Match(msgspec.Struct, frozen=True):
    """Occurrences of an activity: those that meet every guard, inside every interval of *during* and outside all of *outside*.

    *phase*: counted when it is done, or already when it is started.
    """

    activity: ActivityId
    where: tuple[Guard, ...] = ()
    during: tuple[Interval, ...] = ()
    outside: tuple[Interval, ...] = ()
    phase: Phase = "done"


class Interval(msgspec.Struct, frozen=True):
    """A stretch of the case: on after an occurrence of *opens*, off again after one of *closes*. Off at the beginning."""

    opens: tuple[Match, ...]
    closes: tuple[Match, ...] = ()


class Window(msgspec.Struct, frozen=True):
    """At least *least* and at most *most* seconds apart, both counted in; None: without a limit."""

    least: Second = 0
    most: Second | None = None


class Constraint(msgspec.Struct, frozen=True):
    """A template with what it is about. *a*, *b*: any one of these matches counts as the activity.

    *n*: the number of `existence`, `absence` and `exactly`. *window*: between the two; of one activity or a choice: since
    the case began. *per*: checked apart for each (a key of `SUBJECTS`). *given*: tested only where one of these occurred.
    """

    template: Template
    a: tuple[Match, ...]
    b: tuple[Match, ...] = ()
    n: int = 1
    window: Window = Window()
    per: str | None = None
    given: tuple[Match, ...] = ()


_UNWINDOWED = frozenset(("init", "end", "exclusive_choice"))
CHAINED: frozenset[Template] = frozenset(
    ("init", "end", "chain_response", "chain_precedence", "chain_succession", "not_chain_succession")
)
"""Templates that look at what comes next, first or last of all that was done."""


def kind(match: Match) -> str:
    """The kind of occurrences that *match* is about: `done`, `started` or `message`."""
    return "message" if match.activity in MESSAGES else match.phase


def faults(constraint: Constraint) -> list[str]:
    """What is wrong with *constraint*, a sentence each; nothing: it can be checked."""
    template, window = constraint.template, constraint.window
    windowed = bool(window.least) or window.most is not None
    found: list[str] = []
    if not constraint.a:
        found.append(f"{template} needs an activity.")
    if template in UNARY and constraint.b:
        found.append(f"{template} speaks of one activity and has two.")
    if template not in UNARY and not constraint.b:
        found.append(f"{template} speaks of two activities and has one.")
    if constraint.n < 1 or (constraint.n > 1 and template not in COUNTING):
        found.append(f"{template} can't have the number {constraint.n}.")
    if window.least < 0 or (window.most is not None and window.most < window.least):
        found.append("The window ends before it begins.")
    if template in _UNWINDOWED and windowed:
        found.append(f"{template} takes no window.")
    if constraint.per is not None and constraint.per not in SUBJECTS:
        found.append(f"There is no subject {constraint.per}: it is one of {', '.join(SUBJECTS)}.")
    every = (*constraint.a, *constraint.b, *constraint.given)
    if template in CHAINED and any(kind(match) != "done" for match in every):
        found.append(f"{template} looks at what comes next of all that was done, and not at what was started or said.")
    for interval in (interval for match in every for interval in (*match.during, *match.outside)):
        if not interval.opens:
            found.append("There is an interval that nothing opens.")
        if any(match.during or match.outside for match in (*interval.opens, *interval.closes)):
            found.append("An interval can't depend on another one.")
    return found


Party = Literal[
    "all", "team", "patrol", "detective", "cps", "hotline", "medical", "child_abuse_pediatrician", "sane", "prosecutor",
    "advocate", "interviewer", "mental_health", "school", "court", "case_manager",
]  # fmt: skip
"""Whom a rule binds, in the words of the field; a case says which of its seats is which."""
Severity = Literal["critical", "major", "minor"]
Kind = Literal["law", "guideline", "local"]
Confidence = Literal["V1", "V2", "VP", "M"]
"""V1: seen in the source itself. V2: in a secondary source. VP: the source was seen, this clause not. M: from memory."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of a pack. *constraint*: None for one that is only talked about in a debrief.

    *limit*: whether the window is the source's, or a training parameter (law says "immediately", and gives no number).
    *effective_from*, *effective_to*: ISO days, empty without an end.
    """

    id: str
    statement: str
    constraint: Constraint | None
    roles: tuple[Party, ...]
    severity: Severity
    kind: Kind
    rationale: str
    source: str
    jurisdiction: str
    confidence: Confidence
    effective_from: str = ""
    effective_to: str = ""
    limit: Literal["source", "training"] = "source"
    note: str = ""
    review: Review = Review()

    @property
    def scored(self) -> bool:
        """May it count? What nobody has seen in the source is shown as "to be checked", and counts for nothing."""
        return self.constraint is not None and self.confidence in ("V1", "V2")

    @property
    def weight(self) -> Severity:
        """Its severity; what was seen in a secondary source only is at most major."""
        return "major" if self.severity == "critical" and self.confidence != "V1" else self.severity

    def holds_on(self, day: str) -> bool:
        """Is it in force on *day* (ISO)?"""
        return (not self.effective_from or self.effective_from <= day) and (
            not self.effective_to or day <= self.effective_to
        )


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """Rules that belong together, by id. Those of a *draft* are shown and never scored."""

    name: str
    title: str
    jurisdiction: str
    rules: dict[str, Rule]
    state: Literal["draft", "ready"] = "ready"
    about: str = ""
