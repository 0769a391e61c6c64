"""Small cases for the tests of scores: builders that say only what a test is about, and a way to play them by hand."""

from __future__ import annotations

from typing import Any

from sim.engine.book import Book, prepare
from sim.engine.commands import AnyCommand, Choose, Tell
from sim.engine.conditions import Condition, Happened
from sim.engine.events import AnyEvent
from sim.engine.scenario import (
    Because,
    Choice,
    Credit,
    Decides,
    Destination,
    Ending,
    Fact,
    Goto,
    Need,
    Outcome,
    Role,
    Scenario,
    Scene,
    SceneText,
)
from sim.engine.seats import Seat, Setup
from sim.engine.state import State
from sim.engine.submit import begin, submit

OVER = Destination(end="over")
ROLES = ("police", "cps", "medical")


def happened(mark: str) -> Condition:
    """The condition that *mark* has happened."""
    return Condition(mark, Happened(mark))


def points(coordination: float | None = None, trauma: float | None = None, protocol: float | None = None) -> Credit:
    """Credit in the dimensions that are given."""
    named = {"coordination": coordination, "trauma_informed": trauma, "protocol": protocol}
    return Credit({name: float(value) for name, value in named.items() if value is not None})


def to(place: str | Destination) -> Goto:
    """Everybody goes to a scene, or where the destination says."""
    return Goto(all=((None, Destination(scene=place) if isinstance(place, str) else place),))


def choice(
    text: str = "Do it.",
    goto: str | Destination = OVER,
    credit: Credit | tuple[Any, ...] | None = None,
    takes: int = 60,
    because: str = "",
    cite: str = "",
    **more: Any,
) -> Choice:
    """A choice; *credit* is one value or a list of cases."""
    return Choice(
        text=((None, text),),
        takes=((None, takes),),
        credit=credit if isinstance(credit, tuple) else ((None, credit),) if credit is not None else (),
        because=Because(because, cite) if because or cite else None,
        goto=to(goto),
        **more,
    )


def outcome(goto: str | Destination = OVER, credit: Credit | None = None, takes: int = 60) -> Outcome:
    """What follows when nobody chose."""
    return Outcome(takes=((None, takes),), goto=to(goto), credit=((None, credit),) if credit is not None else ())


def scene(
    choices: dict[str, Choice],
    roles: tuple[str, ...] = ("police",),
    how: str = "alone",
    deciders: tuple[str, ...] | None = None,
    title: str = "A place",
    **more: Any,
) -> Scene:
    """A scene for *roles*, with its choices in the order given."""
    more.setdefault("ordered", True)
    if len(roles) > 1:
        more.setdefault("wait", 600)
        more.setdefault("quorum", deciders or roles)
        more.setdefault("no_show", outcome())
    return Scene(
        title=title,
        roles=roles,
        text=SceneText(all=((None, "You are here."),)),
        decides=Decides(how, deciders or roles),
        choices=choices,
        **more,
    )


def role(begins: str | None = None, title: str = "") -> Role:
    """A seat that begins at a scene, or stands by."""
    return Role(title=title, begins=begins)


def case(scenes: dict[str, Scene], begins: dict[str, str | None], **more: Any) -> Scenario:
    """A scenario of *scenes*; *begins* says where each role starts."""
    titles = {"police": "Patrol officer", "cps": "Investigator", "medical": "Nurse"}
    facts = more.get("facts", {})
    desks = more.get("desks", {})
    topics = [fact.topic for fact in facts.values()] + [topic for desk in desks.values() for topic in desk.answers]
    more.setdefault("topics", {topic: topic.title() for topic in topics})
    return Scenario(
        name="small",
        title="A small case",
        kind="drill",
        starts="2026-03-04T21:40",
        roles={name: role(place, titles.get(name, name)) for name, place in begins.items()},
        scenes=scenes,
        endings={"over": Ending("Over", "It is over.")},
        **more,
    )


def fact(text: str = "Something.", held_by: tuple[str, ...] = ("police",), topic: str = "home", **more: Any) -> Fact:
    """A fact on a topic."""
    return Fact(topic=topic, text=text, held_by=held_by, **more)


def need(decision: str, due: int | None = None, too_late: int | None = None, since: str | None = None) -> Need:
    """A need for *decision*; *since* is a mark."""
    return Need(decision, due, too_late, happened(since) if since is not None else None)


def persons(*roles: str, factor: float = 1.0, **more: Any) -> Setup:
    """A setup in which persons hold *roles* and the computer the rest of the usual three."""
    seats = {name: Seat(person=f"p-{name}" if name in roles else None, factor=factor) for name in ROLES}
    return Setup(seed=1, seats=seats, **more)


def two_doors(**more: Any) -> Scenario:
    """Police picks a door; the good one leads to a second decision. CPS has one of its own; `docs/scoring.md` plays it by hand."""
    return case(
        {
            "door": scene(
                {
                    "knock": choice(goto="room", credit=points(coordination=1), model=True),
                    "break": choice(credit=points(coordination=0.5)),
                },
                think=60,
                if_no_answer=outcome(),
            ),
            "room": scene(
                {"sit": choice(credit=points(coordination=1), model=True), "stand": choice(credit=points(0.0))}
            ),
            "desk": scene(
                {"call": choice(credit=points(1.0), model=True), "wait": choice(credit=points(0.25))}, ("cps",)
            ),
        },
        {"police": "door", "cps": "desk"},
        **more,
    )


class Play:
    """A play by hand: every command must be accepted."""

    def __init__(self, scenario: Scenario, setup: Setup | None = None) -> None:
        self.book: Book = prepare(scenario, 1)
        wanted = setup or persons()
        seats = {name: seat for name, seat in wanted.seats.items() if name in scenario.roles}
        self.setup = Setup(wanted.seed, seats, wanted.mode, wanted.pace, wanted.room)
        self.state: State
        self.log: list[AnyEvent]
        self.state, self.log = begin(self.book, self.setup)

    def give(self, *commands: AnyCommand) -> Play:
        """Submit *commands*."""
        for command in commands:
            result = submit(self.state, command)
            assert result.refused is None, f"{command}: {result.refused}"
            self.log += result.events
        return self

    def choose(self, seat: str, at: int, choice: str, *items: str) -> Play:
        """The seat chooses in the decision that it stands in."""
        return self.give(Choose(seat=seat, at=at, decision=self.decision(seat, at), choice=choice, items=items))

    def tell(self, seat: str, at: int, to: str, *facts: str, basis: str | None = None) -> Play:
        """The seat tells facts to another."""
        return self.give(Tell(seat=seat, at=at, to=(to,), facts=facts, basis=basis))

    def all(self, kind: type) -> list[Any]:
        """All events of a kind."""
        return [event for event in self.log if isinstance(event, kind)]

    def until(self, at: int) -> Play:
        """Let time pass to second *at*."""
        from sim.engine.commands import Advance

        return self.give(Advance(at=at, mark=True))

    def decision(self, seat: str, at: int) -> str:
        """The decision in which *seat* stands at second *at*."""
        state = self.state.copy()
        if at > state.time:
            from sim.engine.commands import Advance

            submit(state, Advance(at=at))
        found = state.threads[seat].decision
        assert found is not None, f"{seat} is {state.threads[seat].status} at {at}"
        return found

    def last(self, kind: type) -> Any:
        """The last event of a kind."""
        return next(event for event in reversed(self.log) if isinstance(event, kind))
