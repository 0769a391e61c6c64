"""A bare interpreter of the same scene graph: dictionaries, a heap and a random number.

It is what the rules of play are measured beside. Roles move from scene to scene by random open choices; conditions hold or
not, facts are learnt and told, variables change, who comes to a joint scene waits for the others. There are no events, no log,
no limits, no messages, no desks, no calls, no injects, no views, and nothing that could be copied, resumed or checked.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Any

from sim.engine.book import Book
from sim.engine.names import RoleId
from sim.engine.scenes import CompiledCases, Way

FAR = 2_000
"""Choices after which a walk is broken off: a graph may go round."""


class World:
    """What conditions read, under the names that they read it by."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.time = 0
        self.marks: dict[str, tuple[int, int, int]] = {}
        self.variables = {name: variable.start for name, variable in book.scenario.variables.items()}
        self.draws = dict.fromkeys(book.scenario.details, (1, 0.5))
        self.threads = {role: Place() for role in book.roles}
        self.known: dict[str, set[str]] = {
            role: {name for name, fact in book.scenario.facts.items() if role in fact.held_by} for role in book.roles
        }

    def mark(self, name: str) -> None:
        """*name* has happened."""
        first, _, count = self.marks.get(name, (self.time, 0, 0))
        self.marks[name] = (first, self.time, count + 1)


class Place:
    """Where a role is, and with whom."""

    def __init__(self) -> None:
        self.scene: str | None = None
        self.company: tuple[str, ...] = ()


class _Draws(dict[str, tuple[int, float]]):
    """Every draw came out in the middle."""

    def __missing__(self, name: str) -> tuple[int, float]:
        return 1, 0.5


def walk(book: Book, dice: int) -> int:
    """Walk all roles of *book* to their ends once; the number of choices taken. *dice* is any number below 2**64."""
    world: Any = World(book)
    world.draws = _Draws()
    scenes = book.scenes
    heap: list[tuple[int, int, RoleId, str]] = []
    waiting: dict[str, list[RoleId]] = {}
    order = taken = 0
    for role, body in book.scenario.roles.items():
        if body.begins is not None:
            order += 1
            heappush(heap, (0, order, role, body.begins))
    while taken < FAR:
        if heap:
            world.time, _, role, name = heappop(heap)
            world.threads[role].scene = name
            scene: Any = scenes[name]  # type: ignore[index]
            if scene.joint:
                there = waiting.setdefault(name, [])
                there.append(role)
                if len(there) < len(scene.scene.roles):
                    continue
                del waiting[name]
            else:
                there = [role]
        elif waiting:
            name, there = waiting.popitem()
            scene = scenes[name]  # type: ignore[index]
        else:
            break
        shut = [live.choice for live in scene.live if not live.test(world)] if scene.live else ()
        offered = [choice for choice in scene.order if choice not in shut]
        if not offered:
            continue
        dice = (dice * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        choice = offered[(dice >> 33) % len(offered)]
        way: Way = scene.ways[choice]
        taken += 1
        world.mark(f"chosen.{name}.{choice}")
        _happen(world, way.start, there)
        takes = way.takes[_pick(way.takes, world)][1]
        _happen(world, way.end, there)
        for role in there:
            cases = way.goto.by_role.get(role, way.goto.all)
            to = next((place for if_, place in cases if if_ is None or book.test(if_)(world)), None)
            if to is not None and to.scene is not None:
                order += 1
                heappush(heap, (world.time + takes, order, role, to.scene))
    return taken


def _pick(cases: CompiledCases[Any], world: Any) -> int:
    """As `sim.engine.pick`, whose compiled form takes no other world than its own."""
    for place, (test, _) in enumerate(cases):
        if test is None or test(world):
            return place
    return len(cases) - 1


def _happen(world: Any, effects: Any, by: list[RoleId]) -> None:
    for act in effects.does:
        world.mark(f"done.{act.activity}")
    for telling in effects.tells:
        world.known[telling.to].update(telling.facts)
        for fact in telling.facts:
            world.mark(f"{telling.to}.knows.{fact}")
    for learning in effects.learns:
        for role in by if learning.role is None else (learning.role,):
            world.known[role].update(learning.facts)
            for fact in learning.facts:
                world.mark(f"{role}.knows.{fact}")
    for name, value in effects.sets:
        world.variables[name] = value
    for name, value in effects.adds:
        world.variables[name] += value
