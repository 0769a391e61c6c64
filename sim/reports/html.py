"""HTML: a report as one file that needs nothing else. It holds no script, no address and no image from elsewhere.

The page is built as a tree (`xml.etree`) and written out by the standard library, which escapes every text and every
attribute; there is no text that counts as markup already. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from sim.format.cleaning import clean
from sim.reports.blocks import (
    SIGNS,
    Block,
    Column,
    Drawing,
    Figure,
    Fold,
    Para,
    Points,
    Report,
    Section,
    Shape,
    Table,
    Terms,
    Words,
    bare,
    runs,
)
from sim.reports.style import policy, sheet

LONG = 34
"""Characters in a cell from which its column keeps more room."""
SHORT = (
    "What stands behind each part is in this page too: a line with a triangle opens it. A print has what is open; in the full "
    "report everything is (sim report with --full, or in the app: a page, all of it open)."
)
"""How to read a page in which the evidence is folded."""
ON_PAPER = " (left out of this print; it is in the full report)"
"""Said on paper behind what is closed."""


def page(report: Report) -> str:
    """*report* as the text of an HTML file."""
    return "<!DOCTYPE html>\n" + Tree.tostring(_Page(report).root(), encoding="unicode", method="html") + "\n"


class _Page:
    """One page being built. It counts its tables and drawings, so that each has an id of its own."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.count = 0

    def root(self) -> Tree.Element:
        report = self.report
        html = Tree.Element("html", {"lang": "en"})
        head = Tree.SubElement(html, "head")
        Tree.SubElement(head, "meta", {"charset": "utf-8"})
        Tree.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy()})
        Tree.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
        Tree.SubElement(head, "meta", {"name": "referrer", "content": "no-referrer"})
        Tree.SubElement(head, "title").text = clean(f"{report.title}: {report.about}")
        Tree.SubElement(head, "style").text = sheet()
        body = Tree.SubElement(html, "body")
        Tree.SubElement(body, "a", {"class": "skip", "href": "#main"}).text = "Skip to the report"
        header = Tree.SubElement(body, "header")
        Tree.SubElement(header, "p", {"class": "kind"}).text = clean(report.title)
        Tree.SubElement(header, "h1").text = clean(report.about)
        marks = Tree.SubElement(header, "ul", {"class": "marks"})
        for mark in report.marks:
            _say(Tree.SubElement(marks, "li"), mark)
        header.append(self._contents())
        if not report.full:
            Tree.SubElement(header, "p", {"class": "note"}).text = SHORT
        main = Tree.SubElement(body, "main", {"id": "main"})
        for number, section in enumerate(report.sections, 1):
            main.append(self._section(section, 2, f"{number}. "))
        footer = Tree.SubElement(body, "footer")
        Tree.SubElement(
            footer, "p"
        ).text = "For training. Not legal or medical advice. Made from the log of one rehearsal."
        return html

    def _contents(self) -> Tree.Element:
        nav = Tree.Element("nav", {"aria-labelledby": "contents"})
        Tree.SubElement(nav, "h2", {"id": "contents"}).text = "Contents"
        items = Tree.SubElement(nav, "ol")
        for section in self.report.sections:
            link = Tree.SubElement(Tree.SubElement(items, "li"), "a", {"href": f"#{section.id}"})
            link.text = clean(section.title)
        return nav

    def _section(self, section: Section, level: int, number: str = "") -> Tree.Element:
        attributes = {"id": section.id}
        if level == 2:  # a landmark; those within it would be too many
            attributes["aria-labelledby"] = f"{section.id}-title"
        kinds = [
            name for name, has in (("apart", section.apart), ("broad", section.broad), ("keep", section.keep)) if has
        ]
        if kinds:
            attributes["class"] = " ".join(kinds)
        made = Tree.Element("section", attributes)
        title = Tree.SubElement(made, f"h{min(level, 6)}", {"id": f"{section.id}-title"})
        title.text = clean(f"{number}{section.title}")
        for block in section.blocks:
            made.extend(self._block(block, level))
        return made

    def _block(self, block: Block, level: int) -> Iterable[Tree.Element]:
        match block:
            case Section():
                yield self._section(block, level + 1)
            case Fold():
                yield self._fold(block, level)
            case Para():
                made = Tree.Element("p", {"class": block.kind} if block.kind else {})
                _say(made, block.words)
                yield made
            case Points():
                yield _points(block)
            case Terms():
                yield _terms(block)
            case Table():
                yield self._table(block)
            case Figure():
                yield self._figure(block)
                for said in block.said:
                    yield from self._block(said, level)

    def _fold(self, fold: Fold, level: int) -> Tree.Element:
        made = Tree.Element("details", {"open": "open"} if self.report.full else {})
        summary = Tree.SubElement(made, "summary")
        summary.text = clean(fold.summary)
        if not self.report.full:
            Tree.SubElement(summary, "span", {"class": "paper"}).text = ON_PAPER
        for block in fold.blocks:
            made.extend(self._block(block, level))
        return made

    def _table(self, table: Table) -> Tree.Element:
        self.count += 1
        name = f"table-{self.count}"
        scroll = Tree.Element(
            "div",
            {
                "class": "scroll",
                "role": "group",
                "aria-labelledby": name,
                "tabindex": "0",  # what scrolls has to be reached by the keyboard
            },
        )
        blank = any(column.kind == "blank" for column in table.columns)
        made = Tree.SubElement(scroll, "table", {"class": "plan"} if blank else {})
        Tree.SubElement(made, "caption", {"id": name}).text = clean(table.caption)
        classes = [_class(column, [row[n] for row in table.rows]) for n, column in enumerate(table.columns)]
        row = Tree.SubElement(Tree.SubElement(made, "thead"), "tr")
        for column, kind in zip(table.columns, classes, strict=True):
            Tree.SubElement(row, "th", {"scope": "col", **kind}).text = clean(column.title)
        body = Tree.SubElement(made, "tbody")
        for cells in table.rows:
            row = Tree.SubElement(body, "tr")
            for n, (words, kind) in enumerate(zip(cells, classes, strict=True)):
                cell = Tree.SubElement(row, "th", {"scope": "row", **kind}) if n == table.head else None
                _say(cell if cell is not None else Tree.SubElement(row, "td", kind), words)
        return scroll

    def _figure(self, figure: Figure) -> Tree.Element:
        self.count += 1
        made = Tree.Element("figure", {"aria-labelledby": f"figure-{self.count}"})
        Tree.SubElement(made, "figcaption", {"id": f"figure-{self.count}"}).text = clean(figure.caption)
        scroll = Tree.SubElement(
            made,
            "div",
            {"class": "scroll", "role": "group", "aria-labelledby": f"figure-{self.count}", "tabindex": "0"},
        )
        scroll.append(_drawn(figure.drawing, f"drawing-{self.count}"))
        return made


