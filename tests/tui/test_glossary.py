"""Words of the other agencies: those that are before one stand first, and a search finds words before mentions."""

from __future__ import annotations

import pytest

from sim.tui.play.glossary import cards, found, occurs

ENTRIES = (
    ("Intake", "A report that the hotline has taken."),
    ("Shelter hearing", "The judge's first look."),
    ("MDT (multidisciplinary team)", "All agencies at one table."),
    ("Hotline", "The state's line for reports."),
)


@pytest.mark.parametrize(
    ("term", "text", "there"),
    [
        ("Intake", "An intake came in.", True),
        ("Intake", "Two intakes.", True),
        ("Intake", "He was intaken.", False),
        ("MDT (multidisciplinary team)", "The MDT meets.", True),
        ("MDT (multidisciplinary team)", "A Multidisciplinary team meets.", True),
        ("Shelter hearing", "A shelter is near.", False),
        ("39.306 agreement", "Under the 39.306 agreement", True),
    ],
)
def test_a_word_occurs_as_a_whole_and_in_its_forms(term: str, text: str, there: bool) -> None:
    assert occurs(term, text) is there


def test_what_is_before_one_stands_first() -> None:
    here, others = found(ENTRIES, "The MDT waits for the intake.", "")
    assert [term for term, _ in here] == ["Intake", "MDT (multidisciplinary team)"]
    assert [term for term, _ in others] == ["Shelter hearing", "Hotline"]
    heads = [card.head.plain for card in cards(ENTRIES, "The intake.", "") if card.head]
    assert heads == ["In what is before you", "All others"]


def test_a_search_finds_words_before_what_only_mentions_them() -> None:
    assert [card.id for card in cards(ENTRIES, "intake", "hotl")] == ["Hotline", "Intake"]
    assert cards(ENTRIES, "", "nothing like it") == []
