"""Saving a report out of the debrief: which kind, with names or without, where to; and what can't be written is asked again."""

from __future__ import annotations

from pathlib import Path

from sim.tui.dialogs.path import Where
from sim.tui.screens.debrief import Debrief
from tests.tui.hindsight import debriefed, look_back
from tests.tui.stage import flat


def reports(folder: Path) -> list[str]:
    """The pages in a folder."""
    return [place.read_text(encoding="utf-8") for place in folder.glob("report-*.html")]


async def test_a_report_is_written_where_it_was_asked_for(tmp_path: Path, home: Path) -> None:
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        seen = flat(await here.press("p"))
        assert "Which kind?" in seen
        assert "To read in a browser, to print or to file." in seen
        assert "With names?" in flat(await here.press("enter"))
        await here.press("enter")
        dialog = here.app.screen
        assert isinstance(dialog, Where)
        assert dialog.present.startswith("~/report-")
        seen = flat(await here.press("enter"))
        assert isinstance(here.app.screen, Debrief)
        assert f"Written: {home}" in seen
    assert [text.partition("\n")[0] for text in reports(home)] == ["<!DOCTYPE html>"]


async def test_a_page_can_be_had_with_everything_open(tmp_path: Path, home: Path) -> None:
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        await here.press("p", "down", "enter", "enter", "enter")
        assert "Written:" in flat(here.see())
    (text,) = reports(home)
    assert '<details open="open">' in text
    assert "<details>" not in text


async def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    place = tmp_path / "mine.md"
    place.write_text("mine")
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        await here.press("p", "down", "down", "enter", "enter", "ctrl+u")
        await here.write(str(place))
        seen = flat(await here.press("enter"))
        assert "is there already." in seen
        await here.press("down", "enter")
        assert isinstance(here.app.screen, Where)
        assert place.read_text() == "mine"
        await here.press("enter", "down", "down", "enter")
        assert "Written:" in flat(here.see())
        assert place.read_text().startswith("# ")


async def test_what_cannot_be_written_is_said_and_asked_again(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        await here.press("p", "enter", "enter", "ctrl+u")
        await here.write(str(tmp_path / "no" / "such.html"))
        seen = flat(await here.press("enter"))
        assert isinstance(here.app.screen, Where)
        assert "there is no such folder." in seen
        await here.press("escape")
        assert isinstance(here.app.screen, Debrief)


async def test_where_nothing_is_kept_it_says_why_not(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back()) as here:
        assert "There is nothing to report on yet." in await here.press("p")
