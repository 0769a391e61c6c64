"""A case of three roles made by hand: every kind of scene, a form, two desks, facts free and restricted."""

from typing import Any

from sim.engine import Book, Setup, prepare
from sim.engine.conditions import Condition, Happened
from sim.engine.names import (
    BasisId,
    ChoiceId,
    DeskId,
    EndingId,
    FactId,
    ItemId,
    MarkId,
    RoleId,
    SceneId,
    TopicId,
)
from sim.engine.scenario import (
    Basis,
    Call,
    Choice,
    Credit,
    Decides,
    Desk,
    DeskAnswer,
    Destination,
    Effects,
    Ending,
    Fact,
    Form,
    Goto,
    Item,
    Learning,
    Need,
    Outcome,
    Restated,
    Role,
    Scenario,
    Scene,
    SceneText,
    Telling,
)
from sim.engine.seats import Pace, PlayerName, Seat

POLICE, CPS, MEDICAL = ROLES = RoleId("police"), RoleId("cps"), RoleId("medical")


def when(mark: str) -> Condition:
    return Condition(mark, Happened(MarkId(mark)))


def to(scene: str | None = None, **elsewhere: Any) -> Goto:
    return Goto(all=((None, Destination(scene=None if scene is None else SceneId(scene), **elsewhere)),))


END = to(end=EndingId("over"))


def worth(*points: float) -> tuple[tuple[None, Credit], ...]:
    return ((None, Credit(dict(zip(("coordination", "trauma_informed", "protocol"), points, strict=True)))),)


def way(text: str, goto: Goto, *, credit: tuple[float, float, float] = (0, 0, 0), **fields: Any) -> Choice:
    takes = fields.pop("takes", 120)
    return Choice(text=((None, text),), takes=((None, takes),), goto=goto, credit=worth(*credit), **fields)


def expiry(goto: Goto) -> Outcome:
    return Outcome(text=((None, "Too late."),), takes=((None, 60),), goto=goto)


def scene(*roles: RoleId, choices: dict[str, Choice], **fields: Any) -> Scene:
    how = fields.pop("how", "alone")
    deciders = fields.pop("deciders", roles)
    return Scene(
        title="A place",
        roles=roles,
        text=SceneText(all=((None, "Here you are, and there is a good deal to read about it before you say a word."),)),
        decides=Decides(how, deciders),
        choices={ChoiceId(name): choice for name, choice in choices.items()},
        think=60,
        wait=900 if len(roles) > 1 else None,
        quorum=deciders if len(roles) > 1 else (),
        **fields,
    )


