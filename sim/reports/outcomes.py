"""Outcomes: what came of a decision, in the words of the case. Pure."""

from __future__ import annotations

from scoring import DecisionReview
from sim.reports.wording import Wording, said, sentence

HOW = {
    "no_answer": "The time ran out.",
    "deadlock": "There was no agreement.",
    "interrupted": "Broken off by a call; nothing was decided.",
    "unfinished": "The case ended while it was open.",
    "open": "It is still open.",
}
"""How a decision ended without a choice -> what is said of it."""


def came(review: DecisionReview, words: Wording, *, owners: bool = True) -> str:
    """What was decided, and of a form what was ticked; without *owners* not by whom."""
    parts = [] if review.how == "chosen" else [HOW[review.how]]
    by_text: dict[str, list[str]] = {}
    for outcome in review.outcomes:
        ticked = [
            said(line.text).rstrip(".")
            for option in review.options
            for line in option.lines
            if set(line.ticked_by) & set(outcome.roles)
        ]
        text = sentence(said(outcome.text)) if outcome.text else ""
        if ticked:
            text += f" Ticked: {'; '.join(ticked)}."
        by_text.setdefault(text.strip(), []).extend(outcome.roles)
    several = len(by_text) > 1 and owners
    parts += [f"{words.seats(roles)}: {text}" if several and text else text for text, roles in by_text.items()]
    return " ".join(filter(None, parts))
