"""How fast it is on this machine: random rehearsals of the shipped case, beside a bare interpreter in the same run.

    python benchmarks/run.py [--rounds N] [--seconds S] [--json] [--installed]

What is measured is this checkout; with --installed, the program that is installed where this Python is (`make compiled`
installs one with a compiled engine).

Each round measures all modes in turn, so that a machine that slows down slows them all; the table has the median of the
rounds and the ratio to the bare interpreter of the same round. Speeds are accepted choices a second of one core's own time
(`time.process_time`), so that what else the machine does counts for less.
"""

import argparse
import gc
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(len(sys.path) if "--installed" in sys.argv else 0, str(Path(__file__).resolve().parent.parent))

from benchmarks.interpreter import walk
from scoring import score
from sim.engine import COMPILED, Book, prepare, view
from sim.engine.seats import PlayerName, Seat, Setup
from sim.engine.state import State
from sim.format import read, shipped
from sim.players import rehearse, team

BOOKS = 32
"""Books prepared beforehand, one a seed: choices in other orders, other details."""

Mode = Callable[[int], tuple[int, int]]
"""Play once with a seed: the choices taken and the events logged."""


def bare(books: list[Book]) -> Mode:
    """The bare interpreter."""
    return lambda seed: (walk(books[seed % BOOKS], seed * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF), 0)


def playing(books: list[Book], players: PlayerName, views: bool = False, scored: bool = False) -> Mode:
    """Rehearsals with the whole log kept; with *views*, those of all seats are built after each choice."""
    seats = {role: Seat(player=players) for role in books[0].roles}

    def look(state: State) -> None:
        for role in state.threads:
            view(state, role)

    def play(seed: int) -> tuple[int, int]:
        book = books[seed % BOOKS]
        run = rehearse(book, Setup(seed, seats), team(players, book, seed), look if views else None)
        if scored:
            score(book, run.log)
        return run.decisions, len(run.log)

    return play


def measured(mode: Mode, seeds: Iterator[int], seconds: float) -> tuple[float, float]:
    """Play for *seconds*: choices a second, and events a second."""
    choices = events = 0
    gc.collect()
    start = process_time()
    spent = 0.0
    while spent < seconds:
        taken, logged = mode(next(seeds))
        choices += taken
        events += logged
        spent = process_time() - start
    return choices / spent, events / spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast random rehearsals of the shipped case are on this machine.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.7, help="of each mode in each round")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--installed", action="store_true", help="measure what is installed, not this checkout")
    options = parser.parse_args()
    name, path = next((name, path) for name, path in shipped().items())
    scenario = read(path).scenario
    assert scenario is not None, f"the shipped case {name} has errors"
    books = [prepare(scenario, seed) for seed in range(BOOKS)]
    gc.collect()
    gc.freeze()  # the books stay, and plays leave no garbage that refers to itself; `sim rehearse` does the same
    gc.disable()
    modes: dict[str, Mode] = {
        "bare interpreter, no log": bare(books),
        "random, log kept": playing(books, "random"),
        "random, log kept, views of all seats": playing(books, "random", views=True),
        "model, log kept": playing(books, "model"),
        "random, log kept and scored": playing(books, "random", scored=True),
    }
    seeds = count()
    for mode in modes.values():
        measured(mode, seeds, 0.2)
    speeds: dict[str, list[float]] = {mode: [] for mode in modes}
    ratios: dict[str, list[float]] = {mode: [] for mode in modes}
    logged: dict[str, list[float]] = {mode: [] for mode in modes}
    for _ in range(max(1, options.rounds)):
        basis = 0.0
        for label, mode in modes.items():
            speed, events = measured(mode, seeds, options.seconds)
            basis = basis or speed
            speeds[label].append(speed)
            ratios[label].append(speed / basis)
            logged[label].append(events)
    engine = "compiled" if COMPILED else "interpreted"
    machine = f"Python {platform.python_version()}, {engine} engine, {platform.machine()}, {os.cpu_count()} cores"
    if options.json:
        rows = {
            label: {
                "choices_per_second": round(median(speeds[label]), 1),
                "slowest_round": round(min(speeds[label]), 1),
                "fastest_round": round(max(speeds[label]), 1),
                "events_per_second": round(median(logged[label]), 1),
                "of_bare": round(median(ratios[label]), 4),
            }
            for label in modes
        }
        print(json.dumps({"case": name, "machine": machine, "rounds": options.rounds, "modes": rows}, indent=2))
        return
    print(f"{scenario.title}, {machine}, {options.rounds} rounds of {options.seconds} s\n")
    print(f"{'':38}{'choices/s':>11}{'(slowest':>11}{'fastest)':>11}{'events/s':>11}{'of bare':>10}")
    for label in modes:
        print(
            f"{label:38}{median(speeds[label]):>11,.0f}{min(speeds[label]):>11,.0f}{max(speeds[label]):>11,.0f}"
            f"{median(logged[label]):>11,.0f}{median(ratios[label]):>10.2%}"
        )


if __name__ == "__main__":
    main()
