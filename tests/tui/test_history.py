"""History: what is over, scores over time as charts and as words, and nobody beside anybody."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.sessions import ManualWall, SessionStore, open_store
from sim.sessions.judgements import judge
from sim.settings import Settings
from sim.tui.app import Home
from sim.tui.home.ago import ago
from sim.tui.screens.debrief import Debrief
from sim.tui.screens.history import HistoryScreen
from sim.tui.widgets.dots import LINES, Dot, Dots, first_of, level, sentence
from tests.tui.sharing import share
from tests.tui.shelves import DAY, NOON, Past
from tests.tui.stage import NARROW, WIDE, compare, flat, stage

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]


async def _play(folder: Path) -> None:
    """Five plays as police, in two modes and under two conditions, and one as another role."""
    past = Past(folder)
    past.scores(await past.plays(0, "police", mode="coach"), 20, 35, None)
    past.scores(await past.plays(1, "cps"), 40, 60, 55)
    past.scores(await past.plays(2, "police", mode="coach"), 45, 50, 30)
    past.scores(await past.plays(1, "police"), 40, 75, 60, judged=5)
    past.scores(await past.plays(1, "police", pace="standard"), 70, 75, 65)
    past.scores(await past.plays(2, "police", pace="standard"), 85, 100, 70, judged=11)
    past.store.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with six plays in it, played once for all tests."""
    folder = tmp_path_factory.mktemp("played")
    asyncio.run(_play(folder))
    return folder / "sessions.db"


@pytest.fixture
def store(played: Path, tmp_path: Path) -> Iterator[SessionStore]:
    """A copy of it, open."""
    store = open_store(shutil.copy(played, tmp_path / "sessions.db"))
    yield store
    store.close()


@pytest.mark.parametrize("size", SIZES)
async def test_scores_over_time(size: tuple[int, int], tmp_path: Path, store: SessionStore) -> None:
    name = f"{size[0]}x{size[1]}"
    async with stage(tmp_path, Home(), size=size, store=store, wall=ManualWall(NOON)) as here:
        seen = await here.press("h")
        compare(f"history/charts-{name}", seen)
        assert "Five plays, the first on the left." in seen
        assert "Provisional" not in seen  # version 1 of the scoring had such scores
        compare(f"history/other-{name}", await here.press("end", "up"))
        compare(f"history/words-{name}", await here.press("home", "v"))
        compare(f"history/remove-{name}", await here.press("v", "x"))


async def test_plays_of_one_day_are_told_apart_by_the_time(tmp_path: Path, store: SessionStore) -> None:
    store._db.execute("update sessions set ended = '2026-02-26T12:00:00Z' where ended > '2026-02-26'")  # type: ignore[attr-defined]
    async with stage(tmp_path, Home(), store=store, wall=ManualWall(NOON)) as here:
        seen = await here.press("h")
        assert re.search(r"▸ 26 Feb \d\d:\d\d  Small hours", seen), seen
        assert re.search(r"25 Feb \d\d:\d\d  Small hours", seen), seen


def test_what_was_today_has_its_time() -> None:
    assert re.fullmatch(r"today at \d\d:\d\d", ago(NOON, NOON + 60))
    assert ago(NOON - DAY, NOON) == "yesterday"
    assert ago(NOON + 2 * DAY, NOON) == "today"  # a clock that was wrong


@pytest.mark.parametrize("size", SIZES)
async def test_before_anything_is_finished_it_says_so(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=size) as here:
        compare(f"history/empty-{size[0]}x{size[1]}", await here.press("h"))
        for key in ("enter", "x"):
            assert "There is nothing finished yet." in await here.press(key)


async def test_enter_looks_back_on_the_highlighted_one(tmp_path: Path, store: SessionStore) -> None:
    async with stage(tmp_path, Home(), store=store, wall=ManualWall(NOON)) as here:
        await here.press("h", "down", "enter")
        assert isinstance(here.app.screen, Debrief)
        assert here.app.session is not None
        assert here.app.session.id == [row.id for row in store.sessions()][1]
        seen = await here.press("q")
        assert "History" in seen  # where one came from, at the same line
        assert isinstance(here.app.screen, HistoryScreen)
        assert here.app.screen.one is here.app.screen.past[1]
        assert here.app.session is None
        assert "Joint Response" in await here.press("q")


async def test_what_is_removed_leaves_the_list_and_the_charts(tmp_path: Path, store: SessionStore) -> None:
    async with stage(tmp_path, Home(), store=store, wall=ManualWall(NOON)) as here:
        seen = await here.press("h", "x", "enter")
        assert "Removed: Small hours." in seen
        assert "Four plays" in seen
        assert len(store.sessions()) == 5


async def test_in_words_each_play_has_its_day_its_mode_and_its_coverage(tmp_path: Path, store: SessionStore) -> None:
    async with stage(tmp_path, Home(), store=store, wall=ManualWall(NOON), size=(200, 60)) as here:
        seen = flat(await here.press("h", "v"))
        for words in ("23 Feb (coach, approved conditions, ended early): 20%, 8 of 11 judged", "85%, 11 of 14 judged"):
            assert words in seen


