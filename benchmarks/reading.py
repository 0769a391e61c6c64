"""How long it takes to open the shipped case: from its YAML, and from the cache of compiled scenarios, in the same run.

    python benchmarks/reading.py [--rounds N] [--json]

Both in turn in one process, with all imports done and a cache of its own, so that a machine that slows down slows both; medians
of the rounds. What is kept is compared with what was read before anything is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sim.format import Reading, open_scenario, shipped

CASE = "night_at_the_duplex"


def seconds(opened: Callable[[], Reading]) -> float:
    """Wall seconds of one opening."""
    start = perf_counter()
    opened()
    return perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long opening the shipped case takes, with and without the cache.")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    path = shipped()[CASE]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = folder
        ways = {"yaml": lambda: open_scenario(path, cache=False), "cache": lambda: open_scenario(path)}
        ways["cache"]()
        if ways["cache"]() != ways["yaml"]():
            raise SystemExit("What the cache gives is not what reading gives.")
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(max(1, options.rounds)):
            for name, opened in ways.items():
                times[name].append(seconds(opened))
    medians = {name: median(found) for name, found in times.items()}
    ratio = medians["yaml"] / medians["cache"]
    if options.json:
        milliseconds = {name: round(1000 * value, 2) for name, value in medians.items()}
        print(json.dumps({"milliseconds": milliseconds, "ratio": round(ratio, 1), "rounds": options.rounds}))
        return
    for name, value in medians.items():
        print(f"{name:6} {1000 * value:7.1f} ms")
    print(f"{'ratio':6} {ratio:7.1f}")


if __name__ == "__main__":
    main()
