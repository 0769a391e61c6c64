"""State: where play stands. It is made from events alone (`apply`), copies fast and has a `key`.

A state belongs to one book. Whatever it holds is either a container of its own (copied) or an immutable value (shared).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sim.engine.events import Asked, Message, OpenDecision, Return, Work
from sim.engine.liveness import key_of
from sim.engine.names import (
    DecisionId,
    EndingId,
    FactId,
    LinkId,
    MarkId,
    RoleId,
    SceneId,
    Second,
    VariableId,
)
from sim.engine.seats import Seat, Setup
from sim.engine.views import How, KnownFact, MessageView, Notice, Status

if TYPE_CHECKING:
    from sim.engine.book import Book

Occurrence = tuple[Second, int, Literal["work", "limit", "gather", "desk", "look"], Any]
"""Something due: its second, the sequence of scheduling, its kind, and what it is about."""

WorkKey = tuple[DecisionId, str, RoleId]
"""Its decision, what was chosen, and the first of those who did it (of a form, others may have ticked other lines)."""


class Thread:
    """Where one role stands, what it knows, and what has come before its seat."""

    __slots__ = (
        "acked",
        "call",
        "company",
        "decision",
        "doing",
        "ending",
        "feed",
        "hints",
        "hints_done",
        "known",
        "known_view",
        "late",
        "messages",
        "messages_view",
        "old_view",
        "place",
        "queue",
        "returns",
        "role",
        "scene",
        "seq",
        "shown",
        "sightings",
        "status",
        "told",
        "until",
        "work",
    )

    def __init__(self, role: RoleId, place: str = "") -> None:
        self.role = role
        self.place = place
        """The key to touch when it may stand elsewhere or with others; empty: no condition asks."""
        self.status: Status = "standing_by"
        self.scene: SceneId | None = None
        self.decision: DecisionId | None = None
        self.work: WorkKey | None = None
        self.until: Second | None = None
        self.doing = ""
        self.company: tuple[RoleId, ...] = ()
        self.shown: tuple[int, int, tuple[int, ...]] = (0, 0, ())
        self.hints: tuple[()] | tuple[SceneId, tuple[int, ...]] = ()
        """The scene whose hints were last shown, and their places there."""
        self.hints_done: frozenset[tuple[SceneId, int]] = frozenset()
        self.call: SceneId | None = None
        self.queue: tuple[SceneId, ...] = ()
        self.returns: tuple[Return, ...] = ()
        self.ending: EndingId | None = None
        self.seq = 0
        self.known: dict[FactId, tuple[Second, int, How, str]] = {}
        """Fact -> second, event, how, source."""
        self.told: dict[FactId, tuple[tuple[RoleId, Second], ...]] = {}
        self.messages: tuple[Message, ...] = ()
        self.acked: tuple[tuple[int, FactId], ...] = ()
        self.late: tuple[tuple[int, int], ...] = ()
        """Messages that did not get here at once: their number, and the event that brought each."""
        self.feed: tuple[Notice, ...] = ()
        self.sightings: dict[RoleId, tuple[SceneId, Second]] = {}
        self.known_view: tuple[KnownFact, ...] | None = None
        """The view of what is known, as far as it was made; likewise of the messages. What is new is added when it is asked for."""
        self.messages_view: tuple[MessageView, ...] | None = None
        self.old_view: tuple[FactId | int, ...] = ()
        """The facts and the messages that have changed since they were put into those views."""

    def copy(self) -> Thread:
        """An independent copy."""
        new = Thread.__new__(Thread)
        for name in _SHARED:
            setattr(new, name, getattr(self, name))
        new.known = self.known.copy()
        new.told = self.told.copy()
        new.sightings = self.sightings.copy()
        return new


_SHARED = tuple(name for name in Thread.__slots__ if name not in ("known", "told", "sightings"))


class State:
    """A moment of play. Made by `begin` or `replay`; changed by `submit` and `apply` only."""

    __slots__ = (
        "absent",
        "agenda",
        "book",
        "count",
        "curtain",
        "decisions",
        "down",
        "draws",
        "ended",
        "ending",
        "fired",
        "front",
        "gatherings",
        "high",
        "how",
        "ids",
        "last_ending",
        "mail",
        "marks",
        "openings",
        "paused",
        "questions",
        "seats",
        "seq",
        "setup",
        "stop",
        "threads",
        "time",
        "touched",
        "variables",
        "works",
    )

    def __init__(self, book: Book) -> None:
        self.book = book
        self.setup: Setup | None = None
        self.seats: dict[RoleId, Seat] = {}
        self.seq = 0
        self.time: Second = 0
        self.threads = {role: Thread(role, book.places.get(role, "")) for role in book.roles}
        self.variables: dict[VariableId, float] = {
            name: variable.start for name, variable in book.scenario.variables.items()
        }
        self.marks: dict[MarkId, tuple[Second, Second, int]] = {}
        """Mark -> first second, last second, how often; only marks that some condition reads."""
        self.draws: dict[str, tuple[int, float]] = {}
        self.decisions: dict[DecisionId, OpenDecision] = {}
        self.openings: dict[SceneId, int] = {}
        self.gatherings: dict[SceneId, tuple[RoleId, ...]] = {}
        self.absent: dict[SceneId, tuple[str, tuple[RoleId, ...]]] = {}
        """Scene -> how its last decision went, and who of its roles was not there."""
        self.works: dict[WorkKey, Work] = {}
        self.agenda: list[Occurrence] = []
        self.count = 0
        """Occurrences scheduled so far."""
        self.fired: frozenset[str] = frozenset()
        self.high: frozenset[str] = frozenset()
        """Repeating injects whose condition has held since they fired."""
        self.questions: dict[int, Asked] = {}
        self.mail: tuple[tuple[str, Message], ...] = ()
        self.down: frozenset[LinkId] = frozenset()
        self.ids: dict[str, int] = {}
        self.paused = False
        self.stop = False
        self.curtain = False
        self.front: RoleId | None = None
        self.ended = False
        self.how = ""
        self.ending: EndingId | None = None
        self.last_ending: EndingId | None = None
        self.touched: set[str] = set()
        """What changed since conditions were last looked at; empty between commands."""

    def copy(self) -> State:
        """An independent copy: what happens to one is nothing to the other."""
        new = State.__new__(State)
        for name in _VALUES:
            setattr(new, name, getattr(self, name))
        for name in _CONTAINERS:
            setattr(new, name, getattr(self, name).copy())
        new.threads = {role: thread.copy() for role, thread in self.threads.items()}
        return new

    def record(self) -> dict[str, Any]:
        """All of the state as plain values, for comparing two states: equal records, equal states."""
        record: dict[str, Any] = {name: getattr(self, name) for name in State.__slots__ if name not in _TRANSIENT}
        record["threads"] = {
            role: {name: getattr(thread, name) for name in Thread.__slots__ if not name.endswith("_view")}
            for role, thread in self.threads.items()
        }
        return record

    def key(self) -> tuple[Any, ...]:
        """What the rest of play depends on: two states with equal keys go on alike under equal commands.

        Marks, draws and variables count only while something that can still be reached reads them, so states that differ
        in what no longer matters fall together (liveness by where each role stands). The log's numbers are not in it.
        """
        return key_of(self)


_CONTAINERS = (
    "seats",
    "variables",
    "marks",
    "draws",
    "decisions",
    "openings",
    "gatherings",
    "absent",
    "works",
    "agenda",
    "questions",
    "ids",
    "touched",
)
_VALUES = tuple(name for name in State.__slots__ if name not in _CONTAINERS and name != "threads")
_TRANSIENT = ("book", "threads", "touched")
