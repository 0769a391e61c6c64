"""Every text can be read: contrast of 4.5 or more (WCAG 2.1, success criterion 1.4.3) in the theme that is offered."""

from __future__ import annotations

import pytest
from textual.color import Color

from sim.tui.theme import CALM

ENOUGH = 4.5

GROUNDS = {
    "background": CALM.background,
    "surface": CALM.surface,
    "panel": CALM.panel,
    "cursor": CALM.variables["cursor"],
}
TEXTS = {
    "foreground": CALM.foreground,
    "primary": CALM.primary,
    "accent": CALM.accent,
    "success": CALM.success,
    "error": CALM.error,
    "muted": CALM.variables["muted"],
    "off": CALM.variables["off"],
}
NEVER_TOGETHER = {("primary", "cursor"), ("success", "cursor"), ("error", "cursor"), ("off", "cursor")}
"""Headings, good and bad news stand in no list; what is off can't be highlighted."""


def luminance(color: Color) -> float:
    """Relative luminance, as WCAG 2.1 defines it."""
    shares = [part / 255 for part in (color.r, color.g, color.b)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str | None, other: str | None) -> float:
    """The contrast ratio of two colours."""
    light, dark = sorted((luminance(Color.parse(each or "")) for each in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    if (text, ground) not in NEVER_TOGETHER:
        assert contrast(TEXTS[text], GROUNDS[ground]) >= ENOUGH


def test_the_last_ten_seconds_stand_out() -> None:
    assert contrast(CALM.background, CALM.accent) >= ENOUGH


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
