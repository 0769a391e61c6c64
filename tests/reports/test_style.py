"""Colours: every pair in which something is read, in light and in dark (WCAG 2.1, success criteria 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from sim.reports.style import DARK, LIGHT, SHAPES, WORDS, sheet
from tests import contrast as wcag


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    return wcag.contrast(*((int(each[1:3], 16), int(each[3:5], 16), int(each[5:7], 16)) for each in (one, other)))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_read(palette: dict[str, str]) -> None:
    for ground in ("paper", "sheet"):
        for name in WORDS:
            assert contrast(palette[name], palette[ground]) >= 4.5, (name, ground)
    for name in SHAPES:
        assert contrast(palette[name], palette["paper"]) >= 3, name


def test_the_style_has_no_colour_of_its_own_and_every_one_is_defined() -> None:
    used = set(re.findall(r"var\(--([a-z]+)\)", sheet()))
    assert used == LIGHT.keys() == DARK.keys()
    rest = re.sub(r":root\{[^}]*\}|@page\{@.*?\}\}", "", sheet(), flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(", rest)


def test_paper_is_light_whatever_the_screen_is() -> None:
    assert "@media screen and (prefers-color-scheme:dark)" in sheet()
    assert sheet().count("prefers-color-scheme") == 1
