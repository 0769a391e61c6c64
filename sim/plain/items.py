"""Items as lines: what one score is made of, thing after thing, and what one of these things rests on."""

from __future__ import annotations

from collections.abc import Sequence

from scoring import TEAM, DecisionReview
from scoring.makeup import Made, makeup, named, reasons, ruling, seen, whose
from scoring.words import DIMENSION_TITLES, DIMENSIONS_SAID
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.plain.names import NotFound, meant
from sim.plain.rulings import Rulings, none
from sim.plain.wording import capital, many, sentence

HOW = (
    "No: Type items and a dimension: coordination, trauma-informed or protocol. "
    "The word team before it asks for the team's score."
)
WORKSHOP = "No: In a workshop there are no points here; reveal says your own."


def listed(rulings: Rulings, text: str, *, points: bool) -> tuple[list[str], tuple[Made, ...]]:
    """What the score that *text* names is made of (`coordination`, `team protocol`), as lines and as things."""
    if not points:
        return [WORKSHOP], ()
    words = text.split()
    team = TEAM in words
    asked = " ".join(word for word in words if word != TEAM)
    found = meant(asked, {str(name): title for name, title in DIMENSION_TITLES.items()})
    if not asked or isinstance(found, NotFound) or (team and not rulings.owners):
        return [HOW if rulings.owners else HOW.partition(" The word")[0]], ()
    dimension: Dimension = next(name for name in DIMENSIONS if name == found)
    made = makeup(rulings.card, rulings.log, TEAM if team else rulings.names.me, dimension)
    head = f"{'The team, ' if team else 'You, '}{DIMENSIONS_SAID[dimension]}"
    lines = [f"Items: {head}: {many(len(made), 'thing')}. item and a number says what it rests on."]
    return [*lines, *(_line(n, each, rulings, team) for n, each in enumerate(made, 1))], made


def _line(number: int, one: Made, rulings: Rulings, team: bool) -> str:
    words, sort = named(one, rulings.card)
    when = f" {capital(rulings.names.at(one.at))}." if one.at is not None else ""
    counts = f" It counts for {whose(one, rulings.telling)}." if team else ""
    return f"Item {number}, {one.points}: {sentence(words)}{when} {sentence(capital(sort))}{counts}"


def opened(rulings: Rulings, made: Sequence[Made], number: int, mine: Sequence[DecisionReview]) -> list[str]:
    """Thing *number* with its reason, what became of the fact it is about, and its lines of the log."""
    if not 1 <= number <= len(made):
        return [none("item", number, len(made)) if made else HOW]
    one = made[number - 1]
    rule = ruling(one, rulings.card)
    if rule is not None:
        return rulings.evidence(rulings.tested().index(rule) + 1)
    said, lines = seen(one, rulings.card, rulings.book, rulings.log, rulings.telling)
    heard = [_line(number, one, rulings, team=False), *(f"Why: {sentence(each)}" for each in reasons(one))]
    heard += [f"Evidence: {sentence(each)}" for each in said]
    heard += [f"Evidence: Log line {each.seq}, {rulings.names.at(each.at)}. {each.words}" for each in lines]
    place = next((n for n, review in enumerate(mine, 1) if review.decision == one.item.decision), None)
    if place is not None and one.item.kind in ("decision", "outcome"):
        heard.append(f"Question: decision {place} says all of that decision.")
    return heard
