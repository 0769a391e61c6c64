"""The top line in play: who one is stands there whole, whatever else there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.tui.app import Begin
from sim.tui.content import plain
from sim.tui.play.bar import ENOUGH, GAP, room, where
from sim.tui.play.limits import CELLS, in_words
from tests.tui.stage import stage

DUPLEX = "night_at_the_duplex"


@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=12), st.integers(0, 120))
def test_it_fits_and_names_the_role_whole_where_that_can_be(title: str, role: str, short: str, cells: int) -> None:
    shown = where(title, role, short, cells)
    assert shown.cell_length <= cells
    if plain(short).cell_length <= cells:
        assert shown.plain.endswith((plain(role).plain, plain(short).plain))


def test_the_title_gives_way_before_the_role_does() -> None:
    assert where("Night at the duplex", "Child protective investigator", "CPS", 50).plain.endswith("investigator")
    assert where("Night at the duplex", "Child protective investigator", "CPS", 49).plain == "Night at the duplex  CPS"
    assert where("Night at the duplex", "Child protective investigator", "CPS", 20).plain == "Night at the d…  CPS"
    assert where("Night at the duplex", "Child protective investigator", "CPS", ENOUGH + GAP).plain == "CPS"


def test_room_is_kept_for_the_longest_words_of_a_limit() -> None:
    longest = max(plain(in_words(seconds)).cell_length for seconds in range(3_600))
    assert room(80, 15, limits=False, bar=False) - room(80, 15, limits=True, bar=False) >= GAP + longest
    assert room(120, 15, limits=True, bar=False) - room(120, 15, limits=True, bar=True) > CELLS


@pytest.mark.parametrize(("role", "short"), [("police", "Police"), ("cps", "CPS")])
async def test_in_the_shipped_case_nothing_of_it_is_cut_beside_a_limit(role: str, short: str, tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(DUPLEX, role, "practice", "standard")) as here:
        top = (await here.press("enter")).splitlines()[0]
        assert "left" in top
        assert f"Night at the duplex  {short} " in top.replace("Patrol officer", "Police")
        assert "…" not in top
