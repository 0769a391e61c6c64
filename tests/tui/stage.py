"""The app on a stage: a real store, a real session, a clock that is moved by hand, and keys pressed by a pilot."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot

from sim.sessions import ManualWall, SessionStore, open_store
from sim.tui.app import Begin, First, JointResponse
from sim.tui.screens.play import Play
from sim.tui.widgets.writing import Line
from tests.tui.picture import dump

CASE = str(Path(__file__).parent / "case")
LIBRARY = {"small_hours": Path(CASE)}
GOLDEN = Path(__file__).parent / "golden"
NARROW, WIDE = (80, 24), (120, 40)
SIGNS = {"space": " ", "full_stop": ".", "comma": ",", "slash": "/", "minus": "-", "underscore": "_"}
"""Textual's names of signs, as far as they are typed here."""
QUIET, TURNS = 3, 8
"""Rounds in which nothing happens before a screen counts as still, and turns that each leaves to what runs beside the widgets: a
round asks every widget, turns alone cost next to nothing."""


class Watch:
    """A clock that says how long something has been on the screen, moved by hand. It is put into *app* before its first screen."""

    def __init__(self, app: JointResponse) -> None:
        self.hand = 0.0
        app.now = lambda: self.hand
        app.age = lambda event: 0.0  # what is pressed here is handled at once, however busy the machine is


class Stage:
    """An app that runs, and the hand that plays it."""

    def __init__(self, app: JointResponse, pilot: Pilot[None], wall: ManualWall, watch: Watch | None = None) -> None:
        self.app, self.pilot, self.wall = app, pilot, wall
        self.watch = watch or Watch(app)

    @property
    def hand(self) -> float:
        """Seconds on the clock that says how long something has been on the screen."""
        return self.watch.hand

    @hand.setter
    def hand(self, seconds: float) -> None:
        self.watch.hand = seconds

    async def press(self, *keys: str) -> str:
        """Press *keys*, one after the other, each when all that follows from the one before has come and was seen for a moment;
        what is then seen."""
        for key in keys:
            self.hand += 1
            # Not through the pilot, which waits twice until the process is idle, 20 ms each.
            self.app.post_message(Key(key, SIGNS.get(key) or key_to_character(key)))
            await self.still()
        return self.see()

    async def rush(self, *keys: str) -> str:
        """Press *keys* all at once, as a paste or a line that had hung does; what is then seen."""
        self.hand += 1
        for key in keys:
            self.app.post_message(Key(key, SIGNS.get(key) or key_to_character(key)))
        await self.still()
        return self.see()

    async def click(self, column: int, line: int) -> str:
        """Click there, and see what follows."""
        self.hand += 1
        await self.pilot.click(offset=(column, line))
        await self.still()
        return self.see()

    async def write(self, text: str) -> str:
        """Type *text*."""
        names = {sign: name for name, sign in SIGNS.items()}
        return await self.press(*[names.get(sign, sign) for sign in text])

    async def fill(self, words: str) -> str:
        """Put *words* into the line that has the focus, all at once; what is then seen."""
        self.app.screen.query_one(Line).value = words
        await self.still()
        return self.see()

    async def pass_time(self, seconds: float) -> str:
        """Let wall time pass; what is then seen."""
        self.wall.move(seconds)
        await self.still()
        if isinstance(self.app.screen, Play):
            self.app.screen.look()
        await self.still()
        return self.see()

    async def still(self) -> None:
        """Return when nothing is due any more before somebody acts.

        A round lets every widget do what has been sent to it, and paints; several in a row in which nothing was left over mean that
        nothing follows either. But for scrolling no wall time passes: a busy machine waits longer, a quiet one hardly at all.
        """
        quiet = 0
        while quiet < QUIET:
            if self.app.session is not None:
                await self.app.session.settled()
            screen = self.app.screen
            await self.pilot.pause(0)
            await self.pilot.wait_for_animation()
            for _ in range(TURNS):
                await asyncio.sleep(0)
            busy = any(getattr(self.app.screen, state, False) for state in ("busy", "working"))
            widgets = [self.app, *self.app.screen.walk_children(with_self=True)]
            waits = busy or self.app.keys_wait or screen is not self.app.screen
            left = waits or any(widget.message_queue_size for widget in widgets)
            quiet = 0 if left else quiet + 1

    def see(self) -> str:
        """The screen as text."""
        return dump(self.app)

    @property
    def play(self) -> Play:
        """The play screen, which must be the one that is shown."""
        assert isinstance(self.app.screen, Play), self.see()
        return self.app.screen


@asynccontextmanager
async def stage(
    folder: Path,
    first: First | None = None,
    *,
    size: tuple[int, int] = NARROW,
    seed: int = 7,
    store: SessionStore | None = None,
    cases: Mapping[str, Path] = LIBRARY,
    wall: ManualWall | None = None,
) -> AsyncIterator[Stage]:
    """The app at *first* (None: the small case as police, practice, untimed, past the briefing); *cases*: its library."""
    kept = store or open_store(blank(folder / "sessions.db"))
    wall = wall or ManualWall()
    app = JointResponse(kept, first or Begin(CASE, "police", "practice", "untimed"), seed=seed, wall=wall)
    app.shelf = lambda: cases
    watch = Watch(app)
    try:
        async with app.run_test(size=size) as pilot:
            here = Stage(app, pilot, wall, watch)
            await here.still()
            if first is None:
                await here.press("enter")
            yield here
    finally:
        if store is None:
            kept.close()


@cache
def _tables() -> bytes:
    """A database without sessions: making its tables takes 50 ms, which each test would spend."""
    with TemporaryDirectory() as place:
        path = Path(place) / "sessions.db"
        open_store(path).close()
        return path.read_bytes()


def blank(path: Path) -> Path:
    """*path*, where a database is: one without sessions, if there was none."""
    if not path.exists():
        path.write_bytes(_tables())
    return path


def flat(seen: str) -> str:
    """What is seen as one line, wherever it was wrapped."""
    return " ".join(seen.split())


def key_of(seen: str, words: str) -> str:
    """The digit under which *words* are offered: grounds and read-backs stand in an order that the seed gives."""
    found = re.search(rf"(\d)  (?:\[.\] )?{re.escape(words)}", seen)
    assert found is not None, seen
    return found[1]


def compare(name: str, seen: str) -> None:
    """Compare what is seen with what was kept under *name*; `UPDATE_GOLDEN=1` keeps it anew."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(seen + "\n", encoding="utf-8")
    assert seen + "\n" == path.read_text(encoding="utf-8"), f"{path.name} shows another screen"
