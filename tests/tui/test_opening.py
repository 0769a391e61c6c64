"""From the first screen to the beginning of a case, and what is said where that is not possible."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sim.sessions import open_store
from sim.tui.app import Begin, Home
from sim.tui.screens.briefing import Briefing
from sim.tui.screens.faults import Faults
from sim.tui.screens.home import HomeScreen
from tests.tui.stage import CASE, flat, stage


async def test_a_case_that_is_wholly_given_opens_with_its_briefing(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "cps", "practice", "relaxed")) as here:
        assert isinstance(here.app.screen, Briefing)
        seen = here.see()
        assert "What this case touches" in seen
        assert "You are on call tonight." in seen
        assert "no earlier calls" not in seen  # another role's brief


async def test_nothing_begins_before_the_briefing_is_left_with_enter(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "cps", "practice", "relaxed")) as here:
        await here.press("escape")
        assert isinstance(here.app.screen, HomeScreen)
        assert here.app.store.sessions() == []


@pytest.mark.parametrize("first", [Begin(CASE), Begin(CASE, "nobody")])
async def test_a_role_that_is_not_given_is_asked_for(first: Begin, tmp_path: Path) -> None:
    async with stage(tmp_path, first) as here:
        assert "Which role do you play?" in here.see()


async def test_what_else_is_not_given_has_a_sensible_value(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "cps")) as here:
        assert isinstance(here.app.screen, Briefing)
        assert "Practice" in here.see()
        assert "Standard" in here.see()
    async with stage(tmp_path, Begin(CASE, "cps", "coach", factor=2.0)) as here:
        assert "Untimed" in here.see()


async def test_a_coach_has_no_standard_pace(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "cps", "coach")) as here:
        assert "Standard" not in await here.press("p")


async def test_a_case_with_errors_shows_them_with_their_places(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    text = (Path(CASE) / "scenario.yaml").read_text(encoding="utf-8")
    (broken / "scenario.yaml").write_text(text.replace("goto: kitchen", "goto: kichen", 1), encoding="utf-8")
    async with stage(tmp_path, Begin(str(broken))) as here:
        assert isinstance(here.app.screen, Faults)
        seen = flat(here.see())
        assert "1 to mend" in seen
        assert "scenario.yaml:" in seen
        assert "kitchen" in seen
        await here.press("escape")
        assert isinstance(here.app.screen, HomeScreen)


async def test_a_path_to_nothing_is_said_on_the_first_screen(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await here.press("end", "enter")
        await here.write("nowhere/at-all")
        seen = await here.press("enter")
        assert isinstance(here.app.screen, HomeScreen)
        assert "nowhere/at-all" in seen


async def test_sessions_that_cannot_be_read_are_said_and_cases_are_still_offered(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    store = open_store(path)
    async with stage(tmp_path, Home(), store=store) as here:
        with sqlite3.connect(path) as connection:
            connection.execute("drop table sessions")
        connection.close()
        seen = await here.press("question_mark", "escape")
        assert "Small hours" in seen
        assert "New here?" not in seen
        assert "can't be used" in flat(seen)
    store.close()


async def test_the_keys_of_a_screen_are_all_on_its_page_of_keys(tmp_path: Path) -> None:
    """A key that nobody is told of does not exist."""
    from sim.tui.keymap import all_shown, of
    from sim.tui.screens.help import all_keys

    told = all_keys().plain
    assert [act.id for act in of("play") if all_shown(act.id) not in told or act.says not in told] == []
