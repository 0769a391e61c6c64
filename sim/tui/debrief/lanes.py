"""Who knew what when, as cells and as sentences. Pure: lanes of the scoring in.

A fact has a lane for each seat that held or needed it: not known, known, and overdue where it was needed and not there; on it,
how it came, to whom it went, by when it was needed and when it was decided with or without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scoring.knowledge import Lane
from scoring.sentences import Voice, knows, overdue, story, unowned
from sim.tui import symbols
from sim.tui.content import Page, Row, Tone, line, page, plain, row
from sim.tui.widgets.axis import Axis
from sim.tui.widgets.chart import Cells

UNKNOWN, KNOWN, OVERDUE = symbols.NOT_KNOWN, symbols.KNOWN, symbols.OVERDUE
HELD, FOUND, HEARD, TOLD = symbols.HELD, symbols.FOUND, symbols.HEARD, symbols.TOLD
DUE, DECIDED, NEVER = symbols.DUE, symbols.DECIDED, symbols.NEVER

SIGNS: tuple[tuple[str, Tone, str, str], ...] = (
    (HELD, "title", "start", "known from the start"),
    (FOUND, "title", "found", "found out"),
    (HEARD, "title", "heard", "heard it"),
    (TOLD, "good", "said", "passed it on"),
    (DUE, "new", "due", "needed by then"),
    (OVERDUE, "poor", "overdue", "overdue"),
    (DECIDED, "good", "decided", "decided"),
    (NEVER, "poor", "never", "never knew"),
)
"""Sign, tone, meaning in a word and in more: in the order of the legend."""

TONES: dict[str, Tone] = {sign: tone for sign, tone, *_ in SIGNS} | {KNOWN: "title", UNKNOWN: "off"}

LONG, SILENCE = 4 * 3600, 2 * 3600
"""Seconds of a case that is drawn whole at most; seconds without anything after which another stretch begins."""

HOW = {"held": HELD, "told": HEARD, "work": FOUND, "inject": FOUND}
"""How a fact came -> its sign."""


def legend(width: int) -> Page:
    """What the signs mean, in a line of *width* cells if that is possible."""
    full = line(*(line(plain(sign, tone), plain(f" {words}   ", "muted")) for sign, tone, _, words in SIGNS))
    if full.cell_length <= width:
        return page(row(full))
    return page(row(line(*(line(plain(sign, tone), plain(f" {word}  ", "muted")) for sign, tone, word, _ in SIGNS))))


def cells(lane: Lane, axis: Axis, end: int) -> Cells:
    """*lane* on *axis*; *end*: of the case. Where several things fall into one cell, the one that matters most is seen."""
    signs = []
    for cell in range(axis.cells):
        second = axis.second(cell)
        signs.append(KNOWN if knows(lane, second) else OVERDUE if overdue(lane, second) else UNKNOWN)
    marks: list[tuple[int, str]] = []
    if lane.decided is not None:
        marks.append((lane.decided, DECIDED))
    if lane.due is not None:
        marks.append((lane.due, DUE))
    marks += [(second, TOLD) for second, _ in lane.sent]
    if lane.span is not None:
        marks.append((lane.span.start, HOW[lane.span.how]))
    elif lane.needed:
        marks.append((end, NEVER))
    tones = [TONES[sign] for sign in signs]
    for second, sign in marks:
        at = axis.cell(second)
        if at is not None:
            signs[at] = sign
            without = sign == DECIDED and not knows(lane, second)
            tones[at] = "poor" if without else TONES[sign]
    return list(zip(signs, tones, strict=True))


def moments(group: Sequence[Lane], end: int) -> list[int]:
    """The seconds at which something happens to a fact, in order."""
    found = {0, end}
    for lane in group:
        if lane.span is not None:
            found.add(lane.span.start)
        found |= {second for second, _ in lane.sent}
        found |= {second for second in (lane.due, lane.decided) if second is not None}
    return sorted(second for second in found if 0 <= second <= end)


def opening(groups: Sequence[Sequence[Lane]], end: int) -> int:
    """The second up to which a chart shows the case at first: all of it, or its first stretch where it goes over hours."""
    if end <= LONG:
        return end
    busy = sorted({second for group in groups for second in moments(group, end)} - {end})
    for before, after in pairwise([*busy, end]):
        if after - before > SILENCE and before:
            return min(end, before + max(300, before // 20))
    return end


def told(groups: Sequence[Sequence[Lane]], voice: Voice, *, owners: bool = True) -> Page:
    """All of it in sentences, for who cannot see a chart or wants the minutes. Not *owners*: a workshop."""
    rows: list[Row] = []
    for group in groups:
        rows.append(row(plain(group[0].text, "strong"), gap=1 if rows else 0))
        rows += [row(sentence, "– ") for sentence in (story if owners else unowned)(group, voice)]
    return page(*rows) if rows else nothing()


def nothing() -> Page:
    """Where a case has no facts that go from hand to hand."""
    return page(plain("This case has nothing that one role knew and another needed.", "muted"))
