"""The child's day: what is counted, what a case can tell, and the model's counts beside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import score
from scoring.childs_day import KINDS, UNTOLD, Count, counted, days
from scoring.sentences import UNTOLD_DAY, day
from scoring.walk import follow
from sim.engine.book import prepare
from sim.engine.events import Done
from sim.engine.scenario import Child, ForChild
from sim.engine.seats import Seat, Setup
from sim.players import rehearse, team
from tests.scoring.judged_case import VOCABULARY, judged_book, judged_case
from tests.scoring.small_cases import OVER, Play, case, choice, points, scene

END = 3600


def done(*acts: tuple) -> list[Done]:
    """Events of (second, activity, arguments)."""
    return [
        Done(seq=place, at=at, seen_by=(), activity=activity, by=("police",), args=args)
        for place, (at, activity, args) in enumerate(acts, 1)
    ]


def count(kind: str, *acts: tuple, child: str = "a") -> Count:
    return counted(judged_book(), done(*acts), child, END)[kind]


A = {"child": "a"}
ALL = {"children": ("a", "b")}


# --- what is counted


@pytest.mark.parametrize(
    ("acts", "again", "whole", "adults"),
    [
        ((), 0, 0, 0),
        (((1, "ask_child", A),), 0, 1, 1),
        (((1, "ask_child", A), (2, "ask_child", A)), 1, 2, 1),
        (((1, "ask_child", A), (2, "ask_child", {**A, "by_whom": "cps"})), 1, 2, 2),
        (((1, "ask_child", A), (1, "interview", A)), 0, 1, 1),  # one going over it, in two words of the vocabulary
        (((1, "ask_child", A), (1, "interview", {**A, "recipient": "nurse"})), 1, 2, 2),
        (((1, "ask_child", {"child": "b"}),), 0, 0, 0),
        (((1, "ask_child", {}),), 0, 1, 1),  # no child is named: every child is meant
        (((1, "ask_child", {"child": ("a", "b"), "by_whom": ("cps", "police")}),), 0, 1, 1),
    ],
)
def test_being_asked_is_counted_from_the_second_time_on_and_adults_each_once(
    acts: tuple, again: int, whole: int, adults: int
) -> None:
    assert (count("asked_again", *acts).count, count("asked_again", *acts).whole) == (again, whole)
    assert count("adults_asking", *acts).count == adults


@pytest.mark.parametrize(
    ("acts", "events"),
    [
        (((5, "take", ALL),), (1,)),
        (((5, "pack", ALL), (9, "take", ALL)), ()),
        (((9, "take", ALL), (9, "pack", ALL)), ()),  # of one choice, in whatever order it names them
        (((9, "take", ALL), (10, "pack", ALL)), (1,)),  # afterwards is not beforehand
        (((5, "pack", {"children": ("b",)}), (9, "take", ALL)), (2,)),
        (((5, "explain", {**A, "about": "exam"}), (9, "exam", A), (12, "exam", A)), ()),
        (((5, "explain", {**A, "about": "photo"}), (9, "take", ALL)), (2,)),
        (((9, "scan", A),), ()),  # nothing in this case explains a scan, so it can't say that nobody did
    ],
)
def test_a_step_is_unexplained_unless_it_was_explained_until_then(acts: tuple, events: tuple) -> None:
    assert count("unexplained", *acts).events == events


@pytest.mark.parametrize(
    ("acts", "seconds", "stretches"),
    [
        ((), END, 1),
        (((600, "release", {**ALL, "adult": "aunt"}),), 600, 1),
        (((600, "release", {**ALL, "adult": "grandfather"}),), END, 1),
        (((600, "release", ALL),), 600, 1),
        (((600, "release", {**ALL, "adult": "aunt"}), (1000, "deliver", ALL)), 600 + END - 1000, 2),
        (((600, "deliver", ALL), (700, "deliver", ALL)), END, 1),
        (
            ((600, "release", {**ALL, "adult": "aunt"}), (700, "release", {**ALL, "adult": "stranger"})),
            600 + END - 700,
            2,
        ),
    ],
)
def test_time_without_an_adult_it_trusts_runs_until_one_is_there(acts: tuple, seconds: int, stretches: int) -> None:
    found = count("without_trusted_adult", *acts)
    assert (found.seconds, found.count) == (seconds, stretches)


def test_basic_needs_run_until_somebody_sees_to_them() -> None:
    assert count("needs_unmet", (90, "feed", ALL), (900, "feed", ALL)) == Count(1, 90, (1,))
    assert count("needs_unmet", (90, "feed", {"children": ("b",)})).seconds == END


def test_partings_and_promises_are_counted_one_by_one() -> None:
    acts = ((5, "take", ALL), (9, "promise", A), (12, "promise", {"child": "b"}))
    assert count("partings", *acts) == Count(1, None, (1,))
    assert count("promises", *acts) == Count(1, None, (2,))
    assert count("promises", *acts, child="b").events == (3,)


# --- beside the model, and what a case can tell


def test_the_models_counts_stand_beside_it_in_the_words_of_a_report() -> None:
    play = Play(judged_case()).choose("police", 5, "ask").choose("cps", 30, "talk").choose("police", 70, "sweeten")
    play.choose("police", 140, "aunt").until(300)
    a, b = score(play.book, play.log).days
    assert (a.name, b.name) == ("A", "B")
    assert day(a) == [
        "Asked to tell it again: Asked again once (twice in all). The model answer: never.",
        "Different adults asking: 2. The model answer: nobody asked.",
        "Things done without a word beforehand: Once. The model answer: never.",
        "Partings: Once. The model answer: the same.",
        "Time without an adult it trusts to care for it: 3 minutes 20 seconds. The model answer: 3 minutes 10 seconds.",
        "Promises that cannot be kept: Once. The model answer: never.",
        "Time past its basic needs: 3 minutes 20 seconds. The model answer: 1 minute 3 seconds.",
    ]
    assert [each.count for each in b.counts] == [0, 0, 1, 1, 1, 0, 1]


def test_a_play_as_the_model_has_the_models_day() -> None:
    book = judged_book()
    run = rehearse(book, Setup(1, {role: Seat(player="model") for role in book.roles}), team("model", book))
    for each in score(book, run.log).days:
        for burden in each.counts:
            assert (burden.count, burden.seconds) == (burden.model, burden.model_seconds)


def test_a_child_in_whose_case_nothing_is_told_has_its_day_too() -> None:
    scenario = case(
        {"door": scene({"go": choice("Go.", OVER, points(1))})}, {"police": "door"}, children={"a": Child("A", 3)}
    )
    play = Play(scenario).choose("police", 1, "go")
    (found,) = score(play.book, play.log).days
    assert [(each.kind, each.count, each.words, each.told) for each in found.counts] == [
        (kind, 0, UNTOLD, False) for kind in KINDS
    ]
    assert day(found) == [UNTOLD_DAY]


def test_what_is_told_of_one_child_is_not_told_of_another() -> None:
    scenario = judged_case()
    a, b = days(follow(prepare(scenario, 1), Play(scenario).choose("police", 5, "go").log))
    assert {each.kind for each in a.counts if not each.told} == set()
    assert {each.kind for each in b.counts if not each.told} == {"asked_again", "adults_asking", "promises"}
    assert day(b)[-1] == (
        "Not told by this case: asked to tell it again, different adults asking and promises that cannot be kept."
    )


def test_a_case_that_the_model_cannot_end_has_no_counts_beside_it() -> None:
    round_and_round = scene(
        {"again": choice("Again.", "door", points(1), model=True), "go": choice("Go.", OVER, points(0))}
    )
    scenario = case({"door": round_and_round}, {"police": "door"}, children={"a": Child("A", 3, (), "gone")})
    play = Play(scenario).choose("police", 1, "go").until(61)
    (found,) = days(follow(play.book, play.log))
    assert {(each.model, each.model_seconds) for each in found.counts} == {(None, None)}
    assert day(found)[0] == "Time without an adult it trusts to care for it: 1 minute 1 second."


# --- what is always true


ACTS = st.tuples(
    st.integers(0, END),
    st.sampled_from(sorted(VOCABULARY)),
    st.dictionaries(
        st.sampled_from(["child", "children", "by_whom", "adult", "about"]),
        st.sampled_from(["a", "b", "police", "cps", "aunt", "stranger", "exam", "leaving", ("a", "b")]),
        max_size=3,
    ),
)


@settings(max_examples=40)
@given(st.lists(ACTS, max_size=25))
def test_counts_add_up_to_events_and_lengths_stay_within_the_play(acts: list) -> None:
    log = done(*sorted(acts, key=lambda act: act[0]))
    for child in ("a", "b"):
        found = counted(judged_book(), log, child, END)
        assert list(found) == list(KINDS)
        for kind, each in found.items():
            assert list(each.events) == sorted(set(each.events))
            assert all(1 <= seq <= len(log) for seq in each.events)
            if each.seconds is None:
                assert each.count == len(each.events)
            else:
                assert 0 <= each.seconds <= END
                # each change is an event, and a stretch that was on at the beginning has none to open it
                assert each.count == (len(each.events) + 2) // 2 if kind != "needs_unmet" else each.count == 1
        asked = found["asked_again"]
        assert asked.count == max(0, asked.whole - 1)
        assert found["adults_asking"].count <= asked.whole


@settings(max_examples=40)
@given(st.lists(ACTS, max_size=12), st.integers(0, 12))
def test_more_play_never_takes_anything_from_a_day(acts: list, cut: int) -> None:
    log = done(*sorted(acts, key=lambda act: act[0]))
    part, whole = log[:cut], log
    before = counted(judged_book(), part, "a", part[-1].at if part else 0)
    after = counted(judged_book(), whole, "a", END)
    for kind in KINDS:
        assert before[kind].count <= after[kind].count
        assert (before[kind].seconds or 0) <= (after[kind].seconds or 0)


def test_every_meaning_of_the_shared_vocabulary_is_one_that_is_counted() -> None:
    from sim.format.vocabulary import shared

    meant = {name: word.for_child for name, word in shared().items() if word.for_child is not None}
    assert {"ask_child", "take_custody", "release_to_relative", "needs_check", "false_promise"} <= set(meant)
    for name, meaning in meant.items():
        assert meaning != ForChild(), name
        assert {"child", "children"} & set(shared()[name].args), f"{name} names no child"
