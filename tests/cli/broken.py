"""A command with a fault, for the tests of what happens then."""

import click

from sim.cli.ground import Ground


@click.command()
@click.argument("how")
@click.pass_obj
def command(ground: Ground, how: str) -> None:
    """Break."""
    ground.session = "abcd2345"
    if how == "fault":
        raise RuntimeError("words of a person")
    if how == "disk":
        raise OSError(28, "No space left on device", "/disk/sessions.db")
    if how == "missing":
        raise FileNotFoundError(2, "No such file or directory", "/x\x1b[2J")
    raise KeyboardInterrupt
