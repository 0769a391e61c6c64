"""Charts: drawings of scores, decisions, knowledge and a child's day. What colour says, shape or words say too. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scoring import Burden, ChildDay, DimensionScore
from scoring.knowledge import Lane
from scoring.sentences import Mark, knows, overdue
from scoring.words import DIMENSION_TITLES, lapse
from sim.engine.names import Second
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.reports.axis import Axis, axis
from sim.reports.blocks import Drawing, Shape
from sim.reports.wording import Wording, share

WIDTH = 800
LEFT, RIGHT = 190.0, 782.0
"""Where the plot begins and ends; before it stand the names."""
LETTER = 6.9
"""Units that a letter takes, about."""


class Bar(NamedTuple):
    """A column of scores, a role's or the team's."""

    title: str
    scores: dict[Dimension, DimensionScore]


class Moment(NamedTuple):
    """A decision on the timeline. *lanes*: the places of the seats that were there."""

    number: int
    at: Second
    mark: Mark
    lanes: tuple[int, ...]


def scores(bars: Sequence[Bar]) -> Drawing:
    """Shares as bars, in groups, a range dashed."""
    shapes: list[Shape] = []
    at, full, last = 8.0, 400.0, LEFT + 400
    for bar in bars:
        shapes.append(_text(0, at + 13, fitted(bar.title, WIDTH), weight="650"))
        at += 22
        for name in DIMENSIONS:
            score = bar.scores[name]
            shapes.append(_text(12, at + 13, DIMENSION_TITLES[name]))
            shapes.append(_rect(LEFT, at + 2, full, 14, "rest"))
            if score.share is not None:
                shapes.append(_rect(LEFT, at + 2, full * score.share, 14, "bar"))
                if score.upheld is not None and score.upheld > score.share:
                    shapes.append(
                        _rect(LEFT + full * score.share, at + 2, full * (score.upheld - score.share), 14, "range")
                    )
            shapes.append(_text(last + 10, at + 13, share(score)))
            at += 22
        at += 8
    about = "; ".join(
        f"{bar.title}: " + ", ".join(f"{DIMENSION_TITLES[name]} {share(bar.scores[name])}" for name in DIMENSIONS)
        for bar in bars
    )
    return Drawing("Scores by dimension, as bars", f"{about}.", WIDTH, round(at), tuple(shapes))


def timeline(
    moments: Sequence[Moment], seats: Sequence[str], end: Second, words: Wording, key: Sequence[tuple[Mark, str]]
) -> Drawing:
    """Each decision as a mark in the lanes of the seats that were there; *key*: what the marks mean."""
    plot = axis((moment.at for moment in moments), end, LEFT, RIGHT, _clock(words))
    shapes, top = _key(key)
    high = 40.0
    bottom = top + high * len(seats)
    shapes += _times(plot, words, top, bottom)
    for n, seat in enumerate(seats):
        middle = top + high * n + 26
        shapes.append(_text(0, middle + 4, fitted(seat, LEFT - 10)))
        shapes.append(_line(LEFT, middle, RIGHT, middle, "axis"))
    free = [0.0] * len(seats)
    for moment in moments:
        x = plot.place(moment.at)
        rows = [top + high * lane + 26 for lane in moment.lanes]
        if len(rows) > 1:
            shapes.append(_line(x, min(rows), x, max(rows), "axis"))
        for lane, y in zip(moment.lanes, rows, strict=True):
            shapes += sign(moment.mark, x, y)
            label = str(moment.number)
            if x - 4 * len(label) >= free[lane]:
                shapes.append(_text(x, y - 9, label, anchor="middle", kind="quiet", size=11))
                free[lane] = x + 4 * len(label) + 3
    about = f"{len(moments)} decisions from {words.time(0)} to {words.time(end)}; the table below lists each."
    return Drawing("Decisions over time", about, WIDTH, round(bottom + 28), tuple(shapes))


def sign(mark: Mark, x: float, y: float) -> list[Shape]:
    """The mark of a decision: full, half and empty circle, a cross, a small diamond."""
    match mark:
        case "full":
            return [_circle(x, y, 6, "full")]
        case "part":
            half = f"M{x:g} {y - 6:g}A6 6 0 0 0 {x:g} {y + 6:g}Z"
            return [_circle(x, y, 6, "part hollow"), _path(half, "part")]
        case "none":
            return [_circle(x, y, 6, "none")]
        case "missed":
            return [
                _path(f"M{x - 5:g} {y - 5:g}L{x + 5:g} {y + 5:g}M{x - 5:g} {y + 5:g}L{x + 5:g} {y - 5:g}", "missed")
            ]
        case "unscored":
            return [_path(f"M{x:g} {y - 5:g}L{x + 5:g} {y:g}L{x:g} {y + 5:g}L{x - 5:g} {y:g}Z", "unscored")]


def _key(marks: Sequence[tuple[Mark, str]]) -> tuple[list[Shape], float]:
    """What the marks mean, in a line or two, and where the next thing can stand."""
    shapes: list[Shape] = []
    x, y = 8.0, 12.0
    for mark, meaning in marks:
        if x + 20 + LETTER * len(meaning) > WIDTH:
            x, y = 8.0, y + 22
        shapes += [*sign(mark, x, y), _text(x + 12, y + 4, meaning, kind="quiet", size=12)]
        x += 34 + LETTER * len(meaning)
    return shapes, y + 14


def knowledge(title: str, groups: Sequence[Sequence[Lane]], end: Second, words: Wording) -> Drawing:
    """Facts as swimlanes: since when each seat knew one, when it was told on, needed, and decided."""
    busy = [second for group in groups for lane in group for second in _seconds(lane)]
    plot = axis(busy, end, LEFT, RIGHT, _clock(words))
    shapes: list[Shape] = []
    at = 8.0
    for group in groups:
        shapes.append(_text(0, at + 12, fitted(words.fact(group[0].fact), WIDTH), weight="650"))
        at += 20
        for lane in group:
            shapes.append(_text(12, at + 13, fitted(words.short(lane.seat), LEFT - 20)))
            shapes += _lane(lane, plot, at + 8, end)
            at += 21
        at += 9
    about = (
        f"{len(groups)} facts, a lane for each seat that held or needed one, from {words.time(0)} to {words.time(end)}; "
        "the sentences beside it say the same."
    )
    bottom = at
    return Drawing(title, about, WIDTH, round(bottom + 24), (*_times(plot, words, 4, bottom), *shapes))


def knowledge_legend() -> Drawing:
    """What the signs of the swimlanes mean."""
    y = 12.0
    entries = (
        ("known from then on", [_rect(0, y - 4, 26, 8, "known")], 32),
        ("not known", [_line(0, y, 26, y, "unknown")], 32),
        ("needed, not there", [_path(_zigzag(0, 26, y), "late")], 32),
        ("needed by then", [_line(4, y - 8, 4, y + 8, "due")], 12),
        ("passed on", [_path(_triangle(5, y), "told")], 16),
        ("decided", [_circle(5, y, 4.5, "decided")], 16),
    )
    shapes: list[Shape] = []
    x = 2.0
    for meaning, drawn, room in entries:
        shapes.append(Shape("g", (("transform", f"translate({x:g} 0)"),), within=tuple(drawn)))
        shapes.append(_text(x + room, y + 4, meaning, kind="quiet", size=12))
        x += room + 14 + 6.2 * len(meaning)
    about = ", ".join(meaning for meaning, _, _ in entries)
    return Drawing("What the signs mean", about, WIDTH, 24, tuple(shapes))


def childs_day(day: ChildDay) -> Drawing:
    """A child's counts as bars; the model's play as outlines below them."""
    shown = [burden for burden in day.counts if burden.told]
    counts = [burden for burden in shown if burden.seconds is None]
    most = max([1, *(burden.count for burden in counts), *(burden.model or 0 for burden in counts)])
    left, full = 330.0, 330.0
    shapes: list[Shape] = []
    at = 6.0
    for burden in shown:
        shapes.append(_text(0, at + 16, fitted(burden.title, left - 10)))
        for value, top, high, kind, size in (
            (_count(burden), at + 2, 9, "bar", 11),
            (_models(burden), at + 13, 7, "model", 10),
        ):
            if value is not None:
                long = full * value[0] / (most if burden.seconds is None else _longest(burden))
                shapes.append(_rect(left, top, max(1.5, long), high, kind))
                shapes.append(
                    _text(left + long + 8, top + high, value[1], kind="" if kind == "bar" else "quiet", size=size)
                )
        at += 30
    told = [(burden.title, _count(burden)[1], _models(burden)) for burden in shown]
    about = "; ".join(
        f"{title}: {count}" + (f", in the model’s play {model[1]}" if model else "") for title, count, model in told
    )
    return Drawing(
        f"Child {day.name}: counts of this play, and outlined of the model’s",
        f"{about}.",
        WIDTH,
        round(at + 6),
        tuple(shapes),
    )


def _count(burden: Burden) -> tuple[float, str]:
    """How much of a burden there was, and in words: a length of time where it is one, else a count."""
    if burden.seconds is not None:
        return burden.seconds, lapse(burden.seconds)
    return burden.count, str(burden.count)


def _models(burden: Burden) -> tuple[float, str] | None:
    if burden.seconds is not None:
        return (burden.model_seconds, lapse(burden.model_seconds)) if burden.model_seconds is not None else None
    return (burden.model, str(burden.model)) if burden.model is not None else None


def _longest(burden: Burden) -> int:
    return max(1, burden.seconds or 0, burden.model_seconds or 0)


def fitted(words: str, room: float) -> str:
    """*words*, cut where they would not fit into *room* units."""
    most = int(room / LETTER)
    return words if len(words) <= most else f"{words[: max(1, most - 1)].rstrip()}…"


# --- parts of a chart


def _lane(lane: Lane, plot: Axis, y: float, end: Second) -> Iterable[Shape]:
    begin, stop = plot.place(0), plot.place(end)
    start = lane.span.start if lane.span is not None else None
    known = plot.place(start) if start is not None else stop
    if known > begin:
        yield _line(begin, y, known, y, "unknown")
    due = lane.due if lane.due is not None else lane.decided
    if lane.needed and due is not None and due < end and overdue(lane, due + 1):
        late = plot.place(due)
        if known - late > 1:
            yield _path(_zigzag(late, known, y), "late")
    if start is not None:
        yield _rect(known, y - 4, max(2.0, stop - known), 8, "known")
    if lane.due is not None and lane.due <= end:
        x = plot.place(lane.due)
        yield _line(x, y - 8, x, y + 8, "due")
    if lane.decided is not None:
        yield _circle(plot.place(lane.decided), y, 4.5, "decided" if knows(lane, lane.decided) else "decided late")
    for second, _ in lane.sent:
        yield _path(_triangle(plot.place(second), y), "told")


def _seconds(lane: Lane) -> list[Second]:
    found = [second for second, _ in lane.sent]
    found += [second for second in (lane.due, lane.decided) if second is not None]
    return [*found, lane.span.start] if lane.span is not None else found


def _times(plot: Axis, words: Wording, top: float, bottom: float) -> Iterable[Shape]:
    for second in plot.times():
        x = plot.place(second)
        yield _line(x, top, x, bottom + 4, "grid")
        label = words.time(second)
        yield _text(min(x, WIDTH - 3.2 * len(label)), bottom + 18, label, anchor="middle", kind="quiet", size=11)
    for x in plot.gaps:
        yield _path(f"M{x - 5:g} {bottom - 4:g}l4 10M{x + 1:g} {bottom - 4:g}l4 10", "model")


def _clock(words: Wording) -> int:
    return words.starts.hour * 3600 + words.starts.minute * 60 + words.starts.second


def _zigzag(left: float, right: float, y: float) -> str:
    steps = max(2, int((right - left) / 5))
    wide = (right - left) / steps
    return f"M{left:.1f} {y:g}" + "".join(
        f"L{left + wide * (n + 1):.1f} {y + (3 if n % 2 else -3):g}" for n in range(steps)
    )


def _triangle(x: float, y: float) -> str:
    return f"M{x - 4:.1f} {y - 6:g}L{x + 5:.1f} {y:g}L{x - 4:.1f} {y + 6:g}Z"


def _text(
    x: float, y: float, words: str, *, anchor: str = "", kind: str = "", size: int = 0, weight: str = ""
) -> Shape:
    extra = (("text-anchor", anchor), ("class", kind), ("font-size", str(size or "")), ("font-weight", weight))
    return Shape("text", (("x", round(x, 1)), ("y", round(y, 1)), *(pair for pair in extra if pair[1])), words)


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Shape:
    sizes = (("x", round(x, 1)), ("y", round(y, 1)), ("width", round(width, 1)), ("height", round(height, 1)))
    return Shape("rect", (*sizes, ("class", kind)))


def _line(x: float, y: float, to_x: float, to_y: float, kind: str) -> Shape:
    ends = (("x1", round(x, 1)), ("y1", round(y, 1)), ("x2", round(to_x, 1)), ("y2", round(to_y, 1)))
    return Shape("line", (*ends, ("class", kind)))


def _circle(x: float, y: float, radius: float, kind: str) -> Shape:
    return Shape("circle", (("cx", round(x, 1)), ("cy", round(y, 1)), ("r", radius), ("class", kind)))


def _path(drawn: str, kind: str) -> Shape:
    return Shape("path", (("d", drawn), ("class", kind)))
