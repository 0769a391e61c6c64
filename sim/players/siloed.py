"""The siloed: the model's choices, and not a word to anybody."""

from __future__ import annotations

import msgspec

from sim.engine.views import View
from sim.players.decisions import Company
from sim.players.key import RoleKey
from sim.players.messages import refusing
from sim.players.model import best_choice
from sim.players.plan import Planned, earliest


class Siloed(msgspec.Struct, frozen=True):
    """Takes the model's choices, tells and asks nothing, answers *cannot*, reads nothing back."""

    key: RoleKey
    company: Company = Company()

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        if view.ended or view.paused or view.curtain:
            return None
        decided = best_choice(view, self.key, self.company)
        if not view.reach:
            return decided
        return earliest(refusing(view, self.company, self.key.answers_after), decided)
