"""The charts: what they draw at a size, and how they are moved. Nothing in them is told by colour alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from scoring import Coverage, DimensionScore
from scoring.knowledge import Lane, Span
from sim.engine.names import FactId, RoleId, TopicId
from sim.tui.app import Home
from sim.tui.clockface import Clockface
from sim.tui.debrief import lanes
from sim.tui.symbols import ASCII, in_ascii
from sim.tui.widgets.axis import FINEST, Axis
from sim.tui.widgets.bars import Bar, Bars
from sim.tui.widgets.chart import Chart, shortened
from sim.tui.widgets.swimlanes import Swimlanes
from sim.tui.widgets.timeline import Moment, Timeline
from tests.tui.stage import Stage, stage

FACE = Clockface("2026-03-04T21:40")
HOUR = 3600


def lane(fact: str, seat: str, start: int | None = None, how: str = "held", **more: object) -> Lane:
    span = Span(start, 8 * HOUR, how, "police", 1) if start is not None else None  # type: ignore[arg-type]
    return Lane(FactId(fact), TopicId("home"), f"Something about {fact}.", seat, span, **more)  # type: ignore[arg-type]


def told_late(fact: str = "f", at: int = 1800, due: int = 900) -> tuple[Lane, ...]:
    return (
        lane(fact, "police", 0, sent=((at, (RoleId("cps"),)),)),
        lane(fact, "cps", at, "told", needed=True, due=due, decided=2 * at),
    )


def drawn(cells: list[tuple[str, str]]) -> str:
    return "".join(sign for sign, _ in cells)


# --- the axis


def test_an_axis_turns_seconds_into_cells_and_back() -> None:
    axis = Axis(0, 3600, 61)
    assert [axis.cell(second) for second in (0, 60, 1800, 3600)] == [0, 1, 30, 60]
    assert axis.cell(3601) is None
    assert [axis.second(cell) for cell in (0, 30, 60, 99)] == [0, 1800, 3600, 3600]


def test_times_stand_where_they_are_and_never_in_each_other() -> None:
    times = Axis(0, HOUR, 61).times(FACE)
    assert times.index("21:40") == 0
    assert times.index("22:10") == 30
    for cells in range(1, 120):
        assert len(Axis(0, 8 * HOUR, cells).times(FACE)) == cells
        for time in Axis(0, 8 * HOUR, cells).times(FACE).split():
            assert len(time) == 5 or time == "Thu"


def test_looking_closer_keeps_the_moment_in_its_place_and_ends_somewhere() -> None:
    axis = Axis(0, 8 * HOUR, 60)
    closer = axis.zoomed(True, 2 * HOUR, 8 * HOUR)
    assert closer.span == 4 * HOUR
    assert closer.cell(2 * HOUR) == pytest.approx(axis.cell(2 * HOUR), abs=1)
    for _ in range(20):
        closer = closer.zoomed(True, 2 * HOUR, 8 * HOUR)
        assert closer.first <= 2 * HOUR <= closer.last
    assert closer.span == FINEST * 60
    for _ in range(20):
        closer = closer.zoomed(False, 2 * HOUR, 8 * HOUR)
    assert (closer.first, closer.last) == (0, 8 * HOUR)


def test_time_is_moved_no_farther_than_the_case_goes() -> None:
    axis = Axis(0, HOUR, 60)
    assert axis.moved(-HOUR, 8 * HOUR).first == 0
    assert axis.moved(20 * HOUR, 8 * HOUR).last == 8 * HOUR
    assert axis.holding(5 * HOUR, 8 * HOUR).last == 5 * HOUR


# --- lanes


def test_a_lane_shows_how_it_came_when_it_was_due_and_how_long_it_was_missing() -> None:
    axis = Axis(0, HOUR, 25)  # a cell is 150 seconds
    police, cps = told_late()
    assert drawn(lanes.cells(police, axis, HOUR)) == "□━━━━━━━━━━━△━━━━━━━━━━━━"
    assert drawn(lanes.cells(cps, axis, HOUR)) == "      !░░░░░▼━━━━━━━━━━━◆"
    never = lane("f", "cps", needed=True, due=900, decided=1800)
    assert drawn(lanes.cells(never, axis, HOUR)) == "      !░░░░░◆░░░░░░░░░░░✗"
    assert lanes.cells(never, axis, HOUR)[12][1] == "poor"


def test_every_sign_has_one_of_its_own_in_ascii() -> None:
    signs = [sign for sign, *_ in lanes.SIGNS] + [lanes.KNOWN, lanes.UNKNOWN]
    plain = [in_ascii(sign) for sign in signs]
    assert len(set(plain)) == len(signs)
    assert all(sign.isascii() for sign in plain)


def test_the_legend_names_every_sign_and_fits_into_a_small_terminal() -> None:
    for width in (76, 200):
        words = lanes.legend(width).rows[0].body
        assert words.cell_length <= width
        assert all(sign in words.plain for sign, *_ in lanes.SIGNS)


# --- bars


def bar(judged: int, missed: int, share: float | None) -> Bar:
    earned, stake = (judged * (share or 0), float(judged))
    return Bar("Coordination", DimensionScore(earned, stake, share, Coverage(judged + missed, judged, missed)))


def test_a_bar_is_a_part_of_a_whole_and_a_dot_is_one_opportunity() -> None:
    rows = [row.lead.plain + row.body.plain for row in Bars("You", [bar(6, 2, 0.5)]).rows_at(60, 5)]
    assert rows[2] == "Coordination  50%  3 of 6 points"
    assert rows[3] == "earned  " + "█" * 20 + "░" * 20
    assert rows[4] == "judged  ●●●●●●○○ 6 of 8"


def test_without_enough_evidence_there_is_no_bar() -> None:
    rows = "\n".join(row.body.plain for row in Bars("You", [bar(2, 1, None)]).rows_at(60, 5))
    assert "█" not in rows
    assert "%" not in rows
    assert "not enough evidence for a percentage" in rows
    assert "●●○ 2 of 3" in rows


def test_what_was_closed_stands_behind_the_dots_and_duties_below() -> None:
    found = Coverage(6, 6, 0, closed_by_self=1, closed_by_others=2, closed_by_luck=1, duties_closed=2)
    bars = Bars("You", [Bar("Protocol adherence", DimensionScore(3, 6, 0.5, found)), bar(6, 2, 0.5)])
    rows = [row.lead.plain + row.body.plain for row in bars.rows_at(76, 9)]
    assert rows[4] == "judged  ●●●●●● 6 of 6, 1 closed by yourself, 3 closed by others or luck"
    assert rows[5] == "        2 rules of the model answer had no occasion"
    assert len(rows) == bars.get_content_height(Size(76, 9), Size(76, 9), 76)


@pytest.mark.parametrize("width", [12, 30, 76, 200])
def test_bars_fit_into_their_width(width: int) -> None:
    for row in Bars("A title that may be long", [bar(60, 30, 1.0), bar(0, 0, None)]).rows_at(width, 9)[3:5]:
        assert row.lead.cell_length + row.body.cell_length <= max(width, 20)


# --- the timeline


def hand(line: Timeline, width: int) -> str:
    return line.rows_at(width, 3)[2].body.plain


def test_marks_stand_at_their_times_and_never_hide_each_other() -> None:
    moments = [Moment(second, "●", "good", f"n{second}") for second in (0, 5, 6, 1800, 3600, 3600)]
    line = Timeline(moments, HOUR, FACE)
    assert list(line.columns(65).values()) == [2, 3, 4, 32, 61, 62]
    assert line.rows_at(65, 3)[1].body.plain.count("●") == 6


def test_the_hand_names_the_mark_on_either_side() -> None:
    line = Timeline([Moment(0, "●", "good", "the first"), Moment(HOUR, "○", "poor", "the last")], HOUR, FACE)
    assert hand(line, 40) == "  △ the first"
    line.place = 1
    assert hand(line, 40) == "the last △".rjust(38)
    assert Timeline([], HOUR, FACE).rows_at(40, 3)[1].body.plain == "─" * 40


def test_what_a_night_lies_between_is_drawn_stretch_by_stretch() -> None:
    moments = [Moment(second, "●", "good", "n") for second in (0, 1800, 10 * HOUR, 11 * HOUR)]
    line = Timeline(moments, 11 * HOUR, FACE)
    assert list(line.columns(60)) == [0, 1]
    marks = line.rows_at(60, 3)[1].body.plain
    assert (marks[0], marks[-1], marks.count("●")) == ("─", "»", 2)
    line.place = 2
    marks = line.rows_at(60, 3)[1].body.plain
    assert (marks[0], marks[-1], marks.count("●")) == ("«", "─", 2)
    assert "08:00" in line.rows_at(60, 3)[0].body.plain


@pytest.mark.parametrize("width", [1, 5, 20, 76, 196])
@pytest.mark.parametrize("place", [0, 3, 8])
def test_a_timeline_fits_into_its_width(width: int, place: int) -> None:
    seconds = (0, 5, 6, 7, 8, 1800, 3600, 9 * HOUR, 9 * HOUR)
    line = Timeline([Moment(second, "●", "good", "some words") for second in seconds], 9 * HOUR, FACE)
    line.place = place
    for row in line.rows_at(width, 3)[: 3 if width > 9 else 2]:
        assert row.body.cell_length <= width + 4


def test_lanes_of_a_case_over_days_begin_with_its_first_stretch() -> None:
    groups = [told_late(), told_late("g", 12 * HOUR, 11 * HOUR)]
    assert lanes.opening(groups[:1], HOUR) == HOUR
    assert lanes.opening(groups[:1], 3 * HOUR) == 3 * HOUR
    first = lanes.opening(groups, 24 * HOUR)
    assert HOUR < first < 2 * HOUR
    assert Swimlanes(groups, 24 * HOUR, str, FACE).axis.last == first


# --- swimlanes on a screen


class One(Screen[None]):
    """A screen with one chart."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart

    def compose(self) -> ComposeResult:
        yield self.chart


