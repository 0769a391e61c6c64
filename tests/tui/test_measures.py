"""Protocol, the child's day, ratings and where points went: every verdict with its evidence, and what a person adds beside it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from scoring import Burden, ChildDay, CriticalError, Rating, Row, TaskFound
from scoring.adherence import Adherence
from scoring.ratings import HarmFound
from scoring.rows import Advice
from sim.engine.names import ChildId, RoleId
from sim.sessions import open_store
from sim.sessions.judgements import judge
from sim.tui.debrief import childsday, marks, protocol, rated
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.review import looking
from sim.tui.screens.help import Help
from tests.tui.hindsight import debriefed, kept, look_back, rehearsed, the
from tests.tui.stage import NARROW, WIDE, compare, flat

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]
POLICE, CPS = RoleId("police"), RoleId("cps")


def ruled(rule: str, statement: str, **more: Any) -> Adherence:
    """A rule as it came out."""
    values: dict[str, Any] = {
        "pack": "home",
        "pack_title": "House rules",
        "rule": rule,
        "statement": statement,
        "roles": (POLICE,),
        "kind": "law",
        "severity": "major",
        "confidence": "V1",
        "jurisdiction": "Florida",
        "source": "s. 39.201, F.S.",
        "rationale": "It starts protection.",
        "scored": True,
        "why_unscored": "",
        "verdict": "satisfied",
        "charged": ("police",),
    }
    return Adherence(**(values | more))


RULES = (
    ruled("H-1", "Who suspects harm reports it.", activated=(5,), satisfied=(9,), subject="child_a", certain=300),
    ruled("H-1", "Who suspects harm reports it.", activated=(5,), satisfied=(9,), subject="child_b", certain=360),
    ruled("H-2", "Say who you are first.", kind="guideline", verdict="violated", broke=(9,), certain=300),
    ruled("H-3", "A plan is left behind.", kind="local", verdict="pending", activated=(9,), due=90_000, charged=()),
    ruled("H-4", "Nobody has seen this rule.", confidence="M", scored=False, why_unscored="To be checked.", charged=()),
    ruled("H-5", "There was no occasion.", verdict="not_activated", scored=False, charged=()),
)
DAYS = (
    ChildDay(
        child=ChildId("child_a"),
        name="A",
        counts=(
            Burden(
                kind="asked_again",
                title="Asked to tell it again",
                count=2,
                model=0,
                events=(9, 12),
                words="Twice. The model answer: never.",
            ),
            Burden(
                kind="alone",
                title="Time without an adult",
                count=1,
                seconds=600,
                model=1,
                model_seconds=900,
                words="10 minutes. The model answer: 15 minutes.",
            ),
            Burden(kind="promises", title="Promises that cannot be kept", count=0, told=False),
        ),
    ),
)
RATINGS = (
    Rating(
        objective="told",
        text="Tell the other agencies at the first sign.",
        proposed="M",
        reason="It was achieved, but harm came on the way.",
        tasks=(TaskFound("hotline", "Reported to the hotline", True, (9,)), TaskFound("plan", "Left a plan", False)),
        harm=(HarmFound("The children were alone.", 300, (9,)),),
        events=(9,),
    ),
    Rating(objective="plan", text="Leave one plan behind.", proposed=None, reason="Nothing of it came up."),
)
ERROR = CriticalError(
    id="alone",
    text="The children were left alone.",
    at=300,
    events=(9,),
    dimension="protocol",
    roles=(POLICE,),
    source="H-1",
)


def measured(**more: Any) -> Lookback:
    """A play of the small case with verdicts made by hand: the case itself has no packs, no objectives and no counts."""
    back = look_back(rehearsed(seed=5, **more))
    first, second = back.mine[0].decision, back.mine[1].decision
    back.card = replace(
        back.card,
        protocol=RULES,
        days=DAYS,
        ratings=RATINGS,
        critical=(ERROR,),
        rows=(
            lost(first, 0.8),
            lost(first, 0.3, dimension="protocol"),
            lost("haste", 0.2, act="delay", seat=CPS, cause="others", at=200),
            lost(second, -0.25, at=back.mine[1].at or 0),
            lost("phone", 0.5, act="luck", seat=None, cause="luck", at=back.mine[1].at or 0),
            lost(second, 4.0, column="cps"),
        ),
        advice=(Advice(CPS, first, "coordination", 0.5, 9),),
    )
    return back


def lost(what: str, points: float, **more: Any) -> Row:
    """A row."""
    values: dict[str, Any] = {
        "act": "choice",
        "what": what,
        "seat": POLICE,
        "column": "police",
        "dimension": "coordination",
        "at": 60,
        "seq": 12,
        "points": points,
        "cause": "own",
    }
    return Row(**(values | more))


@pytest.mark.parametrize("size", SIZES)
async def test_the_measures_as_they_are_seen(size: tuple[int, int], tmp_path: Path) -> None:
    async with debriefed(tmp_path, measured(), size, keeps=True) as here:
        pages: list[tuple[str, list[str]]] = [
            ("measured-overview", []),
            ("measured-decisions", ["2"]),
            ("measured-protocol", ["5"]),
            ("measured-protocol-evidence", ["enter"]),
            ("measured-protocol-in-words", ["escape", "v"]),
            ("measured-childs-day", ["6"]),
            ("measured-ratings", ["7"]),
            ("measured-ratings-evidence", ["v"]),
        ]
        for name, keys in pages:
            compare(f"{name}-{size[0]}x{size[1]}", await here.press(*keys))


async def test_a_rating_is_confirmed_or_overridden_with_a_reason_and_both_are_shown(tmp_path: Path) -> None:
    back = measured()
    async with debriefed(tmp_path, back, keeps=True) as here:
        await here.press("7", "enter")
        seen = await here.press("3", "enter")  # as proposed
        assert "Enter alone goes on" in flat(seen)
        await here.press("enter")
        await here.write("Ada")
        await here.press("enter")
        assert "M, performed with major challenges" in flat(here.see())
        assert "Confirmed by Ada" in flat(here.see())
        await here.press("enter", "1", "enter", "enter", "enter")  # another rating, and no reason for it
        assert "it needs a reason" in flat(here.see())
        await here.press("enter", "1", "enter")
        await here.write("I saw it done.")
        await here.press("enter", "enter")
        seen = flat(here.see())
        assert "proposed M, performed with major challenges" in seen
        assert "Given instead: P, performed without challenges" in seen
        assert "I saw it done." in seen
        assert back.after is not None
        (given,) = back.after.confirmations()
        assert (given.given, given.proposed) == ("P", "M")


async def test_the_evidence_can_be_read_before_a_rating_is_given(tmp_path: Path) -> None:
    async with debriefed(tmp_path, measured(), keeps=True) as here:
        await here.press("7", "enter", "home", "enter")
        assert isinstance(here.app.screen, Help)
        assert "Left a plan: missed." in here.see()
        await here.press("escape")
        assert the(here).part == 7


async def test_without_a_session_that_is_kept_no_rating_is_given(tmp_path: Path) -> None:
    async with debriefed(tmp_path, measured()) as here:
        assert "no rating can be given" in flat(await here.press("7", "enter"))


async def test_in_a_workshop_one_asks_for_ones_own_points_and_puts_them_away_again(tmp_path: Path) -> None:
    async with debriefed(tmp_path, measured(mode="workshop")) as here:
        assert "█" not in here.see()
        assert "Police" not in here.see().partition("left alone")[0]
        seen = await here.press("o")
        assert "asked for your own points" in flat(seen)
        assert "Coordination" in seen
        assert "The team, everything" not in flat(await here.press("end"))
        seen = await here.press("2")
        assert "your choice: lost 0.8 coordination" in flat(seen)
        assert "delay of" not in flat(seen)
        seen = await here.press("o")
        assert "lost" not in seen
    async with debriefed(tmp_path, measured()) as here:
        assert "only a workshop goes without" in flat(await here.press("o"))


# --- without a screen


def test_a_rule_that_came_out_alike_for_several_children_stands_once() -> None:
    said = protocol.told(measured()).plain
    assert said.count("Who suspects harm reports it.") == 1
    assert "H-1 · major · you · about children A and B · certain at 21:46" in said
    assert "Rules: 1 broken, 1 still open and 1 kept. 1 not tested." in said


def test_law_guideline_and_local_practice_stand_apart_and_what_is_only_to_be_checked_last() -> None:
    said = protocol.told(measured()).plain
    places = [
        said.index(title) for title in ("Law\n", "Guideline\n", "Local practice\n", "To be checked, not scored\n")
    ]
    assert places == sorted(places)
    assert said.index("Nobody has seen this rule.") > places[-1]


def test_a_workshop_names_nobody_beside_a_rule() -> None:
    said = protocol.told(measured(mode="workshop")).plain
    assert " · you" not in said
    assert "Somebody" in said or "somebody" in said  # a line of the log names nobody either
    assert "Nurse" not in said


def test_the_childs_day_has_no_number_in_its_headline() -> None:
    said = childsday.days(measured(), bars=True)
    headline = next(each.body.plain for each in said.rows if each.body.plain.startswith("Heavier"))
    assert headline == "Heavier than in the model answer in: asked to tell it again. Lighter in: time without an adult."
    assert "This case can’t show: Promises that cannot be kept." in said.plain
    words = childsday.days(measured(), bars=False).plain
    assert "Asked to tell it again: Twice. The model answer: never. at 21:4" in words
    assert "█" not in words


def test_where_points_went_stands_beside_the_decision_and_in_it() -> None:
    back = measured()
    meant = looking(back)(back.mine[0]).meant.plain
    assert "21:41, your choice: lost 0.8 coordination, 0.3 protocol." in meant
    assert "delay of Investigator: lost 0.2 coordination. Shown, and not charged to you." in meant
    assert "The advice of Investigator was not taken, and would have been better by 0.5 coordination" in meant
    later = looking(back)(back.mine[1]).meant.plain
    assert "better than the model answer by 0.25 coordination" in later
    assert "Charged to nobody" in later
    assert "lost 4" not in meant + later  # another column's


def test_a_critical_error_stands_first_and_in_a_workshop_without_a_name() -> None:
    said = marks.ended(measured()).plain
    assert "Critical" in said
    assert "21:45, you  The children were left alone." in said
    assert "21:45  The children were left alone." in marks.ended(measured(mode="workshop")).plain
    assert "until a person has looked at it" in marks.ended(measured(mode="exam")).plain


def test_what_was_not_rated_is_not_called_u() -> None:
    said = rated.told(measured()).plain
    assert "not rated: nothing of it came up" in said
    assert "Reported to the hotline: met." in said
    assert "The children were alone. (21:45)" in said


def test_an_opened_decision_says_what_others_knew() -> None:
    back = look_back(rehearsed(player="siloed"))
    meant = looking(back)(back.mine[1]).meant.plain.partition("What others knew then, and you did not")[2]
    assert "An aunt ten minutes away is known and cleared.  Investigator" in meant
    workshop = look_back(rehearsed(player="siloed", mode="workshop"))
    assert "What others knew" not in looking(workshop)(workshop.mine[1]).meant.plain


@pytest.mark.parametrize("size", SIZES)
async def test_after_an_exam_an_error_waits_for_a_person_and_then_says_what_they_found(
    size: tuple[int, int], tmp_path: Path
) -> None:
    back = measured(mode="exam")
    async with debriefed(tmp_path, back, size, keeps=True) as here:
        seen = flat(here.see())
        assert "Not looked at by a person yet: see the page of ratings." in seen
        assert "Protocol adherence: failed until a person has" in seen  # a scroll bar may stand behind it
        if size[0] >= 120:
            assert "That goes for you and the team." in seen
            assert seen.count("failed until a person has looked at it") == 3  # beside both bars, too


async def test_what_a_person_found_of_an_error_stands_beside_it(tmp_path: Path) -> None:
    back = measured(mode="exam")
    with closing(open_store(tmp_path / "judged.db")) as store:
        back.after = kept(store)
        found = back.card.critical
        judge(store, back.after.session, found, "alone", confirmed=False, reason="She [b]had[/b] come.", by="Dr. Lee")
        async with debriefed(tmp_path, back) as here:
            seen = flat(here.see())
            assert "Looked at by Dr. Lee and found to be none: She [b]had[/b] come." in seen
            assert "Protocol adherence: counts as it stands, a person has looked at it." in seen
            assert "failed" not in flat(await here.press("v"))
        judge(store, back.after.session, found, "alone", confirmed=True, reason="No, he left.", by="Dr. Lee")
        async with debriefed(tmp_path, back) as here:
            assert "Confirmed by Dr. Lee: No, he left." in flat(here.see())
            assert "failed, and a person has confirmed it" in flat(await here.press("v"))


async def test_in_practice_an_error_is_a_thing_to_learn_from_and_no_fail(tmp_path: Path) -> None:
    async with debriefed(tmp_path, measured()) as here:
        assert "left alone" in here.see()
        assert "failed" not in flat(here.see()) + flat(await here.press("v"))


async def test_a_critical_error_is_judged_beside_the_ratings_and_the_overview_knows_it(tmp_path: Path) -> None:
    back = measured(mode="exam")
    async with debriefed(tmp_path, back, WIDE, keeps=True) as here:
        await here.press("7", "end", "enter", "home", "enter")
        assert isinstance(here.app.screen, Help)
        assert "What shows it" in here.see()
        await here.press("escape", "enter", "3", "enter", "enter", "enter")
        assert "needs a reason and who gives it" in flat(here.see())  # and nothing is kept
        assert "not looked at by a person yet" in here.see()
        await here.press("enter", "3", "enter")
        await here.write("Her aunt had come.")
        await here.press("enter")
        await here.write("Dr. Lee")
        assert "found to be none: Her aunt had come." in flat(await here.press("enter"))
        seen = flat(await here.press("1"))
        assert "counts as it stands, a person has looked at it" in seen
        assert "failed" not in seen
        await here.press("7", "end", "enter", "2", "enter")
        await here.write("No, he left.")
        await here.press("enter")
        await here.write("Dr. Lee")
        assert "Confirmed by Dr. Lee: No, he left." in flat(await here.press("enter"))
        assert flat(await here.press("1")).count("failed, and a person has confirmed it") == 3


async def test_in_a_workshop_no_error_is_judged(tmp_path: Path) -> None:
    async with debriefed(tmp_path, measured(mode="workshop"), keeps=True) as here:
        assert "Critical errors" not in await here.press("7")
