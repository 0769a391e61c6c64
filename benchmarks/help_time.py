"""How long `sim --help` takes, beside `python -c "import click"` in the same run: at most 1.5 times as long.

    python benchmarks/help_time.py [--rounds N] [--json]

Both are whole processes, started in turn, so that a machine that slows down slows both; medians of the rounds. The command
is run as a person runs it: the installed script `sim` if there is one beside this Python, else `python -m sim`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
BOUND = 1.5


def seconds(*command: str) -> float:
    """Wall seconds that *command* takes as a process of its own."""
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long sim --help takes, beside importing click.")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    script = Path(sys.executable).with_name("sim")
    sim = (str(script),) if script.exists() else (sys.executable, "-m", "sim")
    commands = {
        "python, nothing": (sys.executable, "-c", "pass"),
        "import click": (sys.executable, "-c", "import click"),
        "sim --help": (*sim, "--help"),
    }
    for command in commands.values():
        seconds(*command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(max(1, options.rounds)):
        for name, command in commands.items():
            times[name].append(seconds(*command))
    medians = {name: median(found) for name, found in times.items()}
    ratio = medians["sim --help"] / medians["import click"]
    if options.json:
        milliseconds = {name: round(1000 * value, 1) for name, value in medians.items()}
        print(
            json.dumps(
                {"milliseconds": milliseconds, "ratio": round(ratio, 3), "bound": BOUND, "rounds": options.rounds}
            )
        )
        return
    for name, value in medians.items():
        print(f"{name:16} {1000 * value:7.1f} ms")
    print(f"{'ratio':16} {ratio:7.2f}    (at most {BOUND})")


if __name__ == "__main__":
    main()
