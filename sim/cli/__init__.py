"""The command line: one small module a command, and here the table that finds them.

A command's module is imported when it runs and has a click command named `command`. This module imports nothing but
click, so that `sim --help` answers at once; what a command needs, it imports itself. Standard output is data or play,
standard error is narration, and exit codes are an interface (`sim --help` lists them).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

try:
    import click
except KeyboardInterrupt:  # Ctrl+C before anything has begun
    raise SystemExit(130) from None

from sim import __version__
from sim.cli.ground import Ground
from sim.cli.openssl import leave_out

COMMANDS = {
    "play": ("sim.cli.play", "Play a case, in the app or line by line (--plain)."),
    "list": ("sim.cli.library", "List the cases that are there."),
    "resume": ("sim.cli.resume", "Go on with a session."),
    "sessions": ("sim.cli.sessions", "List your sessions."),
    "debrief": ("sim.cli.debrief", "Look back on a session: scores, decisions, who knew what when."),
    "rate": ("sim.cli.rate", "Rate the objectives of a session: what is proposed, and what you give."),
    "report": ("sim.cli.report", "Make the after-action report of a session, to file or to print."),
    "check": ("sim.cli.check", "Check scenarios that you write or change."),
    "schema": ("sim.cli.schema", "Print the JSON Schema of scenario files, for editors."),
    "protocols": ("sim.cli.protocols", "List the protocol packs, and what their rules say."),
    "rehearse": ("sim.cli.rehearse", "Let the computer play a case many times."),
    "log": ("sim.cli.log", "Print a session's events, one JSON object a line."),
    "replay": ("sim.cli.replay", "Recompute a session from its log and compare."),
    "forget": ("sim.cli.forget", "Delete a person's name and words; what was played stays."),
    "settings": ("sim.cli.settings", "Show or check your settings."),
    "doctor": ("sim.cli.doctor", "Say what is wrong with this installation, and how to mend it."),
}
"""Subcommand -> its module, and the line that `sim --help` says of it (here, so that help imports no command)."""

EPILOG = """\
\b
Exit codes:
  0    done
  1    it failed, errors were found, or things differ that should agree
  2    an unknown word or option, or no such path, case or session
  130  broken off with Ctrl+C
  143  told to end (129: the terminal was closed); what was played is kept
"""


class Commands(click.Group):
    """The subcommands, each loaded when it is asked for; and the one place where errors become sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table: what a newcomer needs stands first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command named *cmd_name*, imported now; every command takes `--db` too."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        if not any("--db" in parameter.opts for parameter in command.params):
            command.params.append(database_option())
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; for a word that is no command, with the nearest one."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-"):
            raise click.exceptions.NoSuchCommand(word, possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, as help; imports no command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """As click does; also while help or an error is printed, and when all is said, an output that fails is a sentence.

        Click's own way of ending would lose the exit code of an error that standard error takes no word of.
        """
        if not kwargs.get("standalone_mode", True):
            return super().main(*args, **kwargs)
        kwargs["standalone_mode"] = False
        code = 0
        try:
            try:
                ended: object = super().main(*args, **kwargs)
                code = ended if isinstance(ended, int) else 0
            except click.ClickException as error:
                code = error.exit_code
                error.show()
            except (click.Abort, KeyboardInterrupt):
                code = 130
            finally:
                flush()
        except OSError as error:
            from sim.cli.errors import explain

            code = max(code, explain(error, None))
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; whatever goes wrong ends in a sentence and an exit code, never in a traceback."""
        ctx.call_on_close(leave_out())
        try:
            result = super().invoke(ctx)
            flush()
            return result
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (click.Abort, KeyboardInterrupt, EOFError):
            raise click.exceptions.Exit(130) from None
        except Exception as error:
            from sim.cli.errors import explain

            ctx.exit(explain(error, ctx.find_object(Ground)))


def flush() -> None:
    """Write out what is buffered, so that a closed pipe shows here and not when the interpreter ends."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def keep_database(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Remember the database that was asked for, wherever on the line it stood."""
    if value is not None:
        if not value.strip():
            raise click.BadParameter("this is no path.", ctx, parameter)
        ctx.ensure_object(Ground).db = value


def database_option() -> click.Option:
    """`--db`, as the group and every command know it."""
    return click.Option(
        ["--db"],
        metavar="PATH",
        expose_value=False,
        callback=keep_database,
        help="The file that sessions are kept in, instead of the usual one.",
    )


def option(made: click.Option) -> Callable[[click.Command], click.Command]:
    """A decorator that gives a command an option that is already made."""

    def give(command: click.Command) -> click.Command:
        command.params.insert(0, made)
        return command

    return give


@option(database_option())
@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90},
)
@click.version_option(__version__, prog_name="Joint Response", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Rehearse joint child-welfare responses: police, child protective services and medicine on one case, each knowing
    a part of it. For training; not legal or medical advice.

    Without a command the app opens, which draws on the whole screen. With a screen reader, type sim play --plain: the
    same cases line by line, and longer time limits, or none, before a case begins.
    """
    ground = ctx.ensure_object(Ground)
    for stream in (sys.stdout, sys.stderr):
        # What a terminal's encoding lacks becomes a question mark instead of an error.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if ctx.invoked_subcommand is None:
        from sim.cli.app import open_app

        open_app(ground)
