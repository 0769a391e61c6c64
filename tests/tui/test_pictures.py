"""The pictures in the documentation show the screens as they are.

`UPDATE_GOLDEN=1 pytest tests/tui/test_pictures.py` takes them anew. Only their text is compared: colours are looked at.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from sim.tui.app import Begin
from sim.tui.screens.debrief import Debrief
from sim.tui.screens.play import Play
from tests.tui.picture import dump, text_of
from tests.tui.stage import NARROW, WIDE, Stage, stage

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
CASE = "night_at_the_duplex"
FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""Fonts that Textual lets the viewer fetch from elsewhere; a picture in the documentation fetches nothing."""


def take(here: Stage, name: str) -> None:
    """Take the picture *name*, or compare the one there is with what is seen."""
    path = PICTURES / f"{name}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        path.write_text(FONTS.sub("", here.app.export_screenshot(title="Joint Response")), encoding="utf-8")
    seen = dump(here.app)
    assert text_of(path.read_text(encoding="utf-8"), here.app.size.height) == seen, f"{path.name} shows another screen"


async def test_play(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "standard"), size=WIDE) as here:
        await here.press("enter")
        take(here, "play-beginning")
        await here.press("t", "enter", "1", "enter", "1", "enter")
        while here.play.view.decision is None:
            await here.press("enter")
        await here.press("2")
        take(here, "play")
        await here.press("t")
        take(here, "tell")


async def test_play_in_a_small_terminal(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "medical", "practice", "relaxed"), size=NARROW) as here:
        await here.press("enter", "1")
        take(here, "play-small")


async def test_looking_back(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "cps", "coach", "untimed"), size=WIDE) as here:
        await here.press("enter", "1", "enter")
        take(here, "coach")
        for step in range(100):
            screen = here.app.screen
            if isinstance(screen, Debrief):
                break
            decision = screen.view.decision if isinstance(screen, Play) and not screen.view.ended else None
            await here.press(*((str(step % 4 + 1), "enter") if decision else ("enter",)))
        take(here, "debrief-scores")
        await here.press("3")
        take(here, "debrief-knowledge")


def test_no_picture_fetches_anything() -> None:
    for path in PICTURES.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "@font-face" not in text
        assert "http" not in text.replace("http://www.w3.org", "").replace("https://www.w3.org", "").split("-->", 1)[-1]
