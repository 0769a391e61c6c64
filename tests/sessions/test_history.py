"""History: what is over, with the scores that were stored, and what may stand beside what."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from scoring import SCORING_VERSION, CriticalError
from sim.engine.names import RoleId
from sim.engine.seats import Seat, Setup
from sim.sessions import ManualWall, Past, Result, begin_session, comparable, finished, others, start
from sim.sessions.catalogue import ME, fork
from sim.sessions.history import NOT_SHOWN
from sim.sessions.judgements import judge
from sim.sessions.sqlite import SqliteStore
from tests.sessions.session_cases import reading

SCORE = {"earned": 3.0, "at_stake": 4.0, "share": 0.75, "coverage": {"opportunities": 7, "judged": 5, "not_tested": 2}}
ROLE = {"coordination": SCORE, "trauma_informed": SCORE | {"share": None}, "protocol": SCORE}
CARD = {"conditions": "standard", "provisional": True, "roles": {"police": ROLE, "cps": ROLE}}


async def over(store: SqliteStore, when: float, role: str = "police", **how: Any) -> str:
    """A session that is begun and ended at *when*; its id."""
    session = start(store, reading(), role=role, seed=7, wall=ManualWall(when), **how)
    await session.end()
    await session.close()
    return session.id


def scored(store: SqliteStore, session: str, card: Any = CARD, **changes: Any) -> None:
    """Another score for *session* than the one that was stored."""
    values = {
        "scoring": SCORING_VERSION,
        "semantics": 1,
        "scenario": "a",
        "log": "b",
        "views": "c",
        "made": "now",
        "card": card,
    }
    store.keep_result(session, Result(**(values | changes)))


async def test_what_is_over_is_listed_latest_first_and_what_is_not_is_left_out(store: SqliteStore) -> None:
    first, second = await over(store, 1_000.0), await over(store, 100_000.0, "cps", mode="coach")
    session = start(store, reading(), role="police", seed=7, wall=ManualWall(200_000.0))
    await session.close()
    found = finished(store)
    assert [(past.session, past.role, past.mode, past.how) for past in found] == [
        (second, "cps", "coach", "stopped"),
        (first, "police", "practice", "stopped"),
    ]
    assert found[1].when == "1970-01-01T00:16:40Z"


async def test_the_stored_score_stands_in_it_with_its_coverage(store: SqliteStore) -> None:
    session = await over(store, 1_000.0)
    scored(store, session)
    (past,) = finished(store)
    assert (past.conditions, past.provisional, past.scoring) == ("standard", True, SCORING_VERSION)
    mark = past.marks["coordination"]
    assert (mark.share, mark.judged, mark.not_tested) == (0.75, 5, 2)
    assert past.marks["trauma_informed"].share is None


async def test_a_score_that_the_program_stored_itself_is_read(store: SqliteStore) -> None:
    await over(store, 1_000.0)
    (past,) = finished(store)
    assert set(past.marks) == {"coordination", "trauma_informed", "protocol"}


@pytest.mark.parametrize(
    "card", [{}, {"roles": {}}, {"roles": {"police": 3}}, {"roles": {"police": ROLE | {"protocol": {"share": 7}}}}, [1]]
)
async def test_a_card_of_another_kind_is_no_score_and_no_error(card: Any, store: SqliteStore) -> None:
    scored(store, await over(store, 1_000.0), card)
    (past,) = finished(store)
    assert past.marks == {}
    assert comparable([past], past) == []


@pytest.mark.parametrize("mode", NOT_SHOWN)
async def test_scores_of_workshops_and_exams_are_not_ones_own_to_look_at(mode: str, store: SqliteStore) -> None:
    scored(store, await over(store, 1_000.0, mode=mode))
    (past,) = finished(store)
    assert past.marks == {}


ALONE = {
    "id": "left_alone",
    "text": "Nobody came.",
    "at": 60,
    "events": [1],
    "dimension": "protocol",
    "roles": ["police"],
}


@pytest.mark.parametrize(
    ("mode", "roles", "found", "standing"),
    [
        ("mock", ["police"], None, "unconfirmed"),
        ("mock", ["police"], True, "failed"),
        ("mock", ["police"], False, "counts"),
        ("mock", ["cps"], True, "counts"),  # another seat's
        ("practice", ["police"], True, "counts"),  # a thing to learn from, and never a fail
    ],
)
async def test_a_critical_error_fails_its_dimension_beside_the_figure(
    mode: str, roles: list[str], found: bool | None, standing: str, store: SqliteStore
) -> None:
    session = await over(store, 1_000.0, mode=mode)
    scored(store, session, CARD | {"critical": [ALONE | {"roles": roles}]})
    if found is not None:
        errors = msgspec.convert([ALONE | {"roles": roles}], list[CriticalError])
        judge(store, session, errors, "left_alone", confirmed=found, reason="I saw it.", by="examiner")
    (past,) = finished(store)
    assert (past.marks["protocol"].share, past.marks["protocol"].standing) == (0.75, standing)
    assert past.marks["coordination"].standing == "counts"


@pytest.mark.parametrize("critical", [3, [3], [{"id": "left_alone"}]])
async def test_critical_errors_of_another_kind_are_no_score(critical: Any, store: SqliteStore) -> None:
    scored(store, await over(store, 1_000.0, mode="mock"), CARD | {"critical": critical})
    assert finished(store)[0].marks == {}


def past(session: str, **changes: Any) -> Past:
    """A session that is over, with scores."""
    mark = msgspec.convert(SCORE | {"judged": 5, "not_tested": 2}, dict[str, Any])
    from sim.sessions import Mark

    marks = {"coordination": Mark(mark["earned"], mark["at_stake"], mark["share"], 5, 2)}
    values: dict[str, Any] = {
        "session": session,
        "case": "two_doors",
        "title": "Two doors",
        "digest": "one",
        "semantics": 1,
        "role": "police",
        "person": "p-me",
        "mode": "practice",
        "pace": "standard",
        "when": "2026-03-04T21:40:00Z",
        "seconds": 60,
        "ending": None,
        "how": "finished",
        "rewound": False,
        "scoring": 1,
        "marks": marks,
    }
    return Past(**(values | changes))


@pytest.mark.parametrize(
    "change",
    [
        {"person": "p-you"},
        {"case": "x"},
        {"digest": "two"},
        {"packs": ("another",)},
        {"role": "cps"},
        {"beside": ("cps",)},
        {"scoring": 2},
        {"semantics": 2},
        {"marks": {}},
    ],
)
def test_only_what_means_the_same_stands_beside_each_other(change: dict[str, Any]) -> None:
    one, other, third = past("a"), past("b", **change), past("c", mode="coach", pace="relaxed")
    assert comparable([one, other, third], one) == [third, one]


@pytest.mark.parametrize(
    ("change", "many"),
    [
        ({"digest": "two"}, 1),
        ({"packs": ("another",)}, 1),
        ({"scoring": 2}, 1),
        ({"beside": ("cps",)}, 1),
        ({"person": "p-you"}, 0),
        ({"role": "cps"}, 0),
    ],
)
def test_what_is_left_out_of_the_same_role_and_case_is_counted(change: dict[str, Any], many: int) -> None:
    one = past("a")
    assert others([one, past("b"), past("c", **change)], one) == many


async def test_each_seat_of_a_shared_laptop_is_its_own_persons(store: SqliteStore) -> None:
    seats = {role: Seat() for role in reading().scenario.roles}  # type: ignore[union-attr]
    seats |= {RoleId("police"): Seat(store.pseudonym(ME)), RoleId("cps"): Seat(store.pseudonym("Ann"))}
    session = begin_session(store, reading(), Setup(7, seats, "practice", "untimed"), wall=ManualWall(1_000.0))
    await session.end()
    await session.close()
    alone = await over(store, 100_000.0)
    found = {(past.session, past.role): past for past in finished(store)}
    mine, hers = found[session.id, "police"], found[session.id, "cps"]
    assert (mine.mine, mine.beside, hers.mine, hers.beside) == (True, ("cps",), False, ("police",))
    assert comparable(list(found.values()), mine) == [mine]  # played with a person, and with the computer: two things
    assert others(list(found.values()), found[alone, "police"]) == 1


async def test_a_rewind_is_known_as_one(store: SqliteStore) -> None:
    session = start(store, reading(), role="police", seed=7, wall=ManualWall(1_000.0))
    forked = fork(store, store.session(session.id), session.book, session.log(), 1, wall=ManualWall(2_000.0))
    await session.close()
    await forked.end()
    await forked.close()
    (found,) = finished(store)
    assert found.rewound
