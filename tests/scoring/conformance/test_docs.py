"""The page on conformance says what the templates are, with examples that come out as it says."""

from pathlib import Path

from scoring.conformance import Checker
from scoring.conformance.templates import MEANINGS
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
