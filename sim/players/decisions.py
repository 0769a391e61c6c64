"""Decisions: which choice a seat wants, and when it takes it."""

from __future__ import annotations

from typing import Protocol

import msgspec

from sim.engine.commands import Choose, Pass
from sim.engine.names import ChoiceId, ItemId, RoleId, Second
from sim.engine.views import ChoiceView, DecisionView, PickView
from sim.players.key import FormKey, RoleKey
from sim.players.plan import Planned, Sight


class Company(msgspec.Struct, frozen=True):
    """Who at the table is a person, and whether play has no limits: neither can be seen in a view (rules 6 and 11).

    A computer's lead waits for the advice of *waits_for*; under *untimed* pace a computer in a scene with one of them acts
    at once.
    """

    waits_for: frozenset[RoleId] = frozenset()
    untimed: bool = False

    def at_once(self, view: Sight) -> bool:
        """Is case time standing still for a person in this seat's own decision?"""
        return (
            self.untimed
            and bool(self.waits_for)
            and view.decision is not None
            and any(role in self.waits_for for role in view.decision.present)
        )


def best(decision: DecisionView, key: RoleKey) -> ChoiceView | None:
    """The open choice that stands first in the key's ranking."""
    choices = {choice.id: choice for choice in decision.choices if choice.open}
    for name in key.ranked.get(decision.scene, ()):
        if name in choices:
            return choices[name]
    return None


def shortest(decision: DecisionView) -> ChoiceView | None:
    """The open choice with the fewest characters to read; among equals the first key."""
    return min(
        (choice for choice in decision.choices if choice.open), key=lambda choice: len(choice.text), default=None
    )


def right_lines(choice: ChoiceView, form: FormKey | None) -> tuple[ItemId, ...]:
    """The lines of a form to tick: the right ones, as many as may be and at least as many as must be, as they are shown."""
    if form is None or not choice.items:
        return ()
    shown = [item.id for item in choice.items]
    order = [item for item in form.order if item in shown]
    wanted = [item for item in order if item in form.right][: choice.most]
    ticked = wanted if len(wanted) >= choice.least else order[: choice.least]
    return tuple(item for item in shown if item in ticked)


def shortest_lines(choice: ChoiceView) -> tuple[ItemId, ...]:
    """As few lines of a form as may be, but one if it may: those with the fewest characters."""
    count = min(max(choice.least, 1), choice.most)
    ticked = {item.id for item in sorted(choice.items, key=lambda item: len(item.text))[:count]}
    return tuple(item.id for item in choice.items if item.id in ticked)


def own_pick(decision: DecisionView, role: RoleId) -> PickView | None:
    """What *role* has picked or advised so far."""
    for pick in decision.picks:
        if pick.role == role:
            return pick
    return None


def leads(decision: DecisionView, role: RoleId) -> bool:
    """Does *role* close this decision by its choice alone?"""
    return decision.mine == "decide" and (decision.how == "alone" or (decision.how == "lead" and decision.lead == role))


def act(
    view: Sight,
    wanted: ChoiceView | None,
    items: tuple[ItemId, ...],
    company: Company,
    reading: Second,
) -> Planned | None:
    """Take *wanted* (or advise it) after *reading* seconds; a lead first listens to those who advise."""
    decision = view.decision
    if decision is None:
        return None
    pick = own_pick(decision, view.role)
    if leads(decision, view.role):
        if wanted is None:
            return None
        at = _lead_at(view, decision, company, reading)
        return None if at is None else _choose(view, decision, wanted.id, items, at)
    at = view.time if company.at_once(view) else after(view, decision, reading)
    if wanted is not None:
        if pick is not None and pick.choice == wanted.id and pick.items == items and not at_odds(decision, company):
            return None
        return _choose(view, decision, wanted.id, items, at)
    if decision.mine == "advise" and decision.how == "lead" and pick is None:
        return Planned(at, Pass(seat=view.role, at=at, decision=decision.id))
    return None


def at_odds(decision: DecisionView, company: Company) -> bool:
    """Have computers picked differently where no limit will end it? Then picking the same again says so (rule 11).

    Where a person decides too, it is theirs to change their mind or to insist.
    """
    if decision.how != "together" or decision.closes is not None or decision.mine != "decide":
        return False
    picks = {pick.role: (pick.choice, frozenset(pick.items)) for pick in decision.picks if not pick.advice}
    return (
        company.waits_for.isdisjoint(decision.deciders)
        and all(role in picks for role in decision.deciders)
        and len({picks[role] for role in decision.deciders}) > 1
    )


def _choose(view: Sight, decision: DecisionView, choice: ChoiceId, items: tuple[ItemId, ...], at: Second) -> Planned:
    return Planned(at, Choose(seat=view.role, at=at, decision=decision.id, choice=choice, items=items))


class Clocked(Protocol):
    """What has a second of case time: a view, or the state."""

    @property
    def time(self) -> Second: ...


class Limited(Protocol):
    """A decision, as it is seen or as it is: when it opened, and its limit."""

    @property
    def opened(self) -> Second: ...
    @property
    def closes(self) -> Second | None: ...


def after(view: Clocked, decision: Limited, seconds: Second) -> Second:
    """So many seconds after the decision opened, before its limit, and not before now."""
    at = decision.opened + seconds
    if decision.closes is not None and at >= decision.closes:
        at = decision.closes - 1
    return max(at, view.time)


def _lead_at(view: Sight, decision: DecisionView, company: Company, reading: Second) -> Second | None:
    """When who leads decides: at the half of the limit at the latest if it waits for a person; None: not before advice."""
    silent = [role for role in decision.present if role != view.role and own_pick(decision, role) is None]
    persons = [role for role in silent if role in company.waits_for]
    if persons:
        if company.untimed or decision.closes is None:
            return None
        half = (decision.closes - decision.opened) // 2
        return after(view, decision, max(half, reading))
    if company.at_once(view):
        return view.time
    return after(view, decision, reading + (1 if silent else 0))
