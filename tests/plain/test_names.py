"""Which name a typed word means."""

import pytest

from sim.plain.names import NotFound, article, meant, word

TITLES = {
    "police": "Patrol officer",
    "cps": "Child protective investigator",
    "medical": "Emergency nurse",
    "county_records": "County records desk",
    "county_clerk": "Clerk of the court",
}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("cps", "cps"),
        ("CPS", "cps"),
        ("pol", "police"),
        ("officer", "police"),
        ("the nurse", "medical"),
        ("Emergency nurse", "medical"),
        ("county_records", "county_records"),
        ("county records", "county_records"),
        ("records", "county_records"),
        ("court", "county_clerk"),
    ],
)
def test_a_word_means_a_name(word: str, name: str) -> None:
    assert meant(word, TITLES) == name


@pytest.mark.parametrize(
    ("word", "near"),
    [("county", ("county_records", "county_clerk")), ("medicla", ("medical",)), ("xyz", ()), ("", ())],
)
def test_a_word_that_means_nothing_or_too_much(word: str, near: tuple[str, ...]) -> None:
    assert meant(word, TITLES) == NotFound(word, near)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Emergency nurse", "the emergency nurse"),
        ("CPS investigator", "the CPS investigator"),
        ("Harbor County desk", "the Harbor County desk"),
        ("The state registry", "the state registry"),
    ],
)
def test_a_title_in_a_sentence(title: str, words: str) -> None:
    assert article(title) == words


@pytest.mark.parametrize(
    ("name", "short", "typed"),
    [
        ("medical", "Nurse", "nurse"),
        ("cps", "CPS", "cps"),
        ("police", "Police", "police"),
        ("police", "Officer", "officer"),
        ("police", "Patrol officer", "police"),  # it has no short name
        ("medical", "", "medical"),
        ("medical", "Clerk", "medical"),  # that is somebody else
        ("medical", "RN", "medical"),  # nobody would be meant by it
    ],
)
def test_what_is_typed_for_a_role_is_what_colleagues_say_where_that_is_understood(
    name: str, short: str, typed: str
) -> None:
    assert word(name, short, TITLES) == typed
    assert meant(typed, TITLES) == name
