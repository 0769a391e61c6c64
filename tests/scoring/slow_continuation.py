"""Where the points went, along roads that are all followed to their ends (`slow_roads`): an oracle for `scoring.continuation`.

How a loss is shared out is the same: it looks at the next steps that make a difference.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from scoring.continuation import _Step, steps_of
from scoring.credit import disputed
from scoring.earnings import Points, earned, minus, plus, points_in
from scoring.items import TEAM
from scoring.luck import Draws
from scoring.outlook import outlook_of
from scoring.roads import Atlas as QuickAtlas
from scoring.rows import Act, Advice, Cause, Continuation, Row
from scoring.walk import misfits
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.chance import draw
from sim.engine.commands import (
    Acknowledge,
    Advance,
    Answer,
    AnyCommand,
    Ask,
    Choose,
    Curtain,
    Note,
    Pass,
    Pause,
    Resume,
    Tell,
)
from sim.engine.conditions import conditions_in
from sim.engine.decisions import deciders
from sim.engine.errors import LogFault
from sim.engine.events import AnyEvent, OpenDecision, Pick
from sim.engine.history import apply
from sim.engine.names import RoleId, Second
from sim.engine.scenario import DIMENSIONS
from sim.engine.showing import known_facts, messages_of, view
from sim.engine.state import State
from sim.players import Company
from sim.players.key import RoleKey, role_key
from sim.players.model import best_choice
from tests.scoring.slow_roads import Atlas

NOTHING = 1e-12
"""Smaller differences are rounding, and no row."""

Still = Note | Pause | Resume | Curtain


def where_the_points_went(book: Book, log: Sequence[AnyEvent]) -> Continuation:
    """The continuation of *log*, a whole log of a play of *book* or a first part of one; raises `LogFault` if it is not."""
    if not log or not isinstance(log[0], e.Began):
        raise LogFault("log_cut", "The log does not start with the beginning of the case.", place="event 1")
    with misfits("What the log says", "log"):
        return _Tracing(book, log).result()


class _Tracing:
    """The pass over a log: the real state, the model's road from it, and what each step lost."""

    def __init__(self, book: Book, log: Sequence[AnyEvent]) -> None:
        self.book = book
        self.atlas = Atlas(book)
        self.quick = QuickAtlas(book)
        self.keys: dict[RoleId, RoleKey] = {
            role: book.memo(("key", role)) or book.remember(("key", role), role_key(book, role)) for role in book.roles
        }
        self.state = State(book)
        self.hidden: set[str] = set()
        self.left_seats: set[RoleId] = set()
        """Seats that a person held and that the computer holds now."""
        self.had_person: set[RoleId] = set()
        self.rows: list[Row] = []
        self.advice: list[Advice] = []
        self.earned: Points = {}
        self.credited: Points = {}
        first, *rest = steps_of(log, outlook_of(book))
        self._begin(first)
        self.road = self.atlas.road(self._copy())
        self.place = 0
        self.value = self.start = self.road.value
        for step in rest:
            self._take(step)

    def result(self) -> Continuation:
        """All that was found."""
        left = {place: value for place, value in self.value.items() if abs(value) > NOTHING}
        return Continuation(
            start=points_in(self.start),
            earned=points_in(self.earned),
            credited=points_in(self.credited),
            left=points_in(left),
            rows=tuple(self.rows),
            advice=tuple(self.advice),
            closed={},
            roads=self.atlas.made,
        )

    # --- the real play

    def _begin(self, step: _Step) -> None:
        began = step.events[0]
        assert isinstance(began, e.Began)
        names = {name for found in conditions_in(self.book.scenario) for name in self.book.chances(found)}
        for name in names:
            self.state.draws[name] = (0, draw(began.setup.seed, name, 1))
        self.hidden = names
        for event in step.events:
            apply(self.state, event)
        self.state.touched.clear()
        self.had_person = {role for role, seat in self.state.seats.items() if seat.person is not None}

    def _copy(self) -> State:
        """The real state, without what chance has not shown."""
        # What views are made of is made once here, for all roads that begin here.
        for thread in self.state.threads.values():
            known_facts(self.state, thread)
            messages_of(self.state, thread)
        copy = self.state.copy()
        copy.draws = Draws(copy.draws, self.hidden)
        return copy

    def _apply(self, step: _Step) -> Points:
        """Bring the real state past *step*; the credit that it earned."""
        gains: Points = {}
        for event in step.events:
            more = earned(self.state, event)
            gains = plus(gains, more) if more else gains
            for (column, dimension), value in more.items():
                if column not in self.left_seats:
                    self.credited[column, dimension] = self.credited.get((column, dimension), 0.0) + value
            if isinstance(event, e.SeatHandedOver):
                if event.to is not None:
                    self.had_person.add(event.role)
                    self.left_seats.discard(event.role)
                elif event.role in self.had_person:
                    self.left_seats.add(event.role)
            apply(self.state, event)
        self.state.touched.clear()
        self.earned = plus(self.earned, gains)
        return gains

    # --- one step

    def _take(self, step: _Step) -> None:
        if isinstance(step.command, Still):
            self._apply(step)
            return
        if not self._expected(step):
            before = self._copy()
            command = step.command if step.command is not None else Advance(at=step.at, mark=True)
            ahead, value = self._ahead_of(before, step.at), self.value
            self.road, self.place = self.atlas.road(before, _bare(command)), 0
            self.value = self.road.value
            self._share(step, before, ahead, minus(value, self.value))
        while self._forks(step):
            assert self.road.fork is not None
            fork = self.road.fork
            value = self.value
            self.hidden.discard(fork.name)
            # The arm's own value is of the credit from the fork on, as this one's is by now.
            self.road, self.place = fork.arm(self.state.draws[fork.name][1]), 0
            self.value = self.road.value
            self._row(step, "luck", fork.name, None, "luck", minus(value, self.value))
        if step.command is not None and self.place < len(self.road.steps):
            self.place += 1
        self.value = minus(self.value, self._apply(step))
        self.hidden.update(event.name for event in step.events if isinstance(event, e.Drawn) and event.n > 1)

    def _ahead_of(self, before: State, at: Second) -> list[AnyCommand]:
        road, ahead = self.quick.road(before.copy()), []
        while (command := self.quick.ahead(road, len(ahead))) is not None:
            ahead.append(command)
            if command.at >= at:
                break
        return ahead

    def _ahead(self) -> tuple[Second, AnyCommand | None] | None:
        """What comes next on the road: its second, and the command (None: a fork while time passes)."""
        if self.place < len(self.road.steps):
            command = self.road.steps[self.place]
            return command.at, command
        fork = self.road.fork
        return None if fork is None else (fork.at, fork.command)

    def _expected(self, step: _Step) -> bool:
        """Is *step* what the road says?"""
        ahead = self._ahead()
        if step.command is None:
            return ahead is None or ahead[0] >= step.at
        return ahead is not None and ahead[1] is not None and _same(ahead[1], step.command)

    def _forks(self, step: _Step) -> bool:
        """Does the road fork in *step*?"""
        fork = self.road.fork
        if fork is None or self.place < len(self.road.steps):
            return False
        if fork.command is None:
            return step.command is None and fork.at <= step.at
        return step.command is not None and _same(fork.command, step.command)

    # --- whose it is

    def _share(self, step: _Step, before: State, ahead: list[AnyCommand], total: Points) -> None:
        """Share out what *step*, which was not the model's, lost: *total*."""
        if not any(abs(value) > NOTHING for value in total.values()):
            return
        match step.command:
            case None:
                self._delay(step, before, ahead, total)
            case Choose() | Pass():
                self._choice(step, before, ahead, step.command, total)
            case Tell() | Ask() | Answer() | Acknowledge():
                self._row(step, "message", type(step.command).__name__.lower(), step.command.seat, "own", total)
            case _:
                self._row(step, "hand", type(step.command).__name__.lower(), None, "facilitator", total)

    def _delay(self, step: _Step, before: State, ahead: list[AnyCommand], total: Points) -> None:
        """Time passed in which the model would have acted: who let it, each as if the others had not."""
        late: dict[RoleId, list[AnyCommand]] = {}
        for command in ahead:
            if command.at < step.at:
                late.setdefault(RoleId(command.seat), []).append(command)
        rest = total
        value = plus(total, self.value)
        for role, missed in late.items():
            part = total
            if len(late) > 1:
                part = minus(value, self.atlas.road(before, hold=(role, step.at)).value)
            decision = next((command.decision for command in missed if isinstance(command, Choose | Pass)), None)
            rest = minus(rest, part)
            if decision is None:
                self._row(step, "message", "silence", role, "silence", part)
            else:
                owner = _owner(before, before.decisions.get(decision), role)
                self._row(step, "delay", decision, owner, "own", part, role)
        self._row(step, "delay", "together", None, "silence", rest)

    def _choice(
        self, step: _Step, before: State, ahead: list[AnyCommand], command: Choose | Pass, total: Points
    ) -> None:
        """A choice: against the model's choice in the same seat at the same moment."""
        role = RoleId(command.seat)
        found = before.decisions[command.decision]
        ready = self.book.scenes[found.scene]
        owner = _owner(before, found, role)
        rest = total
        cause: Cause = "own"
        if isinstance(command, Choose) and disputed(ready.scene.choices[command.choice].key):
            cause = "disputed"
        wanted = {each: self._model_pick(found, each) for each in deciders(ready, found)}
        if role in wanted and isinstance(command, Choose):
            taken = {pick.role: pick for pick in found.picks if not pick.advice and pick.role in wanted}
            taken[role] = Pick(role, command.choice, command.items)
            group = list(wanted) if ready.how in ("together", "lead") else [role]
            part = self._against_model(before, found, command, role, taken, wanted, group)
            rest = minus(rest, part)
            self._row(step, "choice", found.id, owner, cause, part, role)
            if owner == TEAM:
                self._advised(step, before, found, command)
            elif ready.how == "each":
                rest = self._others_picks(step, found, taken, wanted, role, rest)
        if ahead and ahead[0].seat == role and isinstance(ahead[0], Choose | Pass) and ahead[0].decision == found.id:
            self._row(step, "choice", found.id, owner, cause, rest, role)
        else:
            # What was lost was not said before; what was won by choosing now is of who chose.
            won = {place: value for place, value in rest.items() if value < 0}
            self._row(step, "choice", found.id, owner, cause, won, role)
            self._row(step, "choice", found.id, None, "silence", minus(rest, won))

    def _others_picks(
        self,
        step: _Step,
        found: OpenDecision,
        taken: dict[RoleId, Pick],
        wanted: dict[RoleId, Pick | None],
        role: RoleId,
        rest: Points,
    ) -> Points:
        """Where each decides, the last pick makes all of them count: what others lost by theirs until then is their own."""
        for other, model in wanted.items():
            if other != role and other in taken and model is not None and not _alike(model, taken[other]):
                part = {place: value for place, value in rest.items() if place[0] == other}
                self._row(step, "choice", found.id, other, "own", part)
                rest = minus(rest, part)
        return rest

    def _against_model(
        self,
        before: State,
        found: OpenDecision,
        command: Choose | Pass,
        role: RoleId,
        taken: dict[RoleId, Pick],
        wanted: dict[RoleId, Pick | None],
        group: list[RoleId],
    ) -> Points:
        """What is lost by the picks of *group* instead of the model's, with all else as it was."""
        ours = {each: wanted[each] for each in group}
        if all(pick is None or _alike(pick, taken.get(each)) for each, pick in ours.items()):
            return {}
        state = before.copy()
        picks = tuple(pick if (model := ours.get(pick.role)) is None or pick.advice else model for pick in found.picks)
        state.decisions[found.id] = replace(found, picks=picks)
        given: AnyCommand = command
        mine = ours.get(role)
        if mine is not None and mine.choice is not None:
            given = Choose(seat=role, at=command.at, decision=found.id, choice=mine.choice, items=mine.items)
        return minus(self.atlas.road(state, _bare(given)).value, self.value)

    def _model_pick(self, found: OpenDecision, role: RoleId) -> Pick | None:
        """What the model would take in the seat of *role* now."""
        planned = best_choice(view(self.state, role), self.keys[role], Company())
        if planned is not None and isinstance(planned.command, Choose) and planned.command.decision == found.id:
            return Pick(role, planned.command.choice, planned.command.items)
        # It has picked so already, and plans nothing more.
        return next((pick for pick in found.picks if pick.role == role and not pick.advice), None)

    def _advised(self, step: _Step, before: State, found: OpenDecision, command: Choose) -> None:
        """Advice that was not taken and would have been better."""
        for pick in found.picks:
            if not pick.advice or pick.choice is None or pick.choice == command.choice:
                continue
            state = before.copy()
            others = tuple(
                Pick(each.role, pick.choice, pick.items, each.advice) if not each.advice else each
                for each in found.picks
            )
            state.decisions[found.id] = replace(found, picks=others)
            given = replace(command, choice=pick.choice, items=pick.items)
            better = minus(self.atlas.road(state, _bare(given)).value, self.value)
            for dimension in DIMENSIONS:
                points = better.get((TEAM, dimension), 0.0)
                if points > NOTHING:
                    self.advice.append(Advice(pick.role, found.id, dimension, points, step.events[0].seq))

    def _row(
        self,
        step: _Step,
        act: Act,
        what: str,
        seat: str | None,
        cause: Cause,
        points: Points,
        by: RoleId | None = None,
    ) -> None:
        """A row for each column and dimension in which *points* are not nothing. *by*: who acted, if *seat* is the team."""
        actor = by if by is not None else seat
        if cause == "own" and actor in self.left_seats:
            cause = "stand_in"
        for (column, dimension), value in points_in(points).items():
            if abs(value) <= NOTHING:
                continue
            found: Cause = cause
            if cause == "own" and seat == TEAM:
                found = "team"
            elif cause == "own" and column != seat:
                found = "others"
            self.rows.append(
                Row(
                    act=act,
                    what=what,
                    seat=seat,
                    column=column,
                    dimension=dimension,
                    at=step.at,
                    seq=step.events[0].seq,
                    points=value,
                    cause=found,
                )
            )


def _owner(state: State, found: OpenDecision | None, role: RoleId) -> str:
    """Whose a decision is: the team's if it is decided together or before others, else the role's."""
    if found is None:
        return role
    return role if state.book.scenes[found.scene].how in ("alone", "each") else TEAM


def _bare(command: AnyCommand) -> AnyCommand:
    """*command* without what only names it."""
    return replace(command, id="", by="", wall=None)


def _same(one: AnyCommand, other: AnyCommand) -> bool:
    """Do two commands ask for the same? Lines of a form count in any order."""
    if isinstance(one, Choose) and isinstance(other, Choose):
        one, other = replace(one, items=tuple(sorted(one.items))), replace(other, items=tuple(sorted(other.items)))
    return _bare(one) == _bare(other)


def _alike(one: Pick, other: Pick | None) -> bool:
    return other is not None and one.choice == other.choice and set(one.items) == set(other.items)
