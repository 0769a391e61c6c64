"""The briefing: plain facts with a way out, what this role knows, and a set-up that Enter takes as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.engine.names import RoleId
from sim.format import open_scenario, shipped
from sim.sessions import ManualWall, open_store
from sim.settings import Settings
from sim.tui.app import Begin, Home, JointResponse
from sim.tui.dialogs.setup import ABOUT, PRIVATE, parts, tags, usual
from sim.tui.screens.briefing import Briefing
from sim.tui.screens.home import HomeScreen
from sim.tui.screens.play import Play
from tests.tui.stage import CASE, NARROW, WIDE, Stage, compare, flat, stage

DUPLEX = "night_at_the_duplex"


def briefing_of(here: Stage) -> Briefing:
    """The briefing, which must be what is shown."""
    assert isinstance(here.app.screen, Briefing), here.see()
    return here.app.screen


async def test_from_the_first_screen_into_play_with_a_role_and_three_times_enter(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        seen = await here.press("enter")
        assert "Which role do you play?" in seen
        await here.press("1", "enter")
        assert briefing_of(here).chosen.persons[0].role == "police"
        await here.press("enter")
        assert isinstance(here.app.screen, Play)
        session = here.app.session
        assert session is not None
        assert (session.mode, session.pace) == ("practice", "standard")


async def test_content_notes_are_facts_with_a_way_out(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(DUPLEX, "police")) as here:
        seen = flat(here.see())
        assert "What this case touches" in seen
        assert "Nothing is shown graphically. x leaves some of it out. Esc goes back now;" in seen
        for alarm in ("warning", "Warning", "trigger", "disturbing", "!"):
            assert alarm not in seen
        await here.press("escape")
        assert isinstance(here.app.screen, HomeScreen)
        assert here.app.store.sessions() == []


async def test_everything_can_be_changed_before_enter_and_holds(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(DUPLEX, "police")) as here:
        assert ABOUT in here.see()
        await here.press("m", "1", "enter")
        assert briefing_of(here).chosen.pace == "untimed"  # a coach has no standard pace
        await here.press("p", "2", "enter")
        seen = await here.press("t")
        assert PRIVATE in seen
        await here.press("4", "enter")
        seen = await here.press("x")
        assert PRIVATE in flat(seen).replace("│ ", "")
        await here.press("1", "enter")
        seen = flat(here.see())
        for words in ("Mode Coach", "Relaxed: twice the time", "three times as long", "x Left out adult intoxication"):
            assert words in seen
        await here.press("enter")
        session = here.app.session
        assert session is not None
        assert (session.mode, session.pace) == ("coach", "relaxed")
        assert session.seats[RoleId("police")].factor == 3.0
        assert session.seats[RoleId("police")].avoid == ("adult intoxication",)
        assert not any("adult intoxication" in str(session.view(role)) for role in session.seats)


async def test_no_timer_and_back_to_one(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police")) as here:
        seen = await here.press("t", "5", "enter")
        assert "not needed: there is no timer" in seen
        assert briefing_of(here).chosen.pace == "untimed"
        seen = await here.press("t", "2", "enter")
        assert "half as long again" in seen
        assert briefing_of(here).chosen.pace == "standard"


async def test_closing_a_question_changes_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police")) as here:
        before = briefing_of(here).chosen
        for key in ("m", "p", "t", "w"):
            await here.press(key, "escape")
            assert briefing_of(here).chosen == before


async def test_where_nothing_can_be_kept_no_briefing_is_read_for_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        here.app.store.readonly = True  # type: ignore[attr-defined]
        seen = flat(await here.press("enter"))
        assert "can't be written, so nothing can be begun. Check the rights" in seen
        assert isinstance(here.app.screen, HomeScreen)


async def test_a_number_says_what_is_pressed_instead(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police")) as here:
        seen = await here.press("1")
        assert "No numbers here: Enter begins; the letters above change how you play." in seen
        assert "No numbers" not in await here.press("m", "escape", "m", "1", "enter")
        assert briefing_of(here).chosen.mode == "coach"


async def test_what_cannot_be_changed_says_why(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police")) as here:
        seen = await here.press("x")
        assert "No scene of this case has another one to be shown instead." in seen


async def test_a_click_on_a_line_of_the_setup_changes_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police")) as here:
        await here.pilot.click("#setup", offset=(6, 4))
        await here.still()
        assert "How long shall your time limits be?" in here.see()


async def test_how_play_works_is_one_key_away_on_a_page_of_its_own(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police")) as here:
        seen = await here.press("h")
        assert "How play works" in seen
        await here.press("escape")
        assert briefing_of(here)


async def test_two_people_can_not_have_one_name(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police")) as here:
        await here.press("w", "1", "2", "enter")
        await here.write("Ann")
        await here.press("enter")
        await here.write("ann")
        seen = await here.press("enter")
        assert "Somebody here has that name already." in flat(seen)
        await here.write("a")
        await here.press("enter")
        assert [person.name for person in briefing_of(here).chosen.persons] == ["", "Ann", "a"]


async def test_what_a_person_has_set_is_the_beginning_of_it(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.db")
    settings = Settings(pace="relaxed", factor=2.0, avoid=("adult_intoxication", "spiders"))
    app = JointResponse(store, Begin(DUPLEX, "cps"), seed=7, wall=ManualWall(), settings=settings)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Briefing)
        (me,) = app.screen.chosen.persons
        assert (app.screen.chosen.pace, me.factor, me.avoid) == ("relaxed", 2.0, ("adult intoxication",))
    store.close()


@pytest.mark.parametrize(
    ("given", "is_"),
    [
        (Settings(), ("practice", "standard")),
        (Settings(untimed=True, pace="relaxed"), ("practice", "untimed")),
        (Settings(pace="relaxed"), ("practice", "relaxed")),
    ],
)
def test_what_is_usual(given: Settings, is_: tuple[str, str]) -> None:
    scenario = open_scenario(Path(CASE)).scenario
    assert scenario is not None
    chosen = usual(scenario, RoleId("cps"), given)
    assert (chosen.mode, chosen.pace) == is_
    assert usual(scenario, RoleId("cps"), given, mode="coach", pace="standard").pace == "untimed"


def test_the_next_person_is_not_shown_what_the_first_one_has_set() -> None:
    scenario = open_scenario(shipped()[DUPLEX]).scenario
    assert scenario is not None
    first = usual(scenario, RoleId("police"), Settings(factor=3.0, avoid=tuple(tags(scenario))))
    both = first.joined_by(["cps"])
    words = " ".join(part.now.plain for part in parts(both, 1, scenario))
    assert "three times" not in words
    assert "nothing; can be: adult intoxication, separation of children" in words
    assert [part.title for part in parts(both, 1, scenario)] == ["More time", "Left out"]


@pytest.mark.parametrize("size", [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")])
async def test_pictures(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police"), size=size) as here:
        for name, key in (("more-time", "t"), ("mode", "m"), ("pace", "p")):
            compare(f"{name}-{'x'.join(map(str, size))}", await here.press(key))
            await here.press("escape")
