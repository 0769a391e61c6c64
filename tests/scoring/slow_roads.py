"""Roads that are all followed to their ends, by whole views, with every message: the slow way, kept as an oracle."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from scoring.earnings import Points, earned, plus
from scoring.luck import Draws, Unshown
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.commands import Advance, AnyCommand
from sim.engine.conditions import Chance, Compare, Number, conditions_in, nodes
from sim.engine.history import apply
from sim.engine.messages import reachable
from sim.engine.names import RoleId, Second
from sim.engine.showing import view
from sim.engine.state import State, Thread
from sim.engine.submit import next_due, submit
from sim.players import Planned, Player, team

RARE = 1 / 256
"""Odds below which a road is not forked any more."""

MOST = 20_000
"""More steps than this on one road are a fault of the model."""

CLOSING = (e.DecisionClosed, e.NoShow, e.CameLate)


@dataclass(slots=True)
class Fork:
    """Where a road forks on the draw *name*: at a second, in a seat's *command* or (None) while time passes.

    *arms*: (upper end of the outcome's stretch, odds, road).
    """

    name: str
    at: Second
    command: AnyCommand | None
    arms: list[tuple[float, float, Road]] = field(default_factory=list)

    def arm(self, value: float) -> Road:
        """The road of the outcome in which *value* lies."""
        return next((road for upper, _, road in self.arms if value < upper), self.arms[-1][2])


@dataclass(slots=True)
class Road:
    """The model's way on. *value*: the credit it still brings; *steps*: the seats' commands, until it ends or forks."""

    value: Points = field(default_factory=dict)
    steps: list[AnyCommand] = field(default_factory=list)
    fork: Fork | None = None


class _Plan:
    """A seat's plan, and what of its view the model made it of: until that changes, it would plan the same."""

    __slots__ = ("_company", "_decision", "_known", "_messages", "_reach", "_thread", "planned")

    def __init__(self, state: State, role: RoleId, planned: Planned | None) -> None:
        self.planned = planned
        self._thread = thread = state.threads[role]
        self._decision = _decision(state, thread)
        self._known, self._messages = thread.known_view, thread.messages_view
        self._company = thread.company
        self._reach = _reach(state, thread)

    def holds(self, state: State) -> bool:
        """Has nothing changed that the plan was made of?"""
        thread = self._thread
        return (
            thread.messages_view is self._messages
            and thread.known_view is self._known
            and self._known is not None
            and self._messages is not None
            and not thread.old_view
            and len(thread.messages) == len(self._messages)
            and len(thread.known) == len(self._known)
            and _decision(state, thread) is self._decision
            and thread.company == self._company
            and _reach(state, thread) == self._reach
        )


def _decision(state: State, thread: Thread) -> e.OpenDecision | None:
    return None if thread.decision is None else state.decisions[thread.decision]


def _reach(state: State, thread: Thread) -> bool:
    return thread.status != "finished" and reachable(state, thread.role)


class Atlas:
    """Roads of one book. It keeps nothing between roads but the players and the declared outcomes of draws."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.players: dict[RoleId, Player] = team("model", book)
        self.outcomes = _outcomes(book)
        self.made = 0
        """How many roads were followed: what an analysis costs."""

    def road(
        self,
        state: State,
        first: AnyCommand | None = None,
        hold: tuple[RoleId, Second] | None = None,
        odds: float = 1.0,
    ) -> Road:
        """The road from *state*, which stays as it is. *first*: given before anything else; *hold*: a seat that does
        nothing before a second. Play that is paused goes on."""
        self.made += 1
        here, behind = state.copy(), state.copy()
        for each in (here, behind):
            each.paused = each.stop = each.curtain = False
        road = Road()
        plans: dict[RoleId, _Plan] = {}
        for _ in range(MOST):
            if here.ended:
                break
            command = first if first is not None else self._next(here, plans, hold)
            if command is None:
                break
            saved = behind
            try:
                result = submit(here, command)
                events = result.events
                if isinstance(behind.draws, Draws) and behind.draws.hidden and any(type(x) in CLOSING for x in events):
                    saved = behind.copy()
                gains: Points = {}
                for event in events:
                    more = earned(behind, event) if type(event) in CLOSING else None
                    if more:
                        gains = plus(gains, more)
                    apply(behind, event)
                    if type(event) is e.Drawn:
                        _hide(here, event.name)
                        _hide(behind, event.name)
                behind.touched.clear()
            except Unshown as unshown:
                given = None if isinstance(command, Advance) else command
                road.fork = self._fork(unshown.name, saved, given, command, first, hold, odds)
                for _, weight, arm in road.fork.arms:
                    road.value = plus(road.value, arm.value, weight)
                return road
            if gains:
                road.value = plus(road.value, gains)
            if result.refused is not None and command.seat in plans:
                plans[RoleId(command.seat)].planned = None
            elif not isinstance(command, Advance):
                road.steps.append(command)
            first = None
        return road

    def _fork(
        self,
        name: str,
        saved: State,
        given: AnyCommand | None,
        command: AnyCommand,
        first: AnyCommand | None,
        hold: tuple[RoleId, Second] | None,
        odds: float,
    ) -> Fork:
        fork = Fork(name, command.at, given)
        outcomes = self.outcomes.get(name, [(1.0, 1.0, 0.5)])
        if odds < RARE:
            likeliest = max(outcomes, key=lambda outcome: outcome[1])
            outcomes = [(1.0, 1.0, likeliest[2])]
        for upper, weight, value in outcomes:
            arm = saved.copy()
            assert isinstance(arm.draws, Draws)
            arm.draws.show(name, value)
            fork.arms.append((upper, weight, self.road(arm, first, hold, odds * weight)))
        return fork

    def _next(self, state: State, plans: dict[RoleId, _Plan], hold: tuple[RoleId, Second] | None) -> AnyCommand | None:
        """What happens next: the earliest plan (among equals of the role named first), but what is due then comes first."""
        soonest: Second | None = None
        chosen: AnyCommand | None = None
        for role, player in self.players.items():
            plan = plans.get(role)
            if plan is None or not plan.holds(state) or (plan.planned is not None and plan.planned.at < state.time):
                plans[role] = plan = _Plan(state, role, player.plan(view(state, role)))
            planned = plan.planned
            if planned is None:
                continue
            at, command = planned.at, planned.command
            if hold is not None and hold[0] == role and state.time < hold[1] and at < hold[1]:
                at, command = hold[1], Advance(at=hold[1], mark=True)
            if soonest is None or at < soonest:
                soonest, chosen = at, command
        due = next_due(state)
        if due is not None and (soonest is None or due <= soonest):
            return Advance(at=max(due, state.time))
        if isinstance(chosen, Advance) and hold is not None:
            plans.pop(hold[0])
        return chosen


def _hide(state: State, name: str) -> None:
    """A repeating inject drew anew: nobody knows yet what."""
    if isinstance(state.draws, Draws):
        state.draws.hidden.add(name)


def _outcomes(book: Book) -> dict[str, list[tuple[float, float, float]]]:
    """By draw, its declared outcomes: (upper end, odds, a value in the middle)."""
    marks: dict[str, set[float]] = {}
    for condition in conditions_in(book.scenario):
        for node in nodes(condition.tree):
            if not isinstance(node, Compare):
                continue
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, Chance):
                    found = marks.setdefault(one.name, set())
                    # Compared with something that moves: tenths, as nothing is declared.
                    found.update([other.value] if isinstance(other, Number) else [n / 10 for n in range(1, 10)])
    outcomes = {}
    for name, numbers in marks.items():
        ends = [0.0, *sorted(number for number in numbers if 0 < number < 1), 1.0]
        outcomes[name] = [(upper, upper - lower, (upper + lower) / 2) for lower, upper in pairwise(ends)]
    return outcomes
