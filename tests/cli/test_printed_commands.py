"""Commands that the program tells a person to type: whoever plays on a database of their own is told how to reach it again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.cli.conftest import ROOT

COMMAND = re.compile(
    r"\bsim (?:play|resume|debrief|report|log|replay|rate|forget|sessions)\b(?! says| prints| checks| deletes)"
)
"""Commands that open the database, where a sentence does not only speak of them."""

DATABASE = re.compile(r"\{[^}]*(?:database|reaching)[^}]*\}|--help")

NO_STORE = {
    "a file made by `sim log`",
    "Is it a log made by `sim log`?",
    "Export it with its text: sim log ID --bundle",  # where the file came from, which may be another machine
    "(sim report with --full",  # a page that has left the machine
    "Begin one with: sim play NAME (sim list shows the names).",  # of the usual one, where it is not there
}
"""Where there is no one database to name."""


def texts(place: Path) -> Iterator[tuple[int, str]]:
    """Line and text of what a module may say: strings but docstrings and the help of commands, `{expression}` where one stands."""
    tree = ast.parse(place.read_text(encoding="utf-8"))
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(id(node.value))
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "EPILOG" for to in node.targets):
            left_out.update(map(id, ast.walk(node.value)))
        if isinstance(node, ast.JoinedStr):
            left_out.update(map(id, node.values))
            yield node.lineno, "".join(_part(value) for value in node.values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.lineno, node.value


def _part(value: ast.expr) -> str:
    return str(value.value) if isinstance(value, ast.Constant) else f"{{{ast.unparse(value)}}}"


def test_every_command_that_is_said_reaches_the_same_database() -> None:
    said = [
        (place.relative_to(ROOT).as_posix(), line, text)
        for room in ("tui", "plain", "cli", "sessions", "settings", "support", "reports")
        for place in sorted((ROOT / "sim" / room).rglob("*.py"))
        if place.name != "guide.py"  # the page of docs/plain.md
        for line, text in texts(place)
        if COMMAND.search(text)
    ]
    bare = [
        f"{place}:{line}: {text}"
        for place, line, text in said
        if not DATABASE.search(text) and not any(known in text for known in NO_STORE)
    ]
    assert not bare, "\n".join(bare)
    assert len(said) > 15  # they are found at all
