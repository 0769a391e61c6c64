"""Losses: where points went, act by act, as one role looks at it: rows of the continuation put together, and in words.

A loss is what one act took from what the model answer would still have earned; less than nothing: it was better than the model
answer. What others caused is shown and never charged. Pure: a scorecard in, sentences out; for screens and for plain mode.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.items import TEAM
from scoring.reviews import DecisionReview
from scoring.rows import Act, Advice, Cause, Row
from scoring.scorecard import Scorecard
from scoring.sentences import Voice, number
from scoring.words import DIMENSIONS_SAID, listed
from sim.engine.names import DecisionId, RoleId, Second
from sim.engine.scenario import DIMENSIONS, Dimension

ACTS: dict[Act, str] = {
    "choice": "choice",
    "delay": "delay",
    "message": "message",
    "luck": "luck",
    "hand": "the facilitator’s hand",
}
SMALLEST = 0.005
"""Points below this are not worth a line: they would be shown as 0."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What one act lost, by dimension. *seat*: whose act, as in `Row`; *mine*: is it charged to the role, or to its team?

    *team*: they are points of what is decided together. *needs*: the facts that were not told, where silence lost it.
    """

    act: Act
    what: str
    seat: str | None
    at: Second
    seq: int
    cause: Cause
    mine: bool
    team: bool
    points: Mapping[Dimension, float]
    needs: tuple[str, ...] = ()

    @property
    def better(self) -> bool:
        """Was it, all in all, better than the model answer?"""
        return sum(self.points.values()) < 0


def losses(card: Scorecard, role: RoleId, *, own: bool = False) -> list[Loss]:
    """The losses of *role* and of what it is part of as a team, in order. *own*: only its own, without any other seat's act."""
    groups: dict[tuple[int, str, str, str | None, str, str], list[Row]] = {}
    for row in card.rows:
        if row.column in (role, TEAM) and abs(row.points) >= SMALLEST and not (own and row.cause != "own"):
            groups.setdefault((row.seq, row.act, row.what, row.seat, row.column, row.cause), []).append(row)
    found = [_loss(card, rows) for rows in groups.values()]
    return sorted(found, key=lambda loss: (loss.at, loss.seq))


def unmet(card: Scorecard, row: Row) -> tuple[str, ...]:
    """The needs that a row of silence belongs to, and that alone are charged: what the facts say. Empty: it belongs to none.

    What was lost at a decision is about what this decision needed and nobody had told by then; what a seat did not say, about
    what it held, was wanted by then, and came after that or never.
    """
    if row.cause != "silence":
        return ()
    texts = {fact.fact: fact.text for fact in card.ledger.facts}
    found: dict[str, None] = {}
    for need in card.ledger.needs:
        if need.status not in ("late", "never") or need.counted_in is not None:
            continue
        waited = need.told is None or need.told > row.at
        held = row.seat in need.holders and (need.began is None or need.began <= row.at) and waited
        if need.decision == row.what if row.act == "choice" else row.act == "message" and held:
            found[texts[need.fact]] = None
    return tuple(found)


def _loss(card: Scorecard, rows: list[Row]) -> Loss:
    first = rows[0]
    points = {dimension: sum(row.points for row in rows if row.dimension == dimension) for dimension in DIMENSIONS}
    kept = {dimension: value for dimension, value in points.items() if abs(value) >= SMALLEST}
    return Loss(
        first.act,
        first.what,
        first.seat,
        first.at,
        first.seq,
        first.cause,
        first.charged,
        first.column == TEAM,
        kept,
        unmet(card, first),
    )


def by_decision(found: Iterable[Loss], decisions: Iterable[DecisionReview]) -> dict[DecisionId, list[Loss]]:
    """Each loss beside the decision that it is about; what is about none, beside the one that had opened last before it."""
    opened = list(decisions)
    beside: dict[DecisionId, list[Loss]] = {each.decision: [] for each in opened}
    for loss in found:
        about = next((each.decision for each in opened if each.decision == loss.what), None)
        if about is None:
            before = [each for each in opened if each.opened <= loss.at] or opened[:1]
            if not before:
                continue
            about = before[-1].decision
        beside[about].append(loss)
    return beside


def amount(loss: Loss) -> str:
    """*lost 0.8 coordination, 0.2 protocol*; or what was gained over the model answer."""
    lost = [f"{number(value)} {DIMENSIONS_SAID[dimension]}" for dimension, value in loss.points.items() if value > 0]
    gained = [f"{number(-value)} {DIMENSIONS_SAID[dimension]}" for dimension, value in loss.points.items() if value < 0]
    whose = " of the team’s" if loss.team and not loss.mine else ""
    parts = [f"lost {', '.join(lost)}{whose}"] if lost else []
    if gained:
        more = "better than the model answer by" if loss.cause in ("own", "team") else "gained"
        parts.append(f"{more} {', '.join(gained)}{whose}")
    return "; ".join(parts)


def owner(loss: Loss, voice: Voice) -> str:
    """Whose act it was: *your choice*, *delay, decided together*, *luck*."""
    act = ACTS[loss.act]
    if loss.cause == "luck" or loss.act in ("luck", "hand"):
        return act
    if loss.cause == "silence":
        return "silence"
    if loss.seat is None:
        return f"{act} of several"
    if loss.seat == TEAM:
        return "choice made together" if loss.act == "choice" else f"{act} before a joint decision"
    who = voice.who(loss.seat)
    return f"your {act}" if who == "you" else f"{act} of {who}"


def charged(loss: Loss) -> str:
    """Who is charged for it, in a sentence; empty: the role itself, or the team for what was decided together."""
    match loss.cause:
        case "others":
            return f"Shown, and not charged to {'the team' if loss.team else 'you'}."
        case "luck":
            return "Charged to nobody: the model answer is counted over all that chance might have brought."
        case "facilitator":
            return "Charged to nobody: it was the facilitator’s hand."
        case "silence":
            return silent(loss.act, loss.needs)
        case "stand_in":
            return "Not charged: the computer held the seat."
        case "disputed":
            return "Not charged: a panel did not agree on this choice."
        case _:
            return ""


def silent(act: Act, needs: Sequence[str]) -> str:
    """Who is charged for what silence lost, in a sentence: the needs that it belongs to."""
    if needs:
        facts = listed(["“" + need.rstrip(".") + "”" for need in needs])
        return f"Counted with what was not told in time, and not here: {facts}."
    if act == "delay":
        return "Charged to nobody: several let time pass, and no one of them alone explains it."
    return "Not charged here: silence is charged with a need that was not met, where there is one."


def sentence(loss: Loss, voice: Voice) -> str:
    """One loss as a sentence: *21:52, your choice: lost 0.8 coordination.*"""
    said = f"{voice.at(loss.at)}, {owner(loss, voice)}: {amount(loss)}."
    why = charged(loss)
    return f"{said} {why}" if why else said


def advised(card: Scorecard, decision: DecisionId, voice: Voice) -> list[str]:
    """Advice on a decision that was not taken and would have been better: to the credit of who gave it."""
    found: dict[RoleId, list[Advice]] = {}
    for advice in card.advice:
        if advice.decision == decision and advice.points >= SMALLEST:
            found.setdefault(advice.role, []).append(advice)
    said = []
    for role, group in found.items():
        points = listed([f"{number(each.points)} {DIMENSIONS_SAID[each.dimension]}" for each in group])
        who = voice.who(role)
        whose = "Your advice" if who == "you" else f"The advice of {who}"
        said.append(f"{whose} was not taken, and would have been better by {points}: to the credit of who gave it.")
    return said
