"""Places in texts, and where a character of a value stands in the file."""

import pytest

from sim.format.source import Source


def test_a_place_knows_its_line() -> None:
    place = Source("a", "one\ntwo three\n").place(8, 5)
    assert (place.line, place.column, place.length, place.snippet) == (2, 5, 5, "two three")


def test_a_length_ends_with_its_line() -> None:
    assert Source("a", "one\ntwo\n").place(4, 99).length == 3


def test_a_place_beyond_the_end_is_the_end() -> None:
    place = Source("a", "one").place(99)
    assert (place.line, place.column) == (1, 4)


@pytest.mark.parametrize(
    ("text", "value", "word"),
    [
        ("plain words here", "plain words here", "here"),
        ("'it''s here'", "it's here", "here"),
        ('"a \\x41 here"', "a A here", "here"),
        ("one\n    two\n    here", "one two here", "here"),
        (">\n    one\n    here\n", "one here\n", "here"),
        ("|-\n    one\n\n    here", "one\n\nhere", "here"),
    ],
)
def test_a_word_of_a_value_is_found_in_the_file(text: str, value: str, word: str) -> None:
    source = Source("a", "key: " + text)
    where = source.inside(5, 5 + len(text), value)
    assert source.text[where(value.index(word)) :].startswith(word)
