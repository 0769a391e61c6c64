"""Items as they are read: what one score is made of as a list, and one of these things with what it rests on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scoring import TEAM, DimensionScore
from scoring.makeup import KINDS, Made, makeup, named, reasons, ruling, seen, whose
from scoring.sentences import points_of
from scoring.words import DIMENSION_TITLES
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.tui.content import Page, Row, page, plain, row
from sim.tui.debrief.decisions import SIGNS
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.protocol import evidence
from sim.tui.names import capital
from sim.tui.widgets.picks import Pick

NOTHING = "Nothing was judged here, and nothing came up that could have been."
UNDER = "  "


class Score(NamedTuple):
    """One score of the overview: whose (*column*: a role, or `team`), and in which dimension."""

    column: str
    dimension: Dimension


def scores(back: Lookback) -> list[Score]:
    """All that the overview has bars for, in their order."""
    columns = (back.role, TEAM) if back.owners else (back.role,)
    return [Score(column, dimension) for column in columns for dimension in DIMENSIONS]


def made(back: Lookback, score: Score) -> tuple[Made, ...]:
    """What *score* is made of."""
    return makeup(back.card, back.log, score.column, score.dimension)


def heading(back: Lookback, score: Score) -> str:
    """Whose score, and what came of it: `Police · 62%, 12.5 of 20 points`."""
    column = back.card.team if score.column == TEAM else back.card.roles[back.role]
    found: DimensionScore = column[score.dimension]
    title = "The team" if score.column == TEAM else capital(back.names.title(score.column))
    share = f"{found.share:.0%}, " if found.share is not None else ""
    points = points_of(found.earned, found.at_stake) if found.coverage.judged else "not tested"
    return f"{title} · {share}{points}"


def title(score: Score) -> str:
    """The name of its dimension."""
    return DIMENSION_TITLES[score.dimension]


def picks(back: Lookback, score: Score, found: Sequence[Made]) -> list[Pick]:
    """A line or two for each thing: what it is, its points, its second; what could not be judged stands last."""
    own = f"{score.column}.{score.dimension}"
    return [Pick(f"{own}.{n}", _brief(back, score, each), each.item.label) for n, each in enumerate(found)]


def _brief(back: Lookback, score: Score, one: Made) -> Page:
    sign, tone = SIGNS[one.mark]
    words, sort = named(one, back.card)
    marks = [one.points, sort]
    if one.at is not None:
        marks.append(back.face.hm(one.at))
    if score.column == TEAM:
        marks.append(f"counts for {whose(one, back.telling)}")
    return page(row(plain(words), plain(f"{sign} ", tone)), row(plain(" · ".join(marks), "muted"), UNDER))


def place_of(back: Lookback, one: Made) -> int | None:
    """The decision that it stands for, by its place among the role's own; None: it stands for none of these."""
    if one.item.kind not in ("decision", "outcome"):
        return None
    return next((n for n, found in enumerate(back.mine) if found.decision == one.item.decision), None)


def rests_on(back: Lookback, one: Made) -> Page:
    """One thing with its reason, its source, what became of the fact it is about, and its lines of the log."""
    found = ruling(one, back.card)
    if found is not None:
        return evidence(found, back)
    sign, tone = SIGNS[one.mark]
    said, lines = seen(one, back.card, back.book, back.log, back.telling)
    rows: list[Row | Page] = [
        row(plain(one.item.label, "strong"), plain(f"{sign} ", tone)),
        row(plain(f"{capital(KINDS[one.item.kind])} · {one.points}", "muted"), UNDER),
        *(row(plain(each), gap=0 if n else 1) for n, each in enumerate(reasons(one))),
    ]
    if said:
        rows.append(row(plain("What became of it", "strong"), gap=1))
        rows += [row(plain(each), "– ") for each in said]
    if lines:
        rows.append(row(plain("Where it stands in the log", "strong"), gap=1))
        rows += [row(each.words, plain(f"log {each.seq}, {back.face.hm(each.at)}  ", "muted")) for each in lines]
    return page(*rows)


def nothing() -> Page:
    """What stands in place of an empty list."""
    return page(row(plain(NOTHING, "muted")))
