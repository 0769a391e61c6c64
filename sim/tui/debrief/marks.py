"""The words around the scores: how a play ended, what the figures rest on, what they mean and do not mean. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from scoring import TEAM, DimensionScore
from scoring.judgements import FAILING, stands
from scoring.meaning import FORMATIVE, MEANS, made_of, played, reviewed
from scoring.sentences import FOUND, STANDINGS, coverage, fails, judgement, ranged, share
from scoring.words import DIMENSION_TITLES
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.debrief.lookback import Lookback
from sim.tui.names import capital, counted

TEAM_TITLE = "The team, everything counted once"

SUPPORT = (
    "A case like this can stay with you. Talk to somebody you trust, to the person who runs your training, or ask your "
    "facilitator or your agency’s peer support who is there for you."
)
CALM = "That was one rehearsal of one night. Nothing has to be settled now; you can come back to this page whenever you like."

HOW = {
    "stalled": "It could go no further: that is a fault of the case and not yours.",
    "stopped": "It was ended before it was over; what was open is not scored.",
    "": "It is not finished; this is what there is so far.",
}
"""How a case ended -> what is said of it."""


def meanwhile(back: Lookback) -> Page:
    """What stands there while the scores are worked out."""
    return page(
        row(plain("The scores are being worked out.", "strong")),
        row(plain("Every page can be chosen already; it fills in a moment.", "muted")),
        row(plain(CALM, "em"), gap=1),
    )


def ended(back: Lookback) -> Page:
    """How it ended, and for a workshop why there are no points."""
    card, face = back.card, back.face
    rows: list[Row | Page] = []
    if back.ending is not None:
        second, title = back.ending
        rows.append(row(line(plain(f"{face.hm(second)}  ", "muted"), plain(title, "title"))))
    many = len(back.mine)
    said = f"You had a part in {counted(many)} decision{'' if many == 1 else 's'}"
    said += f"; the case {'ended' if card.ended else 'stands'} at {face.hm(card.time)}. {HOW.get(back.how, '')}"
    rows.append(row(plain(said.strip())))
    if not back.owners:
        words = (
            "This is a workshop: the pages show decisions and consequences, without points and without names on them."
        )
        if back.revealed:
            words = "This is a workshop. You have asked for your own points; nobody else’s are shown."
        rows.append(row(plain(words), gap=1))
    rows += errors(back)
    return page(*rows)


def errors(back: Lookback) -> list[Row | Page]:
    """What nothing else can make good: first of all, and never with a figure. In a workshop it is a topic, with no name on it."""
    found = back.critical
    if not found:
        return []
    title = "Critical" if len(found) == 1 else f"Critical: {len(found)}"
    rows: list[Row | Page] = [row(plain(title, "urgent"), gap=1)]
    for error in found:
        whose = f", {back.voice.everyone(error.roles)}" if error.roles and back.owners else ""
        rows.append(row(error.text, plain(f"{back.face.hm(error.at)}{whose}  ", "muted")))
        if back.owners and (said := judgement(error)) is not None:
            rows.append(row(plain(said), "  – "))
        elif back.mode in FAILING:
            rows.append(row(plain(f"{FOUND[None].capitalize()}: see the page of ratings.", "muted"), "  – "))
    rows += [row(plain(said, "urgent")) for said in fails(back.mode, found, back.voice)]
    return rows


def in_words(back: Lookback) -> Page:
    """The bars in sentences, for who cannot see them."""
    card, found = back.card, back.critical
    mine: tuple[str, Mapping[Dimension, DimensionScore]] = (back.role, card.roles[back.role])
    columns = [mine, (TEAM, card.team)] if back.owners else [mine]
    rows: list[Row | Page] = []
    for column, scores in columns:
        title = TEAM_TITLE if column == TEAM else capital(back.names.seat(column))
        whose = "the team" if column == TEAM else "yourself"
        rows.append(row(plain(title, "title"), gap=1 if rows else 0))
        for dimension in DIMENSIONS:
            score = scores[dimension]
            head = plain(f"{DIMENSION_TITLES[dimension]}: ", "strong")
            rows.append(
                row(line(head, plain(share(score)), plain(f" {coverage(score.coverage, whose)}", "muted")), "– ")
            )
            if failed := STANDINGS[stands(card.mode, found, column, dimension)]:
                rows.append(row(plain(f"{capital(failed)}.", "urgent"), "  "))
            if said := ranged(score):
                rows.append(row(plain(said), "  "))
    return page(*rows)


def meaning(back: Lookback) -> Page:
    """What the figures mean and what they do not mean, and people to talk to."""
    card = back.card
    rows: list[Row | Page] = []
    if back.points:
        rows.append(row(plain("What you decide together with others counts for the team.", "muted")))
        if any(score.coverage.not_tested for score in card.team.values()):
            untested = "Not judged: what did not come up in this play, and time limits that did not run."
            rows.append(row(plain(untested, "muted")))
        rows.append(row(plain(f"{played(card)} {reviewed(card)}", "muted"), gap=1))
        rows.append(row(plain(f"{MEANS} {FORMATIVE}", "muted")))
        rows.append(row(plain(made_of(card), "muted")))
    else:
        rows.append(row(plain(reviewed(card), "muted")))
    rows += [row(SUPPORT, gap=1), row(plain(CALM, "em"), gap=1)]
    return page(*rows)
