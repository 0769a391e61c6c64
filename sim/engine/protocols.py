"""Protocol packs: the rules that a jurisdiction, a standard or a house lays down, typed, frozen and free of where they came from.

A *rule* says one thing that should or must not happen, as a *constraint* over what was done: a DECLARE template with its
activities, guards on their arguments, a subject that it is checked apart for, and a window of time. What a constraint means
is said in `scoring.conformance`; here it is only data, as `sim.format` reads it and a scenario names it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sim.engine.names import ActivityId, Second

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
