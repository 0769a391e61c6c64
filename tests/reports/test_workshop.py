"""A workshop: decisions and consequences, without points and without owners, in every kind of report."""

from __future__ import annotations

import itertools
import json

import pytest

from sim.reports import render
from sim.reports.data import BLAME
from tests.reports.plays import rich

OWNED = (
    "points", "credit", "earned", "at_stake", "owners", "model answer", "Counts for", "Binds", "Whose part it was", " percent",
)  # fmt: skip


def test_the_page_and_the_text_have_no_points_and_no_owners() -> None:
    for kind, full in itertools.product(("html", "md"), (False, True)):
        made = render(rich("workshop"), kind, full=full)
        text = made.partition("<body>")[2] or made
        plain = text.replace("without points and without saying", "")
        assert not [word for word in OWNED if word in plain], kind
        assert "What it meant, or would have meant" in text
        assert "A child was left alone." in text
        assert "(Patrol officer; not looked at" not in text


def test_nobody_is_named_as_late_or_silent() -> None:
    charged, free = render(rich("practice"), "md", full=True), render(rich("workshop"), "md", full=True)
    for words in ("told nobody", "decided without it at", " later;", "after it was needed", "| From |"):
        assert words not in free, words
    assert [words for words in ("told nobody", "decided without it at", "| From |") if words in charged]
    assert "needed by" in free.lower()


def test_the_object_has_none_either() -> None:
    card = json.loads(render(rich("workshop"), "json"))["scorecard"]
    names: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, dict):
            names.update(value)
            for each in value.values():
                collect(each)
        elif isinstance(value, list):
            for each in value:
                collect(each)

    collect(card)
    assert not names & {
        "credit",
        "owners",
        "owner",
        "points",
        "at_stake",
        "earned",
        "share",
        "items",
        "roles_charged",
        "charged",
        "model_answer",
    }
    ledger = card["ledger"]
    for name, blame in BLAME.items():
        assert not {key for line in ledger[name] for key in line} & set(blame), name
    assert ledger["needs"]
    assert card["decisions"]
    assert all("chosen_by" not in option for review in card["decisions"] for option in review["options"])


@pytest.mark.parametrize("table", ["items", "rows"])
def test_tables_of_points_are_refused_and_the_others_named(table: str) -> None:
    with pytest.raises(
        ValueError, match=f"A workshop has no {table}.*There is decisions, needs, protocol, critical\\."
    ):
        render(rich("workshop"), "csv", table)


@pytest.mark.parametrize("table", ["decisions", "needs", "protocol"])
def test_other_tables_leave_out_what_is_owned(table: str) -> None:
    heads = render(rich("workshop"), "csv", table).splitlines()[0].split(",")
    assert not set(heads) & {"owners", "roles", "credit", "earned", "at_stake", "told_by"}
