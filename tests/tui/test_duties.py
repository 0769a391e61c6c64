"""Duties that are running out, on the play screen: in coach mode, where the decision stands; elsewhere nothing of the kind."""

from pathlib import Path

import pytest

from scoring.duties import Duty
from sim.tui.app import Begin
from sim.tui.play.duties import minutes, owed
from tests.tui.stage import NARROW, WIDE, flat, key_of, stage
from tests.tui.stage import compare as compare_with

CASE = str(Path(__file__).parents[1] / "scenarios" / "on_the_stairs")
OWED = "Coach: 20 minutes left for this, as far as you know. What you suspect is reported to the hotline. X-01."


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_a_coach_says_what_is_owed_and_for_how_long(tmp_path: Path, size: tuple[int, int]) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "coach", "untimed"), size=size) as here:
        seen = await here.press("enter")
        assert "Coach:" not in seen
        await here.press(key_of(seen, "Sit down with him."), "enter")
        while "On the landing" not in (seen := here.see()):
            await here.press("enter")
        assert "Coach: 20 minutes left" in seen
        assert OWED in flat(seen) or size == WIDE  # there other panes stand beside it
        compare_with(f"duties-{size[0]}x{size[1]}", seen)
        await here.press(key_of(seen, "Listen at the door."), "enter")
        for _ in range(6):
            if "5 minutes left" in (seen := here.see()):
                break
            await here.press("enter")
        assert "Coach: 5 minutes left" in seen


async def test_in_practice_nothing_is_said(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "untimed")) as here:
        seen = await here.press("enter")
        await here.press(key_of(seen, "Sit down with him."), "enter")
        while "On the landing" not in (seen := here.see()):
            await here.press("enter")
        assert "as far as you know" not in flat(seen)


def test_the_most_urgent_is_said_and_how_many_more_there_are() -> None:
    found = [Duty("X-01", "Report [b]now[/b].", 59), Duty("X-02", "Write.", 600)]
    assert owed(found).plain == (
        "Coach: less than a minute left for this, as far as you know. Report [b]now[/b]. X-01. And 1 more."
    )
    assert not owed([])
    assert [minutes(seconds) for seconds in (0, 60, 119, 120)] == [
        "less than a minute",
        "1 minute",
        "1 minute",
        "2 minutes",
    ]
