"""`sim play`: begin a case, in the app or line by line."""

from __future__ import annotations

import click

from sim.cli.ground import Ground
from sim.engine.seats import Mode, Pace


@click.command()
@click.argument("scenario", metavar="NAME|PATH")
@click.option("--role", metavar="ROLE", help="The role that you play; asked for if it is not given.")
@click.option(
    "--mode",
    type=click.Choice(["coach", "practice"]),
    help="coach: each decision is explained at once. practice: at the end. [default: practice]",
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
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, pipes and tests.")
@click.pass_obj
def command(
    ground: Ground, scenario: str, role: str | None, mode: Mode | None, pace: Pace | None, seed: int | None, plain: bool
) -> None:
    """Play a case.

    NAME is a case that comes with the program (see sim list); PATH is the folder of any other.

    With --plain everything is read from standard input, a line at a time, and written to standard output: type help at
    any prompt. The end of the input leaves the session, which is kept and can be resumed.
    """
    from sim.cli.cases import opened, role_of

    if not plain:
        from sim.cli.app import need_terminal, open_app

        case = opened(scenario)
        need_terminal(f"sim play {scenario} --plain")
        from sim.tui.app import Begin

        open_app(ground, Begin(scenario, role_of(case, role) if role else None, mode, pace), seed=seed)
        return
    from sim.cli.plainly import begin_plainly

    begin_plainly(ground, opened(scenario), role, mode or "practice", pace, seed)
