"""Reviews as lines: one decision after the other, what was chosen, what it earned and why, and what else there was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring import TEAM, DecisionReview, OptionReview
from scoring.words import DIMENSIONS_SAID
from sim.engine.names import RoleId
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.plain.ledger import Reading
from sim.plain.names import Names
from sim.plain.wording import capital, listing, paragraphs, sentence

TICKS = {
    (True, True): " Right.",
    (True, False): " It does not belong here.",
    (False, True): " It belongs here.",
    (False, False): " Rightly left.",
    (None, True): " It belongs here.",
    (None, False): " It does not belong here.",
}
"""(ticked, should be ticked) -> what is said of a form's line; None: the form was not handed in."""

ENDED = {
    "no_answer": "The time ran out before it was decided.",
    "deadlock": "You did not agree.",
    "interrupted": "It was broken off by a call; nothing was decided.",
    "unfinished": "The case ended while it was open.",
    "open": "It is still open.",
}


def decision(
    number: int, count: int, review: DecisionReview, names: Names, *, points: bool = True, owners: bool = True
) -> list[str]:
    """Decision *number* of *count* as a whole. *points*: with what it earned; *owners*: with whose choice it was."""
    beside_me = [names.who(role) for role in review.present if role != names.me]
    beside = f", with {listing(beside_me)}" if beside_me else ""
    key = " A key decision." if review.key else ""
    lines = [f"Decision {number} of {count}: {names.at(review.opened)}{beside}. {sentence(review.title)}{key}"]
    lines += chosen(review, names, points=points, owners=owners)
    return lines + others(review, points=points)


def seen_then(review: DecisionReview, names: Names) -> list[str]:
    """The scene as this seat saw it when it decided."""
    return [f"Then: {line}" for line in paragraphs(review.shown.get(names.me, ""))]


def known_then(review: DecisionReview, facts: Reading) -> list[str]:
    """What this seat knew when it decided, the newest first."""
    if facts.names.me not in review.knew:
        return []
    known = review.knew[facts.names.me]
    if not known:
        return ["Knew then: You held no facts."]
    return [f"Knew then: {capital(facts.full(fact))}" for fact in reversed(known)]


def earned_in_all(review: DecisionReview, names: Names) -> str:
    """`Earned 2.5 of 3 points.`, or why not."""
    mine = [item for item in review.items if names.me in item.owners or TEAM in item.owners]
    if not mine:
        return ENDED.get(review.how, "Not scored.")
    earned, stake = sum(item.points for item in mine), sum(item.at_stake for item in mine)
    return f"Earned {of(earned, stake)}."


def others(review: DecisionReview, *, points: bool = True) -> list[str]:
    """The choices that were not taken, and what each would have meant."""
    lines = []
    for option in review.options:
        if not option.chosen:
            lines += [other(option, points=points), *form_lines(option, ())]
    return lines


def chosen(review: DecisionReview, names: Names, *, points: bool = True, owners: bool = True) -> list[str]:
    """What was chosen, what it earned, and why; without *points* only the reasons of the choice."""
    lines = []
    if review.how != "chosen":
        text = next((sentence(outcome.text) for outcome in review.outcomes if outcome.text), "")
        lines.append(f"Chosen: {ENDED[review.how]} {text}".strip())
    else:
        by_name = {str(option.choice): option for option in review.options}
        for outcome in sorted(review.outcomes, key=lambda outcome: names.me not in outcome.roles):
            option = by_name.get(outcome.outcome)
            who = capital(listing(names.who(role) for role in sorted(outcome.roles, key=lambda role: role != names.me)))
            if option is not None and option.lines:
                lines += form(option, outcome.roles, who)
            else:
                number = f"choice {option.number}. " if option is not None and option.number else ""
                best = model(option) if points else ""
                head = f"{who} took" if owners else "What was taken:"
                lines.append(f"Chosen: {head} {number}{sentence(outcome.text)}{best}")
    return lines + (earned(review, names) + why(review, names) if points else reasons(review))


def reasons(review: DecisionReview) -> list[str]:
    """The case's reasons for what was chosen, without any judgement of who chose it."""
    return [
        f"Why: {sentence(option.because)}{f' Source: {sentence(option.cite)}' if option.cite else ''}"
        for option in review.options
        if option.chosen and option.because
    ]


