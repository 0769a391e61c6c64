"""Checks of scenes: what joint ones need, and that roles are only sent where they are gathered."""

from __future__ import annotations

from collections.abc import Iterable

from sim.engine.names import RoleId, SceneId
from sim.engine.scenario import Destination, Effects, Scene
from sim.format import catalogue
from sim.format.inspection import Inspection, Path, Way, roles_text
from sim.format.tree import Mapping


def check(inspection: Inspection) -> None:
    """All checks of this room."""
    i = inspection
    for name, scene, path in i.scenes():
        _decision(i, name, path)
        if i.sound((*path, "roles")):
            if len(scene.roles) > 1:
                _joint(i, scene, path)
            else:
                _alone(i, scene, path)
            _present(i, scene, path)
        _limits(i, scene, path)
        for way in i.ways(name):
            _way(i, scene, way)
    for inject, what in i.scenario.injects.items():
        _calls(i, what.effects, ("injects", inject))
    _begins(i)
    _needs(i)
    _left_out(i)


def _decision(i: Inspection, name: SceneId, path: Path) -> None:
    """Choices or a form; one way of deciding."""
    node = i.node(path)
    if not isinstance(node, Mapping):
        return
    if "choices" in node.pairs and "form" in node.pairs:
        i.report(
            catalogue.ONE_OF, (*path, "form"), "A scene has choices or a form, not both.", "Make two scenes of it."
        )
    elif "choices" not in node.pairs and "form" not in node.pairs and i.sound((*path, "choices")):
        message = f"The scene `{name}` has neither `choices` nor a `form`."
        i.report(catalogue.MISSING_FIELD, path, message, "Give it at least one choice.")
    decides = node.get("decides")
    if isinstance(decides, Mapping) and len(decides.pairs) != 1 and i.sound((*path, "decides")):
        message = "A scene is decided in one way: `lead`, `together` or `each`."
        i.report(catalogue.ONE_OF, (*path, "decides"), message, "Keep one of them.")


def _joint(i: Inspection, scene: Scene, path: Path) -> None:
    """What several roles need that one does not."""
    gathered = roles_text(scene.roles)
    if scene.decides.how == "alone" and i.sound((*path, "decides")):
        message = f"This scene gathers {gathered}, and nobody says how they decide: `decides` is missing."
        hint = "For example: `decides: {together: [...]}`, `decides: {lead: [...]}` or `decides: each`."
        i.report(catalogue.JOINT_NEEDS, path, message, hint)
    needs = {
        "wait": "how long the first waits for the others",
        "no_show": "what follows when the others do not come",
    }
    if scene.decides.how == "together":
        needs["think"] = "until when they must agree"
        needs["if_deadlock"] = "what follows when they do not agree"
    everybody_begins = all(
        i.scenario.roles[role].begins == path[-1] for role in scene.quorum if role in i.scenario.roles
    )
    for field, meaning in needs.items():
        if getattr(scene, field) is None and i.sound((*path, field)) and not (field == "no_show" and everybody_begins):
            message = f"This scene gathers {gathered}: `{field}` is missing, {meaning}."
            i.report(catalogue.JOINT_NEEDS, path, message, _EXAMPLES[field])
    deciding = set(scene.quorum) & set(scene.decides.roles)
    if not deciding and scene.decides.how != "alone" and i.sound((*path, "quorum")) and i.sound((*path, "decides")):
        message = "None of the quorum decides: the scene could open with nobody to decide."
        i.report(catalogue.NOT_THERE, (*path, "quorum"), message, "Name at least one role that decides.")
    if scene.if_deadlock is not None and scene.decides.how not in ("together", "alone"):
        message = "`if_deadlock` never happens here: only scenes decided `together` can be at odds."
        i.report(catalogue.NEEDLESS, (*path, "if_deadlock"), message, "Take it out.")


_EXAMPLES = {
    "wait": "For example: `wait: 20m`.",
    "no_show": "For example: `no_show: {text: Nobody comes., goto: ...}`.",
    "think": "For example: `think: 90s`.",
    "if_deadlock": "For example: `if_deadlock: {text: You do not agree., takes: 10m, goto: ...}`.",
}


