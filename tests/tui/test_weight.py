"""What the screens keep in memory: what was painted and is gone is let go, and what is all alike is painted once."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from benchmarks.injecting import write
from sim.tui.app import Begin
from sim.tui.content import Page, page, plain
from sim.tui.play.arrivals import MOST, news
from sim.tui.play.feed import Entry
from sim.tui.screens.home import HomeScreen
from sim.tui.widgets.cards import Card
from sim.tui.widgets.ground import Ground, Pile
from sim.tui.widgets.words import Words
from tests.tui.panes import NAMES
from tests.tui.stage import WIDE, stage


def painted() -> int:
    """How many painted lines, and pieces of lines, there are."""
    gc.collect()
    return sum(type(each) is Strip for each in gc.get_objects())


@pytest.mark.parametrize("key", ["question_mark", "t", "u", "f1"])
async def test_what_was_painted_of_a_screen_goes_with_it(key: str, tmp_path: Path) -> None:
    """Textual holds on to it; a person who looks keys up a hundred times would pay 70 MB for it."""
    async with stage(tmp_path, size=WIDE) as here:
        before = shown = 0
        for _ in range(3):
            await here.press(key)
            assert len(here.app.screen_stack) == 3
            shown = painted()
            await here.press("escape")
            await here.still()
            assert len(here.app.screen_stack) == 2
            before = before or painted()
        # Not all at once: where a clock ran, the loop holds the screen for the rest of its second.
        assert painted() - before < (shown - before) / 3


LOOKS = ("t", "n", "n", "t", "n", "n")
"""Keys that lay something over play."""


def remembered() -> int:
    """How many answers are remembered by functions of Textual's and Rich's."""
    rooms = [module for name, module in sys.modules.items() if name.split(".")[0] in ("textual", "rich")]
    places = [*rooms, *(each for room in rooms for each in vars(room).values() if isinstance(each, type))]
    found = {
        id(each): each for place in places for each in vars(place).values() if isinstance(each, _lru_cache_wrapper)
    }
    return sum(each.cache_info().currsize for each in found.values())


def kept() -> Counter[str]:
    """How many there are of what could be left: widgets, painted lines, pages of words, cards, answers that are remembered."""
    gc.collect()
    found = Counter({"remembered": remembered()})
    for each in gc.get_objects():
        if isinstance(each, Widget):
            found["widgets"] += 1
        elif isinstance(each, Strip | Page | Card):
            found[type(each).__name__] += 1
    return found


async def test_a_session_grows_by_what_came_in_and_by_nothing_else(tmp_path: Path) -> None:
    """As many looks and messages again leave as many messages: a card each, with its page and one of its words alone.

    Of nothing else may there be one more for each note that was begun. (Where a cursor blinked, the loop holds on to the last one
    for a moment.) Each look used to leave 40 answers that were remembered, too.
    """
    case = write(tmp_path / "case", 120, first=5, every=10)
    async with stage(tmp_path, Begin(str(case), "police", "practice", "standard"), size=WIDE) as here:
        await here.press("enter")

        async def go_on(messages: int) -> Counter[str]:
            for look in LOOKS:
                await here.pass_time(10 * messages / len(LOOKS))
                await here.press(look)
                assert len(here.app.screen_stack) == 3
                await here.press("escape")
                assert len(here.app.screen_stack) == 2
            return kept()

        await here.pass_time(600)  # so that the pane of messages has as many lines as it keeps
        before = await go_on(30)
        after = await go_on(30)
        grown = {what: after[what] - before[what] for what in after}
        assert grown.pop("Card") == 30
        assert grown.pop("Page") < 2 * 30 + len(LOOKS)
        assert grown.pop("remembered") < 10 * len(LOOKS)
        assert {what: n for what, n in grown.items() if n >= LOOKS.count("n")} == {}


async def test_the_first_screen_is_below_all_others_and_there_is_no_blank_one(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        assert [type(screen) for screen in here.app.screen_stack] == [HomeScreen, type(here.play)]


def test_the_line_of_news_fills_any_terminal_and_grows_no_longer() -> None:
    def said(count: int) -> str:
        return news([Entry(n, n * 60, page(f"Arrival {n}.")) for n in range(count)], NAMES.face, "v").plain

    assert "3 new" in said(3)
    assert "Arrival 2." in said(3)
    assert len(said(MOST)) > 400
    assert "500 new" in said(500)
    assert len(said(500)) < len(said(MOST)) + 5


class Bare(Screen[None]):
    """A pile with a rule at its side and room beside its words."""

    CSS = """
    #pile { border-left: vkey red; border-top: heavy red; padding: 1 3 0 3; background: blue; width: 60%; height: 10; }
    Screen { background: green; }
    """
    pile: type[Vertical] = Vertical

    def compose(self) -> ComposeResult:
        with self.pile(id="pile"):
            yield Words(plain("Words."))


class Grounded(Ground, Bare):
    """The same on grounds."""

    pile = Pile


async def picture(screen: Screen[None]) -> str:
    """All that is seen of *screen*, with its looks."""
    app: App[None] = App()
    async with app.run_test(size=WIDE) as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        return app.export_screenshot()


async def test_a_ground_looks_as_if_each_of_its_lines_was_painted() -> None:
    assert await picture(Bare()) == await picture(Grounded())


async def test_a_line_of_a_ground_is_painted_once() -> None:
    app: App[None] = App()
    async with app.run_test(size=WIDE):
        screen = Grounded()
        await app.push_screen(screen)
        lines = screen.render_lines(Region(0, 0, *WIDE))
        assert len(lines) == WIDE[1]
        assert len({id(line) for line in lines}) == 1
