"""Ranges: what a noted reason for a deviation from protocol would be worth if it is upheld."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import TEAM, Coverage, DimensionScore, Item, score
from scoring.items import total
from scoring.ranges import marked
from scoring.sentences import item_ranged, ranged
from scoring.walk import follow
from sim.engine.commands import Note
from sim.engine.scenario import DIMENSIONS
from tests.scoring.judged_case import judged_case
from tests.scoring.small_cases import Play


def noted(at: int, *, decision: str | None = "door#1", seat: str = "police", choice: str = "ask") -> Play:
    """The officer chooses at second 5; a note is made at second *at*."""
    play = Play(judged_case())
    note = Note(seat=seat, at=at, ref="n-1", decision=decision)
    if at < 5:
        play.give(note)
    play.choose("police", 5, choice)
    if at >= 5:
        play.give(note)
    return play.until(80)


def ends(play: Play) -> dict[str, float | None]:
    return {item.dimension: item.if_upheld for item in score(play.book, play.log).items if item.decision == "door#1"}


def test_a_reason_noted_before_the_outcome_makes_a_range_in_protocol_only() -> None:
    play = noted(3)
    assert ends(play) == {"coordination": None, "trauma_informed": None, "protocol": 1.0}
    (item,) = [one for one in score(play.book, play.log).items if one.if_upheld is not None]
    assert item.points == 0.4  # as it stands, nothing has changed
    assert item_ranged(item) == (
        "A reason was noted before the outcome: 1 of 1 point if it is upheld. That is for a person to judge."
    )


@pytest.mark.parametrize(
    "play",
    [
        noted(6),  # the outcome was known
        noted(3, decision=None),  # it says nothing of this decision
        noted(3, seat="cps", decision="office#1"),  # another seat, another decision
        noted(3, choice="care"),  # nothing was lost: there is no deviation
    ],
    ids=["afterwards", "untied", "elsewhere", "none"],
)
def test_other_notes_make_none(play: Play) -> None:
    assert ends(play)["protocol"] is None


def item(**more: object) -> Item:
    values = {
        "dimension": "protocol", "owners": ("police",), "kind": "rule", "label": "X", "credit": 0.0, "at_stake": 2.0,
        "weight": 2.0, "events": (1,), "reason": "Broken.", "roles": ("police",),
    }  # fmt: skip
    return Item(**{**values, **more})  # type: ignore[arg-type]


def test_a_broken_rule_is_a_range_where_the_act_came_of_a_decision_with_a_reason() -> None:
    play = noted(3)
    course = follow(play.book, play.log)
    act = next(event.seq for event in course.done if event.activity == "ask_child")
    (found,) = marked(course, (item(events=(act,)),))
    assert (found.points, found.weight * (found.if_upheld or 0)) == (0.0, 2.0)
    before = next(event.seq for event in course.log if event.seq not in course.origins)
    assert marked(course, (item(events=(before,)),))[0].if_upheld is None
    assert marked(course, (item(events=(act,), roles=("cps",), owners=("cps",)),))[0].if_upheld is None


def test_a_score_says_both_ends_and_who_has_to_judge() -> None:
    found = DimensionScore(earned=5.2, at_stake=10, share=0.52, coverage=Coverage(6, 6, 0), upheld=0.61)
    assert ranged(found) == (
        "52 percent as it stands, 61 percent if the reasons that were noted are upheld. That is for a person to judge."
    )
    assert ranged(DimensionScore(earned=5.2, at_stake=10, share=0.52, coverage=Coverage(6, 6, 0))) == ""


POINTS = st.floats(0, 1, allow_nan=False)
ITEMS = st.builds(
    lambda weight, stake, credit, up: item(
        weight=weight,
        at_stake=weight * stake,
        credit=stake * credit,
        if_upheld=stake if up and stake * credit < stake else None,
    ),
    st.sampled_from([1.0, 2.0, 3.0]),
    st.floats(0.01, 1),
    POINTS,
    st.booleans(),
)


@given(st.lists(ITEMS, max_size=9))
def test_the_ends_of_a_range_are_ordered_and_no_range_is_beyond_all(items: list[Item]) -> None:
    found = total(items, (), TEAM, "protocol")
    if found.upheld is None:
        assert len(items) < 5 or all(one.if_upheld is None for one in items)
    else:
        assert found.share is not None
        assert 0 <= found.share <= found.upheld + 1e-12
        assert found.upheld <= 1


@settings(max_examples=8)
@given(
    st.sampled_from(["care", "ask", "go"]),
    st.sampled_from(["pack", "carry", "sweeten"]),
    st.lists(st.integers(0, 1), max_size=2),
)
def test_a_note_never_changes_what_was_earned(first: str, second: str, notes: list[int]) -> None:
    def play(*, with_notes: bool) -> Play:
        made = Play(judged_case())
        for place, choice in enumerate((first, second)):
            if with_notes and place in notes:
                at = made.state.time + 1
                made.give(
                    Note(seat="police", at=80 * place + 1, ref=f"n-{place}", decision=made.decision("police", at))
                )
            made.choose("police", 80 * place + 5, choice)
            made.until(80 * (place + 1))
        return made

    bare, with_notes = play(with_notes=False), play(with_notes=True)
    one, other = score(bare.book, bare.log), score(with_notes.book, with_notes.log)
    for dimension in DIMENSIONS:
        for column in (*one.roles, TEAM):
            mine = one.team[dimension] if column == TEAM else one.roles[column][dimension]
            yours = other.team[dimension] if column == TEAM else other.roles[column][dimension]
            assert (mine.earned, mine.at_stake, mine.share) == (yours.earned, yours.at_stake, yours.share)
