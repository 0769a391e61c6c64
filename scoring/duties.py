"""Duties: what the rules still want of one seat while play goes on, for a coach to remind of.

Worked out of the packs and of that seat's own part of the record alone, so it holds nothing that the seat may not know: an
act that it has not seen is not done, as far as it is told here. It speaks of duties, never of facts to share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from scoring.adherence import stretched
from scoring.conformance import Monitors, trace
from sim.engine.events import AnyEvent
from sim.engine.names import RoleId, Second
from sim.engine.parties import bindings, parties
from sim.engine.protocols import Constraint, Pack
from sim.engine.scenario import Scenario

SOON: Second = 30 * 60
"""A duty is running out when no more than this is left of its time."""


class Duty(msgspec.Struct, frozen=True):
    """Something that a rule still wants of a seat: the rule, what it says, and how long there is left for it."""

    rule: str
    statement: str
    seconds_left: Second


class Duties:
    """What *role* still owes in a play of *scenario*, followed through its part of the record. *factor*: its accommodation.

    Only rules that count and that bind the seat, and only those with a window: what has the whole case is not running out. Rules
    that want facts to be told are left to the debrief.
    """

    def __init__(self, scenario: Scenario, packs: Iterable[Pack], role: RoleId, factor: float = 1.0) -> None:
        mine = [one for one in bindings(scenario, packs) if not one.why and role in one.roles]
        constraints = {
            one.key: stretched(one.rule.constraint, factor)
            for one in mine
            if one.rule.constraint is not None and _reminded(one.rule.constraint)
        }
        self._rules = {one.key: one.rule for one in mine}
        self._parties = parties(scenario)
        self._monitors = Monitors(constraints, {"child": tuple(scenario.children)})
        self._standing = self._monitors.begin()
        self._heard = 0

    def owed(self, seen: Sequence[AnyEvent], now: Second) -> tuple[Duty, ...]:
        """What is running out at second *now*, the most urgent first. *seen*: the seat's part of the record, never shorter than
        when it was last asked."""
        last = seen[-1].seq if seen else 0
        if last > self._heard:
            for occurrence in trace(seen, self._parties):
                if occurrence.seq > self._heard:
                    self._standing = self._monitors.after(self._standing, occurrence)
            self._heard = last
        found: dict[str, Duty] = {}
        for owed in self._monitors.due(self._standing, now):
            if owed.left is not None and owed.left <= SOON:
                rule = self._rules[owed.rule]
                found.setdefault(owed.rule, Duty(rule.id, rule.statement, owed.left))
        return tuple(found.values())


def _reminded(constraint: Constraint) -> bool:
    """Is this one to remind of? It has a window, and what it wants is not that facts are told."""
    wanted = constraint.b or constraint.a
    return constraint.window.most is not None and all(match.activity != "message_told" for match in wanted)


def duties(
    scenario: Scenario, packs: Iterable[Pack], role: RoleId, seen: Sequence[AnyEvent], now: Second, factor: float = 1.0
) -> tuple[Duty, ...]:
    """What is running out for *role* at second *now*, out of its own part of the record; see `Duties`."""
    return Duties(scenario, packs, role, factor).owed(seen, now)
