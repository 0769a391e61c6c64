"""The child's day in words: a headline without numbers, and what each count says. For screens and for plain mode. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.childs_day import Burden, ChildDay
from scoring.sentences import UNTOLD_DAY, Voice
from scoring.words import lapse, listed
from sim.engine.events import AnyEvent

FORMATIVE = (
    "Counts from the child’s side, beside those of the model answer in the same case. No validated instrument stands behind "
    "them: they are there to talk about."
)


def headline(day: ChildDay) -> str:
    """How the day compares with the model's, in a sentence without a number."""
    seen = [burden for burden in day.counts if burden.told]
    if not seen:
        return UNTOLD_DAY
    heavier = [_low(burden.title) for burden in seen if weighs(burden) > 0]
    lighter = [_low(burden.title) for burden in seen if weighs(burden) < 0]
    if not heavier and not lighter:
        compared = any(burden.model is not None or burden.model_seconds is not None for burden in seen)
        return "No heavier than in the model answer." if compared else "There is nothing to compare it with."
    said = []
    if heavier:
        said.append(f"Heavier than in the model answer in: {listed(heavier)}.")
    if lighter:
        said.append(f"Lighter in: {listed(lighter)}.")
    return " ".join(said)


def weighs(burden: Burden) -> int:
    """Is a burden heavier (1) or lighter (-1) than in the model answer, or alike or not known (0)?"""
    here, model = amount(burden), model_amount(burden)
    return 0 if model is None or here == model else 1 if here > model else -1


def amount(burden: Burden) -> int:
    """What is counted: seconds where it is a length of time."""
    return burden.seconds if burden.seconds is not None else burden.count


def model_amount(burden: Burden) -> int | None:
    """The same in the model's play; None: not worked out."""
    return burden.model_seconds if burden.seconds is not None else burden.model


def counted(burden: Burden) -> str:
    """The count, short: `2`, `26 minutes`."""
    return _short(burden, amount(burden))


def model_counted(burden: Burden) -> str:
    """The model's count, short; empty: not worked out."""
    model = model_amount(burden)
    return "" if model is None else _short(burden, model)


def _short(burden: Burden, value: int) -> str:
    if burden.seconds is None:
        return str(value)
    return lapse(value) if value else "none"


def times(burden: Burden, log: Sequence[AnyEvent], voice: Voice) -> str:
    """When it was, as times of day; empty: nothing was counted."""
    at = dict.fromkeys(voice.at(log[seq - 1].at) for seq in sorted(burden.events) if 1 <= seq <= len(log))
    return f"at {listed(list(at))}" if at else ""


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]
