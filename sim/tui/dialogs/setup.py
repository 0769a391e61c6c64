"""How a case will be played, what is usual, and the questions that change it. Pure: no screen is needed to say any of it.

Nothing of it is asked before it is wanted: a role, and then everything has a sensible value. What makes play easier for a person
(more time, no timer, things not to be shown) is that person's own: it is said to nobody, and no score depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace
from textual.content import Content

from sim.engine.names import RoleId
from sim.engine.scenario import Scenario
from sim.engine.seats import FACTORS, Mode, Pace
from sim.sessions import PACES as PACES_OF
from sim.tui.content import line, page, plain, row
from sim.tui.dialogs.steps import Answers, Plan, Step
from sim.tui.names import capital, listed, readable
from sim.tui.widgets.picks import Pick

if TYPE_CHECKING:
    from sim.settings import Settings

MODES: dict[Mode, str] = {
    "coach": "after each decision you read what it was worth, and why",
    "practice": "you decide, and look back at the end",
    "workshop": "for a group: you look back together on decisions and what came of them, without points or names",
}
PACES: dict[Pace, str] = {
    "standard": "time limits as at work",
    "relaxed": "twice the time",
    "untimed": "no limits: the clock stands still while you decide",
}
TIMES: dict[float, str] = {
    1.0: "limits as they are",
    1.5: "half as long again",
    2.0: "twice as long",
    3.0: "three times as long",
}
NO_TIMER = "none"
"""The id of the line that takes all limits away."""

PRIVATE = "Nobody sees this, and no score depends on it."
ABOUT = "Private. No score depends on it."
NO_POINTS = "no points or names in the debrief; then the hot wash"
NOTHING_TO_LEAVE_OUT = "No scene of this case has another one to be shown instead."


class Person(NamedTuple):
    """Somebody at this laptop. *name*: empty where none was given. *factor*, *avoid*: theirs alone."""

    role: RoleId
    name: str = ""
    factor: float = 1.0
    avoid: tuple[str, ...] = ()


class Chosen(msgspec.Struct, frozen=True):
    """How a case will be played: mode and pace of it all, and who plays, whoever sits there now first."""

    mode: Mode
    pace: Pace
    persons: tuple[Person, ...]

    @property
    def role(self) -> RoleId:
        """The role of whoever sits there first."""
        return self.persons[0].role

    def having(self, place: int, person: Person) -> Chosen:
        """The same, with another *person* at *place*."""
        return replace(self, persons=(*self.persons[:place], person, *self.persons[place + 1 :]))

    def without(self, place: int) -> Chosen:
        """The same without whoever is at *place*: the computer plays that role."""
        return replace(self, persons=(*self.persons[:place], *self.persons[place + 1 :]))

    def in_mode(self, mode: Mode) -> Chosen:
        """The same in another mode, at its usual pace if the present one does not go with it."""
        there = PACES_OF[mode]
        return replace(self, mode=mode, pace=self.pace if self.pace in there else there[0])

    def at_pace(self, pace: Pace) -> Chosen:
        """The same at another pace."""
        return replace(self, pace=pace)

    def with_time(self, place: int, time: str) -> Chosen:
        """The same with other limits for whoever is at *place*: a factor, or `NO_TIMER`, which holds for all."""
        if time == NO_TIMER:
            return replace(self, pace="untimed") if "untimed" in PACES_OF[self.mode] else self
        timed = [pace for pace in PACES_OF[self.mode] if pace != "untimed"]
        pace = self.pace if place or self.pace != "untimed" or not timed else timed[0]
        return replace(self, pace=pace).having(place, self.persons[place]._replace(factor=float(time)))

    def joined_by(self, roles: Iterable[str]) -> Chosen:
        """The same with persons at just these other *roles*; who was there already keeps name and conditions."""
        there = {person.role: person for person in self.persons[1:]}
        others = [there.get(RoleId(role)) or Person(RoleId(role)) for role in roles if role != self.role]
        return replace(self, persons=(self.persons[0], *others))


def usual(
    scenario: Scenario,
    role: RoleId,
    settings: Settings,
    *,
    mode: Mode | None = None,
    pace: Pace | None = None,
    factor: float | None = None,
    avoid: Sequence[str] | None = None,
) -> Chosen:
    """What is given, and for the rest what this person has set, as far as it goes together."""
    mode = mode or "practice"
    wanted = pace or ("untimed" if settings.untimed else settings.pace)
    there = PACES_OF[mode]
    stretched = settings.factor if factor is None else factor
    left_out = settings.avoid if avoid is None else avoid
    person = Person(
        role,
        factor=stretched if stretched in FACTORS else 1.0,
        avoid=tuple(tag for tag in tags(scenario) if readable(tag) in {readable(each) for each in left_out}),
    )
    return Chosen(mode, wanted if wanted in there else there[0], (person,))


def tags(scenario: Scenario) -> list[str]:
    """The content tags of scenes that can be replaced by their equivalents, in the order of the case."""
    return list(dict.fromkeys(tag for scene in scenario.scenes.values() if scene.instead for tag in scene.content))


# --- the one question before the briefing


def asking_role(scenario: Scenario) -> Plan:
    """The plan that asks for a role."""
    picks = tuple(
        Pick(role, page(row(capital(it.title))), capital(it.title), n)
        for n, (role, it) in enumerate(scenario.roles.items(), 1)
    )
    about = "The computer plays the others, or people beside you."

    def plan(answers: Answers) -> Step | None:
        return None if answers else Step("Which role do you play?", picks, about=about)

    return plan


# --- what stands on the briefing


class Part(NamedTuple):
    """A part of the set-up: the act that changes it, its *title*, what it is now; *off*: why it can't be changed."""

    act: str
    title: str
    now: Content
    off: str = ""


