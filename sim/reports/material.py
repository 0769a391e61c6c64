"""Material: all that a report is made of, as plain values. Where they come from is nobody's business in this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from msgspec.structs import replace as with_

from scoring import Confirmation, CriticalError, Scorecard
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.protocols import Pack

AT_THIS_PACE = "at this pace"
"""What the scoring says where time stood still, in the reasons why something was not tested; a test holds it to that."""
NO_TIME = "How soon it was done was not tested in this play."


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote in play. *at*: second of case time; *decision*: the one that was open."""

    at: int
    role: str
    text: str
    decision: str | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the hot wash, written without a name. *group*: under which the facilitator put it; empty: none."""

    kind: Literal["plus", "delta"]
    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the play came from. *started*, *ended*: ISO, UTC; *program*: its version; the others are SHA-256.

    *packs*: the digest of each protocol pack that was pinned, by its name.
    """

    session: str = ""
    started: str = ""
    ended: str = ""
    program: str = ""
    scenario: str = ""
    log: str = ""
    parent: str = ""
    packs: Mapping[str, str] = field(default_factory=dict)


def _unnamed(error: CriticalError) -> CriticalError:
    """*error* without the name of who judged it."""
    return error if error.judgement is None else with_(error, judgement=with_(error.judgement, by=""))


@dataclass(frozen=True, slots=True)
class Material:
    """A play and its scores, with what people added to them. Seats are roles; *persons*: who held one, if that may be said.

    *notes_written*: how many notes there are, also where their words are left out. *names*: were names and notes asked for?
    """

    book: Book
    log: Sequence[AnyEvent]
    card: Scorecard
    origin: Origin = Origin()
    packs: tuple[Pack, ...] = ()
    persons: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes_written: int = 0
    names: bool = False

    @property
    def points(self) -> bool:
        """Are points and owners shown? In a workshop there are decisions and consequences, and neither."""
        return self.card.mode != "workshop"

    def discreet(self) -> Material:
        """This as it may be filed: every report begins here.

        Names and notes are out unless they were asked for. Which conditions were approved is out always, also where the
        scoring says why time was not tested.
        """
        untested = tuple(
            with_(each, reason=NO_TIME) if AT_THIS_PACE in each.reason else each for each in self.card.untested
        )
        found = replace(
            self,
            card=with_(self.card, untested=untested),
            notes_written=max(self.notes_written, len(self.notes)),
        )
        if self.names:
            return found
        return replace(
            found,
            card=with_(found.card, critical=tuple(map(_unnamed, found.card.critical))),
            persons=dict.fromkeys(self.persons, ""),
            notes=(),
            confirmations=tuple(with_(each, by="") for each in self.confirmations),
        )
