"""The colours of a screen as text, so that a difference can be read: runs of one style, line by line, by the names of the theme.

A line of a dump is `5: foreground, muted on panel, accent bold on panel`: the styles that words have in that line of the screen,
from left to right, neighbours of one style as one. Words and widths are left out, because the pictures in words have them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from textual.app import App

from tests.tui.picture import CELL

MIXED = "mixed"
"""A colour that the theme has no name for: of lines, and of words below a dialog, whose ground is of no interest then."""

SCROLLBAR = " ▁▂▃▄▅▆▇"
"""Signs for the ends of a scrollbar, whose colours depend on where exactly it ends."""

LINE = 24.4
"""Units of the SVG for a line."""

NAMES = (
    "foreground",
    "background",
    "surface",
    "panel",
    "cursor",
    "primary",
    "accent",
    "success",
    "error",
    "muted",
    "off",
)
"""Names of the theme, the first that has a colour before the others."""

_STYLE = re.compile(r"\.(?P<name>\S+-r\d+) \{ (?P<css>[^}]*) \}")
_GROUND = re.compile(
    r'<rect fill="(?P<fill>#\w+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" width="(?P<width>[\d.]+)" height="[\d.]+" '
)
_TEXT = re.compile(
    r'<text class="(?P<name>\S+-r\d+)" x="(?P<x>[\d.]+)" y="[\d.]+" textLength="[\d.]+" '
    r'clip-path="url\(#[^)]*-line-(?P<line>\d+)\)">(?P<text>.*?)</text>',
    re.DOTALL,
)
ATTRIBUTES = {"font-weight: bold": "bold", "font-style: italic": "italic", "text-decoration: underline": "underlined"}


class Run(NamedTuple):
    """Words of one style in line *line* (from 0), and the style by name."""

    line: int
    style: str
    text: str


def runs(app: App[None]) -> list[Run]:
    """What is seen, in order; blanks are left out, their ground is that of a neighbour or the screen's."""
    svg = app.export_screenshot()
    names = _Names(app.theme_variables)
    styles = {found["name"]: _attributes(found["css"], names) for found in _STYLE.finditer(svg)}
    grounds = _grounds(svg, names)
    found = []
    for match in _TEXT.finditer(svg):
        line, column = int(match["line"]), round(float(match["x"]) / CELL)
        text = html.unescape(match["text"]).replace("\xa0", " ")
        if not text.strip(SCROLLBAR):
            continue
        column += len(text) - len(text.lstrip())
        fill, *attributes = styles[match["name"]]
        ground = next((name for first, after, name in grounds.get(line, ()) if first <= column < after), "background")
        on = "" if ground == "background" else f"on {ground}"
        style = MIXED if fill == MIXED else " ".join(filter(None, [fill, *attributes, on]))
        found.append((column, Run(line, style, text.strip())))
    return [run for _, run in sorted(found, key=lambda each: (each[1].line, each[0]))]


def dump(found: list[Run]) -> Iterator[str]:
    """The styles of each line that has words."""
    for line, each in groupby(found, key=lambda run: run.line):
        yield f"{line + 1}: {', '.join(style for style, _ in groupby(run.style for run in each))}"


def difference(screen: str, kept: list[str], found: list[Run]) -> list[str]:
    """What is different on *screen*, a sentence each; empty: nothing."""
    before, now = (dict(line.split(": ", 1) for line in lines) for lines in (kept, list(dump(found))))
    said = []
    for line in sorted({*before, *now}, key=int):
        was, is_now = before.get(line, "nothing"), now.get(line, "nothing")
        if was == is_now:
            continue
        words = "  ".join(run.text for run in found if str(run.line + 1) == line)
        said.append(
            f"{screen}, line {line} ({words[:60]}):\n  was {was}\n  is  {is_now}\n  {_first(was, is_now, found, line)}"
        )
    return said


def _first(was: str, is_now: str, found: list[Run], line: str) -> str:
    """Where the first run is that differs, and its words."""
    groups = [
        (style, "  ".join(run.text for run in each))
        for style, each in groupby((run for run in found if str(run.line + 1) == line), key=lambda run: run.style)
    ]
    for place, (old, new) in enumerate(zip(was.split(", "), is_now.split(", "), strict=False)):
        if old != new and place < len(groups):
            return f"run {place + 1}, “{groups[place][1][:40]}”: {old} before, {new} now"
    return "runs at the end of the line came or went"


class _Names:
    """The names of the colours in the theme that is shown; what has none is mixed from others."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._parts = [(name, _parts(variables[name])) for name in NAMES]
        self._found: dict[str, str] = {}

    def __getitem__(self, colour: str) -> str:
        """The name of *colour*; drawing rounds, so that one more or less in a part is the same colour."""
        if colour not in self._found:
            parts = _parts(colour)
            self._found[colour] = next((name for name, named in self._parts if _close(parts, named)), MIXED)
        return self._found[colour]


def _parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _close(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))


def _attributes(css: str, names: _Names) -> list[str]:
    fill = re.search(r"fill: (#\w+)", css)
    return [names[fill[1]] if fill else "", *(word for rule, word in ATTRIBUTES.items() if rule in css)]


def _grounds(svg: str, names: _Names) -> dict[int, list[tuple[int, int, str]]]:
    """Line -> its grounds from left to right: the first column, the first one after it, and the name."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    for match in _GROUND.finditer(svg):
        line, column = round((float(match["y"]) - 1.5) / LINE), round(float(match["x"]) / CELL)
        after = column + round(float(match["width"]) / CELL)
        found.setdefault(line, []).append((column, after, names[match["fill"]]))
    return found