async def shown(here: Stage, chart: Chart) -> None:
    await here.app.push_screen(One(chart))
    chart.focus()
    await here.still()


def many() -> Swimlanes:
    """Sixty facts, eight hours."""
    groups = [told_late(f"number {n}", 400 * (n + 1), 300 * n) for n in range(60)]
    return Swimlanes(groups, 8 * HOUR, {"police": "Police", "cps": "Investigator"}.__getitem__, FACE)


async def test_sixty_facts_and_eight_hours_are_walked_through(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        chart = many()
        await shown(here, chart)
        assert "Something about number 0." in here.see()
        await here.press("minus", "minus", "minus", "minus")
        seen = await here.press("down", "pagedown", "pagedown")
        assert chart.place == 1 + 2 * 7
        assert "▸ Something about number 15." in seen
        await here.press(*["pagedown"] * 9)
        assert chart.place == 59
        assert "▸ Something about number 59." in here.see()
        assert "Investigator" in here.see().splitlines()[23]
        await here.press("home")
        assert chart.second == 0
        await here.press("plus", "plus", "plus")
        assert chart.axis.span == HOUR
        await here.press("greater_than_sign")
        assert chart.axis.first == HOUR
        await here.press("end", "less_than_sign", "minus", "minus", "minus", "minus")
        assert chart.axis.span == 8 * HOUR


async def test_the_pointer_goes_from_event_to_event_of_a_fact(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        chart = Swimlanes([told_late()], HOUR, str, FACE)
        await shown(here, chart)
        assert chart.second == HOUR
        found = []
        for _ in range(4):
            await here.press("comma")
            found.append(chart.second)
        assert found == [1800, 900, 0, 0]
        await here.press("full_stop")
        assert chart.second == 900
        assert "21:55" in here.see()


async def test_a_click_points_at_the_fact_and_the_time(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        chart = many()
        await shown(here, chart)
        await here.pilot.click(chart, offset=(40, 5))
        assert chart.place == 1
        assert chart.second == chart.axis.second(40 - chart.label)
        await here.pilot.resize_terminal(200, 60)
        assert chart.plain.count("Something about") == 20


async def test_a_chart_draws_every_line_of_its_place_at_any_size(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        chart = many()
        await shown(here, chart)
        for width, height in ((80, 24), (200, 60), (30, 8)):
            await here.pilot.resize_terminal(width, height)
            await here.still()
            if here.app.screen is not chart.screen:
                continue
            for y in range(chart.size.height):
                assert chart.render_line(y).cell_length == chart.size.width


def test_words_are_shortened_with_a_sign() -> None:
    assert shortened("a fact that is long", 8) == "a fact…"
    assert shortened("short", 8) == "short"
    assert ord("…") in ASCII
