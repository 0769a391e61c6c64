"""Saving a report of a session: which kind, with names or without, and where to. Reports themselves are made in `sim.reports`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from sim.tui.content import page, plain, row
from sim.tui.dialogs.path import Where
from sim.tui.dialogs.steps import Answers, Step, Steps
from sim.tui.widgets.picks import Pick

if TYPE_CHECKING:
    from sim.reports import Kind
    from sim.tui.screens.debrief import Debrief

FULL: Literal["full"] = "full"
KINDS: tuple[tuple[Kind | Literal["full"], str, str], ...] = (
    ("html", "A page", "To read in a browser, to print or to file. It needs nothing else."),
    (FULL, "A page, all of it open", "The same with all evidence open: of a whole case about 50 sheets of paper."),
    ("md", "Text", "Markdown, to go on writing in: the improvement plan has columns to fill in."),
    ("csv", "A table", "What was judged, a row each, for a spreadsheet."),
    ("json", "Data", "Everything, for programs."),
)
"""Kind of report, its name, and what it is for."""

WITHOUT, WITH = "without", "with"
OTHER, REPLACE = "other", "replace"


class Made(NamedTuple):
    """A report that was asked for: *full*, with all evidence open; *names*: with the names of persons and their notes."""

    kind: Kind
    full: bool
    names: bool


def save_report(screen: Debrief) -> None:
    """Ask what is wanted and write it; *screen* says what came of it."""

    def answered(answers: Answers | None) -> None:
        if answers is not None:
            asked, names = answers[0][0], answers[1][0] == WITH
            made = Made("html" if asked == FULL else cast("Kind", asked), asked == FULL, names)
            _ask_where(screen, made, _suggested(screen, made.kind))

    screen.app.push_screen(
        Steps("A report", lambda answers: _plan(screen, answers), esc="close, nothing is written"), answered
    )


def _plan(screen: Debrief, answers: Answers) -> Step | None:
    if not answers:
        kinds = KINDS if screen.back.owners else tuple(one for one in KINDS if one[0] != "csv")
        picks = tuple(
            Pick(kind, page(row(plain(name, "strong")), row(plain(about, "muted"))), name, n)
            for n, (kind, name, about) in enumerate(kinds, 1)
        )
        return Step("Which kind?", picks)
    if len(answers) == 1:
        picks = (
            Pick(WITHOUT, page(row("Without names and notes")), "without names and notes", 1),
            Pick(WITH, page(row("With the names of persons, and the notes they wrote")), "with names and notes", 2),
        )
        return Step("With names?", picks, about="Ask the people before you put in what they wrote.")
    return None


def _suggested(screen: Debrief, kind: Kind) -> str:
    from sim.reports.file import suggested

    after = screen.back.after
    return str(Path("~") / suggested(after.session if after is not None else "session", kind))


def _ask_where(screen: Debrief, made: Made, present: str, trouble: str = "") -> None:
    """Ask for the file; *trouble*: why the last one could not be had."""

    async def given(path: str | None) -> None:
        if path is not None:
            await _write(screen, made, path)

    about = trouble or "The file to write. ~ is your own folder."
    screen.app.push_screen(Where("A report", about, enter="write it", present=present), given)


async def _write(screen: Debrief, made: Made, path: str, *, force: bool = False) -> None:
    """Write it, beside the screen; what can't be is asked again or said."""
    from sim.engine import EngineError
    from sim.reports import render
    from sim.reports.errors import ReportError
    from sim.reports.file import put
    from sim.reports.session import material_of
    from sim.sessions import SessionError

    after = screen.back.after
    if after is None:
        return
    try:
        material = material_of(after.store, after.session, names=made.names, card=screen.back.card)
        text = await asyncio.to_thread(render, material, made.kind, full=made.full)
        place = await asyncio.to_thread(put, Path(path), text, made.kind, force=force)
    except ReportError as error:
        if error.code == "exists":
            _ask_whether(screen, made, path)
        else:
            _ask_where(screen, made, path, str(error))
    except (SessionError, EngineError, ValueError) as error:
        screen.say(f"No report was written: {error}")
    else:
        screen.say(f"Written: {place}")


def _ask_whether(screen: Debrief, made: Made, path: str) -> None:
    """There is a file of that name: keep it or replace it."""

    async def answered(answers: Answers | None) -> None:
        if answers is None:
            return
        if answers[0][0] == REPLACE:
            await _write(screen, made, path, force=True)
        else:
            _ask_where(screen, made, path)

    picks = (
        Pick(OTHER, page(row("Keep it, and write the report under another name")), "another name", 1),
        Pick(REPLACE, page(row("Replace it with the report")), "replace it", 2),
    )
    step = Step(f"{path} is there already.", picks, ready=False)
    plan = Steps("A report", lambda given: None if given else step, esc="close, nothing is written")
    screen.app.push_screen(plan, answered)
