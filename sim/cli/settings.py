"""`sim settings`: where the settings are, what they say, and what is wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli.errors import Failed, Misunderstood

if TYPE_CHECKING:
    from sim.settings import Found

EPILOG = """\
\b
Exit codes:
  0  done; with check: nothing is wrong in the file
  1  something in it is not understood, or it could not be written
  2  an unknown word or option
"""

SHOWN = """\
\b
Keys of the JSON object: path, exists, one key for each setting, and problems (a list of: line, what, mend).
"""


@click.group(invoke_without_command=True, epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show or check your settings: colours, signs, bell, pace, keys and so on.

    They are kept in one commented file, which you can change with sim settings set, by hand, or in the app (F2).
    JOINT_RESPONSE_SETTINGS names another file.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@command.command()
def path() -> None:
    """Print where the file is, whether it is there or not."""
    from sim.settings import place

    click.echo(str(place()))


@command.command(epilog=SHOWN)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def show(as_json: bool = False) -> None:
    """Print every setting as it holds now."""
    from sim.settings import FIELDS, load, place

    found = load()
    if as_json:
        import json

        click.echo(json.dumps(entry(found), indent=2))
        return
    for field in FIELDS:
        value = getattr(found.settings, field.name)
        usual = "" if value == field.default else " (changed)"
        about = f": {field.values[value]}" if field.values else ""
        say(f"{field.name}: {field.said(value)}{about}{usual}")
    say(f"file: {place()}{'' if place().exists() else ' (not there: all is as usual)'}")
    for problem in problems(found):
        say(f"WRONG: {problem}")


@command.command()
def check() -> None:
    """Say what in the file is not understood, with its line and what would be right."""
    from sim.settings import load, place

    found = problems(load())
    for problem in found:
        say(f"{place()}: {problem}")
    if found:
        raise Failed(f"{len(found)} to put right." if len(found) > 1 else "One thing to put right.")
    say(f"{place()}: {'nothing is wrong.' if place().exists() else 'there is no such file: all is as usual.'}")


@command.command()
def new() -> None:
    """Write the file, with every setting explained; one that is there is left alone."""
    from sim.settings import Settings, place, save

    if place().exists():
        raise Failed(f"{place()} is there already, and was left alone.")
    click.echo(str(save(Settings())))


@command.command("set")
@click.argument("name")
@click.argument("value", nargs=-1, required=True)
def put(name: str, value: tuple[str, ...]) -> None:
    """Change one setting: sim settings set factor 3. Words of a list stand one after the other.

    The names are those that sim settings shows. Nothing else in the file is changed.
    """
    import json

    from sim.settings import FIELDS, SettingsError, load, place, read, save

    field = next((field for field in FIELDS if field.name == name and field.kind != "keys"), None)
    if field is None:
        raise Misunderstood(
            f"There is no setting {name} to set. There are: {', '.join(it.name for it in FIELDS if it.kind != 'keys')}."
        )
    whole = " ".join(value)
    words = json.dumps(list(value) if field.kind == "list" else whole)  # a string of JSON is one of TOML
    for text in (bare(whole), words):
        found = read(f"{name} = {text}")
        if not found.problems:
            break
    else:
        allowed = ", ".join(bare(each) for each in field.values)
        raise Misunderstood(f"{name} cannot be {whole}.{f' It can be: {allowed}.' if allowed else ''}")
    chosen = getattr(found.settings, name)
    try:
        save(load().settings.having(name, chosen))
    except SettingsError as error:
        raise Failed(str(error)) from None
    about = f": {field.values[chosen]}" if field.values else ""
    say(f"{name}: {field.said(chosen)}{about}. Kept in {place()}")


def bare(value: object) -> str:
    """A value as it is typed: yes and no for true and false, numbers without a trailing nought."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return {"yes": "true", "no": "false"}.get(str(value), str(value))


@command.command()
def keys() -> None:
    """Print every act, its keys now and what it does; by its name it can be given other keys."""
    from sim.settings import load
    from sim.tui.keymap import ACTS
    from sim.tui.keynames import faces
    from sim.tui.ownkeys import keeps, understood

    own, _ = understood(load().settings.keys)
    for act in ACTS:
        kept = " (keeps its keys)" if keeps(act) else " (changed)" if act.id in own else ""
        say(f"{act.id}: {faces(own.get(act.id, act.keys))}: {act.says}{kept}")


def say(text: str) -> None:
    """A line, cleaned: names in the file may hold anything."""
    from sim.format.cleaning import clean

    click.echo(clean(text))


def problems(found: Found) -> list[Any]:
    """What is wrong, keys that can't be among it."""
    from sim.tui.ownkeys import problems

    return problems(found)


def entry(found: Found) -> dict[str, Any]:
    """The JSON object that `sim settings show --help` describes."""
    from sim.settings import FIELDS, place

    settings: dict[str, Any] = {field.name: getattr(found.settings, field.name) for field in FIELDS}
    return {
        "path": str(place()),
        "exists": place().exists(),
        **settings,
        "keys": dict(found.settings.keys),
        "problems": [{"line": each.line, "what": each.what, "mend": each.mend} for each in problems(found)],
    }
