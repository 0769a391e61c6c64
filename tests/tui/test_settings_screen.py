"""The settings screen: every setting is changed where it stands, at once, and kept in the file with what else stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.settings import FIELDS, Settings, load, place, save
from sim.tui.app import Home
from sim.tui.screens.home import HomeScreen
from sim.tui.screens.settings import SettingsScreen
from tests.tui.stage import NARROW, WIDE, Stage, compare, flat, stage

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]


async def to(here: Stage, name: str) -> None:
    """Open the settings and highlight one."""
    await here.press("f2", *["down"] * [field.name for field in FIELDS].index(name))


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINT_RESPONSE_SETTINGS", "/mine/settings.toml")
    async with stage(tmp_path, Home(), size=size) as here:
        for name, keys in {
            "settings": ["f2"],
            "settings-colours": ["enter"],
            "settings-keys": ["escape", "end", "enter", *"tell"],
            "settings-press": ["enter", "a"],
        }.items():
            compare(f"{name}-{size[0]}x{size[1]}", await here.press(*keys))


async def test_a_theme_is_seen_while_it_is_highlighted_and_kept_with_enter(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await to(here, "theme")
        await here.press("enter", "2")
        assert here.app.theme == "light"
        assert not place().exists()
        await here.press("escape")
        assert here.app.theme == "dark"
        seen = await here.press("enter", "2", "enter")
        assert here.app.theme == "light"
        assert load().settings == Settings(theme="light")
        assert "light  dark words on a light ground" in seen
        assert "Changed, and kept." in seen


async def test_every_value_can_be_picked_and_be_as_usual_again(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await here.press("f2")
        for field in FIELDS:
            if field.values:
                await here.press("enter", "end", "enter")
                assert getattr(load().settings, field.name) == list(field.values)[-1]
                assert here.app.settings == load().settings
                await here.press("backspace")
                assert load().settings == Settings()
            await here.press("down")


async def test_motion_and_symbols_hold_at_once(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        assert here.app.animation_level == "full"
        here.app.change(Settings(motion="reduced", symbols="ascii"))
        assert here.app.animation_level == "none"


async def test_an_editor_is_written(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await to(here, "editor")
        await here.press("enter")
        await here.fill("nano")
        await here.press("enter")
        assert load().settings.editor == "nano"
        await here.press("enter", "escape")
        assert load().settings.editor == "nano"


async def test_tags_are_ticked_or_written(tmp_path: Path) -> None:
    save(Settings(avoid=("injury",)))
    async with stage(tmp_path, Home()) as here:
        await to(here, "avoid")
        seen = await here.press("enter")
        assert "[x] Injury" in seen or "[x] injury" in seen
        await here.press("end", "space", "enter")
        await here.fill("loud voices")
        await here.press("enter")
        assert load().settings.avoid == ("injury", "loud_voices")


async def test_a_key_is_pressed_to_have_it_and_a_clash_is_said(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await to(here, "keys")
        await here.press("enter")
        await here.fill("pass on what")
        await here.press("enter")
        seen = flat(await here.press("a"))
        assert "a is taken already: Play, Ask a colleague or a desk about a topic." in seen
        assert "? is taken already" in flat(await here.press("question_mark"))
        assert "Ctrl+Q is taken already" in flat(await here.press("ctrl+q"))
        await here.press("m")
        assert dict(load().settings.keys) == {"play.tell": "m"}
        await here.fill("pass on what")
        seen = await here.press("enter")
        assert "Now: m. Usually: t." in flat(seen)
        await here.press("backspace")
        assert dict(load().settings.keys) == {}
        await here.press("escape")
        assert isinstance(here.app.screen, SettingsScreen)


async def test_all_keys_can_be_as_usual_again(tmp_path: Path) -> None:
    save(Settings(keys={"play.tell": "m", "play.ask": "z"}))
    async with stage(tmp_path, Home()) as here:
        await to(here, "keys")
        await here.press("enter", "enter")
        assert dict(load().settings.keys) == {}
        assert here.app.keys == {}


async def test_a_broken_file_is_said_and_left_alone_until_it_is_wanted_otherwise(tmp_path: Path) -> None:
    place().parent.mkdir(parents=True)
    place().write_text("theme = light\n")
    async with stage(tmp_path, Home()) as here:
        assert "Line 1: This is not TOML" in flat(here.see())
        await to(here, "theme")
        seen = await here.press("enter", "2", "enter")
        assert "can't be understood" in seen
        seen = await here.press("escape")
        assert place().read_text() == "theme = light\n"
        assert here.app.theme == "light"
        assert "were not kept" in seen
        await here.press("enter", "3", "enter", "enter")
        assert load().settings.theme == "dark_contrast"
        assert place().with_name("settings.toml.bak").read_text() == "theme = light\n"
        seen = await here.press("escape")
        assert isinstance(here.app.screen, HomeScreen)


async def test_a_line_that_is_not_understood_is_said_on_the_first_screen(tmp_path: Path) -> None:
    place().parent.mkdir(parents=True)
    place().write_text('bell = "loud"\nfoo = 1\n')
    async with stage(tmp_path, Home()) as here:
        seen = flat(here.see())
        assert 'Line 1: bell: "loud" is none of its values.' in seen
        assert "And 1 more: see sim settings check." in seen


async def test_a_click_opens_a_setting(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        seen = (await here.press("f2")).splitlines()
        line = next(n for n, words in enumerate(seen) if "Bell" in words)
        await here.click(10, line)
        assert "When the terminal's bell is rung." in here.see()
