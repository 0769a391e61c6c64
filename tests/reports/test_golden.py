"""The text and a table of a small play, kept as files: a change of what a report says is a decision and not an accident.

After a change that is meant, write them anew and read them:

    UPDATE_GOLDEN=1 python -m pytest tests/reports/test_golden.py
"""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from sim.reports import render
from tests.reports.plays import rich

FOLDER = Path(__file__).with_name("golden")
MADE = {
    "report.md": lambda: render(rich(), "md"),
    "report-full.md": lambda: render(rich(), "md", full=True),
    "workshop.md": lambda: render(rich("workshop"), "md"),
    "items.csv": lambda: render(rich(), "csv").replace("\r\n", "\n"),
    "shape.txt": lambda: shape(json.loads(render(rich(), "json"))),
}
"""Of the object only its shape: the values are compared in `test_data`."""


def shape(value: Any) -> str:
    """Every path in an object, with the kind of what stands there."""
    found: dict[str, set[str]] = {}

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                walk(each, f"{path}.{key}" if path else key)
        elif isinstance(value, list):
            for each in value:
                walk(each, f"{path}[]")
            found.setdefault(path, set()).add("list") if not value else None
        else:
            found.setdefault(path, set()).add(
                {"NoneType": "null", "str": "text", "bool": "yes or no"}.get(type(value).__name__, "number")
            )

    walk(value, "")
    return "\n".join(f"{path}: {', '.join(sorted(kinds))}" for path, kinds in sorted(found.items())) + "\n"


@pytest.mark.parametrize("name", MADE)
def test_what_is_written_is_what_was_agreed(name: str) -> None:
    file = FOLDER / name
    made = MADE[name]()
    if os.environ.get("UPDATE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(made, encoding="utf-8")
        return
    agreed = file.read_text(encoding="utf-8")
    lines = difflib.unified_diff(agreed.splitlines(), made.splitlines(), f"golden/{name}", "now", lineterm="", n=1)
    assert agreed == made, "\n".join(lines)


def test_the_same_play_makes_the_same_file_twice() -> None:
    for kind in ("html", "md", "csv", "json"):
        assert render(rich(), kind) == render(rich(), kind)
