"""Pausing, stepping out, leaving, resuming, going back to a decision: what is covered, what is kept, what is said."""

from __future__ import annotations

from pathlib import Path

from sim.engine.events import Paused, SeatHandedOver
from sim.sessions import open_store
from sim.tui.app import Begin, Home, Resume
from sim.tui.screens.home import HomeScreen
from sim.tui.screens.play import Play
from tests.tui.stage import CASE, Stage, flat, stage

STANDARD = Begin(CASE, "police", "practice", "standard")


async def test_a_pause_covers_scene_choices_and_messages_and_stops_the_clock(tmp_path: Path) -> None:
    async with stage(tmp_path, STANDARD) as here:
        await here.press("enter", "t", "escape")
        seen = await here.press("p")
        assert "The case is paused." in seen
        for hidden in ("Above the shop", "television", "Say who you are", "Two small children", "What I know"):
            assert hidden not in seen
        seen = await here.pass_time(500)
        assert "Wed 4 Mar 21:40" in seen
        assert "left" not in seen.splitlines()[0]
        for key, why in (("t", "The case is paused: p goes on."), ("b", "The case is paused: p goes on."), ("1", "")):
            assert why in await here.press(key)
            assert "Say who you are" not in here.see()
        seen = await here.press("p")
        assert "Above the shop" in seen
        assert "Say who you are" in seen


