"""Sizes: complete at 80x24; smaller, a calm word that goes away again; resized in the middle of anything, with nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.settings import Settings, save
from sim.tui.app import Begin, Home
from sim.tui.dialogs.note import Note
from sim.tui.dialogs.steps import Steps
from sim.tui.screens.play import Play
from sim.tui.widgets.cover import Cover
from tests.tui.sharing import share
from tests.tui.stage import CASE, NARROW, Stage, flat, stage

SMALL = [(79, 24), (80, 23), (40, 10), (1, 1)]


async def resized(here: Stage, size: tuple[int, int]) -> str:
    """The terminal has another size; what is then seen."""
    await here.pilot.resize_terminal(*size)
    await here.still()
    await here.still()
    return here.see()


async def test_a_small_terminal_is_told_what_is_needed_and_what_works_anyway(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = flat(await resized(here, (60, 20)))
        assert "Please make this window larger." in seen
        assert "80 columns and 24 lines; here are 60 and 20." in seen
        assert here.app.session is not None
        assert f"sim resume {here.app.session.id} --plain" in seen
        assert "The door is ajar" not in seen
        seen = await resized(here, (80, 24))
        assert "The door is ajar" in seen
        assert not here.app.screen.query(Cover)


@pytest.mark.parametrize("size", SMALL)
async def test_any_small_size_is_borne(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=size) as here:
        assert here.app.screen.query(Cover)
        if size[0] >= 40:
            assert "sim play NAME --plain" in flat(here.see())
        assert "Joint Response" in await resized(here, (80, 24))


async def test_nothing_is_pressed_by_accident_behind_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("1")
        seq = here.play.view.seq
        await resized(here, (60, 20))
        await here.press("enter", "t", "p", "question_mark", "q", "enter")
        await here.pilot.click(offset=(10, 10))
        seen = await resized(here, (80, 24))
        assert here.play.view.seq == seq
        assert "▸ 1" in seen
        await here.press("enter")
        assert here.play.view.seq > seq


async def test_the_program_can_be_closed_behind_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=(60, 20)) as here:
        await here.press("ctrl+q")
        assert not here.app.is_running


async def test_no_limit_runs_out_behind_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "standard")) as here:
        await here.press("enter")
        before = here.play.clock
        assert before.running
        assert before.left is not None
        seen = flat(await resized(here, (60, 20)))
        assert "The case is paused. When it is seen again, p goes on." in seen
        await here.pass_time(before.left + 300)
        seen = await resized(here, (80, 24))
        assert "The case is paused." in flat(seen)
        assert "Please make" not in seen
        assert "The door is ajar" in await here.press("p")
        assert here.play.clock == before
        assert here.play.view.feed == ()


async def test_what_is_said_behind_it_is_true_at_any_pace(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:  # untimed: nothing runs, and nothing has to be gone on with
        assert "All is kept as it is, and comes back by itself." in flat(await resized(here, (60, 20)))
        assert not here.play.view.paused
        assert "The door is ajar" in await resized(here, (80, 24))
    async with stage(tmp_path, Begin(CASE, "police", "practice", "standard")) as here:
        await here.press("enter", "p")
        assert "The case is paused." in flat(await resized(here, (60, 20)))
        assert "The case is paused." in await resized(here, (80, 24))
        assert "The door is ajar" in await here.press("p")


async def test_no_limit_of_a_shared_laptop_runs_out_behind_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here, "standard")
        await here.press("enter")
        left = session.clock(here.play.role).left
        assert left is not None
        await resized(here, (60, 20))
        await here.pass_time(left + 300)
        assert "The case is paused." in await resized(here, (80, 24))
        await here.press("p")
        assert session.clock(here.play.role).left == left


async def test_a_dialog_is_as_it_was(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("t", "enter", "down")
        before = here.see()
        assert "Please make this window" in await resized(here, (30, 10))
        assert isinstance(here.app.screen, Steps)
        assert await resized(here, (80, 24)) == before
        await here.press("enter")
        assert isinstance(here.app.screen, Play)


async def test_what_is_being_told_when_the_window_shrinks_is_sent_when_the_case_goes_on(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "standard")) as here:
        await here.press("enter")
        play, before = here.play, here.play.clock
        await here.press("t", "enter", "space", "down", "space")
        seen = flat(await resized(here, (60, 20)))
        assert "What is open here stays; when it is closed, p goes on." in seen
        assert "Whom do you tell?" not in seen
        await here.press("enter", "escape", "p")
        assert before.left is not None
        await here.pass_time(before.left + 300)
        seen = await resized(here, (80, 24))
        assert "2  [x] Nurse" in seen
        seen = await here.press("enter")
        assert "The case is paused" in seen
        assert "Enter go on, and send it  Esc not yet" in seen
        seen = await here.press("escape")  # nothing that was put together is lost
        assert "✓ Two small children are alone in the flat." in seen
        assert "1  [x] Investigator" in seen
        assert "2  [x] Nurse" in seen
        assert play.view.paused
        assert "told" not in {message.kind for message in play.view.messages}
        await here.press("enter", "enter")
        assert here.play is play
        assert not play.view.paused
        assert {message.to for message in play.view.messages if message.kind == "told"} == {("cps",), ("medical",)}
        assert play.clock == before


async def test_what_is_being_told_while_somebody_looks_at_support_is_kept(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "standard")) as here:
        await here.press("enter", "t", "enter", "space", "f1", "escape")
        assert isinstance(here.app.screen, Steps)
        assert "not sent yet" in await here.press("enter")
        await here.press("enter")
        assert [message.kind for message in here.play.view.messages] == ["told"]


async def test_what_was_being_written_is_kept(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("n")
        await here.write("why now")
        await resized(here, (30, 10))
        await here.write("lost")
        seen = await resized(here, (120, 40))
        assert isinstance(here.app.screen, Note)
        assert "why now" in seen
        assert "lost" not in seen
        assert "why nowx" in await here.press("x")


async def test_what_opens_meanwhile_is_covered_too(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "untimed")) as here:
        await resized(here, (60, 20))
        here.app.action_palette()
        await here.still()
        assert "Please make this window larger." in here.see()
        assert "How play works" in await resized(here, (80, 24))
        await here.press("escape")
        assert "Please make" not in here.see()


@pytest.mark.parametrize("keys", ["t n p", "question_mark f2", "ctrl+o g"])
async def test_resized_in_the_middle_of_anything(keys: str, tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        for key in keys.split():
            before = await here.press(key)
            for size in ((200, 60), (33, 7)):
                assert (await resized(here, size)).strip()
            assert await resized(here, (80, 24)) == before, key
            await here.press("p" if key == "p" else "escape")


async def test_no_line_of_prose_is_too_long_to_read(tmp_path: Path) -> None:
    """About ninety cells are what an eye finds its way back from; panes beside each other may be wider together."""
    async with stage(tmp_path, size=(200, 60)) as here:
        for keys in ("1", "g", "escape f1", "escape p f2", "escape ctrl+p", "escape 1 enter"):
            seen = await here.press(*keys.split())
            for line in seen.splitlines()[1:-2]:
                for column in line.replace("─", " ").split("  "):
                    assert len(column.strip("│▕▏ ")) <= 100, line


@pytest.mark.parametrize("keys", [("t",), ("f2",), ("question_mark",)])
async def test_with_ascii_nothing_else_is_drawn(keys: tuple[str, ...], tmp_path: Path) -> None:
    save(Settings(symbols="ascii"))
    async with stage(tmp_path) as here:
        seen = here.see() + await here.press(*keys)
        assert sorted({sign for sign in seen if not sign.isascii()}) == []


async def test_the_symbols_change_at_once(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        assert "▸" in here.see()
        here.app.change(here.app.settings.having("symbols", "ascii"))
        await here.still()
        assert "▸" not in here.see()
        assert "> 1" in here.see()
        here.app.change(here.app.settings.having("symbols", "unicode"))
        await here.still()
        assert "▸" in here.see()


async def test_however_long_a_scene_is_all_its_choices_are_in_sight(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin("night_at_the_duplex", "medical", "practice", "untimed"), size=NARROW) as here:
        await here.press("enter")
        while (decision := here.play.view.decision) is None or decision.scene != "bedside":
            await here.press(*(("1", "enter") if decision is not None else ("enter",)))
        seen = here.see()
        assert all(f"\n    {choice.key}  " in seen for choice in decision.choices)
        last = " ".join(decision.choices[-1].text.split())
        assert last in flat(seen)
        assert "PgDn read on" in seen
        while here.play.query_one("#scene").scroll_y < here.play.query_one("#scene").max_scroll_y:
            seen = await here.press("pagedown")
        assert "PgDn" not in seen
        assert "PgUp read back up" in seen
        assert "PgDn read on" in await here.press("pageup")
