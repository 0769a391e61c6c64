"""Clauses: the conjuncts that templates are made of, each a monitor that hears one letter after another.

A letter says whether the occurrence is an A, a B, both or neither. A state is `(phase, heard, owed)`: how far the clause has
come, the moments that a later letter may rest on, and the moments that are still owed an answer. It is small and hashable, and
holds only what can still matter: where no time is limited, at most one moment of each.

Time windows are *least* to *most* seconds, both counted in. Order is the order of the letters, never that of the clock: of
two letters in the same second the one that came later is later, zero seconds after the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from scoring.course import Moment
from sim.engine.names import Second

Moments = tuple[Moment, ...]
State = tuple[int, Moments, Moments]

IDLE, ACTIVE, BROKEN = 0, 1, 2
"""Phases: nothing has activated the clause; something has; it is violated for good."""

UNLIMITED: Second = 1 << 60
"""A window or a deadline without an end."""

NEW: State = (IDLE, (), ())
LOST: State = (BROKEN, (), ())


@dataclass(frozen=True, slots=True)
class Clause:
    """What all clauses share. *least*, *most*: the window in seconds. Subclasses say what a letter does in `step`."""

    least: Second = 0
    most: Second = UNLIMITED

    @property
    def timed(self) -> bool:
        """Does it look at times at all?"""
        return self.least > 0 or self.most < UNLIMITED

    @property
    def start(self) -> State:
        """The state before the first letter."""
        return NEW

    @property
    def hears_all(self) -> bool:
        """Does a letter that is neither A nor B matter?"""
        return False

    @property
    def trigger(self) -> int:
        """Which letter activates it: 1 A, 2 B, 0 neither."""
        return 1

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        """The state after a letter at *now*, whose deadlines have not passed (see `lapsed`)."""
        raise NotImplementedError

    @property
    def answers(self) -> int:
        """Which letters can meet it (bits: 1 A, 2 B)."""
        return 2

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        """The moments by which this letter, heard in *state*, meets the clause: its own or earlier ones."""
        return ()

    def clash(self, state: State, now: Moment) -> Moments:
        """The earlier moments because of which a letter, heard in *state*, breaks the clause."""
        return state[2]

    def settled(self, state: State) -> bool:
        """Is it active, and can nothing break it or make it owe anything any more?"""
        return False

    def due(self, state: State) -> Second | None:
        """The last second at which what is owed can still be done (`UNLIMITED`: at any time); None: nothing is owed."""
        owed = state[2]
        if not owed:
            return None
        return UNLIMITED if self.most >= UNLIMITED else owed[0].at + self.most

    def lapsed(self, state: State, at: Second) -> bool:
        """Has a deadline passed before second *at*?"""
        due = self.due(state)
        return due is not None and due < at

    def relative(self, state: State, at: Second) -> State:
        """*state* with its times counted from *at* and without what can't matter any more: equal futures, equal states."""
        if self.lapsed(state, at):
            return LOST
        phase, heard, owed = state
        if not self.timed:
            return phase, tuple(Moment(0, 0) for _ in heard), tuple(Moment(0, 0) for _ in owed)
        return phase, self._from(self._kept(heard, at), at), self._from(owed, at)

    def _from(self, times: Moments, at: Second) -> Moments:
        """*times* counted from *at*; where there is no upper limit, anything ripe is as good as just ripe."""
        oldest = -self.least if self.most >= UNLIMITED else -UNLIMITED
        return tuple(Moment(max(time.at - at, oldest), 0) for time in times)

    def _reach(self, times: Moments, at: Second) -> Moments:
        """Those of *times* whose window is open at second *at*."""
        if not self.least and self.most >= UNLIMITED:
            return times
        return tuple(time for time in times if self.least <= at - time.at <= self.most)

    def _kept(self, heard: Moments, at: Second) -> Moments:
        """Those of *heard* that a letter at *at* or later may rest on, without those that another of them makes needless."""
        if self.most >= UNLIMITED:
            return heard[:1]
        alive = [time for time in heard if at - time.at <= self.most]
        ripe = sum(at - time.at >= self.least for time in alive)
        return tuple(alive[max(0, ripe - 1) :])

    def _hear(self, heard: Moments, now: Moment) -> Moments:
        if self.most >= UNLIMITED:
            return heard or (now,)
        if not self.least:
            return (now,)
        return (*self._kept(heard, now.at), now) if now not in heard else heard

    def _owe(self, owed: Moments, now: Moment) -> Moments:
        if not self.least:
            return owed or (now,)
        if self.most >= UNLIMITED:
            return (now,)
        return (*owed, now) if now not in owed else owed


