"""The middle of the play screen as a person sees it, at 80x24 and at 120x40, compared with what was kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.tui.app import Begin
from tests.tui.stage import CASE, NARROW, WIDE, Stage, compare, stage
from tests.tui.test_play import TURNS

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]


def shows(here: Stage, name: str, size: tuple[int, int]) -> None:
    """What is seen must be what was kept under *name*."""
    compare(f"{name}-{size[0]}x{size[1]}", here.see())


@pytest.mark.parametrize("size", SIZES)
async def test_a_limit_what_arrives_and_a_call(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "standard"), size=size) as here:
        await here.press("enter")
        await here.pass_time(12)
        shows(here, "arrived", size)
        await here.press("v")
        shows(here, "arrivals", size)
        await here.press("escape")
        await here.pass_time(10)
        shows(here, "training", size)
        await here.press("1")
        await here.pass_time(28)
        shows(here, "last-seconds", size)
        await here.pass_time(30)
        shows(here, "ran-out", size)


@pytest.mark.parametrize("size", SIZES)
async def test_a_beat_a_question_and_what_has_been_on_screen(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "standard"), size=size) as here:
        await here.press("enter", "n")
        await here.write("who calls")
        await here.press("enter", "1", "enter")
        shows(here, "beat", size)
        while (decision := here.play.view.decision) is None or decision.scene != "corridor":
            await here.press(*(("1", "enter") if decision is not None else ("enter",)))
        await here.press("2", "enter")
        while here.play.view.decision is None:
            await here.press("enter")
        await here.pass_time(11)
        shows(here, "question", size)
        await here.press("u")
        shows(here, "transcript", size)
        await here.press("slash")
        await here.write("call")
        shows(here, "transcript-search", size)


@pytest.mark.parametrize("size", SIZES)
async def test_a_coach_stops_where_nothing_is_new(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "medical", "coach", "untimed"), size=size) as here:
        await here.press("enter", "1", "enter", "enter")
        shows(here, "empty-stop", size)
