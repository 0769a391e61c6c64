"""Retellings: other ways that a play might have gone, with their scores: a branch of it, or a session forked from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scoring import DecisionReview, OptionReview, score
from scoring.comparison import Side
from scoring.sentences import Voice
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import Second
from sim.engine.protocols import Pack
from sim.sessions.branch import Fork, Players, branch
from sim.sessions.catalogue import Record
from sim.sessions.recount import scorable

PLAYERS: dict[Players, tuple[str, str]] = {
    "model": ("the model answer", "Every seat as the case’s key has it, telling what is needed in time."),
    "colleague": ("colleagues", "The same choices, but they wait to be asked for most of what they know."),
}
"""Who can play on -> how they are called, and what they do."""


@dataclass(frozen=True, slots=True)
class Retelling:
    """Another way that a play went: its *title* in a line, the second *since* which it is another, its log with its scores."""

    title: str
    since: Second
    side: Side


def others(found: DecisionReview) -> list[OptionReview]:
    """The choices of a decision that could have been taken instead; forms are left to the players."""
    return [
        option for option in found.options if option.offered and option.open and not option.chosen and not option.lines
    ]


def retold(
    book: Book,
    log: Sequence[AnyEvent],
    packs: Sequence[Pack],
    found: DecisionReview,
    fork: Fork,
    voice: Voice,
    stop: Callable[[], bool] = bool,
) -> Retelling:
    """How *log* might have gone on from *fork*, which is at the decision *found*. Raises `CalledOff` and `SessionError`."""
    made = branch(book, log, fork, stop)
    who, _ = PLAYERS[fork.players]
    choice = next((option for option in found.options if option.choice == fork.choice), None)
    what = f"“{choice.text.strip().rstrip('.')}”, then {who}" if choice is not None else who
    title = f"from {voice.at(made.at)}, {found.title}: {what}"
    return Retelling(title, made.at, Side(made.log, score(book, made.log, packs)))


def kin(log: Sequence[AnyEvent], record: Record, packs: Sequence[Pack]) -> Retelling:
    """Another session that begins as *log* does, as another way that it went. Raises `StoreDamaged` where its log was edited."""
    scorable(record.row, record.book, record.log, record.results, record.place)
    shared = 0
    for one, other in zip(log, record.log, strict=False):
        if one != other:
            break
        shared += 1
    since = record.log[shared - 1].at if shared else 0
    return Retelling(f"session {record.row.id}", since, Side(record.log, score(record.book, record.log, packs)))
