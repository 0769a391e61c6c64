"""events -> evidence -> scores. Pure."""

from scoring.items import TEAM, Coverage, DimensionScore, Item, Untested
from scoring.ledger import Ledger
from scoring.reviews import DecisionReview, LineReview, OptionReview
from scoring.scorecard import SCORING_VERSION, Scorecard, feedback, score

__all__ = [
    "SCORING_VERSION",
    "TEAM",
    "Coverage",
    "DecisionReview",
    "DimensionScore",
    "Item",
    "Ledger",
    "LineReview",
    "OptionReview",
    "Scorecard",
    "Untested",
    "feedback",
    "score",
]
