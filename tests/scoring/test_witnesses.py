"""Witnesses and losses in words: any line of any log can be said, and every row of a role is in some sentence."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from scoring import TEAM, Scorecard, score
from scoring.losses import SMALLEST, by_decision, losses, sentence, unmet
from scoring.rows import Act, Cause, Row
from scoring.sentences import Voice
from scoring.witnesses import witnesses
from sim.engine.book import Book
from sim.engine.names import RoleId
from sim.engine.scenario import DIMENSIONS
from tests.scoring.busy_case import busy_book, busy_setup, drawn, play
from tests.scoring.small_cases import Play, case, choice, fact, happened, need, points, scene

VOICE = Voice(lambda seat: seat, lambda second: f"{second} s")
ACTS: tuple[Act, ...] = ("choice", "delay", "message", "luck", "hand")
ALL = ("choose", "tell", "ask", "answer", "acknowledge", "pass")
CAUSES: tuple[Cause, ...] = get_args(Cause)


@given(st.integers(0, 500))
@settings(max_examples=15)
def test_every_line_of_a_log_can_be_said(seed: int) -> None:
    book = busy_book()
    _, log = play(book, busy_setup(), drawn(seed, 40), ALL)
    found = witnesses(book, log, range(len(log) + 5), VOICE)
    assert [each.seq for each in found] == [event.seq for event in log]
    for each in found:
        assert re.fullmatch(r"[^a-z\n][^\n]*\.", each.words), each
        assert "_q" not in each.words  # a name where words belong


@cache
def card_of(book: Book) -> Scorecard:
    """The scores of a random play."""
    return score(book, play(book, busy_setup(), drawn(1, 30), ALL)[1])


rows = st.builds(
    Row,
    act=st.sampled_from(ACTS),
    what=st.sampled_from(["door#1", "haste", "together"]),
    seat=st.sampled_from(["police", "cps", TEAM, None]),
    column=st.sampled_from(["police", "cps", TEAM]),
    dimension=st.sampled_from(DIMENSIONS),
    at=st.integers(0, 900),
    seq=st.integers(1, 50),
    points=st.floats(-2, 2),
    cause=st.sampled_from(CAUSES),
)


@given(st.lists(rows, max_size=30))
@settings(max_examples=30)
def test_losses_hold_every_row_of_the_role_and_its_team_once(found: list[Row]) -> None:
    book = busy_book()
    card = replace(card_of(book), rows=tuple(found))
    police = RoleId("police")
    mine = [row for row in found if row.column in ("police", TEAM) and abs(row.points) >= SMALLEST]
    shown = losses(card, police)
    total = sum(value for loss in shown for value in loss.points.values())
    assert abs(total - sum(row.points for row in mine)) <= SMALLEST * (len(mine) + 1)
    assert all(one.at <= other.at for one, other in pairwise(shown))
    for loss in shown:
        said = sentence(loss, VOICE)
        assert any(word in said for word in ("lost", "better than the model answer", "gained")) or not loss.points
        if loss.cause in ("others", "luck", "facilitator", "stand_in"):
            assert "harged" in said
    decisions = [each for each in card.decisions if police in each.present]
    assert sum(map(len, by_decision(shown, decisions).values())) == len(shown)


def test_only_the_roles_own_acts_where_nobody_else_is_to_be_named() -> None:
    book = busy_book()
    values = {"act": "choice", "what": "door#1", "column": "police", "dimension": "protocol", "at": 1, "points": 1.0}
    own = Row(seat="police", cause="own", seq=1, **values)  # type: ignore[arg-type]
    other = Row(seat="cps", cause="others", seq=2, **values)  # type: ignore[arg-type]
    card = replace(card_of(book), rows=(own, other))
    assert [loss.seat for loss in losses(card, RoleId("police"), own=True)] == ["police"]


def test_every_cause_has_words_in_a_report() -> None:
    from sim.reports.sections.losses import CAUSES as WORDS

    assert set(WORDS) == set(CAUSES)


def test_silence_stands_beside_the_needs_that_it_belongs_to_and_that_alone_are_charged() -> None:
    """She decides without what he held: the row is silence, the need is the item, and the row says which."""
    call = {
        "call": choice(credit=points(1), if_=happened("cps.knows.alone"), model=True),
        "wait": choice(credit=points(0)),
    }
    scenes = {"door": scene({"go": choice(takes=3000)}), "desk": scene(call, ("cps",))}
    facts = {"alone": fact("Two are alone.", needed_by={"cps": need("desk")})}
    one = Play(case(scenes, {"police": "door", "cps": "desk"}, facts=facts)).choose("police", 0, "go")
    one.choose("cps", 200, "wait").until(4000)
    card = score(one.book, one.log)
    lost = [row for row in card.rows if row.cause == "silence"]
    assert lost
    assert {unmet(card, row) for row in lost if row.act != "delay"} == {("Two are alone.",)}
    assert [(item.kind, item.owners, item.credit) for item in card.items if item.fact] == [("need", ("police",), 0.0)]
    said = [sentence(loss, VOICE) for loss in losses(card, RoleId("cps"))]
    assert any(
        words.endswith("Counted with what was not told in time, and not here: “Two are alone”.") for words in said
    )
    assert not any(item.at_stake for item in card.items_of("cps", "coordination") if item.kind == "decision")


def test_what_no_need_explains_is_charged_to_nobody_and_says_so() -> None:
    book = busy_book()
    values = {
        "seat": None,
        "column": "police",
        "dimension": "protocol",
        "at": 1,
        "points": 1.0,
        "seq": 1,
        "cause": "silence",
    }
    waited = Row(act="delay", what="together", **values)  # type: ignore[arg-type]
    (loss,) = losses(replace(card_of(book), rows=(waited,)), RoleId("police"))
    assert sentence(loss, VOICE).endswith(
        "Charged to nobody: several let time pass, and no one of them alone explains it."
    )
