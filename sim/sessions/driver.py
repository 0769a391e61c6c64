"""The driver: wall time -> case time (rules 5, 6, 7 and 16). Pure: it is told what time it is, and says which command is due.

What the clock does at any moment is its *phase*:

    flowing    a person has a decision to take: a second on the wall is a second of the case
    still      a person has a decision to take, and the pace is untimed
    jumping    no person has anything to decide: case time goes to the next occurrence at once
    holding    on the way something new came before a person's seat: time stands until that person goes on;
               or a planned stop has put its question, or a critical error stopped the case, also while a person decides
    standing   paused, curtain up, nobody at any seat, or the laptop is to be passed on
    over       the case has ended

A person who has picked (or advised, or passed) in a joint decision has nothing to decide until all picks are in and differ: so
the answers of computers there are occurrences to jump to, like any others.

Whoever uses a driver calls `tick` and gives the command it returns to the engine, `observe` after every command (of whomever),
and `tick` again until it returns None; then not before `wake_at`, or before something is submitted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from sim.engine import Book, State, View, decision_view, next_due, view
from sim.engine.commands import CLOCK, Advance, Answer, AnyCommand, Ask, Choose, Extend, Pass, Tell
from sim.engine.names import DecisionId, RoleId, Second
from sim.players import Planned, Player, make_player

MARK = 5
"""Case seconds after which the time is logged while a person's decision is open."""

ROOM_PATIENCE = 20.0
"""Wall seconds that a room waits at a stop."""

BUSIEST = 1_000
"""Commands of computers in one second of case time, beyond which they are not asked until it is over."""

EPSILON = 1e-6
"""Seconds: what adding and subtracting wall times may lose."""

Phase = Literal["flowing", "still", "jumping", "holding", "standing", "over"]


class Clock(msgspec.Struct, frozen=True):
    """The clock before one seat. *now*: seconds of case time; *left*: seconds until the limit of this seat's decision.

    *running*: case time flows. *holding*: something new is before this seat, and time stands until `proceed`.
    *trouble*: why time stands although nobody wants it to (the database can't be written, say), for a person to read.
    """

    now: float
    running: bool
    paused: bool
    left: float | None = None
    holding: bool = False
    trouble: str = ""


