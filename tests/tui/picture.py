"""A screen as text, so that a difference can be read: made from the picture that Textual exports, which is public."""

from __future__ import annotations

import html
import re

import pytest
from rich.console import Console
from textual.app import App

_TEXT = re.compile(
    r'<text class="[^"]*" x="(?P<x>[\d.]+)" y="[\d.]+" textLength="(?P<length>[\d.]+)" '
    r'clip-path="url\(#[^)]*-line-(?P<line>\d+)\)">(?P<text>.*?)</text>',
    re.DOTALL,
)
CELL = 12.2
"""Units of the SVG for a cell."""


def dump(app: App[None]) -> str:
    """The lines of the screen, blanks at their ends removed: the words of the picture, without drawing it, which takes ten times as
    long and is a tenth of what a test of a screen costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Console, "export_svg", lambda console, **how: console.export_text())
        words = app.export_screenshot()
    lines = [line.replace("\xa0", " ").rstrip() for line in words.split("\n")]
    return "\n".join(lines[: app.size.height])


def text_of(svg: str, height: int) -> str:
    """The text of a picture that is *height* lines high."""
    lines: dict[int, list[tuple[int, str]]] = {}
    for match in _TEXT.finditer(svg):
        place = round(float(match["x"]) / CELL)
        text = html.unescape(match["text"]).replace("\xa0", " ")
        lines.setdefault(int(match["line"]), []).append((place, text))
    drawn = []
    for number in range(height):
        line = ""
        for place, text in sorted(lines.get(number, [])):
            line = line.ljust(place) + text
        drawn.append(line.rstrip())
    return "\n".join(drawn)
