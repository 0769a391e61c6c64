"""Checks of facts and desks: that somebody can know them, lawfully and in time, and that desks can be asked."""

from __future__ import annotations

from collections.abc import Iterator

from sim.engine.conditions import Condition, Count, Happened, Since, nodes
from sim.engine.names import DeskId, FactId
from sim.engine.scenario import Effects, Fact
from sim.format import catalogue
from sim.format.diagnostics import listed
from sim.format.inspection import Inspection, Path, roles_text


def check(inspection: Inspection) -> None:
    """All checks of this room."""
    i = inspection
    taught = _taught(i)
    for name, fact in i.scenario.facts.items():
        path: Path = ("facts", name)
        if i.sound((*path, "held_by")) and not fact.held_by and name not in taught:
            message = "Nobody holds this fact at the beginning, and nothing teaches it."
            hint = "Give it `held_by`, or let a choice or an inject teach it."
            i.report(catalogue.NEVER_KNOWN, path, message, hint)
        _needs(i, fact, path)
        _lawful(i, fact, path)
    _desks(i)
    _never_done(i)


def _taught(i: Inspection) -> set[str]:
    """Facts that somebody learns or is told by what happens."""
    found: set[str] = set()
    for effects in _effects(i):
        for learning in effects.learns:
            found.update(learning.facts)
        for telling in effects.tells:
            found.update(telling.facts)
    for inject in i.scenario.injects.values():
        for facts in inject.teaches.values():
            found.update(facts)
    return found


def _effects(i: Inspection) -> Iterator[Effects]:
    for scene, _, _ in i.scenes():
        for way in i.ways(scene):
            yield way.what.start
            yield way.what.end
    for inject in i.scenario.injects.values():
        yield inject.effects


def _needs(i: Inspection, fact: Fact, path: Path) -> None:
    for role, need in fact.needed_by.items():
        place: Path = (*path, "needed_by", role)
        if role in fact.held_by:
            message = f"`{role}` needs this fact and holds it from the beginning."
            i.report(catalogue.NEEDLESS, place, message, "Take the need out: nobody has to tell it.")
        if role in fact.keep_from:
            message = f"`{role}` needs this fact, and it is to be kept from `{role}`."
            i.report(catalogue.CONTRADICTION, place, message, "Keep one of the two.")
        if need.due is not None and need.too_late is not None and need.due > need.too_late:
            i.report(catalogue.OUT_OF_RANGE, (*place, "too_late"), "`too_late` comes before `due`.", "Exchange them.")
        if fact.lawful and role not in fact.lawful and i.sound((*path, "lawful")):
            message = f"`{role}` needs this fact, and nobody may lawfully tell it to `{role}`."
            i.report(
                catalogue.CONTRADICTION, place, message, f"Give `lawful` a line for `{role}`, or take the need out."
            )


def _lawful(i: Inspection, fact: Fact, path: Path) -> None:
    if fact.tempting and not fact.lawful and not fact.keep_from and i.sound((*path, "lawful")):
        message = "`tempting` grounds mean nothing for a fact that everybody may be told."
        i.report(
            catalogue.NEEDLESS, (*path, "tempting"), message, "Say on which grounds it is `lawful`, or take this out."
        )
    right = {basis for bases in fact.lawful.values() for basis in bases}
    both = [basis for basis in fact.tempting if basis in right]
    if both:
        message = f"{listed(both)} is lawful and tempting at once."
        i.report(catalogue.CONTRADICTION, (*path, "tempting"), message, "A tempting ground is a wrong one.")
    kept = [role for role in fact.keep_from if role in fact.lawful]
    if kept:
        message = f"{roles_text(kept)} may lawfully be told this, and it is to be kept from that role."
        i.report(catalogue.CONTRADICTION, (*path, "keep_from"), message, "Keep one of the two.")


def _desks(i: Inspection) -> None:
    by_desk: dict[str, list[tuple[FactId, Fact]]] = {}
    for fact_name, fact in i.scenario.facts.items():
        for holder in fact.held_by:
            by_desk.setdefault(holder, []).append((fact_name, fact))
    for name, desk in i.scenario.desks.items():
        path: Path = ("desks", name, "answers")
        if not i.sound(path):
            continue
        held = by_desk.get(name, [])
        for fact_name, fact in held:
            if not i.sound(("facts", fact_name, "topic")):
                continue
            answer = desk.answers.get(fact.topic)
            if answer is None:
                message = f"The desk holds `{fact_name}`, and can't be asked about `{fact.topic}`."
                hint = f"Add `{fact.topic}: {{after: 4m}}`, or mend the topic."
                i.report(catalogue.DESK, path, message, hint)
            elif fact.lawful and not answer.bases:
                message = f"`{fact_name}` may only be told on certain grounds: `bases` is missing."
                hint = "Give the grounds to choose from, right and tempting: `bases: [...]`."
                i.report(catalogue.DESK, (*path, fact.topic), message, hint)
        if all(i.sound(("facts", fact_name, "topic")) for fact_name, _ in held):
            _answers(i, name, path, {fact.topic for _, fact in held})


def _answers(i: Inspection, name: DeskId, path: Path, topics: set[str]) -> None:
    for topic, answer in i.scenario.desks[name].answers.items():
        if topic not in topics and not answer.says:
            message = f"Asked about `{topic}`, the desk has nothing to say."
            hint = "Let a fact on this topic be `held_by` the desk, or give it words: `says: ...`."
            i.report(catalogue.DESK_SILENT, (*path, topic), message, hint)


def _never_done(i: Inspection) -> None:
    """Conditions that wait for an activity that nothing in the scenario does."""
    done = {act.activity for effects in _effects(i) for act in effects.does}
    for condition, scalar in i.conditions:
        for mark in _marks(condition):
            head, _, activity = mark.partition(".")
            if head in ("done", "started") and activity not in done:
                message = f"Nothing in this scenario does `{activity}`, so `{mark}` never happens."
                i.problems.add(catalogue.NEVER_DONE, scalar.place, message, "Let a choice do it, or mend the name.")


def _marks(condition: Condition) -> Iterator[str]:
    for node in nodes(condition.tree):
        if isinstance(node, Happened | Since | Count):
            yield node.mark
