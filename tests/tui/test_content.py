"""Text for the screens: nothing in it steers a terminal, acts, or is taken for markup; and it wraps with hanging lines."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content

from sim.format.cleaning import harmful
from sim.tui.clockface import Clockface, length
from sim.tui.content import TONES, Page, line, page, parsed, plain, prose, row
from sim.tui.widgets.words import Words
from tests.tui.payloads import MARKUP, PAYLOADS
from tests.tui.picture import dump

MARKDOWN = """\
## Heading

A paragraph with **bold**, *italic*, `code` and a
soft break that runs on until it has to be wrapped somewhere.

- one
- two with more words than fit
  - below it

3. three
4. four

> quoted, and long enough to be wrapped

[a link](https://example.org) <b>no</b> &amp; &#27; &#x202e;
"""


class Shown(App[None]):
    """A page and nothing else."""

    CSS_PATH = "../../sim/tui/app.tcss"

    def __init__(self, words: Page | Content) -> None:
        super().__init__()
        self.words = words

    def get_theme_variable_defaults(self) -> dict[str, str]:
        from sim.tui.theme import CALM

        return dict(CALM.variables)

    def compose(self) -> ComposeResult:
        yield Words(self.words)


async def shown(words: Page | Content, width: int) -> str:
    """What is seen of *words* at *width* cells."""
    app = Shown(words)
    async with app.run_test(size=(width, 30)):
        return dump(app).rstrip()


async def test_markdown_becomes_paragraphs_with_hanging_lines() -> None:
    assert (
        await shown(prose(MARKDOWN), 32)
        == """\
Heading

A paragraph with bold, italic,
code and a soft break that runs
on until it has to be wrapped
somewhere.

 • one
 • two with more words than fit
    • below it

 3. three
 4. four

│ quoted, and long enough to be
│ wrapped

a link (https://example.org)
<b>no</b> & � �"""
    )


@pytest.mark.parametrize("text", [*PAYLOADS, *MARKUP])
async def test_text_is_shown_as_it_stands_or_replaced_and_does_nothing(text: str) -> None:
    seen = await shown(page(plain(text), prose(text)), 80)
    assert not list(harmful(seen))
    for markup in MARKUP:
        if markup in text:
            assert seen.count(markup) == 2


def test_no_style_of_a_text_comes_from_the_text() -> None:
    for text in MARKUP:
        for made in (plain(text), *(one.body for one in prose(text).rows)):
            assert all(span.style in TONES.values() for span in made.spans)
            assert made.plain == text


@given(st.text())
def test_any_text_can_be_markdown(text: str) -> None:
    made = prose(text)
    assert not list(harmful(made.plain))


UNPARSED = """
import sys
from sim.tui.content import prose
prose("One.\\n\\nTwo, at 21:40.")
print("markdown_it" in sys.modules)
"""
LIKELY = st.text(st.sampled_from("ab1. )*_`#>-+=~[]()!&;<|\\:\"'\n\t\u00a0\u2003é"), max_size=30)


@given(
    st.text()
    | LIKELY
    | st.lists(st.sampled_from(("word", "2 o'clock", "A. B", "", " ", "it's", "x")), max_size=6).map("\n".join)
)
def test_what_needs_no_parser_looks_as_if_parsed(text: str) -> None:
    assert prose(text) == parsed(text)


def test_plain_words_load_no_parser() -> None:
    told = subprocess.run(
        [sys.executable, "-c", UNPARSED], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert told.stdout.strip() == "False"


@given(st.text(), st.integers(1, 40))
def test_a_page_is_as_high_as_its_lines(text: str, width: int) -> None:
    from textual.style import Style
    from textual.visual import RenderOptions

    made = page(prose(text), row(text, " 1  ", gap=1))
    strips = made.render_strips(width, None, Style(), RenderOptions(lambda _: Style(), {}))
    assert made.get_height({}, width) == len(strips)
    assert all(strip.cell_length == width for strip in strips if strip.text.strip())


def test_pages_that_look_different_are_different() -> None:
    assert page("a") == page("a")
    assert page("a") != page(plain("a", "strong"))
    assert page("a") != page("a", "b")
    assert page(row("a")) != page(row("a", "- "))
    assert line("a", plain("b", "new")).plain == "ab"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (119, "1 minute"),
        (5400, "1 hour 30 minutes"),
    ],
)
def test_lengths_of_time_are_said_as_people_say_them(seconds: int, words: str) -> None:
    assert length(seconds) == words


def test_the_clock_of_the_case_passes_midnight() -> None:
    face = Clockface("2026-03-04T21:40")
    assert face.full(0) == "Wed 4 Mar 21:40"
    assert face.full(3 * 3600) == "Thu 5 Mar 00:40"
