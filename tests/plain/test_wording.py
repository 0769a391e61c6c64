"""Words for a voice: no markup, no drawing characters, no control characters, whole sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.format.cleaning import harmful
from sim.plain.wording import clock, listing, paragraphs, said, sentence, span, spoken


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("The door is **ajar**; a *television* is on.", ["The door is ajar; a television is on."]),
        ("# Kitchen\n\nYou speak low.", ["Kitchen", "You speak low."]),
        ("One\nline.", ["One line."]),
        ("Forced\\\nbreak", ["Forced", "break"]),
        ("- one\n- two", ["one", "two"]),
        ("2. two\n3. three", ["2. two", "3. three"]),
        ("> quoted", ["quoted"]),
        ("See [the page](https://example.org).", ["See the page."]),
        ("`code` and\n\n    block", ["code and", "block"]),
        ("", []),
        ("\n\n---\n\n", []),
    ],
)
def test_markdown_becomes_plain_lines(markdown: str, lines: list[str]) -> None:
    assert paragraphs(markdown) == lines


def test_typographic_characters_become_those_that_every_voice_reads() -> None:
    assert spoken("“It’s here” \u2014 or … not\u00a0yet") == '"It\'s here" - or ... not yet'


@given(st.text())
def test_whatever_the_text_its_lines_are_harmless_and_whole(text: str) -> None:
    for line in [*paragraphs(text), spoken(text), sentence(text)]:
        assert "\n" not in line
        assert "\r" not in line
        assert not list(harmful(line))


@given(st.text(st.characters(min_codepoint=0x2500, max_codepoint=0x259F)))
def test_drawing_characters_are_not_read_out(text: str) -> None:
    assert not any(0x2500 <= ord(letter) <= 0x259F for letter in spoken(text))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "no time"),
        (1, "1 second"),
        (60, "1 minute"),
        (90, "1 minute 30 seconds"),
        (601, "10 minutes"),
        (3_600, "1 hour"),
        (7_500, "2 hours 5 minutes"),
        (-5, "no time"),
    ],
)
def test_spans_of_time(seconds: int, words: str) -> None:
    assert span(seconds) == words


@pytest.mark.parametrize(
    ("second", "words"),
    [(0, "21:40"), (59, "21:40"), (60, "21:41"), (8_400, "00:00 on day 2"), (94_800, "00:00 on day 3")],
)
def test_the_clock(second: int, words: str) -> None:
    assert clock("2026-03-04T21:40", second) == words


@pytest.mark.parametrize(
    ("parts", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listing(parts: list[str], words: str) -> None:
    assert listing(parts) == words


@pytest.mark.parametrize(
    ("text", "line"),
    [("Stop", "Stop."), ("Stop!", "Stop!"), ('He says "no."', 'He says "no."'), ("", ""), ("*Stop*", "Stop.")],
)
def test_a_sentence_ends_so_that_a_voice_pauses(text: str, line: str) -> None:
    assert sentence(text) == line


def test_said_is_one_line() -> None:
    assert said("One.\n\nTwo.") == "One. Two."
