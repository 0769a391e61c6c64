"""A lookback: all that a debrief rests on, for one role. What takes time is worked out when it is first asked for, once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from scoring import CriticalError, DecisionReview, Scorecard, score
from scoring.consequences import Consequence, consequences
from scoring.glimpse import glimpse
from scoring.judgements import judged
from scoring.knowledge import Lane
from scoring.losses import Loss, by_decision, losses
from scoring.sentences import Voice, by_fact
from scoring.witnesses import nameless
from sim.engine import AnyEvent, Book, View, brief
from sim.engine.events import Began, CaseEnded, Finished
from sim.engine.names import DecisionId, RoleId
from sim.engine.protocols import Pack
from sim.engine.seats import Mode
from sim.sessions.results import kept_card
from sim.tui.clockface import Clockface
from sim.tui.names import Names

if TYPE_CHECKING:
    from sim.sessions import Kept, Result
    from sim.sessions.afterwards import Afterwards
    from sim.sessions.retelling import Retelling


class Dated(Clockface):
    """Names the day with the time, from the second day of a case on: `21:58`, then `Thu 09:05`."""

    def hm(self, second: float) -> str:
        """The time of day at *second*, with its day if that is a later one."""
        time = super().hm(second)
        return time if self.day(second) == self.day(0) else f"{self.day(second).split()[0]} {time}"


class Lookback:
    """The play of *book* that *log* tells, as *role* looks back on it; *notes*: all that were written in it.

    *after*: what people add to it; None: it is kept nowhere. *card*: its scores, where they have been worked out already.
    *kept*: scores that are stored for it, and *scenario*: the digest of its text, by which one of them may be taken.
    *packs*: the protocol packs that it began with. *scored*: waits for the score of a case that has just ended.
    """

    revealed = False
    """In a workshop: this person wants to see their own points."""

    def __init__(
        self,
        book: Book,
        log: Sequence[AnyEvent],
        role: RoleId,
        notes: Iterable[Kept] = (),
        *,
        after: Afterwards | None = None,
        card: Scorecard | None = None,
        kept: Sequence[Result] = (),
        scenario: str = "",
        packs: Sequence[Pack] = (),
        scored: Callable[[], Awaitable[Sequence[Result]]] | None = None,
    ) -> None:
        self.book, self.log, self.role, self.packs = book, log, role, packs
        self.brief = brief(book, role)
        self.names = Names(self.brief)
        self.face: Clockface = Dated(self.brief.starts)
        self.clock = Clockface(self.brief.starts)
        """For the times along an axis, which names a new day itself."""
        self.voice = Voice(self.names.who, self.face.hm, frozenset(desk.id for desk in self.brief.desks))
        self.notes = tuple(note for note in notes if note.role == role)
        self.after, self.kept, self.scenario = after, tuple(kept), scenario
        self._scored = scored
        self.branches: list[Retelling] = []
        """What-ifs that were played on while this debrief was open, the latest last."""
        if card is not None:
            self.card = card
        self._then: dict[DecisionId, View | None] = {}
        self._meant: dict[DecisionId, dict[str, Consequence]] = {}

    @cached_property
    def card(self) -> Scorecard:
        """The scores: as they are stored, or worked out. Raises `LogFault` where the log can't be scored."""
        if self.kept and (kept := kept_card(self.kept, self.scenario, self.log, self.packs)) is not None:
            return kept
        return score(self.book, self.log, self.packs)

    async def work_out(self) -> None:
        """See to it that the scores are there; what takes time is done in a thread. Raises `LogFault` as `card` does."""
        if not self.ready and self._scored is not None:
            self.kept = tuple(await self._scored())
        await asyncio.to_thread(lambda: self.card)

    @property
    def ready(self) -> bool:
        """Are the scores worked out?"""
        return "card" in self.__dict__

    @property
    def telling(self) -> Voice:
        """How lines of the log are told: in a workshop without anybody's name."""
        return self.voice if self.owners else nameless(self.voice)

    @cached_property
    def mode(self) -> Mode:
        """How it was played."""
        return next((event.setup.mode for event in self.log if isinstance(event, Began)), "practice")

    @property
    def owners(self) -> bool:
        """Is it said whose act something was? In a workshop there are decisions and consequences, without names on them."""
        return self.mode != "workshop"

    @property
    def points(self) -> bool:
        """Are one's own points shown? In a workshop only to who asks for them."""
        return self.owners or self.revealed

    @cached_property
    def mine(self) -> tuple[DecisionReview, ...]:
        """The decisions that the role had a part in, in the order in which they opened."""
        return tuple(found for found in self.card.decisions if self.role in found.present)

    @property
    def critical(self) -> tuple[CriticalError, ...]:
        """What nothing else can make good, with what a person found of it."""
        return judged(
            self.card.critical, self.after.judgements() if self.card.critical and self.after is not None else ()
        )

    @cached_property
    def facts(self) -> list[tuple[Lane, ...]]:
        """Who knew what when: lanes, fact by fact."""
        return by_fact(self.card.knowledge)

    @cached_property
    def ending(self) -> tuple[int, str] | None:
        """When and how it ended for the role: second and title; None: its part was not over."""
        for event in self.log:
            if isinstance(event, Finished) and event.role == self.role:
                return event.at, self.book.scenario.endings[event.ending].title
        for event in self.log:
            if isinstance(event, CaseEnded) and event.ending is not None:
                return event.at, self.book.scenario.endings[event.ending].title
        return None

    @cached_property
    def how(self) -> str:
        """How the case ended; empty: it has not."""
        return next((event.how for event in self.log if isinstance(event, CaseEnded)), "")

    @cached_property
    def losses(self) -> dict[DecisionId, list[Loss]]:
        """Where points went, beside the role's decisions; of a workshop only the role's own."""
        return by_decision(losses(self.card, self.role, own=not self.owners), self.mine)

    def then(self, found: DecisionReview) -> View | None:
        """All that the role saw when the decision opened before it."""
        if found.decision not in self._then:
            self._then[found.decision] = glimpse(self.book, self.log, found.decision, self.role)
        return self._then[found.decision]

    def meant(self, found: DecisionReview) -> dict[str, Consequence]:
        """What each way on from the decision meant or would have meant."""
        if found.decision not in self._meant:
            self._meant[found.decision] = consequences(self.book, self.log, found)
        return self._meant[found.decision]

    def notes_on(self, found: DecisionReview) -> tuple[Kept, ...]:
        """The notes that were written while the decision was open."""
        return tuple(note for note in self.notes if note.decision == found.decision)

    def title_of(self, decision: str | None) -> str:
        """The title of a decision's scene; empty: there is none."""
        return next((found.title for found in self.card.decisions if found.decision == decision), "")
