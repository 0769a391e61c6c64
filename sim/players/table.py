"""The computer's table: a case played to its end with computer players only, as fast as the rules allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sim.engine import begin, decision_view, submit, view
from sim.engine.book import Book
from sim.engine.commands import Advance, Choose, Refused
from sim.engine.decisions import deciders
from sim.engine.events import AnyEvent, OpenDecision
from sim.engine.messages import reachable
from sim.engine.names import DecisionId, RoleId, Second
from sim.engine.seats import Setup
from sim.engine.showing import known_facts, messages_of
from sim.engine.state import State
from sim.engine.views import ChoiceView, KnownFact, MessageView, View
from sim.players.chancer import Chancer
from sim.players.glimpse import Glimpse, Offer
from sim.players.plan import Planned, Player
from sim.players.run import Run
from sim.players.script import Script

MOST_IN_A_SECOND = 1_000
"""More commands than this in one second of case time are a fault of a player."""

NEVER: Final = 1 << 60
"""A second that does not come."""


class TableError(Exception):
    """A computer's player broke the rules of the house: a fault of this program, not of a scenario."""


class CommandRefused(TableError):
    """A player's command was refused; *command* and *refused* say which and why."""

    def __init__(self, planned: Planned, refused: Refused) -> None:
        super().__init__(f"{planned.command!r} was refused ({refused.code}): {refused.reason}")
        self.command = planned.command
        self.refused = refused


class Stuck(TableError):
    """Nobody has anything to do and nothing is due, and yet the case is not over; or a player never stops talking."""


class Glance(Glimpse):
    """A seat's view as far as a chancer looks at it, made when it does: what it has equals `view(state, role)`."""

    __slots__ = ("_full", "_own", "_seq", "_state")

    def __init__(self, state: State, role: RoleId) -> None:
        super().__init__(role)
        self._state = state
        self._own = state.threads[role]
        self._seq = -1
        self._full: View | None = None

    @property
    def full(self) -> View:
        """The whole view, made once for each of its numbers."""
        if self._full is None or self._seq != self._own.seq:
            self._full = view(self._state, self.role)
            self._seq = self._own.seq
        return self._full

    @property
    def seq(self) -> int:
        return self._own.seq

    @property
    def time(self) -> Second:
        return self._state.time

    @property
    def reach(self) -> bool:
        return self._own.status != "finished" and reachable(self._state, self.role)

    @property
    def known(self) -> tuple[KnownFact, ...]:
        return known_facts(self._state, self._own)

    @property
    def messages(self) -> tuple[MessageView, ...]:
        return messages_of(self._state, self._own)

    @property
    def offer(self) -> Offer | None:
        if self._own.decision is None:
            return None
        open_ = self._state.decisions[self._own.decision]
        scene = self._state.book.scenes[open_.scene]
        mine = "decide" if self.role in deciders(scene, open_) else "advise"
        choices = self._choices(open_, fixed=not scene.live and not scene.items)
        return Offer(open_.id, scene.how, mine, open_.opened, open_.closes, open_.picks, choices)

    def _choices(self, open_: OpenDecision, fixed: bool) -> tuple[ChoiceView, ...]:
        """The choices that are open; *fixed*: they are the same each time."""
        book = self._state.book
        key = ("open", open_.scene) if fixed else ("open", open_.scene, open_.offered, open_.shut, open_.items)
        made: tuple[ChoiceView, ...] | None = book.memo(key)
        if made is None:
            decision = decision_view(self._state, self.role)
            shown = decision.choices if decision is not None else ()
            made = book.remember(key, tuple(choice for choice in shown if choice.open))
        return made


