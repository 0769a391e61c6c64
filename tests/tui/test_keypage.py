"""The page of keys in docs is what the program's own table says."""

from pathlib import Path

from sim.tui.keymap import ACTS
from sim.tui.keypage import page

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


def test_the_page_is_made_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m sim.tui.keypage > docs/keys.md"


def test_every_act_is_on_it_once() -> None:
    for act in ACTS:
        assert page().count(f"`{act.id}` |") == 1
