"""Every screen as a person sees it, at 80x24 and at 120x40, compared with what was kept.

`UPDATE_GOLDEN=1 pytest tests/tui/test_screens.py` keeps them anew; then look at the difference before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.settings import Settings
from sim.tui import trouble
from sim.tui.app import Begin, Home
from sim.tui.screens.sorry import Sorry
from tests.tui.picture import dump
from tests.tui.shelves import faults, shelf
from tests.tui.stage import CASE, GOLDEN, NARROW, WIDE, Stage, compare, key_of, stage

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]


class Album:
    """Compares what is seen at one size, and at the end says whether anything is kept that is not shown any more."""

    def __init__(self, here: Stage, size: tuple[int, int]) -> None:
        self.here = here
        self.size = "x".join(map(str, size))

    async def shows(self, name: str, *keys: str) -> str:
        """Press *keys*; what is then seen must be what was kept under *name*."""
        seen = await self.here.press(*keys)
        compare(f"{name}-{self.size}", seen)
        return seen


@pytest.mark.parametrize("size", SIZES)
async def test_the_way_to_a_case(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=size) as here:
        album = Album(here, size)
        await here.press("end", "enter")
        await album.shows("path")
        await here.write(CASE.replace(str(Path.cwd()) + "/", ""))
        await album.shows("role", "enter")
        await here.press("enter")
        await here.press("p", "3", "enter")
        await album.shows("briefing")
        await album.shows("briefing-below", "end")
        await album.shows("help", "question_mark")


@pytest.mark.parametrize("size", SIZES)
async def test_what_lies_over_a_screen_and_a_case_with_errors(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=size, cases=shelf(tmp_path)) as here:
        album = Album(here, size)
        await album.shows("palette", "ctrl+p", *"bell")
        await album.shows("jump", "escape", "ctrl+o")
        await here.press("escape")
        await here.app.push_screen(faults(tmp_path))
        await album.shows("faults")
        await here.press("escape")
        short = (size[0], 23) if size == WIDE else (79, size[1])
        await here.pilot.resize_terminal(*short)
        await here.still()
        await here.still()
        compare(f"too-small-{album.size}", here.see())


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_after_a_crash(size: tuple[int, int], home: Path) -> None:
    app = Sorry(trouble.words("k3f9t2mq", Path("/state/reports/1.txt")), Settings())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        compare(f"crash-{size[0]}x{size[1]}", dump(app))


@pytest.mark.parametrize("size", SIZES)
async def test_a_play_as_police(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, size=size) as here:
        album = Album(here, size)
        await album.shows("decision")
        await album.shows("highlighted", "1")
        await album.shows("tell-what", "t")
        await album.shows("tell-whom", "enter")
        await album.shows("told", "enter")
        await album.shows("ask", "a")
        await album.shows("ask-ground", "3", "enter", "1", "enter")
        await album.shows("note", "escape", "n")
        await album.shows("step-out", "escape", "s")
        await album.shows("leave", "escape", "q")
        await album.shows("paused", "escape", "p")
        await album.shows("stop", "p", "1", "enter")
        await album.shows("messages", "i")
        await album.shows("known", "i")
        await here.press("i")
        while here.play.view.decision is None:
            await here.press("enter")
        await album.shows("together")
        await album.shows("together-picked", "2", "enter")
        await here.press("1", "enter")
        while (decision := here.play.view.decision) is None or decision.scene != "record":
            await here.press("enter")
        await album.shows("form")
        seen = await here.press(key_of(here.see(), "No parent is able"), "enter")
        while here.play.view.decision is None:
            await here.press("enter")
        await album.shows("advice")
        await album.shows("rewind", "b")
        await here.press("escape", "1", "enter")
        while not here.play.view.ended:
            await here.press("enter")
        seen = await album.shows("ending")
        assert "Both are asleep" in seen
        seen = await here.press("enter")
        assert "Overview" in seen  # its pages are compared in test_debrief.py


@pytest.mark.parametrize("size", SIZES)
async def test_read_back_and_coach_as_the_investigator(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "cps", "coach", "untimed"), size=size) as here:
        album = Album(here, size)
        await here.press("enter")
        await album.shows("came-in", "w", "enter")
        await album.shows("read-back", "k")
        await album.shows("coach", "escape", "2", "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_what_stands_beside_the_scene(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "cps", "practice", "untimed"), size=size) as here:
        album = Album(here, size)
        await here.press("enter", "a", "3", "enter", "1", "enter", "1", "enter", "w", "enter", "w", "enter")
        await album.shows("side-messages", "i")
        await album.shows("side-conversation", "right")
        seen = await album.shows("side-read-back", "enter")
        await here.press(key_of(seen, "Two children, a neighbor with them."), "enter", "end")
        await album.shows("side-read-back-wrong")
        await album.shows("side-ask-again", "enter")
        await here.press("escape", "i")
        await album.shows("side-known")
        await album.shows("side-tell", "t")
        seen = await album.shows("side-ground", "2", "enter")
        await here.press(key_of(seen, "It would help to know."), "enter")
        await here.press("i", "i")
        await album.shows("side-told")
        await album.shows("side-words", "l")
        await here.press("escape", "n")
        await here.write("why")
        await here.press("enter")
        await album.shows("side-notes", "n")


def test_nothing_is_kept_that_no_test_compares() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for path in GOLDEN.glob("*.txt"):
        name, _, size = path.stem.rpartition("-")
        assert size in ("80x24", "120x40")
        assert f'"{name}"' in text or f'f"{name}-' in text
