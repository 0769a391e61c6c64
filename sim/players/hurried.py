"""The hurried: somebody who reads a quarter of it and takes what is said in the fewest words."""

from __future__ import annotations

import msgspec

from sim.engine.views import View
from sim.players.decisions import Company, act, shortest, shortest_lines
from sim.players.key import RoleKey
from sim.players.messages import acknowledging, answering
from sim.players.plan import Planned, earliest

READS = 0.25
"""The part of the reading time that this player takes."""


class Hurried(msgspec.Struct, frozen=True):
    """Takes the shortest choice, tells nothing unasked, answers with one fact, reads back what is shortest."""

    key: RoleKey
    company: Company = Company()

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        if view.ended or view.paused or view.curtain:
            return None
        wanted = shortest(view.decision) if view.decision is not None else None
        items = shortest_lines(wanted) if wanted is not None else ()
        reading = int(view.decision.reading * READS) if view.decision is not None else 0
        decided = act(view, wanted, items, self.company, reading)
        if not view.reach:
            return decided
        return earliest(
            answering(view, self.key, self.company, self.key.answers_after, most=1),
            acknowledging(view, self.key, self.company, short=True),
            decided,
        )
