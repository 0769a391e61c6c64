"""Tables as CSV: each adds up to what the scorecard says, and a strict reader takes them."""

from __future__ import annotations

import csv
import io
from typing import get_args

import pytest

from sim.cli.report import TABLES
from sim.reports import render
from sim.reports.tables import NAMES, TableName
from tests.reports.plays import played, rich


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table by their heads."""
    text = render(rich(), "csv", name)
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_every_cell(name: TableName) -> None:
    found = rows(name)
    assert found
    assert all(None not in row and None not in row.values() for row in found)
    assert {row["session"] for row in found} == {"k3v8x2"}


def test_the_command_line_offers_the_tables_that_there_are() -> None:
    assert NAMES == TABLES == get_args(TableName)


def test_points_add_up_to_the_scores() -> None:
    card, found = played().card, rows("items")
    for role, scores in card.roles.items():
        for dimension, score in scores.items():
            mine = [row for row in found if (row["owner"], row["dimension"]) == (role, dimension)]
            assert sum(float(row["points"]) for row in mine) == pytest.approx(score.earned, abs=1e-4)
            assert sum(float(row["at_stake"]) for row in mine) == pytest.approx(sum_at_stake(role, dimension), abs=1e-4)
    for dimension, score in card.team.items():
        mine = [row for row in found if row["team_counts"] == "yes" and row["dimension"] == dimension]
        assert sum(float(row["points"]) for row in mine) == pytest.approx(score.earned, abs=1e-4)


def sum_at_stake(role: str, dimension: str) -> float:
    """What the items of a role have at stake in a dimension."""
    items = rich().card.items
    return sum(item.at_stake for item in items if role in item.owners and item.dimension == dimension)


def test_every_decision_and_every_rule_has_a_row() -> None:
    card = rich().card
    assert [row["decision"] for row in rows("decisions")] == [review.decision for review in card.decisions]
    assert [(row["rule"], row["verdict"]) for row in rows("protocol")] == [
        (one.rule, one.verdict) for one in card.protocol
    ]
    assert [float(row["points"]) for row in rows("rows")] == [row.points for row in card.rows]


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(ValueError, match="There is no table 'people': there is items, decisions"):
        render(rich(), "csv", "people")
