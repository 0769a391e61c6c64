"""How a case will be played: role, mode and pace, as a plan of questions. What is given already is not asked."""

from __future__ import annotations

from typing import NamedTuple, cast

from sim.engine.names import RoleId
from sim.engine.scenario import Scenario
from sim.engine.seats import Mode, Pace
from sim.sessions import PACES as PACES_OF
from sim.tui.content import page, plain, row
from sim.tui.dialogs.steps import Answers, Plan, Step
from sim.tui.names import capital
from sim.tui.widgets.picks import Pick

MODES: dict[Mode, str] = {
    "coach": "After each decision you read what it was worth, and why.",
    "practice": "You decide; you look back at the end, or whenever you like.",
}
PACES: dict[Pace, str] = {
    "standard": "Time limits as at work.",
    "relaxed": "Twice the time.",
    "untimed": "No limits: the clock stands still while you decide.",
}


class Chosen(NamedTuple):
    """How a case will be played."""

    role: RoleId
    mode: Mode
    pace: Pace


def setup(scenario: Scenario, role: str | None, mode: Mode | None, pace: Pace | None) -> tuple[Plan, dict[str, str]]:
    """The plan for what is still to be asked, and what is given already: both go to `settled`."""
    given: dict[str, str] = {}
    if role in scenario.roles:
        given["role"] = str(role)
    if mode is not None:
        given["mode"] = mode
    if pace is not None and (mode is None or pace in PACES_OF[mode]):
        given["pace"] = pace
    asked = [name for name in ("role", "mode", "pace") if name not in given]

    def plan(answers: Answers) -> Step | None:
        if len(answers) == len(asked):
            return None
        return _step(scenario, asked[len(answers)], given | chosen(answers))

    def chosen(answers: Answers) -> dict[str, str]:
        return dict(zip(asked, (ids[0] for ids in answers), strict=False))

    return plan, given


def settled(answers: Answers, given: dict[str, str]) -> Chosen:
    """What was given and what was answered, together."""
    asked = [name for name in ("role", "mode", "pace") if name not in given]
    found = given | dict(zip(asked, (ids[0] for ids in answers), strict=True))
    return Chosen(RoleId(found["role"]), cast("Mode", found["mode"]), cast("Pace", found["pace"]))


def _step(scenario: Scenario, name: str, so_far: dict[str, str]) -> Step:
    if name == "role":
        roles: dict[str, tuple[str, str]] = {role: (capital(it.title), "") for role, it in scenario.roles.items()}
        return Step("Which role do you play?", _picks(roles), about="The computer plays the others.")
    if name == "mode":
        pace = so_far.get("pace")
        modes: dict[str, tuple[str, str]] = {
            mode: (capital(mode), about) for mode, about in MODES.items() if pace is None or pace in PACES_OF[mode]
        }
        return Step("How do you want to play?", _picks(modes))
    open_to = PACES_OF[cast("Mode", so_far["mode"])]
    paces: dict[str, tuple[str, str]] = {
        pace: (capital(pace), about) for pace, about in PACES.items() if pace in open_to
    }
    return Step("At which pace?", _picks(paces), about="Nobody sees what you choose, and no score depends on it.")


def _picks(entries: dict[str, tuple[str, str]]) -> tuple[Pick, ...]:
    return tuple(
        Pick(id, page(row(title), row(plain(about, "muted")) if about else None), title, n)
        for n, (id, (title, about)) in enumerate(entries.items(), 1)
    )
