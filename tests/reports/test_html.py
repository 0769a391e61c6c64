"""The page as a document: well formed, in order, closed in itself, and readable by who cannot see it."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from sim.engine.seats import Mode
from sim.reports import render
from tests.reports.plays import rich

ELEMENTS = """
    html head meta title style body a header main section nav footer h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd div span strong
    details summary table caption thead tbody tr th td figure figcaption svg desc g rect line path circle text
"""
VOID = {"meta", "br", "hr", "link", "img", "input"}
MODES: tuple[Mode, ...] = ("practice", "workshop")


@dataclass
class Element:
    """An element of the page."""

    name: str
    attributes: dict[str, str | None]
    within: list[Element | str] = field(default_factory=list)

    def all(self, *names: str) -> list[Element]:
        """The elements of these names in it, in order; all, if none is named."""
        found = []
        for each in self.within:
            if isinstance(each, Element):
                found += [each] if not names or each.name in names else []
                found += each.all(*names)
        return found

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.within)


class Strict(HTMLParser):
    """Reads a page, and takes nothing that is not closed in its place."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} has an attribute twice"
        made = Element(tag, dict(attrs))
        self.open[-1].within.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].within.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")


def parsed(text: str) -> Element:
    """The page in *text*."""
    reader = Strict()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].name}> is never closed"
    return reader.root


@pytest.fixture(params=MODES)
def page(request: pytest.FixtureRequest) -> Element:
    return parsed(render(rich(request.param), "html"))


def test_there_is_nothing_in_it_that_acts_or_comes_from_elsewhere(page: Element) -> None:
    assert {element.name for element in page.all()} <= set(ELEMENTS.split())
    for element in page.all():
        assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "src", "srcdoc")]
        assert (element.attributes.get("href") or "#").startswith("#")
    sheet = page.all("style")[0].text
    assert not re.search(r"url\(|@import|expression|image-set|@font-face", sheet)


def test_the_policy_lets_only_its_own_style_act(page: Element) -> None:
    head = page.all("head")[0]
    metas = head.all("meta")
    assert metas[0].attributes == {"charset": "utf-8"}
    policy = next(meta for meta in metas if meta.attributes.get("http-equiv") == "Content-Security-Policy")
    (sheet,) = page.all("style")
    digest = b64encode(sha256(sheet.text.encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    names = [element.name for element in head.within if isinstance(element, Element)]
    assert metas.index(policy) == 1
    assert names.index("style") > 1


def test_every_id_is_unique_and_every_reference_leads_to_one(page: Element) -> None:
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.all():
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((element.attributes.get(name) or "").split()) <= set(ids)
        href = element.attributes.get("href")
        assert href is None or href[1:] in ids


def test_headings_go_down_a_step_at_a_time_under_one_title(page: Element) -> None:
    levels = [int(element.name[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_there_are_landmarks_and_a_language(page: Element) -> None:
    assert page.all("html")[0].attributes["lang"] == "en"
    assert [element.name for element in page.all("header", "nav", "main", "footer")] == [
        "header",
        "nav",
        "main",
        "footer",
    ]
    assert page.all("title")[0].text == "After-action report and improvement plan: Small hours"


def test_every_table_has_a_caption_of_its_own_and_headers_with_a_scope(page: Element) -> None:
    tables = page.all("table")
    captions = [table.all("caption")[0].text for table in tables]
    assert len(captions) == len(set(captions)) == len(tables)
    for table in tables:
        (head,) = table.all("thead")
        columns = head.all("th")
        assert all(cell.attributes["scope"] == "col" and cell.text for cell in columns)
        for row in table.all("tbody")[0].all("tr"):
            assert len(row.all("th", "td")) == len(columns)
            assert [cell.attributes["scope"] for cell in row.all("th")] == ["row"]


def test_every_drawing_has_a_name_a_description_and_its_text_beside_it(page: Element) -> None:
    for figure in page.all("figure"):
        (drawing,) = figure.all("svg")
        assert drawing.attributes["role"] == "img"
        assert drawing.all("title")[0].text
        assert drawing.all("desc")[0].text
        assert figure.all("figcaption")[0].text
    after = [
        section.within[place + 1]
        for section in page.all("section")
        for place, each in enumerate(section.within)
        if isinstance(each, Element)
        and each.name == "figure"
        and "legend" not in each.text
        and "How to read" not in each.text
    ]
    assert after
    for each in after:
        assert isinstance(each, Element)
        assert each.all("table")


def test_what_scrolls_can_be_reached_by_the_keyboard(page: Element) -> None:
    for element in page.all("div"):
        assert element.attributes["class"] == "scroll"
        assert element.attributes["tabindex"] == "0"
        assert element.attributes["aria-labelledby"]


@pytest.mark.parametrize("mode", MODES)
def test_what_is_folded_is_all_there_and_the_full_page_has_it_open(mode: Mode) -> None:
    short, full = parsed(render(rich(mode), "html")), parsed(render(rich(mode), "html", full=True))
    folds = short.all("details")
    assert folds
    assert len(folds) == len(full.all("details"))
    for fold in folds:
        assert "open" not in fold.attributes
        first = fold.within[0]
        assert isinstance(first, Element)
        assert first.name == "summary"
        assert "it is in the full report" in first.text
        assert len(fold.within) > 1
    assert all(fold.attributes == {"open": "open"} for fold in full.all("details"))
    assert "it is in the full report" not in full.text
    bodies = [[each.text for each in page.all("td", "th", "dd", "li", "h3", "h4")] for page in (short, full)]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("mode", MODES)
def test_the_text_says_what_it_leaves_out_and_the_full_text_leaves_nothing_out(mode: Mode) -> None:
    short, full = render(rich(mode), "md"), render(rich(mode), "md", full=True)
    folds = parsed(render(rich(mode), "html")).all("summary")
    assert short.count(": in the full report.") == len(folds)
    assert ": in the full report." not in full
    said = [
        line for line in short.splitlines() if not line.endswith(": in the full report.") and "short report" not in line
    ]
    assert set(said) <= set(full.splitlines())


def test_names_and_notes_are_in_it_only_if_they_were_asked_for() -> None:
    from dataclasses import replace

    secret = ("Robin Vale", "Kim Moss", "because I heard a child")
    for kind in ("html", "md", "json"):
        assert not [word for word in secret if word in render(rich(), kind)]
        assert [word for word in secret if word in render(replace(rich(), names=True), kind)] == list(secret)


def test_the_improvement_plan_names_nobody_and_no_date() -> None:
    page = parsed(render(rich(), "html"))
    plan = next(section for section in page.all("section") if section.attributes.get("id") == "plan")
    heads = [cell.text for cell in plan.all("thead")[0].all("th")]
    assert heads == [
        "No.", "Capability or objective", "Issue or area for improvement", "Whose part it was", "Corrective action",
        "Capability element", "Responsible organization and owner", "Start", "Completion",
    ]  # fmt: skip
    rows = [[cell.text for cell in row.all("th", "td")] for row in plan.all("tbody")[0].all("tr")]
    assert all(row[4:] == [""] * 5 for row in rows)
    assert [row[1:4] for row in rows[-2:]] == [["", "", ""]] * 2
    assert rows[-3][1:4] == ["Hot wash", "Nobody asked the nurse.", ""]
    assert rows[0][1:4] == [
        "Critical error",
        "A child was left alone. Source: B-14. (log 20 at 21:43)",
        "Patrol officer",
    ]
    assert all("(log " in row[2] for row in rows[:3])
