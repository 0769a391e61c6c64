"""Columns and tabs at any width: nothing is lost, nothing is wider than its place, and heights are what was promised."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip as Drawn
from textual.style import Style
from textual.visual import RenderOptions

from sim.tui.columns import Columns
from sim.tui.content import Page, page, plain, row
from sim.tui.debrief.tabs import Strip

RULES: RulesMap = {}
words = st.text("abc de", min_size=1, max_size=60).map(str.strip).filter(bool)
pages = st.lists(words, min_size=1, max_size=4).map(lambda found: page(*(row(each, "– ") for each in found)))


def drawn(shown: Page, width: int) -> list[Drawn]:
    """*shown* at *width* cells."""
    return shown.render_strips(width, None, Style(), RenderOptions(lambda _: Style(), RULES))


def text(strips: list[Drawn]) -> str:
    """Its words, without what is drawn between them."""
    return "".join("".join(strip.text.split()) for strip in strips)


@given(pages, st.lists(st.tuples(pages, pages), max_size=4), st.integers(30, 160))
def test_columns_are_as_high_as_they_say_at_any_width(head: Page, pairs: list[tuple[Page, Page]], width: int) -> None:
    narrow = page(head, *(side for pair in pairs for side in pair))
    shown = Columns(narrow.rows, [head, *pairs], 80)
    strips = drawn(shown, width)
    assert len(strips) == shown.get_height(RULES, width)
    assert all(strip.cell_length == width for strip in strips)
    assert sorted(text(strips)) == sorted(text(drawn(narrow, 1000)))


@given(st.lists(words, min_size=1, max_size=12), st.integers(62, 160))
def test_every_tab_stands_in_one_line_and_whole(titles: list[str], width: int) -> None:
    tabs: list[Content] = [plain(f" {title} ") for title in titles]
    shown = Strip(tabs)
    assert [place for line in shown.lines(width) for place in line] == list(range(len(tabs)))
    strips = drawn(shown, width)
    assert len(strips) == shown.get_height(RULES, width)
    assert all(sum(tabs[place].cell_length for place in line) <= width for line in shown.lines(width))
