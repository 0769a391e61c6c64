"""The support page: one key away everywhere, and what it costs to look at it: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.tui.app import Begin, Home
from sim.tui.people import people
from sim.tui.screens.briefing import Briefing
from sim.tui.screens.debrief import Debrief
from sim.tui.screens.history import HistoryScreen
from sim.tui.screens.home import HomeScreen
from sim.tui.screens.play import Play
from sim.tui.screens.support import SupportScreen
from tests.tui.stage import CASE, NARROW, WIDE, compare, flat, stage

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place for one's own file whose path is the same in every run."""
    monkeypatch.setenv("JOINT_RESPONSE_SETTINGS", "/nowhere/settings.toml")


@pytest.mark.parametrize("size", SIZES)
async def test_the_page(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=size) as here:
        compare(f"support/page-{size[0]}x{size[1]}", await here.press("f1"))
        compare(f"support/end-{size[0]}x{size[1]}", await here.press("end"))


async def test_it_is_one_key_away_from_every_screen_and_the_same_key_leads_back(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "untimed")) as here:
        for screen, keys in ((Briefing, ()), (Play, ("enter",)), (Debrief, ("e", "enter")), (HomeScreen, ("q",))):
            await here.press(*keys)
            assert isinstance(here.app.screen, screen)
            await here.press("f1")
            assert isinstance(here.app.screen, SupportScreen)
            await here.press("f1")
            if screen is Play:
                await here.press("p")
            assert isinstance(here.app.screen, screen)
        await here.press("h", "f1")
        assert isinstance(here.app.screen, SupportScreen)
        await here.press("escape")
        assert isinstance(here.app.screen, HistoryScreen)


async def test_it_is_one_key_away_from_dialogs_too(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("t", "f1")
        assert isinstance(here.app.screen, SupportScreen)


async def test_play_pauses_while_it_is_read(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "standard")) as here:
        await here.press("enter")
        before = here.play.clock.now
        seen = await here.press("f1")
        assert "The case is paused meanwhile." in seen
        await here.pass_time(300)
        await here.press("escape")
        assert here.play.view.paused
        assert here.play.clock.now - before < 5


async def test_a_pause_that_was_there_stays_and_is_not_spoken_of(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("p")
        assert "paused meanwhile" not in await here.press("f1")
        await here.press("escape")
        assert here.play.view.paused


async def test_who_steps_out_comes_here_and_then_to_the_first_screen(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("s", "enter")
        assert "You have stepped out" in seen
        assert "nobody sees that you stopped" in flat(seen)
        await here.press("escape")
        assert isinstance(here.app.screen, HomeScreen)


def test_what_is_wrong_in_ones_own_file_stands_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "support.toml"
    path.write_text(
        '[[contact]]\nname = "[b]Peer[/b] support"\nnumber = "555 \u202e0100"\n[[contact]]\n', encoding="utf-8"
    )
    seen = people(path, now=1_800_000_000.0).plain
    assert "[b]Peer[/b] support" in seen  # words, never markup
    assert "\u202e" not in seen
    assert seen.endswith('line 4: A contact needs a name: name = "Peer support"')


def test_what_is_stale_is_said_on_the_page(tmp_path: Path) -> None:
    later = 1_795_000_000.0 + 2 * 365 * 86_400
    assert "more than a year ago" in people(tmp_path / "none", now=later).plain
