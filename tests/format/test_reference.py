"""The reference page is made from the definition of the format, and its examples are true."""

from pathlib import Path

from sim.format.catalogue import KINDS
from sim.format.example import SCENARIO
from sim.format.fields import TOP
from sim.format.reference import page

PAGE = Path(__file__).parents[2] / "docs" / "format.md"


def test_the_page_is_the_one_that_the_definition_makes() -> None:
    """If this fails: python -m sim.format.reference > docs/format.md"""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_field_and_every_diagnostic_is_on_it() -> None:
    text = page()
    assert all(f"`{each.name}`" in text for each in TOP.fields)
    assert all(f"### {kind.code} {kind.title}" in text for kind in KINDS)
    assert SCENARIO in text


def test_links_lead_to_headings() -> None:
    import re

    text = page()
    headings = {
        line.lstrip("# ").strip().lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings
