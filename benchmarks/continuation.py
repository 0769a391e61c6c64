"""What it costs to work out where the points went, beside a bare interpreter in the same run.

    python benchmarks/continuation.py [--rounds N] [--seed S] [--json] [--installed]

What is measured is this checkout; with --installed, the program that is installed where this Python is (`make compiled` installs
one in which this is compiled).

For the shipped case and each kind of player: roads followed, their steps, how many roads ended where the rest was known, and
the core's own time for one whole night (the fastest of the rounds): for the first play of a book, and for a later one, which
finds the beginning of the model's way known. The last column is how many choices the bare interpreter makes in the time of
the later one: what does not change when the machine is slower.
"""

import argparse
import json
import platform
import sys
from pathlib import Path
from time import process_time

sys.path.insert(len(sys.path) if "--installed" in sys.argv else 0, str(Path(__file__).resolve().parent.parent))

from benchmarks.interpreter import walk
from scoring.continuation import trace
from scoring.outlook import outlook_of
from sim.engine import COMPILED, AnyEvent, Book, Seat, Setup, prepare
from sim.engine.seats import PlayerName
from sim.format import read, shipped
from sim.players import rehearse, team

KINDS: tuple[PlayerName, ...] = ("model", "colleague", "siloed", "hurried", "random")


def bare(book: Book, seconds: float = 0.2) -> float:
    """Choices a second of the bare interpreter."""
    start, choices = process_time(), 0
    while process_time() - start < seconds:
        choices += walk(book, choices + 1)
    return choices / (process_time() - start)


def night(book: Book, kind: PlayerName, seed: int) -> list[AnyEvent]:
    """The log of a night in which *kind* holds every seat."""
    return rehearse(book, Setup(seed=seed, seats={role: Seat() for role in book.roles}), team(kind, book, seed)).log


def measured(book: Book, kind: PlayerName, seed: int, rounds: int) -> dict[str, float]:
    """What one night of *kind* costs."""
    log = night(book, kind, seed)
    best, units = float("inf"), float("inf")
    first = float("inf")
    for _ in range(max(1, rounds)):
        fresh = prepare(book.source, book.seed)
        outlook_of(fresh)
        start = process_time()
        trace(fresh, log)
        first = min(first, process_time() - start)
        start = process_time()
        found = trace(book, log)
        spent = process_time() - start
        best, units = min(best, spent), min(units, spent * bare(book))
    return {
        "roads": found.made,
        "steps": found.steps,
        "met": found.met,
        "first_milliseconds": round(first * 1000, 1),
        "milliseconds": round(best * 1000, 1),
        "bare_choices": round(units),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What it costs to work out where the points of a night went.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--installed", action="store_true", help="measure what is installed, not this checkout")
    options = parser.parse_args()
    name, path = next(iter(shipped().items()))
    scenario = read(path).scenario
    assert scenario is not None, f"the shipped case {name} has errors"
    start = process_time()
    book = prepare(scenario, 0)
    trace(book, night(book, "model", 1))
    first = process_time() - start
    rows = {kind: measured(book, kind, options.seed, options.rounds) for kind in KINDS}
    machine = f"{'compiled, ' if COMPILED else ''}Python {platform.python_version()}, {platform.machine()}"
    if options.json:
        print(json.dumps({"case": name, "machine": machine, "kinds": rows}, indent=2))
        return
    print(f"{scenario.title}, {machine}; the first play of a book, with preparing it: {first * 1000:.0f} ms\n")
    print(f"{'':12}{'roads':>8}{'steps':>8}{'met':>8}{'first ms':>10}{'ms':>10}{'bare choices':>15}")
    for kind, row in rows.items():
        print(
            f"{kind:12}{row['roads']:>8}{row['steps']:>8}{row['met']:>8}{row['first_milliseconds']:>10}"
            f"{row['milliseconds']:>10}{row['bare_choices']:>15,}"
        )


if __name__ == "__main__":
    main()
