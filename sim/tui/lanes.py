"""Who knew what when: a chart over roles and time, and the same in sentences. Pure: lanes of the scoring in.

A fact has a lane for each seat that held or needed it. Dots: not known; a bar: known; on it, what happened when.
"""

from __future__ import annotations

from itertools import groupby

from textual.content import Content

from scoring import Scorecard
from scoring.knowledge import Lane
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, Tone, line, page, plain, row
from sim.tui.names import Names, capital, listed

UNKNOWN, KNOWN = "·", "━"
TOLD, DUE, DECIDED = "▲", "!", "◆"
LEGEND = f"{KNOWN} known  {UNKNOWN} not known  {TOLD} passed it on  {DUE} needed by then  {DECIDED} decided with or without it"
NARROWEST = 24
"""Cells of the time axis at least."""


def chart(card: Scorecard, names: Names, face: Clockface, width: int) -> Page:
    """The chart in *width* cells."""
    longest = max((len(names.seat(lane.seat)) for lane in card.knowledge), default=0) + 2
    label = min(longest, width // 4)
    axis = max(NARROWEST, width - label)
    end = max(card.time, 1)
    rows = [row(plain(LEGEND, "muted")), row(_ticks(face, end, axis), " " * label, gap=1)]
    for _, lanes in groupby(card.knowledge, key=lambda lane: lane.fact):
        group = list(lanes)
        rows.append(row(plain(group[0].text), gap=1))
        for lane in group:
            seat = names.seat(lane.seat)
            seat = seat if len(seat) + 1 < label else f"{seat[: label - 2]}…"
            rows.append(row(_lane(lane, end, axis), plain(seat.ljust(label), "muted")))
    return page(*rows)


def told(card: Scorecard, names: Names, face: Clockface) -> Page:
    """The same in sentences, for who cannot see a chart or wants the minutes."""
    rows: list[Row] = []
    for _, lanes in groupby(card.knowledge, key=lambda lane: lane.fact):
        group = list(lanes)
        rows.append(row(plain(group[0].text, "strong"), gap=1 if rows else 0))
        rows += [row(f"{capital(names.who(lane.seat))}: {_sentence(lane, names, face)}", "– ") for lane in group]
    return page(*rows) if rows else page(plain("Nobody knew anything that mattered.", "muted"))


def _column(second: int, end: int, axis: int) -> int:
    return min(axis - 1, max(0, round(second / end * (axis - 1))))


def _lane(lane: Lane, end: int, axis: int) -> Content:
    """A lane as *axis* cells. Where two things fall into one cell, the later in the list is seen."""
    since = None if lane.span is None else _column(lane.span.start, end, axis)
    cells: list[tuple[str, Tone]] = [
        (KNOWN, "title") if since is not None and cell >= since else (UNKNOWN, "off") for cell in range(axis)
    ]
    if lane.due is not None:
        cells[_column(lane.due, end, axis)] = (DUE, "new")
    for second, _ in lane.sent:
        cells[_column(second, end, axis)] = (TOLD, "good")
    if lane.decided is not None:
        knew = lane.span is not None and lane.span.start <= lane.decided
        cells[_column(lane.decided, end, axis)] = (DECIDED, "good" if knew else "poor")
    parts = []
    for tone, group in groupby(cells, key=lambda cell: cell[1]):
        parts.append(plain("".join(sign for sign, _ in group), tone))
    return line(*parts)


def _ticks(face: Clockface, end: int, axis: int) -> Content:
    """Times of day under the axis: at its ends and, where there is room, between."""
    count = max(2, min(7, axis // 14 + 1))
    cells = [" "] * axis
    for tick in range(count):
        second = end * tick // (count - 1)
        words = face.hm(second)
        at = min(
            axis - len(words), max(0, _column(second, end, axis) - (len(words) // 2 if 0 < tick < count - 1 else 0))
        )
        cells[at : at + len(words)] = list(words)
    return plain("".join(cells), "muted")


def _sentence(lane: Lane, names: Names, face: Clockface) -> str:
    said = []
    span = lane.span
    if span is None:
        said.append("never knew it")
    elif span.how == "held":
        said.append("knew it from the start")
    elif span.how == "told":
        said.append(f"heard it from {names.who(span.frm)} at {face.hm(span.start)}")
    else:
        said.append(
            f"found it out at {face.hm(span.start)}" if span.how == "work" else f"learned it at {face.hm(span.start)}"
        )
    said += dict.fromkeys(f"told {names.everyone(to)} at {face.hm(second)}" for second, to in lane.sent)
    if lane.due is not None:
        said.append(f"needed it by {face.hm(lane.due)}")
    elif lane.needed:
        said.append("needed it")
    if lane.decided is not None:
        said.append(f"decided at {face.hm(lane.decided)}")
    return f"{listed(said)}."
