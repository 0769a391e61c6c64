"""An offer: what a rehearsal makes of an open decision for a chancer, who looks at no more of it."""

from __future__ import annotations

import msgspec

from sim.engine.events import Pick
from sim.engine.names import DecisionId, Second
from sim.engine.views import ChoiceView


class Offer(msgspec.Struct, frozen=True, gc=False):
    """The part of a `DecisionView` that a chancer looks at; of picks and choices at least its own and those open."""

    id: DecisionId
    how: str
    mine: str
    opened: Second
    closes: Second | None
    picks: tuple[Pick, ...]
    choices: tuple[ChoiceView, ...]
