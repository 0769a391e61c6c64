"""Sight: what a seat sees, made piece by piece when its player looks at it, where nobody needs the whole view."""

from __future__ import annotations

from sim.engine import decision_view
from sim.engine.messages import reachable
from sim.engine.names import RoleId, Second
from sim.engine.showing import known_facts, messages_of, whereabouts
from sim.engine.state import State
from sim.engine.views import DecisionView, KnownFact, MessageView, Whereabouts


class StateSight:
    """A `Sight` of *role* in *state* at this moment: each piece equals that of `view(state, role)`."""

    __slots__ = ("_decision", "_own", "_state", "role")

    def __init__(self, state: State, role: RoleId) -> None:
        self.role = role
        self._state = state
        self._own = thread = state.threads[role]
        self._decision = decision_view(state, role) if thread.decision is not None else None

    @property
    def time(self) -> Second:
        """Seconds of case time."""
        return self._state.time

    @property
    def reach(self) -> bool:
        """Can it send messages?"""
        return self._own.status != "finished" and reachable(self._state, self.role)

    @property
    def decision(self) -> DecisionView | None:
        """The decision before it."""
        return self._decision

    @property
    def known(self) -> tuple[KnownFact, ...]:
        """What it knows."""
        return known_facts(self._state, self._own)

    @property
    def messages(self) -> tuple[MessageView, ...]:
        """What was said to it and by it."""
        return messages_of(self._state, self._own)

    @property
    def others(self) -> tuple[Whereabouts, ...]:
        """Where it last saw the others."""
        return whereabouts(self._state, self._own)

    @property
    def paused(self) -> bool:
        """Is play paused?"""
        return self._state.paused

    @property
    def curtain(self) -> bool:
        """Is the curtain up?"""
        return self._state.curtain

    @property
    def ended(self) -> bool:
        """Is the case over?"""
        return self._state.ended
