"""Bindings: which protocol packs a scenario names, and whether their rules can speak of its seats on its day."""

from __future__ import annotations

from sim.engine.parties import bound, day, parties
from sim.engine.protocols import Pack
from sim.format import catalogue
from sim.format.diagnostics import did_you_mean, listed
from sim.format.inspection import Inspection
from sim.format.packs import Own, overlapping, shipped

__all__ = ["Own", "bind"]


def bind(inspection: Inspection, own: Own) -> tuple[Pack, ...]:
    """The packs that the scenario names, each once and in its order; one of its *own* stands in the place of a shipped one."""
    i = inspection
    wanted = i.scenario.protocols
    packs = {**(shipped() if wanted else {}), **own.packs}
    used: dict[str, Pack] = {}
    for number, name in enumerate(wanted):
        if name in packs:
            used[name] = packs[name]
        elif own.whole and i.sound(("protocols", number)):
            message = f"There is no protocol pack `{name}`."
            hint = did_you_mean(i.problems.near(name, packs), f"There is {listed(packs, most=12)}.")
            i.report(catalogue.UNKNOWN_NAME, ("protocols", number), message, hint)
    overlapping(used, own, i.problems, also=", which this scenario names too")
    _unused(i, used, own)
    _dates(i, used)
    _seats(i, used, own)
    if own.whole and len(used) == len(set(wanted)):
        _tasks(i, used)
    return tuple(used.values())


def _unused(i: Inspection, used: dict[str, Pack], own: Own) -> None:
    for name in own.packs:
        if name not in used:
            message = f"The pack `{name}` is not used: `protocols` does not name it."
            hint = f"Write `protocols: [{', '.join((*used, name))}]`, or take the file away."
            i.problems.add(catalogue.PACK_UNUSED, own.places[name, ""], message, hint)


def _dates(i: Inspection, used: dict[str, Pack]) -> None:
    when = day(i.scenario)
    for name, pack in used.items():
        if pack.rules and i.sound(("starts",)) and not any(rule.holds_on(when) for rule in pack.rules.values()):
            message = f"No rule of `{name}` is in force on {when}, when the case begins."
            place = ("protocols", i.scenario.protocols.index(name))
            i.report(catalogue.PACK_OUT_OF_DATE, place, message, "Change `starts`, or the days of the rules.")


def _seats(i: Inspection, used: dict[str, Pack], own: Own) -> None:
    """Rules bind by party: a seat that is none is bound by rules for all only, and a rule may bind nobody here."""
    if not used or not i.sound(("roles",)):
        return
    seated = parties(i.scenario)
    for role, names in seated.items():
        if not names:
            message = f"No rule can speak of `{role}`: it is not said which party sits here."
            hint = "For example: `party: [patrol]`; it may be one of several."
            i.report(catalogue.NO_PARTY, ("roles", role), message, hint)
    for name, pack in used.items():
        nobody = {number: rule for number, rule in pack.rules.items() if not bound(rule, seated)}
        if pack.rules and len(nobody) == len(pack.rules):
            message = f"No rule of `{name}` binds a seat of this scenario."
            place = ("protocols", i.scenario.protocols.index(name))
            i.report(catalogue.NO_PARTY, place, message, "Say with `party` who sits where, or take the pack out.")
        elif name in own.packs:
            for number, rule in nobody.items():
                message = f"Nobody in this scenario is bound by `{number}`: it is for {listed(rule.roles)}."
                hint = "Change its `roles`, or say with `party` who sits where; it is shown, and not scored."
                i.problems.add(catalogue.NO_PARTY, own.places[name, number], message, hint)


def _tasks(i: Inspection, used: dict[str, Pack]) -> None:
    """What an objective names as a task is a milestone, an activity, or a rule of the packs."""
    rules = dict.fromkeys(number for pack in used.values() for number in pack.rules)
    for name, objective in i.scenario.objectives.items():
        for number, task in enumerate(objective.tasks):
            path = ("objectives", name, "tasks", number)
            if task in rules or i.names.has(task, "milestone", "activity") or not i.sound(path):
                continue
            known = (*i.names.any_of(("milestone", "activity")), *rules)
            message = f"`{task}` is no milestone, no activity, and no rule of the packs of this scenario."
            hint = did_you_mean(i.problems.near(task, known), "Name one of them.")
            i.report(catalogue.UNKNOWN_NAME, path, message, hint)
