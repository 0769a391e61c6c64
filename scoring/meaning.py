"""Meaning: what a score says about itself, in words, for screens and for plain mode. Pure: a scorecard in.

Which case and versions, in which mode and under which conditions, whose key and whether it was reviewed, and what the score does
not mean.
"""

from __future__ import annotations

from scoring.scorecard import Scorecard
from scoring.words import listed

MEANS = "A score says how this rehearsal went. It says nothing about fitness for the work, and is not legal or medical advice."
FORMATIVE = "Trauma-informed scores are formative: no validated instrument stands behind any tool of this kind."


def played(card: Scorecard) -> str:
    """Mode and conditions. Which conditions were approved is nobody's business."""
    conditions = "standard conditions" if card.conditions == "standard" else "approved conditions"
    return f"Played in {card.mode} mode, under {conditions}."


def reviewed(card: Scorecard) -> str:
    """Has anybody but its author looked at the key?"""
    if card.review == "draft":
        return "The case is a draft, and its key is its author’s: no professional has reviewed it."
    return "The case has been reviewed by professionals."


def made_of(card: Scorecard) -> str:
    """The numbers by which the score can be made again, and whose judgement it rests on."""
    keys = sorted({item.key for item in card.items if item.key})
    whose = f", measured by {listed(keys)}" if keys else ""
    return f"Case {card.scenario}, seed {card.seed}, scoring number {card.version}, rules of play number {card.semantics}{whose}."
