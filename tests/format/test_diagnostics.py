"""Diagnostics as a person reads them."""

from pathlib import Path

import pytest

from sim.format import Diagnostic, read
from sim.format.diagnostics import Problems, did_you_mean, drawn, listed

GOLDEN = Path(__file__).parent / "golden"


def test_what_a_person_reads_of_a_scenario_full_of_mistakes() -> None:
    """If a message was changed on purpose: write what this prints into the file, and read it aloud."""
    reading = read(GOLDEN / "mistakes")
    text = "".join(f"{drawn(diagnostic, folder='mistakes/')}\n" for diagnostic in reading.diagnostics)
    assert text == (GOLDEN / "mistakes.txt").read_text(encoding="utf-8")


def diagnostic(snippet: str, column: int, length: int = 1, **changes: object) -> Diagnostic:
    return Diagnostic(
        **{  # type: ignore[arg-type]
            **dict(code="F000", severity="error", file="a.yaml", line=3, column=column, message="No."),
            **dict(snippet=snippet, length=length),
            **changes,
        }
    )


def test_the_mark_stands_under_what_is_meant() -> None:
    assert drawn(diagnostic("one two three", 5, 3)).splitlines() == [
        "a.yaml:3:5: error F000: No.",
        "    one two three",
        "        ^^^",
    ]


def test_wide_and_combining_characters_do_not_move_the_mark() -> None:
    assert drawn(diagnostic("한국 x", 4)).splitlines()[2] == "    " + " " * 5 + "^"
    assert drawn(diagnostic("e\u0301 x", 4)).splitlines()[2] == "    " + " " * 2 + "^"
    assert drawn(diagnostic("\tx", 2)).splitlines()[1:] == ["     x", "     ^"]


def test_a_long_line_is_cut_around_the_place() -> None:
    lines = drawn(diagnostic("a" * 500 + "here" + "b" * 500, 501, 4)).splitlines()
    assert lines[1][lines[2].index("^") :].startswith("here")
    assert len(lines[1]) < 120


def test_a_hint_follows_and_a_whole_file_has_no_line() -> None:
    assert (
        drawn(diagnostic("", 0, line=0, hint="Mend it."), folder="x/")
        == "x/a.yaml: error F000: No.\n    hint: Mend it."
    )


def test_control_characters_cannot_reach_the_terminal_through_a_message() -> None:
    assert "\x1b" not in drawn(diagnostic("a\x1b[31m", 1))


def test_near_matches_have_a_budget() -> None:
    problems = Problems()
    names = [f"name_{number:05}" for number in range(4_500)]
    assert [bool(problems.near("name_0001", names)) for _ in range(4)] == [True, True, False, False]
    assert problems.near("x" * 61, ["x" * 60]) == ""


def test_words_for_lists_and_near_matches() -> None:
    assert listed("ab") == "`a`, `b`"
    assert listed("abcdefghij", most=3) == "`a`, `b`, `c` and 7 more"
    assert did_you_mean("x") == "Did you mean `x`?"
    assert did_you_mean("", "Else.") == "Else."


@pytest.mark.parametrize("place", ["mistakes"])
def test_every_error_of_the_example_has_a_place(place: str) -> None:
    for found in read(GOLDEN / place).diagnostics:
        assert found.line > 0 or found.code == "F007"