def form(option: OptionReview, roles: tuple[RoleId, ...], who: str) -> list[str]:
    """Each line of a form: whether it was ticked, and whether it should have been."""
    return [f"Chosen: {who} handed in the form.", *form_lines(option, roles)]


def form_lines(option: OptionReview, roles: tuple[RoleId, ...]) -> list[str]:
    """The lines of a form, as *roles* ticked them (nobody: as they should be)."""
    lines = []
    for number, line in enumerate(option.lines, 1):
        ticked = any(role in line.ticked_by for role in roles)
        worth = list(line.credit.values())
        right = None if not worth else sum(worth) / len(worth) >= 0.5
        verdict = "" if right is None else TICKS[ticked if roles else None, right]
        because = f" {sentence(line.because)}" if line.because else ""
        cite = f" Source: {line.cite}." if line.cite else ""
        mark = "" if not roles else ", ticked" if ticked else ", not ticked"
        lines.append(f"Line {number}{mark}: {sentence(line.text)}{verdict}{because}{cite}")
    return lines


def model(option: OptionReview | None) -> str:
    """Says of a choice that it is the model answer, if it is."""
    return " This is the model answer." if option is not None and option.model else ""


def earned(review: DecisionReview, names: Names) -> list[str]:
    """The points of a decision, of those that could be had there."""
    mine = [item for item in review.items if names.me in item.owners or TEAM in item.owners]
    if not mine:
        return [] if review.how in ("interrupted", "unfinished", "open") else ["Earned: This was not scored."]
    parts = [f"{DIMENSIONS_SAID[item.dimension]} {points(item.points)} of {points(item.at_stake)}" for item in mine]
    team = " It counts for the team." if all(TEAM in item.owners for item in mine) else ""
    return [f"Earned: {capital(listing(parts))}.{team}"]


def why(review: DecisionReview, names: Names) -> list[str]:
    """The reasons of the points with their sources, each once."""
    mine = [item for item in review.items if names.me in item.owners or TEAM in item.owners]
    texts = [f"\u201c{outcome.text.strip()}\u201d" for outcome in review.outcomes]
    found = dict.fromkeys((_without(item.reason, texts), item.source) for item in mine)
    lines = [f"Why: {sentence(reason)} Source: {sentence(source)}".replace("  ", " ") for reason, source in found]
    return lines if lines or review.how != "chosen" else reasons(review)


def _without(reason: str, texts: Sequence[str]) -> str:
    """*reason* without the words of the choice in front, which have just been read."""
    return next((reason.removeprefix(text).strip() for text in texts if reason.startswith(text)), reason)


def other(option: OptionReview, *, points: bool = True) -> str:
    """A choice that was not taken: what it would have meant."""
    name = f"Other, choice {option.number}" if option.number else "Other, not offered to you"
    shut = " It was not possible in the end." if option.offered and not option.open else ""
    because = f" {sentence(option.because)}" if option.because else ""
    cite = f" Source: {sentence(option.cite)}" if option.cite else ""
    disputed = " The panel did not agree on it, so it is not scored." if option.disputed else ""
    text = sentence(option.text) or "The form."
    if not points:
        return f"{name}: {text}{shut}{because}{cite}"
    return f"{name}: {text}{shut}{model(option)} {worth(option.credit)}{because}{cite}{disputed}"


def worth(credit: dict[Dimension, float]) -> str:
    """What a choice is worth, in the order of the dimensions."""
    parts = [f"{DIMENSIONS_SAID[name]} {points(credit[name])}" for name in DIMENSIONS if name in credit]
    return f"Worth {listing(parts)}." if parts else "It is not scored."


def points(value: float) -> str:
    """Points with at most two decimals: `1`, `0.6`, `0.25`."""
    return f"{round(value, 2):g}"


def of(earned: float, stake: float) -> str:
    """`2.5 of 3 points`."""
    return f"{points(earned)} of {points(stake)} {'point' if points(stake) == '1' else 'points'}"


def took_part(reviews: Iterable[DecisionReview], role: RoleId) -> list[DecisionReview]:
    """The decisions in which *role* had a part."""
    return [review for review in reviews if role in review.present]
