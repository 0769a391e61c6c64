"""Checks of the key: credits that can be compared, times that are fair, one model answer, sources."""

from __future__ import annotations

from collections.abc import Iterator

from sim.engine.scenario import DIMENSIONS, Cases, Choice, Credit, Dimension, Scene
from sim.format import catalogue
from sim.format.diagnostics import listed
from sim.format.inspection import Inspection, Path


def check(inspection: Inspection) -> None:
    """All checks of this room."""
    i = inspection
    for name, scene, path in i.scenes():
        if i.sound((*path, "choices")) and i.sound((*path, "form")):
            _alike(i, [(p, choice.credit) for _, choice, p in i.choices(name)], "choices")
        if i.sound((*path, "choices")):
            _model(i, scene, path)
        for _, choice, place in i.choices(name):
            if choice.form is not None and i.sound((*place, "items")):
                _form(i, choice, place)
            _source(i, choice, place)
            _panel(i, choice, place)
        for way in i.ways(name):
            _within(i, way.what.credit, (*way.path, "credit"))
            form = way.what.form if isinstance(way.what, Choice) else None
            for item, line in form.items.items() if form else ():
                _within(i, line.credit, (*way.path, "items", item, "credit"))


def _each(credit: Cases[Credit], path: Path) -> Iterator[tuple[Path, Credit]]:
    """Every case of a credit with its place; a list of cases is told by its conditions or its number."""
    for number, (condition, what) in enumerate(credit):
        yield ((*path, number) if condition is not None or len(credit) > 1 else path), what


def _alike(i: Inspection, credits: list[tuple[Path, Cases[Credit]]], what: str) -> None:
    """If one has credit in a dimension, every one must: else a way could be taken to lower what is at stake."""
    used = {dimension for _, cases in credits for _, credit in cases for dimension in credit.points}
    for path, cases in credits:
        if not cases and used:
            _missing(i, path, [dimension for dimension in DIMENSIONS if dimension in used], what)
        for place, credit in _each(cases, (*path, "credit")):
            missing = [dimension for dimension in DIMENSIONS if dimension in used - set(credit.points)]
            if missing and i.sound((*path, "credit")):
                _missing(i, place, missing, what)


def _missing(i: Inspection, path: Path, missing: list[Dimension], what: str) -> None:
    message = f"Other {what} here have credit in {listed(missing)}, and this one has none."
    zeros = ", ".join(f"{dimension}: 0" for dimension in missing)
    i.report(catalogue.UNEVEN, path, message, f"Say what it earns; if nothing, `{zeros}`.")


def _form(i: Inspection, form: Choice, path: Path) -> None:
    assert form.form is not None
    items = [((*path, "items", name), item.credit) for name, item in form.form.items.items()]
    _alike(i, items, "lines")
    lines = {dimension for _, cases in items for _, credit in cases for dimension in credit.points}
    own = {dimension for _, credit in form.credit for dimension in credit.points}
    if lines & own:
        both = [dimension for dimension in DIMENSIONS if dimension in lines & own]
        message = f"The form and its lines both have credit in {listed(both)}."
        i.report(catalogue.ONE_OF, (*path, "credit"), message, "Give it to the lines; the form is their mean.")


def _model(i: Inspection, scene: Scene, path: Path) -> None:
    marked = [(name, choice) for name, choice in scene.choices.items() if choice.model]
    always = [name for name, choice in marked if choice.if_ is None]
    if len(always) > 1:
        message = f"{listed(always)} are both marked `model`, and both are always open."
        i.report(catalogue.TWO_MODELS, (*path, "choices", always[1], "model"), message, "Keep the mark on one of them.")
    if marked or len(scene.choices) < 2:
        return
    sums = {name: _sum(choice) for name, choice in scene.choices.items()}
    most = max(sums.values())
    best = [name for name, credit in sums.items() if credit == most]
    if len(best) > 1:
        # A choice is marked, the scene is where one looks: all the tied ones stand below it.
        message = f"No choice is marked `model`, and {listed(best)} earn the same."
        i.report(
            catalogue.MODEL_TIE, (*path, "choices"), message, "Mark the one that a good team takes: `model: true`."
        )


def _sum(choice: Choice) -> float:
    """What a choice earns when none of its cases holds."""
    return round(sum(choice.credit[-1][1].points.values()), 9) if choice.credit else 0.0


def _source(i: Inspection, choice: Choice, path: Path) -> None:
    if choice.form is None:
        if choice.credit and not (choice.because and choice.because.cite):
            _unsourced(i, path, "What this choice earns")
        return
    if choice.because and choice.because.cite:
        return
    for name, item in choice.form.items.items():
        if item.credit and not (item.because and item.because.cite):
            _unsourced(i, (*path, "items", name), "What this line earns")


def _unsourced(i: Inspection, path: Path, what: str) -> None:
    if i.sound((*path, "because")):
        hint = "Add `because: {text: ..., cite: ...}`."
        i.report(catalogue.NO_SOURCE, path, f"{what} has no source.", hint)


def _panel(i: Inspection, choice: Choice, path: Path) -> None:
    if choice.key.source == "panel" and not choice.key.n and i.sound((*path, "key")):
        message = "A panel's key says how many were on it."
        i.report(catalogue.MISSING_FIELD, (*path, "key"), message, "For example: `key: {source: panel, n: 7, sd: 0.6}`")


def _within(i: Inspection, credit: Cases[Credit], path: Path) -> None:
    for place, what in _each(credit, path):
        for dimension, within in what.within.items():
            at: Path = (*place, "within", dimension)
            if dimension == "trauma_informed":
                message = "Credit for trauma-informed work does not depend on time: haste with a child earns nothing."
                i.report(catalogue.HASTE, at, message, "Take it out, or put it on another dimension.")
            elif dimension not in what.points:
                message = f"There is no credit in `{dimension}` that could depend on time."
                i.report(catalogue.WITHIN, at, message, f"Say `{dimension}: 1` beside it.")
            elif within.target >= within.late and i.sound(at):
                message = "`late` comes before `target`."
                i.report(catalogue.WITHIN, (*at, "late"), message, "Full credit until target, none from late on.")
            elif within.since is None and i.node((*at, "since")) is not None and i.sound((*at, "since")):
                message = "`since` is a single mark, not a condition."
                i.report(catalogue.WITHIN, (*at, "since"), message, "For example: `since: done.welfare_check`.")
