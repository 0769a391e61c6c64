"""What a typed line means."""

import pytest

from sim.plain.verbs import VERBS, WORDS, Line, about, read, summary


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", Line()),
        ("   ", Line()),
        ("2", Line(numbers=(2,))),
        ("2.", Line(numbers=(2,))),
        (" 1, 3 4 ", Line(numbers=(1, 3, 4))),
        ("choice 2", Line(numbers=(2,))),
        ("tick 1,2", Line(numbers=(1, 2))),
        ("tell cps 2", Line("tell", "cps 2")),
        ("TELL cps 2", Line("tell", "cps 2")),
        ("tell, cps 2", Line("tell", "cps 2")),
        ("read back 5", Line("read back", "5")),
        ("ack 5 1", Line("read back", "5 1")),
        ("step out", Line("step out")),
        ("note I wait,  for the nurse", Line("note", "I wait, for the nurse")),
        ("?", Line("help")),
        ("help tell", Line("help", "tell")),
        ("agian", Line(unknown="agian", near="again")),
        ("mesages", Line(unknown="mesages", near="messages")),
        ("xyzzy", Line(unknown="xyzzy")),
        ("choice two", Line(numbers=(2,))),
        ("One", Line(numbers=(1,))),
        ("one three", Line(numbers=(1, 3))),
        ("choice ten", Line(unknown="choice", near="")),
    ],
)
def test_a_line_means(text: str, line: Line) -> None:
    found = read(text)
    assert (found.verb, found.rest, found.numbers, found.unknown) == (line.verb, line.rest, line.numbers, line.unknown)
    if line.near:
        assert found.near == line.near


def test_no_two_verbs_share_a_word() -> None:
    words = [word for verb in VERBS for word in (verb.name, *verb.also)]
    assert len(words) == len(set(words)) == len(WORDS)


def test_every_verb_has_its_help() -> None:
    for verb in VERBS:
        assert any(verb.name in line for line in summary())
        assert about(verb.name)[0].startswith(f"Help: {verb.name}: ")


def test_help_for_a_mistyped_word_names_the_nearest() -> None:
    assert about("tel") == ['Help: There is no word "tel" here. Did you mean tell?']
