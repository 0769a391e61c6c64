"""Roads: how play would go on from a state if every seat went on as the model, and what credit that still brings.

A road stops where the rest is known: at a state that is, in all that matters (`look`), like one from which it was worked out
before, and in which all comes in the same order (`slack`), since most of what seats do otherwise leads back to the model's way
within a few steps. Who wants to see further asks for its next step (`Atlas.ahead`). Where a road needs a draw that chance has
not shown, it forks (see `luck`): so its value is exact, not a sample. An arm with odds below `RARE` is not forked again: the
likeliest outcome stands for all.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from scoring.earnings import Points, plus
from scoring.look import look_at
from scoring.luck import Draws, Outcome, Unshown
from scoring.outlook import Outlook, outlook_of
from scoring.plans import SeatPlan
from scoring.scopes import Scope
from scoring.slack import Bounds, Slack, Stretch, Trail, within
from scoring.way import Hold, Way
from sim.engine.book import Book
from sim.engine.commands import Acknowledge, Advance, Answer, AnyCommand, Ask, Tell
from sim.engine.names import RoleId, Second
from sim.engine.state import State
from sim.engine.submit import next_due
from sim.players.model import Model

RARE = 1 / 256
"""Odds below which a road is not forked any more."""

MOST = 20_000
"""More steps than this on one road are a fault of the model."""

LONG = 1_000
"""After so many steps a road goes in circles, as a rule, and is only compared with others where it brings something."""

MANY = 100
"""More states than this that are alike but for their seconds are not remembered: who looks would look through all of them."""

MESSAGES = frozenset((Acknowledge, Answer, Ask, Tell))


Known = tuple[Bounds, Points, float, tuple[Any, ...] | None]
"""Within which bounds of a state's seconds so much credit is to come, the smallest odds at which something forks there, and what
limits hang on, if that counts there."""


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
    way: Way | None = None
    """How to go on following it; None: it is at its end."""
    slack: Slack = field(default_factory=dict)
    """What keeps it as it is, of the trail on which it began."""
    limited: bool = False
    """Does it come to a decision that is taken by its limit?"""


class Atlas:
    """Roads of one play of a book, and what was found out about their ends."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.outlook: Outlook = outlook_of(book)
        self.players = {role: Model(key, reads_back=self.outlook.reads_back) for role, key in self.outlook.keys.items()}
        self.known: dict[tuple[Any, ...], list[Known]] = {}
        """What is known to be to come, by what matters but for seconds."""
        self.made = self.steps = self.met = 0
        """How many roads were followed, over how many steps, and how many ended where the rest was known."""

    def road(
        self,
        state: State,
        first: AnyCommand | None = None,
        hold: Hold | None = None,
        odds: float = 1.0,
        trail: Trail | None = None,
        began: Second | None = None,
        again: Callable[[], State] | None = None,
    ) -> Road:
        """The road from *state*, which is used up. *first*: given before anything else; *hold*: a seat that does nothing before a
        second; *trail*: the road to where it begins, and *began*: when the seats first said anything there; *again*: makes *state*
        anew, until this is done. Play that is paused goes on."""
        self.made += 1
        if began is None:
            began = state.time if first is None else max(state.time, first.at)
        way = Way(state, hold, odds, trail, self.outlook, began, again)
        road = Road(way=way)
        passed: list[tuple[Stretch | None, Points]] = []
        if trail is not None:
            passed.append((trail.stretch, {}))
        look = first is None
        if look:
            way.shed()
        rest: Points = {}
        slack: Slack = {}
        for _ in range(MOST):
            stretch = None
            command = first if first is not None else self._next(way)
            # What is to be said is said at once, so states are compared where all of it has been.
            if (
                look
                and command is not None
                and type(command) not in MESSAGES
                and (hold is None or way.state.time >= hold[1])
            ):
                look = False
                seen = look_at(self.outlook, way.state, way.scope())
                stretch = way.look(seen)
                found = self._known(stretch, odds)
                if found is not None:
                    self.met += 1
                    bounds, rest, road.rarest, limits = found
                    road.limited = limits is not None
                    slack = stretch.before(stretch.slack_in(bounds))
                    way.next = command
                    break
                way.start(stretch, seen)
                if seen.idle:
                    way.shed()
            if command is None or not self._step(road, way, command, first):
                road.way = None
                if road.fork is not None:
                    for _, weight, arm in road.fork.arms:
                        rest = plus(rest, arm.value, weight)
                        for pair, value in arm.slack.items():
                            if value < slack.get(pair, value + 1):
                                slack[pair] = value
                passed.append((stretch, {}))
                break
            if first is not None:
                look, first = True, None
                way.shed()
            elif way.gains or (way.still is None and len(passed) < LONG and isinstance(command, Advance)):
                # Something is decided, or over: elsewhere two roads seldom meet.
                look = True
            passed.append((stretch, way.gains))
        way.trail = None
        way.leave()
        for stretch, gains in reversed(passed):
            if gains:
                rest = plus(rest, gains)
            if stretch is not None:
                slack = stretch.whole(slack)
                road.limited = road.limited or stretch.limited
                if stretch.key is not None and not road.cut:
                    limits = stretch.limits if road.limited else None
                    alike = self.known.setdefault(stretch.key, [])
                    if len(alike) < MANY:
                        alike.append((stretch.bounds(slack), rest, road.rarest, limits))
                slack = stretch.before(slack)
        road.value, road.slack = rest, slack
        return road

    def start(self, state: State) -> Road:
        """The road from *state*, at the beginning of a case. What is found out on it is kept with the book: it is the same for
        all plays that begin alike."""
        setup = state.setup
        assert setup is not None
        alike = (
            "roads",
            tuple([(role, seat.person is None, seat.factor, seat.avoid) for role, seat in setup.seats.items()]),
            (setup.mode, setup.pace, setup.room),
        )
        kept: dict[tuple[Any, ...], list[Known]] | None = self.book.memo(alike)
        if kept is not None:
            self.known = {key: found.copy() for key, found in kept.items()}
        road = self.road(state)
        if kept is None:
            self.book.remember(alike, {key: found.copy() for key, found in self.known.items()})
        return road

    def _known(self, stretch: Stretch, odds: float) -> Known | None:
        """What is known to be to come at the beginning of *stretch*."""
        for found in self.known.get(stretch.key, ()):
            if (
                odds * found[2] >= RARE
                and (found[3] is None or found[3] == stretch.limits)
                and within(found[0], stretch.hands)
            ):
                return found
        return None

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

    def _step(self, road: Road, way: Way, command: AnyCommand, first: AnyCommand | None) -> bool:
        """Follow *road* one step further, by *command*; False: it forks here."""
        self.steps += 1
        if way.trail is not None:
            way.comes(way.trail, command)
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

    def _fork(self, road: Road, way: Way, name: str, command: AnyCommand, first: AnyCommand | None) -> None:
        road.fork = fork = Fork(name, command.at, None if isinstance(command, Advance) else command)
        declared = self.outlook.outcomes.get(name, [(1.0, 1.0, 0.5)])
        before = way.before()
        if way.odds < RARE:
            road.cut = True
        if road.cut or name not in self.outlook.scope(before).read.chances:
            # What nothing reads that counts only changes what is said, and that counts where limits do.
            _, _, likeliest = max(declared, key=lambda outcome: outcome[1])
            self._arms(road, fork, way, before, [(1.0, 1.0, likeliest)], first)
            if road.cut or not road.limited:
                return
            fork.arms.clear()
        self._arms(road, fork, way, before, declared, first)

    def _arms(
        self, road: Road, fork: Fork, way: Way, before: State, declared: list[Outcome], first: AnyCommand | None
    ) -> None:
        """Follow the roads into which *road* forks at the state *before*, one for each outcome that is *declared*."""
        road.rarest = 1.0
        for upper, weight, value in declared:
            again = partial(_shown, before, fork.name, value)
            trail = way.trail.branch() if way.trail is not None else None
            arm = self.road(again(), first, way.hold, way.odds * weight, trail, way.began, again)
            fork.arms.append((upper, weight, arm))
            road.rarest = min(road.rarest, weight * arm.rarest)
            road.cut = road.cut or arm.cut
            road.limited = road.limited or arm.limited

    def _next(self, way: Way) -> AnyCommand | None:
        """What happens next: the earliest plan (among equals of the role named first), but what is due then comes first."""
        state, plans, hold = way.state, way.plans, way.hold
        if state.ended:
            return None
        if way.still is not None and hold is None:
            soonest, chosen = way.still
        else:
            soonest, chosen = None, None
            live: Scope | None = None
            threads = state.threads
            for role, player in self.players.items():
                plan = plans.get(role)
                thread = threads[role]
                if plan is None or (plan.seq != thread.seq and not plan.holds(state, thread, hold is not None)):
                    if live is None:
                        live = way.scope()
                    plans[role] = plan = SeatPlan(
                        state, role, player, self.outlook, live, plan, state.time == way.began
                    )
                    if way.trail is not None and plan.planned is not None:
                        plan.root = way.trail.planned(state, role, plan.planned.at, plan.planned.command, self.outlook)
                planned = plan.planned
                if planned is None:
                    continue
                at, command = planned.at, planned.command
                if hold is not None and hold[0] == role and state.time < hold[1] and at < hold[1]:
                    at, command = hold[1], Advance(at=hold[1], mark=True)
                if soonest is None or at < soonest:
                    soonest, chosen = at, command
            way.still = soonest, chosen
        due = next_due(state)
        if due is not None and (soonest is None or due <= soonest):
            return Advance(at=max(due, state.time))  # a log that was cut within a second leaves some of it to be done
        if isinstance(chosen, Advance) and hold is not None:
            plans.pop(hold[0])
        return chosen


def _shown(before: State, name: str, value: float) -> State:
    """A copy of *before* in which the draw *name* has shown *value*."""
    state = before.copy()
    assert isinstance(state.draws, Draws)
    state.draws.show(name, value)
    return state
