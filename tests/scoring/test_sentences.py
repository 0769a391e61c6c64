"""What the charts of a debrief say in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Coverage, DimensionScore, score
from scoring.consequences import consequences, sentences
from scoring.glimpse import glimpse
from scoring.knowledge import Lane, Span
from scoring.sentences import Voice, about, by_fact, coverage, gist, mark, overdue, share, standing, story, unowned
from sim.engine import cut, replay, view
from sim.engine.names import FactId, RoleId, TopicId
from tests.scoring.busy_case import busy_book, busy_setup, drawn, play

TITLES = {"police": "you", "cps": "the investigator", "medical": "the nurse", "records": "the records desk"}
VOICE = Voice(lambda seat: TITLES.get(seat, seat), lambda second: f"21:{second // 60:02}")


def lane(seat: str, start: int | None = None, how: str = "held", frm: str = "", **more: object) -> Lane:
    span = Span(start, 3600, how, frm, 1) if start is not None else None  # type: ignore[arg-type]
    return Lane(FactId("alone"), TopicId("home"), "The children are alone.", seat, span, **more)  # type: ignore[arg-type]


TOLD_LATE = (
    lane("cps", 600, "work", sent=((2100, (RoleId("police"),)),)),
    lane("police", 2100, "told", "cps", needed=True, due=1500, too_late=2400, decided=1800),
)
NEVER = (lane("police", 0), lane("cps", needed=True, due=900, decided=1200))


def test_a_story_says_who_told_whom_how_much_later_and_what_was_decided_without_it() -> None:
    assert story(TOLD_LATE, VOICE) == [
        "The investigator found it out at 21:10 and told you at 21:35 (25 minutes later; needed by 21:25, so 10 minutes late).",
        "You decided without it at 21:30 and heard it from the investigator at 21:35 (10 minutes after it was needed).",
    ]


def test_who_never_had_it_comes_last_and_who_was_silent_is_said() -> None:
    assert story(NEVER, VOICE) == [
        "You knew it from the start and told nobody.",
        "The investigator needed it by 21:15, decided without it at 21:20 and never had it.",
    ]


def test_a_workshop_says_since_when_and_not_who_was_late_or_silent() -> None:
    assert unowned(TOLD_LATE, VOICE) == [
        "The investigator found it out at 21:10.",
        "You had it from 21:35 on; it was needed by 21:25.",
    ]
    assert unowned(NEVER, VOICE) == [
        "You knew it from the start.",
        "The investigator did not have it; it was needed by 21:15.",
    ]
    desk = lane("records", 0)
    voice = Voice(VOICE.who, VOICE.at, frozenset(["records"]))
    no_deadline = lane("cps", 1300, "inject", needed=True, decided=1200)
    assert unowned((desk, no_deadline), voice) == [
        "The records desk had it on file.",
        "The investigator learned it at 21:21; it was needed by 21:20.",
    ]


def test_a_gist_leaves_out_who_only_heard_what_another_sentence_says() -> None:
    told = (
        lane("cps", 0, sent=((60, (RoleId("police"),)),)),
        lane("police", 60, "told", "cps", needed=True, due=1500),
    )
    assert gist(told, VOICE) == [
        "The investigator knew it from the start and told you at 21:01 (1 minute later; needed by 21:25)."
    ]
    assert len(gist(TOLD_LATE, VOICE)) == 2  # who decided without it is never left out


def test_one_moment_of_a_fact() -> None:
    assert standing(TOLD_LATE, 300, VOICE) == "At 21:05: known to nobody here, not to the investigator and you."
    assert standing(TOLD_LATE, 1600, VOICE) == "At 21:26: known to the investigator, overdue for you."
    assert standing(TOLD_LATE, 2100, VOICE) == "At 21:35: known to the investigator and you."


def test_without_a_deadline_the_decision_is_one() -> None:
    late = lane("cps", needed=True, decided=600)
    assert not overdue(late, 600)
    assert overdue(late, 601)
    assert not overdue(lane("cps", decided=600), 900)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (DimensionScore(9.6, 15, 0.64, Coverage(18, 15, 3)), "64 percent, 9.6 of 15 points."),
        (
            DimensionScore(1, 1, None, Coverage(3, 2, 1)),
            "Not enough evidence for a percentage (fewer than 5 judged); 1 of 1 point.",
        ),
        (DimensionScore(0, 0, None, Coverage(1, 0, 1)), "Nothing was judged."),
    ],
)  # fmt: skip
def test_a_score_in_words(found: DimensionScore, said: str) -> None:
    assert share(found) == said


def test_coverage_in_words() -> None:
    assert coverage(Coverage(18, 15, 3)) == "15 of 18 opportunities judged, 3 not tested."
    assert coverage(Coverage(1, 1, 0)) == "1 of 1 opportunity judged."
    assert coverage(Coverage(0, 0, 0)) == "It did not come up in this play."
    said = "1 closed by yourself, 1 closed by others, 2 closed by luck."
    assert coverage(Coverage(4, 2, 0, 1, 1, 2)).endswith(said)
    duties = " 2 rules that the model answer kept had no occasion in this play."
    assert coverage(Coverage(4, 2, 0, 1, 1, 2, 2)).endswith(said + duties)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (1575, "26 minutes"), (3900, "1 hour 5 minutes"),
     (7200, "2 hours")],
)  # fmt: skip
def test_lengths_are_whole_minutes(seconds: int, words: str) -> None:
    assert about(seconds) == words


# --- of any play


PLAYS = st.builds(drawn, st.integers(0, 1 << 32), st.integers(0, 60))
SETUPS = st.builds(busy_setup, st.integers(0, 3), st.sampled_from(["standard", "untimed"]), st.sampled_from([1.0, 2.0]))
ACTS = ("choose", "choose", "choose", "pass", "tell", "tell", "ask", "answer", "call", "end")


@given(PLAYS, SETUPS)
def test_every_decision_of_any_play_can_be_looked_back_on(draws: list, setup) -> None:
    book = busy_book()
    _, log = play(book, setup, draws, ACTS)
    card = score(book, log)
    voice = Voice(str, str)
    for found in card.decisions:
        for role in found.present:
            then = glimpse(book, log, found.decision, role)
            assert then is not None
            assert then.decision is not None
            assert then.decision.id == found.decision
            assert then.time <= (found.at if found.at is not None else card.time)
            assert mark(found, role) in ("full", "part", "none", "missed", "unscored")
        ways = consequences(book, log, found)
        for name in (*(option.choice for option in found.options), *(each.outcome for each in found.outcomes)):
            assert sentences(ways[name], voice)[0].startswith("Takes ")
    for group in by_fact(card.knowledge):
        assert len(story(group, voice)) == len(group) >= len(gist(group, voice))
        assert standing(group, card.time // 2, voice)


@given(PLAYS, SETUPS)
def test_a_glimpse_is_what_the_role_saw_and_nothing_later(draws: list, setup) -> None:
    """It equals the view at the opening, made of the whole record."""
    book = busy_book()
    _, log = play(book, setup, draws, ACTS)
    for found in score(book, log).decisions[:6]:
        role = found.present[0]
        then = glimpse(book, log, found.decision, role)
        assert then is not None
        assert then == view(replay(book, cut([event for event in log if event.seq <= then.seq], role)), role)
        assert then == view(replay(book, [event for event in log if event.seq <= then.seq]), role)


def test_who_was_never_there_saw_nothing() -> None:
    book = busy_book()
    _, log = play(book, busy_setup(0), [], ACTS)
    assert glimpse(book, log, "nowhere#1", book.roles[0]) is None  # type: ignore[arg-type]