def small_case() -> Scenario:
    """The case. All begin alone, meet in a huddle (together), then lead, then each; CPS goes out of reach once."""
    huddle, report, round_ = to("huddle"), to("report"), to("round")
    return Scenario(
        name="small",
        title="Small",
        kind="case",
        starts="2026-03-04T21:40",
        roles={
            POLICE: Role("Officer", SceneId("door")),
            CPS: Role("Investigator", SceneId("office"), answers_after=90),
            MEDICAL: Role("Nurse", SceneId("triage")),
        },
        endings={EndingId("over"): Ending("Over", "It is over.")},
        topics={TopicId("home"): "The home", TopicId("kin"): "Kin", TopicId("health"): "Health"},
        bases={BasisId(name): Basis(name) for name in ("agreement", "curiosity", "consent")},
        desks={
            DeskId("records"): Desk(
                "Records",
                {
                    TopicId("kin"): DeskAnswer(200, (BasisId("curiosity"), BasisId("agreement"))),
                    TopicId("home"): DeskAnswer(60, says="Nothing here."),
                },
            ),
            DeskId("clinic"): Desk("Clinic", {TopicId("health"): DeskAnswer(100)}),
        },
        facts={
            FactId("alone"): Fact(
                TopicId("home"),
                "They are alone.",
                (POLICE,),
                volunteers=120,
                needed_by={CPS: Need(SceneId("office"), 300, 600)},
                restated=Restated("Nobody is with them.", ("A neighbour is with them.", "The mother is with them.")),
            ),
            FactId("aunt"): Fact(
                TopicId("kin"),
                "There is an aunt.",
                (CPS,),
                needed_by={POLICE: Need(SceneId("huddle"))},
                lawful={POLICE: (BasisId("agreement"),)},
                tempting=(BasisId("curiosity"),),
            ),
            FactId("order"): Fact(
                TopicId("kin"),
                "There is an order.",
                ("records",),
                needed_by={MEDICAL: Need(SceneId("huddle")), CPS: Need(SceneId("huddle"))},
                lawful={CPS: (BasisId("agreement"),), POLICE: (BasisId("agreement"),)},
                tempting=(BasisId("curiosity"),),
            ),
            FactId("asthma"): Fact(
                TopicId("health"), "The youngest has asthma.", ("clinic",), needed_by={POLICE: Need(SceneId("huddle"))}
            ),
            FactId("rash"): Fact(TopicId("health"), "An old rash.", (MEDICAL,), keep_from=(POLICE,)),
            FactId("found"): Fact(
                TopicId("home"), "The stove is on.", (), needed_by={MEDICAL: Need(SceneId("huddle"))}
            ),
        },
        scenes={
            SceneId("door"): scene(
                POLICE,
                choices={
                    "look": way(
                        "Look and call.",
                        huddle,
                        model=True,
                        start=Effects(tells=(Telling(CPS, (FactId("alone"),)),)),
                        end=Effects(learns=(Learning((FactId("found"),)),)),
                    ),
                    "wait": way("Wait.", huddle, takes=600, credit=(1, 1, 1)),
                    "call": way("Have them called.", huddle, start=Effects(calls=(Call(CPS, SceneId("drive")),))),
                },
                if_no_answer=expiry(huddle),
            ),
            SceneId("office"): scene(
                CPS,
                choices={
                    "go": way("Go there.", huddle, credit=(1, 0, 1)),
                    "read": way("Read the file first.", huddle, credit=(1, 1, 1), if_=when("cps.knows.alone")),
                    "stay": way("Stay.", huddle, credit=(0, 0, 0.5)),
                },
                if_no_answer=expiry(huddle),
            ),
            SceneId("drive"): scene(
                CPS,
                choices={"on": way("Drive on.", to(back=True)), "turn": way("Turn round.", huddle)},
                unreachable=True,
                if_no_answer=expiry(huddle),
            ),
            SceneId("triage"): scene(
                MEDICAL,
                choices={"see": way("See them.", huddle, credit=(1, 1, 1)), "send": way("Send them on.", huddle)},
                if_no_answer=expiry(huddle),
            ),
            SceneId("huddle"): scene(
                *ROLES,
                how="together",
                deciders=(POLICE, CPS),
                choices={
                    "aunt": way("The aunt.", report, credit=(1, 1, 1), if_=when("police.knows.aunt")),
                    "shelter": way("The shelter.", report, credit=(0.5, 0.5, 0.5)),
                    "home": way("They stay.", report),
                },
                no_show=expiry(report),
                if_no_answer=expiry(report),
                if_deadlock=expiry(report),
            ),
            SceneId("report"): scene(
                POLICE,
                CPS,
                MEDICAL,
                how="lead",
                deciders=(CPS, POLICE),
                choices={
                    "form": Choice(
                        text=((None, "Which apply?"),),
                        takes=((None, 60),),
                        goto=round_,
                        form=Form(
                            {
                                ItemId("a"): Item(((None, "This one."),), credit=worth(0, 0, 0)),
                                ItemId("b"): Item(((None, "That one, certainly."),), credit=worth(1, 1, 1)),
                                ItemId("c"): Item(((None, "The other."),), credit=worth(1, 0, 1)),
                            },
                            1,
                            2,
                        ),
                    )
                },
                no_show=expiry(END),
                if_no_answer=expiry(round_),
            ),
            SceneId("round"): scene(
                *ROLES,
                how="each",
                choices={
                    "home": way("Go home.", END, credit=(1, 1, 1)),
                    "again": way("Talk again.", huddle, takes=3_000),
                },
                no_show=expiry(END),
                if_no_answer=expiry(END),
            ),
        },
    )


def small_book(seed: int = 0) -> Book:
    return prepare(small_case(), seed)


def all_seats(players: PlayerName = "colleague", seed: int = 0, pace: Pace = "standard") -> Setup:
    return Setup(seed, {role: Seat(player=players) for role in ROLES}, pace=pace)
