"""Breaches: the critical rules of the packs, followed while play goes on, for coach and practice to stop at one that is broken.

The rules are carried along by monitors, which is cheap. Only when one of them is newly broken, the play so far is looked at as a
whole, to find whose it is: a rule that nobody could have known of stops nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring import decisions
from scoring.adherence import adhere, stretched
from scoring.conformance import Monitors, trace
from scoring.critical import CriticalError, errors
from scoring.walk import follow
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import Second
from sim.engine.parties import bindings, parties
from sim.engine.protocols import Pack
from sim.engine.seats import Setup


class Breaches:
    """The critical rules of *packs* in a play of *book* with *setup*: those that count, seen in their source (V1)."""

    def __init__(self, book: Book, packs: Sequence[Pack], setup: Setup) -> None:
        scenario = book.scenario
        constraints = {
            one.rule.id: stretched(
                one.rule.constraint,
                max((setup.seats[role].factor for role in one.roles if role in setup.seats), default=1.0),
            )
            for one in bindings(scenario, packs)
            if not one.why and one.rule.weight == "critical" and one.rule.constraint is not None
        }
        self._book, self._packs = book, packs
        self._parties = parties(scenario)
        self._monitors = Monitors(constraints, {"child": tuple(scenario.children)})
        self._standing = self._monitors.begin()
        self._heard = 0
        self._broken: frozenset[str] = frozenset()

    def skip(self, log: Sequence[AnyEvent], now: Second) -> None:
        """What *log* holds up to now was seen already."""
        self._broken |= self._newly(log, now)

    def found(self, log: Sequence[AnyEvent], now: Second) -> tuple[CriticalError, ...]:
        """The rules that were newly broken by second *now*, whose they are; *log*: the whole of it, longer each time."""
        new = self._newly(log, now)
        if not new:
            return ()
        self._broken |= new
        course = follow(self._book, log)
        _, protocol = adhere(course, self._packs, decisions.judge(course).items)
        return tuple(error for error in errors(course, protocol) if error.id in new)

    def _newly(self, log: Sequence[AnyEvent], now: Second) -> frozenset[str]:
        for occurrence in trace(log[self._heard :], self._parties):
            self._standing = self._monitors.after(self._standing, occurrence)
        self._heard = len(log)
        verdicts = self._monitors.verdicts(self._standing, "stopped", now)
        return frozenset(rule for rule, verdict in verdicts.items() if verdict == "violated") - self._broken