class _Seat:
    """A seat at the table: its player, its view, and what it planned when its view had the number *made*.

    *at*: no plan of it is for an earlier second (`NEVER`: it has none). A chancer's plan is made when its turn comes;
    until then it is only known, since its view had the number *seq*, which decision lies *before* it, *when* it would take
    that, saying nothing, and whether it has *picked* there, which it may change in any view. *word*: the number of the next
    view that is one for a message. Nothing changes before its view has the number *wake*, if the same decision is before it.
    """

    __slots__ = (
        "at",
        "before",
        "chancer",
        "glance",
        "made",
        "picked",
        "planned",
        "player",
        "seq",
        "thread",
        "wake",
        "when",
        "word",
    )

    def __init__(self, state: State, role: RoleId, player: Player) -> None:
        self.player = player
        self.chancer = player if isinstance(player, Chancer) else None
        self.glance = Glance(state, role)
        self.thread = state.threads[role]
        self.seq = -1
        self.at = NEVER
        self.planned: Planned | None = None
        self.made = -1
        self.before: DecisionId | None = None
        self.when: Second | None = None
        self.picked = False
        self.word = 0
        self.wake = 0

    def look(self, state: State, chancer: Chancer) -> None:
        """When might a chancer act, now that there is something new to it?"""
        thread = self.thread
        self.seq = seq = thread.seq
        now = state.time
        word = self.word
        if word < seq:
            self.word = word = chancer.next_word(seq, word)
        name = thread.decision
        if name is None:
            self.before = self.when = None
            self.wake = word
            self.at = now if word == seq else NEVER
            return
        if name is not self.before or self.picked:
            self.before = name
            decision = state.decisions[name]
            picked = False
            for pick in decision.picks:
                if pick.role == thread.role:
                    picked = True
            self.picked = picked
            self.wake = 0 if picked else word
            self.when = chancer.decides(seq, now, decision.opened, decision.closes, picked)
        else:
            self.wake = word
        when = self.when
        self.at = now if word == seq or when is None or when < now else when

    def plan(self) -> None:
        """Make the plan."""
        chancer = self.chancer
        planned = chancer.guess(self.glance, self.when) if chancer is not None else self.player.plan(self.glance.full)
        self.planned = planned
        self.made = self.thread.seq
        self.at = NEVER if planned is None else planned.at


def rehearse(
    book: Book, setup: Setup, players: Mapping[RoleId, Player], after: Callable[[State], object] | None = None
) -> Run:
    """Play *book* from its beginning to its end with *players*; see `play_on`."""
    state, log = begin(book, setup)
    run = play_on(state, players, after)
    return Run(state, log + run.log, run.decisions, run.refused)


def play_on(state: State, players: Mapping[RoleId, Player], after: Callable[[State], object] | None = None) -> Run:
    """Play on from *state* to the end with *players*; a seat without one does nothing. *state* itself moves on.

    The earliest plan is carried out, among equals that of the role named first in the scenario; what is due at that
    second or before comes first. *after* is shown the state after each accepted choice. Raises `CommandRefused` and
    `Stuck`, and what the engine raises about the scenario. The log is what happened from here.
    """
    log: list[AnyEvent] = []
    if state.paused or state.curtain:
        raise Stuck("Play stands still: resume it before the computer plays on.")
    seats = [_Seat(state, role, players[role]) for role in state.book.roles if role in players]
    refused: list[Refused] = []
    decisions = given = 0
    second = state.time
    while not state.ended:
        chosen = _next(state, seats)
        at = NEVER if chosen is None else chosen.at
        agenda = state.agenda
        if agenda and agenda[0][0] <= at:
            log += submit(state, Advance(at=agenda[0][0])).events
            continue
        if chosen is None:
            if any(isinstance(seat.player, Script) for seat in seats):
                break
            raise Stuck(
                f"Nothing is due at second {state.time}, no player has anything to do, and the case is not over."
            )
        planned = chosen.planned
        if planned is None or chosen.made != chosen.thread.seq:
            chosen.plan()
            planned = chosen.planned
        if planned is None or planned.at != at:
            continue  # it plans for later than it was looked for
        command = planned.command
        chosen.before, chosen.wake = None, 0  # it looks anew at what it has changed
        result = submit(state, command)
        log += result.events
        player = chosen.player
        no = result.refused
        if no is not None:
            if not isinstance(player, Script):
                raise CommandRefused(planned, no)
            refused.append(no)
        elif type(command) is Choose:
            decisions += 1
            if after is not None:
                after(state)
        if isinstance(player, Script):
            chosen.player = player.rest()
            chosen.made = -1
        given = given + 1 if state.time == second else 1
        second = state.time
        if given > MOST_IN_A_SECOND:
            raise Stuck(f"More than {MOST_IN_A_SECOND} commands in second {second}; the last: {command!r}.")
    return Run(state, log, decisions, tuple(refused))


def _next(state: State, seats: list[_Seat]) -> _Seat | None:
    """The seat that acts next if nothing happens before; those whose views have changed plan anew, or look when they will."""
    chosen: _Seat | None = None
    soonest = NEVER
    for seat in seats:
        thread = seat.thread
        seq = thread.seq
        chancer = seat.chancer
        if chancer is None:
            if seat.made != seq:
                seat.plan()
        elif (seq >= seat.wake or thread.decision is not seat.before) and seat.seq != seq:
            seat.look(state, chancer)
        at = seat.at
        if at < soonest:
            chosen, soonest = seat, at
    return chosen
