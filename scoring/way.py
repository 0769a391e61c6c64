"""Way: a road while it is followed: where it has come to, what the seats plan there, and what its seconds hang on."""

from __future__ import annotations

from collections.abc import Callable

from scoring.earnings import Points, earned, plus
from scoring.look import Look
from scoring.luck import Draws, hide
from scoring.outlook import Outlook
from scoring.plans import SeatPlan
from scoring.scopes import Scope
from scoring.slack import CLOCK, IDLE, Stretch, Trail, trail_of
from sim.engine import events as e
from sim.engine.commands import Advance, AnyCommand
from sim.engine.names import RoleId, SceneId, Second
from sim.engine.result import Result
from sim.engine.state import State
from sim.engine.submit import submit

CLOSING = frozenset((e.DecisionClosed, e.NoShow, e.CameLate))

Hold = tuple[RoleId, Second]
"""A seat that does nothing before a second."""

BACK = 12
"""After so many steps a copy of the state is kept, to fork from: seldom is one needed."""


def _give(state: State, command: AnyCommand) -> tuple[Result, Points]:
    """Give *command*: what came of it, and the decision credit that it brought."""
    gains: Points = {}

    def reckon(state: State, event: e.AnyEvent) -> None:
        nonlocal gains
        if type(event) in CLOSING:
            more = earned(state, event)
            if more:
                gains = plus(gains, more) if gains else more

    result = submit(state, command, reckon)
    for event in result.events:
        if type(event) is e.Drawn:
            # A repeating inject drew anew: nobody knows yet what.
            hide(state, event.name)
    return result, gains


class Way:
    """A road being followed: where it has come to, what the seats plan there, and how to go back before a step."""

    __slots__ = (
        "_again",
        "_back",
        "_heeded",
        "_scope",
        "_scoped",
        "_since",
        "began",
        "gains",
        "hold",
        "next",
        "odds",
        "outlook",
        "plans",
        "state",
        "still",
        "trail",
    )

    def __init__(
        self,
        state: State,
        hold: Hold | None,
        odds: float,
        trail: Trail | None,
        outlook: Outlook,
        began: Second,
        again: Callable[[], State] | None,
    ) -> None:
        self.outlook = outlook
        self.trail = trail
        self.state = state
        self.state.paused = self.state.stop = self.state.curtain = False
        self.hold = hold
        self.odds = odds
        self.began = began
        """The second in which the seats first said anything on the road."""
        self.plans: dict[RoleId, SeatPlan] = {}
        self.gains: Points = {}
        self.next: AnyCommand | None = None
        """The next step, if it is known already."""
        self.still: tuple[Second | None, AnyCommand | None] | None = None
        """The earliest plan and its second, while nothing but time has passed since it was made."""
        self._heeded: list[SceneId] = self._heeding() if trail is not None else []
        """The scenes at which somebody was after the last step, in which comparisons with the clock are made."""
        self._scope: Scope | None = None
        """The scope, and the event after which it was made."""
        self._scoped = -1
        self._again = again
        """Makes the state anew with which it begins, as long as that can be made."""
        self._back: State | None = None
        self._since: list[AnyCommand] = []

    def give(self, command: AnyCommand) -> bool:
        """Give *command*; was it accepted? Its credit is in `gains`. May raise `Unshown`, and then is at no state to use."""
        draws = self.state.draws
        if isinstance(draws, Draws) and draws.hidden:
            if (self._back is None and self._again is None) or len(self._since) >= BACK:
                self._again, self._back, self._since = None, self.state.copy(), []
        else:
            self._again = self._back = None
        count = self.state.count
        result, self.gains = _give(self.state, command)
        if len(result.events) != 1 or type(result.events[0]) is not e.TimePassed:
            self.still = None
        if self._again is not None or self._back is not None:
            self._since.append(command)
        if self.trail is not None:
            self._follow(self.trail, result, count)
        return result.refused is None

    def scope(self) -> Scope:
        """What can still be read from here on."""
        state = self.state
        if self._scope is None or self._scoped != state.seq:
            self._scope, self._scoped = self.outlook.scope(state), state.seq
        return self._scope

    def shed(self) -> None:
        """Leave out the looks that nothing can come of any more: each would be a step of its own."""
        state, outlook = self.state, self.outlook
        lasting = outlook.lasting(self.scope())
        state.agenda = [entry for entry in state.agenda if entry[2] != "look" or entry[3] in lasting]

    def look(self, look: Look) -> Stretch:
        """A stretch of the road begins here."""
        origin = self.trail.rooted(look.names) if self.trail is not None else None
        stretch = Stretch(look.key, look.hands, origin, look.rigid, look.limits)
        return stretch

    def start(self, stretch: Stretch, look: Look) -> None:
        """Follow *stretch*."""
        self.trail = trail = trail_of(stretch, look)
        self._heeded = self._heeding()
        for role, plan in self.plans.items():
            if plan.planned is not None:
                plan.root = trail.planned(self.state, role, plan.planned.at, plan.planned.command, self.outlook)

    def comes(self, trail: Trail, command: AnyCommand) -> None:
        """*command* comes before all else."""
        state = self.state
        if not isinstance(command, Advance):
            root = self.plans[RoleId(command.seat)].root
        elif state.agenda and state.agenda[0][0] <= command.at:
            root = IDLE
            for second, number, kind, about in state.agenda:
                if second > command.at or root != IDLE:
                    break
                root = trail.roots.get(number, IDLE)
                if (
                    root == IDLE
                    and kind == "look"
                    and not self.outlook.turning.get(about, frozenset()).isdisjoint(self._heeded)
                ):
                    root = trail.roots[CLOCK]
        else:
            trail.stretch.rigid = True
            return
        plans = [(plan.planned.at, plan.root) for plan in self.plans.values() if plan.planned is not None]
        trail.comes(state, command.at, root, plans)

    def _heeding(self) -> list[SceneId]:
        """The scenes at which somebody is now, in which comparisons with the clock are made."""
        heeding, state = self.outlook.heeding, self.state
        scenes = [found.scene for found in state.decisions.values()] + [work.scene for work in state.works.values()]
        return [scene for scene in scenes if scene in heeding] if heeding else []

    def _follow(self, trail: Trail, result: Result, count: int) -> None:
        if result.refused is not None:
            trail.stretch.rigid = True
        before = self._heeded
        if self.still is None:
            for event in result.events:
                if isinstance(event, e.DecisionClosed):
                    if event.how == "interrupted" or event.scene in self.outlook.timed:
                        trail.fix(event.decision)
                elif isinstance(event, e.Left) and event.decision is not None:
                    trail.fix(event.decision)
                elif isinstance(event, e.DecisionOpened) and event.scene in self.outlook.hasty:
                    trail.stretch.limited = True
            trail.born(self.state, count, self.outlook)
            self._heeded = self._heeding()
        if trail.now == IDLE:
            return
        if before or self._heeded:
            for scene in {*before, *self._heeded}:
                trail.heed(self.state.time, self.outlook.heeding[scene])

    def leave(self) -> None:
        """It is not followed any more for now: how it began may be forgotten."""
        if self._again is not None:
            self._again, self._since = None, []

    def before(self) -> State:
        """The state before the command that raised `Unshown`."""
        state = self._again() if self._again is not None else self._back
        assert state is not None
        for command in self._since:
            _give(state, command)
        return state
