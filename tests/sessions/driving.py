"""A driver with a clock of its own and an engine, and nothing else: how the rules of time are tested."""

from collections.abc import Iterable
from typing import Any

from sim.engine import AnyEvent, DecisionView, Refused, Seat, Setup, prepare, submit, view
from sim.engine.commands import AnyCommand, Ask, Choose, Curtain, HandOver, Pass, Pause, Resume, Tell
from sim.engine.names import ChoiceId, FactId, RoleId, TopicId
from sim.engine.submit import begin
from sim.format import Reading
from sim.sessions import Clock, Driver
from tests.sessions.session_cases import reading


class Drive:
    """A case driven with *persons* at some seats; *wall* is moved by hand."""

    def __init__(self, case: Reading | None = None, *, persons: Iterable[str] = ("police",), **setup: Any) -> None:
        scenario = (case or reading()).scenario
        assert scenario is not None
        held = set(persons)
        seats = {role: Seat(f"p-{role}" if role in held else None) for role in scenario.roles}
        book = prepare(scenario, 1)
        self.wall = 1000.0
        self.state, self.log = begin(book, Setup(1, seats, **setup))
        self.driver = Driver(book, self.state, self.wall)
        self.settle()

    def give(self, command: AnyCommand) -> Refused | None:
        """Give a command at this moment, as a session does."""
        result = submit(self.state, command)
        self.log += result.events
        self.driver.observe(self.state, self.wall, command, refused=result.refused is not None)
        return result.refused

    def settle(self) -> None:
        """Do all that is due."""
        for _ in range(2000):
            command = self.driver.tick(self.state, self.wall)
            if command is None:
                return
            self.give(command)
        raise AssertionError("the driver never comes to rest")

    def move(self, seconds: float) -> None:
        """Let time pass on the wall, as a session sees it: awake whenever the driver wants to be."""
        end = self.wall + seconds
        while (wake := self.driver.wake_at(self.state, self.wall)) is not None and wake < end:
            self.wall = max(self.wall, wake)
            self.settle()
        self.wall = end
        self.settle()

    def leap(self, seconds: float) -> None:
        """Let time pass on the wall without waking at all in between."""
        self.wall += seconds
        self.settle()

    # --- what is asked of it

    @property
    def now(self) -> int:
        """The second of the record."""
        return self.state.time

    def clock(self, role: str = "police") -> Clock:
        """The clock before a seat."""
        return self.driver.clock(self.state, RoleId(role), self.wall)

    @property
    def phase(self) -> str:
        """What the clock does."""
        return self.driver.phase(self.state, self.wall)

    def decision(self, role: str = "police") -> DecisionView:
        """The open decision of a role."""
        found = view(self.state, RoleId(role)).decision
        assert found is not None
        return found

    def is_open(self, role: str = "police") -> str:
        """The name of the open decision of a role; empty: it has none."""
        found = view(self.state, RoleId(role)).decision
        return found.id if found is not None else ""

    def kinds(self) -> list[str]:
        """What has happened, by kind."""
        return [type(event).__name__ for event in self.log]

    def events(self, kind: type[AnyEvent]) -> list[Any]:
        """What has happened of one kind."""
        return [event for event in self.log if isinstance(event, kind)]

    # --- what persons do

    def at(self) -> int:
        """The second at which a command of a person is stamped now."""
        self.catch_up()
        return self.driver.second(self.state, self.wall)

    def catch_up(self) -> None:
        """What flowing time brings first, before a person is heard."""
        while self.phase in ("flowing", "still"):
            command = self.driver.tick(self.state, self.wall)
            if command is None:
                return
            self.give(command)

    def choose(self, choice: str, role: str = "police") -> Refused | None:
        """Take a choice."""
        decision = self.decision(role).id
        refused = self.give(Choose(seat=role, at=self.at(), decision=decision, choice=ChoiceId(choice)))
        self.settle()
        return refused

    def pass_(self, role: str) -> None:
        """Give no advice."""
        assert self.give(Pass(seat=role, at=self.at(), decision=self.decision(role).id)) is None
        self.settle()

    def tell(self, fact: str, to: str, role: str = "police") -> None:
        """Tell a fact."""
        told = Tell(seat=role, at=self.at(), to=(RoleId(to),), facts=(FactId(fact),))
        assert self.give(told) is None
        self.settle()

    def ask(self, to: str, topic: str, role: str = "police") -> None:
        """Ask about a topic."""
        assert self.give(Ask(seat=role, at=self.at(), to=to, topic=TopicId(topic))) is None
        self.settle()

    def pause(self, role: str = "police") -> None:
        """Stand still."""
        assert self.give(Pause(seat=role, at=self.at())) is None
        self.settle()

    def resume(self, role: str = "police") -> None:
        """Go on."""
        assert self.give(Resume(seat=role, at=self.at())) is None
        self.settle()

    def curtain(self, up: bool, front: str | None = None) -> None:
        """Raise the curtain, or lower it before a role."""
        assert (
            self.give(Curtain(seat="facilitator", at=self.at(), up=up, front=RoleId(front) if front else None)) is None
        )
        self.settle()

    def proceed(self, role: str = "police") -> None:
        """Go on after a stop."""
        self.driver.proceed(self.state, RoleId(role), self.wall)
        self.settle()

    def say(self, kind: str, role: str) -> Refused | None:
        """Tell the first fact that is known, or ask the desk; it may be refused."""
        at = self.at()
        command: AnyCommand = Ask(seat=role, at=at, to="records", topic=TopicId("kin"))
        if kind == "tell":
            other = RoleId("cps" if role == "police" else "police")
            fact = next(iter(self.state.threads[RoleId(role)].known))
            command = Tell(seat=role, at=at, to=(other,), facts=(fact,))
        refused = self.give(command)
        self.settle()
        return refused

    def step(self, role: str, to: str | None) -> None:
        """A person steps out of a seat, or takes it."""
        hand_over = HandOver(seat="facilitator", at=self.at(), role=RoleId(role), to=to)
        assert self.give(hand_over) is None or self.state.ended
        self.settle()