def _say(element: Tree.Element, words: Words) -> None:
    """Put *words* into *element*, each tone in a span of its own; its sign is read out too."""
    last: Tree.Element | None = None
    for run in runs(words):
        text = clean(run.text)
        if run.tone:
            last = Tree.SubElement(element, "strong" if run.tone == "strong" else "span", {"class": run.tone})
            sign = SIGNS.get(run.tone)
            last.text = f"{sign} {text}" if sign else text
        elif last is None:
            element.text = (element.text or "") + text
        else:
            last.tail = (last.tail or "") + text


def _points(points: Points) -> Tree.Element:
    made = Tree.Element("ul")
    for item in points.items:
        _say(Tree.SubElement(made, "li"), item)
    return made


def _terms(terms: Terms) -> Tree.Element:
    made = Tree.Element("dl")
    for name, words in terms.rows:
        Tree.SubElement(made, "dt").text = clean(name)
        value = Tree.SubElement(made, "dd")
        if runs(words):
            _say(value, words)
        else:
            Tree.SubElement(value, "span", {"class": "blank"}).text = "\u00a0"
    return made


def _class(column: Column, cells: list[Words]) -> dict[str, str]:
    kinds: list[str] = [column.kind] if column.kind != "text" else []
    if column.kind == "text" and max(map(len, map(bare, cells)), default=0) > LONG:
        kinds.append("long")
    return {"class": " ".join(kinds)} if kinds else {}


def _drawn(drawing: Drawing, name: str) -> Tree.Element:
    svg = Tree.Element(
        "svg",
        {
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-about",
            "viewBox": f"0 0 {drawing.width} {drawing.height}",
        },
    )
    Tree.SubElement(svg, "title", {"id": f"{name}-title"}).text = clean(drawing.title)
    Tree.SubElement(svg, "desc", {"id": f"{name}-about"}).text = clean(drawing.about)
    svg.extend(map(_shape, drawing.shapes))
    return svg


def _shape(shape: Shape) -> Tree.Element:
    made: Tree.Element = Tree.Element(
        str(shape.name),
        {key: f"{value:g}" if isinstance(value, int | float) else value for key, value in shape.attributes},
    )
    made.text = clean(shape.text) or None
    made.extend(map(_shape, shape.within))
    return made