class Response(Clause):
    """After each A, a B in its window: `G(a -> F b)`."""

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        if not b:
            return ()
        return (now,) if (a and not self.least) or self._reach(state[2], now.at) else ()

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if b and owed:
            owed = tuple(time for time in owed if now.at - time.at < self.least) if self.least else ()
        if a:
            phase = ACTIVE
            if not (b and not self.least):
                owed = self._owe(owed, now)
        return phase, heard, owed


class AlternateResponse(Clause):
    """After each A, a B in its window and before the next A: `G(a -> X(!a U b))`."""

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        return (now,) if b and self._reach(state[2], now.at) else ()

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if b and owed and now.at - owed[0].at >= self.least:
            owed = ()
        if a:
            return LOST if owed else (ACTIVE, heard, (now,))
        return phase, heard, owed


class ChainResponse(Clause):
    """After each A, a B next, in its window: `G(a -> X b)`."""

    @property
    def hears_all(self) -> bool:
        return True

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        return (now,) if b and self._reach(state[2], now.at) else ()

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if owed and not (b and now.at - owed[0].at >= self.least):
            return LOST
        return (ACTIVE, heard, (now,)) if a else (phase, heard, ())


class RespondedExistence(Clause):
    """For each A, a B before or after it in its window: `F a -> F b`."""

    @property
    def answers(self) -> int:
        return 3

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        before = self._reach(state[1], now.at)[-1:] if a else ()
        return (*before, now) if b and ((a and not before) or self._reach(state[2], now.at)) else before

    def settled(self, state: State) -> bool:
        return state[0] == ACTIVE and bool(state[1]) and not self.timed

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if b:
            heard = self._hear(heard, now)
            if owed:
                owed = tuple(time for time in owed if now.at - time.at < self.least) if self.least else ()
        if a:
            phase = ACTIVE
            if not self._reach(heard, now.at):
                owed = self._owe(owed, now)
        return phase, heard, owed


class Precedence(Clause):
    """Before each B, an A in its window: `!b W a`."""

    @property
    def trigger(self) -> int:
        return 2

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        if not b:
            return ()
        return self._reach(state[1], now.at)[-1:] or ((now,) if a and not self.least else ())

    def settled(self, state: State) -> bool:
        return state[0] == ACTIVE and bool(state[1]) and not self.timed

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if b:
            if not (a and not self.least) and not self._reach(heard, now.at):
                return LOST
            phase = ACTIVE
        return phase, self._hear(heard, now) if a else heard, owed


class AlternatePrecedence(Clause):
    """Before each B, an A in its window and after the B before it: `(!b W a) & G(b -> WX(!b W a))`."""

    @property
    def trigger(self) -> int:
        return 2

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        if not b:
            return ()
        return self._reach(state[1], now.at)[-1:] or ((now,) if a and not self.least else ())

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if b:
            alone = a and not self.least
            return (ACTIVE, (), owed) if alone or self._reach(heard, now.at) else LOST
        return phase, self._hear(heard, now) if a else heard, owed


class ChainPrecedence(Clause):
    """Right before each B, an A in its window: `G(X b -> a) & !b`."""

    @property
    def hears_all(self) -> bool:
        return True

    @property
    def trigger(self) -> int:
        return 2

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        return self._reach(state[1], now.at) if b else ()

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if b:
            if not self._reach(heard, now.at):
                return LOST
            phase = ACTIVE
        return phase, (now,) if a else (), owed

    def _kept(self, heard: Moments, at: Second) -> Moments:
        return tuple(time for time in heard if at - time.at <= self.most)


