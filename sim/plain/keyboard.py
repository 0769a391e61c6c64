"""The keyboard: lines of standard input, one at a time and only when asked for, while case time goes on.

A thread reads, because a prompt that waits must not stop the clock: no event loop can wait for a file, and none on
Windows for a terminal. It reads from the descriptor itself, since Python's own reader holds a lock, which a thread that
waits for input would keep until the interpreter ends.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from contextlib import suppress
from queue import SimpleQueue

from sim.format.cleaning import clean

LONGEST = 10_000
"""Characters of a line; the rest of it is dropped."""


class Keyboard:
    """Lines typed (or piped) into *descriptor*; None: standard input, or nothing where that is closed.

    *echo*: the lines come from a file or a pipe, so whoever reads the transcript has not seen them typed. *live*: a person
    types them now, and may slip.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        if descriptor is None:
            with suppress(AttributeError, OSError, ValueError):
                descriptor = sys.stdin.fileno()
        self._descriptor = descriptor
        self.echo = descriptor is None or not os.isatty(descriptor)
        self.live = not self.echo
        self._encoding = (os.device_encoding(descriptor) if descriptor is not None else None) or "utf-8"
        self._rest = b""
        self._wanted: SimpleQueue[asyncio.Future[str | None]] = SimpleQueue()
        self._pending: asyncio.Future[str | None] | None = None
        self._thread: threading.Thread | None = None

    async def line(self) -> str | None:
        """The next line without its end, cleaned; None: there are no more.

        Giving up waiting loses nothing: the line that is then typed is the answer to the next call.
        """
        if self._pending is None:
            self._pending = asyncio.get_running_loop().create_future()
            self._wanted.put(self._pending)
            if self._thread is None:
                self._thread = threading.Thread(target=self._read, name="keyboard", daemon=True)
                self._thread.start()
        line = await asyncio.shield(self._pending)
        self._pending = None
        return line

    def _read(self) -> None:
        """The thread: one line for each that is wanted."""
        while True:
            wanted = self._wanted.get()
            line = self._next()
            with suppress(RuntimeError):  # the loop has ended: nobody wants it any more
                wanted.get_loop().call_soon_threadsafe(_answer, wanted, line)

    def _next(self) -> str | None:
        if self._descriptor is None:
            return None
        while b"\n" not in self._rest:
            try:
                piece = os.read(self._descriptor, 65_536)
            except OSError:
                piece = b""
            if not piece:
                break
            self._rest = self._rest[: 4 * LONGEST] + piece if b"\n" not in self._rest else self._rest + piece
        line, end, self._rest = self._rest.partition(b"\n")
        if not line and not end:
            return None
        return clean(line.decode(self._encoding, "replace").rstrip("\r"))[:LONGEST]


def _answer(wanted: asyncio.Future[str | None], line: str | None) -> None:
    if not wanted.done():
        wanted.set_result(line)
