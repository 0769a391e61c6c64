"""Records a play in a real terminal for the documentation: `python -m tests.tui.recording`.

It writes `docs/pictures/play.cast` (asciicast 2) and draws `docs/pictures/recording.svg` from it. The keys go to the real
program through a pty; the pauses between them are written into the recording and not waited for, so that it takes seconds.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.tui.cast import Cast, Event
from tests.tui.film import film
from tests.tui.stage import key_of
from tests.tui.terminal import AFTER_ESC, Terminal, installed

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
CAST, FILM = PICTURES / "play.cast", PICTURES / "recording.svg"
SIZE = (96, 27)
SEED = 7
TITLE = "Joint Response: the five-minute tutorial"
ABOUT = (
    "A recording of the tutorial, from the first screen to the debrief: choosing with a number and Enter, reading back what one "
    "was told, telling another agency what one knows, time passing in a beat, deciding together, and who knew what when."
)
STILL = "Before closing time"
"""Words on the screen that stands for the whole where nothing moves."""

ENTER, ESC, DOWN = "\r", "\x1b", "\x1b[B"
KEYS = (ENTER, ESC, DOWN, *"0123456789abcdefghijklmnopqrstuvwxyz")
ANSWERING, LAST = 0.03, 4.0
"""Seconds until the screen answers a key; and for the last screen."""


class Step(NamedTuple):
    """Look for *seconds*, then press *key* (or the number of the line with these words, if it is longer); *words* are seen then."""

    seconds: float
    key: str
    words: str


STEPS = (
    Step(2.9, ENTER, "Which role do you play?"),
    Step(1.6, ENTER, "Enter begin"),
    Step(2.9, ENTER, "The school office"),
    Step(3.3, "Sit down beside A, say who you are", "▸ 3"),
    Step(1.0, ENTER, "Came in on the way"),
    Step(2.5, "k", "Read back"),
    Step(2.0, "He is at the hospital, nothing serious, and can go", "▸ 2"),
    Step(0.8, ENTER, "Read back to Nurse"),
    Step(1.6, ENTER, "Before closing time"),
    Step(3.3, "t", "What do you pass on?"),
    Step(1.6, "A is safe in the school office", "[x]"),
    Step(0.7, ENTER, "Whom do you tell?"),
    Step(1.2, ENTER, "Told"),
    Step(2.0, "Stay here with A until you know who comes", "▸"),
    Step(0.8, ENTER, "The secretary puts on her coat"),
    Step(2.5, ENTER, "Three people on one line"),
    Step(3.3, "The officer waits with A at the school", "▸"),
    Step(0.8, ENTER, "The picks differ"),
    Step(2.5, "Ms. Lee fetches A now; the officer stays", "▸"),
    Step(0.8, ENTER, "later"),
    Step(2.5, ENTER, "At the gate"),
    Step(2.5, "Tell A who comes and when", "▸"),
    Step(0.8, ENTER, "later"),
    Step(1.6, ENTER, "Enter debrief"),
    Step(2.5, ENTER, "Overview"),
    Step(3.3, "2", "▸2 Decisions"),
    Step(2.5, "3", "▸3 Who knew what when"),
)


def record() -> Cast:
    """Play, and keep what was written and when."""
    events: list[Event] = []
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal([*installed(), "play", "--seed", str(SEED)], Path(home), SIZE) as terminal,
    ):
        now, kept = 0.0, 0

        def keep() -> None:
            nonlocal kept
            terminal.settle(AFTER_ESC)
            written = terminal.bytes[kept:].decode("utf-8")  # settled: no sign is cut in two
            kept = len(terminal.bytes)
            events.append(Event(round(now, 2), "o", written))

        terminal.wait_for("New here?")
        keep()
        for step in STEPS:
            now += step.seconds
            key = step.key if step.key in KEYS else key_of(terminal.see(), step.key)
            events.append(Event(round(now, 2), "i", key))
            terminal.press(key)
            now += ANSWERING
            terminal.wait_for(step.words)
            keep()
        events.append(Event(round(now + LAST, 2), "o", ""))
    return Cast(SIZE, TITLE, events)


if __name__ == "__main__":
    cast = record()
    CAST.write_text(cast.text(), encoding="utf-8")
    FILM.write_text(film(cast, ABOUT, STILL), encoding="utf-8")
    print(
        f"{CAST.name}: {cast.seconds:.0f} s, {CAST.stat().st_size // 1024} kB; {FILM.name}: {FILM.stat().st_size // 1024} kB"
    )
