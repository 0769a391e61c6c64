"""The colleague: a good partner who has to be asked. The default."""

from __future__ import annotations

import msgspec

from sim.engine.views import View
from sim.players.decisions import Company
from sim.players.key import RoleKey
from sim.players.messages import acknowledging, answering, asking, completing, telling
from sim.players.model import best_choice
from sim.players.plan import Planned, earliest


class Colleague(msgspec.Struct, frozen=True):
    """Takes the model's choices; volunteers only what a fact marks so, in its time; answers when asked; reads back rightly."""

    key: RoleKey
    company: Company = Company()

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        if view.ended or view.paused or view.curtain:
            return None
        decided = best_choice(view, self.key, self.company)
        if not view.reach:
            return decided
        return earliest(
            answering(view, self.key, self.company, self.key.answers_after),
            completing(view, self.key),
            acknowledging(view, self.key, self.company),
            telling(view, self.key, volunteers=True),
            asking(view, self.key),
            decided,
        )
