"""The colours of every screen at 80x24 and at 120x40, in a light theme and in high contrast, compared with what was kept.

Three walks through the small case show every screen, each at both sizes and in both themes, one put on after the other: what is
kept is the same for every theme. What is different is said by screen, line and run.
`UPDATE_GOLDEN=1 pytest tests/tui/test_colours.py` keeps the colours anew.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from sim.sessions import ManualWall
from sim.settings import Settings
from sim.settings.fields import Theme
from sim.tui import trouble
from sim.tui.app import Begin, Home
from sim.tui.screens.compared import Compared
from sim.tui.screens.critical import Critical
from sim.tui.screens.play import Play
from sim.tui.screens.sorry import Sorry
from tests.tui.colours import Run, difference, dump, runs
from tests.tui.hindsight import debriefed
from tests.tui.sharing import share
from tests.tui.shelves import NOON, Past, faults, shelf
from tests.tui.stage import CASE, GOLDEN, NARROW, WIDE, Stage, key_of, stage
from tests.tui.test_critical import PRACTICE, TO_THE_CARD
from tests.tui.test_measures import measured

KEPT = GOLDEN / "colours"
SHOWN: tuple[Theme, ...] = ("light", "dark_contrast")
"""The themes that are put on. What is kept is the same for each: a word has one name of a colour, whatever the theme."""
SIZES = pytest.mark.parametrize("size", [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")])


class Album:
    """Compares the colours of screens at one size, in each of some themes; says at the end what was different."""

    def __init__(self, name: str, size: tuple[int, int], themes: Sequence[Theme]) -> None:
        self.name = name
        self.size = "x".join(map(str, size))
        self.seen: dict[Theme, dict[str, list[Run]]] = {theme: {} for theme in themes}
        self.order = list(reversed(themes))
        self.here: Stage | None = None

    async def shows(self, here: Stage, screen: str, *keys: str) -> None:
        """Press *keys*, and look at *screen* in every theme."""
        if self.here is not here:
            self.here = here
            await self.put_on(here, self.order[-1])
        await here.press(*keys)
        if lines := list(here.app.screen.query(Input)):
            for line in lines:
                line.cursor_blink = False
            await here.still()
        self.order.reverse()  # the theme that is on comes first: putting one on costs more than looking at it
        for theme in self.order:
            if here.app.theme != theme:
                await self.put_on(here, theme)
            assert screen not in self.seen[theme], screen
            self.seen[theme][screen] = runs(here.app)

    @staticmethod
    async def put_on(here: Stage, theme: Theme) -> None:
        """Put on *theme*, and wait until every widget wears it: a machine that is busy elsewhere only looks idle."""
        here.app.apply(replace(here.app.settings, theme=theme))
        await here.still()

    def close(self) -> None:
        """Compare."""
        said: list[str] = []
        path = KEPT / f"{self.name}-{self.size}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n".join(_written(next(iter(self.seen.values())))) + "\n", encoding="utf-8")
        kept = _read(path)
        for theme, screens in self.seen.items():
            for screen in {**kept, **screens}:
                said += difference(f"{theme}, {screen}", kept.get(screen, []), screens.get(screen, []))
        more = f"\n... and {len(said) - 20} more" if len(said) > 20 else ""
        assert not said, f"other colours at {self.size}:\n" + "\n".join(said[:20]) + more


def _written(screens: dict[str, list[Run]]) -> Iterator[str]:
    for screen, found in screens.items():
        yield f"[{screen}]"
        yield from dump(found)


def _read(path: Path) -> dict[str, list[str]]:
    screens: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = screens.setdefault(line[1:-1], [])
        else:
            lines.append(line)
    return screens


@SIZES
async def test_before_and_beside_play(size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINT_RESPONSE_SETTINGS", "/mine/settings.toml")
    album = Album("beside", size, SHOWN)
    past = Past(tmp_path, NOON - 3 * 86_400)
    cases = shelf(tmp_path)
    async with stage(tmp_path, Home(), size=size, cases=cases, store=past.store, wall=ManualWall(NOON)) as here:
        await album.shows(here, "home, nothing played")
        await here.app.push_screen(faults(tmp_path))
        await here.still()
        await album.shows(here, "a case with errors")
    await past.plays(1, "cps")
    await past.plays(2, "police", mode="coach")
    await past.leaves(1, "police")
    async with stage(tmp_path, Home(), size=size, cases=cases, store=past.store, wall=ManualWall(NOON)) as here:
        await album.shows(here, "home")
        await album.shows(here, "find a case", "slash", *"shift")
        await album.shows(here, "remove", "escape", "home", "delete")
        await album.shows(here, "history", "escape", "h")
        await album.shows(here, "history in words", "v")
        await album.shows(here, "settings", "escape", "f2")
        await album.shows(here, "a setting", "enter")
        await album.shows(here, "support", "escape", "escape", "f1")
        await album.shows(here, "what can be done", "escape", "question_mark")
        await album.shows(here, "do anything", "escape", "ctrl+p", *"bell")
        await album.shows(here, "jump", "escape", "escape", "ctrl+o")
        await album.shows(here, "a case of your own", "escape", "end", "up", "up", "up", "enter")
    past.store.close()
    async with stage(tmp_path, Home(), size=size) as here:
        await share(here)
        await album.shows(here, "curtain")
    album.close()


@SIZES
async def test_a_play_and_its_debrief(size: tuple[int, int], tmp_path: Path) -> None:
    album = Album("play", size, SHOWN)
    async for here, name, keys in a_play(size, tmp_path):
        await album.shows(here, name, *keys)
    album.close()


async def a_play(size: tuple[int, int], folder: Path) -> AsyncIterator[tuple[Stage, str, tuple[str, ...]]]:
    """The small case from the briefing to the debrief, with a coach: what to press for each screen."""
    async with stage(folder, Begin(CASE, "police", "coach", "untimed"), size=size) as here:
        yield here, "briefing", ()
        yield here, "how play works", ("h",)
        yield here, "a scene", ("escape", "enter")
        yield here, "a choice", ("1",)
        yield here, "tell what", ("t",)
        yield here, "tell whom", ("enter",)
        yield here, "told", ("enter",)
        yield here, "ask about", ("a",)
        yield here, "ask whom", ("3", "enter")
        yield here, "a note", ("escape", "n")
        yield here, "words to look up", ("escape", "l")
        yield here, "step out", ("escape", "s")
        yield here, "leave", ("escape", "q")
        yield here, "paused", ("escape", "p")
        yield here, "messages", ("p", "i")
        yield here, "what I know", ("i",)
        yield here, "a coach", ("i", "2", "enter")
        yield here, "a beat", ("enter",)
        while here.play.view.decision is None:
            await here.press("enter")
        yield here, "decided together", ()
        yield here, "picked", ("2", "enter")
        await here.press("1", "enter")
        while (
            not isinstance(here.app.screen, Play)
            or (decision := here.play.view.decision) is None
            or decision.scene != "record"
        ):
            await here.press("enter")
        yield here, "a form", (key_of(here.see(), "No parent is able"),)
        yield here, "earlier", ("u",)
        yield here, "rewind", ("escape", "b")
        await here.press("escape", "enter")
        while not isinstance(here.app.screen, Play) or not here.play.view.ended:
            decided = isinstance(here.app.screen, Play) and here.play.view.decision is not None
            await here.press(*(("1", "enter") if decided else ("enter",)))
        yield here, "the end", ()
        yield here, "overview", ("enter",)
        yield here, "overview in words", ("v",)
        yield here, "decisions", ("v", "2")
        yield here, "a decision", ("enter",)
        yield here, "who knew what when", ("escape", "3")
        yield here, "who knew what when, in words", ("v",)
        yield here, "messages looked back on", ("v", "4")
        yield here, "notes", ("8",)


@SIZES
async def test_what_a_play_was_measured_by(size: tuple[int, int], tmp_path: Path) -> None:
    album = Album("measured", size, SHOWN)
    async with debriefed(tmp_path, measured(), size, keeps=True) as here:
        await album.shows(here, "overview with a critical error")
        await album.shows(here, "what a score is made of", "enter", *["left"] * 3)
        await album.shows(here, "one thing of it", "down", "enter")
        await album.shows(here, "protocol", "escape", "escape", "5")
        await album.shows(here, "a rule", "enter")
        await album.shows(here, "protocol in words", "escape", "v")
        await album.shows(here, "the child's day", "6")
        await album.shows(here, "ratings", "7")
        await album.shows(here, "what if", "9")
        await album.shows(here, "what is otherwise", "enter")
        await album.shows(here, "compared", "3", "enter", "1", "enter")
        assert isinstance(here.app.screen, Compared)
        await album.shows(here, "hot wash, nothing written", "escape", "0")
        await album.shows(here, "hot wash, handed on", "a")
        await album.shows(here, "hot wash, the sheet", "enter", *"well", "enter", *"more")
        await album.shows(here, "hot wash", "enter", "escape", "escape")
    async with stage(tmp_path, PRACTICE, size=size) as here:
        await album.shows(here, "a critical error", *TO_THE_CARD)
        assert isinstance(here.app.screen, Critical)
    album.close()


@SIZES
async def test_something_broke(size: tuple[int, int], home: Path) -> None:
    album = Album("broke", size, SHOWN)
    for theme in SHOWN:
        app = Sorry(trouble.words("k3f9t2mq", Path("/state/reports/1.txt")), Settings(theme=theme))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            album.seen[theme]["something broke"] = runs(app)
    album.close()


def test_a_difference_says_the_screen_the_line_and_the_run() -> None:
    found = [Run(4, "accent bold", "Enter"), Run(4, "foreground", "go on"), Run(6, "muted", "later")]
    assert difference("play", list(dump(found)), found) == []
    (said,) = difference("play", ["5: accent bold, muted", "7: muted"], found)
    assert said.splitlines()[0] == "play, line 5 (Enter  go on):"
    assert "was accent bold, muted" in said
    assert "is  accent bold, foreground" in said
    assert "run 2, “go on”: muted before, foreground now" in said