def _alone(i: Inspection, scene: Scene, path: Path) -> None:
    node = i.node(path)
    for field in ("decides", "wait", "quorum", "no_show", "latecomer", "if_deadlock"):
        if isinstance(node, Mapping) and field in node.pairs:
            message = f"`{field}` means nothing in a scene of one role."
            i.report(catalogue.NEEDLESS, (*path, field), message, "Take it out, or gather more roles.")


def _limits(i: Inspection, scene: Scene, path: Path) -> None:
    """A limit needs what follows, and the other way round."""
    if scene.think is not None and scene.if_no_answer is None and i.sound((*path, "if_no_answer")):
        message = "The time to decide is limited by `think`, and nothing says what follows: `if_no_answer` is missing."
        hint = "For example: `if_no_answer: {text: The neighbour decides for you., goto: ...}`."
        i.report(catalogue.LIMIT_NEEDS, (*path, "think"), message, hint)
    if scene.instead is not None and not scene.content and i.sound((*path, "content")):
        message = "`instead` means nothing without `content`: nobody has a reason to skip this scene."
        i.report(catalogue.NEEDLESS, (*path, "instead"), message, "Say what somebody may wish to skip, or take it out.")
    if scene.think is None and scene.if_no_answer is not None and i.sound((*path, "think")):
        message = "`if_no_answer` never happens: the time to decide has no limit."
        i.report(catalogue.NEEDLESS, (*path, "if_no_answer"), message, "Give the scene a `think`, or take this out.")


def _present(i: Inspection, scene: Scene, path: Path) -> None:
    """Roles named in a scene are gathered by it."""
    named: list[tuple[Path, Iterable[RoleId]]] = [
        ((*path, "decides"), scene.decides.roles),
        ((*path, "text"), scene.text.by_role),
        ((*path, "text", "also"), [also.role for also in scene.text.also if also.role is not None]),
        ((*path, "hints"), [hint.role for hint in scene.hints if hint.role is not None]),
    ]
    if i.node((*path, "quorum")) is not None:
        named.append(((*path, "quorum"), scene.quorum))
    for place, roles in named:
        absent = [role for role in dict.fromkeys(roles) if role not in scene.roles]
        if absent:
            message = f"{roles_text(absent)} {'is' if len(absent) == 1 else 'are'} not gathered by this scene."
            i.report(catalogue.NOT_THERE, place, message, "Add the role to `roles`, or take it out here.")
    if scene.instead is not None and scene.instead in i.scenario.scenes:
        other = i.scenario.scenes[scene.instead]
        if set(other.roles) != set(scene.roles):
            message = f"`{scene.instead}` gathers {roles_text(other.roles)}, and this scene {roles_text(scene.roles)}."
            i.report(
                catalogue.NOT_THERE, (*path, "instead"), message, "A scene that stands for another gathers the same."
            )
    for name, choice in scene.choices.items():
        if choice.form is not None and i.sound((*path, "form")):
            lines, free = len(choice.form.items), sum(item.if_ is None for item in choice.form.items.values())
            most = choice.form.most if choice.form.most < 99 else choice.form.least
            if max(choice.form.least, most) > lines:
                message = f"The form has only {lines} lines."
                i.report(catalogue.OUT_OF_RANGE, (*path, name, "pick"), message, "Ask for fewer, or add lines.")
            elif choice.form.least > free:
                message = f"Only {free} lines are always on the form, and {choice.form.least} must be ticked."
                i.report(catalogue.NO_WAY_OUT, (*path, name, "pick"), message, "Ask for fewer, or take an `if` out.")


