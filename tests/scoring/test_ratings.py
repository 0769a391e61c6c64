"""Ratings of objectives: what is proposed, and why."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Confirmation, Rating, score
from scoring.answering import UNBOUND
from scoring.grounds import grounds
from scoring.ratings import LETTERS, proposals
from scoring.sentences import confirmed, rated, task
from scoring.walk import follow
from sim.engine.commands import End
from sim.engine.conditions import And, Condition, Not
from sim.engine.events import Done, MilestoneReached
from sim.engine.names import MilestoneId
from sim.engine.scenario import Milestone
from sim.engine.seats import Seat, Setup
from sim.players import rehearse, team
from tests.scoring.judged_case import both, judged_book, judged_case
from tests.scoring.small_cases import Play, happened
from tests.scoring.test_critical import rule

LOST = "It was achieved, without harm. Missed: Packed with the children. Points were lost at “The kitchen”."


def played(*choices: str, office: str = "wait", end: bool = True) -> Play:
    play = Play(judged_case())
    if office:
        play.choose("cps", 1, office)
    for place, name in enumerate(choices):
        play.choose("police", 5 + 70 * place, name)
    play.until(5 + 70 * len(choices))
    if end and not play.state.ended:
        play.give(End(seat="facilitator", at=play.state.time))
    return play


def found(play: Play, *rules: object) -> dict[str, Rating]:
    card = score(play.book, play.log)
    ratings = proposals(follow(play.book, play.log), card.items, rules) if rules else card.ratings  # type: ignore[arg-type]
    return {rating.objective: rating for rating in ratings}


@pytest.mark.parametrize(
    ("choices", "letter", "reason"),
    [
        (("care", "pack", "aunt"), "P", "It was achieved, without harm, and nothing was missed."),
        (("care", "carry", "aunt"), "S", LOST),
        (("care", "sweeten", "aunt"), "M", "It was achieved, but: They were promised what nobody can keep."),
        (("care",), None, "Nothing in this play showed anything of it."),
    ],
)  # fmt: skip
def test_the_letter_follows_from_what_was_achieved_and_what_came_with_it(
    choices: tuple[str, ...], letter: str | None, reason: str
) -> None:
    rating = found(played(*choices))["gently"]
    assert (rating.proposed, rating.reason) == (letter, reason)


def test_what_was_not_achieved_is_u_whatever_else_was_done() -> None:
    rating = found(played("go", "pack", "aunt"))["reported"]
    assert rating.proposed == "U"
    assert rating.reason == "It was not achieved. Missed: Reported; Saw to the children."
    assert [each.text for each in rating.harm] == ["this came to hold: done.leave"]
    assert found(played("care", office="talk"))["waited"].proposed == "U"


def test_what_nothing_showed_is_not_rated_and_never_u() -> None:
    ratings = found(played("care", office=""))
    assert (ratings["waited"].proposed, ratings["waited"].reason) == (
        None,
        "Nothing in this play showed anything of it.",
    )
    assert ratings["unsaid"].proposed is None
    assert ratings["unsaid"].reason == "This case does not say when it is achieved."


def test_while_the_case_goes_on_nothing_is_rated() -> None:
    ratings = found(played("care", "pack", end=False))
    assert {rating.proposed for rating in ratings.values()} == {None}
    assert ratings["reported"].reason == "The case has not come to its end."


@pytest.mark.parametrize(
    ("more", "letter", "met"),
    [
        ({}, "M", False),
        ({"verdict": "satisfied", "satisfied": (5,)}, "P", True),
        ({"verdict": "pending"}, "P", None),
        ({"verdict": "not_activated"}, "P", None),
        (
            {"scored": False, "why_unscored": "To be checked."},
            "P",
            None,
        ),  # what nobody has seen in its source counts for nothing
        (
            {"scored": False, "counted_by": "door#1"},
            "M",
            False,
        ),  # the choice has the credit; the rule was broken all the same
    ],
)
def test_a_broken_rule_among_the_tasks_is_against_plans_or_law(more: dict, letter: str, met: bool | None) -> None:
    rating = found(played("care", "pack", "aunt"), rule(rule="X-01", **more))["ruled"]
    assert rating.proposed == letter
    (ruled,) = rating.tasks
    assert ruled.met is met
    assert ruled.rule


@pytest.mark.parametrize(
    ("why", "aside"),
    [
        (UNBOUND, "broken by a seat that it does not bind"),
        ("To be checked.", "broken, and not counted (To be checked)"),
        ("", "broken, and not counted"),
    ],
)
def test_a_rule_that_was_broken_and_is_held_against_nobody_is_never_called_untested(why: str, aside: str) -> None:
    stray = rule(rule="X-01", scored=False, why_unscored=why, charged=())
    rating = found(played("care", "pack", "aunt"), stray)["ruled"]
    (ruled,) = rating.tasks
    assert (rating.proposed, ruled.met, ruled.aside, ruled.events) == ("P", None, aside, (3,))
    assert task(ruled) == f"Say so: {aside}."
    assert rating.reason.endswith(f" {aside[0].upper()}{aside[1:]}: Say so.")


def test_a_rule_that_was_kept_for_one_child_and_broken_for_another_says_both() -> None:
    kept = rule(rule="X-01", verdict="satisfied", broke=(), satisfied=(5,))
    stray = rule(rule="X-01", scored=False, why_unscored=UNBOUND, charged=())
    (ruled,) = found(played("care", "pack", "aunt"), kept, stray)["ruled"].tasks
    assert (ruled.met, ruled.events) == (True, (3, 5))
    assert task(ruled) == "Say so: met, and broken by a seat that it does not bind."


def test_what_came_after_a_milestone_does_not_show_that_it_was_reached() -> None:
    """And what bears on one that was never reached shows why."""
    took, gave = happened("done.take"), happened("done.release")
    early = Milestone(Condition("done.take and not done.release", And((took.tree, Not(gave.tree)))))
    case_ = judged_case()
    scenario = msgspec.structs.replace(case_, milestones={**case_.milestones, MilestoneId("early"): early})
    play = Play(scenario).choose("cps", 1, "wait")
    for place, name in enumerate(("care", "pack", "aunt")):
        play.choose("police", 5 + 70 * place, name)
    play.until(5 + 70 * 3)
    reached = next(event for event in play.log if isinstance(event, MilestoneReached) and event.name == "early")

    def acts(condition: Condition) -> list[str]:
        lines = [play.log[seq - 1] for seq in grounds(scenario, condition, play.log)]
        return [event.activity for event in lines if isinstance(event, Done)]

    assert acts(both("done.take", "done.release")) == ["take", "release"]
    assert acts(happened("reached.early")) == ["take"]
    assert reached.seq in grounds(scenario, happened("reached.early"), play.log)
    assert acts(happened("reached.left_alone")) == []


def test_a_rule_that_no_pack_has_is_not_tested() -> None:
    (ruled,) = found(played("care", "pack", "aunt"))["ruled"].tasks
    assert (ruled.met, task(ruled)) == (None, "X-01: not tested.")


def test_a_proposal_names_the_lines_it_rests_on() -> None:
    play = played("care", "sweeten", "aunt")
    rating = found(play)["gently"]
    said = {play.log[seq - 1].activity for seq in rating.events}
    assert said == {"take", "promise"}


def test_in_the_words_of_a_report() -> None:
    rating = found(played("care", "pack", "aunt"))["gently"]
    assert rated(rating) == (
        "Proposed: P, performed without challenges. It was achieved, without harm, and nothing was missed."
    )
    assert task(rating.tasks[0]) == "Packed with the children: met."
    given_ = Confirmation(objective="gently", given="S", reason="B had to wait.", by="p-abc", proposed="P")
    assert confirmed(given_) == (
        "Given instead by p-abc: S, performed with some challenges (P was proposed then). B had to wait."
    )
    assert confirmed(msgspec.structs.replace(given_, given="P", reason="", by="")) == (
        "Confirmed: P, performed without challenges."
    )
    assert confirmed(msgspec.structs.replace(given_, proposed=None)) == (
        "Given by p-abc: S, performed with some challenges. B had to wait."
    )
    assert rated(found(played("care"))["unsaid"]) == "Not rated. This case does not say when it is achieved."


def test_a_play_as_the_model_is_p_or_not_rated() -> None:
    book = judged_book()
    run = rehearse(book, Setup(1, {role: Seat(player="model") for role in book.roles}), team("model", book))
    assert {rating.objective: rating.proposed for rating in score(book, run.log).ratings} == {
        "reported": "P", "gently": "P", "waited": "P", "ruled": "P", "unsaid": None,
    }  # fmt: skip


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.sampled_from(["random", "siloed", "hurried", "model"]), st.integers(0, 400))
def test_ratings_are_total_and_agree_with_what_they_say(seed: int, player: str, cut: int) -> None:
    book = judged_book()
    run = rehearse(book, Setup(seed, {role: Seat(player=player) for role in book.roles}), team(player, book, seed))
    log = run.log if cut > len(run.log) else run.log[: max(1, cut)]
    card = score(book, log)
    assert [rating.objective for rating in card.ratings] == list(book.scenario.objectives)
    for rating in card.ratings:
        assert rating.proposed in (None, *LETTERS)
        assert rating.reason.endswith(".")
        assert rating.proposed is None or card.ended
        assert (rating.proposed == "M") <= bool(
            rating.harm or any(each.rule and each.met is False for each in rating.tasks)
        )
        assert (rating.proposed in ("P", "S")) <= (not rating.harm)
        assert (rating.proposed == "P") <= all(each.met is not False for each in rating.tasks)
        assert all(1 <= seq <= len(log) for seq in rating.events)
        assert (rating.proposed is None) <= (not rating.events)
