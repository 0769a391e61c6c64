"""A play told twice: what was played, and a way it might have gone, as a page of two columns or one.

Pure: facets of `scoring.comparison` in, pages out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from scoring.comparison import Facet, Side, facets, summary
from sim.sessions.retelling import Retelling
from sim.tui.columns import Columns
from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.debrief.lookback import Lookback

PLAYED, INSTEAD = "played   ", "instead  "
BESIDE = 100
"""Cells from which both stand beside each other."""


def compared(back: Lookback, other: Retelling) -> list[Facet]:
    """The facets of what was played and of *other*."""
    played = Side(back.log, back.card)
    return facets(back.book, played, other.side, back.role, back.voice, since=other.since, points=back.owners)


def shown(back: Lookback, other: Retelling, found: Sequence[Facet], *, all: bool) -> Columns:
    """The page: what differs in sentences, then each facet; *all*: also those that are alike."""
    until = f"Until {back.face.hm(other.since)} both are the same. {summary(found)}"
    head: list[Row | Page] = [row(plain(until, "muted"))]
    narrow: list[Row | Page] = [*head]
    wide: list[Page | tuple[Page, Page]] = [page(*head), _heads()]
    for group, members in groupby(found, key=lambda facet: facet.group):
        kept = [facet for facet in members if all or not facet.same]
        if not kept:
            continue
        narrow.append(row(plain(group, "title"), gap=1))
        wide.append(page(row(plain(group, "title"), gap=1)))
        for facet in kept:
            narrow.append(_one_under_the_other(facet))
            wide.append(_beside(facet))
    return Columns(page(*narrow).rows, wide, BESIDE)


def _heads() -> tuple[Page, Page]:
    return page(row(plain("As it was played", "strong"), gap=1)), page(row(plain("What if", "strong"), gap=1))


def _one_under_the_other(facet: Facet) -> Page:
    if facet.same:
        return page(row(line(plain(facet.title, "strong"), plain(f"  alike: {facet.played}", "muted"))))
    return page(
        row(plain(facet.title, "strong")),
        row(facet.played, plain(PLAYED + _at(facet.played_at), "muted")),
        row(facet.instead, plain(INSTEAD + _at(facet.instead_at), "new")),
    )


def _beside(facet: Facet) -> tuple[Page, Page]:
    title = row(plain(facet.title, "muted" if facet.same else "strong"))
    alike = plain("alike", "muted")
    return (
        page(title, row(facet.played, plain(f"  {_at(facet.played_at)}", "muted"))),
        page(row(alike if facet.same else " "), row(facet.instead, plain(f"  {_at(facet.instead_at)}", "muted"))),
    )


def _at(time: str) -> str:
    return f"{time}  " if time else ""
