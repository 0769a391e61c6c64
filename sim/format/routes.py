"""Checks of the ways through a scenario: scenes nobody reaches, roles that never get out, loops, dead ends.

They look at the graph of scenes and roles, not at conditions: what they call unreachable is so whatever
happens. Injects that go round within one second are `loops`. The exploration of `sim.authoring` looks deeper.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from sim.engine.conditions import Compare, Not, Operator, Tree
from sim.engine.names import EndingId, RoleId, SceneId
from sim.engine.scenario import Destination, Effects, Scene
from sim.format import catalogue, loops
from sim.format.diagnostics import listed
from sim.format.inspection import Inspection, Way, roles_text

Spot = tuple[RoleId, SceneId | None]
"""A role at a scene; None: standing by."""


def check(inspection: Inspection) -> None:
    """All checks of this room."""
    ways = Ways(inspection)
    _unreached(inspection, ways)
    _trapped(inspection, ways)
    for name, scene, _ in inspection.scenes():
        _dead_end(inspection, name, scene)
    _instead(inspection)
    loops.check(inspection)


class Ways:
    """The graph of the scenario: where each role can be, and where it can go from there."""

    def __init__(self, i: Inspection) -> None:
        self.i = i
        self.onward: dict[Spot, dict[Spot, None]] = {}
        self.out: set[Spot] = set()
        """Spots from which a role is finished, goes back to where it was, or the case ends."""
        self.called: dict[RoleId, dict[Spot, None]] = {}
        self.ends_by_inject = any(
            inject.effects.ends is not None and inject.when is not None for inject in i.scenario.injects.values()
        )
        self.reached: dict[Spot, None] = {}
        self._walk()

    def _walk(self) -> None:
        """Breadth first from where roles begin and are called to by injects; calls count once their scene is reached."""
        todo: deque[Spot] = deque((role, what.begins) for role, what in self.i.scenario.roles.items())
        for inject in self.i.scenario.injects.values():
            todo += self._calls(inject.effects)
        while todo:
            spot = todo.popleft()
            if spot in self.reached:
                continue
            self.reached[spot] = None
            role, name = spot
            if name is None:
                continue
            scene = self.i.scenario.scenes[name]
            if scene.instead is not None:
                todo.append(self._go(spot, (role, scene.instead)))
            for way in self.i.ways(name):
                todo += self._calls(way.what.start) + self._calls(way.what.end)
                if way.what.start.ends is not None or way.what.end.ends is not None:
                    self.out.add(spot)
                todo += [self._go(spot, to) for to in self._destinations(spot, way)]

    def _go(self, spot: Spot, to: Spot) -> Spot:
        self.onward.setdefault(spot, {})[to] = None
        return to

    def _calls(self, effects: Effects) -> list[Spot]:
        spots: list[Spot] = [(call.role, call.scene) for call in effects.calls]
        for spot in spots:
            self.called.setdefault(spot[0], {})[spot] = None
        return spots

    def _destinations(self, spot: Spot, way: Way) -> list[Spot]:
        found: list[Spot] = []
        for destination in destinations(way, spot[0]):
            if destination.scene is not None:
                found.append((spot[0], destination.scene))
            elif destination.stand_by:
                found.append((spot[0], None))
            else:
                self.out.add(spot)
        return found

    def never_out(self) -> list[Spot]:
        """Spots that are reached and from which no way leads out, in the order in which they are reached."""
        for role, spots in self.called.items():
            self.onward.setdefault((role, None), {}).update(spots)
        back: dict[Spot, list[Spot]] = {}
        for spot, others in self.onward.items():
            for other in others:
                back.setdefault(other, []).append(spot)
        free, todo = set(self.out), list(self.out)
        while todo:
            for spot in back.get(todo.pop(), ()):
                if spot not in free:
                    free.add(spot)
                    todo.append(spot)
        return [spot for spot in self.reached if spot not in free]


def destinations(way: Way, role: RoleId) -> Iterator[Destination]:
    """Where *way* may send *role*."""
    for _, destination in way.goto.by_role.get(role) or way.goto.all:
        yield destination


def _unreached(i: Inspection, ways: Ways) -> None:
    scenes = {scene for _, scene in ways.reached}
    for name, scene, path in i.scenes():
        if name not in scenes:
            message = f"No role ever gets to the scene `{name}`."
            i.report(catalogue.UNREACHED, path, message, "Send somebody there by `goto` or `calls`, or take it out.")
            continue
        absent = [role for role in scene.quorum if (role, name) not in ways.reached]
        if absent:
            message = f"{roles_text(absent)} never gets here, and the scene does not open without that role."
            i.report(
                catalogue.UNREACHED, (*path, "quorum"), message, "Send the role here, or take it out of the quorum."
            )
    ended = set(_endings(i, scenes))
    for ending in i.scenario.endings:
        if ending not in ended:
            hint = "Let a `goto` lead to it, or take it out."
            i.report(catalogue.UNREACHED, ("endings", ending), f"Nothing leads to the ending `{ending}`.", hint)


def _endings(i: Inspection, scenes: Iterable[SceneId | None]) -> Iterator[EndingId]:
    for scene in scenes:
        for way in i.ways(scene) if scene is not None else ():
            for cases in (way.goto.all, *way.goto.by_role.values()):
                yield from (destination.end for _, destination in cases if destination.end is not None)
            yield from (effects.ends for effects in (way.what.start, way.what.end) if effects.ends is not None)
    yield from (inject.effects.ends for inject in i.scenario.injects.values() if inject.effects.ends is not None)


def _trapped(i: Inspection, ways: Ways) -> None:
    """A role that can get to where no ending is left: the case could never end."""
    if ways.ends_by_inject:
        return
    told: set[RoleId] = set()
    for role, scene in ways.never_out():
        if role in told:
            continue
        told.add(role)
        if scene is None:
            message = f"`{role}` stands by and is never called, so its part never ends."
            hint = "Call it somewhere (`calls`), or let a choice end the case for all (`ends`)."
            i.report(catalogue.NEVER_ENDS, ("roles", role, "begins"), message, hint)
        else:
            message = f"From `{scene}` on, no way leads `{role}` to an ending."
            hint = "Give one of the choices there, or further on, `goto: {end: ...}`."
            i.report(catalogue.NEVER_ENDS, ("scenes", scene), message, hint)


def _dead_end(i: Inspection, name: SceneId, scene: Scene) -> None:
    """A scene where every choice is guarded can be one without any choice."""
    guards = [choice.if_ for choice in scene.choices.values()]
    if not guards or any(guard is None for guard in guards):
        return
    if scene.think is not None and scene.if_no_answer is not None:
        return
    given = {guard.tree for guard in guards if guard is not None}
    if any(_opposite(tree) in given for tree in given):
        return
    message = f"Every choice of `{name}` has an `if`: when none of them holds, nothing can be chosen."
    hint = "Take the `if` off one choice, or give the scene `think` and `if_no_answer`."
    i.report(catalogue.NO_WAY_OUT, ("scenes", name), message, hint)


_REVERSED: dict[Operator, Operator] = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def _opposite(tree: Tree) -> Tree | None:
    """What holds whenever *tree* does not, if that can be said simply."""
    if isinstance(tree, Not):
        return tree.part
    return Compare(tree.left, _REVERSED[tree.op], tree.right) if isinstance(tree, Compare) else Not(tree)


def _instead(i: Inspection) -> None:
    """Scenes that stand for each other in a circle would be looked up for ever."""
    done: set[SceneId] = set()
    for name in i.scenario.scenes:
        way: dict[SceneId, None] = {}
        at: SceneId | None = name
        while at is not None and at not in done and at not in way:
            way[at] = None
            at = i.scenario.scenes[at].instead
        if at is not None and at in way:
            circle = list(way)[list(way).index(at) :]
            message = f"{listed(circle)} stand `instead` of each other in a circle."
            i.report(catalogue.INSTANT_LOOP, ("scenes", at, "instead"), message, "One of them must stand for itself.")
        done |= set(way)
