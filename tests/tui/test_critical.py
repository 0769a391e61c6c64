"""The card of a critical error: the case stands, it is read, and one goes back or on."""

from __future__ import annotations

from pathlib import Path

from sim.tui.app import Begin
from sim.tui.screens.critical import Critical
from tests.tui.stage import WIDE, compare, stage

ONE_HOUR = str(Path(__file__).parents[1] / "scenarios" / "one_hour")
PRACTICE = Begin(ONE_HOUR, "police", "practice", "untimed")
CARD = "critical"
TO_THE_CARD = ("enter", "1", "enter", "enter", "2", "enter")
"""Past the briefing, in, and away."""


async def test_the_card_says_what_happened_and_going_on_leads_to_what_follows(tmp_path: Path) -> None:
    async with stage(tmp_path, PRACTICE) as here:
        compare(f"{CARD}-80x24", await here.press(*TO_THE_CARD))
        assert isinstance(here.app.screen, Critical)
        seen = await here.press("enter")
        assert here.play.view.decision is not None
        assert "Afterwards" in seen
        await here.pass_time(30)
        assert not isinstance(here.app.screen, Critical)  # it does not come again


async def test_where_there_is_room_too_and_going_back_is_a_new_session_before_the_decision(tmp_path: Path) -> None:
    async with stage(tmp_path, PRACTICE, size=WIDE) as here:
        compare(f"{CARD}-120x40", await here.press(*TO_THE_CARD))
        assert here.app.session is not None
        first = here.app.session.id
        seen = await here.press("b")
        assert here.app.session.id != first
        assert "In the front room" in seen
        assert len(here.app.store.sessions()) == 2


async def test_a_key_pressed_before_it_could_be_read_does_nothing_and_the_mouse_does(tmp_path: Path) -> None:
    async with stage(tmp_path, PRACTICE) as here:
        await here.press(*TO_THE_CARD[:-1])
        lines = (await here.rush("enter", "enter", "enter")).splitlines()
        assert isinstance(here.app.screen, Critical)
        line = next(place for place, text in enumerate(lines) if "b go back to before it" in text)
        await here.click(lines[line].index("go back"), line)
        assert not isinstance(here.app.screen, Critical)
        assert len(here.app.store.sessions()) == 2
