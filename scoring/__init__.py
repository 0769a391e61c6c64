"""events -> evidence -> scores. Pure."""

from scoring.adherence import Adherence, critical_violations
from scoring.childs_day import Burden, ChildDay
from scoring.critical import CriticalError, Judgement
from scoring.items import TEAM, Coverage, DimensionScore, Item, Untested
from scoring.ledger import Ledger
from scoring.ratings import Confirmation, HarmFound, Letter, Rating, TaskFound
from scoring.reviews import DecisionReview, LineReview, OptionReview
from scoring.rows import Advice, Row
from scoring.scorecard import SCORING_VERSION, Scorecard, feedback, score

__all__ = [
    "SCORING_VERSION",
    "TEAM",
    "Adherence",
    "Advice",
    "Burden",
    "ChildDay",
    "Confirmation",
    "Coverage",
    "CriticalError",
    "DecisionReview",
    "DimensionScore",
    "HarmFound",
    "Item",
    "Judgement",
    "Ledger",
    "Letter",
    "LineReview",
    "OptionReview",
    "Rating",
    "Row",
    "Scorecard",
    "TaskFound",
    "Untested",
    "critical_violations",
    "feedback",
    "score",
]
