"""The time axis: nothing is out of order, nothing outside, and hours in which nothing happened take no room."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sim.reports.axis import GAP, LABEL, axis

SECONDS = st.lists(st.integers(0, 400_000), max_size=20)


@given(SECONDS, st.integers(0, 400_000), st.integers(0, 86_399))
def test_later_is_further_right_and_all_of_it_is_on_the_paper(busy: list[int], end: int, clock: int) -> None:
    found = axis(busy, end, 100, 700, clock)
    places = [found.place(second) for second in sorted({0, end, *(second for second in busy if second <= end)})]
    assert places == sorted(places)
    assert all(100 - 1e-6 <= place <= 700 + 1e-6 for place in places)
    assert found.stretches[-1].right <= 700 + 1e-6
    times = [found.place(second) for second in found.times()]
    assert times
    assert all(after - before >= LABEL for before, after in pairwise(times))


def test_a_night_and_the_next_day_leave_out_the_hours_of_sleep() -> None:
    found = axis([0, 600, 3600, 36_000, 37_000], 38_000, 0, 600)
    assert [(stretch.first, stretch.last) for stretch in found.stretches] == [(0, 3600), (36_000, 38_000)]
    assert len(found.gaps) == 1
    assert found.place(36_000) - found.place(3600) == GAP


def test_a_short_case_is_drawn_whole() -> None:
    assert len(axis([0, 10], 14_000, 0, 600).stretches) == 1
    assert axis([0], 1800, 0, 600, clock=78_000).times() == [0, 300, 600, 900, 1200, 1500, 1800]
