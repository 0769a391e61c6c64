"""The others, as far as this role knows, and the cover that hides the case while it is paused. Pure: a view in, pages out."""

from __future__ import annotations

from collections.abc import Mapping

from sim.engine.names import VariableId
from sim.engine.scenario import VariableDef
from sim.engine.views import Brief, View
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.names import Names, capital, readable


def others(
    view: View, brief: Brief, names: Names, face: Clockface, variables: Mapping[VariableId, VariableDef]
) -> Page:
    """Where each of the others was when this role last saw it; below, what everybody can see, by its title in *variables*."""
    seen = {other.role: other for other in view.others}
    rows = []
    for role, title in brief.roles:
        if role == view.role:
            continue
        where = seen.get(role)
        if where is None:
            said = plain("not seen yet", "muted")
        elif where.here:
            said = plain("with you now", "good")
        else:
            said = plain(f"last with you {face.hm(where.at)}", "muted")
        rows.append(row(line(f"{capital(title)}: ", said)))
    rows += [
        number
        for name, value in view.variables
        if (number := _seen(variables[VariableId(name)], name, value)) is not None
    ]
    rows += [row(plain(f"No line to {names.seat(down)}", "poor")) for down in view.links_down]
    return page(*rows)


def _seen(variable: VariableDef, name: str, value: float) -> Row | None:
    """A number that all can see, on its scale; something that is or is not: only while it is."""
    title = variable.title or capital(readable(name))
    if (variable.least, variable.most) == (0, 1):
        return row(plain(title, "new")) if value else None
    of = f" of {variable.most:g}" if variable.most is not None else ""
    return row(line(plain(f"{title}: ", "muted"), f"{value:g}{of}"))


def cover(view: View, face: Clockface) -> Page:
    """What is shown of a case that is paused: nothing of it but the time at which it stands."""
    asked = "Somebody asked for a stop." if view.stop else "The case is paused."
    return page(
        row(plain(asked, "title")),
        row(f"It stands at {face.full(view.time)}. Nothing runs, and the scene is covered.", gap=1),
        row("goes on", plain("p  ", "key"), gap=1),
        row("writes a note", plain("n  ", "key")),
        row("steps out: you leave the case here", plain("s  ", "key")),
        row("leaves for now; the first screen offers to resume", plain("q  ", "key")),
        row(plain("Pausing costs nothing and is shown to nobody.", "muted"), gap=1),
    )