def parts(chosen: Chosen, place: int, scenario: Scenario) -> list[Part]:
    """The set-up as the person at *place* may see and change it: mode and pace are set by whoever began."""
    person, there = chosen.persons[place], tags(scenario)
    mode, pace = plain(capital(chosen.mode)), _said(capital(chosen.pace), PACES[chosen.pace])
    if chosen.mode == "workshop":
        mode = _said("Workshop", NO_POINTS)
    timed = chosen.pace != "untimed"
    more = plain("no", "muted") if person.factor == 1.0 else plain(TIMES[person.factor])
    time = more if timed else plain("not needed: there is no timer", "muted")
    if person.avoid:
        out = plain(listed([readable(tag) for tag in person.avoid]))
    elif there:
        out = line("nothing; ", plain(f"can be: {', '.join(readable(tag) for tag in there)}", "muted"))
    else:
        out = plain("nothing in this case", "muted")
    found = [
        Part("briefing.time", "More time", time),
        Part("briefing.avoid", "Left out", out, "" if there else NOTHING_TO_LEAVE_OUT),
    ]
    if place:
        return found
    return [
        Part("briefing.mode", "Mode", mode),
        Part("briefing.pace", "Pace", pace),
        *found,
        Part("briefing.who", "Who plays", plain(who_plays(chosen, scenario)), _alone(scenario)),
    ]


def who_plays(chosen: Chosen, scenario: Scenario) -> str:
    """Who plays what, in half a line."""
    others = [seat_of(person, scenario) for person in chosen.persons[1:]]
    rest = len(scenario.roles) - len(chosen.persons)
    computer = "; the computer plays " + ("the others" if rest > 1 else "the other") if rest else ""
    return f"you{''.join(f', {each}' for each in others[:-1])}{f' and {others[-1]}' if others else ''}{computer}"


def seat_of(person: Person, scenario: Scenario) -> str:
    """A person as colleagues call the role, with the name, if there is one: `CPS (Ann)`."""
    role = scenario.roles[person.role]
    return f"{role.short or capital(role.title)}{f' ({person.name})' if person.name else ''}"


def _said(title: str, about: str) -> Content:
    return line(title, plain(f": {about}", "muted"))


def _alone(scenario: Scenario) -> str:
    return "This case has one role." if len(scenario.roles) == 1 else ""


# --- what can be taken instead


def modes(chosen: Chosen) -> tuple[Pick, ...]:
    """The modes."""
    return _picks((mode, _said(capital(mode), about)) for mode, about in MODES.items())


def paces(chosen: Chosen) -> tuple[Pick, ...]:
    """The paces of the mode."""
    return _picks((pace, _said(capital(pace), PACES[pace])) for pace in PACES if pace in PACES_OF[chosen.mode])


def times(chosen: Chosen, place: int) -> tuple[Pick, ...]:
    """More time, or no timer."""
    lines: list[tuple[str, Content]] = [(str(factor), plain(capital(about))) for factor, about in TIMES.items()]
    if "untimed" in PACES_OF[chosen.mode]:
        all_ = ", for all who play; nobody is told why" if len(chosen.persons) > 1 else ""
        lines.append((NO_TIMER, _said("No timer", f"the clock stands still while you decide{all_}")))
    return _picks(lines)


def time_now(chosen: Chosen, place: int) -> str:
    """The line of `times` that holds now."""
    return NO_TIMER if chosen.pace == "untimed" else str(chosen.persons[place].factor)


def leaving_out(scenario: Scenario) -> tuple[Pick, ...]:
    """What need not be shown."""
    return _picks((tag, plain(capital(readable(tag)))) for tag in tags(scenario))


def others(chosen: Chosen, scenario: Scenario) -> tuple[Pick, ...]:
    """The roles that somebody else at this laptop could play."""
    return _picks((role, plain(capital(it.title))) for role, it in scenario.roles.items() if role != chosen.role)


def _picks(lines: Iterable[tuple[str, Content]]) -> tuple[Pick, ...]:
    return tuple(Pick(id, page(row(words)), words.plain, n) for n, (id, words) in enumerate(lines, 1))
