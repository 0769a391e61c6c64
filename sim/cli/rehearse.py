"""`sim rehearse`: the computer plays a case many times, and what came of it is counted."""

from __future__ import annotations

import gc
from collections import Counter
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from sim.cli.errors import Failed

BOOKS = 32
"""Seeds that shuffle choices and deal details, in turn: a case takes longer to make ready than to play."""

BATCH = 64
"""Rehearsals played one after the other before they are scored: taking turns slows both down by a third."""

SCORED = 10
"""Of so many rehearsals scores are worked out, unless asked otherwise: that takes longer than to play them."""

LETTERS = ("P", "S", "M", "U", "null")
"""What can be proposed for an objective; null: it is not rated."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine import Book
    from sim.engine.protocols import Pack
    from sim.engine.scenario import Scenario
    from sim.engine.seats import PlayerName
    from sim.format import Reading
    from sim.players import Run

EPILOG = """\
\b
Keys of the JSON object:
  runs                  rehearsals played, with the seeds S, S+1, ... one each
  decisions, events     choices that were accepted, and lines of all logs together
  seconds               spent on playing; reading the case and scoring are not in it
  decisions_per_second  the one divided by the other
  endings               ending -> how often (stalled: the case could not go on)
  scores                role -> dimension -> min, median and max of the share of what was at
                        stake, from 0 to 1; null where no scored run had enough evidence
  critical              critical error -> in how many of the scored runs it was made
  ratings               objective -> P, S, M, U and null (not rated) -> how often proposed
  scored                the runs that were scored: the first so many, by their seeds
  scoring_seconds       spent on that

\b
Exit codes:
  0  done
  1  the scenario has errors, or a rehearsal could not go on
  2  an unknown option, or no such scenario
