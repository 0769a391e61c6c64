"""The page about plain mode says what plain mode does, and its list of words before lines is understood."""

import re
from pathlib import Path

from sim.plain import verbs
from sim.plain.guide import guide
from sim.plain.prefixes import listed, prefix

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_what_the_program_says() -> None:
    page = (ROOT / "docs" / "plain.md").read_text(encoding="utf-8").splitlines()
    assert page == list(guide()), "docs/plain.md is old: python -m sim.plain.guide > docs/plain.md"


def test_a_prefix_is_told_with_its_number_name_and_remark() -> None:
    cases = {
        "Fact 3, new: Health: A cold.": "Fact",
        "Decision 2 of 9: 21:40. At the door.": "Decision",
        "Decisions: You had a part in 2 decisions.": "Decisions",
        "Role cps: Investigator.": "Role",
        "Line 1, not ticked: This.": "Line",
        "Other, choice 2: Wait.": "Other",
        "Read back: 21:40, message 2. You": "Read back",
        "End of the debrief.": "End of the debrief",
        "Perhaps: it is.": "",
        "Facts about it": "",
        "1: one": "",
    }
    assert {line: prefix(line) for line in cases} == cases


def test_help_is_short_by_place_and_whole_on_request() -> None:
    for place in verbs.HERE:
        assert len(verbs.here(place, confirm=True)) <= 5
    lines = [*verbs.summary(), *listed(), *verbs.about("tell"), *verbs.about("nonsense")]
    for line in lines:
        assert line.startswith("Help: ")
        assert line.isascii()
    assert len(verbs.summary()) > len(verbs.VERBS)
    assert not any(re.search(r"\b[A-Z]{4,}\b", line) for line in lines)
