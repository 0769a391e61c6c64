"""Settings are read as they are meant; what is not understood is said with its line and what would be right, and harms nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.seats import FACTORS, Pace
from sim.settings import FIELDS, Settings, read
from sim.settings.fields import BY_NAME
from sim.settings.writing import fresh


def test_nothing_is_as_usual() -> None:
    for text in ("", "\n\n", "# a remark only\n", "\ufeff", "[keys]\n"):
        found = read(text)
        assert (found.settings, found.problems, found.broken) == (Settings(), (), False)


def test_every_field_is_read() -> None:
    found = read(
        'theme = "light"\nsymbols = "ascii"\nmotion = "reduced"\nbell = "messages"\npace = "relaxed"\nfactor = 1.5\n'
        'untimed = true\navoid = ["injury", "arrest", "injury"]\neditor = "nano -w"\n[keys]\n"play.tell" = "y"\n'
    )
    assert found.problems == ()
    assert found.settings == Settings(
        "light",
        "ascii",
        "reduced",
        "messages",
        "relaxed",
        1.5,
        True,
        ("injury", "arrest"),
        "nano -w",
        {"play.tell": "y"},
    )
    assert found.lines == {"play.tell": 11}


def test_a_factor_may_be_written_without_a_point() -> None:
    assert read("factor = 2").settings.factor == 2.0


def test_an_act_may_be_written_without_quotes() -> None:
    assert dict(read('[keys]\nplay.tell = "y"\n').settings.keys) == {"play.tell": "y"}
    assert dict(read('keys.play.tell = "y"\n').settings.keys) == {"play.tell": "y"}
    assert dict(read('[keys.play]\ntell = "y"\n').settings.keys) == {"play.tell": "y"}


@pytest.mark.parametrize(
    ("text", "line", "what", "mend"),
    [
        ('\ntheme = "drak"', 2, 'theme: "drak" is none of its values', '"dark" or "light"'),
        ("factor = 4", 1, "factor: 4 is none", "1 or 1.5 or 2 or 3"),
        ("factor = true", 1, "factor: true is none", "1 or 1.5"),
        ("untimed = 1", 1, "untimed: 1 is none", "false or true"),
        ('bel = "off"', 1, 'no setting "bel"', "Did you mean bell?"),
        ("zzz = 1", 1, 'no setting "zzz"', "There is: theme,"),
        ('avoid = "injury"', 1, 'avoid: "injury" is no list', 'avoid = ["injury", "arrest"]'),
        ("avoid = [1]", 1, "avoid: 1 is not in quotes", "Write it so"),
        ("editor = 3", 1, "editor: 3 is not in quotes", 'editor = "nano"'),
        ('editor = "\\u001b]0;x"', 1, "control characters", "Write it so"),
        ("keys = 3", 1, "keys: this is no table", "[keys]"),
        ('[keys]\n"play.tell" = 3', 2, "keys: 3 is no key for play.tell", '"ctrl+t"'),
        ('[keys]\n"play.tell" = ""', 2, "no key for play.tell", '"ctrl+t"'),
    ],
)
def test_what_is_not_understood_is_said_and_all_else_holds(text: str, line: int, what: str, mend: str) -> None:
    found = read(f"{text}\n[other]\nx = 1\n" if "[" not in text.split("=")[0] else text)
    problem = found.problems[0]
    assert not found.broken
    assert problem.line == line
    assert what in problem.what
    assert mend in problem.mend


def test_a_bad_field_leaves_the_others() -> None:
    found = read('theme = "drak"\nsymbols = "ascii"\n')
    assert (found.settings.theme, found.settings.symbols) == ("dark", "ascii")


@pytest.mark.parametrize(
    ("text", "line"),
    [("theme = dark\n", 1), ('a = 1\ntheme = "light\n', 2), ("x = 1\nx = 2\n", 2), ("[", 1), ("a = [\n\n", 3)],
)
def test_what_is_no_toml_is_broken_as_a_whole_and_says_where(text: str, line: int) -> None:
    found = read(text)
    assert found.broken
    assert found.settings == Settings()
    assert found.problems[0].line == line
    assert "not TOML" in found.problems[0].what


def test_a_file_that_is_too_long_is_not_read() -> None:
    assert read("# x\n" * 100_000).broken


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "a = 1e400", "a = 2026-99-99", "[keys]\n" + "a." * 3000 + 'b = "x"']
)
def test_hostile_files_are_no_error(text: str) -> None:
    assert read(text).problems


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    read(text)


@given(st.sampled_from([field.name for field in FIELDS]), st.text(st.characters(max_codepoint=0x2FF), max_size=30))
def test_no_value_is_an_error(name: str, value: str) -> None:
    for problem in read(f"{name} = {value}").problems:
        assert str(problem)


def test_the_values_are_those_that_play_knows() -> None:
    assert tuple(BY_NAME["factor"].values) == FACTORS
    assert set(BY_NAME["pace"].values) == {"ask", *Pace.__args__}  # type: ignore[attr-defined]


def test_every_field_is_explained_and_every_default_is_one_of_its_values() -> None:
    assert [field.name for field in FIELDS] == list(Settings.__dataclass_fields__)
    for field in FIELDS:
        assert field.about.endswith(".")
        assert not field.values or field.default in field.values
        assert field.said(field.default)
        for value, about in field.values.items():
            assert field.said(value)
            assert about in fresh(Settings())


def test_a_word_without_quotes_is_named_with_them() -> None:
    found = read('theme = "light"\nsymbols = ascii  # for the old terminal\n')
    assert (found.problems[0].line, found.broken) == (2, True)
    assert found.problems[0].mend.startswith('Put words in quotes: symbols = "ascii".')
    assert read("[keys]\nplay.tell = m").problems[0].mend.startswith('Put words in quotes: play.tell = "m".')
    assert read('theme = "dark').problems[0].mend.startswith("All settings")
