"""Whole sittings as they are heard, kept as files: a change of what is said is a decision and not an accident.

`golden/NAME.in` is what is typed (see `sitting`; `#` begins a remark), `golden/NAME.txt` what is heard. After a change that is
meant, write them anew and read them aloud:

    UPDATE_GOLDEN=1 python -m pytest tests/plain/test_golden.py
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

import pytest

from sim.engine.names import RoleId
from sim.engine.seats import Mode, Pace
from sim.format import read
from sim.plain.prefixes import prefix
from sim.plain.sitting import Ends, begin
from tests.plain.sittings import nameless, sitting

FOLDER = Path(__file__).with_name("golden")
TESTS = Path(__file__).parents[1]

PLAYS: dict[str, tuple[str, str | None, Mode, Pace, bool]] = {
    "small": ("scenarios/duplex_small", "police", "practice", "untimed", False),
    "police": ("tui/case", None, "practice", "standard", True),
    "cps": ("tui/case", "cps", "coach", "untimed", True),
}
"""Name of a golden sitting -> the case, the role (None: asked for), the mode, the pace, and whether a person types."""


async def heard(name: str, folder: Path) -> str:
    """What is heard in the sitting *name*."""
    case, role, mode, pace, live = PLAYS[name]
    lines = (FOLDER / f"{name}.in").read_text(encoding="utf-8").splitlines()
    typed = [line for line in lines if not line.startswith("#")]
    reading = read(TESTS / case)

    async def run(ends: Ends) -> None:
        await begin(ends, reading, role=RoleId(role) if role else None, mode=mode, pace=pace)

    return nameless(await sitting(folder, typed, run, live=live))


@pytest.mark.parametrize("name", PLAYS)
async def test_what_is_heard_is_what_was_agreed(name: str, tmp_path: Path) -> None:
    file = FOLDER / f"{name}.txt"
    said = await heard(name, tmp_path)
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(said, encoding="utf-8")
        return
    agreed = file.read_text(encoding="utf-8")
    different = "\n".join(
        difflib.unified_diff(
            agreed.splitlines(), said.splitlines(), f"golden/{name}.txt", "heard now", lineterm="", n=2
        )
    )
    assert said == agreed, f"What is heard has changed (UPDATE_GOLDEN=1 writes it anew):\n{different}"


@pytest.mark.parametrize("name", PLAYS)
def test_the_sittings_go_to_their_end_and_every_line_says_first_what_it_is(name: str) -> None:
    said = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert "\nEnding: " in said
    assert re.search("\n(Kept|Left): ", said)
    assert "I do not know the word" not in said
    for line in said.splitlines():
        assert line.startswith(">") or prefix(line), line
