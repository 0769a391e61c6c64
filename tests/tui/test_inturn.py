"""Keys that come faster than screens open: none is lost, they stay in order, and none decides what was not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.engine.commands import Choose, Tell
from sim.engine.events import AnyEvent
from sim.tui import inturn
from sim.tui.app import Begin, Home
from sim.tui.dialogs.confirm import Confirm
from sim.tui.dialogs.steps import Steps
from sim.tui.screens.briefing import Briefing
from sim.tui.screens.curtain import Curtain
from sim.tui.screens.help import Help
from sim.tui.screens.home import HomeScreen
from sim.tui.screens.play import Play
from sim.tui.screens.settings import SettingsScreen
from tests.tui.stage import CASE, Stage, flat, stage
from tests.tui.terminal import Terminal, installed

CPS = Begin(CASE, "cps", "practice", "untimed")


def said(here: Stage, kind: type[object]) -> list[AnyEvent]:
    """The events of what the persons here did, of *kind*."""
    assert here.app.session is not None
    people = here.app.session.persons
    return [e for e in here.app.session.log() if isinstance(e.given, kind) and e.given.seat in people]


async def test_a_telling_pressed_all_at_once_is_told(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.rush("t", "1", "enter", "1", "enter")
        assert "Told Investigator: “Two small children are alone in the flat.”" in seen
        assert len(said(here, Tell)) == 1


async def test_words_typed_right_behind_the_key_that_opens_their_place_are_all_there(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.rush("n", *"why", "space", *"now", "enter")
        assert here.app.session is not None
        assert [note.text for note in here.app.store.notes(here.app.session.id)] == ["why now"]
        await here.rush("question_mark", *"briefing", "enter")
        assert isinstance(here.app.screen, Help)
        assert "no earlier calls" in here.see()


async def test_screens_are_gone_through_without_a_pause(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.rush("f2", "escape", "q", "enter")
        assert isinstance(here.app.screen, HomeScreen)
        await here.rush("f2", "down", "down")
        assert isinstance(here.app.screen, SettingsScreen)


async def test_a_decision_is_taken_but_not_the_one_that_came_up_behind_it(tmp_path: Path) -> None:
    async with stage(tmp_path, CPS) as here:
        await here.press("enter")
        first = here.play.view.decision
        seen = await here.rush("1", "enter", "1", "enter", "1", "enter")
        assert first is not None
        assert [e.given.decision for e in said(here, Choose) if isinstance(e.given, Choose)] == [first.id]
        assert "nothing was taken" in flat(seen)


async def test_what_a_case_touches_is_not_passed_by_a_key_pressed_before_it_was_there(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE)) as here:
        seen = await here.rush("1", "enter", "enter", "enter")
        assert isinstance(here.app.screen, Briefing)
        assert "What this case touches" in seen
        assert "pressed before this page came" in flat(seen)
        assert here.app.store.sessions() == []
        await here.press("enter")
        assert isinstance(here.app.screen, Play)


async def test_the_curtain_is_not_lowered_by_a_key_pressed_before_it_came_up(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "untimed")) as here:
        await here.press("w", "1", "enter", "enter", "enter", "enter", "enter")
        await here.press("enter")
        assert isinstance(here.app.screen, Play), here.see()
        seen = await here.rush("h", "enter", "enter")
        assert isinstance(here.app.screen, Curtain)
        assert "has only just come up" in seen


async def test_a_case_is_not_ended_by_a_key_pressed_before_the_question(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.rush("e", "enter")
        assert isinstance(here.app.screen, Confirm)
        assert "Nothing is done yet." in seen
        await here.press("escape")
        await here.rush("e", "escape", "1")
        assert "▸ 1" in here.see()


async def test_words_pasted_into_play_tell_nobody(tmp_path: Path) -> None:
    """Lines of words are keys too: `t` opens the list of facts, and each line ends with Enter."""
    async with stage(tmp_path) as here:
        await here.rush(*"the", "enter", *"child", "enter", *"slept", "enter")
        assert isinstance(here.app.screen, Steps)
        assert said(here, Tell) == []


async def test_a_ground_has_to_be_seen_before_it_is_stated(tmp_path: Path) -> None:
    async with stage(tmp_path, CPS) as here:
        await here.press("enter")
        seen = await here.rush("a", "3", "enter", "1", "enter", "1", "enter", "1", "enter")
        assert "On which ground do you ask?" in seen
        assert "Nothing is taken yet." in seen
        seen = await here.press("enter")
        assert "Asked" in seen


async def test_a_key_is_not_lost_with_the_screen_that_the_one_before_it_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What tells that a key is done may go with its screen, and then it takes a look to go on: who plays a test waits for that."""
    monkeypatch.setattr(inturn, "LOOK", 0.2)
    async with stage(tmp_path, Home()) as here:
        await here.press("ctrl+p")
        gone = here.app.screen
        await here.press("escape")
        here.app._key_round, here.app._key_passed = 1, inturn.InTurn.Passed(0, (gone, None))
        await here.press("f2")
        assert isinstance(here.app.screen, SettingsScreen)


def test_what_is_pressed_at_the_first_frame_waits_until_the_cases_are_read(home: Path) -> None:
    with Terminal(installed(), home) as terminal:
        terminal.wait_for("Joint Response")
        terminal.press("2\r")
        assert "Night at the duplex" in terminal.wait_for("Which role do you play?")


def test_keys_written_at_once_into_a_terminal_arrive(home: Path, tmp_path: Path) -> None:
    begin = ["--db", str(tmp_path / "sessions.db"), "play", CASE, "--role", "police", "--pace", "untimed"]
    with Terminal([*installed(), *begin], home) as terminal:
        terminal.wait_for("Enter begin")
        while "t tell" not in terminal.see():
            terminal.press("\r")
            terminal.settle()
        terminal.press("t1\r1\r")
        terminal.wait_for("Told Investigator: “Two small children")
        terminal.press("nwhy now\r")
        terminal.wait_for("Noted.")
        terminal.press("?leave\r")
        terminal.wait_for("Leave this case for now?")
        terminal.press("\r")
        terminal.wait_for("Resume")
        terminal.press("q")
        terminal.end()
        assert terminal.status == 0
