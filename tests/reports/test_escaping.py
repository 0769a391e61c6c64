"""Whatever stands in a text stays text: in the page, in Markdown, in a cell and in the object."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace as with_

from sim.format.cleaning import clean
from sim.reports import Material, Note, Remark, render
from sim.reports.blocks import Column, Fold, Para, Points, Report, Run, Section, Table, Terms
from sim.reports.html import page
from sim.reports.markdown import text as markdown
from sim.reports.tables import literal
from tests.reports.plays import rich
from tests.reports.test_html import Element, parsed
from tests.tui.payloads import PAYLOADS

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "<svg onload=alert(1)><desc>",
    "<img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1)) ![y](https://evil.example/y.png) <https://evil.example>",
    "https://evil.example www.evil.example a@evil.example",
    "data:text/html,<script>alert(1)</script>",
    "a | b | c \\| d `code` **bold** _em_ ~~gone~~ # head",
    "# head\n- list\n\n    code\n| a | b |\n|---|---|",
    "&lt;b&gt; &amp;amp; &#60;",
    "]]> <!-- --> <?php ?> <![CDATA[",
    '=HYPERLINK("https://evil.example")',
    *PAYLOADS,
)
ANY = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(min_size=1, max_size=60),
    st.text("<>&\"'`|\\*_[]()#-+=~!:@/w.h ab\n\t;,", min_size=1, max_size=60),
)


def everywhere(words: str, full: bool = True) -> Report:
    """A report in which *words* stand in every place that takes text."""
    blocks = (
        Para(words),
        Para((Run(words, "strong"), " ", Run(words, "poor"), words), "caution"),
        Points((words, (Run(words, "muted"),))),
        Terms(((words, words),)),
        Table(words, (Column(words), Column(words, "number")), ((words, words), (words, ""))),
        Fold(words, (Para(words), Points((words,)))),
    )
    return Report(words, words, (words,), (Section("one", words, (*blocks, Section("two", words, blocks))),), full)


def linked() -> MarkdownIt:
    """Markdown as the sites show it where reports are put: with tables, and with addresses made links."""
    return MarkdownIt("gfm-like", {"linkify": True, "html": True})


@given(ANY)
def test_any_text_comes_back_from_the_page_as_text(words: str) -> None:
    usual, found = parsed(page(everywhere("x"))), parsed(page(everywhere(words)))
    assert shape(found) == shape(usual)
    cell = found.all("table")[0].all("td")[0]
    assert cell.text == clean(words)
    assert found.all("caption")[0].text == clean(words)
    assert found.all("h1")[0].text == clean(words)


@given(ANY, st.booleans())
def test_any_text_comes_back_from_markdown_as_text(words: str, full: bool) -> None:
    usual, found = (linked().parse(markdown(everywhere(each, full))) for each in ("x", words or "x"))
    assert not [
        token for token in found if token.type in ("html_block", "fence", "code_block", "hr") and token.type != "hr"
    ]
    inner = [child for token in found for child in token.children or ()]
    assert not [
        child
        for child in inner
        if child.type in ("link_open", "image", "html_inline", "code_inline", "em_open", "s_open")
    ]
    if clean(words).split():
        assert [token.type for token in found] == [token.type for token in usual]
        cell = next(found[n + 1] for n, token in enumerate(found) if token.type == "td_open")
        assert "".join(child.content for child in cell.children or ()) == " ".join(clean(words).split())


@given(ANY)
def test_any_text_comes_back_from_a_cell_and_no_cell_is_a_formula(words: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(["a", literal(words), "b"])
    ((_, cell, _),) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert cell == literal(words)
    for start in re.split(r"[;\t\r\n]", cell):
        bare = start.lstrip(' "\ufeff')
        assert not bare.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212", "|"))
    assert not cell.startswith(("\t", "\r"))
    assert cell.replace("'", "") == clean(words).replace("'", "")


@settings(max_examples=5)
@given(ANY)
@example("\n".join(HOSTILE))
def test_any_text_in_the_material_is_text_in_every_report(words: str) -> None:
    material = filled(words)
    usual, found = parsed(render(filled("x"), "html")), parsed(render(material, "html"))
    assert {element.name for element in found.all()} == {element.name for element in usual.all()}
    assert not [one for one in found.all() if any(name.startswith("on") for name in one.attributes)]
    card = json.loads(text := render(material, "json"))
    assert text.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert card["hot_wash"][0]["text"] == words
    assert card["scorecard"]["critical"][0]["text"] == words


def test_json_survives_what_is_no_character() -> None:
    assert json.loads(render(filled("\ud800 \x7f \u202e"), "json"))["hot_wash"][0]["text"] == "\ud800 \x7f \u202e"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212", "\t", "|"])
def test_what_a_spreadsheet_would_run_is_made_text(sign: str) -> None:
    assert literal(f"{sign}1+1").startswith("'")
    assert literal(f' "{sign}1+1').startswith("'")
    assert literal("a;" + sign + "cmd|' /C calc'!A0").startswith("a;'")
    assert literal(f"one {sign}1") == clean(f"one {sign}1") or sign == "\t"


def test_numbers_stay_numbers_and_bare_words_stay_as_they_are() -> None:
    assert literal("It is -5 degrees, and 1+1=2.") == "It is -5 degrees, and 1+1=2."


def filled(words: str) -> Material:
    """The small play with *words* wherever people or authors write."""
    material = rich()
    card = material.card
    rating = card.ratings[0]
    return replace(
        material,
        names=True,
        persons={"police": words},
        notes=(Note(60, "police", words, str(card.decisions[0].decision), words),),
        remarks=(Remark("plus", words, words), Remark("delta", words)),
        confirmations=(with_(material.confirmations[0], reason=words, by=words),),
        card=with_(
            card,
            title=words,
            critical=(with_(card.critical[0], text=words, source=words),),
            ratings=(with_(rating, text=words, reason=words), *card.ratings[1:]),
            protocol=(with_(card.protocol[0], statement=words, source=words, pack_title=words), *card.protocol[1:]),
            rows=(with_(card.rows[0], what=words),),
        ),
    )


def shape(page: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Which elements there are, with the names of their attributes; tones and room aside."""
    return [(one.name, tuple(name for name in one.attributes if name != "class")) for one in page.all()]
