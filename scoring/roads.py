"""Roads: how play would go on from a state if every seat went on as the model, and what credit that still brings.

A road stops where the rest is known: at a state with the same `Outlook.key` as one from which it was worked out before, since
most of what seats do otherwise leads back to the model's way within a few steps. Who wants to see further asks for its next
step (`Atlas.ahead`). Where a road needs a draw that chance has not shown, it forks (see `luck`): so its value is exact, not a
sample. An arm with odds below `RARE` is not forked again: the likeliest outcome stands for all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from scoring.earnings import Points, earned, plus
from scoring.luck import Draws, Unshown, hide
from scoring.outlook import Outlook, outlook_of
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.commands import Acknowledge, Advance, Answer, AnyCommand, Ask, Tell
from sim.engine.messages import reachable
from sim.engine.names import RoleId, Second
from sim.engine.result import Result
from sim.engine.state import State, Thread
from sim.engine.submit import next_due, submit
from sim.players import Planned
from sim.players.model import Model, best_choice
from sim.players.plan import earliest
from sim.players.sight import StateSight

RARE = 1 / 256
"""Odds below which a road is not forked any more."""

MOST = 20_000
"""More steps than this on one road are a fault of the model."""

MESSAGES = frozenset((Acknowledge, Answer, Ask, Tell))

CLOSING = frozenset((e.DecisionClosed, e.NoShow, e.CameLate))

Hold = tuple[RoleId, Second]
"""A seat that does nothing before a second."""


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
    """The model's way on. *value*: the credit it still brings; *steps*: the seats' commands as far as it was followed.

    *rarest*: the smallest odds at which something forks on it (infinite: nothing does); *cut*: something that is too rare
    to fork stood for all, so that the value holds for these odds only.
    """

    value: Points = field(default_factory=dict)
    steps: list[AnyCommand] = field(default_factory=list)
    fork: Fork | None = None
    rarest: float = math.inf
    cut: bool = False
    way: _Way | None = None
    """How to go on following it; None: it is at its end."""


class _Plan:
    """A seat's plan, and what of its view the model made it of: until that changes, it would plan the same.

    *before*: the plan of the seat before. Who had nothing to say has nothing to say while it only stands before another
    decision.
    """

    __slots__ = ("_company", "_decision", "_known", "_messages", "_reach", "_silent", "planned")

    def __init__(self, state: State, role: RoleId, player: Model, outlook: Outlook, before: _Plan | None) -> None:
        thread = state.threads[role]
        self._decision = None if thread.decision is None else state.decisions[thread.decision]
        self._known, self._messages = len(thread.known), thread.messages
        self._company = thread.company
        self._reach = _reach(state, thread)
        self._silent = False
        self.planned: Planned | None = None
        if state.ended:
            return
        heard_all = before is not None and before._silent and before._alike(state, thread)
        if heard_all and self._decision is None:
            self._silent = True
            return
        speaks = self._reach and not heard_all
        if speaks and outlook.plain(state, thread):
            tell = outlook.untold(state, thread)
            if tell is not None:
                self.planned = Planned(state.time, tell)
                return
            speaks = not outlook.unasked(state, thread)
        elif speaks:
            speaks = not outlook.quiet(state, thread)
        self._silent = not speaks
        if self._decision is None and not speaks:
            return
        sight = StateSight(state, role)
        decided = best_choice(sight, player.key, player.company)
        speech = player.speech(sight) if speaks else None
        # What a choice says by itself is left to it: before another decision that may be to be said.
        self._silent = speech is None and (self._decision is None or self._decision.scene not in outlook.talking[role])
        self.planned = earliest(speech, decided)

    def holds(self, state: State, thread: Thread, held: bool) -> bool:
        """Has nothing changed that the plan was made of? (*held*: nor its second passed, while a seat had to wait.)"""
        return (
            (None if thread.decision is None else state.decisions[thread.decision]) is self._decision
            and not (held and self.planned is not None and self.planned.at < state.time)
            and self._alike(state, thread)
        )

    def _alike(self, state: State, thread: Thread) -> bool:
        return (
            thread.messages is self._messages
            and len(thread.known) == self._known
            and thread.company == self._company
            and _reach(state, thread) == self._reach
        )


def _reach(state: State, thread: Thread) -> bool:
    return thread.status != "finished" and reachable(state, thread.role)


def _give(state: State, command: AnyCommand) -> tuple[Result, Points]:
    """Give *command*: what came of it, and the decision credit that it brought."""
    gains: Points = {}

    def reckon(state: State, event: e.AnyEvent) -> None:
        nonlocal gains
        if type(event) in CLOSING:
            more = earned(state, event)
            if more:
                gains = plus(gains, more)

    result = submit(state, command, reckon)
    for event in result.events:
        if type(event) is e.Drawn:
            # A repeating inject drew anew: nobody knows yet what.
            hide(state, event.name)
    return result, gains


class _Way:
    """A road being followed: where it has come to, what the seats plan there, and how to go back before a step."""

    __slots__ = ("_back", "_since", "gains", "hold", "next", "odds", "plans", "state")

    def __init__(self, state: State, hold: Hold | None, odds: float) -> None:
        self.state = state.copy()
        self.state.paused = self.state.stop = self.state.curtain = False
        self.hold = hold
        self.odds = odds
        self.plans: dict[RoleId, _Plan] = {}
        self.gains: Points = {}
        self.next: AnyCommand | None = None
        """The next step, if it is known already."""
        self._back: State | None = None
        self._since: list[AnyCommand] = []

    def give(self, command: AnyCommand) -> bool:
        """Give *command*; was it accepted? Its credit is in `gains`. May raise `Unshown`, and then is at no state to use."""
        draws = self.state.draws
        if isinstance(draws, Draws) and draws.hidden:
            if self._back is None or len(self._since) >= BACK:
                self._back, self._since = self.state.copy(), []
        else:
            self._back = None
        result, self.gains = _give(self.state, command)
        if self._back is not None:
            self._since.append(command)
        return result.refused is None

    def before(self) -> State:
        """The state before the command that raised `Unshown`."""
        state = self._back
        assert state is not None
        for command in self._since:
            _give(state, command)
        return state


BACK = 12
"""After so many steps a copy of the state is kept, to fork from: seldom is one needed."""


class Atlas:
    """Roads of one play of a book, and what was found out about their ends."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.outlook: Outlook = outlook_of(book)
        self.players = {role: Model(key, reads_back=self.outlook.reads_back) for role, key in self.outlook.keys.items()}
        self.known: dict[tuple[Any, ...], tuple[Points, float]] = {}
        """What is to come, by `Outlook.key`; and the smallest odds at which something forks there."""
        self.made = self.steps = self.met = 0
        """How many roads were followed, over how many steps, and how many ended where the rest was known."""

    def road(self, state: State, first: AnyCommand | None = None, hold: Hold | None = None, odds: float = 1.0) -> Road:
        """The road from *state*, which stays as it is. *first*: given before anything else; *hold*: a seat that does
        nothing before a second. Play that is paused goes on."""
        self.made += 1
        way = _Way(state, hold, odds)
        road = Road(way=way)
        passed: list[tuple[tuple[Any, ...] | None, Points]] = []
        look = first is None
        rest: Points = {}
        for _ in range(MOST):
            key = None
            command = first if first is not None else self._next(way)
            # What is to be said is said at once, so states are compared where all of it has been.
            if (
                look
                and command is not None
                and type(command) not in MESSAGES
                and (hold is None or way.state.time >= hold[1])
            ):
                look = False
                key = self.outlook.key(way.state)
                found = self.known.get(key)
                if found is not None and odds * found[1] >= RARE:
                    self.met += 1
                    rest, road.rarest = found
                    way.next = command
                    break
            if command is None or not self._step(road, way, command, first):
                road.way = None
                if road.fork is not None:
                    for _, weight, arm in road.fork.arms:
                        rest = plus(rest, arm.value, weight)
                passed.append((key, {}))
                break
            look = look or bool(way.gains) or first is not None
            passed.append((key, way.gains))
            first = None
        for key, gains in reversed(passed):
            if gains:
                rest = plus(gains, rest)
            if key is not None and not road.cut:
                self.known[key] = rest, road.rarest
        road.value = rest
        return road

    def ahead(self, road: Road, place: int) -> AnyCommand | None:
        """The step number *place* of *road*, which is followed so far; None: it ends or forks before."""
        for _ in range(MOST):
            if place < len(road.steps) or road.way is None:
                break
            way = road.way
            command = way.next if way.next is not None else self._next(way)
            way.next = None
            if command is None:
                road.way = None
            else:
                self._step(road, way, command, None)
        return road.steps[place] if place < len(road.steps) else None

    def _step(self, road: Road, way: _Way, command: AnyCommand, first: AnyCommand | None) -> bool:
        """Follow *road* one step further, by *command*; False: it forks here."""
        self.steps += 1
        try:
            accepted = way.give(command)
        except Unshown as unshown:
            road.way = None
            self._fork(road, way, unshown.name, command, first)
            return False
        if not accepted and command.seat in way.plans:
            way.plans[RoleId(command.seat)].planned = None
        elif not isinstance(command, Advance):
            road.steps.append(command)
        return True

    def _fork(self, road: Road, way: _Way, name: str, command: AnyCommand, first: AnyCommand | None) -> None:
        road.fork = fork = Fork(name, command.at, None if isinstance(command, Advance) else command)
        declared = self.outlook.outcomes.get(name, [(1.0, 1.0, 0.5)])
        road.rarest = 1.0
        if way.odds < RARE:
            likeliest = max(declared, key=lambda outcome: outcome[1])
            declared = [(1.0, 1.0, likeliest[2])]
            road.cut = True
        before = way.before()
        for upper, weight, value in declared:
            state = before.copy()
            assert isinstance(state.draws, Draws)
            state.draws.show(name, value)
            arm = self.road(state, first, way.hold, way.odds * weight)
            fork.arms.append((upper, weight, arm))
            road.rarest = min(road.rarest, weight * arm.rarest)
            road.cut = road.cut or arm.cut

    def _next(self, way: _Way) -> AnyCommand | None:
        """What happens next: the earliest plan (among equals of the role named first), but what is due then comes first."""
        state, plans, hold = way.state, way.plans, way.hold
        if state.ended:
            return None
        soonest: Second | None = None
        chosen: AnyCommand | None = None
        for role, player in self.players.items():
            plan = plans.get(role)
            if plan is None or not plan.holds(state, state.threads[role], hold is not None):
                plans[role] = plan = _Plan(state, role, player, self.outlook, plan)
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
            return Advance(at=max(due, state.time))  # a log that was cut within a second leaves some of it to be done
        if isinstance(chosen, Advance) and hold is not None:
            plans.pop(hold[0])
        return chosen
