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


OF_A_THREAD = (
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
    "over",
    "pile",
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
"""What a thread has. It is written beside the class, since a compiled class keeps no list of its slots."""


class Thread:
    """Where one role stands, what it knows, and what has come before its seat."""

    __slots__ = OF_A_THREAD

    def __init__(self, role: RoleId, place: str = "", like: Thread | None = None) -> None:
        """A thread at its beginning, or an independent copy of one that it is to be *like*."""
        self.role = role
        self.place = place
        """The key to touch when it may stand elsewhere or with others; empty: no condition asks."""
        if like is None:
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
            self.pile: tuple[tuple[int, Second, str | tuple[FactId, ...] | int], ...] = ()
            """What has come since its last decision opened: event, second, and a notice's text, facts found out or the
            number of words of something else."""
            self.over = 0
            """The event by which its last decision was over."""
            self.sightings: dict[RoleId, tuple[SceneId, Second]] = {}
            self.known_view: tuple[KnownFact, ...] | None = None
            """The view of what is known, as far as it was made; likewise of the messages. What is new is added when it is
            asked for."""
            self.messages_view: tuple[MessageView, ...] | None = None
            self.old_view: tuple[FactId | int, ...] = ()
            """The facts and the messages that have changed since they were put into those views."""
        else:
            self.status = like.status
            self.scene = like.scene
            self.decision = like.decision
            self.work = like.work
            self.until = like.until
            self.doing = like.doing
            self.company = like.company
            self.shown = like.shown
            self.hints = like.hints
            self.hints_done = like.hints_done
            self.call = like.call
            self.queue = like.queue
            self.returns = like.returns
            self.ending = like.ending
            self.seq = like.seq
            self.known = like.known.copy()
            self.told = like.told.copy()
            self.messages = like.messages
            self.acked = like.acked
            self.late = like.late
            self.feed = like.feed
            self.pile = like.pile
            self.over = like.over
            self.sightings = like.sightings.copy()
            self.known_view = like.known_view
            self.messages_view = like.messages_view
            self.old_view = like.old_view

    def copy(self) -> Thread:
        """An independent copy."""
        return Thread(self.role, self.place, self)


OF_A_STATE = (
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
    "shared",
    "stop",
    "threads",
    "time",
    "touched",
    "variables",
    "works",
)
"""What a state has; see `OF_A_THREAD`."""


class State:
    """A moment of play. Made by `begin` or `replay`; changed by `submit` and `apply` only."""

    __slots__ = OF_A_STATE

    def __init__(self, book: Book, like: State | None = None) -> None:
        """A state before anything has happened, or an independent copy of one that it is to be *like*."""
        self.book = book
        if like is None:
            self.setup: Setup | None = None
            self.shared = False
            """Several persons sit at seats when the case begins: what comes before one may come while another decides."""
            self.seats: dict[RoleId, Seat] = {}
            self.seq = 0
            self.time: Second = 0
            self.threads = {role: Thread(role, book.places.get(role, "")) for role in book.roles}
            self.variables: dict[VariableId, float] = {
                name: float(variable.start) for name, variable in book.scenario.variables.items()
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
        else:
            self.setup = like.setup
            self.shared = like.shared
            self.seats = like.seats.copy()
            self.seq = like.seq
            self.time = like.time
            self.threads = {role: thread.copy() for role, thread in like.threads.items()}
            self.variables = like.variables.copy()
            self.marks = like.marks.copy()
            self.draws = like.draws.copy()
            self.decisions = like.decisions.copy()
            self.openings = like.openings.copy()
            self.gatherings = like.gatherings.copy()
            self.absent = like.absent.copy()
            self.works = like.works.copy()
            self.agenda = like.agenda.copy()
            self.count = like.count
            self.fired = like.fired
            self.high = like.high
            self.questions = like.questions.copy()
            self.mail = like.mail
            self.down = like.down
            self.ids = like.ids.copy()
            self.paused = like.paused
            self.stop = like.stop
            self.curtain = like.curtain
            self.front = like.front
            self.ended = like.ended
            self.how = like.how
            self.ending = like.ending
            self.last_ending = like.last_ending
            self.touched = like.touched.copy()

    def copy(self) -> State:
        """An independent copy: what happens to one is nothing to the other."""
        return State(self.book, self)

    def record(self) -> dict[str, Any]:
        """All of the state as plain values, for comparing two states: equal records, equal states."""
        record: dict[str, Any] = {name: getattr(self, name) for name in OF_A_STATE if name not in _TRANSIENT}
        record["threads"] = {
            role: {name: getattr(thread, name) for name in OF_A_THREAD if not name.endswith("_view")}
            for role, thread in self.threads.items()
        }
        return record

    def key(self) -> tuple[Any, ...]:
        """What the rest of play depends on: two states with equal keys go on alike under equal commands.

        Marks, draws and variables count only while something that can still be reached reads them, so states that differ
        in what no longer matters fall together (liveness by where each role stands). The log's numbers are not in it.
        """
        return key_of(self)


_TRANSIENT = ("book", "threads", "touched")
