"""The model: the author's answer, played from one seat with what that seat can see."""

from __future__ import annotations

import msgspec

from sim.players.decisions import Company, act, best, right_lines
from sim.players.key import RoleKey
from sim.players.messages import acknowledging, answering, asking, completing, telling
from sim.players.plan import Planned, Sight, earliest


class Model(msgspec.Struct, frozen=True):
    """Takes the best choice after reading it, tells others what they need, asks desks, answers, reads back rightly."""

    key: RoleKey
    company: Company = Company()
    reads_back: bool = True
    """False: it spares itself the read-backs, where nothing in the case depends on them."""

    def plan(self, view: Sight) -> Planned | None:
        """See `Player`."""
        if view.ended or view.paused or view.curtain:
            return None
        decided = best_choice(view, self.key, self.company)
        if not view.reach:
            return decided
        return earliest(self.speech(view), decided)

    def asked(self, view: Sight) -> Planned | None:
        """The message that it would send next, where it has nothing to tell and to read back."""
        return earliest(
            answering(view, self.key, self.company, None), completing(view, self.key), asking(view, self.key)
        )

    def speech(self, view: Sight) -> Planned | None:
        """The message that it would send next."""
        return earliest(
            answering(view, self.key, self.company, None),
            completing(view, self.key),
            acknowledging(view, self.key, self.company) if self.reads_back else None,
            telling(view, self.key),
            asking(view, self.key),
        )


def best_choice(view: Sight, key: RoleKey, company: Company) -> Planned | None:
    """The choice of the model answer, with the right lines of its form, once the scene's longest wording would be read."""
    decision = view.decision
    if decision is None:
        return None
    wanted = best(decision, key)
    items = right_lines(wanted, key.forms.get((decision.scene, wanted.id))) if wanted is not None else ()
    return act(view, wanted, items, company, key.reading[decision.scene])
