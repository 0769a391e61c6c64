"""How fast rules are checked on this machine, beside pm4py's list form in the same run where it is installed.

    python benchmarks/conformance.py [--peer PYTHON] [--rounds N] [--json]

*PYTHON* is the interpreter of an environment with `benchmarks/peers/pm4py.txt`; without it the peer is left out. A thousand
random traces of 30 events over twelve activities, and twenty constraints over sixteen templates that both know and agree on.
Speeds are constraint x trace evaluations a second of one core's own time (`time.process_time`); rounds take turns, and the
table has their medians and the median of the ratios within a round. Then the rules of the packs that Night at the duplex is bound
to, on the log of a whole play of it by the model players: in milliseconds of one core's own time, medians of as many rounds.
"""

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scoring import decisions
from scoring.adherence import adhere
from scoring.conformance import Checker, End, Occurrence, trace
from scoring.walk import follow
from sim.engine import Setup, prepare
from sim.engine.names import ActivityId
from sim.engine.parties import bindings, parties
from sim.engine.protocols import UNARY, Constraint, Match, Template, Window
from sim.engine.seats import Seat
from sim.format import locate, open_scenario
from sim.players import make_player, rehearse

CASE = "night_at_the_duplex"
TRACES, EVENTS, RULES, ACTIVITIES = 1000, 30, 20, 12
LEFT_OUT = ("end", "choice", "exclusive_choice", "not_succession", "not_chain_succession")
"""Templates that pm4py has not, or gets wrong (see docs/conformance.md)."""

PEER = """
import contextlib, io, json, sys, time
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    from pm4py.algo.conformance.declare.variants import classic
job = json.loads(sys.stdin.readline())
model = {}
for name, one in job["rules"]:
    model.setdefault(name, {})[one if isinstance(one, str) else tuple(one)] = {"support": 1, "confidence": 1}
kept = sum(map(len, model.values()))
assert kept == len(job["rules"])
for line in sys.stdin:
    begun = time.process_time()
    found = classic.apply_list(job["traces"], model)
    spent = time.process_time() - begun
    print(json.dumps([spent, [len(one["deviations"]) for one in found]]), flush=True)
"""
PEER_NAMES = {
    "exactly": "exactly_one",
    "not_coexistence": "noncoexistence",
    "alternate_response": "altresponse",
    "alternate_precedence": "altprecedence",
    "alternate_succession": "altsuccession",
    "chain_response": "chainresponse",
    "chain_precedence": "chainprecedence",
    "chain_succession": "chainsuccession",
}


def drawn(random: Random) -> tuple[list[tuple[Template, str, str]], list[list[str]]]:
    """Twenty different rules, and the traces."""
    templates: list[Template] = [one for one in get_args(Template) if one not in LEFT_OUT]
    activities = [f"activity_{number}" for number in range(ACTIVITIES)]
    rules: list[tuple[Template, str, str]] = []
    while len(rules) < RULES:
        template = templates[len(rules) % len(templates)]
        a, b = random.sample(activities, 2)
        if all((template, a) != (one, first) for one, first, _ in rules):
            rules.append((template, a, b))
    return rules, [[random.choice(activities) for _ in range(EVENTS)] for _ in range(TRACES)]


