"""`sim list`: the cases that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli.errors import Failed

if TYPE_CHECKING:
    from sim.engine.scenario import Scenario

EPILOG = """\
\b
Keys of each JSON object: name, title, kind (case, drill or tutorial), roles (a list), minutes.

\b
Exit codes:
  0  done
  1  a case that comes with the program cannot be read
  2  an unknown option
"""


@click.command(name="list", epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of lines.")
def command(as_json: bool) -> None:
    """List the cases that are there.

    Play one with: sim play NAME. A case of your own is played by its path: sim play FOLDER.
    """
    from sim.format import open_scenario, shipped

    cases: list[Scenario] = []
    broken: list[str] = []
    for name, path in shipped().items():
        scenario = open_scenario(path).scenario
        if scenario is None:
            broken.append(name)
        else:
            cases.append(scenario)
    if as_json:
        import json

        click.echo(json.dumps([entry(case) for case in cases], indent=2))
    else:
        for case in cases:
            click.echo(line(case))
    if broken:
        raise Failed(f"These cannot be read: {', '.join(broken)}. sim check NAME says why.")


def entry(case: Scenario) -> dict[str, Any]:
    """*case* as an object of the list, as `sim list --help` describes it."""
    return {
        "name": case.name,
        "title": case.title,
        "kind": case.kind,
        "roles": list(case.roles),
        "minutes": case.minutes,
    }


def line(case: Scenario) -> str:
    """*case* in one line that can be read aloud."""
    from sim.plain.wording import many, said

    minutes = f", about {many(case.minutes, 'minute')}" if case.minutes else ""
    draft = "" if case.review.state == "signed" else " A draft."
    return f"{case.name}: {said(case.title)}. A {case.kind}{minutes}. Roles: {', '.join(case.roles)}.{draft}"
