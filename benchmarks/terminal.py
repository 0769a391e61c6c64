"""A pty with a program in it, timed: when something is seen, how soon a key is answered, what the program costs."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter, sleep

STEERING = re.compile(
    rb"\x1b\[[0-9;:?<>=$!\"' ]*[A-Za-z@`{|}~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b."
)
QUIET = 0.04
"""Seconds without a byte after which a program counts as having painted all it will for now."""
PATIENCE = 30.0


class Timed:
    """*command* in a terminal of *size* (columns, rows), from the moment of its start."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (120, 40), cwd: str | None = None
    ) -> None:
        self.text = b""
        self.started = perf_counter()
        self.pid, self._end = pty.fork()
        if self.pid == 0:  # the child
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
                if cwd is not None:
                    os.chdir(cwd)
                os.execvpe(command[0], list(command), dict(env))
            finally:
                os._exit(127)
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def read(self, timeout: float) -> bytes:
        """What comes within *timeout* seconds; nothing: silence, or the end."""
        ready, _, _ = select.select([self._end], [], [], max(0.0, timeout))
        if not ready:
            return b""
        try:
            piece = os.read(self._end, 1 << 16)
        except OSError:
            return b""
        self.text += piece
        return piece

    def seen(self, *words: str) -> float:
        """Seconds from the start until all of *words* have been written since the last `forget`, however they are spaced."""
        wanted = ["".join(word.split()).encode() for word in words]
        while True:
            plain = b"".join(STEERING.sub(b"", self.text).split())
            if all(word in plain for word in wanted):
                return self.since()
            if self.since() > PATIENCE or (not self.read(PATIENCE) and not self.alive()):
                raise SystemExit(f"never seen: {words}\n{plain[-2000:].decode(errors='replace')}")

    def since(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self.started

    def forget(self) -> None:
        """What was written until now does not count as seen any more."""
        self.text = b""

    def settle(self, quiet: float = QUIET) -> None:
        """Read until nothing has come for *quiet* seconds."""
        while self.read(quiet):
            pass

    def press(self, keys: str) -> None:
        """Press *keys*."""
        os.write(self._end, keys.encode())

    def answered(self, keys: str) -> float:
        """Seconds from pressing *keys* to the first byte that is painted."""
        self.settle()
        begun = perf_counter()
        self.press(keys)
        while not self.read(PATIENCE):
            pass
        return perf_counter() - begun

    def alive(self) -> bool:
        """Has it not ended?"""
        return os.waitpid(self.pid, os.WNOHANG) == (0, 0)

    def processor(self) -> float:
        """Seconds of processor time that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def idle(self, seconds: float) -> float:
        """The share of a core that it takes while nobody does anything for *seconds*."""
        self.settle()
        before, begun = self.processor(), perf_counter()
        while perf_counter() - begun < seconds:
            self.read(min(1.0, seconds))
        return (self.processor() - before) / (perf_counter() - begun)

    def memory(self) -> float:
        """Megabytes (of a million bytes) of memory that are resident."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024 / 1e6
        return float("nan")

    def close(self) -> None:
        """End it, with force if it does not go."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, how)
            except ProcessLookupError:
                break
            for _ in range(40):
                self.read(0)
                try:
                    if os.waitpid(self.pid, os.WNOHANG) != (0, 0):
                        os.close(self._end)
                        return
                except ChildProcessError:
                    os.close(self._end)
                    return
                sleep(0.05)
        os.close(self._end)


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a person with an empty home and a good terminal."""
    env = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    env |= {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUNBUFFERED": "1"}
    return env | {"XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data")}


if sys.platform == "win32":
    raise SystemExit("This measures through a pty; there is none on Windows.")
