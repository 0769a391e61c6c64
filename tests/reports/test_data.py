"""The object: the whole scorecard with where it comes from, and nothing that says which conditions were approved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from scoring import Scorecard
from sim.reports import render
from sim.reports.material import AT_THIS_PACE
from tests.reports.plays import played, rich

PAGE = Path(__file__).parents[2] / "docs" / "reports.md"


def report() -> dict[str, Any]:
    """The object."""
    found: dict[str, Any] = json.loads(render(rich(), "json"))
    return found


def test_the_scorecard_is_whole_but_for_pace_and_limits() -> None:
    card, whole = report()["scorecard"], rich().card
    assert "pace" not in card
    decisions = [
        {**review, "closes": one.closes} for review, one in zip(card["decisions"], whole.decisions, strict=True)
    ]
    assert msgspec.convert({**card, "pace": "standard", "decisions": decisions}, Scorecard) == whole


def test_no_report_says_which_conditions_were_approved() -> None:
    material = played(pace="untimed")
    assert any(AT_THIS_PACE in one.reason for one in material.card.untested), "the scoring says it in other words now"
    assert material.card.conditions == "approved"
    for kind in ("html", "md", "json", "csv"):
        text = render(material, kind).rpartition("</style>")[2]
        assert not [word for word in ("untimed", "pace", "factor", "avoid", "closes", "stood still") if word in text], (
            kind
        )
    assert "approved conditions" in render(material, "md")


def test_every_key_is_described() -> None:
    page = PAGE.read_text(encoding="utf-8")
    found = report()
    for key in (*found, *found["provenance"], *found["scorecard"]):
        assert f"`{key}`" in page, f"docs/reports.md does not say what {key} is"


def test_where_it_comes_from_is_in_it() -> None:
    found = report()
    assert found["report"] == 1
    assert found["provenance"]["session"] == "k3v8x2"
    assert found["provenance"]["scenario"]["sha256"] == "ab" * 32
    assert found["provenance"]["conditions"] == "standard"
    assert found["seats"]["police"] == {"title": "Patrol officer", "person": None, "held_by_a_person": True}
    assert found["notes"] is None
    assert found["notes_written"] == 1
