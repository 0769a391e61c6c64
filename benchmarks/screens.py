"""How the app feels: first frame, keys, injects, idling and memory, through a pty, beside a minimal app and two peers.

    python benchmarks/screens.py [--rounds N] [--peers FOLDER] [--json] [--only PART ...]

Every figure is a median (p95 where it says so) over rounds in which all programs take their turn, so that a machine that slows
down slows them all. The peers are looked for in FOLDER/posting and FOLDER/harlequin, each an environment of its own (they
pin other versions of Textual); one that is not there is left out and named. Parts: start, keys, injects, idle, growth.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from sim.tui.app import JointResponse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.injecting import write  # noqa: E402  (beside this file, also when it is run as a script)
from benchmarks.terminal import Timed, surroundings  # noqa: E402

SEEN = 0.4
"""Seconds without a byte after which somebody has certainly seen a page: before, the app takes no key for a yes."""
PARTS = ("start", "keys", "injects", "idle", "growth")
LOOKS = ("t", "question_mark", "u", "n")
"""Keys that lay something over play: telling, what can be done, all that has been on screen, a note."""
CODE = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)
"""What a thing may point to and nobody would count as its own."""
CASE = "night_at_the_duplex"
SIM = (sys.executable, "-m", "sim.cli")
MINIMAL = (sys.executable, str(ROOT / "benchmarks" / "minimal_app.py"))
AIMS = {
    "home, first useful frame": "700 ms, or 1.7 times the minimal app",
    "whole play screen, from the start": "800 ms",
    "key to paint, p95": "20 ms",
    "inject to paint, p95": "50 ms",
    "idle with a running clock": "1 % of a core",
    "resident for a seat": "45 MB",
}

Figures = dict[str, dict[str, float]]
"""What is measured -> program -> figure."""


@contextmanager
def home() -> Iterator[Path]:
    """An empty home folder with the case compiled, as after any first visit."""
    with tempfile.TemporaryDirectory() as place:
        yield Path(place)


def sim(place: Path, *arguments: str) -> Timed:
    """Our program in a terminal, over a database that can be read afterwards."""
    return Timed(
        (*SIM, "--db", str(place / "bench.db"), *arguments),
        {**surroundings(place), "PYTHONPATH": str(ROOT)},
        cwd=str(ROOT),
    )


def to_play(place: Path, case: str = CASE) -> tuple[Timed, float]:
    """A seat that is being played, and the seconds that the program took from the start to the whole play screen.

    The briefing costs one key; the moment for which it has to stand before a key counts there is the person's, not the program's.
    """
    options = ("--role", "police", "--mode", "practice", "--pace", "standard", "--seed", "1")
    terminal = sim(place, "play", case, *options)
    briefed = terminal.seen("Enter", "begin")
    terminal.settle(SEEN)
    terminal.forget()
    pressed = terminal.since()
    terminal.press("\r")
    return terminal, briefed + terminal.seen("What I know", "Messages") - pressed


class Peer:
    """A program to measure beside ours: how it is started, what shows that it is there, and keys that it answers."""

    def __init__(self, name: str, command: tuple[str, ...], shows: str, keys: str) -> None:
        self.name, self.command, self.shows, self.keys = name, command, shows, keys

    def start(self, place: Path) -> tuple[Timed, float]:
        """It in a terminal, and the seconds to its first useful frame."""
        terminal = Timed(self.command, surroundings(place), cwd=str(place))
        return terminal, terminal.seen(self.shows)


def peers(folder: Path | None) -> list[Peer]:
    """The minimal app, and those peers that are there."""
    found = [Peer("minimal app", MINIMAL, "The least of apps is ready", "ab")]
    for name, shows, keys in (("posting", "Response", "ab"), ("harlequin", "Run Query", "ab")):
        program = None if folder is None else folder / name / "bin" / name
        if program is None or not program.exists():
            print(f"{name} is not there: left out.", file=sys.stderr)
        else:
            found.append(Peer(name, (str(program),), shows, keys))
    return found


def start(others: list[Peer], rounds: int) -> Figures:
    """Seconds to the first useful frame and to the whole play screen; memory in each."""
    times: dict[str, list[float]] = {}
    memory: dict[str, list[float]] = {}
    play: list[float] = []
    seat: list[float] = []
    with home() as place:
        first = sim(place)  # compiles the cases
        first.seen("Night at the duplex")
        first.close()
        for _ in range(rounds):
            terminal = sim(place)
            times.setdefault("sim", []).append(terminal.seen("Night at the duplex"))
            terminal.settle(0.3)
            memory.setdefault("sim", []).append(terminal.memory())
            terminal.close()
            terminal, spent = to_play(place)
            play.append(spent)
            terminal.settle(0.3)
            seat.append(terminal.memory())
            terminal.close()
            for other in others:
                terminal, spent = other.start(place)
                times.setdefault(other.name, []).append(spent)
                terminal.settle(0.3)
                memory.setdefault(other.name, []).append(terminal.memory())
                terminal.close()
    milliseconds = {name: 1000 * median(found) for name, found in times.items()}
    return {
        "home, first useful frame (ms)": milliseconds,
        "the same, times the minimal app": {
            name: value / milliseconds["minimal app"] for name, value in milliseconds.items()
        },
        "whole play screen, from the start (ms)": {"sim": 1000 * median(play)},
        "resident at the first screen (MB)": {name: median(found) for name, found in memory.items()},
        "resident for a seat (MB)": {"sim": median(seat)},
    }


def keys(others: list[Peer], presses: int) -> Figures:
    """Milliseconds from a key to the first byte painted: median and 95th percentile."""
    found: dict[str, list[float]] = {}

    def measure(name: str, terminal: Timed, pair: str) -> None:
        terminal.settle(0.5)
        for n in range(presses):
            found.setdefault(name, []).append(1000 * terminal.answered(pair[n % 2]))
        terminal.close()

    with home() as place:
        measure("sim", to_play(place)[0], "12")
        for other in others:
            measure(other.name, other.start(place)[0], other.keys)
    return {
        "key to paint (ms)": {name: median(spent) for name, spent in found.items()},
        "key to paint, p95 (ms)": {name: quantiles(spent, n=20)[-1] for name, spent in found.items()},
    }


def injects(count: int) -> Figures:
    """Milliseconds from the second at which an inject is put on the disk to its text on the screen."""
    spent: list[float] = []
    with home() as place:
        case = write(place / "injecting", count, 6, 1)
        terminal = to_play(place, str(case))[0]
        seen: dict[int, float] = {}
        while len(seen) < count:
            terminal.read(5.0)
            now = time.time()
            for n in range(count):
                if n not in seen and f"Arrival{n:03}x".encode() in terminal.text:
                    seen[n] = now
        terminal.close()
        rows = (
            sqlite3.connect(place / "bench.db")
            .execute("select body, wall from events where kind = 'messaged'")
            .fetchall()
        )
        for body, wall in rows:
            n = int(json.loads(body)["inject"].removeprefix("number_"))
            spent.append(1000 * (seen[n] - wall))
    return {
        "inject to paint (ms)": {"sim": median(spent)},
        "inject to paint, p95 (ms)": {"sim": quantiles(spent, n=20)[-1]},
    }


def idle(others: list[Peer], seconds: float) -> Figures:
    """The share of a core that a program takes while nobody does anything; in ours the case clock runs."""
    shares: dict[str, float] = {}
    with home() as place:
        terminal, _ = to_play(place)
        terminal.settle(0.5)
        shares["sim"] = 100 * terminal.idle(seconds)
        terminal.close()
        for other in others:
            terminal, _ = other.start(place)
            terminal.settle(0.5)
            shares[other.name] = 100 * terminal.idle(seconds)
            terminal.close()
    return {"idle with a running clock (% of a core)": shares}


def growth(minutes: int) -> Figures:
    """Megabytes resident in a seat as play begins and after each ten minutes of it; an inject every half minute, keys every second.

    Every half minute something that lies over play is looked at, and closed again: nothing of it may stay. What comes in is kept,
    and may cost: how much the session's own things weigh, its events and what the screen makes of them, is reckoned at the end.
    It is played in this process, without waiting, so it begins with more than a seat takes: the case was read from YAML here, and
    what drives the play is loaded beside it.
    """
    found, own = asyncio.run(_grown(minutes))
    return {"resident in play (MB)": found, "the session's own at the end (kB)": own}


async def _grown(minutes: int) -> tuple[dict[str, float], dict[str, float]]:
    from sim.cli.openssl import leave_out

    leave_out()
    from sim.sessions import ManualWall, open_store
    from sim.tui.app import Begin, JointResponse
    from sim.tui.screens.play import Play

    found: dict[str, float] = {}
    with home() as place:
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = str(place)
        case = write(place / "injecting", minutes * 2 - 2, 6, 30, minutes + 15)
        wall = ManualWall()
        store = open_store(place / "bench.db")
        app = JointResponse(store, Begin(str(case), "police", "practice", "standard"), seed=1, wall=wall)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            play = cast(Play, app.screen)
            for look in LOOKS:  # each once, so that what is only loaded by it is not taken for growth
                await pilot.press(look, "escape")
            gc.collect()
            found["as it begins"] = _resident()
            for second in range(minutes * 60):
                wall.move(1.0)
                play.look()
                await _press(app, pilot, "12"[second % 2])
                if second % 30 == 20:
                    await _press(app, pilot, LOOKS[second // 30 % len(LOOKS)])
                    assert app.screen is not play
                    await _press(app, pilot, "escape")
                    assert app.screen is play
                if (second + 1) % 600 == 0:
                    gc.collect()
                    found[f"after {(second + 1) // 60} minutes"] = _resident()
            assert app.session is not None
            known: set[int] = set()
            _weight(app.session.book, known)  # the case was there before
            events = _weight(app.session.log(), known)
            screen = _weight([play.view, play.talks.made, play.talks.cards.drawn, play.talks.subjects], known)
            await app.close_session()
        store.close()
    return found, {"events": events, "what the screen makes of them": screen}


async def _press(app: JointResponse, pilot: Pilot[None], key: str) -> None:
    """Press *key*, and return when all that follows has come.

    A pilot waits until the process is idle, twice, which takes 40 ms a key at least, and on a busy machine a second.
    """
    from textual.events import Key
    from textual.keys import key_to_character

    app.post_message(Key(key, key_to_character(key)))
    quiet = 0
    while quiet < 2:
        await pilot.pause(0)
        for _ in range(8):  # for what runs beside the widgets
            await asyncio.sleep(0)
        widgets = [app, *app.screen.walk_children(with_self=True)]
        quiet = 0 if app.keys_wait or any(widget.message_queue_size for widget in widgets) else quiet + 1


def _held(each: object) -> list[object]:
    """What *each* holds directly: the collector does not know the fields of all structs."""
    fields: tuple[str, ...] = getattr(each, "__struct_fields__", ())
    return [getattr(each, name) for name in fields] if fields else gc.get_referents(each)


def _weight(root: object, known: set[int]) -> float:
    """Kilobytes of *root* and all that it holds, but for what is *known* already, and is from now on."""
    total, left = 0, [root]
    while left:
        each = left.pop()
        if id(each) not in known and not isinstance(each, CODE):
            known.add(id(each))
            total += sys.getsizeof(each)
            left += _held(each)
    return total / 1e3


def _resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return float("nan")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How the app feels, beside a minimal app and two peers.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--presses", type=int, default=200)
    parser.add_argument("--injects", type=int, default=40)
    parser.add_argument("--idle", type=float, default=20.0, metavar="SECONDS")
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    others = peers(options.peers)
    parts: dict[str, Callable[[], Figures]] = {
        "start": lambda: start(others, options.rounds),
        "keys": lambda: keys(others, options.presses),
        "injects": lambda: injects(options.injects),
        "idle": lambda: idle(others, options.idle),
        "growth": lambda: growth(options.minutes),
    }
    found: Figures = {}
    for part in options.only:
        found |= parts[part]()
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    if options.json:
        print(json.dumps({"machine": machine, "aims": AIMS, "figures": found}, indent=2))
        return
    print(f"{machine}\n")
    for what, programs in found.items():
        said = "  ".join(f"{name} {value:.1f}" for name, value in programs.items())
        print(f"{what:44}{said}")


if __name__ == "__main__":
    main()