async def test_a_note_can_be_written_while_paused(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("p", "n")
        await here.write("slow")
        assert "Noted." in await here.press("enter")


async def test_the_time_left_is_quiet_until_the_last_ten_seconds(tmp_path: Path) -> None:
    async with stage(tmp_path, STANDARD) as here:
        await here.press("enter")
        assert "over one minute left" in here.see()
        seen = await here.pass_time(55)
        assert "over 10 seconds left" in seen
        assert "▲" not in seen
        seen = await here.pass_time(7)
        assert "▲ 9 seconds left" in seen
        seen = await here.pass_time(10)
        assert "The door is opened from inside." in seen
        assert "The time for that decision ran out." in seen


async def test_who_comes_back_after_a_limit_ran_out_is_told_which(tmp_path: Path) -> None:
    store = open_store(tmp_path / "kept.db")
    async with stage(tmp_path, STANDARD, store=store) as here:
        await here.press("enter")
        seen = await here.pass_time(75)
        assert "The door is opened from inside." in seen
        assert here.app.session is not None
        which = here.app.session.id
        await here.press("q", "enter")
    async with stage(tmp_path, Resume(which), store=store) as here:
        assert "ran out" not in here.see()  # paused: the case is covered
        seen = flat(await here.press("p"))
        assert "The time for “Above the shop” ran out at 21:41, before it was decided." in seen
        assert "The door is opened from inside." in seen
        assert "The case has begun" not in seen
        seen = flat(await here.press("enter"))
        while here.play.view.decision is None:
            await here.press("enter")
        await here.press("1", "enter")
        assert "ran out" not in here.see()
    store.close()


async def test_leaving_keeps_the_session_and_the_first_screen_resumes_it_paused(tmp_path: Path) -> None:
    async with stage(tmp_path, STANDARD) as here:
        await here.press("enter", "q")
        assert "Leave this case for now?" in here.see()
        await here.press("escape")
        assert isinstance(here.app.screen, Play)
        seen = await here.press("q", "enter")
        assert isinstance(here.app.screen, HomeScreen)
        assert "Resume   Small hours" in seen
        assert "as Patrol officer, practice" in seen
        seen = await here.press("1", "enter")
        assert "The case is paused." in seen
        assert "Above the shop" in await here.press("p")


async def test_another_program_resumes_what_this_one_left(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("1", "enter")
        assert here.app.session is not None
        which = here.app.session.id
    async with stage(tmp_path, Resume(which[:6])) as here:
        assert "The case is paused." in here.see()
        await here.press("p")
        assert "You are busy until about 21:42" in here.see()


async def test_resuming_what_is_not_there_says_so_on_the_first_screen(tmp_path: Path) -> None:
    async with stage(tmp_path, Resume("nothing")) as here:
        assert isinstance(here.app.screen, HomeScreen)
        assert "There is no session yet" in here.see()


async def test_stepping_out_gives_the_seat_away_and_shows_where_to_find_somebody(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("s")
        assert "It costs nothing" in seen
        session = here.app.session
        assert session is not None
        seen = await here.press("enter")
        assert "You have stepped out" in seen
        assert "your agency's peer support" in flat(seen)
        assert [event.to for event in session.log() if isinstance(event, SeatHandedOver)] == [None]
        seen = await here.press("enter")
        assert isinstance(here.app.screen, HomeScreen)
        assert "Resume   Small hours" in seen
        await here.press("1", "enter")
        seen = await here.press("p")
        assert "Above the shop" in seen
        assert here.app.session is not None
        assert here.app.session.seats[here.play.role].person is not None


async def test_going_back_to_a_decision_forks_and_leaves_the_old_session_alone(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("b")
        assert "You have not decided anything yet." in seen
        await here.press("2", "enter")
        old = here.app.session
        assert old is not None
        seen = await here.press("b")
        assert "21:40  Above the shop" in seen
        seen = await here.press("enter")
        assert "Above the shop" in seen
        assert "▸" not in seen
        assert here.app.session is not None
        assert here.app.session.id != old.id
        assert here.app.session.row.parent == old.id
        assert {row.id for row in here.app.store.sessions()} == {old.id, here.app.session.id}


async def test_a_case_can_be_ended_and_looked_back_on_as_far_as_it_went(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("2", "enter")
        seen = await here.press("e")
        assert "End the case here?" in seen
        seen = await here.press("enter")
        assert "not enough evidence" in seen
        (row,) = here.app.store.sessions()
        assert row.ended is not None


async def test_words_that_are_typed_end_nothing(tmp_path: Path) -> None:
    """Somebody types `help` and Enter: its second letter asks whether to end the case."""
    async with stage(tmp_path) as here:
        seen = await here.press(*"help", "enter")
        assert "End the case here?" in seen
        assert "Nothing is done yet. Enter once more if you mean it." in flat(seen)
        await here.press("escape")
        assert isinstance(here.app.screen, Play)
        assert not here.play.view.ended


async def test_enter_while_paused_says_how_it_goes_on(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("p", "enter")
        assert "The case is paused: p goes on." in seen


async def test_the_brief_can_be_read_again_in_play(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("g")
        assert "You were sent to a flat above a shop." in seen
        assert "A multidisciplinary team" in seen
        await here.press("g")
        assert isinstance(here.app.screen, Play)


async def test_closing_the_program_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("1", "enter", "ctrl+q")
    store = open_store(tmp_path / "sessions.db")
    (row,) = store.sessions()
    assert row.ended is None
    assert not any(isinstance(event, Paused) for event in store.log(row.id))
    store.close()


async def test_a_session_that_is_over_is_looked_back_on_from_the_first_screen(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        while not here.play.view.ended:
            await here.press(*(("1", "enter") if here.play.view.decision is not None else ("enter",)))
        assert "Together for the night" in here.see()
    async with stage(tmp_path, Home()) as here:
        assert "Debrief  Small hours" in here.see()
        await here.press("end")
        seen = await here.press("enter")
        assert "Debrief" in seen
        seen = await here.press("q")
        assert isinstance(here.app.screen, HomeScreen)


def nothing_is_written(here: Stage) -> None:
    """From now on nothing can be written."""
    database = here.app.store._db  # type: ignore[attr-defined]
    database.execute("pragma query_only = on")


async def test_where_nothing_can_be_written_a_pause_and_an_end_say_so(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        nothing_is_written(here)
        seen = flat(await here.press("p"))
        assert "can't be written" in seen
        assert "The case is paused" not in seen
        seen = flat(await here.press("e", "enter"))
        assert "can't be written" in seen
        assert isinstance(here.app.screen, Play)


async def test_nobody_is_kept_in_a_case_because_nothing_can_be_written(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        nothing_is_written(here)
        seen = flat(await here.press("s", "enter"))
        assert "You have left" in seen
        assert "could not be written down just now" in seen
        assert "You have stepped out" not in seen
        await here.press("enter")
        assert isinstance(here.app.screen, HomeScreen)
