"""Hints in the app: in sight when they are needed, with this person's keys, and gone when they are done or read."""

from pathlib import Path
from typing import get_args

import pytest

from sim.engine.scenario import HintAct
from sim.engine.views import HintView, View
from sim.tui.app import Begin
from sim.tui.keymap import BY_ID
from sim.tui.play.hints import KEYED, KEYLESS, MOST, due, hints
from sim.tui.widgets.hinting import Hinting
from tests.tui.stage import NARROW, WIDE, compare, flat, stage

FIRST = Begin("waiting_after_school", "police", "practice", "untimed")


def test_every_act_has_a_key_or_a_name() -> None:
    assert set(KEYED) | set(KEYLESS) | {"choose"} == set(get_args(HintAct))
    assert all(name in BY_ID for name, _ in KEYED.values())


def test_with_keys_of_ones_own_the_hint_names_them() -> None:
    class Own:
        keys = {"play.tell": "m", "play.hint": "f5"}  # noqa: RUF012

    said = flat(hints([HintView("a.0", "tell", "Tell CPS.")], Own()).plain)
    assert said == "Hint m tells. Tell CPS. (F5: got it)"


async def test_a_hint_goes_when_it_is_done_and_another_when_it_is_read(tmp_path: Path) -> None:
    async with stage(tmp_path, FIRST) as here:
        seen = flat(await here.press("enter"))
        assert "A number highlights a choice, Enter takes it." in seen
        assert "p pauses, and goes on." in seen
        assert "Hint" not in await here.press("p"), "nothing stands on the cover"
        seen = flat(await here.press("p"))
        assert "p pauses, and goes on." not in seen
        assert "Hint" not in await here.press("escape")
        assert here.play.query_one(Hinting).display is False


async def test_where_lines_are_few_hints_leave_the_choices_in_sight(tmp_path: Path) -> None:
    """At the last decision three hints are due; the third waits its turn in a low terminal."""
    async with stage(tmp_path, Begin("waiting_after_school", "cps", "practice", "untimed")) as here:
        await here.press("enter")
        for _ in range(30):
            decision = here.play.view.decision
            if decision is not None and decision.scene == "duty_book":
                break
            picked = "1" if decision is None or not decision.picks else str(_theirs(here.play.view))
            await here.press(*((picked, "enter") if decision is not None else ("enter",)))
        seen = here.see()
        assert all(f" {key}  " in seen for key in (1, 2, 3))
        assert "The debrief." not in seen
        assert len(due(here.play.view, (), lambda act: "", holding=False)) == 3
        assert "The debrief." in await here.press("escape")


def _theirs(view: View) -> int:
    """The number of what another picked."""
    assert view.decision is not None
    there = next(pick.choice for pick in view.decision.picks if pick.role != view.role)
    return next(choice.key for choice in view.decision.choices if choice.id == there)


async def test_a_click_puts_a_hint_away(tmp_path: Path) -> None:
    async with stage(tmp_path, FIRST) as here:
        await here.press("enter")
        assert await here.pilot.click("#hints")
        await here.still()
        assert "A number highlights" not in here.see()
        assert "p pauses" in here.see()


async def test_going_on_is_spoken_of_at_the_first_stop_only(tmp_path: Path) -> None:
    async with stage(tmp_path, FIRST) as here:
        seen = flat(await here.press("enter", "escape", "escape", "1", "enter"))
        assert "Hint k reads back." in seen
        assert "Enter goes on. When something comes in" in seen
        await here.pass_time(1)
        seen = flat(await here.press("enter"))
        assert "t tells." in seen
        assert "When something comes in" not in seen


async def test_what_cannot_be_done_is_not_spoken_of(tmp_path: Path) -> None:
    async with stage(tmp_path, FIRST) as here:
        await here.press("enter", "1", "enter")
        look = here.play.view
        acts = [hint.act for hint in due(look, (), lambda act: "", holding=True)]
        assert set(acts) == {"read_back", "pause", "go_on"}
        assert "read_back" not in [
            hint.act for hint in due(look, (), lambda act: "No." if act == "read_back" else "", holding=True)
        ]
        assert len(acts) <= MOST
        assert "go_on" not in [hint.act for hint in due(look, (), lambda act: "", holding=False)]


async def test_a_case_without_hints_has_no_place_for_them(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        assert here.play.query_one(Hinting).display is False
        assert "press a number" in flat(here.see())


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_pictures(tmp_path: Path, size: tuple[int, int]) -> None:
    name = "hints"
    async with stage(tmp_path, FIRST, size=size) as here:
        compare(f"{name}-{size[0]}x{size[1]}", await here.press("enter"))
