"""A recording as one SVG that moves: stills side by side behind a window, pushed along by CSS. No script, and no fonts of its own.

Where movement is not wanted (`prefers-reduced-motion`), and where a viewer knows no CSS animations, one still is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TypeVar

from pyte.screens import Char

from tests.tui.cast import Cast, Still, stills

CELL, LINE, SIZE = 8.4, 18, 14
"""Units for a cell, a line, and the height of letters."""

BAR = 30
"""Units for the bar above the screen, with the key that was pressed."""

EDGE = 10
BLOCKS: dict[str, tuple[float, float, float, float]] = (
    {"█": (0, 0, 1, 1), "▐": (0.5, 0, 0.5, 1), "▀": (0, 0, 1, 0.5)}
    | {sign: (0, 0, (7 - n) / 8, 1) for n, sign in enumerate("▉▊▋▌▍▎▏")}
    | {sign: (0, 1 - (n + 1) / 8, 1, (n + 1) / 8) for n, sign in enumerate("▁▂▃▄▅▆▇")}
)
"""Signs that fill a part of their cell: x, y, width, height. As letters they would leave gaps, in fonts lower than a line."""

GROUND, WORDS, QUIET, KEY = "#14181d", "#e4e7eb", "#a9b3be", "#f0c674"
FONTS = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace'


def film(cast: Cast, about: str, still: str) -> str:
    """*cast* as an SVG. *about*: what it shows, for whoever does not see it. *still*: words on the one that is shown where
    nothing moves."""
    shots = list(stills(cast))
    columns, rows = cast.size
    width, height = round(columns * CELL) + 2 * EDGE, rows * LINE + BAR + EDGE
    strip = Strip(width)
    frames = "\n".join(strip.frame(place, shot) for place, shot in enumerate(shots))
    held = next(place for place, shot in enumerate(shots) if still in " ".join(shot.text().split()))
    moves = "".join(
        f"{100 * shot.time / cast.seconds:.2f}%{{transform:translateX(-{place * width}px)}}"
        for place, shot in enumerate(shots)
    )
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-labelledby="title about">
<title id="title">{escape(cast.title)}</title>
<desc id="about">{escape(about)}</desc>
<style>
text{{font-family:{FONTS};font-size:{SIZE}px;fill:{WORDS}}}
.b{{font-weight:bold}}.i{{font-style:italic}}.u{{text-decoration:underline}}
{strip.classes()}
#film{{animation:play {cast.seconds:.1f}s step-end infinite}}
@keyframes play{{{moves}100%{{transform:translateX(-{(len(shots) - 1) * width}px)}}}}
@media (prefers-reduced-motion:reduce){{#film{{animation:none}}}}
</style>
<defs>
{strip.rows()}
</defs>
<rect width="{width}" height="{height}" rx="8" fill="{GROUND}"/>
<text x="{EDGE}" y="20" class="b">{escape(cast.title)}</text>
<g id="film" transform="translate(-{held * width} 0)">
{frames}
</g>
</svg>
"""


class Strip:
    """The stills, each drawn of rows that are kept once."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._rows: dict[str, int] = {}
        self._colours: dict[str, int] = {}

    def frame(self, place: int, shot: Still) -> str:
        """A still, as the rows that it shows."""
        x = place * self.width
        drawn = []
        for line, row in enumerate(shot.rows):
            if body := "".join(self._row(row)):
                name = self._rows.setdefault(body, len(self._rows))
                drawn.append(f'<use href="#r{name}" x="{x + EDGE}" y="{BAR + line * LINE}"/>')
        keys = ""
        if shot.keys:
            key, end = escape(shot.keys), x + self.width - EDGE
            wide = round((len(shot.keys)) * CELL, 1)
            keys = (
                f'<text x="{end - wide - 4 * CELL:.1f}" y="20" class="{self._colour(QUIET)}">key</text>'
                f'<text x="{end - wide:.1f}" y="20" textLength="{wide}" class="{self._colour(KEY)} b">{key}</text>'
            )
        return keys + "".join(drawn)

    def rows(self) -> str:
        """All rows, to be used by their names."""
        return "\n".join(f'<g id="r{name}">{body}</g>' for body, name in self._rows.items())

    def classes(self) -> str:
        """The colours of words and grounds."""
        return "".join(f".c{name}{{fill:{colour}}}" for colour, name in self._colours.items())

    def _colour(self, colour: str) -> str:
        return f"c{self._colours.setdefault(colour, len(self._colours))}"

    def _row(self, row: Sequence[Char]) -> Iterator[str]:
        """Grounds first, words above them; each run of words is as wide as its cells, whatever the font."""
        for ground, start, cells in _runs(row, _ground):
            if ground != GROUND:
                x, width = _place(start), _place(len(cells))
                yield f'<rect x="{x}" width="{width}" height="{LINE}" class="{self._colour(ground)}"/>'
        for (colour, style), start, cells in _runs(row, _style):
            text = "".join(cell.data for cell in cells)
            for block in re.finditer("([" + "".join(BLOCKS) + "])\\1*", text):
                x, y, part, high = BLOCKS[block[1]]
                long = len(block[0]) - 1 + part if part == 1 else part
                for n in range(1 if part == 1 else len(block[0])):
                    where = f'x="{_place(start + block.start() + n + x)}" y="{y * LINE:g}"'
                    yield f'<rect {where} width="{_place(long)}" height="{high * LINE:g}" class="{self._colour(colour)}"/>'
            text = text.translate(NO_BLOCKS)
            for words in re.finditer(r"\S+(?: \S+)*", text):
                x, width = _place(start + words.start()), _place(len(words[0]))
                kind = " ".join(filter(None, [self._colour(colour) if colour != WORDS else "", style]))
                look = f' class="{kind}"' if kind else ""
                yield f'<text x="{x}" y="14" textLength="{width}" lengthAdjust="spacingAndGlyphs"{look}>{escape(words[0])}</text>'


Look = TypeVar("Look")


NO_BLOCKS = str.maketrans(dict.fromkeys(BLOCKS, " "))


def _place(cells: float) -> str:
    return f"{cells * CELL:.1f}".removesuffix(".0")


def _runs(row: Sequence[Char], by: Callable[[Char], Look]) -> Iterator[tuple[Look, int, list[Char]]]:
    """Neighbours that are alike, with the column where they begin."""
    start = 0
    for key, cells in groupby(row, by):
        found = list(cells)
        yield key, start, found
        start += len(found)


def _hex(colour: str, usual: str) -> str:
    return usual if colour == "default" else f"#{colour}"


def _ground(cell: Char) -> str:
    return _hex(cell.fg, WORDS) if cell.reverse else _hex(cell.bg, GROUND)


def _style(cell: Char) -> tuple[str, str]:
    colour = _hex(cell.bg, GROUND) if cell.reverse else _hex(cell.fg, WORDS)
    marks = [name for name, on in (("b", cell.bold), ("i", cell.italics), ("u", cell.underscore)) if on]
    return colour, " ".join(marks)
