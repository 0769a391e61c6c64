"""A terminal with a program in it, through a real pty: keys go in, bytes come out, and pyte says what a person would see."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
"""Wall seconds after which something that should be seen is missing; never waited for when all is well."""


def installed() -> list[str]:
    """The command as it is installed beside this interpreter; or the same through the interpreter."""
    command = Path(sys.executable).with_name("sim")
    return [str(command)] if command.exists() else [sys.executable, "-m", "sim"]


MOMENT = 0.05 if Path("/proc/self/stat").exists() else 0.15
"""Wall seconds of silence after which nothing more is expected; shorter where it can be seen whether a program is at work."""

AFTER_ESC = 0.15
"""The same after Esc, which an app holds back for a tenth of a second: it may be the beginning of another key."""


class Terminal:
    """*command* in a terminal of *size* (columns, rows) and an empty *home*."""

    def __init__(self, command: Sequence[str], home: Path, size: tuple[int, int] = (80, 24)) -> None:
        columns, rows = size
        env = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
        env |= {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        env |= {"PYTHONPATH": str(ROOT)}
        self.bytes = b""
        self.status: int | None = None
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            command[0], list(command[1:]), env=env, cwd=str(ROOT), dimensions=(rows, columns), timeout=PATIENCE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._child.closed:
            self._child.close(force=True)

    def press(self, *keys: str) -> None:
        """Press *keys*, as the bytes that a terminal sends."""
        for key in keys:
            self._child.send(key)

    def see(self) -> str:
        """The screen now."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, *words: str) -> str:
        """Read until one of *words* is seen (wherever it is wrapped); the screen then."""
        until = time.monotonic() + PATIENCE
        while not any(word in " ".join(self.see().split()) for word in words):
            assert time.monotonic() < until, f"not seen in time: {words}\n{self.see()}"
            assert self._read(), f"never seen: {words}\n{self.see()}"
        return self.see()

    def wait_until_gone(self, words: str) -> str:
        """Read until *words* are not seen any more; the screen then."""
        until = time.monotonic() + PATIENCE
        while words in " ".join(self.see().split()):
            assert time.monotonic() < until, f"seen too long: {words}\n{self.see()}"
            assert self._read(), f"seen to the end: {words}\n{self.see()}"
        return self.see()

    def settle(self, moment: float = MOMENT) -> str:
        """Read until nothing comes for a *moment* (seconds) while the program waits for something; the screen then."""
        while self._read(moment, may_be_silent=True) or self._is_busy():
            pass
        return self.see()

    def _is_busy(self) -> bool:
        """Does the program work, or would it if it had its turn? False where nobody says so: there a moment is long enough."""
        for status in Path(f"/proc/{self._child.pid}/task").glob("*/stat"):
            with suppress(OSError):
                if status.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] in ("R", "D"):
                    return True
        return False

    def end(self) -> str:
        """Read until the program has ended; the screen then."""
        while self._read():
            pass
        self._child.close()
        self.status = self._child.exitstatus
        return self.see()

    def signal(self, number: int) -> None:
        """Send the program a signal, as another program would."""
        self._child.kill(number)

    def hang_up(self) -> int:
        """Close the terminal under the program; its exit code."""
        self._child.ptyproc.fileobj.close()
        _, status = os.waitpid(self._child.pid, 0)
        self._child.closed = self._child.terminated = True
        return os.waitstatus_to_exitcode(status)

    def _read(self, timeout: float = PATIENCE, *, may_be_silent: bool = False) -> bool:
        try:
            piece = self._child.read_nonblocking(65_536, timeout)
        except pexpect.EOF:
            return False
        except pexpect.TIMEOUT:
            assert may_be_silent, f"nothing comes any more:\n{self.see()}"
            return False
        self.bytes += piece
        self._stream.feed(piece)
        return True
