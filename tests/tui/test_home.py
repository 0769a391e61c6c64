"""The first screen: what is left unfinished, the library, finding, removing, and the first word to whoever is new."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.format import shipped
from sim.sessions import ManualWall, SessionStore
from sim.tui.app import Home
from sim.tui.home.offers import LATEST
from sim.tui.screens.faults import Faults
from sim.tui.screens.history import HistoryScreen
from sim.tui.screens.home import HomeScreen
from sim.tui.screens.play import Play
from sim.tui.screens.support import SupportScreen
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.writing import Line
from tests.tui.shelves import NOON, Past, case, shelf
from tests.tui.stage import CASE, GOLDEN, NARROW, WIDE, Stage, compare, flat, stage

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]


async def lived_in(folder: Path) -> SessionStore:
    """A store with one session that was left and two that are over."""
    past = Past(folder, NOON - 3 * 86_400)
    await past.plays(1, "cps")
    await past.plays(2, "police", mode="coach")
    await past.leaves(1, "police")
    return past.store


def titles(here: Stage) -> list[str]:
    """The ids of the lines, in order."""
    return [pick.id for pick in here.app.screen.query_one(Picks).picks]


def highlighted(here: Stage) -> str:
    picks = here.app.screen.query_one(Picks)
    assert picks.highlighted is not None
    return picks.picks[picks.highlighted].id


# --- new here


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_home_teaches(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=size, cases=shelf(tmp_path)) as here:
        compare(f"home/new-{size[0]}x{size[1]}", here.see())
        assert "New here? Five minutes" in here.see()
        assert highlighted(here) == "case:way_in"  # the tutorial, whatever it is called


async def test_whoever_is_new_is_in_the_tutorial_with_the_enter_key_alone(tmp_path: Path) -> None:
    """Nobody has to know a second key to get from the first screen into play."""
    async with stage(tmp_path, Home(), cases=shelf(tmp_path)) as here:
        for _ in range(20):
            if isinstance(here.app.screen, Play):
                break
            await here.press("enter")
        assert isinstance(here.app.screen, Play)
        assert here.app.session is not None
        assert here.app.session.book.scenario.kind == "tutorial"


async def test_without_a_tutorial_the_welcome_says_how_to_begin(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        assert "Choose a case with the arrow keys, then press Enter." in here.see()


async def test_the_way_out_for_a_screen_reader_reaches_the_same_database(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        assert "Screen reader? Press q, then type: sim play --plain\n" in "\n".join(
            map(str.rstrip, here.see().split("\n"))
        )
        here.app.database = " --db '/home/ann/our sessions.db'"
        seen = flat(await here.press("h", "q"))
        assert "Screen reader? Press q, then type: sim play --plain --db '/home/ann/our sessions.db'" in seen


async def test_the_tutorial_stands_first_until_it_was_played_to_its_end(tmp_path: Path) -> None:
    cases = shelf(tmp_path)
    past = Past(tmp_path)
    await past.plays(1, "cps", cases["way_in"])
    async with stage(tmp_path, Home(), cases=cases, store=past.store, wall=ManualWall(NOON)) as here:
        assert next(id for id in titles(here) if id.startswith("case:")) == "case:way_in"
        assert "as Investigator, ended early" in here.see()
    await past.plays(30, "cps", cases["way_in"])
    async with stage(tmp_path, Home(), cases=cases, store=past.store, wall=ManualWall(NOON)) as here:
        found = [id for id in titles(here) if id.startswith("case:")]
        assert found == ["case:hand_over", "case:small_hours", "case:way_in", "case:broken"]
        assert "New here?" not in here.see()
    past.store.close()


# --- the list


@pytest.mark.parametrize("size", SIZES)
async def test_a_home_that_is_lived_in(size: tuple[int, int], tmp_path: Path) -> None:
    store = await lived_in(tmp_path)
    async with stage(tmp_path, Home(), size=size, cases=shelf(tmp_path), store=store, wall=ManualWall(NOON)) as here:
        name = f"{size[0]}x{size[1]}"
        seen = here.see()
        compare(f"home/lived-in-{name}", seen)
        assert "Resume   Small hours – at 21:4" in seen
        await here.press("down", "down")
        compare(f"home/case-{name}", await here.press("down"))
        compare(f"home/found-{name}", await here.press("slash", *"shift"))
        compare(f"home/remove-{name}", await here.press("escape", "home", "delete"))
    store.close()


async def test_enter_resumes_where_it_was_left(tmp_path: Path) -> None:
    store = await lived_in(tmp_path)
    async with stage(tmp_path, Home(), store=store, wall=ManualWall(NOON)) as here:
        await here.press("enter")
        assert isinstance(here.app.screen, Play)
        assert here.app.screen.view.paused
    store.close()


async def test_what_was_played_under_other_rules_is_kept_and_says_what_can_be_done_with_it(tmp_path: Path) -> None:
    store = await lived_in(tmp_path)
    left = next(one for one in store.sessions() if not one.ended)
    store._db.execute("update sessions set semantics = 9 where id = ?", (left.id,))  # type: ignore[attr-defined]
    async with stage(tmp_path, Home(), cases=shelf(tmp_path), store=store, wall=ManualWall(NOON)) as here:
        assert not any(each.startswith("resume:") for each in titles(here))
        seen = await here.press("end")
        assert highlighted(here) == f"past:{left.id}"
        assert re.search(r"Kept +Small hours – at 21:41", seen)
        assert "played under rules number 9, and this version plays by number 1" in flat(seen)
        assert f"sim log {left.id} --bundle" in flat(seen)
        seen = await here.press("enter")
        assert isinstance(here.app.screen, HomeScreen)
        assert "this version plays and scores by number 1. Use the version of the program" in flat(seen)
    store.close()


async def test_more_unfinished_sessions_than_fit_are_unfolded(tmp_path: Path) -> None:
    past = Past(tmp_path)
    for _ in range(LATEST + 2):
        await past.leaves(1)
    async with stage(tmp_path, Home(), store=past.store, wall=ManualWall(NOON)) as here:
        assert "2 more that you have not finished" in here.see()
        assert sum(id.startswith("resume:") for id in titles(here)) == LATEST
        await here.press(*["down"] * LATEST, "enter")
        assert sum(id.startswith("resume:") for id in titles(here)) == LATEST + 2
    past.store.close()


async def test_a_case_with_errors_is_listed_with_a_reason_and_leads_to_them(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), cases=shelf(tmp_path)) as here:
        assert "Errors   broken  can't be played: it has 1 error" in here.see()
        await here.press("4", "enter")
        assert isinstance(here.app.screen, Faults)


async def test_a_case_of_ones_own_is_resumed_under_its_own_words(tmp_path: Path) -> None:
    """What is not in the library is known from the text that the session pinned."""
    past = Past(tmp_path)
    await past.leaves(1, "medical", case(tmp_path, "mine", "A case of mine", starts="2026-05-01T09:00"))
    async with stage(tmp_path, Home(), store=past.store, wall=ManualWall(NOON)) as here:
        assert "A case of mine – at 09:0" in here.see()
        assert "as Nurse" in here.see()
    past.store.close()


async def test_home_is_read_anew_when_one_comes_back_to_it(tmp_path: Path) -> None:
    cases = dict(shelf(tmp_path))
    del cases["hand_over"]
    async with stage(tmp_path, Home(), cases=cases) as here:
        cases["later"] = case(tmp_path, "later", "A later case")
        seen = await here.press("f1", "escape")
        assert "A later case" in seen


async def test_a_click_highlights_a_line_and_a_second_one_takes_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), cases=shelf(tmp_path)) as here:
        await here.pilot.click("#picks", offset=(20, 1))
        await here.still()
        assert highlighted(here) == "case:hand_over"
        assert isinstance(here.app.screen, HomeScreen)
        await here.pilot.click("#picks", offset=(20, 1))
        await here.still()
        assert not isinstance(here.app.screen, HomeScreen)


async def test_a_case_of_ones_own_stands_in_the_library_from_then_on(tmp_path: Path) -> None:
    mine = case(tmp_path, "mine", "A case of mine")
    async with stage(tmp_path, Home()) as here:
        del here.app.shelf  # the app's own
        await here.press("end", "enter")
        here.app.screen.query_one(Line).value = str(mine)
        await here.press("enter", "escape")
    async with stage(tmp_path, Home()) as here:
        del here.app.shelf
        seen = await here.press("f1", "escape", "slash", *"mine")
        assert "A case of mine" in seen
        await here.press("down")
        seen = flat(await here.press("x"))
        assert "Taken off this list" in seen
        assert f"case:{mine}" not in titles(here)
        assert mine.exists()


def test_a_list_of_own_cases_that_is_damaged_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.tui.home import folders

    monkeypatch.setenv("JOINT_RESPONSE_SETTINGS", str(tmp_path / "settings.toml"))
    assert folders.known() == []
    for data in (b"\xff\xfe", b"relative\n\n/not/there\n", b"\x00\n"):
        folders.place().write_bytes(data)
        assert folders.known() == []
    for n in range(folders.MOST + 3):
        (tmp_path / str(n)).mkdir()
        folders.remember(tmp_path / str(n))
    assert folders.known()[0] == tmp_path / str(folders.MOST + 2)
    assert len(folders.known()) == folders.MOST


# --- finding


FOUND = {
    "hand": {"case:hand_over"},
    "HÁND over": {"case:hand_over"},
    "change of shift": {"case:hand_over"},
    "tutorial": {"case:way_in"},
    "investigator drill": {"case:hand_over"},
    "folder": {"path:"},
    "errors": {"case:broken"},
    "zzz": set(),
}


async def test_what_is_typed_is_found_at_once(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), cases=shelf(tmp_path)) as here:
        await here.press("slash")
        for words, found in FOUND.items():
            here.app.screen.query_one("#wanted").value = words
            await here.still()
            assert set(titles(here)) == found, words
        assert "Nothing here has “zzz”" in here.see()
        assert "There is nothing here to take." in await here.press("enter")


async def test_finding_is_typed_taken_with_enter_and_left_with_escape(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), cases=shelf(tmp_path)) as here:
        before = titles(here)
        await here.press("slash", "q", "u", "i", "t")  # q is a letter here and closes nothing
        assert titles(here) == []
        await here.press("escape")
        assert titles(here) == before
        assert here.app.is_running
        await here.press("slash", *"hours", "down", "up", "enter")
        assert not isinstance(here.app.screen, HomeScreen)


# --- removing


async def test_a_session_is_removed_after_a_question_only(tmp_path: Path) -> None:
    store = await lived_in(tmp_path)
    async with stage(tmp_path, Home(), store=store, wall=ManualWall(NOON)) as here:
        seen = flat(await here.press("delete"))
        assert "Played as Patrol officer" in seen
        assert "What was played and your notes are deleted." in seen
        await here.press("escape")
        assert len(store.sessions()) == 3
        seen = await here.press("delete", "enter")
        assert len(store.sessions()) == 2
        assert "Removed: Small hours." in seen
        assert "Resume" not in seen
    store.close()


async def test_cases_are_not_removed(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        assert "Only your sessions and your own cases can be removed" in await here.press("x")


# --- what is one key away


async def test_one_key_there_and_one_back(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        for key, screen in (("h", HistoryScreen), ("f1", SupportScreen)):
            await here.press(key)
            assert isinstance(here.app.screen, screen)
            await here.press("escape")
            assert isinstance(here.app.screen, HomeScreen)


async def test_all_about_a_line_can_be_read_on_a_page_of_its_own(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), cases=shelf(tmp_path)) as here:
        seen = flat(await here.press("2", "i"))
        assert "A hand-off at the change of shift" in seen
        assert "a child who is awake late; separation" in seen
        assert "no professional has reviewed it yet" in seen


async def test_the_screen_may_change_its_size_at_any_time(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), cases=shelf(tmp_path)) as here:
        before = here.see()
        await here.pilot.resize_terminal(200, 60)
        await here.press("slash")
        await here.pilot.resize_terminal(80, 24)
        assert await here.press("escape") == before


async def test_the_shipped_library_stands_on_the_first_screen(tmp_path: Path) -> None:
    from sim.format import shipped

    async with stage(tmp_path, Home(), cases=shipped()) as here:
        assert {f"case:{name}" for name in shipped()} <= set(titles(here))
        assert "Errors" not in here.see()
        assert CASE not in here.see()


def test_nothing_is_kept_that_no_test_compares() -> None:
    """Of the pictures in text that this test, and those of history and support, keep in folders of their own."""
    for room in ("home", "history", "support"):
        text = (Path(__file__).parent / f"test_{room}.py").read_text(encoding="utf-8")
        for path in (GOLDEN / room).glob("*.txt"):
            name, _, size = path.stem.rpartition("-")
            assert size in ("80x24", "120x40")
            assert f'f"{room}/{name}-' in text


async def test_what_does_not_fit_beside_the_list_says_that_there_is_more(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=WIDE, cases=shipped()) as here:
        assert "says all of it" not in here.see()  # the tutorial's fits
        seen = await here.press("down")
        assert "… i says all of it" in seen
        await here.pilot.resize_terminal(120, 60)
        await here.still()
        assert "says all of it" not in here.see()
        await here.pilot.resize_terminal(*WIDE)
        await here.still()
        assert "… i says all of it" in here.see()
        assert "says all of it" not in await here.press("up")
