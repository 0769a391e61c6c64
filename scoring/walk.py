"""The walk: one pass over a log, with a state that is brought forward event by event, and a `Course` at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from scoring.course import Course, Detour, Knowing, Moment, Said, Visit
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.chance import draw
from sim.engine.conditions import Test, conditions_in
from sim.engine.errors import LogFault
from sim.engine.history import apply
from sim.engine.messages import connected, reachable
from sim.engine.names import DecisionId, FactId, RoleId
from sim.engine.scenes import OUTCOMES
from sim.engine.seats import Setup
from sim.engine.state import State

MOVES: frozenset[type] = frozenset(
    (
        e.DecisionOpened,
        e.DecisionClosed,
        e.WorkEnded,
        e.WorkBroken,
        e.Waiting,
        e.NoShow,
        e.Joined,
        e.CameLate,
        e.Left,
        e.WentOnCall,
        e.WentBack,
        e.StoodBy,
        e.Finished,
    )
)
"""Events that can change where a role stands, and so whether it can be reached."""


def follow(book: Book, log: Sequence[e.AnyEvent]) -> Course:
    """Follow *log* from its beginning; raises `LogFault` where it is not a whole log of this scenario and these rules."""
    walk = _Walk(book, _checked(book, log))
    for event in log:
        with misfits(f"Event {event.seq} ({type(event).__name__})", f"event {event.seq}"):
            walk.take(event)
    return walk.course(log)


@contextmanager
def misfits(what: str, place: str) -> Iterator[None]:
    """Turn what goes wrong with a log that does not fit its scenario into a `LogFault`."""
    try:
        yield
    except (KeyError, ValueError, IndexError) as error:
        raise LogFault(
            "log_fault",
            f"{what} does not fit what came before it, or the scenario.",
            place=place,
            hint="The log was cut or edited, or belongs to another version of the scenario.",
        ) from error


def _checked(book: Book, log: Sequence[e.AnyEvent]) -> Setup:
    first = log[0] if log else None
    if not isinstance(first, e.Began):
        raise LogFault("log_cut", "The log does not start with the beginning of the case.", place="event 1")
    if first.semantics != e.SEMANTICS:
        raise LogFault(
            "other_semantics",
            f"The log follows rules number {first.semantics}; this version scores number {e.SEMANTICS}.",
            place="event 1",
            hint="A finished session keeps the scores that it was given then.",
        )
    if first.scenario != book.scenario.name:
        raise LogFault(
            "other_scenario",
            f"The log is of {first.scenario}, not of {book.scenario.name}.",
            place="event 1",
        )
    for place, event in enumerate(log, 1):
        if event.seq != place:
            raise LogFault(
                "log_cut",
                f"Event {place} is missing: number {event.seq} stands in its place.",
                place=f"event {place}",
                hint="Only a whole log can be scored, not the part of it that one role saw.",
            )
    return first.setup


def _chances(book: Book) -> tuple[str, ...]:
    """Every chance that a condition of a need, a credit or a text reads."""
    found: tuple[str, ...] | None = book.memo("scoring: chances")
    if found is None:
        parts: list[object] = [fact.needed_by for fact in book.scenario.facts.values()]
        for scene in book.scenario.scenes.values():
            parts += [(choice.credit, choice.text, choice.form) for choice in scene.choices.values()]
            parts += [(way.credit, way.text) for name in OUTCOMES if (way := getattr(scene, name)) is not None]
        parts.append(tuple(book.scenario.objectives.values()))
        names = {name for part in parts for condition in conditions_in(part) for name in book.chances(condition)}
        found = book.remember("scoring: chances", tuple(sorted(names)))
    return found


class _Walk:
    """The pass: a state that is brought forward event by event, and what is kept on the way."""

    def __init__(self, book: Book, setup: Setup) -> None:
        self.book = book
        self.setup = setup
        self.state = State(book)
        self.open: dict[DecisionId, tuple[e.DecisionOpened, list[int]]] = {}
        self.visits: list[Visit] = []
        self.detours: list[Detour] = []
        self.said: list[Said] = []
        self.asked: list[e.Asked] = []
        self.replies: dict[int, e.Told | e.Answered] = {}
        self.acks: list[e.Acknowledged] = []
        self.done: list[e.Done] = []
        self.causes: dict[RoleId, DecisionId] = {}
        self.arrivals: dict[tuple[int, RoleId], Moment] = {}
        self.knowing: dict[RoleId, dict[FactId, Knowing]] = {role: {} for role in book.roles}
        self.clocks: dict[tuple[FactId, RoleId], Moment] = {}
        self.waiting: dict[tuple[FactId, RoleId], Test] = {}
        self.hands: dict[RoleId, list[tuple[int, str | None]]] = {
            role: [(1, seat.person)] for role in book.roles if (seat := setup.seats.get(role)) is not None
        }
        for role in book.roles:
            self.hands.setdefault(role, [(1, None)])
        self.voice: dict[RoleId, list[tuple[Moment, bool]]] = {role: [] for role in book.roles}
        self.origins: dict[int, DecisionId] = {}
        self.harmed: dict[tuple[str, int], Moment] = {}
        self.harmless = {
            (name, place): book.test(harm.when)
            for name, objective in book.scenario.objectives.items()
            for place, harm in enumerate(objective.harm)
        }
        for name, fact in book.scenario.facts.items():
            for needer, need in fact.needed_by.items():
                if need.since is None:
                    self.clocks[name, needer] = Moment(0, 1)
                else:
                    self.waiting[name, needer] = book.test(need.since)

    def _deal(self, seed: int) -> None:
        """A condition on a chance that play never drew is judged by its first draw, which is fixed by the seed (rule 18)."""
        for chance in _chances(self.state.book):
            self.state.draws[chance] = (0, draw(seed, chance, 1))

    def take(self, event: e.AnyEvent) -> None:
        """Keep what *event* shows, before and after it happens."""
        match event:
            case e.Began():
                self._deal(event.setup.seed)
            case e.DecisionOpened():
                self.open[event.decision] = (event, [])
            case e.Picked() | e.Passed():
                self.open[event.decision][1].append(event.seq)
            case e.DecisionClosed():
                opened, picks = self.open.pop(event.decision)
                self.visits.append(Visit(opened, event, self.state.copy(), tuple(picks)))
                self._cause(*event.works)
            case e.NoShow():
                self.detours.append(Detour(event, self.state.copy()))
                self._cause(*event.works)
            case e.CameLate():
                self.detours.append(Detour(event, self.state.copy()))
                self._cause(event.work)
            case e.WorkEnded():
                self.causes.update(dict.fromkeys(event.roles, event.decision))
            case e.Told():
                self._told(event)
            case e.Asked():
                self.asked.append(event)
            case e.Answered():
                self.replies.setdefault(event.reply_to, event)
            case e.Acknowledged():
                self.acks.append(event)
            case e.Done():
                self.done.append(event)
                if (origin := next((self.causes[role] for role in event.by if role in self.causes), None)) is not None:
                    self.origins[event.seq] = origin
            case e.Learned():
                frm = event.source.partition(".")[0] if event.how == "work" else event.source
                for fact in event.facts:
                    self._know(event.role, fact, Moment(event.at, event.seq), event.how, frm)
            case e.Delivered(message=e.Told() as told):
                self._arrived(told, RoleId(event.to), Moment(event.at, event.seq))
            case e.SeatHandedOver():
                self.hands[event.role].append((event.seq, event.to))
            case _:
                pass
        apply(self.state, event)
        self._start_clocks(event)
        self._look_for_harm(event)
        if type(event) in MOVES:
            self._listen(event)

    def _cause(self, *works: e.Work) -> None:
        """What these roles' choices say from now on comes of this decision."""
        for work in works:
            self.causes.update(dict.fromkeys(work.roles, work.decision))

    def _told(self, event: e.Told) -> None:
        if event.reply_to is not None:
            self.replies.setdefault(event.reply_to, event)
        fresh = {
            fact: tuple(role for role in event.to if fact not in self.state.threads[role].known) for fact in event.facts
        }
        if event.delivered:
            out_of_reach: tuple[RoleId, ...] = ()
            for role in event.to:
                self._arrived(event, role, Moment(event.at, event.seq))
        else:
            out_of_reach = tuple(
                role for role in event.to if not reachable(self.state, role) and connected(self.state, event.frm, role)
            )
        decision = self.causes.get(RoleId(event.frm)) if event.by_choice else None
        self.said.append(Said(event, self._act(event), fresh, out_of_reach, decision))

    def _act(self, event: e.Told) -> int:
        """The number of the first message of one act of telling: its copies to seats apart follow at once."""
        if self.said and event.given is None:
            last = self.said[-1]
            before = last.event
            if before.seq == event.seq - 1 and (before.frm, before.facts, before.basis, before.reply_to) == (
                event.frm,
                event.facts,
                event.basis,
                event.reply_to,
            ):
                return last.act
        return event.seq

    def _arrived(self, told: e.Told, role: RoleId, moment: Moment) -> None:
        self.arrivals[told.seq, role] = moment
        for fact in told.facts:
            self._know(role, fact, moment, "told", told.frm)

    def _know(
        self, role: RoleId, fact: FactId, since: Moment, how: Literal["held", "told", "work", "inject"], frm: str
    ) -> None:
        if fact not in self.knowing[role]:
            self.knowing[role][fact] = Knowing(role, fact, since, how, frm)

    def _start_clocks(self, event: e.AnyEvent) -> None:
        """Start the clock of each need whose condition holds for the first time."""
        state = self.state
        started = [need for need, test in self.waiting.items() if test(state)]
        for need in started:
            self.clocks[need] = Moment(event.at, event.seq)
            del self.waiting[need]
        state.touched.clear()

    def _look_for_harm(self, event: e.AnyEvent) -> None:
        """Keep when a harm on the way to an objective first holds."""
        state = self.state
        come = [harm for harm, test in self.harmless.items() if test(state)]
        for harm in come:
            self.harmed[harm] = Moment(event.at, event.seq)
            del self.harmless[harm]

    def _listen(self, event: e.AnyEvent) -> None:
        """Keep who can send messages now, where that has changed."""
        for role, voice in self.voice.items():
            able = self.state.threads[role].status != "finished" and reachable(self.state, role)
            if able != (voice[-1][1] if voice else True):
                voice.append((Moment(event.at, event.seq), able))

    def course(self, log: Sequence[e.AnyEvent]) -> Course:
        """All that was kept; decisions that are still open stand at the end of the log."""
        for opened, picks in self.open.values():
            self.visits.append(Visit(opened, None, self.state, tuple(picks)))
        return Course(
            book=self.book,
            log=tuple(log),
            setup=self.setup,
            end=self.state,
            visits=tuple(sorted(self.visits, key=lambda visit: visit.opened.seq)),
            detours=tuple(self.detours),
            said=tuple(self.said),
            asked=tuple(self.asked),
            replies=self.replies,
            acks=tuple(self.acks),
            done=tuple(self.done),
            arrivals=self.arrivals,
            knowing=self.knowing,
            clocks=self.clocks,
            hands={role: tuple(hands) for role, hands in self.hands.items()},
            voice={role: tuple(voice) for role, voice in self.voice.items()},
            origins=self.origins,
            harmed=self.harmed,
        )
