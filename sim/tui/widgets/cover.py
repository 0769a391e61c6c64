"""What is said over everything while the terminal is too small for the screens."""

from __future__ import annotations

from sim.tui.content import Page, page, plain, row
from sim.tui.widgets.words import Words

WIDTH, HEIGHT = 80, 24
"""Columns and lines that the screens need."""


def enough(width: int, height: int) -> bool:
    """Whether the screens fit."""
    return width >= WIDTH and height >= HEIGHT


class Cover(Words):
    """Lies over a screen, which stays as it is below. *instead*: what can be typed to go on at any size; *kept*: what is below."""

    def __init__(self, instead: str, kept: str) -> None:
        super().__init__(too_small(0, 0, instead, kept))
        self.instead, self.kept = instead, kept

    def on_mount(self) -> None:
        """Say the size at once: Textual does not always tell it what is mounted over a screen that is seen."""
        self.on_resize()

    def on_resize(self) -> None:
        """Another size, still too small."""
        self.show(too_small(self.app.size.width, self.app.size.height, self.instead, self.kept))


def too_small(width: int, height: int, instead: str, kept: str) -> Page:
    """What is said, the most needed first: a small terminal shows the beginning of it."""
    return page(
        row(plain("Please make this window larger.", "strong")),
        row(f"The screens need {WIDTH} columns and {HEIGHT} lines; here are {width} and {height}."),
        row("Line by line the program works at any size:"),
        row(plain(instead, "code")),
        row(f"{kept} Ctrl+Q closes the program."),
    )
