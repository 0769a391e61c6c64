"""How fast a debrief opens: a session of 40 minutes of play, in the app without a terminal.

    python benchmarks/debriefing.py [--rounds N] [--json]

Medians over rounds, in milliseconds. "shown": from the call to the first frame, on which every page can be chosen. "filled": until
the overview stands there with its scores, which are worked out beside the screen. Then each page when it is first turned to, a
decision opened, and a what-if played to its end. The aim is half a second for shown and filled.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scoring import score  # noqa: E402  (beside this folder, also when it is run as a script)
from sim.engine import AnyEvent, Book, Setup, prepare  # noqa: E402
from sim.engine.events import DecisionClosed  # noqa: E402
from sim.engine.names import RoleId  # noqa: E402
from sim.engine.protocols import Pack  # noqa: E402
from sim.engine.seats import Seat  # noqa: E402
from sim.format import locate, open_scenario  # noqa: E402
from sim.players import make_player, rehearse  # noqa: E402
from sim.sessions import ManualWall, Result, open_store  # noqa: E402
from sim.sessions.branch import Fork, branch  # noqa: E402
from sim.sessions.results import result_of  # noqa: E402
from sim.tui.app import Home, JointResponse  # noqa: E402
from sim.tui.debrief.lookback import Lookback  # noqa: E402
from sim.tui.screens.debrief import PARTS, Debrief  # noqa: E402
from sim.tui.screens.feedback import Feedback  # noqa: E402

CASE, ROLE = "night_at_the_duplex", RoleId("police")
DECISIONS = 22
"""Decisions of one seat in about 40 minutes: reading and deciding takes a little under two minutes each."""
AIM = 500.0


def case() -> tuple[Book, tuple[Pack, ...]]:
    """The case, made ready anew: what scoring keeps for a book is not there yet, as when the program has just been started."""
    reading = open_scenario(locate(CASE))
    assert reading.scenario is not None
    return prepare(reading.scenario, 7), reading.packs


def played() -> list[AnyEvent]:
    """A play in which one seat hurries, up to its 22nd decision: what a person gets through in about 40 minutes."""
    book, _ = case()
    seats = {role: Seat(person="p-1" if role == ROLE else None) for role in book.roles}
    players = {role: make_player("hurried" if role == ROLE else "colleague", book, role, 7) for role in book.roles}
    log = rehearse(book, Setup(7, seats), players).log
    closed = [event.seq for event in log if isinstance(event, DecisionClosed) and ROLE in event.by]
    end = closed[DECISIONS - 1] if len(closed) > DECISIONS else len(log)
    return log[:end]


async def opened(log: list[AnyEvent], kept: Result) -> dict[str, float]:
    """One round; *kept*: the score as it is stored when a session ends."""
    found: dict[str, float] = {}
    book, packs = case()
    with tempfile.TemporaryDirectory() as place:
        store = open_store(Path(place) / "bench.db")
        app = JointResponse(store, Home(), seed=7, wall=ManualWall())
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            began = perf_counter()
            back = Lookback(book, log, ROLE, packs=packs, kept=[kept], scenario=kept.scenario)
            screen = Debrief(back, can_rewind=True)
            await app.push_screen(screen)
            found["shown"] = perf_counter() - began
            while screen.working:
                await pilot.pause(0)
            await pilot.pause(0)
            found["filled"] = perf_counter() - began
            for number, part in enumerate(PARTS[1:], 2):
                began = perf_counter()
                await screen.action_part(number)
                await pilot.pause(0)
                found[f"page: {part.TAB}"] = perf_counter() - began
            await screen.action_part(2)
            began = perf_counter()
            app.simulate_key("enter")
            while not isinstance(app.screen, Feedback):
                await pilot.pause(0)
            await pilot.pause(0)
            found["a decision opened"] = perf_counter() - began
        store.close()
    began = perf_counter()
    score(book, log, packs)
    found["scores worked out (never stored, or by another version)"] = perf_counter() - began
    began = perf_counter()
    first = screen.back.mine[0].decision
    made = branch(book, log, Fork(first, ROLE, "model"))
    found["what if: played on from the first decision"] = perf_counter() - began
    began = perf_counter()
    score(book, made.log, packs)
    found["what if: its scores"] = perf_counter() - began
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    log = played()
    book, packs = case()
    kept = result_of("digest", book, log, 0.0, packs)
    rounds = [asyncio.run(opened(log, kept)) for _ in range(wanted.rounds)]
    figures = {name: 1000 * median(each[name] for each in rounds) for name in rounds[0]}
    if wanted.json:
        print(json.dumps(figures, indent=2))
        return
    print(
        f"{CASE} as {ROLE}: {len(log)} events, {log[-1].at // 60} minutes of the case; medians of {wanted.rounds} rounds, ms"
    )
    for name, value in figures.items():
        aim = f"  aim {AIM:.0f}" if name in ("shown", "filled") else ""
        print(f"{value:9.1f}  {name}{aim}")


if __name__ == "__main__":
    main()
