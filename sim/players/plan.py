"""Plans: what a seat would do next, and at which second of case time, if nothing else happened before."""

from __future__ import annotations

from typing import Protocol

import msgspec

from sim.engine.commands import AnyCommand
from sim.engine.names import RoleId, Second
from sim.engine.views import DecisionView, KnownFact, MessageView, View, Whereabouts


class Planned(msgspec.Struct, frozen=True, gc=False):
    """A command to give at second *at* of case time, never before the view's own time; the command carries the same second."""

    at: Second
    command: AnyCommand


class Sight(Protocol):
    """The part of a `View` that players with a key look at; whatever has it shows a seat no more than its view does."""

    @property
    def role(self) -> RoleId: ...
    @property
    def time(self) -> Second: ...
    @property
    def reach(self) -> bool: ...
    @property
    def decision(self) -> DecisionView | None: ...
    @property
    def known(self) -> tuple[KnownFact, ...]: ...
    @property
    def messages(self) -> tuple[MessageView, ...]: ...
    @property
    def others(self) -> tuple[Whereabouts, ...]: ...
    @property
    def paused(self) -> bool: ...
    @property
    def curtain(self) -> bool: ...
    @property
    def ended(self) -> bool: ...


class Player(Protocol):
    """Somebody who plays a seat: a pure function of what the seat sees.

    `plan` is asked again whenever the view changes (another `view.seq`); two equal views give equal plans. None: nothing
    to do until something happens. Each accepted command changes the view so that the same plan is not made again.
    """

    def plan(self, view: View) -> Planned | None:
        """What this seat would do next if nothing else happened."""
        ...


def earliest(*plans: Planned | None) -> Planned | None:
    """The plan with the smallest second; among equals the first."""
    found: Planned | None = None
    for plan in plans:
        if plan is not None and (found is None or plan.at < found.at):
            found = plan
    return found
