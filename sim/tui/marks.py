"""The scores of a play as a page: three dimensions for the role and the team, each beside its coverage. Pure."""

from __future__ import annotations

from scoring import DimensionScore, Scorecard
from sim.engine.names import RoleId
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.names import Names, capital
from sim.tui.review import DIMENSION_TITLES, number

BAR = 20
"""Cells of a full bar."""

SUPPORT = (
    "A case like this can stay with you. Talk to somebody you trust, to the person who runs your training, or ask your "
    "facilitator or your agency’s peer support who is there for you."
)


def marks(card: Scorecard, role: RoleId, names: Names) -> Page:
    """Scores of *role* and of the team, what they rest on and what they do not mean."""
    rows: list[Row | Page] = [row(plain(capital(names.seat(role)), "title"))]
    rows += [_dimension(dimension, card.roles[role][dimension]) for dimension in DIMENSIONS]
    rows.append(row(plain("What you decide together with others counts for the team.", "muted")))
    rows.append(row(plain("The team, everything counted once", "title"), gap=1))
    rows += [_dimension(dimension, card.team[dimension]) for dimension in DIMENSIONS]
    if any(score.coverage.not_tested for score in card.team.values()):
        untested = "Not tested: what did not come up in this play, and time limits that did not run."
        rows.append(row(plain(untested, "muted"), gap=1))
    if card.provisional:
        rows.append(
            row(
                line(
                    plain("Provisional. ", "new"),
                    plain(
                        "A decision is divided by the best choice that was open in it. "
                        "A later version compares with the model answer played on."
                    ),
                ),
                gap=1,
            )
        )
    conditions = "standard conditions" if card.conditions == "standard" else "approved conditions"
    rows.append(row(plain(f"Played in {card.mode} mode, under {conditions}. {_whose(card)}", "muted"), gap=1))
    rows.append(
        row(
            plain(
                "A score says how this rehearsal went. It says nothing about fitness for the work, "
                "and is not legal or medical advice.",
                "muted",
            )
        )
    )
    rows.append(row(SUPPORT, gap=1))
    return page(*rows)


def support() -> Page:
    """People to talk to."""
    return page(
        row(plain("People to talk to", "title")),
        row(SUPPORT, gap=1),
        row("You can stop here at any time. Nothing has to be finished, and nobody sees that you stopped.", gap=1),
    )


def _dimension(dimension: Dimension, score: DimensionScore) -> Page:
    label = plain(DIMENSION_TITLES[dimension].ljust(17))
    coverage = score.coverage
    of = f"{number(score.earned)} of {number(score.at_stake)} points"
    tested = f"{coverage.judged} judged, {coverage.not_tested} not tested"
    if score.share is None:
        said = row(plain("not enough evidence for a figure", "strong"), label)
        return page(said, row(plain(f"{of} · {tested}", "muted"), " " * 17))
    full = round(score.share * BAR)
    bar = line(plain("█" * full, "title"), plain("░" * (BAR - full), "muted"), plain(f" {score.share:4.0%}", "strong"))
    return page(row(bar, label), row(plain(f"{of} · {tested}", "muted"), " " * 17))


def _whose(card: Scorecard) -> str:
    if card.review == "draft":
        return "The case is a draft, and its key is its author’s: no professional has reviewed it."
    return "The case has been reviewed by professionals."
