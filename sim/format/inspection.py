"""Inspection: what the checks of a whole scenario share, after each field by itself was read.

Each check stands in the module of its subject. This one gives them what they share: the scenario, the places
in its files, and whether a part was sound so far (a check is silent about what is already known to be wrong).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.engine.conditions import Condition
from sim.engine.names import ChoiceId, RoleId, SceneId
from sim.engine.scenario import Choice, Goto, Outcome, Scenario, Scene
from sim.format import catalogue
from sim.format.catalogue import Kind
from sim.format.declared import Names
from sim.format.diagnostics import Problems
from sim.format.source import Place
from sim.format.tree import Mapping, Node, Scalar, Sequence

Path = tuple[str | int, ...]
OUTCOMES = ("no_show", "latecomer", "if_no_answer", "if_deadlock")


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a scene: a choice, or an outcome that comes by itself."""

    scene: SceneId
    name: str
    path: Path
    goto: Goto
    what: Choice | Outcome


@dataclass(frozen=True, slots=True)
class Inspection:
    """A scenario under inspection, with its files' tree."""

    scenario: Scenario
    top: Mapping
    names: Names
    problems: Problems
    conditions: list[tuple[Condition, Scalar]]
    """Every condition with its place."""

    def report(self, kind: Kind, path: Path, message: str, hint: str = "") -> None:
        """Report *kind* at the part of the files that *path* leads to."""
        self.problems.add(kind, self.place(path), message, hint)

    def place(self, path: Path) -> Place:
        """The place of *path*: a single value itself, or the word that a larger part stands under.

        As far as it leads: what is missing is reported where it should be.
        """
        node: Node = self.top
        place = self.top.place
        for step in path:
            if isinstance(node, Mapping) and isinstance(step, str) and step in node.pairs:
                key, node = node.pairs[step]
                place = node.place if isinstance(node, Scalar) else key.place
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                place = node.place if isinstance(node, Scalar) else node.source.place(node.index)
            else:
                break
        return place

    def node(self, path: Path) -> Node | None:
        """The part that *path* leads to, or None."""
        node: Node = self.top
        for step in path:
            if isinstance(node, Mapping) and isinstance(step, str) and step in node.pairs:
                node = node.pairs[step][1]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    def sound(self, path: Path) -> bool:
        """True if no error was reported in that part so far.

        A part that is missing is sound, unless its surroundings have an unknown word that may stand for it.
        """
        node = self.node(path)
        if node is not None:
            begin, end = node.index, max(node.end, node.index + 1)
            return not any(s.file == node.source.name and begin <= s.index < end for s in self.problems.spots)
        around = self.node(path[:-1])
        if not isinstance(around, Mapping):
            return False
        keys = {(key.source.name, key.index) for key, _ in around.pairs.values()}
        unknown = catalogue.UNKNOWN_FIELD.code
        return not any(spot.code == unknown and (spot.file, spot.index) in keys for spot in self.problems.spots)

    # -- walks that several checks take ---------------------------------------------------------------------------

    def scenes(self) -> Iterator[tuple[SceneId, Scene, Path]]:
        """Every scene with its path."""
        for name, scene in self.scenario.scenes.items():
            yield name, scene, ("scenes", name)

    def choices(self, scene: SceneId) -> Iterator[tuple[ChoiceId, Choice, Path]]:
        """Every choice of a scene with its path; a form stands elsewhere than choices."""
        for name, choice in self.scenario.scenes[scene].choices.items():
            yield name, choice, ("scenes", scene, "form") if choice.form else ("scenes", scene, "choices", name)

    def ways(self, scene: SceneId) -> Iterator[Way]:
        """Every way out of a scene."""
        for name, choice, path in self.choices(scene):
            yield Way(scene, name, path, choice.goto, choice)
        for outcome in OUTCOMES:
            found: Outcome | None = getattr(self.scenario.scenes[scene], outcome)
            if found is not None:
                yield Way(scene, outcome, ("scenes", scene, outcome), found.goto, found)

    def who(self, scene: Scene) -> str:
        """The roles of a scene, in words."""
        return _and([str(role) for role in scene.roles])


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else "nobody"


def roles_text(roles: list[RoleId] | tuple[RoleId, ...]) -> str:
    """Roles in words."""
    return _and([f"`{role}`" for role in roles])
