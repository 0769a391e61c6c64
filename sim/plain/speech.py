"""Speech: lines on standard output, each whole and harmless, written out at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from sim.format.cleaning import clean

PROMPT = "> "


class Speech:
    """Where plain mode speaks. *stream*: standard output if not given. A closed pipe raises `BrokenPipeError`."""

    def __init__(self, stream: TextIO | None = None) -> None:
        stream = stream or sys.stdout
        if stream is None:
            raise BrokenPipeError
        self._stream = stream
        self._prompted = False

    def say(self, *lines: str) -> None:
        """Write *lines*, below a prompt that still waits for its answer."""
        if not lines:
            return
        if self._prompted:
            self._stream.write("\n")
            self._prompted = False
        for line in lines:
            self._stream.write(clean(line).replace("\n", " ") + "\n")
        self._stream.flush()

    def say_all(self, lines: Iterable[str]) -> None:
        """The same for lines that are not at hand one by one."""
        self.say(*lines)

    def prompt(self) -> None:
        """Ask for a line, once until it has been answered or spoken over."""
        if not self._prompted:
            self._stream.write(PROMPT)
            self._stream.flush()
            self._prompted = True

    def answered(self, line: str | None, echo: bool) -> None:
        """A line has been typed; with *echo* it is written where a terminal would have shown it."""
        self._prompted = False
        if echo or line is None:
            self._stream.write(f"{clean(line or '')}\n")
            self._stream.flush()
