"""A case with everything that is scored, and a way to play it at random: what the properties of scores are tried on."""

from __future__ import annotations

from functools import cache
from random import Random

import msgspec

from sim.engine import begin, next_due, prepare, submit
from sim.engine.book import Book
from sim.engine.commands import (
    Acknowledge,
    Advance,
    Answer,
    AnyCommand,
    Ask,
    CallRole,
    Choose,
    End,
    HandOver,
    Pass,
    Tell,
)
from sim.engine.conditions import And, Compare, Condition, Number, Since, Time, Variable
from sim.engine.decisions import choices_open
from sim.engine.events import AnyEvent, Told
from sim.engine.scenario import (
    Act,
    Activity,
    Basis,
    Credit,
    Desk,
    DeskAnswer,
    Destination,
    Effects,
    Form,
    Goto,
    Inject,
    Item,
    Key,
    Learning,
    Milestone,
    Restated,
    Scenario,
    Telling,
    VariableDef,
    Within,
)
from sim.engine.seats import Seat, Setup
from sim.engine.state import State
from tests.scoring.small_cases import OVER, case, choice, fact, happened, need, outcome, points, scene

ROLES = ("police", "cps", "medical")
CHOICES = ("announce_q", "enter_q", "wait_q", "drive_q", "read_q", "treat_q", "ask_q", "aunt_q", "shelter_q", "both_q")
SECONDS = (0, 1, 7, 20, 45, 90, 200)


