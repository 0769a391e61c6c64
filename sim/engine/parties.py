"""Parties: which seats of a case the rules of its packs bind, and which of those rules count on the day it plays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import msgspec

from sim.engine.names import RoleId
from sim.engine.protocols import Pack, Party, Rule
from sim.engine.scenario import Scenario

EVERYBODY: Party = "all"
TOGETHER: Party = "team"
PARTIES: tuple[str, ...] = tuple(party for party in get_args(Party) if party not in (EVERYBODY, TOGETHER))
"""Those who can sit somewhere."""

DRAFT = "The pack is a draft: shown, and never scored."
FOR_THE_DEBRIEF = "It is for the debrief only; there is nothing that could be checked."
UNSEEN: dict[str, str] = {
    "VP": "To be checked: the source was seen, this clause was not.",
    "M": "To be checked: it was written from memory.",
}


class Binding(msgspec.Struct, frozen=True):
    """A rule as it binds in a case. *roles*: the seats it binds; *team*: all of them together.

    *checked*: there is something to check, and it is in force on the day of the case. *why*: why it is not scored; empty: it is.
    """

    pack: Pack
    rule: Rule
    roles: tuple[RoleId, ...]
    team: bool
    checked: bool
    why: str

    @property
    def key(self) -> str:
        """Its name among all that are checked together."""
        return f"{self.pack.name} {self.rule.id}"


def parties(scenario: Scenario) -> dict[RoleId, tuple[str, ...]]:
    """Which parties sit at each role: those that the author named, else the one of the role's own name, if there is one."""
    return {role: body.party or ((str(role),) if role in PARTIES else ()) for role, body in scenario.roles.items()}


def day(scenario: Scenario) -> str:
    """The day on which the case begins (ISO): whether a rule is in force is asked of it, never of today."""
    return scenario.starts[:10]


def bindings(scenario: Scenario, packs: Iterable[Pack]) -> tuple[Binding, ...]:
    """Every rule of *packs* as it binds in *scenario*, in the order of the packs."""
    seated = parties(scenario)
    when = day(scenario)
    return tuple(_binding(pack, rule, seated, when) for pack in packs for rule in pack.rules.values())


def bound(rule: Rule, seated: dict[RoleId, tuple[str, ...]]) -> tuple[RoleId, ...]:
    """The seats that *rule* binds where the parties sit so (see `parties`)."""
    if EVERYBODY in rule.roles or TOGETHER in rule.roles:
        return tuple(seated)
    return tuple(role for role, names in seated.items() if not set(names).isdisjoint(rule.roles))


def _binding(pack: Pack, rule: Rule, seated: dict[RoleId, tuple[str, ...]], when: str) -> Binding:
    roles = bound(rule, seated)
    holds = rule.holds_on(when)
    checked = rule.constraint is not None and holds
    why = ""
    if rule.constraint is None:
        why = FOR_THE_DEBRIEF
    elif not holds:
        why = f"It was not in force on {when}, the day of this case."
    elif pack.state == "draft":
        why = DRAFT
    elif not rule.scored:
        why = UNSEEN[rule.confidence]
    elif not roles:
        why = f"Nobody plays whom it binds ({', '.join(one.replace('_', ' ') for one in rule.roles)})."
    return Binding(pack, rule, roles, TOGETHER in rule.roles, checked, why)
