"""Checks of secrecy: what a role is offered and shown may depend only on what that role can know (rule 17)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from sim.engine.conditions import (
    And,
    At,
    Beside,
    Chance,
    Compare,
    Condition,
    Count,
    Happened,
    Node,
    Not,
    Number,
    Or,
    Since,
    Time,
    Variable,
    nodes,
)
from sim.engine.names import RoleId, SceneId
from sim.engine.scenario import Cases, Choice, Effects, Scenario, Scene
from sim.format import catalogue
from sim.format.inspection import Inspection, Path, roles_text


def check(inspection: Inspection) -> None:
    """All checks of this room."""
    i = inspection
    knowable = Knowable(i.scenario)
    for name, scene, path in i.scenes():
        if not scene.roles:
            continue
        for place, condition, roles in _shown(i, name, scene, path):
            if not i.sound(place):
                continue
            strange = knowable.strange_to(condition, roles)
            if strange is not None:
                who = roles_text(roles)
                alone = len(roles) == 1
                message = (
                    f"{strange} is not for {who} to know: {'the seat' if alone else 'a seat'} could read it off here."
                )
                hint = (
                    f"Use what {'the role itself' if alone else 'a role that is there'} knows, did or was told,"
                    " or a variable with `visible: true`."
                )
                i.report(catalogue.NOT_KNOWN_THERE, place, message, hint)


def _shown(
    i: Inspection, name: SceneId, scene: Scene, path: Path
) -> Iterable[tuple[Path, Condition, tuple[RoleId, ...]]]:
    """Every condition of a scene on which a text or a choice depends, with the roles for which it must be knowable."""
    there, deciding = scene.roles, scene.decides.roles or scene.roles
    text = scene.text
    spread = "all" in getattr(i.node((*path, "text")), "pairs", {}) or bool(text.by_role)
    all_path: Path = (*path, "text", "all") if spread else (*path, "text")
    for place, condition in _cases(all_path, text.all):
        yield place, condition, there
    for role, cases in text.by_role.items():
        for place, condition in _cases((*path, "text", role), cases):
            yield place, condition, there
    for number, also in enumerate(text.also):
        if also.if_ is not None:
            yield (*path, "text", "also", number, "if"), also.if_, there
    for number, hint in enumerate(scene.hints):
        if hint.if_ is not None:  # also where roles are together: nobody's hint may hang on what another knows
            for role in there if hint.role is None else (hint.role,):
                yield (*path, "hints", number, "if"), hint.if_, (role,)
    for way in i.ways(name):
        what = way.what
        for place, condition in _cases((*way.path, "text"), what.text):
            yield place, condition, there
        if isinstance(what, Choice):
            if what.if_ is not None:
                yield (*way.path, "if"), what.if_, deciding
            for item, line in what.form.items.items() if what.form else ():
                if line.if_ is not None:
                    yield (*way.path, "items", item, "if"), line.if_, deciding
                for place, condition in _cases((*way.path, "items", item, "text"), line.text):
                    yield place, condition, there


def _cases(path: Path, cases: Cases[str]) -> Iterable[tuple[Path, Condition]]:
    for number, (condition, _) in enumerate(cases):
        if condition is not None:
            yield (*path, number, "if"), condition


class Knowable:
    """What which role can know of the things that conditions speak of."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._doers: dict[str, frozenset[RoleId]] = {}
        """Activity -> the roles that take part wherever it is done."""
        for scene in scenario.scenes.values():
            outcomes = (scene.no_show, scene.latecomer, scene.if_no_answer, scene.if_deadlock)
            for way in (*scene.choices.values(), *outcomes):
                if way is not None:
                    self._note(way.start, scene.roles)
                    self._note(way.end, scene.roles)
        for inject in scenario.injects.values():
            self._note(inject.effects, ())
        self._strange: dict[RoleId, frozenset[str]] = {}

    def _note(self, effects: Effects, roles: tuple[RoleId, ...]) -> None:
        for act in effects.does:
            before = self._doers.get(act.activity)
            self._doers[act.activity] = frozenset(roles) if before is None else before & frozenset(roles)

    def strange_to(self, condition: Condition, roles: tuple[RoleId, ...]) -> str | None:
        """The first word of *condition* that none of *roles* can know, in words; None if there is none."""
        for node in nodes(condition.tree):
            if not any(self.knows(role, node) for role in roles):
                return _said(node)
        return None

    def knows(self, role: RoleId, node: Node) -> bool:
        """True if *role* can tell whether *node* holds."""
        if isinstance(node, Happened | Since | Count) and node.mark.startswith("reached."):
            return node.mark.removeprefix("reached.") not in self._strange_milestones(role)
        return self._directly(role, node)

    def _directly(self, role: RoleId, node: Node) -> bool:
        """As `knows`, for everything but milestones."""
        if isinstance(node, Variable):
            variable = self.scenario.variables.get(node.name)
            return variable is None or variable.visible
        if isinstance(node, At | Beside):
            return node.role == role
        if isinstance(node, Happened | Since | Count):
            head, _, rest = node.mark.partition(".")
            if head in ("done", "started"):
                return role in self._doers.get(rest, (role,))
            if head in ("chosen", "picked"):
                scene = self.scenario.scenes.get(SceneId(rest.partition(".")[0]))
                return scene is None or role in scene.roles
            return head in (role, "reached")
        if isinstance(node, Chance):
            return False
        if isinstance(node, And | Or | Not | Compare | Number | Time):
            return True  # their parts are looked at by themselves, and everybody has a watch
        assert_never(node)  # a word that is forgotten here would be one that everybody may know

    def _strange_milestones(self, role: RoleId) -> frozenset[str]:
        """The milestones that *role* can't tell: their condition, or that of one they stand on, is strange to it."""
        if role not in self._strange:
            strange: list[str] = []
            stand_on: dict[str, list[str]] = {}
            for name, milestone in self.scenario.milestones.items():
                for node in nodes(milestone.when.tree):
                    mark = getattr(node, "mark", "")
                    if mark.startswith("reached."):
                        stand_on.setdefault(mark.removeprefix("reached."), []).append(name)
                    if not self._directly(role, node):
                        strange.append(name)
            found: set[str] = set()
            while strange:
                name_of_strange = strange.pop()
                if name_of_strange not in found:
                    found.add(name_of_strange)
                    strange += stand_on.get(name_of_strange, ())
            self._strange[role] = frozenset(found)
        return self._strange[role]


def _said(node: Node) -> str:
    if isinstance(node, Variable):
        return f"The variable `{node.name}`"
    if isinstance(node, At):
        return f"`{node.role}.at.{node.scene}`"
    if isinstance(node, Beside):
        return f"`{node.role}.beside.{node.other}`"
    if isinstance(node, Chance):
        return f"`chance.{node.name}`"
    return f"`{getattr(node, 'mark', '')}`"
