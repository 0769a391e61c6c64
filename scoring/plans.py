"""Plans: what the model would do next in each seat, worked out anew only when what it rests on has changed."""

from __future__ import annotations

from scoring.outlook import Outlook
from scoring.scopes import Scope
from sim.engine import events as e
from sim.engine.commands import Choose
from sim.engine.messages import reachable
from sim.engine.names import RoleId
from sim.engine.state import State, Thread
from sim.players import Planned
from sim.players.decisions import after
from sim.players.model import Model, best_choice
from sim.players.plan import earliest
from sim.players.sight import StateSight


class SeatPlan:
    """A seat's plan, and what of its view the model made it of: until that changes, it would plan the same.

    *before*: the plan of the seat before. Who had nothing to say has nothing to say while it only stands before another
    decision.
    """

    __slots__ = ("_company", "_decision", "_known", "_messages", "_reach", "_silent", "planned", "root")

    def __init__(
        self, state: State, role: RoleId, player: Model, outlook: Outlook, live: Scope, before: SeatPlan | None
    ) -> None:
        self.root = 0
        thread = state.threads[role]
        self._decision = None if thread.decision is None else state.decisions[thread.decision]
        self._known, self._messages = len(thread.known), thread.messages
        self._company = thread.company
        self._reach = reach(state, thread)
        self._silent = False
        self.planned: Planned | None = None
        if state.ended:
            return
        heard_all = before is not None and before._silent and before._alike(state, thread)
        if heard_all and self._decision is None:
            self._silent = True
            return
        speaks = self._reach and not heard_all
        plain = speaks and outlook.plain(state, thread)
        if plain:
            tell = outlook.untold(state, thread, live)
            if tell is not None:
                self.planned = Planned(state.time, tell)
                return
            speaks = not outlook.unasked(state, thread, live)
        elif speaks:
            speaks = not outlook.quiet(state, thread, live)
        self._silent = not speaks
        if not speaks:
            if self._decision is None:
                return
            if self._alone(state, player, self._decision):
                self._silent = self._decision.scene not in outlook.talking[role]
                return
        sight = StateSight(state, role)
        decided = best_choice(sight, player.key, player.company)
        speech = (player.asked(sight) if plain else player.speech(sight)) if speaks else None
        # What a choice says by itself is left to it: before another decision that may be to be said.
        self._silent = speech is None and (self._decision is None or self._decision.scene not in outlook.talking[role])
        self.planned = earliest(speech, decided)

    def _alone(self, state: State, player: Model, found: e.OpenDecision) -> bool:
        """Plan the choice at *found* where it is taken alone and has no form: what is seen of it is what it is."""
        if state.book.scenes[found.scene].how != "alone":
            return False
        role, key = found.present[0], player.key
        for choice in key.ranked[found.scene]:
            if choice in found.offered and choice not in found.shut:
                if (found.scene, choice) in key.forms:
                    return False
                at = after(state, found, found.reading)
                self.planned = Planned(at, Choose(seat=role, at=at, decision=found.id, choice=choice))
                return True
        return True

    def holds(self, state: State, thread: Thread, held: bool) -> bool:
        """Has nothing changed that the plan was made of? (*held*: nor its second passed, while a seat had to wait.)"""
        return (
            (None if thread.decision is None else state.decisions[thread.decision]) is self._decision
            and not (held and self.planned is not None and self.planned.at < state.time)
            and self._alike(state, thread)
        )

    def _alike(self, state: State, thread: Thread) -> bool:
        return (
            thread.messages is self._messages
            and len(thread.known) == self._known
            and thread.company == self._company
            and reach(state, thread) == self._reach
        )


def reach(state: State, thread: Thread) -> bool:
    return thread.status != "finished" and reachable(state, thread.role)
