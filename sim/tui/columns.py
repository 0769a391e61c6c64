"""Columns: a page whose rows stand beside each other where there is room, and one under the other where there is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from sim.tui.content import Page, Row

GUTTER = 3
"""Cells between two columns."""


class Columns(Page):
    """*rows* are shown as any page's where fewer than *least* cells are there. Else *pairs*: pages over the whole width, and twos
    beside each other, each pair as tall as the taller of the two."""

    def __init__(self, rows: Iterable[Row], pairs: Sequence[Page | tuple[Page, Page]], least: int) -> None:
        super().__init__(rows)
        self.pairs, self.least = tuple(pairs), least

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Columns) and super().__eq__(other) and self.least == other.least

    __hash__ = None

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines at *width* cells."""
        if width < self.least:
            return super().get_height(rules, width)
        half = _half(width)
        return sum(
            pair.get_height(rules, width)
            if isinstance(pair, Page)
            else max(side.get_height(rules, half) for side in pair)
            for pair in self.pairs
        )

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """One strip a line."""
        if width < self.least:
            return super().render_strips(width, height, style, options)
        half = _half(width)
        strips: list[Strip] = []
        for pair in self.pairs:
            if isinstance(pair, Page):
                strips += pair.render_strips(width, None, style, options)
            else:
                left, right = (side.render_strips(half, None, style, options) for side in pair)
                gutter = Strip.blank(width - 2 * half, style.rich_style)
                for n in range(max(len(left), len(right))):
                    both = [_line(left, n, half, style), gutter, _line(right, n, half, style)]
                    strips.append(Strip.join(both))
        return strips if height is None else strips[:height]


def _half(width: int) -> int:
    return (width - GUTTER) // 2


def _line(strips: list[Strip], n: int, width: int, style: Style) -> Strip:
    strip = strips[n] if n < len(strips) else Strip.blank(width, style.rich_style)
    return strip.adjust_cell_length(width, style.rich_style)