class NotSuccession(Clause):
    """After an A, no B in its window: `G(a -> !F b)`."""

    @property
    def answers(self) -> int:
        return 0

    def clash(self, state: State, now: Moment) -> Moments:
        return self._reach(state[1], now.at)[-1:]

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if b and ((a and not self.least) or self._reach(heard, now.at)):
            return LOST
        return (ACTIVE, self._hear(heard, now), owed) if a else (phase, heard, owed)


class NotChainSuccession(Clause):
    """Right after an A, no B in its window: `G(a -> !X b)`."""

    @property
    def answers(self) -> int:
        return 0

    @property
    def hears_all(self) -> bool:
        return True

    def clash(self, state: State, now: Moment) -> Moments:
        return self._reach(state[1], now.at)[-1:]

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if b and self._reach(heard, now.at):
            return LOST
        return (ACTIVE, (now,), owed) if a else (phase, (), owed)

    def _kept(self, heard: Moments, at: Second) -> Moments:
        return tuple(time for time in heard if at - time.at <= self.most)


@dataclass(frozen=True, slots=True)
class Count(Clause):
    """At least *fewest* and at most *greatest* letters count, of those between *least* and *most* of the case.

    *either*: B counts too (for `choice`). *tested*: it is active from the start, and not only once an A was counted. Of the
    times it keeps no more than it needs: how many there were.
    """

    fewest: int = 0
    greatest: int | None = None
    either: bool = False
    tested: bool = False

    @property
    def start(self) -> State:
        return (ACTIVE, (), ()) if self.fewest or self.tested else NEW

    def _counts(self, a: bool, b: bool, now: Moment) -> bool:
        return (a or (b and self.either)) and self.least <= now.at <= self.most

    @property
    def answers(self) -> int:
        return (3 if self.either else 1) if self.fewest else 0

    @property
    def trigger(self) -> int:
        return 0 if self.fewest or self.tested else 1

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        return (now,) if self.fewest and self._counts(a, b, now) else ()

    def clash(self, state: State, now: Moment) -> Moments:
        return state[1]

    def settled(self, state: State) -> bool:
        return self.greatest is None and state[0] == ACTIVE and len(state[1]) >= self.fewest

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        phase, heard, owed = state
        if not self._counts(a, b, now):
            return (ACTIVE if a else phase, heard, owed)
        if self.greatest is None:
            return (ACTIVE, (*heard, Moment(0, now.seq)), owed) if len(heard) < self.fewest else state
        return LOST if len(heard) >= self.greatest else (ACTIVE, (*heard, Moment(0, now.seq)), owed)

    def due(self, state: State) -> Second | None:
        return self.most if state[0] != BROKEN and len(state[1]) < self.fewest else None

    def relative(self, state: State, at: Second) -> State:
        if self.lapsed(state, at):
            return LOST
        running = self.timed and state[0] != BROKEN and at <= self.most
        return state[0], tuple(Moment(0, 0) for _ in state[1]), (Moment(at, 0),) if running else ()


class First(Clause):
    """The first letter is an A: `a`."""

    @property
    def answers(self) -> int:
        return 1

    @property
    def trigger(self) -> int:
        return 0

    def met(self, state: State, a: bool, b: bool, now: Moment) -> Moments:
        return (now,) if a and not state[1] else ()

    def settled(self, state: State) -> bool:
        return bool(state[1])

    @property
    def hears_all(self) -> bool:
        return True

    @property
    def start(self) -> State:
        return ACTIVE, (), ()

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        if state[1]:
            return state
        return (ACTIVE, (now,), ()) if a else LOST

    def due(self, state: State) -> Second | None:
        return None if state[1] or state[0] == BROKEN else UNLIMITED


class Last(Clause):
    """The last letter is an A: `F(a & !X true)`."""

    @property
    def answers(self) -> int:
        return 0

    @property
    def trigger(self) -> int:
        return 0

    @property
    def hears_all(self) -> bool:
        return True

    @property
    def start(self) -> State:
        return ACTIVE, (), ()

    def step(self, state: State, a: bool, b: bool, now: Moment) -> State:
        return ACTIVE, (now,) if a else (), ()

    def due(self, state: State) -> Second | None:
        return None if state[1] else UNLIMITED
