"""Text for the screens: the one way from words to what a widget may show.

Textual passes control sequences through and reads square brackets as markup. So a widget is handed a `Content` or a `Page`
made here and never a string: `plain` for words as they are, `prose` for Markdown, `row` and `page` to lay them out. Everything
is cleaned once more on the way, whoever cleaned it before. Styles are named by a `Tone`, so no text can ask for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.content import Content, Span
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from sim.format.cleaning import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Tone = Literal["", "strong", "muted", "title", "new", "key", "off", "urgent", "good", "poor", "cursor", "em", "code"]
"""How words are set off."""

TONES: dict[Tone, str] = {
    "strong": "bold",
    "muted": "$muted",
    "title": "bold $primary",
    "new": "$accent",
    "key": "bold $accent",
    "off": "$off",
    "urgent": "bold reverse $accent on $background",
    "good": "$success",
    "poor": "$error",
    "cursor": "bold reverse $cursor on $foreground",
    "em": "italic",
    "code": "$accent",
}
"""Tone -> how it looks, in the colours of the theme. Those with a ground of their own are reversed, so that they stand out
without any colour too.

Not component classes: of those every widget that shows words would make a node each, a third of its time and 6 MB in play.
"""

NARROWEST = 8
"""Cells that the words of a row keep at least, whatever stands before them."""


def plain(text: object, tone: Tone = "") -> Content:
    """Words as they are: no markup, no control characters. Line breaks stay."""
    words = clean(str(text))
    return Content(words, [Span(0, len(words), TONES[tone])] if tone and words else None)


def line(*parts: Content | str) -> Content:
    """Parts one after the other; strings are taken as `plain`."""
    return Content("").join([part if isinstance(part, Content) else plain(part) for part in parts])


class Row(NamedTuple):
    """A paragraph with something before its first line; the other lines hang under it.

    *gap*: blank lines above. *tone* colours the row over its whole width, for a cursor. *rest* stands before the other
    lines (None: blanks).
    """

    body: Content
    lead: Content = Content("")
    gap: int = 0
    tone: Tone = ""
    rest: Content | None = None


def row(body: Content | str, lead: Content | str = "", *, gap: int = 0, tone: Tone = "") -> Row:
    """A row; strings are taken as `plain`."""
    return Row(
        body if isinstance(body, Content) else plain(body),
        lead if isinstance(lead, Content) else plain(lead),
        gap,
        tone,
    )


class Page(Visual):
    """Rows under each other, each wrapped to the width at hand with its first words hanging out."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows = tuple(rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Page) or len(self.rows) != len(other.rows):
            return False
        return all(_same(a, b) for a, b in zip(self.rows, other.rows, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: Page) -> Page:
        return Page(self.rows + other.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def plain(self) -> str:
        """The words alone, a line for each row."""
        return "\n".join("\n" * row.gap + row.lead.plain + row.body.plain for row in self.rows)

    def indented(self, lead: Content | str, gap: int = 0) -> Page:
        """The same rows, all hanging under *lead*."""
        first = lead if isinstance(lead, Content) else plain(lead)
        blank = Content(" " * first.cell_length)
        return Page(
            row._replace(
                lead=(blank if n else first) + row.lead if row.lead else blank if n else first,
                gap=row.gap if n else gap,
                rest=None if row.rest is None else blank + row.rest,
            )
            for n, row in enumerate(self.rows)
        )

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Cells of the longest row."""
        return max(
            (row.lead.cell_length + row.body.get_optimal_width(rules, container_width) for row in self.rows), default=0
        )

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines at *width* cells."""
        return sum(row.gap + row.body.get_height(rules, _room(row, width)) for row in self.rows)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """One strip a line."""
        strips: list[Strip] = []
        plain_options = replace(options, selection=None)
        for row in self.rows:
            strips.extend([Strip.blank(width, style.rich_style)] * row.gap)
            own = style + options.get_style(TONES[row.tone]) if row.tone else style
            room = _room(row, width)
            left = width - room
            first = _margin(row.lead, left, own, plain_options)
            rest = _margin(row.rest or Content(""), left, own, plain_options)
            for n, strip in enumerate(row.body.render_strips(room, None, own, plain_options)):
                strips.append(Strip.join([rest if n else first, strip.adjust_cell_length(room, own.rich_style)]))
            if height is not None and len(strips) >= height:
                return strips[:height]
        return strips


def _same(a: Row, b: Row) -> bool:
    """Whether two rows look the same: `==` on `Content` looks at the words only."""
    if (a.rest is None) != (b.rest is None) or (
        a.rest is not None and b.rest is not None and not a.rest.is_same(b.rest)
    ):
        return False
    return a.body.is_same(b.body) and a.lead.is_same(b.lead) and (a.gap, a.tone) == (b.gap, b.tone)


def _margin(words: Content, width: int, style: Style, options: RenderOptions) -> Strip:
    """What stands before a line, *width* cells wide."""
    strips = words.render_strips(width, 1, style, options) if words else []
    return (strips[0] if strips else Strip.blank(0, style.rich_style)).adjust_cell_length(width, style.rich_style)


def _room(row: Row, width: int) -> int:
    """Cells for the body of *row* where *width* are there."""
    return max(min(NARROWEST, width), width - row.lead.cell_length)


def page(*parts: Row | Page | Content | str | None) -> Page:
    """Rows and pages under each other; content and strings become rows, None is left out."""
    rows: list[Row] = []
    for part in parts:
        if isinstance(part, Page):
            rows.extend(part.rows)
        elif isinstance(part, Row):
            rows.append(part)
        elif part is not None:
            rows.append(row(part))
    return Page(rows)


# --- Markdown


@cache
def _markdown() -> MarkdownIt:
    """The parser, made when first needed. No HTML; a link is shown as words and its address, and does nothing."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
    return parser.disable(["html_block", "html_inline", "autolink", "reference"])


_OF_TOKEN: dict[str, Tone] = {"strong": "strong", "em": "em", "heading": "title", "code": "code"}


def _inline(tokens: Sequence[Token], base: Tone = "") -> Content:
    """The words of a paragraph; *base* is the tone around them."""
    parts: list[Content] = []
    open_tones: list[Tone] = []
    addresses: list[str] = []

    def add(text: str) -> None:
        words = plain(text)
        for tone in dict.fromkeys([base, *open_tones]):
            words = words.stylize(TONES[tone]) if tone else words
        parts.append(words)

    for token in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.type in ("text", "text_special", "image"):
            add(token.content)
        elif token.type == "code_inline":
            open_tones.append("code")
            add(token.content)
            open_tones.pop()
        elif token.type in ("softbreak", "hardbreak"):
            add(" " if token.type == "softbreak" else "\n")
        elif token.type == "link_open":
            addresses.append(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            add(f" ({addresses.pop()})")
        elif kind in _OF_TOKEN and token.nesting == 1:
            open_tones.append(_OF_TOKEN[kind])
        elif kind in _OF_TOKEN and token.nesting == -1:
            open_tones.pop()
    return Content("").join(parts)


class _Inside(NamedTuple):
    """A list or quote that the reader of tokens is in: what stands before its next line, and the number of its next item."""

    lead: str
    number: int | None
    list: bool


def _blocks(tokens: Sequence[Token]) -> Iterator[Row]:
    """The rows of a document."""
    inside: list[_Inside] = []
    marker = ""  # a bullet or number that has not been set before any words
    tone: Tone = ""
    begun = False
    begun_list = False
    apart = True  # the next row stands apart from the one before it: all do, but the later items of a list

    def make(body: Content) -> Row:
        nonlocal marker, begun, apart
        left = "".join(part.lead for part in inside)
        lead = left[: len(left) - len(marker)] + marker if marker else left
        gap = 1 if begun and (apart or not marker) else 0
        marker, begun, apart = "", True, True
        return Row(body, plain(lead, "muted"), gap, rest=plain(left, "muted") if "│" in left else None)

    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            number = int(token.attrs.get("start", 1)) if token.type[0] == "o" else None
            begun_list = any(part.list for part in inside)
            inside.append(_Inside("   " if number is None else "    ", number, True))
        elif token.type == "blockquote_open":
            inside.append(_Inside("│ ", None, False))
        elif token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            inside.pop()
        elif token.type == "list_item_open":
            here = inside[-1]
            apart = not begun_list
            begun_list = True
            marker = " • " if here.number is None else f"{here.number:>2}. "
            if here.number is not None:
                inside[-1] = _Inside(" " * len(marker), here.number + 1, here.list)
        elif token.type == "heading_open":
            tone = "title"
        elif token.type == "heading_close":
            tone = ""
        elif token.type == "inline":
            yield make(_inline(token.children or [], tone))
        elif token.type in ("fence", "code_block"):
            yield make(plain(token.content.rstrip("\n"), "code"))
        elif token.type == "hr":
            yield make(plain("* * *", "muted"))


MARKED = re.compile(r"[\\`*_\[&<~]|^(?:[-+=>#]|\d+[.)]|[^\S\n])|[^\S\n]$", re.MULTILINE)
"""Whatever could be Markdown, and spaces at the ends of lines. A text without any of it is paragraphs and nothing else."""


def parsed(markdown: str) -> Page:
    """What the parser makes of *markdown*."""
    return Page(_blocks(_markdown().parse(clean(markdown))))


@lru_cache(maxsize=512)
def prose(markdown: str) -> Page:
    """Markdown as a page: paragraphs, headings, lists, quotes, bold, italic and code; nothing in it acts.

    Most texts of a case are paragraphs, and for those no parser is loaded: it takes 1.4 MB and some 30 ms.
    """
    words = clean(markdown)
    if MARKED.search(words):
        return parsed(words)
    paragraphs = [part for part in re.split(r"\n{2,}", words.strip("\n")) if part]
    return Page(row(" ".join(part.split("\n")), gap=1 if n else 0) for n, part in enumerate(paragraphs))
