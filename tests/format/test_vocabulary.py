"""The shared vocabulary of activities."""

import pytest

from sim.format import FormatError, vocabulary
from sim.format.scalars import identifier


def test_the_shipped_vocabulary_is_whole() -> None:
    words = vocabulary.shared()
    assert len(words) > 100
    for name, activity in words.items():
        assert identifier(name) is None
        assert activity.title
        assert all(identifier(argument, reserved=frozenset()) is None for argument in activity.args)
        assert all(activity.args.values())


def test_some_activities_are_notifications() -> None:
    words = vocabulary.shared()
    assert words[vocabulary.ActivityId("notify_cps")].notification
    assert not words[vocabulary.ActivityId("welfare_check")].notification


@pytest.mark.parametrize(
    "text", ["", "activities: [a]", "activities: {x: {titel: A}}", "activities: {x: [", "words: {}"]
)
def test_a_broken_one_is_refused_with_its_first_error(text: str) -> None:
    with pytest.raises(FormatError) as raised:
        vocabulary.parsed(text)
    assert raised.value.code == "vocabulary"
    assert raised.value.place == "activities.yaml"
