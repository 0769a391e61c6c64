"""Speech: lines on standard output, each whole and harmless, written out at once, and remembered for who wants to hear them again.

Nothing is ever moved, drawn or painted again: what was said stays said, and what is said again is a new line. In a terminal
long lines are broken between words.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TextIO

from sim.format.cleaning import clean

PROMPT = "> "

NARROWEST = 20
"""Columns of a terminal in which words can still be kept whole."""

REMEMBERED = 400
"""Turns that can be heard again; a case of an hour has about 200."""


@dataclass(slots=True)
class Turn:
    """A typed line (None: nothing was typed before) and what was said after it."""

    typed: str | None = None
    lines: list[str] = field(default_factory=list)


class Speech:
    """Where plain mode speaks. *stream*: standard output if not given. A closed pipe raises `BrokenPipeError`.

    *bell*: a bell may be rung (a terminal, where somebody wants one).
    """

    def __init__(self, stream: TextIO | None = None, *, bell: bool = False) -> None:
        stream = stream or sys.stdout
        if stream is None:
            raise BrokenPipeError
        self.turns: deque[Turn] = deque([Turn()], maxlen=REMEMBERED)
        self._stream = stream
        self._bell = bell
        self._prompted = False

    def say(self, *lines: str, keep: bool = True) -> None:
        """Write *lines*, below a prompt that still waits for its answer. *keep*: they can be heard again."""
        if not lines:
            return
        if self._prompted:
            self._stream.write("\n")
            self._prompted = False
        for line in lines:
            said = _one_line(line)
            self._stream.write(self._wrapped(said) + "\n")
            if keep:
                self.turns[-1].lines.append(said)
        self._stream.flush()

    def _wrapped(self, line: str) -> str:
        """*line* broken between words where a terminal would break it within one; as it is where there is no terminal."""
        try:
            width = os.get_terminal_size(self._stream.fileno()).columns if self._stream.isatty() else 0
        except (OSError, ValueError):
            width = 0
        if width < NARROWEST or len(line) < width:
            return line
        return "\n".join(wrap(line, width - 1, break_long_words=False, break_on_hyphens=False))

    def say_all(self, lines: Iterable[str]) -> None:
        """The same for lines that are not at hand one by one."""
        self.say(*lines)

    def ring(self) -> None:
        """Ring the bell, where that is wanted."""
        if self._bell:
            self._stream.write("\a")
            self._stream.flush()

    def prompt(self) -> None:
        """Ask for a line, once until it has been answered or spoken over."""
        if not self._prompted:
            self._stream.write(PROMPT)
            self._stream.flush()
            self._prompted = True

    def answered(self, line: str | None, echo: bool) -> None:
        """A line has been typed; with *echo* it is written where a terminal would have shown it."""
        self._prompted = False
        typed = _one_line(line or "")
        if echo or line is None:
            self._stream.write(f"{typed}\n")
            self._stream.flush()
        self.turns.append(Turn(typed))

    # --- what was said

    def last(self) -> Sequence[str]:
        """What was said last: the lines of the latest turn before this one that has some."""
        return next((turn.lines for turn in reversed(self.turns) if turn.lines), [])

    def lines(self, count: int) -> list[str]:
        """The latest *count* lines that were said."""
        said = [line for turn in self.turns for line in turn.lines]
        return said[-count:] if count else []

    def turn(self, back: int) -> Turn | None:
        """The turn with something said that lies *back* of them before the present line (1: the latest); None: none does."""
        there = [turn for turn in self.turns if turn.lines]
        return there[-back] if 1 <= back <= len(there) else None


def _one_line(text: str) -> str:
    """*text* as one harmless line; a tab would jump."""
    return clean(text).replace("\n", " ").replace("\t", " ")
