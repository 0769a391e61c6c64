"""`?` and Ctrl+P: what can be done here is listed, found by typing, and done by Enter; jumping; copying."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sim.settings import load
from sim.tui.app import Begin, Home
from sim.tui.dialogs.confirm import Confirm
from sim.tui.dialogs.note import Note
from sim.tui.dialogs.steps import Steps
from sim.tui.doable import Doable, everything, here
from sim.tui.everywhere import shows
from sim.tui.keymap import of
from sim.tui.screens.find import Find, matching
from sim.tui.screens.help import Help
from sim.tui.screens.play import Play
from sim.tui.screens.settings import SettingsScreen
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.swimlanes import Swimlanes
from tests.tui.hindsight import debriefed, look_back
from tests.tui.stage import CASE, Stage, stage


async def test_what_can_be_done_here_is_listed_with_keys_and_reasons(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        listed = {each.id: each for each in here(it.app)}
        assert set(listed) >= {act.id for act in of("play") if act.listed} - {"play.go_on"}  # Enter is the list's
        assert listed["play.tell"].key == "t"
        assert not listed["play.tell"].off
        assert listed["play.answer"].off == "Nobody is waiting for an answer from you."
        seen = await it.press("question_mark")
        assert "What can be done here" in seen
        assert "t         Tell: pass on what you know." in seen
        assert "Nobody is waiting for an answer from you." in seen


async def test_enter_does_what_was_found(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.press("question_mark")
        seen = await it.fill("tell")
        assert "▸ t" in seen
        await it.press("enter")
        assert isinstance(it.app.screen, Steps)
        assert "What do you pass on?" in it.see()


@pytest.mark.parametrize("word", ["stop", "quit", "upset"])
async def test_who_wants_to_stop_finds_how(tmp_path: Path, word: str) -> None:
    async with stage(tmp_path) as it:
        first = matching(here(it.app), word)
        assert "play.step_out" in [each.id for each in first[:2]]


async def test_what_can_not_be_done_now_is_not_highlighted(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.press("question_mark")
        seen = await it.fill("answer a question")
        assert "Nobody is waiting for an answer from you." in seen
        assert "▸" not in seen
        await it.press("enter")
        assert isinstance(it.app.screen, Find)
        await it.press("escape")
        assert isinstance(it.app.screen, Play)


async def test_it_opens_in_a_dialog_and_offers_what_the_dialog_does(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.press("s")
        assert isinstance(it.app.screen, Confirm)
        seen = await it.press("question_mark")
        assert "Answer yes." in seen
        assert "Close the program" in seen
        assert "Tell: pass on" not in seen
        await it.fill("no")
        await it.press("escape", "escape")
        assert isinstance(it.app.screen, Play)


async def test_a_question_mark_can_still_be_written(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.press("n", "w", "question_mark")
        assert isinstance(it.app.screen, Note)
        assert "w?" in it.see()


async def test_it_closes_with_esc_and_with_the_keys_that_open_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        for keys in (
            ("question_mark", "escape"),
            ("ctrl+p", "ctrl+p"),
            ("question_mark", "ctrl+p"),
            ("f2", "f2"),
        ):
            await it.press(*keys)
            assert isinstance(it.app.screen, Play), keys


async def test_the_palette_offers_only_what_can_be_done_now_and_every_value_of_the_settings(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        offered = everything(it.app)
        ids = [each.id for each in offered]
        assert [each.id for each in offered if each.off] == []
        assert "play.answer" not in ids
        assert "play.tell" in ids
        assert "set.theme.light" in ids
        assert "set.theme.dark" not in ids
        assert {"page.how", "page.keys", "everywhere.support", "everywhere.close"} <= set(ids)


async def test_the_palette_changes_the_theme_and_keeps_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as it:
        await it.press("ctrl+p")
        await it.fill("light_contrast")
        assert "Kept for the next time, too." in await it.press("enter")
        assert it.app.theme == "light_contrast"
        assert load().settings.theme == "light_contrast"


async def test_how_play_works_and_all_keys_are_pages(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as it:
        await it.press("ctrl+p")
        await it.fill("how play")
        seen = await it.press("enter")
        assert isinstance(it.app.screen, Help)
        assert "How play works" in seen
        await it.press("escape", "question_mark")
        await it.fill("all keys")
        seen = await it.press("enter")
        assert "Everywhere" in seen


async def test_the_settings_are_reached_from_everywhere(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.press("f2")
        assert isinstance(it.app.screen, SettingsScreen)
        await it.press("escape", "t", "f2")
        assert isinstance(it.app.screen, SettingsScreen)
        await it.press("escape")
        assert isinstance(it.app.screen, Steps)


def entry(says: str, also: str = "") -> Doable:
    return Doable(says, "", says, lambda: None, also=also)


def test_what_is_searched_for_is_found_by_words_then_by_letters() -> None:
    entries = [entry("Retell a story."), entry("Tell: pass on."), entry("Pause, and go on.", "stop halt")]
    assert [each.says for each in matching(entries, "tell")] == ["Tell: pass on.", "Retell a story."]
    assert [each.says for each in matching(entries, "on PASS")] == ["Tell: pass on."]
    assert [each.says for each in matching(entries, "halt")] == ["Pause, and go on."]
    assert [each.says for each in matching(entries, "pse")] == ["Pause, and go on."]
    assert matching(entries, "zzz") == []
    assert matching(entries, "  ") == entries


async def test_a_search_that_finds_nothing_says_so(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as it:
        await it.press("question_mark")
        seen = await it.fill("qqqq")
        assert "Nothing here is called “qqqq”." in seen
        await it.press("enter", "escape")


async def test_the_mouse_does_it_too(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        seen = (await it.press("question_mark")).splitlines()
        line = next(n for n, words in enumerate(seen) if "Tell: pass on" in words)
        await it.click(30, line)
        assert isinstance(it.app.screen, Steps)


async def test_one_click_highlights_a_choice_and_a_second_takes_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        corner = it.play.query_one("#choices", Picks).region.offset
        await it.click(corner.x + 6, corner.y + 1)
        decision = it.play.view.decision
        assert decision is not None
        assert "▸ 2" in it.see()
        await it.click(corner.x + 6, corner.y + 1)
        after = it.play.view.decision
        assert after is None or after.id != decision.id


# --- jumping


async def test_a_letter_jumps_to_a_part(tmp_path: Path) -> None:
    async with stage(tmp_path, size=(120, 40)) as it:
        seen = await it.press("ctrl+o")
        assert "Press the letter of the part you want" in seen
        for letter, name in zip("asd", ("Scene and choices", "What I know", "Messages"), strict=True):
            assert f" {letter}  {name}" in seen
        await it.press("s")
        assert isinstance(it.app.screen, Play)
        assert it.app.focused is not None
        assert it.app.focused.id != "choices"
        await it.press("ctrl+o", "a")
        assert it.app.focused is not None
        assert it.app.focused.id == "choices"


async def test_a_part_is_called_what_the_screen_calls_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as it:
        assert " a  Cases and sessions" in await it.press("ctrl+o")
        for keys, name in (
            (["h"], "History"),
            (["escape", "f2"], "Settings"),
            (["enter"], "Colours"),
            (["escape", "escape", "f1"], "People to talk to"),
            (["escape", "question_mark"], "What can be done here"),
        ):
            await it.press("escape", *keys)
            assert f" a  {name}" in await it.press("ctrl+o")


async def test_in_the_debrief_a_part_is_called_as_its_tab(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back()) as it:
        assert " a  Overview" in await it.press("ctrl+o")
        assert " a  Who knew what when" in await it.press("escape", "3", "ctrl+o")
        assert "Press the letter" not in await it.press("a")
        assert isinstance(it.app.focused, Swimlanes)


async def test_jumping_can_be_left(tmp_path: Path) -> None:
    async with stage(tmp_path, size=(120, 40)) as it:
        for key in ("escape", "ctrl+o"):
            before = it.app.focused
            await it.press("ctrl+o", key)
            assert isinstance(it.app.screen, Play)
            assert it.app.focused is before


# --- copying, the bell


def copied(pilot: Pilot[None]) -> str:
    """What the app last gave to the clipboard."""
    return pilot.app.clipboard


async def test_what_is_copied_is_clean(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as it:
        it.app.copy("a\x1b]52;c;x\x07b\u202ec")
        assert "\x1b" not in copied(it.pilot)
        assert "\u202e" not in copied(it.pilot)
        assert base64.b64encode(copied(it.pilot).encode())


async def test_a_part_is_copied_and_it_is_said(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "untimed")) as it:
        await it.press("ctrl+y")
        assert "Patrol officer" in copied(it.pilot)
        assert "Copied:" in it.see() or isinstance(it.app.screen, Help)


async def test_the_bell_rings_as_the_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(tmp_path, Home()) as it:
        heard: list[str] = []
        monkeypatch.setattr(it.app, "bell", lambda: heard.append("ding"))
        for bell, times in (("off", 0), ("limit", 1), ("messages", 2)):
            heard.clear()
            it.app.change(it.app.settings.having("bell", bell))
            it.app.ring("limit")
            it.app.ring("messages")
            assert len(heard) == times


def test_of_few_colours_the_terminals_own_are_shown() -> None:
    assert [shows(theme, few=True) for theme in ("dark", "light", "terminal")] == ["terminal"] * 3
    assert shows("light", few=False) == "light"


async def test_nothing_is_open_twice(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        depth = len(it.app.screen_stack)
        await twice(it, "f2")
        await twice(it, "question_mark")
        assert len(it.app.screen_stack) == depth


async def twice(it: Stage, key: str) -> None:
    """Press a key twice."""
    await it.press(key, *("escape" if key == "question_mark" else key,))
    assert isinstance(it.app.screen, Play)