"""


@click.command(epilog=EPILOG)
@click.argument("scenario", metavar="NAME|PATH")
@click.option("--runs", type=click.IntRange(1, 1_000_000), default=100, show_default=True, help="How many rehearsals.")
@click.option("--seed", type=click.IntRange(0, 2**53), default=0, show_default=True, help="The seed of the first one.")
@click.option(
    "--players",
    type=click.Choice(["model", "colleague", "hurried", "siloed", "random"]),
    default="random",
    show_default=True,
    help="Who plays every seat.",
)
@click.option(
    "--scored",
    type=click.IntRange(0, 1_000_000),
    default=SCORED,
    show_default=True,
    help="Of how many of them (the first) the scores are worked out: about 0.6 seconds each on a quiet core, "
    "with random players and the case that comes with the program.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def command(scenario: str, runs: int, seed: int, players: PlayerName, scored: int, as_json: bool) -> None:
    """Let the computer play a case many times.

    NAME is a case that comes with the program (see `sim list`); PATH is the folder of any other. Every seat is held by
    the same kind of player, at standard pace. A seed gives the same rehearsal on every machine; it draws chance,
    and its remainder by 32 shuffles the choices and deals the details.
    """
    reading, case = opened(scenario)
    gc.disable()  # a play leaves nothing that refers to itself: to look for it costs a twentieth of the time
    try:
        results = rehearsed(case, runs, seed, players, reading.packs, scored)
    finally:
        gc.enable()
    if as_json:
        import json

        click.echo(json.dumps(results))
    else:
        click.echo(table(case, players, seed, results))
    stalled = results["endings"].get("stalled", 0)
    if stalled:
        raise Failed(
            f"{stalled} of {runs} rehearsals could not go on: somebody was left waiting for what never comes. "
            f"`sim check {scenario}` may say where."
        )


def opened(name: str) -> tuple[Reading, Scenario]:
    """The scenario called *name* or at that path, with what was read beside it; raises `Failed` with its first error."""
    from sim.format import locate, read

    path = locate(name)
    reading = read(path)
    if reading.scenario is None:
        errors = [problem for problem in reading.diagnostics if problem.severity == "error"]
        first = errors[0]
        place = f"{first.file}:{first.line}:{first.column}: " if first.line else ""
        raise Failed(
            f"{name} can't be rehearsed: it has {len(errors)} {'error' if len(errors) == 1 else 'errors'}. "
            f"The first: {place}{first.message} `sim check {name}` shows all."
        )
    return reading, reading.scenario


def rehearsed(
    scenario: Scenario, runs: int, seed: int, players: PlayerName, packs: Sequence[Pack] = (), scored: int = SCORED
) -> dict[str, Any]:
    """What came of *runs* rehearsals, the first *scored* of them with scores: the JSON object of `sim rehearse --help`."""

    from scoring import score
    from sim.engine import ScenarioFault, prepare
    from sim.engine.scenario import DIMENSIONS
    from sim.engine.seats import Seat, Setup
    from sim.players import rehearse, team

    decisions = events = 0
    seconds = scoring = 0.0
    endings: Counter[str] = Counter()
    critical: Counter[str] = Counter()
    ratings: dict[str, Counter[str]] = {name: Counter() for name in scenario.objectives}
    shares: dict[str, dict[str, list[float]]] = {role: {name: [] for name in DIMENSIONS} for role in scenario.roles}
    seats = {role: Seat(player=players) for role in scenario.roles}
    books = {place % BOOKS: prepare(scenario, place % BOOKS) for place in range(seed, seed + min(runs, BOOKS))}
    gc.freeze()  # the books stay
    for first in range(seed, seed + runs, BATCH):
        places = range(first, min(first + BATCH, seed + runs))
        gc.collect()
        seated = [team(players, books[place % BOOKS], place) for place in places]
        played: list[tuple[Book, Run]] = []
        start = perf_counter()
        for place, at_table in zip(places, seated, strict=True):
            book = books[place % BOOKS]
            try:
                played.append((book, rehearse(book, Setup(place, seats), at_table)))
            except ScenarioFault as fault:
                raise Failed(f"The rehearsal with seed {place} could not go on. {fault} {fault.hint}".strip()) from None
        seconds += perf_counter() - start
        for place, (book, run) in zip(places, played, strict=True):
            decisions += run.decisions
            events += len(run.log)
            endings[run.state.ending or run.state.how] += 1
            if place - seed >= scored:
                continue
            start = perf_counter()
            card = score(book, run.log, packs)
            scoring += perf_counter() - start
            critical.update({error.id for error in card.critical})
            for rating in card.ratings:
                ratings[rating.objective][str(rating.proposed or "null")] += 1
            for role, dimensions in card.roles.items():
                for name, result in dimensions.items():
                    if result.share is not None:
                        shares[role][name].append(result.share)
    return {
        "runs": runs,
        "decisions": decisions,
        "events": events,
        "seconds": round(seconds, 6),
        "decisions_per_second": round(decisions / seconds, 1) if seconds else 0.0,
        "endings": dict(sorted(endings.items(), key=lambda pair: (-pair[1], pair[0]))),
        "scores": {
            role: {name: spread(values) for name, values in dimensions.items()} for role, dimensions in shares.items()
        },
        "critical": dict(sorted(critical.items(), key=lambda pair: (-pair[1], pair[0]))),
        "ratings": {name: {letter: found[letter] for letter in LETTERS} for name, found in ratings.items()},
        "scored": min(runs, scored),
        "scoring_seconds": round(scoring, 6),
    }


def spread(values: list[float]) -> dict[str, float | None]:
    """The least, the middle and the greatest of *values*; None for each if there are none."""
    from statistics import median

    if not values:
        return {"min": None, "median": None, "max": None}
    return {"min": round(min(values), 4), "median": round(median(values), 4), "max": round(max(values), 4)}


def table(scenario: Scenario, players: PlayerName, seed: int, results: dict[str, Any]) -> str:
    """*results* for a person: what was played, how it ended, and the scores of each seat."""
    from sim.format.cleaning import clean

    runs = results["runs"]
    seeds = f"seed {seed}" if runs == 1 else f"seeds {seed} to {seed + runs - 1}"
    counted = f"{results['decisions']:,} choices and {results['events']:,} events in {results['seconds']:.2f} s"
    lines = [
        f"{scenario.title}: {runs:,} rehearsed with {players} players, {seeds}",
        f"{counted}, {results['decisions_per_second']:,.0f} choices a second",
        "",
        "Endings",
    ]
    titles = {name: ending.title for name, ending in scenario.endings.items()}
    wide = max(len(name) for name in results["endings"])
    for name, count in results["endings"].items():
        lines.append(f"  {name:<{wide}}  {count / runs:>6.1%}  {count:>7,}  {titles.get(name, '')}".rstrip())
    scored = results["scored"]
    if not scored:
        return clean("\n".join([*lines, "", "No rehearsal was scored (--scored 0)."]))
    if scored < runs:
        first = "rehearsal" if scored == 1 else f"{scored:,} rehearsals"
        lines += ["", f"Of the first {first}, scored in {results['scoring_seconds']:.1f} s (--scored N for others)"]
    wide = max(len(role) for role in scenario.roles)
    names = ["coordination", "trauma-informed", "protocol"]
    lines += ["", "Scores, in percent of what was at stake: lowest, middle, highest"]
    lines.append(" " * (wide + 2) + "".join(f"{name:>20}" for name in names))
    for role, dimensions in results["scores"].items():
        lines.append(f"  {role:<{wide}}" + "".join(f"{triple(found):>20}" for found in dimensions.values()))
    if any(found["median"] is None for dimensions in results["scores"].values() for found in dimensions.values()):
        lines.append("  -: not enough evidence in any run")
    if results["ratings"]:
        wide = max(len(name) for name in results["ratings"])
        lines += ["", "Objectives, how often each rating was proposed (-: not rated)"]
        lines.append(" " * (wide + 2) + "".join(f"{letter.replace('null', '-'):>8}" for letter in LETTERS))
        for name, found in results["ratings"].items():
            lines.append(f"  {name:<{wide}}" + "".join(f"{found[letter]:>8,}" for letter in LETTERS))
    if results["critical"]:
        wide = max(len(name) for name in results["critical"])
        lines += ["", "Critical errors, and in how many rehearsals"]
        lines += [
            f"  {name:<{wide}}  {count / scored:>6.1%}  {count:>7,}" for name, count in results["critical"].items()
        ]
    return clean("\n".join(lines))


def triple(found: dict[str, float | None]) -> str:
    """Three shares as percent, aligned."""
    return " ".join("   -" if share is None else f"{share * 100:4.0f}" for share in found.values())
