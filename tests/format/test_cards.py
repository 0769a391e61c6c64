"""The card of a scenario says what the scenario says, whether it was read anew or out of the cache."""

from pathlib import Path

import pytest

from sim.format import FormatError, card_of, open_card, open_scenario, shipped


@pytest.mark.parametrize("name", shipped())
def test_a_card_is_the_same_from_the_texts_and_from_the_cache(name: str) -> None:
    path = shipped()[name]
    anew, kept = open_card(path), open_card(path)
    reading = open_scenario(path)
    assert reading.scenario is not None
    assert anew == kept
    assert kept.card == card_of(reading.scenario)
    assert kept.digest == reading.digest


def test_what_cannot_be_played_has_no_card_and_says_how_many_errors(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("format: 1\n")
    filed = open_card(tmp_path)
    assert filed.card is None
    assert filed.errors == len(open_scenario(tmp_path).errors) > 0
    with pytest.raises(FormatError):
        open_card(tmp_path / "nowhere")