def busy_case(gated: bool = True) -> Scenario:
    """The case; *gated*: some choices hang on what roles know, so that what is said changes what can be done."""
    called = happened("done.call_cps")
    upset = Condition("distress >= 1", Compare(Variable("distress"), ">=", Number(1)))
    aunt_known = Condition(
        "police.knows.aunt and cps.knows.aunt",
        And((happened("police.knows.aunt").tree, happened("cps.knows.aunt").tree)),
    )
    soon = Within(60, 240, "done.call_cps")
    huddle_next = Goto(
        by_role={
            "police": ((None, Destination(scene="paper")),),
            "cps": ((None, Destination(scene="review")),),
            "medical": ((None, Destination(scene="handover")),),
        }
    )
    scenes = {
        "doorstep": scene(
            {
                "announce_q": choice(
                    "Announce yourself.",
                    "huddle",
                    points(1, 1, 1),
                    because="The other agency hears at once.",
                    cite="K-01",
                    model=True,
                    takes=120,
                    start=Effects(tells=(Telling("cps", ("alone",)),), does=(Act("call_cps"),)),
                ),
                "enter_q": choice(
                    "Go in at once.", "huddle", points(0, 0.2, 0.6), start=Effects(adds=(("distress", 1.0),))
                ),
                "wait_q": choice(
                    "Wait.", "huddle", points(0.3, 0.4, 0.5), end=Effects(learns=(Learning(("bottle",)),))
                ),
            },
            title="The doorstep",
            think=30,
            if_no_answer=outcome("huddle"),
            ordered=False,
        ),
        "on_call": scene(
            {
                "drive_q": choice(
                    "Drive.", "huddle", Credit({"coordination": 1.0, "protocol": 1.0}, {"protocol": soon}), takes=200
                ),
                "read_q": choice("Read the file.", "huddle", points(0.4, None, 0.4), takes=90),
            },
            ("cps",),
            title="On call",
            think=60,
            if_no_answer=outcome("huddle", points(0.1, None, 0)),
            ordered=False,
        ),
        "triage": scene(
            {
                "treat_q": choice("Treat first.", "huddle", points(0.5, 1, 0.9), key=Key("panel", 7, 0.5)),
                "ask_q": choice("Ask the child.", "huddle", points(0.5, 0, 0.2), key=Key("panel", 7, 1.4)),
            },
            ("medical",),
            title="Triage",
            think=40,
            if_no_answer=outcome("huddle"),
        ),
        "huddle": scene(
            {
                "aunt_q": choice(
                    "Ask the aunt.",
                    OVER,
                    ((upset, points(1, 0.8, 0.7)), (None, points(1, 1, 1))),
                    if_=aunt_known if gated else None,
                ),
                "shelter_q": choice("The shelter.", OVER, points(0.6, 0.3, 0.8)),
            },
            ROLES,
            "together",
            ("police", "cps"),
            title="In the kitchen",
            think=60,
            wait=400,
            if_no_answer=outcome("review"),
            if_deadlock=outcome("review"),
            no_show=outcome("review", points(0.2)),
            latecomer=outcome("review"),
        ),
        "paper": scene(
            {
                "form": choice(
                    "Write it down.",
                    "review",
                    points(0.5),
                    form=Form(
                        {
                            "right": Item(
                                ((None, "No adult can care for them."),), credit=((None, points(None, 1, 1)),)
                            ),
                            "wrong": Item(((None, "She was rude."),), credit=((None, points(None, 0, 0)),)),
                            "fair": Item(((None, "It is late."),), credit=((None, points(None, None, 0.75)),)),
                        },
                        most=2,
                    ),
                )
            },
            title="The paper",
            think=60,
            if_no_answer=outcome("review"),
        ),
        "review": scene(
            {
                "both_q": choice("Both sign.", "handover", points(1, 1, 1)),
                "one": choice("Sign.", "handover", points(0, 1, 0)),
            },
            ROLES,
            "lead",
            ("cps", "police"),
            title="The review",
            think=60,
            wait=300,
            if_no_answer=outcome("handover"),
            no_show=outcome("handover"),
        ),
        "handover": scene(
            {
                "full": choice("Hand over all.", OVER, points(1, 1, 1)),
                "short": choice("Briefly.", OVER, points(0.5, 0.2, 0.5)),
            },
            ROLES,
            "each",
            title="The handover",
            think=60,
            wait=300,
            if_no_answer=outcome(),
            no_show=outcome(),
        ),
        "call": scene(
            {
                "say": choice("Say so.", Destination(back=True), points(1)),
                "hang": choice("Hang up.", Destination(back=True), points(0)),
            },
            title="The supervisor",
            think=20,
            if_no_answer=outcome(Destination(back=True)),
        ),
    }
    for name in ("aunt_q", "shelter_q"):
        body = scenes["huddle"].choices[name]
        scenes["huddle"].choices[name] = msgspec.structs.replace(body, goto=huddle_next)
    for name in ("if_no_answer", "if_deadlock"):
        ended = msgspec.structs.replace(getattr(scenes["huddle"], name), goto=huddle_next)
        scenes["huddle"] = msgspec.structs.replace(scenes["huddle"], **{name: ended})
    facts = {
        "alone": fact(
            "Children are alone.",
            needed_by={"cps": need("huddle", 60, 300, "started.call_cps"), "medical": need("huddle", 120, 240)},
            restated=Restated("Alone.", ("With an adult.",)),
            volunteers=100,
        ),
        "aunt": fact("There is an aunt.", ("cps",), "kin", needed_by={"police": need("huddle")}, volunteers=120),
        "asthma": fact(
            "One has asthma.",
            ("medical",),
            "health",
            needed_by={"cps": need("review", 400), "police": need("paper", None, 900)},
        ),
        "order": fact(
            "A court order.",
            ("records",),
            "court",
            needed_by={"police": need("huddle", 200, 400), "cps": need("review", 500, 900)},
            lawful={"police": ("agreement",), "cps": ("agreement",)},
            tempting=("curiosity",),
        ),
        "bottle": fact("A bottle on the table.", (), "home", needed_by={"medical": need("handover")}),
        "chart": fact("A chart.", ("medical",), "health", lawful={"cps": ("consent",)}, keep_from=("police",)),
        "name": fact("The neighbour's name.", ("police",), "home", keep_from=("medical",)),
        "rain": fact("It rains.", ("police", "cps"), "weather"),
    }
    return case(
        scenes,
        {"police": "doorstep", "cps": "on_call", "medical": "triage"},
        facts=facts,
        desks={
            "records": Desk(
                "County records", {"court": DeskAnswer(30, ("agreement", "curiosity")), "tax": DeskAnswer(9)}
            )
        },
        bases={"agreement": Basis("The agreement"), "curiosity": Basis("It would help."), "consent": Basis("Consent")},
        variables={"distress": VariableDef(start=0, most=5, visible=True)},
        milestones={"told": Milestone(happened("cps.knows.alone"))},
        injects={
            "supervisor": Inject(
                when=Condition("since.call_cps >= 300", Compare(Since("done.call_cps"), ">=", Number(300))),
                message={"police": "Who knows?"},
                teaches={"medical": ("bottle",)},
                effects=Effects(calls=()),
            ),
            "late": Inject(
                when=Condition("time >= 700", Compare(Time(), ">=", Number(700))), teaches={"cps": ("alone",)}
            ),
            "called": Inject(when=called, teaches={"medical": ("rain",)}),
        },
        vocabulary={"call_cps": Activity("Call CPS", notification=True)},
    )


@cache
def busy_book(gated: bool = True, seed: int = 3) -> Book:
    """The case made ready for play."""
    return prepare(busy_case(gated), seed)


