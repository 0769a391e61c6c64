"""A person at the prompt of plain mode, in this process: lines are typed into a pipe, and what is said is awaited."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sim.engine.names import RoleId
from sim.engine.seats import Mode, Pace
from sim.format import Reading, read
from sim.plain.keyboard import Keyboard
from sim.plain.manner import Bell, Manner
from sim.plain.play import Outcome, Play
from sim.plain.prompt import Prompt
from sim.plain.speech import Speech
from sim.sessions import ManualWall, SessionStore, open_store, start

SMALL = Path(__file__).parents[1] / "scenarios" / "duplex_small"


@cache
def small() -> Reading:
    """The small case, read once."""
    return read(SMALL)


PATIENCE = 20.0
"""Wall seconds after which something that should have been said is missing; never waited for when all is well."""


class Heard(io.StringIO):
    """What was said, and a bell that rings with each word of it."""

    def __init__(self) -> None:
        super().__init__()
        self.bell = asyncio.Event()

    def write(self, text: str) -> int:
        """See `io.StringIO`."""
        self.bell.set()
        return super().write(text)


class Table:
    """One person, one session, a clock on the wall that is moved by hand."""

    def __init__(self, play: Play, heard: Heard, wall: ManualWall, keys: int) -> None:
        self.play = play
        self.wall = wall
        self._heard = heard
        self._keys = keys
        self._from = 0
        self.sitting: asyncio.Task[Outcome] = asyncio.create_task(play.run(fresh=True))

    @property
    def all(self) -> str:
        """All that was said so far."""
        return self._heard.getvalue()

    async def type(self, *lines: str) -> None:
        """Type *lines*."""
        os.write(self._keys, "".join(f"{line}\n" for line in lines).encode())

    async def hear(self, words: str) -> str:
        """Wait until *words* are said after what was heard last; all that was said up to the next prompt."""
        while (place := self.all.find(words, self._from)) < 0 or (end := self.all.find("> ", place)) < 0:
            self._heard.bell.clear()
            bell = asyncio.create_task(self._heard.bell.wait())
            either: set[asyncio.Task[Any]] = {bell, self.sitting}
            done, _ = await asyncio.wait(either, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            bell.cancel()
            if bell not in done:
                assert self.sitting in done, f"{words!r} is never said after:\n{self.all[self._from :]}"
                await self.sitting
                raise AssertionError(f"the sitting ended without {words!r}:\n{self.all[self._from :]}")
        said, self._from = self.all[self._from : end], end + 2
        return said

    async def ask(self, line: str, words: str) -> str:
        """Type *line* and wait until *words* are said."""
        await self.type(line)
        return await self.hear(words)

    async def leave(self) -> Outcome:
        """The end of the input; how the sitting ended."""
        os.close(self._keys)
        self._keys = -1
        async with asyncio.timeout(PATIENCE):
            return await self.sitting

    async def ended(self) -> Outcome:
        """Wait for the end of the case."""
        async with asyncio.timeout(PATIENCE):
            return await self.sitting

    async def clear(self) -> None:
        """Leave nothing behind."""
        if self._keys >= 0:
            os.close(self._keys)
        self.sitting.cancel()
        await asyncio.gather(self.sitting, return_exceptions=True)
        await self.play.session.close()


@asynccontextmanager
async def table(
    folder: Path,
    role: str = "police",
    *,
    mode: Mode = "practice",
    pace: Pace = "standard",
    seed: int = 1,
    case: Reading | None = None,
    bell: Bell = "off",
) -> AsyncIterator[Table]:
    """A case just begun at *role*, with a store in *folder*."""
    store: SessionStore = open_store(folder / "sessions.db")
    wall = ManualWall()
    session = start(store, case or small(), role=role, mode=mode, pace=pace, seed=seed, wall=wall)
    end, keys = os.pipe()
    heard = Heard()
    keyboard, speech, manner = Keyboard(end), Speech(heard, bell=bell != "off"), Manner(confirm=False, bell=bell)
    play = Play(Prompt(session, RoleId(role), keyboard, speech, wall, manner), lambda _: None, store.notes)
    sitting = Table(play, heard, wall, keys)
    try:
        yield sitting
    finally:
        await sitting.clear()
        # Read to its end: a thread still reading would take what the next table types.
        while await keyboard.line() is not None:
            pass
        os.close(end)
        store.close()
