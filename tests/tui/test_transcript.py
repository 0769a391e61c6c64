"""What has been on screen: in order, with what was chosen and noted, also after a session was resumed."""

from __future__ import annotations

from pathlib import Path

from sim.sessions import open_store
from sim.tui.app import Begin, Resume
from sim.tui.screens.transcript import Transcript
from tests.tui.stage import CASE, Stage, flat, stage

STANDARD = Begin(CASE, "police", "practice", "standard")


def words(here: Stage) -> str:
    """All of the transcript, also what is scrolled away."""
    screen = here.app.screen
    assert isinstance(screen, Transcript)
    return flat("\n".join(moment.words.plain for moment in screen.found))


async def played(here: Stage) -> None:
    """A note at the first decision, the choice, a telling at the stop, and on to the kitchen."""
    await here.press("n")
    await here.write("she is awake")
    await here.press("enter", "1", "enter")
    while here.play.view.decision is None:
        await here.press("enter")


async def test_scenes_choices_notes_and_messages_stand_in_order(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await played(here)
        await here.press("u")
        said = words(here)
        places = [
            said.index(part)
            for part in (
                "21:40 Above the shop",
                "The door is ajar. A television is on",
                "✓ 1 Say who you are, and have dispatch call the investigator.",
                "2 Go from room to room with your flashlight.",
                "You chose 1: Say who you are",
                "Your note: she is awake",
                "You told Investigator",
                "21:41 The radio: unit two is delayed.",
                "An aunt ten minutes away is known and cleared.",
                "It begins to rain.",
            )
        ]
        assert places == sorted(places)
        assert "In the kitchen" not in said  # it is on the screen now
        seen = await here.press("left_square_bracket")
        assert "Above the shop" in seen
        assert isinstance(here.app.screen, Transcript)
        seen = await here.press("escape")
        assert "In the kitchen" in seen


async def test_a_resumed_session_has_all_of_it(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.db")
    async with stage(tmp_path, STANDARD, store=store) as here:
        await here.press("enter")
        await played(here)
        await here.press("u")
        before = words(here)
        assert here.app.session is not None
        which = here.app.session.id
    async with stage(tmp_path, Resume(which), store=store) as here:
        await here.press("p", "u")
        assert words(here).startswith(before)
    store.close()


async def test_searching_leaves_what_has_the_words(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await played(here)
        await here.press("u", "slash")
        seen = await here.write("radio")
        assert "The radio: unit two is delayed." in seen
        assert "Above the shop" not in seen
        assert "Nothing with “radiox”." in await here.write("x")
        seen = await here.press("escape")
        assert isinstance(here.app.screen, Transcript)
        assert "It begins to rain." in seen
        await here.press("escape")
        assert "In the kitchen" in here.see()


async def test_the_time_left_stands_above_it_and_what_runs_out_is_said_below(tmp_path: Path) -> None:
    async with stage(tmp_path, STANDARD) as here:
        await here.press("enter", "u")
        screen = here.app.screen
        assert isinstance(screen, Transcript)
        here.wall.move(65)
        screen.look()
        assert "▲ 6 seconds left" in here.see()
        here.wall.move(10)
        await here.still()
        assert "Above the shop" not in await here.press("escape")
        assert "The time for that decision ran out." in here.see()


async def test_paused_there_is_nothing_to_scroll_back_to(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("p", "u")
        assert "p goes on" in seen
        assert "Above the shop" not in seen


async def test_a_limit_that_ran_out_and_advice_are_told_as_they_were(tmp_path: Path) -> None:
    async with stage(tmp_path, STANDARD) as here:
        await here.press("enter")
        await here.pass_time(75)
        await here.press("u")
        said = words(here)
        assert "The time ran out." in said
        assert "The door is opened from inside." in said
        assert "✓" not in said
