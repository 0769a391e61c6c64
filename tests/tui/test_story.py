"""Whole plays through the app, from the briefing to the debrief, with the keys that a person presses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from sim.engine.seats import Mode, Pace
from sim.tui.app import Begin
from sim.tui.screens.debrief import Debrief
from sim.tui.screens.feedback import Feedback
from sim.tui.screens.play import Play
from tests.tui.stage import CASE, NARROW, WIDE, Stage, stage

LONGEST = 400
"""Screens of a play at most; more means that it does not come to an end."""


async def play_on(here: Stage, chance: Random, sizes: Sequence[tuple[int, int]] = (NARROW,)) -> list[str]:
    """Play to the debrief: any choice that is open, Enter at every stop. The screens that were seen."""
    seen = []
    for step in range(LONGEST):
        if len(sizes) > 1:
            await here.pilot.resize_terminal(*sizes[step % len(sizes)])
        screen = here.app.screen
        seen.append(here.see())
        if isinstance(screen, Debrief):
            return seen
        decision = screen.view.decision if isinstance(screen, Play) and not screen.view.ended else None
        if decision is None:
            await here.press("enter")
        elif decision.choices[0].items:
            await here.press("1", "enter")
        else:
            key = chance.choice([choice.key for choice in decision.choices if choice.open])
            await here.press(str(key), "enter")
    raise AssertionError(f"no end after {LONGEST} screens; the last:\n{seen[-1]}")


SOAK = pytest.mark.soak
EVERY_ROLE = pytest.mark.parametrize(
    ("case", "role", "sizes", "screens"),
    [
        pytest.param("waiting_after_school", "police", [NARROW], 5, marks=SOAK),
        pytest.param("waiting_after_school", "cps", [WIDE], 5, marks=SOAK),
        ("waiting_after_school", "medical", [WIDE, NARROW], 5),
        pytest.param("night_at_the_duplex", "police", [NARROW], 20, marks=SOAK),
        pytest.param("night_at_the_duplex", "cps", [WIDE], 20, marks=SOAK),
        pytest.param("night_at_the_duplex", "medical", [WIDE, NARROW], 20, marks=SOAK),
    ],
)
"""Each shipped case by each role, and more screens than so many. With two sizes the terminal changes its size at every step."""


@EVERY_ROLE
async def test_a_shipped_case_is_played_to_its_debrief_by_every_role(
    case: str, role: str, sizes: list[tuple[int, int]], screens: int, tmp_path: Path
) -> None:
    async with stage(tmp_path, Begin(case, role, "practice", "untimed"), size=sizes[0]) as here:
        seen = await play_on(here, Random(role), sizes)
        assert "Overview" in seen[-1]
        assert len(set(seen)) > screens


@pytest.mark.parametrize(("mode", "pace"), [("coach", "untimed"), ("coach", "relaxed"), ("practice", "standard")])
async def test_a_case_comes_to_its_debrief_in_every_mode(mode: Mode, pace: Pace, tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", mode, pace)) as here:
        seen = await play_on(here, Random(1))
        assert "Overview" in seen[-1]


async def test_a_coach_speaks_after_each_decision_and_before_going_on(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "coach", "untimed")) as here:
        await here.press("enter")
        seen = await here.press("2", "enter")
        assert isinstance(here.app.screen, Feedback)
        assert "You chose 2: Go from room to room with your flashlight." in seen
        assert "Coordination:           0.2 of 1" in seen
        assert "It met frightened children with a light first." in seen
        assert "C-02" in seen
        assert "The model answer" in seen
        assert "Call the aunt" not in seen  # it was never offered, and says what is not known
        before = here.app.session
        seen = await here.press("enter")
        assert "You are busy until about 21:44" in seen
        assert here.app.session is before


async def test_what_each_picked_is_shown_when_all_are_in(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin("night_at_the_duplex", "medical", "practice", "untimed")) as here:
        await here.press("enter")
        while (decision := here.play.view.decision) is None or decision.scene != "three_views":
            await here.press(*(("1", "enter") if decision is not None else ("enter",)))
        key = next(choice.key for choice in decision.choices if choice.id == "listen_first")
        seen = await here.press(str(key), "enter")
        assert "All have picked" in seen
        assert "You: Say little and let the others begin" in seen
