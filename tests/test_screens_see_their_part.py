"""Screens in play look at a seat's part of the record; only scores and the debrief take the whole."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHOLE = re.compile(r"\.log\(\)")
SCORED = re.compile(r"(feedback|score|debrief|Pages|Lookback)\(")


def test_only_scores_take_the_whole_record() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for room in ("tui", "plain")
        for path in (ROOT / "sim" / room).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if WHOLE.search(line) and not SCORED.search(line)
    }
    assert found == set()
