"""Without colours, as NO_COLOR asks: every screen is drawn, in the terminal's own two colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.filter import Monochrome

from tests.tui.stage import flat, stage


async def test_everything_is_drawn_without_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage(tmp_path, size=(120, 40)) as here:
        assert here.app.no_color
        assert here.app.theme == "terminal"
        assert not any(isinstance(each, Monochrome) for each in here.app.get_line_filters())  # it makes black of both
        assert "What I know" in here.see()
        assert "What do you pass on?" in await here.press("i", "i", "i", "t")
        assert "What can be done here" in await here.press("escape", "question_mark")
        assert "Note" in await here.press("escape", "n", "x")
        assert "NO_COLOR is set" in flat(await here.press("escape", "f2"))
        assert "What has been on screen" in await here.press("escape", "1", "enter", "u")
        for part in "12345":
            assert "Debrief" in await here.press(*(("escape", "e", "enter") if part == "1" else (part,)))
