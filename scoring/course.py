"""The course of a play: what judging needs of a log, each thing as it stood at its moment. `walk.follow` makes it.

Nothing is judged here. A `Visit` is one instance of a decision with the state just before it closed; `Said` is one
telling with who did not know its facts yet; `clocks` say when each need began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.names import DecisionId, FactId, RoleId, SceneId, Second
from sim.engine.seats import Setup
from sim.engine.state import State


class Moment(msgspec.Struct, frozen=True, order=True):
    """A second of case time and the event that happened in it; later events of one second are later moments."""

    at: Second
    seq: int


class Knowing(msgspec.Struct, frozen=True):
    """Since when a role knows a fact, how it came by it, and *frm* whom: a role or desk, the scene of its work, or an inject."""

    role: RoleId
    fact: FactId
    since: Moment
    how: Literal["held", "told", "work", "inject"]
    frm: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One instance of a decision. *before*: the state just before it closed (or, still open, at the end of the log)."""

    opened: e.DecisionOpened
    closed: e.DecisionClosed | None
    before: State
    picks: tuple[int, ...]

    @property
    def id(self) -> DecisionId:
        """The instance: `huddle#2`."""
        return self.opened.decision

    @property
    def scene(self) -> SceneId:
        """The scene that it opened at."""
        return self.opened.scene

    @property
    def found(self) -> e.OpenDecision:
        """The decision as it stood when it closed."""
        return self.before.decisions[self.id]

    @property
    def present(self) -> tuple[RoleId, ...]:
        """Who was there when it closed."""
        return self.found.present

    @property
    def deciders(self) -> tuple[RoleId, ...]:
        """Who decided; in `lead` the one that led."""
        ready = self.before.book.scenes[self.scene]
        there = tuple(role for role in ready.deciders if role in self.present)
        return there[:1] if ready.how == "lead" else there

    @property
    def committed(self) -> bool:
        """Did it end with an outcome, chosen or not? False: interrupted, unfinished or still open."""
        return self.closed is not None and self.closed.how not in ("interrupted", "unfinished")

    @property
    def end(self) -> Moment | None:
        """The moment at which it closed."""
        return Moment(self.closed.at, self.closed.seq) if self.closed is not None else None

    @property
    def events(self) -> tuple[int, ...]:
        """The log lines that show it: opening, picks and advice, closing."""
        return (self.opened.seq, *self.picks, *((self.closed.seq,) if self.closed is not None else ()))


@dataclass(frozen=True, slots=True)
class Detour:
    """A joint scene that did not come about, or that a role came too late for; *before*: the state just before."""

    event: e.NoShow | e.CameLate
    before: State


@dataclass(frozen=True, slots=True)
class Said:
    """A telling. *fresh*: by fact, the recipients that did not know it then. *out_of_reach*: those whom nobody could reach.

    One command that tells several seats apart makes several of these: *act* is the number of the first. *decision*: whose
    choice said it, for tellings by a choice.
    """

    event: e.Told
    act: int
    fresh: dict[FactId, tuple[RoleId, ...]]
    out_of_reach: tuple[RoleId, ...]
    decision: DecisionId | None


@dataclass(frozen=True, slots=True)
class Course:
    """A play, followed to the end of its log. See the module's docstring."""

    book: Book
    log: tuple[e.AnyEvent, ...]
    setup: Setup
    end: State
    visits: tuple[Visit, ...]
    detours: tuple[Detour, ...]
    said: tuple[Said, ...]
    asked: tuple[e.Asked, ...]
    replies: dict[int, e.Told | e.Answered]
    """Number of a question -> its first answer."""
    acks: tuple[e.Acknowledged, ...]
    done: tuple[e.Done, ...]
    arrivals: dict[tuple[int, RoleId], Moment]
    """(number of a message, recipient) -> when it arrived."""
    knowing: dict[RoleId, dict[FactId, Knowing]]
    clocks: dict[tuple[FactId, RoleId], Moment]
    """(fact, needer) -> when the clock of the need started; absent: it never did."""
    hands: dict[RoleId, tuple[tuple[int, str | None], ...]]
    """Role -> (first event, person or None for the computer), in order."""
    voice: dict[RoleId, tuple[tuple[Moment, bool], ...]]
    """Role -> (from when, whether it could send messages), in order."""
    origins: dict[int, DecisionId]
    """Number of something done -> the decision that it came of; absent: of none."""
    harmed: dict[tuple[str, int], Moment]
    """(objective, place of a harm in it) -> when it first held; absent: it never did."""

    def knew(self, role: RoleId, fact: FactId, before: int) -> Knowing | None:
        """How *role* came to know *fact*, if it did so before event number *before*."""
        knowing = self.knowing[role].get(fact)
        return knowing if knowing is not None and knowing.since.seq < before else None

    def judged(self, role: RoleId, seq: int) -> bool:
        """Is what *role* did at event *seq* its own to answer for? Not where the computer stood in for a person (rule 15)."""
        hands = self.hands[role]
        holder = next((person for first, person in reversed(hands) if first <= seq), None)
        return holder is not None or all(person is None for _, person in hands)

    def person(self, role: RoleId, seq: int) -> bool:
        """Did a person hold the seat of *role* at event *seq*?"""
        return next((person for first, person in reversed(self.hands[role]) if first <= seq), None) is not None

    def answerable(self, role: RoleId, first: int, last: int) -> bool:
        """As `judged`, for something that could be done at any time between two events."""
        return any(
            self.judged(role, seq) for seq in {first, *(seq for seq, _ in self.hands[role] if first < seq <= last)}
        )

    def could_send(self, role: RoleId, first: Moment, last: Moment | None) -> bool:
        """Could *role* send a message at any time from *first* on, and before *last*? Not out of reach, nor with its part over."""
        able, start = True, first.at
        for since, now in self.voice[role]:
            if last is not None and since >= last:
                break
            if able and since.at > start:
                return True
            able, start = now, max(first.at, since.at)
        return able

    def factor(self, roles: Sequence[str]) -> float:
        """The largest accommodation factor among the seats of *roles*: it stretches their scored windows (rule 6)."""
        return max((self.setup.seats[role].factor for role in self.setup.seats if role in roles), default=1.0)
