"""The page on conformance says what the templates are, with examples that come out as it says."""

import re
from pathlib import Path

from scoring.conformance import Checker
from scoring.conformance.templates import MEANINGS
from sim.format import locate, open_scenario
from tests.scoring.conformance.rules import named, said

PAGE = Path(__file__).parent.parent.parent.parent / "docs" / "conformance.md"


def rows() -> dict[str, list[str]]:
    table = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    cells = [[cell.strip().strip("`").replace("\\|", "|") for cell in _cells(line)] for line in table]
    return {row[0]: row for row in cells if len(row) == 6}


def _cells(line: str) -> list[str]:
    return line.replace("\\|", "\0").strip("|").replace("\0", "\\|").split(" | ")


def test_every_template_is_there_as_it_is() -> None:
    found = rows()
    assert list(found) == list(MEANINGS)
    for name, meaning in MEANINGS.items():
        assert found[name][1:3] == [meaning.says, meaning.formula]
        assert found[name][3] == meaning.activated


def test_the_examples_hold_and_break() -> None:
    for name, (*_, holds, broken) in rows().items():
        checker = Checker({"it": named(name)})
        right = checker.verdicts(said(holds.replace(" ", "")), "complete")["it"]
        assert right == ("satisfied" if name != "absence" else "not_activated"), name
        assert checker.verdicts(said(broken.replace(" ", "")), "complete")["it"] == "violated", name


def test_as_many_rules_were_measured_as_the_packs_of_the_case_have() -> None:
    """If this fails: measure again (python benchmarks/conformance.py prints the count too), and write down both."""
    found = re.search(r"All (\d+) rules of the (\w+) packs of Night at the duplex", PAGE.read_text(encoding="utf-8"))
    assert found is not None
    packs = open_scenario(locate("night_at_the_duplex")).packs
    assert int(found[1]) == sum(len(pack.rules) for pack in packs)
    assert ("one", "two", "three", "four", "five").index(found[2]) + 1 == len(packs)