def _way(i: Inspection, scene: Scene, way: Way) -> None:
    """Where a choice or outcome sends the roles of its scene."""
    path: Path = (*way.path, "goto")
    _calls(i, way.what.start, way.path)
    _calls(i, way.what.end, way.path)
    node = i.node(path)
    if node is None:
        if way.what.end.ends is None and way.what.start.ends is None and i.sound(path) and i.sound((*way.path, "ends")):
            message = f"`{way.name}` leads nowhere: `goto` is missing."
            there = next((name for name in i.scenario.scenes if name != way.scene), way.scene)
            ending = next(iter(i.scenario.endings), "ENDING")
            hint = f"For example: `goto: {there}`, `goto: back`, `goto: {{end: {ending}}}`."
            i.report(catalogue.NO_WAY_ON, way.path, message, hint)
        return
    if isinstance(node, Mapping) and "end" in node.pairs and len(node.pairs) > 1:
        message = "`end` stands for everybody, and roles are named beside it."
        i.report(catalogue.ONE_OF, path, message, "Write `{ROLE: {end: ...}, all: {end: ...}}`.")
        return
    if not i.sound(path) or not i.sound(("scenes", way.scene, "roles")):
        return
    strangers = [role for role in way.goto.by_role if role not in scene.roles]
    if strangers:
        message = f"{roles_text(strangers)} is not in this scene, and can't be sent on from here."
        i.report(catalogue.NOT_THERE, (*path, strangers[0]), message, "Another role is moved by `calls`.")
    forgotten = [role for role in scene.roles if role not in way.goto.by_role]
    if forgotten and way.goto.by_role and not way.goto.all:
        message = f"Nothing says where {roles_text(forgotten)} goes."
        i.report(catalogue.NO_WAY_ON, path, message, "Name the role, or add `all: ...` for the rest.")
    for role, cases in way.goto.by_role.items():
        if role in scene.roles:
            _arrivals(i, (*path, role), [role], (destination for _, destination in cases))
    _arrivals(i, path, forgotten, (destination for _, destination in way.goto.all))


def _arrivals(i: Inspection, path: Path, roles: list[RoleId], destinations: Iterable[Destination]) -> None:
    for scene in dict.fromkeys(destination.scene for destination in destinations):
        if scene is None or scene not in i.scenario.scenes or not i.sound(("scenes", scene, "roles")):
            continue
        gathered = i.scenario.scenes[scene].roles
        lost = [role for role in roles if role not in gathered]
        if lost:
            message = f"{roles_text(lost)} would go to `{scene}`, which gathers {roles_text(gathered)}."
            hint = f"Add the role to `{scene}`, or send each role its own way: `goto: {{ROLE: ...}}`."
            i.report(catalogue.NOT_THERE, path, message, hint)


def _calls(i: Inspection, effects: Effects, path: Path) -> None:
    for call in effects.calls:
        scene = i.scenario.scenes.get(call.scene)
        if scene is not None and i.sound(("scenes", call.scene, "roles")) and call.role not in scene.roles:
            message = f"`{call.role}` is called to `{call.scene}`, which gathers {roles_text(scene.roles)}."
            i.report(catalogue.NOT_THERE, (*path, "calls"), message, f"Add the role to `{call.scene}`.")


def _left_out(i: Inspection) -> None:
    """What can be left out anywhere can be left out everywhere: else whoever asked not to see it sees it after all."""
    avoidable = {tag for scene in i.scenario.scenes.values() if scene.instead is not None for tag in scene.content}
    for _, scene, path in i.scenes():
        tags = [tag for tag in scene.content if tag in avoidable]
        if tags and scene.instead is None and i.sound((*path, "instead")):
            message = (
                f"`{tags[0]}` can be left out elsewhere in this case, and here it cannot: this scene has no `instead`."
            )
            hint = "Write the scene for those who skip it, or take the tag out if the scene does not have it."
            i.report(catalogue.HALF_LEFT_OUT, (*path, "content"), message, hint)


def _begins(i: Inspection) -> None:
    for role, what in i.scenario.roles.items():
        scene = i.scenario.scenes.get(what.begins) if what.begins is not None else None
        if scene is not None and i.sound(("scenes", what.begins or "", "roles")) and role not in scene.roles:
            message = f"`{role}` begins at `{what.begins}`, which gathers {roles_text(scene.roles)}."
            i.report(catalogue.NOT_THERE, ("roles", role, "begins"), message, "Add the role to that scene.")


def _needs(i: Inspection) -> None:
    for name, fact in i.scenario.facts.items():
        for role, need in fact.needed_by.items():
            scene = i.scenario.scenes.get(need.decision)
            if scene is not None and i.sound(("scenes", need.decision, "roles")) and role not in scene.roles:
                message = f"`{role}` needs this for `{need.decision}`, which gathers {roles_text(scene.roles)}."
                hint = "Name a scene that this role decides or advises in."
                i.report(catalogue.NOT_THERE, ("facts", name, "needed_by", role, "decision"), message, hint)