@pytest.mark.parametrize("size", SIZES)
async def test_a_critical_error_stands_beside_the_figure_that_it_fails(size: tuple[int, int], tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.scores(await past.plays(1, "police"), 40, 50, 60)
    session = await past.plays(1, "police", mode="mock", pace="standard")
    past.scores(session, 85, 100, 70)
    errors = past.errs(session, "protocol", "coordination")
    judge(past.store, session, errors, "protocol", confirmed=True, reason="I saw it.", by="examiner")
    async with stage(tmp_path, Home(), store=past.store, wall=ManualWall(NOON), size=size) as here:
        compare(f"history/failed-{size[0]}x{size[1]}", seen := await here.press("h"))
        assert "70%, failed" in seen
        assert "Critical error. Coordination: failed until a person has looked at it." in seen
        assert "Critical error. Protocol adherence: failed, and a person has confirmed it." in seen
        seen = flat(await here.press("v", "tab", "end"))
        assert "70%, 8 of 11 judged; failed, and a person has confirmed it." in seen
        seen = await here.press("v", "down")  # the earlier play: its own figures, and the cross below the later dot
        assert "60%, 8 of 11 judged" in seen
        assert "Critical error" not in seen
        assert "below a dot" in seen
    past.store.close()


async def test_a_case_that_has_changed_in_between_is_not_compared(tmp_path: Path) -> None:
    from tests.tui.shelves import case

    past = Past(tmp_path)
    await past.plays(1, path=case(tmp_path, "small_hours", "Small hours", summary="Another text."))
    await past.plays(1)
    async with stage(tmp_path, Home(), store=past.store, wall=ManualWall(NOON)) as here:
        seen = await here.press("h")
        assert "One play." in seen
        assert "1 session of it is left out" in flat(seen)
    past.store.close()


async def test_two_persons_are_never_put_beside_each_other(tmp_path: Path) -> None:
    past = Past(tmp_path)
    await past.plays(1, person="Ada")
    await past.plays(1, person="Mary")
    async with stage(tmp_path, Home(), store=past.store, wall=ManualWall(NOON)) as here:
        seen = await here.press("h")
        assert "One play." in seen
        assert "left out" not in seen
        assert "Ada" not in seen
        assert "Mary" not in seen
    past.store.close()


async def test_a_shared_session_names_the_seat_and_whose_it_was(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await share(here)
        await here.press("enter", "e", "enter", "q")
        seen = flat(await here.press("h"))
        assert "as Patrol officer, beside Investigator, practice" in seen
        assert "as Investigator, another person’s seat, practice" in seen
        assert "Ann" not in seen
        seen = flat(await here.press("down"))
        assert "Small hours, as Investigator, another person’s seat" in seen


async def test_charts_are_drawn_in_ascii_too(tmp_path: Path, store: SessionStore) -> None:
    async with stage(tmp_path, Home(), store=store, wall=ManualWall(NOON)) as here:
        here.app.change(Settings(symbols="ascii"))
        seen = await here.press("h")
        assert isinstance(here.app.screen, HistoryScreen)
        assert seen.isascii()
        assert "*" in seen


async def test_a_mouse_can_do_it(tmp_path: Path, store: SessionStore) -> None:
    async with stage(tmp_path, Home(), store=store, wall=ManualWall(NOON)) as here:
        await here.press("h")
        await here.pilot.click("#picks", offset=(20, 4))
        await here.still()
        assert "Small hours, as Investigator" in here.see()
        await here.pilot.click("#picks", offset=(20, 4))  # the line that is highlighted already
        await here.still()
        assert isinstance(here.app.screen, Debrief)


# --- the chart by itself


class Plot(Dots):
    """A chart that is asked for its lines without a screen."""

    def lines(self, width: int) -> list[str]:
        return [(row.lead.plain + row.body.plain).rstrip() for row in self.rows_at(width, 8)]


def test_a_dot_stands_at_its_height() -> None:
    plot = Plot("Coordination")
    plot.dots = tuple(Dot(share, "p", f"{share}") for share in (0.0, 0.5, 1.0, None))
    plot.here = 1
    assert plot.lines(30) == [
        "Coordination",
        "0.5",
        "100%│       ○",
        "    │",
        " 50%│    ●",
        "    │",
        "  0%│ ○        –",
        "      p  p  p  p",
    ]


def test_the_latest_are_shown_and_earlier_ones_when_they_are_looked_at() -> None:
    assert [first_of(20, here, 6) for here in (None, 19, 14, 13, 0)] == [14, 14, 14, 13, 0]
    assert first_of(3, 2, 6) == 0


def test_levels_cover_the_whole_height() -> None:
    assert [level(share / 100) for share in (100, 88, 75, 50, 25, 0)] == [0, 0, 1, 2, 3, 4]
    assert level(0) == LINES - 1


def test_no_size_is_too_small() -> None:
    plot = Plot("Trauma-informed choices")
    plot.dots = (Dot(0.4, "p", "40%, 5 of 9 judged"),) * 40
    plot.here = 20
    for width in range(1, 60):
        assert len(plot.lines(width)) == LINES + 3


def test_the_same_in_a_sentence() -> None:
    dots = [("4 Mar", Dot(0.4, "p", "40%, 5 of 9 judged")), ("5 Mar", Dot(None, "p", "not tested"))]
    assert sentence("Protocol", dots) == "Protocol. 4 Mar: 40%, 5 of 9 judged; 5 Mar: not tested."
