"""Ages: one wording, whoever says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import brief, prepare
from sim.engine.names import RoleId
from sim.format import open_scenario, shipped
from sim.format.ages import aged
from sim.plain.names import Names as Spoken
from sim.tui.names import Names as Shown


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (0, "less than a month old"),
        (0.02, "less than a month old"),
        (1 / 12, "1 month old"),
        (0.5, "6 months old"),
        (11 / 12, "11 months old"),
        (1, "1 year old"),
        (1.5, "18 months old"),
        (2, "2 years old"),
        (3.5, "3 years old"),
        (9, "9 years old"),
    ],
)
def test_an_age_is_said_as_people_say_it(years: float, said: str) -> None:
    assert aged(years) == said


@given(st.floats(0, 21))
def test_nobody_is_made_older_and_no_child_is_no_months_old(years: float) -> None:
    number, unit, _ = aged(years).rsplit(" ", 2)
    if number == "less than a":
        assert years < 1 / 12
    else:
        assert 0 < int(number) * (1 if unit.startswith("year") else 1 / 12) <= years + 1 / 24


def test_the_app_and_plain_mode_say_the_same_of_every_child_that_comes_with_the_program() -> None:
    for place in shipped().values():
        scenario = open_scenario(place).scenario
        assert scenario is not None
        told = brief(prepare(scenario, 1), RoleId(next(iter(scenario.roles))))
        for child, _, years in told.children:
            assert aged(years) in Shown(told).child(child)
            assert aged(years) in Spoken(told).child(child)
