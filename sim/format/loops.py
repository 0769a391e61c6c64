"""Loops in which no time passes: injects that repeat and set each other off within one second, for ever.

Which injects may do so is read off what each looks at and changes. Whether they do is tried: the looks of such a
circle are taken in the order in which `sim.engine.watch` takes them (rules 1 and 3), from every value that its
variables can have, and with whatever only play can tell (time, chance, what has happened, who is where) as it
may be. What can happen only once (learning a fact, a milestone) can't keep a circle going and is left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice, product
from math import prod
from random import Random
from typing import Any, Literal, NamedTuple, assert_never

from sim.engine.conditions import (
    And,
    At,
    Beside,
    Chance,
    Compare,
    Count,
    Happened,
    Node,
    Not,
    Number,
    Or,
    Since,
    Time,
    Tree,
    Variable,
    nodes,
)
from sim.engine.names import InjectId, MarkId, VariableId
from sim.engine.scenario import Call, Effects, Inject
from sim.engine.turn import MOST_IN_A_SECOND
from sim.format import catalogue
from sim.format.diagnostics import listed
from sim.format.inspection import Inspection
from sim.format.moments import Moment, around, draws, histories, numbers

MOST_REPEATING = 100
"""Injects that are compared with each other, each with each."""
MOST_LOOKS = 100_000
"""Looks at conditions that are tried for the circles of one scenario (about 0.2 s); what is left then is a warning."""
FIRST_TRIED = 500
"""Of what is too much to try: so much in its order, in which all has happened first, and then at random."""

How = Literal["endless", "by chance", "one round", "untried"]

_SAID: dict[How, str] = {
    "endless": "repeat and set each other off in the same second, for ever.",
    "by chance": "repeat and set each other off in the same second, for as long as chance has it.",
    "one round": "set each other off in the same second; it stops after one round only because of the order in which"
    " they are looked at.",
    "untried": "repeat and may set each other off in the same second: their conditions read too much to try it all.",
}
HINT = "Take `repeat` off one of them, or let time pass between: `since...`."


def check(i: Inspection) -> None:
    """Report every circle of injects that goes on for ever, or that only the order of the looks stops."""
    trials = Trials(i)
    for circle in circles(i.scenario.injects):
        found = trials.of(circle)
        if found is not None:
            kind = catalogue.INSTANT_LOOP if found.how == "endless" else catalogue.INSTANT_ROUND
            i.report(kind, ("injects", found.names[0], "repeat"), f"{listed(found.names)} {_SAID[found.how]}", HINT)


# --- which may


def circles(injects: dict[InjectId, Inject]) -> Iterator[dict[InjectId, Inject]]:
    """The injects that repeat and can, each by way of the others, come to be looked at because of itself."""
    repeating = {name: inject for name, inject in injects.items() if inject.repeat and inject.when is not None}
    changed = set(chain.from_iterable(map(_changes, repeating.values())))
    read = set(chain.from_iterable(map(_reads, repeating.values())))
    taking_part = (
        (name, inject) for name, inject in repeating.items() if _reads(inject) & changed and _changes(inject) & read
    )
    some = dict(islice(taking_part, MOST_REPEATING))
    follows = {
        name: [other for other, then in some.items() if other != name and _changes(inject) & _reads(then)]
        for name, inject in some.items()
    }
    reached = {name: _reached(name, follows) for name in some}
    done: set[InjectId] = set()
    for name in some:
        circle = {other: inject for other, inject in some.items() if other in reached[name] and name in reached[other]}
        if name not in done and len(circle) > 1:
            done |= set(circle)
            yield circle


def _reached(name: InjectId, follows: dict[InjectId, list[InjectId]]) -> set[InjectId]:
    found: set[InjectId] = set()
    todo = [name]
    while todo:
        for other in follows[todo.pop()]:
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def _reads(inject: Inject) -> set[str]:
    """What must change for the condition of *inject* to be looked at: `var:x`, a mark, `at:role`."""
    return {key for node in nodes(_tree(inject)) if (key := _key(node))}


def _key(node: Node) -> str:
    match node:
        case Variable(name):
            return f"var:{name}"
        case Happened(mark) | Count(mark) | Since(mark):
            return mark
        case At(role) | Beside(role):
            return f"at:{role}"
        case And() | Or() | Not() | Compare() | Number() | Time() | Chance():
            return ""
    assert_never(node)


def _changes(inject: Inject) -> set[str]:
    """What *inject* changes, in the words of `_reads`."""
    effects = inject.effects
    return {
        *(f"var:{name}" for name, _ in effects.sets + effects.adds),
        *(mark for act in effects.does for mark in (f"started.{act.activity}", f"done.{act.activity}")),
        *(f"at:{call.role}" for call in effects.calls),
    }


def _tree(inject: Inject) -> Tree:
    assert inject.when is not None
    return inject.when.tree


# --- whether they do


class Found(NamedTuple):
    """Injects that set each other off, and how long that goes on."""

    names: list[InjectId]
    how: How


class Trials:
    """The trials of the circles of one scenario, and the looks that are left for them."""

    def __init__(self, i: Inspection) -> None:
        self.i = i
        self.left = MOST_LOOKS
        self.given: dict[VariableId, set[float]] = {name: {what.start} for name, what in i.scenario.variables.items()}
        """Variable -> its start, and the values that something gives it."""
        self.counters: set[VariableId] = set()
        """Variables that something adds to."""
        for effects in _every_effects(i):
            for name, value in effects.sets:
                self.given[name].add(self.kept(name, value))
            self.counters |= {name for name, _ in effects.adds}

    def kept(self, name: VariableId, value: float) -> float:
        """*value* between the bounds of the variable."""
        definition = self.i.scenario.variables[name]
        if definition.least is not None:
            value = max(value, definition.least)
        return value if definition.most is None else min(value, definition.most)

    def of(self, circle: dict[InjectId, Inject]) -> Found | None:
        """Which injects of *circle* set each other off, and how; the worst that is found, None if they never do."""
        names, injects = list(circle), list(circle.values())
        trees = [_tree(inject) for inject in injects]
        readers: dict[str, set[int]] = {}
        for place, inject in enumerate(injects):
            for key in _reads(inject):
                readers.setdefault(key, set()).add(place)
        firsts = sorted({tuple(range(len(names))), *(tuple(sorted(some)) for some in readers.values())})
        """Which are looked at first: all, or those that look at one thing, which has changed."""
        by_chance: Found | None = None
        one_round: Found | None = None
        for moment in self._moments(trees):
            self.left -= len(names)
            if self.left <= 0:
                return by_chance or one_round or Found(names, "untried")
            holding = {place for place, tree in enumerate(trees) if moment.holds(tree)}
            if not holding:
                continue
            for first, seen in product(firsts, (True, False)):
                if not seen and one_round is not None:
                    continue
                for high in (set[int](), holding.difference(first)):
                    second = Second(self, injects, readers, moment.copy(), seen)
                    found = [names[place] for place in sorted(second.run(set(first), high))]
                    if not found:
                        continue
                    if not seen:
                        one_round = Found(found, "one round")
                    elif any(isinstance(node, Chance) for name in found for node in nodes(_tree(circle[name]))):
                        by_chance = Found(found, "by chance")
                    else:
                        return Found(found, "endless")
        return by_chance or one_round

    def _moments(self, trees: list[Tree]) -> Iterator[Moment]:
        """Every moment at which the injects with the conditions *trees* can be looked at, as far as they can tell them apart."""
        leaves = list(dict.fromkeys(node for tree in trees for node in nodes(tree)))
        compared = numbers(leaves)
        ranges: dict[tuple[str, Any], list[Any]] = {}
        """What may be, and what it may be: what has happened first, since more conditions ask for that."""
        for node in leaves:
            match node:
                case Happened(mark) | Count(mark) | Since(mark):
                    ranges["mark", mark] = histories(mark, compared)
                case Time():
                    ranges["time", None] = [v for v in around(compared.get(node, ())) if v >= 0] or [0]
                case Chance(name):
                    ranges["chance", name] = draws(compared.get(node, ()))
                case At(role, scene):
                    ranges.setdefault(("place", role), [None]).insert(0, scene)
                case Beside():
                    ranges["beside", node] = [True, False]
                case Variable() | And() | Or() | Not() | Compare() | Number():
                    pass  # variables are next; the others are their parts
                case _:
                    assert_never(node)
        for node in leaves:
            if isinstance(node, Variable):
                beside = around(compared.get(node, ())) if node.name in self.counters else ()
                values = {self.kept(node.name, value) for value in (*self.given[node.name], *beside)}
                ranges["value", node.name] = sorted(values)
        every: Iterable[tuple[Any, ...]] = product(*ranges.values())
        if prod(map(len, ranges.values())) > MOST_LOOKS:  # only some can be tried: the likeliest, then any
            any_ = Random(0)
            every = chain(islice(every, FIRST_TRIED), iter(lambda: tuple(map(any_.choice, ranges.values())), None))
        for choice in every:
            self.left -= len(choice)
            moment = Moment()
            for (kind, name), value in zip(ranges, choice, strict=True):
                moment.give(kind, name, value)
            yield moment


class Second:
    """One second of a circle: its injects are looked at in their order, and fire, until nothing more does.

    With *seen* a condition has ceased to hold if it is found so when it is looked at, as in play; else as soon as it
    has, looked at or not.
    """

    def __init__(
        self, trials: Trials, injects: list[Inject], readers: dict[str, set[int]], moment: Moment, seen: bool
    ) -> None:
        self.trials = trials
        self.injects = injects
        self.trees = [_tree(inject) for inject in injects]
        self.readers = readers
        self.moment = moment
        self.seen = seen
        self.calls: deque[Call] = deque()

    def run(self, due: set[int], high: set[int]) -> set[int]:
        """Look at *due*; those in *high* have fired and not been found to have ceased. The injects that fire for ever."""
        fired: list[int] = []
        last = -1
        while len(fired) <= MOST_IN_A_SECOND and self.trials.left > 0:
            later = [place for place in due if place > last]
            if not later:
                last = -1
                if not due:
                    if not self.calls:
                        return set()
                    due |= self._touched(self._moved(self.calls.popleft()))
                continue
            place = min(later)
            due.discard(place)
            self.trials.left -= 1
            if not self.moment.holds(self.trees[place]):
                high.discard(place)
            elif place not in high:
                high.add(place)
                fired.append(place)
                touched = self._touched(self._fire(self.injects[place].effects))
                if touched:
                    due |= touched
                    last = place
                if not self.seen:
                    self.trials.left -= len(high)
                    high -= {other for other in high if not self.moment.holds(self.trees[other])}
        return set(fired[MOST_IN_A_SECOND // 2 :]) if len(fired) > MOST_IN_A_SECOND else set()

    def _touched(self, keys: Iterable[str]) -> set[int]:
        return set[int]().union(*(self.readers.get(key, ()) for key in keys))

    def _fire(self, effects: Effects) -> list[str]:
        """What `sim.engine.effects` does, as far as a condition of the circle can tell; what it touched."""
        moment, touched = self.moment, []
        for mark in (mark for act in effects.does for mark in (f"started.{act.activity}", f"done.{act.activity}")):
            if mark in moment.marks:
                before = moment.marks[MarkId(mark)]
                _, first, count = before or (0, 0, 0)
                moment.marks[MarkId(mark)] = (0, first, count + 1)
                touched.append(mark)
        values = moment.values
        for changes, on_top in ((effects.sets, False), (effects.adds, True)):
            for name, value in changes:
                if name in values:
                    kept = self.trials.kept(name, values[name] + value if on_top else value)
                    if kept != values[name]:
                        values[name] = kept
                        touched.append(f"var:{name}")
        self.calls += effects.calls
        return touched

    def _moved(self, call: Call) -> list[str]:
        """A role goes where it is called to, and what that touched."""
        moment = self.moment
        if call.role not in moment.places or (call.role in moment.called and not call.urgent):
            return []
        moment.called.add(call.role)
        moment.places[call.role] = call.scene
        return [f"at:{call.role}"]


# --- everything that changes something


def _every_effects(i: Inspection) -> Iterator[Effects]:
    for name in i.scenario.scenes:
        for way in i.ways(name):
            yield way.what.start
            yield way.what.end
    for inject in i.scenario.injects.values():
        yield inject.effects