class Peer:
    """pm4py in a process of its own, told when to run."""

    def __init__(self, python: str, rules: list[tuple[Template, str, str]], traces: list[list[str]]) -> None:
        self.process = subprocess.Popen(
            [python, "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        told = [(PEER_NAMES.get(name, name), a if name in UNARY else (a, b)) for name, a, b in rules]
        self._write(json.dumps({"rules": told, "traces": traces}))

    def _write(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def run(self) -> tuple[float, list[int]]:
        """The seconds that one check of all traces took it, and how many rules it found broken in each."""
        self._write("go")
        assert self.process.stdout is not None
        spent, broken = json.loads(self.process.stdout.readline())
        return spent, broken

    def close(self) -> None:
        """End it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def measured(act: Callable[[], object]) -> float:
    """The seconds of this core's time that *act* takes."""
    gc.collect()
    start = process_time()
    act()
    return process_time() - start


def whole_play(rounds: int) -> dict[str, float]:
    """What the packs of the shipped case cost on the log of a whole play of it."""
    reading = open_scenario(locate(CASE))
    scenario = reading.scenario
    assert scenario is not None
    book = prepare(scenario, 7)
    players = {role: make_player("model", book, role, 7) for role in book.roles}
    log = rehearse(book, Setup(7, {role: Seat() for role in book.roles}), players).log
    course = follow(book, log)
    found = bindings(scenario, reading.packs)
    constraints = {
        each.key: each.rule.constraint for each in found if each.checked and each.rule.constraint is not None
    }
    ready = Checker(constraints, {"child": tuple(scenario.children)})
    heard, judged = list(trace(log, parties(scenario))), decisions.judge(course).items
    ready.check(heard, "finished", course.end.time)
    alone = [measured(lambda: ready.check(heard, "finished", course.end.time)) for _ in range(rounds)]
    around = [measured(lambda: adhere(course, reading.packs, judged)) for _ in range(rounds)]
    return {
        "rules": sum(len(pack.rules) for pack in reading.packs),
        "packs": len(reading.packs),
        "checked": len(constraints),
        "lines": len(log),
        "checker_ms": round(1000 * median(alone), 1),
        "all_around_ms": round(1000 * median(around), 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast rules are checked on this machine.")
    parser.add_argument("--peer", help="the Python of an environment with pm4py")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rules, words = drawn(Random(20))
    constraints = {
        f"{number}": Constraint(
            template,
            (Match(ActivityId(a)),),
            () if template in UNARY else (Match(ActivityId(b)),),
        )
        for number, (template, a, b) in enumerate(rules)
    }
    windowed = {
        name: one if one.template == "init" else Constraint(one.template, one.a, one.b, window=Window(0, 600))
        for name, one in constraints.items()
    }
    traces = [[Occurrence(word, 60 * at, at + 1) for at, word in enumerate(one)] for one in words]
    checker, timed = Checker(constraints), Checker(windowed)

    def each(
        made: Callable[[], Checker], check: Callable[[Checker, list[Occurrence], End], object]
    ) -> Callable[[], None]:
        def run() -> None:
            rules = made()
            for one in traces:
                check(rules, one, "complete")

        return run

    modes: dict[str, Callable[[], object]] = {
        "verdicts": each(lambda: checker, Checker.verdicts),
        "verdicts, rules made ready each time": each(lambda: Checker(constraints), Checker.verdicts),
        "verdicts, every rule with a window": each(lambda: timed, Checker.verdicts),
        "verdicts with their events": each(lambda: checker, Checker.check),
    }
    peer = Peer(options.peer, rules, words) if options.peer else None
    labels = [*(("pm4py, lists, no events",) if peer else ()), *modes]
    spent: dict[str, list[float]] = {label: [] for label in labels}
    for number in range(options.rounds + 1):
        times = {label: measured(mode) for label, mode in modes.items()}
        if peer is not None:
            times[labels[0]], broken = peer.run()
            ours = [list(checker.verdicts(one, "complete").values()).count("violated") for one in traces]
            assert ours == broken, "pm4py and this checker disagree"
        if number:
            for label, time in times.items():
                spent[label].append(time)
    if peer is not None:
        peer.close()
    work = TRACES * RULES
    rows = {
        label: {
            "evaluations_per_second": round(median(work / time for time in times)),
            "slowest_round": round(work / max(times)),
            "fastest_round": round(work / min(times)),
            "of_peer": round(median(base / time for base, time in zip(spent[labels[0]], times, strict=True)), 3)
            if peer
            else None,
        }
        for label, times in spent.items()
    }
    play = whole_play(options.rounds)
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    if options.json:
        print(json.dumps({"machine": machine, "rounds": options.rounds, "modes": rows, "play": play}, indent=2))
        return
    print(f"{TRACES} traces of {EVENTS} events, {RULES} constraints; {machine}; {options.rounds} rounds\n")
    print(f"{'':38}{'evaluations/s':>15}{'(slowest':>12}{'fastest)':>12}{'of pm4py':>10}")
    for label, row in rows.items():
        ratio = f"{row['of_peer']:.2f}" if row["of_peer"] is not None else "-"
        print(
            f"{label:38}{row['evaluations_per_second']:>15,}{row['slowest_round']:>12,}"
            f"{row['fastest_round']:>12,}{ratio:>10}"
        )
    print(
        f"\n{play['rules']} rules of {play['packs']} packs ({play['checked']} with something to check) on {play['lines']} lines of "
        f"{CASE}:\n{play['checker_ms']} ms with their events, {play['all_around_ms']} ms with all that a score does around it"
    )


if __name__ == "__main__":
    main()
