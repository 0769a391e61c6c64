"""The others, as far as this role knows, and the cover that hides the case while it is paused. Pure: a view in, pages out."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from sim.engine.views import Brief, VariableView, View
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.names import Names, capital

COVERED = {
    "play.pause": "goes on",
    "everywhere.support": "people to talk to",
    "play.note": "writes a note",
    "play.step_out": "steps out: you leave the case here",
    "play.leave": "leaves for now; the first screen offers to resume",
}
"""What can be done while the case is covered."""

LONGEST_SCALE = 12
"""Cells of a bar."""


def others(view: View, brief: Brief, names: Names, face: Clockface) -> Page:
    """Where and when this role last saw each of the others; below, what everybody can see, on its scale."""
    seen = {other.role: other for other in view.others}
    rows = []
    for role, _ in brief.roles:
        if role == view.role:
            continue
        where = seen.get(role)
        if where is None:
            said = plain("not seen yet", "muted")
        elif where.here:
            said = plain("with you now", "good")
        else:
            said = plain(f"last with you {face.hm(where.at)}, {where.place}", "muted")
        rows.append(row(line(f"{capital(names.seat(role))}: ", said)))
    values = dict(view.variables)
    for variable in brief.variables:
        number = _seen(variable, values[variable.name]) if variable.name in values else None
        rows += [number] if number is not None else []
    rows += [row(plain(f"No line to {names.seat(down)}", "poor")) for down in view.links_down]
    return page(*rows)


def _seen(variable: VariableView, value: float) -> Row | None:
    """A number that all can see, on its scale; something that is or is not: only while it is."""
    title = capital(variable.title)
    if (variable.least, variable.most) == (0, 1):
        return row(plain(title, "new")) if value else None
    if variable.most is None:
        return row(line(plain(f"{title}: ", "muted"), f"{value:g}"))
    return row(plain(title, "muted"), line(_scale(value, variable.least or 0, variable.most), "  "))


def _scale(value: float, least: float, most: float) -> Content:
    """A value on its scale, as a small bar and in figures: `██░░░ 2 of 5`."""
    steps = round(most - least)
    if not 1 < steps <= LONGEST_SCALE:
        return plain(f"{value:g} of {most:g}")
    full = min(steps, max(0, round(value - least)))
    return line(plain("█" * full + "░" * (steps - full), "off"), plain(f" {value:g} of {most:g}"))


def cover(view: View, face: Clockface, keys: Mapping[str, str]) -> Page:
    """What is shown of a case that is paused: nothing of it but the time at which it stands. *keys*: by act."""
    asked = "Somebody asked for a stop." if view.stop else "The case is paused."
    return page(
        row(plain(asked, "title")),
        row(f"It stands at {face.full(view.time)}. Nothing runs, and the scene is covered.", gap=1),
        *[
            row(does, plain(keys[act].ljust(max(map(len, keys.values())) + 2), "key"), gap=0 if n else 1)
            for n, (act, does) in enumerate(COVERED.items())
        ],
        row(plain("Pausing and stepping out cost nothing and are shown to nobody.", "muted"), gap=1),
    )
