"""Every text can be read: contrast (WCAG 2.1, success criteria 1.4.3 and 1.4.6) of every tone on every ground, in every theme."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from textual.color import Color
from textual.theme import Theme

import sim.tui
from sim.settings.fields import Theme as ThemeName
from sim.tui.content import TONES, Tone
from sim.tui.theme import DARK, TERMINAL, THEMES
from tests import contrast as wcag

ROOT = Path(sim.tui.__file__).parent
ENOUGH, STRONG = 4.5, 7.0
OURS = [theme for theme in THEMES.values() if not theme.ansi]

COLOURS = {
    "foreground",
    "background",
    "surface",
    "panel",
    "primary",
    "accent",
    "success",
    "error",
    "muted",
    "off",
    "cursor",
}
WORDS = COLOURS - {"background", "surface", "panel", "cursor"}
LINES = {"rule", "cursor-blurred"}
CURSORS = re.compile(r"block-cursor-[a-z-]+")
"""What stylesheets may name: words and grounds, lines, and what Textual calls the highlight."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    return wcag.contrast(Color.parse(one).rgb, Color.parse(other).rgb)


def colour(theme: Theme, name: str) -> str:
    """What a name means in a theme."""
    found = theme.variables.get(name) or getattr(theme, name.replace("-", "_"), None)
    assert found, (theme.name, name)
    return str(found)


def stylesheets() -> list[Path]:
    """All of them."""
    return sorted(ROOT.rglob("*.tcss"))


def tones() -> dict[str, tuple[str, str]]:
    """Tone -> the names of its colour and (if it has one of its own) of its ground."""
    found = {}
    for tone, style in TONES.items():
        words, _, ground = style.partition(" on ")
        found[tone] = (words.partition("$")[2] or "foreground", ground.removeprefix("$"))
    return found


GROUNDS = ("background", "surface", "panel", "cursor", "cursor-blurred")


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize("tone", ["", *tones()])
def test_every_tone_stands_out_from_every_ground(tone: str, theme: Theme) -> None:
    words, own = tones().get(tone, ("foreground", ""))
    need = STRONG if "contrast" in theme.name else ENOUGH
    for ground in [own] if own else GROUNDS:
        found = contrast(colour(theme, words), colour(theme, ground))
        assert found >= need, f"{tone or 'text'} ({words}) on {ground}: {found:.2f}"


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    "pair",
    ["block-cursor", "block-cursor-blurred", "input-cursor", "input-selection", "screen-selection"],
)
def test_what_is_highlighted_or_selected_stands_out(pair: str, theme: Theme) -> None:
    need = STRONG if "contrast" in theme.name else ENOUGH
    assert contrast(colour(theme, f"{pair}-foreground"), colour(theme, f"{pair}-background")) >= need


def test_the_terminals_own_colours_are_its_two_and_no_others() -> None:
    """Of a terminal's sixteen colours no contrast can be promised; of its words on its ground its owner has seen to it."""
    named = [TERMINAL.primary, TERMINAL.accent, TERMINAL.foreground, TERMINAL.background, TERMINAL.error]
    named += [value for name, value in TERMINAL.variables.items() if not name.endswith("style")]
    assert set(named) == {"ansi_default"}
    assert "underline" in TERMINAL.variables["block-cursor-text-style"]


def test_there_is_a_theme_for_each_that_the_settings_name() -> None:
    assert set(THEMES) == set(get_args(ThemeName))
    assert [set(theme.variables) ^ set(DARK.variables) for theme in OURS if not theme.ansi] == [set()] * len(OURS)


@pytest.mark.parametrize("path", stylesheets(), ids=lambda path: path.name)
def test_no_stylesheet_names_a_colour_of_its_own(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for name in re.findall(r"\$([\w-]+)", text):
        assert name in COLOURS | LINES or CURSORS.fullmatch(name), f"${name}"
    for name in re.findall(r"(?<![\w-])color:\s*\$([\w-]+)", text):
        assert name in WORDS or CURSORS.fullmatch(name), f"words in ${name}"
    for rule in re.findall(r"(?:color|background|border[\w-]*|tint):\s*([^;]+);", text):
        assert not re.search(r"#[0-9a-fA-F]{3,8}|rgb|hsl|\bauto\b", rule), rule


@pytest.mark.parametrize("path", stylesheets(), ids=lambda path: path.name)
def test_no_words_are_faded(path: Path) -> None:
    """A colour with a part of its strength, or `dim`, would be a contrast that nobody has computed."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<!-)\bcolor:[^;]*%", text)
    assert not re.search(r"text-style:[^;]*\bdim\b|text-opacity|(?<![\w-])opacity", text)


def test_every_tone_has_a_style_in_the_colours_that_may_be_named() -> None:
    assert {"", *TONES} == set(get_args(Tone))
    for style in TONES.values():
        colours = re.findall(r"\$([\w-]+)", style)
        assert set(colours) <= COLOURS
        assert set(style.split()) <= {"bold", "italic", "reverse", "on", *(f"${name}" for name in colours)}, style


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
