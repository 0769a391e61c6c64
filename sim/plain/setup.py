"""Setup: how a case will be played, what that means, and the questions that change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from sim.engine.names import RoleId
from sim.engine.seats import FACTORS, Mode, Pace
from sim.plain.dialogue import Dialogue
from sim.plain.wording import capital, listing

if TYPE_CHECKING:
    from sim.engine.scenario import Scenario
    from sim.settings import Settings

MODES: dict[Mode, str] = {
    "coach": "after each decision you hear what it was worth, and why",
    "practice": "you decide, and look back at the end",
    "workshop": "for a group: you look back together on decisions and what came of them, without points or names",
}
"""The modes, and what each means."""

PACES: dict[Pace, str] = {
    "standard": "time limits as at work",
    "relaxed": "twice the time",
    "untimed": "no limits, and the clock stands still while you decide",
}
"""The paces, and what each means."""

TIMES = {1.0: "as they are", 1.5: "half as long again", 2.0: "twice as long", 3.0: "three times as long"}
"""Factors on limits, and what each means."""

LISTEN = (
    "Setup: Limits are made for reading with the eyes. If you listen, what comes in while a decision is open can take all of "
    "it. Type by ear for limits three times as long, or no timer."
)
"""Said where nobody has asked for longer limits: heard, the words alone can take as long as the limit."""

BY_EAR = 3.0
"""The factor for who listens: at it the first decisions of the shipped case were heard and taken in time (docs/walks.md)."""

EVERY_CASE = "Setup: To have it so in every case, type outside this program: sim settings set factor 3"

WORDS = {
    "mode": "mode",
    "pace": "pace",
    "no timer": "no timer",
    "untimed": "no timer",
    "more time": "more time",
    "time": "more time",
    "factor": "more time",
    "by ear": "by ear",
    "listen": "by ear",
    "screen reader": "by ear",
    "avoid": "avoid",
    "leave out": "avoid",
}
"""What can be typed to change the setup -> which part of it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a case will be played. *avoid*: content tags whose scenes are replaced by their equivalents."""

    role: RoleId
    mode: Mode
    pace: Pace
    factor: float = 1.0
    avoid: tuple[str, ...] = ()


def usual(
    role: RoleId, scenario: Scenario, settings: Settings, mode: Mode | None = None, pace: Pace | None = None
) -> Chosen:
    """What is given, and for the rest what this person has set, as far as it goes together."""
    from sim.sessions import PACES as PACES_OF

    mode = mode or "practice"
    wanted = pace or ("untimed" if settings.untimed else settings.pace)
    there = PACES_OF[mode]
    factor = settings.factor if settings.factor in FACTORS else 1.0
    left_out = {worded(tag) for tag in settings.avoid}
    avoid = tuple(tag for tag in tags(scenario) if worded(tag) in left_out)
    return Chosen(role, mode, wanted if wanted in there else there[0], factor, avoid)


def tags(scenario: Scenario) -> list[str]:
    """The content tags of scenes that can be replaced by their equivalents, in the order of the case."""
    return list(dict.fromkeys(tag for scene in scenario.scenes.values() if scene.instead for tag in scene.content))


def described(chosen: Chosen, scenario: Scenario) -> list[str]:
    """How the case will be played, and the word that changes each part of it."""
    lines = [
        f"Setup: Mode {chosen.mode}: {MODES.get(chosen.mode, '')}. Type mode to change it.",
        f"Setup: Pace {chosen.pace}: {PACES[chosen.pace]}. Type pace to change it.",
    ]
    if chosen.pace != "untimed":
        lines.append(
            f"Setup: Time limits are {TIMES[chosen.factor]}. Type more time for longer ones, or no timer for none."
        )
        if chosen.factor == 1.0 and chosen.pace == "standard":
            lines.append(LISTEN)
    if tags(scenario):
        out = listing(map(worded, chosen.avoid))
        what = f"Left out, without loss: {out}" if out else "Nothing is left out"
        lines.append(f"Setup: {what}. Type avoid to change what you are not shown.")
    return [*lines, "Setup: Nobody sees any of this, and no score depends on it."]


SETTLED = (
    "No: That is chosen before a case begins, and stays so for this play. Now pause stops the clock, and quiet on keeps what "
    "comes in until you have typed a line. For the next case it can be set: sim settings set factor 3"
)
"""Answers who asks for another setup while playing."""


def alone(database: str) -> str:
    """Answers who asks to play with others at this laptop. *database*: what has to be typed to reach the same store."""
    return (
        "No: Line by line one person plays, and the computer plays the others. What was said to one seat could be read back by "
        "the next person, on the screen or in a screen reader. Several people at one laptop can play in the app: "
        f"sim play{database}, without --plain"
    )


def asks_for_others(text: str) -> bool:
    """Does *text* ask who else plays at this laptop?"""
    return " ".join(text.lower().split()) in ("who plays", "others", "several", "seats", "hand over")


def part_of(text: str) -> str | None:
    """Which part of the setup *text* asks to change; None: it asks for something else."""
    return WORDS.get(" ".join(text.lower().split()))


async def change(part: str, chosen: Chosen, scenario: Scenario, dialogue: Dialogue) -> Chosen:
    """*chosen* with one part of it asked anew; raises `Cancelled` where the person leaves it as it is."""
    from sim.sessions import PACES as PACES_OF

    if part == "mode":
        options: dict[str, str] = {mode: f"{capital(mode)}: {about}." for mode, about in MODES.items()}
        mode = cast("Mode", await dialogue.one("How do you want to play?", options))
        there = PACES_OF[mode]
        return replace(chosen, mode=mode, pace=chosen.pace if chosen.pace in there else there[0])
    there = PACES_OF[chosen.mode]
    if part == "no timer":
        return replace(chosen, pace="untimed") if "untimed" in there else chosen
    if part == "by ear":
        return replace(chosen, factor=BY_EAR)
    if part == "pace":
        paces: dict[str, str] = {pace: f"{capital(pace)}: {PACES[pace]}." for pace in there}
        return replace(chosen, pace=cast("Pace", await dialogue.one("At which pace?", paces)))
    if part == "more time":
        factors = {str(factor): f"{capital(about)}." for factor, about in TIMES.items()}
        return replace(chosen, factor=float(await dialogue.one("How long shall time limits be?", factors)))
    there_are = {tag: f"{capital(worded(tag))}." for tag in tags(scenario)}
    question = "What do you not want to be shown? Such a scene is replaced by another one of equal worth."
    picked = await dialogue.some(question, there_are, extra=("nothing",))
    return replace(chosen, avoid=() if picked == ["nothing"] else tuple(picked))


def worded(tag: str) -> str:
    """A content tag in words."""
    return tag.replace("_", " ")