class Driver:
    """Drives one session of *book*. *wall* and all later wall times: seconds, from whatever zero."""

    def __init__(self, book: Book, state: State, wall: float) -> None:
        self._book = book
        self._players: dict[RoleId, Player] = {}
        self._seated: dict[RoleId, tuple[str | None, str]] = {}
        self._plans: dict[RoleId, tuple[int, Planned | None]] = {}
        self._deaf: dict[RoleId, int] = {}
        self._busy = (0, 0)
        self._seen: dict[RoleId, tuple[int, int, int]] = {}
        self._decided: dict[RoleId, DecisionId | None] = {}
        self._holds: dict[RoleId, float] = {}
        self._stops: dict[RoleId, int] = {}
        self._asked: set[RoleId] = set()
        self._wishes: set[RoleId] = set()
        self._owed: dict[tuple[DecisionId, RoleId], Second] = {}
        self._spent: set[tuple[DecisionId, RoleId]] = set()  # who has had their time, while others still have theirs
        self._time = state.time
        self._phase: Phase = "standing"
        self._anchor = self._looked = (wall, float(state.time))
        self._seat(state)
        for role in self.persons:
            # Nobody knows whether what is there was read (a session resumed, a role that begins standing by): stop at once.
            look = view(state, role)
            self._seen[role] = _brought(look)
            self._stops[role] = _stops(look)
            self._decided[role] = state.threads[role].decision
            if not undecided(state, role) and state.threads[role].status != "finished":
                self._holds[role] = wall
        self._turn_phase(state, wall)

    # --- who sits where

    @property
    def persons(self) -> tuple[RoleId, ...]:
        """The roles whose seats persons hold."""
        return tuple(role for role, (person, _) in self._seated.items() if person is not None)

    def _seat(self, state: State) -> None:
        seated = {role: (seat.person, seat.player) for role, seat in state.seats.items()}
        if seated == self._seated:
            return
        self._seated = {role: (seat.person, str(seat.player)) for role, seat in state.seats.items()}
        persons = frozenset(self.persons)
        self._plans.clear()
        self._players = {
            role: make_player(
                seat.player,
                self._book,
                role,
                state.setup.seed if state.setup else 0,
                waits_for=persons,
                untimed=_untimed(state),
            )
            for role, seat in state.seats.items()
            if seat.person is None
        }
        self._holds = {role: since for role, since in self._holds.items() if role in persons}
        self._asked &= persons

    # --- what is due

    def tick(self, state: State, wall: float) -> AnyCommand | None:
        """The next command that is due at this moment; None: none is."""
        phase = self._turn_phase(state, wall)
        if phase in ("over", "standing"):
            return None
        if (owed := self._owing(state)) is not None:
            return owed
        if phase == "holding":
            return None
        until = math.inf if phase == "jumping" else self._second(state, wall)
        planned, role = self._planned(state)
        due = next_due(state)
        if due is not None and due <= until and (planned is None or due <= planned.at):
            return self._in_sight(state, due) or Advance(at=due)
        if planned is not None and role is not None and planned.at <= until:
            return replace(planned.command, at=max(planned.at, state.time))
        if phase == "flowing" and until >= state.time + MARK:
            return Advance(at=int(until), mark=True)
        return None

    def wake_at(self, state: State, wall: float) -> float | None:
        """The wall time at which something is due; None: not before somebody acts."""
        phase = self._turn_phase(state, wall)
        if phase == "flowing":
            planned, _ = self._planned(state)
            seconds = [state.time + MARK]
            seconds += [planned.at] if planned is not None else []
            due = next_due(state)
            seconds += [due] if due is not None else []
            return self._anchor[0] + (min(seconds) - self._anchor[1])
        if phase == "holding" and _room(state) and not self._asked:
            return max(self._holds.values()) + ROOM_PATIENCE
        return None

    def _planned(self, state: State) -> tuple[Planned | None, RoleId | None]:
        """What the computers' seats do next: the earliest plan, and whose it is."""
        if self._busy[0] == state.time and self._busy[1] > BUSIEST:
            return None, None
        best: Planned | None = None
        whose: RoleId | None = None
        for role, player in self._players.items():
            seq = state.threads[role].seq
            if self._deaf.get(role) == seq:
                continue
            known = self._plans.get(role)
            if known is None or known[0] != seq:
                known = self._plans[role] = (seq, player.plan(view(state, role)))
            planned = self._after_advice(state, role, known[1])
            if planned is not None and (best is None or planned.at < best.at):
                best, whose = planned, role
        return best, whose

    def _after_advice(self, state: State, role: RoleId, planned: Planned | None) -> Planned | None:
        """A computer's pick that persons would see waits for theirs (or their advice), at most half the limit.

        Else it would show them the model's answer before they have thought. Players do this for who leads; here it is done
        for `together`, and for `each` where persons only advise.
        """
        if planned is None or not isinstance(planned.command, Choose):
            return planned
        decision = decision_view(state, role)
        if decision is None or decision.how not in ("together", "each"):
            return planned
        persons = [person for person in self.persons if person in decision.present]
        if not persons or (decision.how == "each" and any(person in decision.deciders for person in persons)):
            return planned
        if not any(undecided(state, person) for person in persons):
            return planned
        if decision.closes is None:
            return None
        half = decision.opened + (decision.closes - decision.opened) // 2
        return planned if planned.at >= half else Planned(half, planned.command)

    # --- what has happened

    def observe(self, state: State, wall: float, command: AnyCommand | None = None, *, refused: bool = False) -> None:
        """Take note of where play stands after *command*."""
        self._seat(state)
        self._plans = {role: plan for role, plan in self._plans.items() if plan[0] == state.threads[role].seq}
        if command is not None:
            self._note_command(state, command, refused)
        self._note_out_of_sight(state)
        for role in self.persons:
            self._note_person(state, role, wall)
        self._turn_phase(state, wall)

    def _note_command(self, state: State, command: AnyCommand, refused: bool) -> None:
        role = RoleId(command.seat)
        if role in self._players:
            second, count = self._busy
            self._busy = (state.time, count + 1 if second == state.time else 1)
            if refused:
                self._deaf[role] = state.threads[role].seq
            return
        if refused:
            return
        if isinstance(command, Extend) and command.seat == CLOCK:
            for decision, away in self._owed:  # it is everybody's time who waits for this decision
                if decision == command.decision:
                    self._owed[decision, away] -= command.seconds
        if isinstance(command, Choose | Pass):
            self._holds.pop(role, None)
            self._asked.discard(role)
            self._spent = {key for key in self._spent if key[1] == role}  # the others may have to answer that
        if isinstance(command, Tell | Ask | Answer | Choose | Pass):
            self._wishes.discard(role)

    def _note_person(self, state: State, role: RoleId, wall: float) -> None:
        look = view(state, role)
        brought, stops, decision = _brought(look), _stops(look), state.threads[role].decision
        before = self._seen.get(role, (0, 0, 0))
        new = any(now > then for now, then in zip(brought, before, strict=True))
        other = decision != self._decided.get(role)
        closed = other and self._decided.get(role) is not None
        if stops > self._stops.get(role, 0):
            self._asked.add(role)
        self._seen[role] = brought
        self._stops[role] = stops
        self._decided[role] = decision
        if new or other:
            self._wishes.discard(role)
        if undecided(state, role) or state.threads[role].status == "finished":
            self._holds.pop(role, None)
        elif new or (closed and state.setup is not None and state.setup.mode == "coach"):
            self._holds[role] = wall

    def proceed(self, state: State, role: RoleId, wall: float) -> None:
        """*role* has read what came, and goes on."""
        self._holds.pop(role, None)
        self._asked.discard(role)
        self._turn_phase(state, wall)

    def halt(self, state: State, wall: float) -> tuple[RoleId, ...]:
        """Time stands until each person has gone on, also while a decision is open; who shares a laptop: who sits before it.

        Returns who has to.
        """
        shared = state.front in self.persons and not _room(state)
        halted = tuple(role for role in self.persons if not shared or role == state.front)
        self._asked.update(halted)
        self._turn_phase(state, wall)
        return halted

    def wait(self, state: State, role: RoleId, wall: float) -> bool:
        """Under untimed pace *role* lets case time pass to the next thing that comes before it; False: there is no need."""
        if not (_untimed(state) and role in self.persons and undecided(state, role)):
            return False
        self._wishes.add(role)
        self._turn_phase(state, wall)
        return True

    # --- what the clock does

    def clock(self, state: State, role: RoleId, wall: float) -> Clock:
        """The clock before *role*'s seat."""
        phase = self._turn_phase(state, wall)
        now = self._now(state, wall)
        decision = decision_view(state, role)
        left = decision.closes - now if decision is not None and decision.closes is not None else None
        return Clock(
            now=now,
            running=phase == "flowing",
            paused=state.paused,
            left=max(0.0, left) if left is not None else None,
            holding=phase == "holding" and (role in self._holds or role in self._asked),
        )

    def phase(self, state: State, wall: float) -> Phase:
        """What the clock does at this moment."""
        return self._turn_phase(state, wall)

    def second(self, state: State, wall: float) -> Second:
        """The second of case time at which a command given now is stamped."""
        self._turn_phase(state, wall)
        return self._second(state, wall)

    def stand_back(self, state: State, wall: float) -> None:
        """What passed since the last logged second is given back: it could not be kept."""
        self._anchor = self._looked = (wall, float(state.time))

    def turn(self, state: State) -> RoleId | None:
        """One laptop, several seats: who should sit before it next, by deadline; None: who does, or nobody (rule 16)."""
        if state.ended or state.paused or _room(state) or len(self.persons) < 2:
            return None
        sits = state.front if not state.curtain else None
        waiting = self._deciding(state) or list(self._holds)
        if not waiting or sits in waiting:
            return None
        return min(waiting, key=lambda role: _deadline(state, role))

    def _now(self, state: State, wall: float) -> float:
        if self._phase != "flowing":
            return float(state.time)
        return max(float(state.time), self._anchor[1] + (wall - self._anchor[0]))

    def _second(self, state: State, wall: float) -> Second:
        return math.floor(self._now(state, wall) + EPSILON)

    def _turn_phase(self, state: State, wall: float) -> Phase:
        """Find the phase, and let the clock start or stand as it changes."""
        if wall < self._looked[0]:
            self._anchor = (wall, self._looked[1])  # a clock that runs back takes nothing away and gives nothing
        phase = self._find_phase(state, wall)
        if phase == "flowing" and self._phase != "flowing":
            self._anchor = (wall, float(state.time))
        self._phase = phase
        self._looked = (wall, self._now(state, wall))
        return phase

    def _find_phase(self, state: State, wall: float) -> Phase:
        if state.ended:
            return "over"
        persons = self.persons
        if state.paused or state.curtain or not persons:
            return "standing"
        if self._asked:
            return "holding"
        shared = state.front in persons and not _room(state)
        deciding = self._deciding(state)
        if deciding and shared and state.front not in deciding:
            return "standing"
        if deciding:
            if not _untimed(state):
                return "flowing"
            return "jumping" if all(role in self._wishes for role in deciding) else "still"
        if _room(state):
            self._holds = {role: since for role, since in self._holds.items() if wall < since + ROOM_PATIENCE - EPSILON}
        if not self._holds:
            return "jumping"
        return "holding" if not shared or state.front in self._holds else "standing"

    # --- one laptop, several seats

    def _deciding(self, state: State) -> list[RoleId]:
        """The persons who have a decision to take, and time for it."""
        found = [role for role in self.persons if undecided(state, role)]
        return [role for role in found if (state.threads[role].decision, role) not in self._spent]

    def _out_of_sight(self, state: State) -> Iterable[tuple[DecisionId, RoleId, Second]]:
        """Open decisions with a limit, and the persons who could take them and are away from the screen."""
        if state.front is None or _room(state):
            return
        for role in self.persons:
            decision = state.decisions.get(state.threads[role].decision or DecisionId(""))
            if role == state.front or decision is None or decision.closes is None or not undecided(state, role):
                continue
            if (decision.id, role) not in self._spent:
                yield decision.id, role, decision.closes

    def _note_out_of_sight(self, state: State) -> None:
        passed = state.time - self._time
        self._time = state.time
        self._owed = {key: owed for key, owed in self._owed.items() if key[0] in state.decisions}
        self._spent = {key for key in self._spent if key[0] in state.decisions}
        if passed:
            for decision, role, _ in self._out_of_sight(state):
                self._owed[decision, role] = self._owed.get((decision, role), 0) + passed

    def _in_sight(self, state: State, second: Second) -> Extend | None:
        """Before the limit of a decision is reached that somebody could take who is away, what it lost so far is given back.

        Whoever sits there and could take it, too, has had their time: it is the other's turn.
        """
        for decision, role, closes in self._out_of_sight(state):
            seconds = self._owed.setdefault((decision, role), 0) + second - state.time
            if closes <= second and seconds > 0:
                if state.front is not None:
                    self._spent.add((decision, state.front))
                return Extend(seat=CLOCK, at=state.time, decision=decision, seconds=seconds)
        return None

    def _owing(self, state: State) -> Extend | None:
        """A decision that has come before its person gets back what it lost out of sight."""
        for (decision, role), seconds in self._owed.items():
            there = state.decisions.get(decision)
            if seconds > 0 and role == state.front and there is not None and there.closes is not None:
                return Extend(seat=CLOCK, at=state.time, decision=decision, seconds=seconds)
        return None


def undecided(state: State, role: RoleId) -> bool:
    """Is it for *role* to decide (or to advise) now? Not, if its pick is in and others' are awaited."""
    decision = decision_view(state, role)
    if decision is None or state.ended:
        return False
    picked = {pick.role for pick in decision.picks}
    if role not in picked:
        return True
    return decision.how == "together" and decision.mine == "decide" and picked.issuperset(decision.deciders)


def _brought(look: View) -> tuple[int, int, int]:
    """How much has come before a seat: notices, messages of others (of read-backs only wrong ones), facts."""
    messages = sum(
        message.frm != look.role and (message.kind != "acknowledged" or message.right is False)
        for message in look.messages
    )
    return len(look.feed), messages, len(look.known)


def _stops(look: View) -> int:
    """How many planned stops have put their question."""
    return sum(notice.kind == "stop" for notice in look.feed)


def _deadline(state: State, role: RoleId) -> float:
    decision = decision_view(state, role)
    return math.inf if decision is None or decision.closes is None else decision.closes


def _untimed(state: State) -> bool:
    return state.setup is not None and state.setup.pace == "untimed"


def _room(state: State) -> bool:
    return state.setup is not None and state.setup.room
