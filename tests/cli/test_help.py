"""Help: complete, in step with the commands, and quick because it loads none of them."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import COMMANDS, main
from tests.cli.conftest import ROOT, Sim

LOADED = """
import json, sys
sys.argv = ["sim", *sys.argv[1:]]
from sim.cli import main
try:
    main(prog_name="sim")
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""

HEAVY = {"textual", "rich", "yaml", "sqlite_utils", "sqlite3", "msgspec", "asyncio", "markdown_it", "platformdirs"}


def loaded(*words: str, typed: str = "") -> set[str]:
    """The modules that are loaded after `sim` with *words* in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], cwd=ROOT, input=typed, capture_output=True, encoding="utf-8", check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--version"], ["play", "--help"], ["list", "--help"]])
def test_help_loads_nothing_that_takes_its_time(words: list[str]) -> None:
    heavy = HEAVY - {"msgspec"} if words[0] == "play" else HEAVY
    assert loaded(*words) & heavy == set()


def test_help_imports_no_command() -> None:
    assert not {
        name for name in loaded("--help") if name.startswith("sim.") and name.removeprefix("sim.cli.") in COMMANDS
    }


def test_plain_mode_never_loads_the_screens(home: Path) -> None:
    assert not {"textual", "rich"} & loaded("play", "night_at_the_duplex", "--plain", "--role", "cps", typed="\n1\n")


def test_help_lists_every_command_and_the_exit_codes(sim: Sim) -> None:
    said = sim("--help").stdout
    for name, (_, line) in COMMANDS.items():
        assert f"  {name} " in said
        assert line.split("(")[0].split(",")[0][:30] in said
    assert "Exit codes:" in said
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    said = CliRunner().invoke(main, [name, "--help"], prog_name="sim").stdout
    assert said.startswith(f"Usage: sim {name} ")
    assert "--db PATH" in said
    assert "\nExit codes:\n  0" in said.replace("\n  Exit codes:\n    0", "\nExit codes:\n  0")
    assert import_module(COMMANDS[name][0]).command.help


def test_the_version(sim: Sim) -> None:
    from sim import __version__

    assert sim("--version").stdout == f"Joint Response {__version__}\n"
