"""From the first screen to the beginning of a case, and what is said where that is not possible."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen

from sim.format import shipped
from sim.sessions import open_store
from sim.tui import breadth
from sim.tui.app import Begin, Home, Resume
from sim.tui.screens.briefing import Briefing
from sim.tui.screens.faults import Faults
from sim.tui.screens.home import HomeScreen
from sim.tui.screens.play import Play
from sim.tui.widgets.picks import Picks
from tests.tui.sharing import words_of
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


async def test_the_first_screen_is_made_when_somebody_comes_back_to_it(tmp_path: Path) -> None:
    """A program that begins with a case does without it: it costs time at the start and memory in play."""
    async with stage(tmp_path, Begin(CASE, "cps", "practice", "relaxed")) as here:
        home = next(screen for screen in here.app.screen_stack if isinstance(screen, HomeScreen))
        await here.press("enter")
        assert isinstance(here.app.screen, Play)
        assert not home.query(Picks)
        await here.press("q", "enter")
        assert here.app.screen is home
        assert "Small hours" in here.see()
        assert len(home.query(Picks)) == 1
        assert isinstance(home.focused, Picks)


async def test_a_session_that_is_not_there_is_said_on_the_first_screen(tmp_path: Path) -> None:
    async with stage(tmp_path, Resume("nothing")) as here:
        assert isinstance(here.app.screen, HomeScreen)
        seen = here.see()
        assert "There is no session yet" in seen
        assert "Small hours" in seen


@pytest.mark.parametrize(("width", "name"), [(80, "-narrow"), (110, "-wide"), (200, "-vast")])
async def test_a_screen_looks_from_its_first_frame_as_the_terminal_is_wide(width: int, name: str) -> None:
    class Shown(Screen[None]):
        HORIZONTAL_BREAKPOINTS = Play.HORIZONTAL_BREAKPOINTS
        first: frozenset[str] = frozenset()

        def compose(self) -> ComposeResult:
            breadth.fit(self)
            self.first = frozenset(self.classes)
            return iter(())

    screen = Shown()
    async with App[None]().run_test(size=(width, 40)) as pilot:
        await pilot.app.push_screen(screen)
        assert screen.first & {"-narrow", "-wide", "-vast"} == {name}
        await pilot.pause()
        assert screen.classes & {"-narrow", "-wide", "-vast"} == {name}  # as Textual then says


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


async def test_whoever_reads_every_word_is_in_the_tutorial_within_two_minutes(tmp_path: Path) -> None:
    """At 200 words a minute, keys and labels counted, and all of the briefing; and the first line names plain mode."""

    def words(text: str) -> int:
        return len(re.findall(r"\S*\w\S*", text))

    async with stage(tmp_path, Home(), cases=shipped()) as here:
        seen = here.see()
        assert "sim play --plain" in seen.strip().splitlines()[0]
        read = words(seen)
        seen = await here.press("enter")
        read += words(" ".join(re.findall("│(.*?)│", seen)))
        await here.press("1", "enter")
        assert isinstance(here.app.screen, Briefing)
        read += sum(map(words, words_of(here.app.screen)))
        await here.press("enter")
        assert isinstance(here.app.screen, Play)
        assert read <= 2 * 200
