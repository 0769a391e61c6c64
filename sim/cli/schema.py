"""`sim schema`: the JSON Schema of scenario files."""

from __future__ import annotations

import click

EPILOG = """\
An editor that knows JSON Schema completes and checks as you type. Save it beside your scenario
(sim schema > scenario.schema.json) and begin scenario.yaml with the line

\b
  # yaml-language-server: $schema=scenario.schema.json

A part in a file of its own has a schema of its own: for facts.yaml

\b
  # yaml-language-server: $schema=scenario.schema.json#/$defs/file_facts

\b
Exit codes:
  0  done
  2  an unknown option
"""


@click.command(name="schema", epilog=EPILOG)
def command() -> None:
    """Print the JSON Schema of scenario files, for editors.

    It knows fields, words and forms. Names, conditions and everything between scenes are checked by sim check.
    """
    import json

    from sim.format.schema import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
