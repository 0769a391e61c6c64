"""Where the points went, the plainest way: an oracle from the definition alone (`docs/scoring.md`), with no code of `scoring`.

What a moment is worth is found by playing the whole case again: from the first second, by the commands that were given, and then
on with the model in every seat, looking at whole views. No copy of a state, no key of one, nothing kept from one play to the
next. For cases without forms, panels, accommodations and chance.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine import begin, next_due, submit, view
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.commands import Advance, AnyCommand, Choose
from sim.engine.names import ChoiceId, RoleId, Second
from sim.engine.scenario import Cases, Credit, Scene
from sim.engine.seats import Setup
from sim.engine.state import State
from sim.players import Company, Player, team
from sim.players.key import role_key
from sim.players.model import best_choice

Points = dict[tuple[str, str], float]
MOST = 2_000
"""More commands than this in one play are a fault of the model."""


def less(one: Points, other: Points) -> Points:
    """*one* without *other*; what is nothing is left out."""
    rest = {place: one.get(place, 0.0) - other.get(place, 0.0) for place in {*one, *other}}
    return {place: value for place, value in rest.items() if abs(value) > 1e-9}


class Reckoning:
    """One play of *book* as *setup* says, reckoned anew for every question."""

    def __init__(self, book: Book, setup: Setup) -> None:
        self.book, self.setup = book, setup
        self.model: dict[RoleId, Player] = team("model", book)
        self.keys = {role: role_key(book, role) for role in book.roles}

    def earned(self, commands: Sequence[AnyCommand]) -> Points:
        """What *commands* bring by the moment of the last."""
        return self._play(commands, on=False)[1]

    def whole(self, commands: Sequence[AnyCommand]) -> Points:
        """What a play brings in which *commands* are given, and then every seat goes on as the model."""
        return self._play(commands, on=True)[1]

    def to_come(self, commands: Sequence[AnyCommand]) -> Points:
        """M after *commands*: what every seat going on as the model still brings."""
        return less(self.whole(commands), self.earned(commands))

    def choice(self, commands: Sequence[AnyCommand], role: str, at: Second) -> Choose | None:
        """What the model would choose in the seat of *role* after *commands*, at second *at*."""
        state = self._play([*commands, Advance(at=at, mark=True)], on=False)[0]
        planned = best_choice(view(state, RoleId(role)), self.keys[RoleId(role)], Company())
        if planned is None or not isinstance(planned.command, Choose):
            return None
        wanted = planned.command
        return Choose(seat=role, at=at, decision=wanted.decision, choice=wanted.choice, items=wanted.items)

    def next(self, commands: Sequence[AnyCommand]) -> AnyCommand | None:
        """What the first seat that acts would do after *commands* if all went on as the model."""
        state = self._play(commands, on=False)[0]
        while not state.ended and isinstance(command := self._next(state), Advance):
            submit(state, command)
        return None if state.ended else command

    def _play(self, commands: Sequence[AnyCommand], on: bool) -> tuple[State, Points]:
        state, _ = begin(self.book, self.setup)
        points: Points = {}

        def reckon(before: State, event: e.AnyEvent) -> None:
            for column, dimension, value in self._credit(before, event):
                points[column, dimension] = points.get((column, dimension), 0.0) + value

        for command in commands:
            assert submit(state, command, reckon).refused is None
        for _ in range(MOST if on else 0):
            if state.ended:
                break
            command = self._next(state)
            if command is None:
                break
            assert submit(state, command, reckon).refused is None
        return state, points

    def _next(self, state: State) -> AnyCommand | None:
        """The earliest plan, among equals that of the role named first; what is due by then comes before it."""
        plans = [plan for role, player in self.model.items() if (plan := player.plan(view(state, role))) is not None]
        first = min(plans, key=lambda plan: plan.at, default=None)
        due = next_due(state)
        if due is not None and (first is None or due <= first.at):
            return Advance(at=max(due, state.time))
        return None if first is None else first.command

    def _credit(self, before: State, event: e.AnyEvent) -> list[tuple[str, str, float]]:
        """(Column, dimension, points) that *event* brings, by the case as it stood just before it."""
        if isinstance(event, e.NoShow):
            return self._worth(before, self._scene(event.scene).no_show, "team", before.time)
        if isinstance(event, e.CameLate) and event.work.outcome == "latecomer":
            return self._worth(before, self._scene(event.scene).latecomer, event.role, before.time)
        if not isinstance(event, e.DecisionClosed) or event.how not in ("chosen", "no_answer", "deadlock"):
            return []
        scene, opened = self._scene(event.scene), before.decisions[event.decision].opened
        found: list[tuple[str, str, float]] = []
        if len(scene.roles) > 1 and scene.decides.how != "each":
            return self._worth(before, self._way(scene, event.works[0].outcome), "team", opened)
        for work in event.works:
            for role in work.roles:
                if role in scene.decides.roles:
                    found += self._worth(before, self._way(scene, work.outcome), role, opened)
        return found

    def _scene(self, name: str) -> Scene:
        return self.book.scenario.scenes[name]  # type: ignore[index]

    @staticmethod
    def _way(scene: Scene, outcome: str) -> object:
        return scene.choices.get(ChoiceId(outcome)) or getattr(scene, outcome)

    def _worth(self, before: State, way: object, column: str, opened: Second) -> list[tuple[str, str, float]]:
        cases: Cases[Credit] = way.credit if way is not None else ()  # type: ignore[attr-defined]
        for condition, credit in cases:
            if condition is None or self.book.test(condition)(before):
                return [
                    (column, dimension, value * self._left(before, credit, dimension, opened))
                    for dimension, value in credit.points.items()
                ]
        return []

    def _left(self, before: State, credit: Credit, dimension: str, opened: Second) -> float:
        """What is left of a credit by the time it took: all of it to the target, nothing from the late mark on."""
        within = credit.within.get(dimension)  # type: ignore[call-overload]
        if within is None or dimension == "trauma_informed":
            return 1.0
        since = before.marks[within.since][1] if within.since in before.marks else opened
        return min(1.0, max(0.0, (within.late - (before.time - since)) / (within.late - within.target)))
