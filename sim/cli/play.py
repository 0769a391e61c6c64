"""`sim play`: begin a case, in the app or line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sim.cli.errors import Misunderstood
from sim.cli.ground import Ground
from sim.engine.seats import Mode, Pace

if TYPE_CHECKING:
    from sim.tui.first import Begin

EPILOG = """\
\b
Exit codes:
  0  played, or left: what was played is kept
  1  the case has errors, or the session cannot be kept
  2  an unknown option, role or tag, no such case or folder, or no terminal for the app
"""


@click.command(epilog=EPILOG)
@click.argument("scenario", metavar="[NAME|PATH]", required=False)
@click.option("--role", metavar="ROLE", help="The role that you play; asked for if it is not given.")
@click.option(
    "--mode",
    type=click.Choice(["coach", "practice", "workshop"]),
    help="coach: each decision is explained at once. practice: at the end. workshop: for a group, with decisions and what came of "
    "them, without points or names. [default: practice]",
)
@click.option(
    "--pace",
    type=click.Choice(["standard", "relaxed", "untimed"]),
    help="How long decisions stay open; relaxed doubles the time, untimed has no limits. "
    "[default: standard, in coach mode untimed]",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**53),
    metavar="N",
    help="Order of choices, surface details and chance; the same number gives the same. [default: a new one]",
)
@click.option(
    "--factor",
    type=click.Choice(["1", "1.5", "2", "3"]),
    help="More time: how many times as long your time limits are. No score depends on it. [default: as you have set it]",
)
@click.option(
    "--avoid",
    multiple=True,
    metavar="TAG",
    help="What you do not want to be shown (several times for several): a scene tagged with it is replaced by another of equal "
    "worth. A wrong tag is answered with those of the case. [default: as you have set it]",
)
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, pipes and tests.")
@click.pass_obj
def command(
    ground: Ground,
    scenario: str | None,
    role: str | None,
    mode: Mode | None,
    pace: Pace | None,
    seed: int | None,
    factor: str | None,
    avoid: tuple[str, ...],
    plain: bool,
) -> None:
    """Play a case.

    NAME is a case that comes with the program (see sim list); PATH is the folder of any other. Without either, everything that
    can be played, resumed and looked back on is offered.

    With --plain everything is read from standard input, a line at a time, and written to standard output: type help at
    any prompt. The end of the input leaves the session, which is kept and can be resumed.
    """
    if scenario is None:
        if role is not None or mode is not None or pace is not None or factor is not None or avoid:
            raise Misunderstood(f"Say which case: sim play NAME{ground.database} (sim list shows the names).")
        if plain:
            from sim.cli.plainly import visit_plainly

            visit_plainly(ground, seed)
            return
        from sim.cli.app import open_app

        open_app(ground, seed=seed)
        return
    stretched = float(factor) if factor is not None else None
    if not plain:
        from sim.cli.app import open_app

        # Made for it alone: held here too, the texts of the case would stand in memory all through play.
        open_app(ground, _first(ground, scenario, role, mode, pace, stretched, avoid), seed=seed)
        return
    from sim.cli.cases import opened, tags_of
    from sim.cli.plainly import begin_plainly

    case = opened(scenario)
    left_out = tags_of(case, avoid) if avoid else None
    begin_plainly(ground, case, role, mode, pace, seed, stretched, left_out)


def _first(
    ground: Ground,
    scenario: str,
    role: str | None,
    mode: Mode | None,
    pace: Pace | None,
    factor: float | None,
    avoid: tuple[str, ...],
) -> Begin:
    """Where the app begins; raises if anything of it can't be, before a screen is drawn."""
    from shlex import quote

    from sim.cli.app import need_terminal
    from sim.cli.cases import check_pace, opened, role_of, tags_of
    from sim.tui.first import Begin  # not from the app, which is loaded with care when it is opened

    case = opened(scenario)
    left_out = tags_of(case, avoid) if avoid else None
    check_pace(mode, pace)
    need_terminal(f"sim play {quote(scenario)} --plain{ground.database}")
    return Begin(scenario, role_of(case, role) if role else None, mode, pace, factor, left_out, case)
