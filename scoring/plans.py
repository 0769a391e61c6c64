"""Plans: what the model would do next in each seat, worked out anew only when what it rests on has changed."""

from __future__ import annotations

from typing import Literal, cast

from scoring.outlook import Answered, Outlook
from scoring.scopes import Scope
from sim.engine import decision_view
from sim.engine import events as e
from sim.engine.commands import Ask, Choose
from sim.engine.messages import reachable
from sim.engine.names import ChoiceId, DecisionId, ItemId, RoleId, Second
from sim.engine.state import State, Thread
from sim.engine.views import ChoiceView
from sim.players import Company, Planned
from sim.players.decisions import act, after, right_lines
from sim.players.model import Model
from sim.players.plan import Sight, earliest
from sim.players.sight import StateSight

NOBODY = Company()
"""On a road no seat waits for a person."""


class SeatPlan:
    """A seat's plan, and what of its view the model made it of: until that changes, it would plan the same.

    *begins*: may it first say anything in this second? *before*: the plan of the seat before. Who had nothing to say has
    nothing to say while it only stands before another decision.
    """

    __slots__ = (
        "_company",
        "_decision",
        "_known",
        "_messages",
        "_reach",
        "_silent",
        "_told_back",
        "planned",
        "root",
        "seq",
    )

    def __init__(
        self,
        state: State,
        role: RoleId,
        player: Model,
        outlook: Outlook,
        live: Scope,
        before: SeatPlan | None,
        begins: bool,
    ) -> None:
        self.root = 0
        thread = state.threads[role]
        self.seq = thread.seq
        """The last event that the seat saw; until it sees another nothing has changed for it."""
        self._decision = found = None if thread.decision is None else state.decisions[thread.decision]
        self._known, self._messages = len(thread.known), thread.messages
        self._company = thread.company
        self._reach = reach(state, thread)
        self._silent = False
        self._told_back: frozenset[Answered] = before._told_back if before is not None else frozenset()
        """What it has answered with facts. Of messages only the new ones are looked through."""
        for message in self._messages if before is None else self._messages[len(before._messages) :]:
            if type(message) is e.Told and message.reply_to is not None and message.frm == role:
                self._told_back |= {
                    (each.topic, RoleId(each.frm))
                    for each in self._messages
                    if type(each) is e.Asked and each.seq == message.reply_to
                }
        self.planned: Planned | None = None
        if state.ended:
            return
        heard_all = before is not None and before._silent and before._alike(thread, self._reach)
        if heard_all and found is None:
            self._silent = True
            return
        speaks = self._reach and not heard_all
        plain = speaks and outlook.plain(state, thread, live, begins)
        if plain:
            tell = outlook.untold(state, thread, live)
            if tell is not None:
                self.planned = Planned(state.time, tell)
                return
            if outlook.unanswered(state, thread, live, self._told_back):
                wanted = outlook.question(thread, live)
                if wanted is not None:
                    ask = Ask(seat=role, at=state.time, to=wanted.desk, topic=wanted.topic, basis=wanted.basis)
                    self.planned = Planned(state.time, ask)
                    return
                speaks = False
        elif speaks:
            speaks = not outlook.quiet(state, thread, live, self._told_back, begins)
        if not speaks:
            # What a choice says by itself is left to it: before another decision that may be to be said.
            self._silent = found is None or found.scene not in outlook.talking[role]
            if found is not None:
                self.planned = choice_at(state, role, player, outlook, found)
            return
        sight = StateSight(state, role)
        speech = player.asked(sight) if plain else player.speech(sight)
        self._silent = speech is None and (found is None or found.scene not in outlook.talking[role])
        decided = None if found is None else choice_at(state, role, player, outlook, found)
        self.planned = earliest(speech, decided)

    def holds(self, state: State, thread: Thread, held: bool) -> bool:
        """Has nothing changed that the plan was made of? (*held*: nor its second passed, while a seat had to wait.)"""
        if (
            (None if thread.decision is None else state.decisions[thread.decision]) is self._decision
            and not (held and self.planned is not None and self.planned.at < state.time)
            and self._alike(thread, reach(state, thread))
        ):
            self.seq = thread.seq
            return True
        return False

    def _alike(self, thread: Thread, in_reach: bool) -> bool:
        return (
            thread.messages is self._messages
            and len(thread.known) == self._known
            and in_reach is self._reach
            and thread.company == self._company
        )


def reach(state: State, thread: Thread) -> bool:
    """Can *thread* send and get messages?"""
    return thread.status != "finished" and reachable(state, thread.role)


class Wanted:
    """A choice by its name alone: all that the model needs of it once it is found."""

    __slots__ = ("id",)

    def __init__(self, name: ChoiceId) -> None:
        self.id = name


class Table:
    """The part of a `Sight` by which a choice is taken or put off: what there is to read is read by a `DecisionView` alone."""

    __slots__ = (
        "closes",
        "deciders",
        "decision",
        "how",
        "id",
        "lead",
        "mine",
        "opened",
        "picks",
        "present",
        "role",
        "time",
    )

    def __init__(self, state: State, role: RoleId, found: e.OpenDecision) -> None:
        ready = state.book.scenes[found.scene]
        self.role, self.time, self.decision = role, state.time, self
        self.id: DecisionId = found.id
        self.how: Literal["alone", "lead", "together", "each"] = ready.how
        self.present = found.present
        self.deciders = ready.deciding(found.present) if ready.joint else found.present
        self.lead = self.deciders[0] if ready.how == "lead" and self.deciders else None
        self.mine = "decide" if role in self.deciders else "advise"
        self.opened: Second = found.opened
        self.closes = found.closes
        self.picks = tuple([pick for pick in found.picks if ready.how != "each" or pick.advice or pick.role == role])


def choice_at(state: State, role: RoleId, player: Model, outlook: Outlook, found: e.OpenDecision) -> Planned | None:
    """What *player* takes at *found*, and when: as it would by its view, of which only what that hangs on is made."""
    key, scene = player.key, found.scene
    wanted: ChoiceId | None = None
    offered, shut = found.offered, found.shut
    for choice in key.ranked[scene]:
        if choice in offered and choice not in shut:
            wanted = choice
            break
    items: tuple[ItemId, ...] = ()
    if wanted is not None and (scene, wanted) in key.forms:
        lines = scene, wanted, found.items
        made = outlook.lines.get(lines)
        if made is None:
            shown = decision_view(state, role)
            assert shown is not None
            made = right_lines(next(each for each in shown.choices if each.id == wanted), key.forms[scene, wanted])
            outlook.lines[lines] = made
        items = made
    ready = state.book.scenes[scene]
    if ready.how == "alone" and not ready.joint:
        if wanted is None:
            return None
        at = after(state, found, key.reading[scene])
        return Planned(at, Choose(seat=role, at=at, decision=found.id, choice=wanted, items=items))
    table = Table(state, role, found)
    return act(
        cast("Sight", table),
        cast("ChoiceView | None", None if wanted is None else Wanted(wanted)),
        items,
        NOBODY,
        key.reading[scene],
    )
