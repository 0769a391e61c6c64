"""Whole sittings in this process: what is typed in, what is heard out, on a clock that is moved by hand."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from sim.format import Reading
from sim.plain.keyboard import Keyboard
from sim.plain.manner import Manner
from sim.plain.sitting import Ends
from sim.plain.speech import Speech
from sim.sessions import ManualWall, open_store
from sim.settings import Settings
from tests.plain.table import PATIENCE, Heard

EMPTY = "(empty)"
WAIT = re.compile(r"\(wait (\d+)\)")
ROUNDS = 300
"""Rounds of the event loop in which whatever is due after the clock has moved comes about."""


async def sitting(
    folder: Path,
    typed: Sequence[str],
    run: Callable[[Ends], Coroutine[Any, Any, object]],
    *,
    settings: Settings | None = None,
    live: bool = True,
    cases: Sequence[tuple[str, Reading]] = (),
    database: str = "",
) -> str:
    """What is heard in *run* while *typed* is typed, line by line, each once a prompt waits; then the input ends.

    `(empty)` is an empty line; `(wait 12)` lets twelve seconds pass on the wall. *cases*: those of the library; *database*: as in
    `Ends`.
    """
    store = open_store(folder / "sessions.db")
    end, keys = os.pipe()
    heard, wall = Heard(), ManualWall()
    keyboard = Keyboard(end)
    keyboard.live = live
    ends = Ends(
        store,
        keyboard,
        Speech(heard),
        wall,
        settings or Settings(),
        lambda _: None,
        lambda: 1,
        database,
        manner=Manner(confirm=live),
        cases=lambda: cases,
    )
    task = asyncio.create_task(_run(run, ends))
    try:
        await _prompted(heard, task, 0)
        for line in typed:
            if task.done():
                break
            mark = len(heard.getvalue())
            if found := WAIT.fullmatch(line):
                wall.move(int(found[1]))
                for _ in range(ROUNDS):
                    await asyncio.sleep(0)
                continue
            os.write(keys, ("" if line == EMPTY else line).encode() + b"\n")
            await _prompted(heard, task, mark)
        os.close(keys)
        keys = -1
        async with asyncio.timeout(PATIENCE):
            await task
    finally:
        if keys >= 0:
            os.close(keys)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        # Read to its end: a thread still reading would take what the next one types.
        while await keyboard.line() is not None:
            pass
        os.close(end)
        store.close()
    return heard.getvalue()


async def _run(run: Callable[[Ends], Coroutine[Any, Any, object]], ends: Ends) -> None:
    await run(ends)


async def _prompted(heard: Heard, task: asyncio.Task[None], mark: int) -> None:
    """Wait until a prompt waits below what was heard up to *mark*, or all is over."""
    while not task.done():
        said = heard.getvalue()
        if len(said) > mark and said.endswith("> "):
            return
        heard.bell.clear()
        bell = asyncio.create_task(heard.bell.wait())
        either: set[asyncio.Task[Any]] = {bell, task}
        done, _ = await asyncio.wait(either, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        bell.cancel()
        assert done, f"no prompt comes after:\n{said[-2000:]}"


def nameless(said: str) -> str:
    """*said* without the names of sessions, which are new each time."""
    names = dict.fromkeys(re.findall(r"(?:Session: |new session, )(\w+)", said))
    for number, session in enumerate(names, 1):
        said = said.replace(session, f"SESSION{number}")
    return said
