"""What each room may load, seen from a fresh interpreter.

The import contracts in `pyproject.toml` read the source; these tests look at what really arrives in `sys.modules`,
through whatever a library pulls in. What would regress quietly otherwise: `sim --help` taking a second, and an engine
that is no longer pure because something below it wanted a screen.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOAD_ALL = """
import importlib, json, pkgutil, sys
sys.path.insert(0, sys.argv[2])
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith(".__main__"):
        importlib.import_module(module.name)
print(json.dumps(sorted(sys.modules)))
"""
LOAD_ONE = """
import importlib, json, sys
sys.path.insert(0, sys.argv[2])
importlib.import_module(sys.argv[1])
print(json.dumps(sorted(sys.modules)))
"""

SCREEN = {"textual", "rich", "click"}
STORE = {"sqlite_utils", "sqlite3"}
FILES = {"yaml", "markdown_it", "platformdirs"}


# A room, and what no module of it may bring along. Sessions may load click, which sqlite-utils brings.
NOT_LOADED = {
    "sim.engine": SCREEN | STORE | FILES | {"asyncio"},
    "sim.players": SCREEN | STORE | FILES | {"asyncio"},
    "scoring": SCREEN | STORE | FILES | {"asyncio"},
    "sim.format": SCREEN | STORE | {"asyncio"},
    "sim.sessions": {"textual"},
    "sim.settings": SCREEN | STORE | {"yaml", "markdown_it", "asyncio", "msgspec"},
    "sim.support": SCREEN | STORE | {"yaml", "markdown_it", "asyncio"},
    "sim.plain": {"textual"},
    "sim.reports": SCREEN | STORE | {"yaml", "platformdirs", "asyncio"},
}

# A room, and the rooms that it must do without.
TOP = {"sim.tui", "sim.plain", "sim.cli"}
ABOVE = {
    "sim.engine": {"sim.players", "sim.format", "scoring", "sim.sessions"} | TOP,
    "sim.players": {"sim.format", "scoring", "sim.sessions"} | TOP,
    "sim.format": {"sim.players", "scoring", "sim.sessions"} | TOP,
    "scoring": {"sim.format", "sim.sessions"} | TOP,
    "sim.sessions": {"sim.support"} | TOP,
    "sim.support": {"sim.engine", "sim.players", "sim.format", "scoring", "sim.sessions"} | TOP,
    "sim.settings": {"sim.engine", "sim.players", "sim.format", "scoring", "sim.sessions"} | TOP,
    "sim.plain": {"sim.tui", "sim.cli"},
    "sim.reports": {"sim.sessions"} | TOP,
}


def modules_after(program: str, name: str) -> set[str]:
    """The names of all modules loaded once a fresh interpreter has run *program* on the module *name*."""
    command = [sys.executable, "-I", "-c", program, name, str(ROOT)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("package", NOT_LOADED)
def test_a_room_with_all_its_modules_loads_no_library_it_may_not_know(package: str) -> None:
    assert modules_after(LOAD_ALL, package) & NOT_LOADED[package] == set()


@pytest.mark.parametrize("package", ABOVE)
def test_a_room_with_all_its_modules_loads_no_room_above_it(package: str) -> None:
    assert modules_after(LOAD_ALL, package) & ABOVE[package] == set()


def test_the_command_line_loads_only_what_every_command_needs() -> None:
    """Textual costs 300 ms, sqlite-utils 145, asyncio 92, msgspec 60: a command imports them when it runs."""
    heavy = {"textual", "yaml", "sqlite_utils", "sqlite3", "msgspec", "asyncio", "markdown_it"}
    assert modules_after(LOAD_ONE, "sim.cli") & heavy == set()


def test_a_seat_loads_nothing_that_only_rehearsals_or_another_screen_want() -> None:
    """A seat has 45 MB of memory; what is wanted later is loaded then."""
    later = {
        "sim.players.table",
        "sim.players.chancer",
        "sim.players.run",
        "sim.tui.screens.jump",
        "sim.tui.home.offers",
    }
    seat = modules_after(LOAD_ONE, "sim.tui.screens.play") | modules_after(LOAD_ONE, "sim.tui.screens.home")
    seat |= modules_after(LOAD_ONE, "sim.sessions.session")
    assert seat & later == set()
    assert not [name for name in seat if name.startswith(("scoring", "sim.reports"))]