def busy_setup(persons: int = 1, pace: str = "standard", factor: float = 1.0) -> Setup:
    """Persons in the first seats, the computer in the rest; the first has the accommodation *factor*."""
    seats = {
        name: Seat(person=f"p{place}" if place < persons else None, factor=factor if place == 0 else 1.0)
        for place, name in enumerate(ROLES)
    }
    return Setup(seed=3, seats=seats, pace=pace)


Draw = tuple[int, int, int, int, int]
"""Seconds to wait, who, what, and two more choices, all as numbers to be taken modulo what there is."""


def drawn(seed: int, count: int) -> list[Draw]:
    """*count* random draws."""
    numbers = iter(Random(seed).randbytes(5 * count))
    return list(zip(*[numbers] * 5, strict=True))


def play(
    book: Book, setup: Setup, draws: list[Draw], kinds: tuple[str, ...]
) -> tuple[list[AnyCommand], list[AnyEvent]]:
    """Play *draws*: the commands that were accepted, and the whole log, to the end of the case."""
    state, log = begin(book, setup)
    commands: list[AnyCommand] = []
    for seconds, who, what, first, second in draws:
        command = _command(
            state, state.time + SECONDS[seconds % len(SECONDS)], who, kinds[what % len(kinds)], first, second
        )
        if command is not None:
            result = submit(state, command)
            log += result.events
            if result.refused is None:
                commands.append(command)
    log += run_out(state)
    return commands, log


def run_out(state: State) -> list[AnyEvent]:
    """Let time pass until the case is over; what no limit ends, ends at a second that does not depend on the play."""
    log: list[AnyEvent] = []
    while not state.ended and (due := next_due(state)) is not None:
        log += submit(state, Advance(at=due)).events
    if not state.ended:
        log += submit(state, End(seat="facilitator", at=max(state.time, 20_000))).events
    return log


def replayed(book: Book, setup: Setup, commands: list[AnyCommand]) -> list[AnyEvent]:
    """The log of *commands* given again, to the end of the case; what is refused now is left out."""
    state, log = begin(book, setup)
    for command in commands:
        log += submit(state, command).events
    return log + run_out(state)


def _command(state: State, at: int, who: int, kind: str, first: int, second: int) -> AnyCommand | None:
    role = ROLES[who % 3]
    thread = state.threads[role]
    book = state.book
    decision = state.decisions.get(thread.decision) if thread.decision is not None else None
    known = sorted(thread.known)
    match kind:
        case "choose" if decision is not None:
            choices = choices_open(decision)
            picked = choices[first % len(choices)] if choices else None
            form = book.scenario.scenes[decision.scene].choices[picked].form if picked is not None else None
            items = tuple(item for place, item in enumerate(decision.items) if second >> place & 1) if form else ()
            return Choose(seat=role, at=at, decision=decision.id, choice=picked, items=items) if picked else None
        case "pass" if decision is not None:
            return Pass(seat=role, at=at, decision=decision.id)
        case "tell" if known:
            others = [name for name in ROLES if name != role]
            to = (others[second % 3],) if second % 3 < 2 else tuple(others)
            name = known[first % len(known)]
            bases = (None, *book.scenario.bases) if not book.scenario.facts[name].lawful else tuple(book.scenario.bases)
            return Tell(seat=role, at=at, to=to, facts=(name,), basis=bases[(first + second) % len(bases)])
        case "ask":
            if first % 2:
                return Ask(seat=role, at=at, to="records", topic="court", basis=("agreement", "curiosity")[second % 2])
            topics = sorted(book.scenario.topics)
            return Ask(seat=role, at=at, to=ROLES[(who + 1) % 3], topic=topics[second % len(topics)])
        case "answer":
            numbers = [number for number, asked in state.questions.items() if asked.to == role]
            if numbers:
                return Answer(seat=role, at=at, reply_to=numbers[first % len(numbers)], cannot=bool(second % 2))
        case "acknowledge":
            told = [message for message in thread.messages if isinstance(message, Told) and role in message.to]
            if told:
                message = told[first % len(told)]
                return Acknowledge(seat=role, at=at, reply_to=message.seq, fact=message.facts[0], said=second % 2)
        case "hand_over":
            return HandOver(seat="facilitator", at=at, role=role, to=f"p{first}" if second % 2 else None)
        case "call":
            return CallRole(seat="facilitator", at=at, role="police", scene="call", urgent=bool(first % 2))
        case "end" if first % 8 == 0:
            return End(seat="facilitator", at=at)
    return None
