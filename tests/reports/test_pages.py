"""The page in a real browser: it shows without a complaint, fits windows and paper, and tells a screen reader what it shows.

Needs a Chromium (Debian's package `chromium`, or one that `SIM_BROWSER` names) and is skipped where there is none.
`UPDATE_GOLDEN=1 python -m pytest tests/reports/test_pages.py` takes the pictures of the documentation anew; for the printed one
it needs `pdftoppm` (Debian's `poppler-utils`).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.reports import render
from tests.reports.browser import Browser, browsing, found
from tests.reports.plays import documented, rich

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PROGRAM = found()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="there is no Chromium here: install the package chromium, or name one in SIM_BROWSER"
)

PAPER = 703
"""CSS pixels of US letter paper between the margins."""

WIDE = "document.documentElement.scrollWidth - window.innerWidth"

CUT = """
[...document.querySelectorAll('table, svg')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.right > document.documentElement.clientWidth + 1 || one.scrollWidth > one.parentElement.clientWidth + 1;
}).map(one => (one.caption || one.querySelector('title')).textContent)
"""
"""Tables and drawings of which a part is off the paper."""

FAINT = """
(() => {
  const light = c => { const p = c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                       return 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2]; };
  const colour = text => (text.match(/[0-9.]+/g) || []).map(Number);
  const ground = one => { for (let at = one; at; at = at.parentElement) { const c = colour(getComputedStyle(at).backgroundColor);
                          if (c.length === 3 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const one = node.parentElement;
    if (!node.textContent.trim() || ['TITLE', 'DESC', 'title', 'desc'].includes(one.tagName)) continue;
    const style = getComputedStyle(one);
    const ink = colour(one.closest('svg') ? style.fill : style.color).slice(0, 3);
    const [a, b] = [light(ink), light(ground(one))].sort((x, y) => x - y);
    const ratio = (b + 0.05) / (a + 0.05);
    if (ratio < 4.5) found.push([node.textContent.slice(0, 40), ratio]);
  }
  return found;
})()
"""
"""Texts with a contrast below 4.5 to what is behind them."""

UNSAID = """
[...document.querySelectorAll('details:not([open])')].filter(one => !one.firstChild.innerText.includes('it is in the full report'))
  .map(one => one.firstChild.innerText)
"""
"""Folds that are closed and do not say that something is left out."""

SPILT = """
[...document.querySelectorAll('svg')].flatMap(svg => {
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const boxes = [...svg.querySelectorAll('text')].map(one => [one.textContent, one.getBBox()]);
  const out = boxes.filter(([, box]) =>
    box.x < -1 || box.y < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1);
  const over = boxes.flatMap(([a, one], n) => boxes.slice(n + 1).filter(([, other]) =>
    one.x + one.width > other.x + 1 && other.x + other.width > one.x + 1 &&
    one.y + one.height > other.y + 3 && other.y + other.height > one.y + 3).map(([b]) => [`${a} | ${b}`]));
  return [...out, ...over].map(([text]) => text);
})
"""
"""Words of drawings that stand outside of them, or on one another."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("page") / "report.html"
    place.write_text(render(rich(), "html", full=True), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The short page of the whole of the shipped case."""
    place = tmp_path_factory.mktemp("night") / "report.html"
    place.write_text(render(documented(), "html"), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert PROGRAM is not None
    with browsing(PROGRAM) as made:
        yield made


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shows_without_a_complaint_and_can_be_read(browser: Browser, page: Path, scheme: str) -> None:
    browser.open(page, scheme=scheme)
    assert browser.console == []
    assert browser.requests == [page.as_uri()]
    assert browser.run(FAINT) == []
    assert browser.run(SPILT) == []
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 23, 29)"}[scheme]


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_window_has_to_be_scrolled_sideways(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width=width)
    assert browser.run(WIDE) <= 0


def test_on_paper_nothing_is_cut_off_and_it_is_light(browser: Browser, page: Path) -> None:
    browser.open(page, width=PAPER, scheme="dark")
    browser.prefer("dark", media="print")
    assert browser.run(CUT) == []
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.run(FAINT) == []


def test_it_prints(browser: Browser, page: Path) -> None:
    browser.open(page)
    printed = browser.pdf()
    assert printed.startswith(b"%PDF-")
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 40


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_whole_case_prints_on_8_to_16_pages_and_says_what_it_leaves_out(
    browser: Browser, night: Path, paper: str
) -> None:
    browser.open(night, width=PAPER, scheme="dark")
    browser.prefer("dark", media="print")
    assert browser.run(CUT) == []
    assert browser.run(UNSAID) == []
    printed = browser.pdf(paper)
    assert 8 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 16


def test_what_is_closed_is_said_on_paper_only_and_a_key_opens_it(browser: Browser, night: Path) -> None:
    browser.open(night, width=400)
    assert browser.run(WIDE) <= 0
    assert browser.run(UNSAID) != []
    browser.run("document.querySelector('summary').focus()")
    browser.press("Enter")
    assert browser.run("document.querySelectorAll('details[open]').length") == 1
    told = browser.tree()
    closed = [one["name"] for one in told if one["role"] == "DisclosureTriangle"]
    assert len(closed) == browser.run("document.querySelectorAll('summary').length")
    assert not [name for name in closed if "left out" in name]


def test_a_screen_reader_is_told_all_of_it(browser: Browser, page: Path) -> None:
    browser.open(page)
    told = browser.tree()
    roles = [one["role"] for one in told]
    for landmark in ("banner", "navigation", "main", "contentinfo"):
        assert roles.count(landmark) == 1, landmark
    images = _named(told, "image") or _named(told, "img")
    assert len(images) == browser.run("document.querySelectorAll('svg').length")
    assert all(images)
    tables = _named(told, "table")
    assert len(tables) == browser.run("document.querySelectorAll('table').length")
    assert all(tables)
    assert "columnheader" in roles
    assert "rowheader" in roles
    assert "heading" in roles
    assert all(_named(told, "link"))


def _named(told: list[dict[str, Any]], role: str) -> list[str]:
    return [str(one["name"]) for one in told if one["role"] == role]


def test_the_keyboard_comes_to_the_report_first(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.press("Tab")
    assert browser.run("document.activeElement.textContent") == "Skip to the report"
    assert browser.run("document.activeElement.getBoundingClientRect().left") >= 0


def test_what_somebody_smuggles_into_the_file_does_not_run(browser: Browser, page: Path, tmp_path: Path) -> None:
    """The policy holds even where the escaping would not: the file is edited behind its back."""
    smuggled = (
        "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
        "<style>h1{display:none}</style><p id=styled style='position:fixed'>x</p><iframe src='data:text/html,x'></iframe>"
    )
    edited = tmp_path / "edited.html"
    edited.write_text(page.read_text(encoding="utf-8").replace("</main>", f"{smuggled}</main>"), encoding="utf-8")
    browser.open(edited)
    assert browser.run("document.title").startswith("After-action report")
    assert browser.run("getComputedStyle(document.querySelector('h1')).display") == "block"
    assert browser.run("getComputedStyle(document.getElementById('styled')).position") == "static"
    assert [address for address in browser.answers if not address.startswith("data:image/")] == [edited.as_uri()]
    assert [line for line in browser.console if "Content Security Policy" in line or "ContentSecurityPolicy" in line]


@pytest.mark.skipif(not os.environ.get("UPDATE_GOLDEN"), reason="pictures are taken with UPDATE_GOLDEN=1")
def test_pictures(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(render(documented(), "html"), encoding="utf-8")
    browser.open(page, width=1040, height=1500)
    (PICTURES / "report.png").write_bytes(browser.picture())
    printed = tmp_path / "report.pdf"
    printed.write_bytes(browser.pdf())
    program = shutil.which("pdftoppm")
    assert program is not None, "the printed picture needs pdftoppm"
    number = _page_of(printed, "Improvement plan")
    words = [program, "-r", "80", "-png", "-singlefile", "-f", number, "-l", number, printed, PICTURES / "report-print"]
    subprocess.run(list(map(str, words)), check=True, timeout=60)


def _page_of(printed: Path, words: str) -> str:
    """The number of the page that has *words* as a caption."""
    text = subprocess.run(["pdftotext", str(printed), "-"], capture_output=True, check=True, timeout=60).stdout.decode()
    return str(next(n for n, one in enumerate(text.split("\f"), 1) if f"{words}\n" in one and "Corrective" in one))


def test_the_pictures_of_the_documentation_are_there() -> None:
    for name in ("report.png", "report-print.png"):
        assert (PICTURES / name).read_bytes().startswith(b"\x89PNG")
