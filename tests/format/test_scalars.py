"""Single values are what their field expects, and never what YAML 1.1 would guess."""

import pytest

from sim.format import scalars
from sim.format.scalars import Bad


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45s", 45),
        ("0s", 0),
        ("12m", 720),
        ("1h30m", 5400),
        ("1h2m3s", 3723),
        ("24h", 86_400),
        ("5d", 432_000),
        ("5wd", 432_000),
        ("1wd4h", 100_800),
        ("366d", 31_622_400),
    ],
)
def test_a_duration_is_seconds(text: str, seconds: int) -> None:
    assert scalars.duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "m",
        "5 m",
        "5min",
        "-5m",
        "1.5h",
        "30m1h",
        "5m5m",
        "12:30",
        "5M",
        "٥m",
        "367d",
        "99999999s",
        "1h30",
        "m5",
    ],
)
def test_what_is_no_duration_is_refused_with_an_example(text: str) -> None:
    bad = scalars.duration(text)
    assert isinstance(bad, Bad)
    assert "duration" in bad.expected
    assert bad.hint


@pytest.mark.parametrize("text", ["367d", "99999999999d", "9" * 300 + "s", "366d1s", "1wd9999999h"])
def test_a_duration_that_is_too_long_is_told_the_longest(text: str) -> None:
    bad = scalars.duration(text)
    assert isinstance(bad, Bad)
    assert bad.expected == "a duration of 366d at most"
    assert bad.hint.startswith("This is too long: the longest is 366d.")


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("9" * 300, "a number of 12 digits at most", "This is too large."),
        ("-1000000000000", "a number of 12 digits at most", "This is too small."),
        ("0.0000000001", "a number with 9 digits after its point at most", "Round it."),
    ],
)
def test_a_number_that_is_too_large_is_told_so(text: str, expected: str, hint: str) -> None:
    assert scalars.number(text) == Bad(expected, hint)
    assert scalars.number(text, truth=True) == Bad(expected, hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-30 25:61", "a date that is in the calendar with a time of day from 00:00 to 23:59"),
        ("2026-02-28 23:60", "a time of day from 00:00 to 23:59"),
        ("2026-02-28 24:00", "a time of day from 00:00 to 23:59"),
        ("2026-02-30 10:00", "a date that is in the calendar"),
        ("2026-02-28", "a date and a time of day"),
    ],
)
def test_what_is_wrong_with_a_moment_is_said_in_a_sentence(text: str, expected: str) -> None:
    bad = scalars.moment(text)
    assert isinstance(bad, Bad)
    assert bad.expected == expected  # Here ... is expected, not `...`.


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("-2.5", -2.5), ("017", 17), ("0.25", 0.25), ("999999999999", 999999999999)]
)
def test_a_number_is_decimal(text: str, value: float) -> None:
    assert scalars.number(text) == value


@pytest.mark.parametrize(
    "text", ["", "0x11", "1e9", "1_000", ".5", "5.", "12:30:45", "nan", "inf", "9" * 5000, "--1", "１", "true", "1,5"]
)
def test_other_writings_of_numbers_are_refused(text: str) -> None:
    assert isinstance(scalars.number(text), Bad)


def test_true_and_false_are_one_and_nought_where_a_variable_gets_them() -> None:
    assert scalars.number("true", truth=True) == 1
    assert scalars.number("false", truth=True) == 0


@pytest.mark.parametrize("text", ["yes", "no", "on", "off", "True", "1", ""])
def test_only_true_and_false_are_true_and_false(text: str) -> None:
    assert isinstance(scalars.truth(text), Bad)


@pytest.mark.parametrize(
    ("text", "value"), [("2026-03-04 21:40", "2026-03-04T21:40"), ("2026-03-04T00:00", "2026-03-04T00:00")]
)
def test_a_moment_is_kept_without_a_zone(text: str, value: str) -> None:
    assert scalars.moment(text) == value


@pytest.mark.parametrize(
    "text", ["2026-99-99 10:00", "2026-03-04", "2026-03-04 25:00", "tomorrow", "2026-03-04 21:40Z"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    assert isinstance(scalars.moment(text), Bad)


@pytest.mark.parametrize("text", ["2026-02-30", "26-01-01", "", "2026-1-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert isinstance(scalars.day(text), Bad)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [("any", (0, 99)), ("at_most 2", (0, 2)), ("at_least 1", (1, 99)), ("exactly 3", (3, 3)), ("2 to 4", (2, 4))],
)
def test_a_pick_is_a_least_and_a_most(text: str, bounds: tuple[int, int]) -> None:
    assert scalars.pick(text) == bounds


@pytest.mark.parametrize("text", ["some", "at_most", "4 to 2", "at_most 0", "exactly 0", "at_most -1", "at_most 100"])
def test_other_picks_are_refused(text: str) -> None:
    assert isinstance(scalars.pick(text), Bad)


@pytest.mark.parametrize("name", ["a", "child_a", "x1", "fl_39_306", "a" * 60])
def test_a_name_is_snake_case(name: str) -> None:
    assert scalars.identifier(name) is None


@pytest.mark.parametrize(
    "name", ["", "A", "1a", "_a", "a-b", "a b", "é", "a" * 61, "class", "and", "none.x", "time", "all", "since"]
)
def test_other_words_are_no_names(name: str) -> None:
    assert isinstance(scalars.identifier(name), Bad)


def test_a_bad_name_comes_with_a_good_one() -> None:
    bad = scalars.identifier("Medical Team")
    assert bad is not None
    assert "`medical_team`" in bad.hint


def test_a_name_is_made_readable() -> None:
    assert scalars.readable("the_home") == "The home"
