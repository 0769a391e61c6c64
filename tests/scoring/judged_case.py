"""A case for what is judged beside points: children's days, critical errors, noted reasons, objectives."""

from __future__ import annotations

from functools import cache

from sim.engine.book import Book, prepare
from sim.engine.conditions import And, Condition
from sim.engine.scenario import (
    Act,
    Activity,
    Child,
    Critical,
    Effects,
    ForChild,
    Harm,
    Milestone,
    Objective,
    Scenario,
)
from tests.scoring.small_cases import OVER, case, choice, happened, points, scene

AB = ("a", "b")
ARGS = {"child": "", "children": "", "by_whom": "", "adult": "", "about": ""}

VOCABULARY = {
    "ask_child": Activity("Asked the child", ARGS, for_child=ForChild(asked=True)),
    "interview": Activity("Interviewed the child", ARGS, for_child=ForChild(asked=True)),
    "exam": Activity("Examined the child", ARGS, for_child=ForChild(step="exam")),
    "scan": Activity("Scanned the child", ARGS, for_child=ForChild(step="scan")),
    "explain": Activity("Explained a step", ARGS, for_child=ForChild(explains=("about",))),
    "pack": Activity("Packed with the children", ARGS, for_child=ForChild(explains=("leaving",))),
    "take": Activity("Took custody", ARGS, for_child=ForChild(parted=True, step="leaving")),
    "promise": Activity("Promised the child", ARGS, for_child=ForChild(promise=True)),
    "release": Activity("Released the children", ARGS, for_child=ForChild(trusted_adult="here", basic_needs="met")),
    "deliver": Activity("Delivered the children", ARGS, for_child=ForChild(trusted_adult="gone")),
    "feed": Activity("Saw to the children", ARGS, for_child=ForChild(basic_needs="met")),
    "leave": Activity("Left the home"),
    "report": Activity("Reported"),
}


def does(*acts: Act) -> Effects:
    """Effects at the end of a choice."""
    return Effects(does=acts)


def both(condition: str, other: str) -> Condition:
    """Both marks."""
    return Condition(f"{condition} and {other}", And((happened(condition).tree, happened(other).tree)))


def judged_case() -> Scenario:
    """Two decisions of the officer, one of the investigator, and a last one of each."""
    a, both_children = {"child": "a", "by_whom": "police"}, {"children": AB, "by_whom": "police"}
    scenes = {
        "door": scene(
            {
                "care": choice(
                    "See to them.",
                    "kitchen",
                    points(1, 1, 1),
                    model=True,
                    end=does(Act("feed", both_children), Act("report")),
                ),
                "ask": choice(
                    "Ask the girl.",
                    "kitchen",
                    points(0.5, 0.2, 0.4),
                    end=does(Act("ask_child", a), Act("interview", a), Act("report")),
                ),
                "go": choice("Leave.", "kitchen", points(0, 0, 0), end=does(Act("leave"))),
            },
            title="The door",
        ),
        "kitchen": scene(
            {
                "pack": choice(
                    "Pack with them.",
                    "car",
                    points(1, 1, 1),
                    model=True,
                    end=does(Act("pack", both_children), Act("take", both_children)),
                ),
                "carry": choice("Carry them out.", "car", points(0.5, 0.1, 0.5), end=does(Act("take", both_children))),
                "sweeten": choice(
                    "Promise them tomorrow.",
                    "car",
                    points(0.4, 0, 0.2),
                    end=does(Act("promise", {"child": "a"}), Act("take", both_children)),
                ),
            },
            title="The kitchen",
        ),
        "car": scene(
            {
                "aunt": choice(
                    "The aunt.",
                    OVER,
                    points(1, 1, 1),
                    model=True,
                    end=does(Act("release", {"children": AB, "adult": "aunt"})),
                ),
                "barred": choice(
                    "The grandfather.",
                    OVER,
                    points(0, 0, 0),
                    end=does(Act("release", {"children": AB, "adult": "grandfather"})),
                ),
            },
            title="The car",
        ),
        "office": scene(
            {
                "talk": choice(
                    "Talk to her again.",
                    OVER,
                    points(0.2, 0.1, 0.3),
                    end=does(Act("ask_child", {"child": "a", "by_whom": "cps"})),
                ),
                "wait": choice("Wait for the interview.", OVER, points(1, 1, 1), model=True),
            },
            ("cps",),
            title="The office",
        ),
    }
    return case(
        scenes,
        {"police": "door", "cps": "office"},
        children={
            "a": Child("A", 9, ("aunt",), "gone", "unmet"),
            "b": Child("B", 5, ("aunt",), "gone", "unmet"),
        },
        vocabulary=VOCABULARY,
        milestones={
            "reported": Milestone(happened("done.report")),
            "left_alone": Milestone(happened("done.leave"), Critical("They were left alone.", "B-14", ("police",))),
            "given_away": Milestone(
                both("chosen.car.barred", "done.release"), Critical("They were given to somebody barred.", "B-18")
            ),
        },
        objectives={
            "reported": Objective(
                "Report it.", happened("done.report"), ("reported", "feed"), (Harm(happened("done.leave")),)
            ),
            "gently": Objective(
                "Move them gently.",
                happened("done.take"),
                ("pack",),
                (Harm(happened("done.promise"), "They were promised what nobody can keep."),),
            ),
            "waited": Objective("Leave the talk to one person.", happened("chosen.office.wait")),
            "ruled": Objective("Keep the rule.", happened("done.release"), ("X-01",)),
            "unsaid": Objective("Nobody said when."),
        },
    )


@cache
def judged_book(seed: int = 1) -> Book:
    """The case made ready for play."""
    return prepare(judged_case(), seed)
