"""Which choice a computer's player takes, and at which second."""

from typing import Any

import pytest
from msgspec.structs import replace

from sim.engine.commands import Choose, Pass
from sim.engine.names import ChoiceId
from sim.engine.views import PickView, View
from sim.players import Company, Planned, Player
from sim.players.colleague import Colleague
from sim.players.hurried import Hurried
from sim.players.model import Model
from sim.players.siloed import Siloed
from tests.players.player_views import CPS, MEDICAL, POLICE, choice, decision, seen
from tests.players.player_views import KEY as WHOLE_KEY

KEY = replace(WHOLE_KEY, questions=())
CHOICES = (choice("worst", "Go."), choice("second", "Go on."), choice("best", "Go on and look."))
KEYED = [Model(KEY), Colleague(KEY), Siloed(KEY)]
HOW_JOINT = ["together", "each"]


def chosen(player: Player, view: View) -> tuple[int, str] | None:
    """When and what *player* chooses before *view*."""
    planned = player.plan(view)
    if planned is None:
        return None
    assert isinstance(planned.command, Choose)
    assert planned.command.at == planned.at
    assert (planned.command.seat, planned.command.decision) == (view.role, "kitchen#1")
    return planned.at, planned.command.choice


def pick(role: str, name: str | None, **changes: Any) -> PickView:
    return PickView(role, None if name is None else ChoiceId(name), **changes)


@pytest.mark.parametrize("player", KEYED)
def test_the_best_choice_is_taken_after_its_reading_time(player: Player) -> None:
    assert chosen(player, seen(decision=decision(*CHOICES))) == (120, "best")


@pytest.mark.parametrize("player", KEYED)
@pytest.mark.parametrize("shown", [3, 12])
def test_it_is_taken_at_the_same_second_however_little_of_the_scene_is_shown(player: Player, shown: int) -> None:
    assert chosen(player, seen(decision=decision(*CHOICES, reading=shown))) == (120, "best")


@pytest.mark.parametrize("player", KEYED)
def test_where_the_best_is_shut_the_next_best_is_taken(player: Player) -> None:
    shut = (*CHOICES[:2], choice("best", shut=True))
    assert chosen(player, seen(decision=decision(*shut))) == (120, "second")


def test_the_hurried_take_the_shortest_after_a_quarter_of_the_reading() -> None:
    assert chosen(Hurried(KEY), seen(decision=decision(*CHOICES))) == (105, "worst")


def test_who_comes_to_it_later_takes_it_now_and_not_before() -> None:
    assert chosen(Model(KEY), seen(time=150, decision=decision(*CHOICES))) == (150, "best")


def test_a_limit_no_longer_than_the_reading_is_met() -> None:
    assert chosen(Model(KEY), seen(decision=decision(*CHOICES, closes=120))) == (119, "best")


def test_without_a_limit_there_is_only_the_reading() -> None:
    assert chosen(Model(KEY), seen(decision=decision(*CHOICES, closes=None))) == (120, "best")


def test_nothing_open_nothing_planned() -> None:
    assert chosen(Model(KEY), seen(decision=decision(choice("best", shut=True)))) is None


@pytest.mark.parametrize("over", [{"ended": True}, {"paused": True}, {"curtain": True}])
@pytest.mark.parametrize("player", [*KEYED, Hurried(KEY)])
def test_nothing_is_planned_while_play_stands_still(player: Player, over: dict[str, bool]) -> None:
    assert player.plan(seen(decision=decision(*CHOICES), **over)) is None


def test_the_right_lines_are_ticked_as_the_form_shows_them() -> None:
    form = choice("best", items={"wrong": "No.", "also_right": "Yes, too.", "right": "Yes."}, least=0, most=3)
    planned = Model(KEY).plan(seen(decision=decision(form)))
    assert planned is not None
    assert isinstance(planned.command, Choose)
    assert planned.command.items == ("also_right", "right")


@pytest.mark.parametrize(
    ("least", "most", "ticked"),
    [(0, 1, ("right",)), (3, 3, ("wrong", "also_right", "right")), (1, 2, ("also_right", "right"))],
)
def test_no_more_and_no_fewer_lines_are_ticked_than_the_form_takes(
    least: int, most: int, ticked: tuple[str, ...]
) -> None:
    form = choice("best", items={"wrong": "No.", "also_right": "Yes, too.", "right": "Yes."}, least=least, most=most)
    planned = Model(KEY).plan(seen(decision=decision(form)))
    assert planned is not None
    assert isinstance(planned.command, Choose)
    assert planned.command.items == ticked


@pytest.mark.parametrize(("least", "most", "ticked"), [(0, 2, ("wrong",)), (2, 3, ("wrong", "right")), (0, 0, ())])
def test_the_hurried_tick_as_few_and_as_short_lines_as_they_may(least: int, most: int, ticked: tuple[str, ...]) -> None:
    form = choice("best", items={"wrong": "No.", "also_right": "Yes, too.", "right": "Yes."}, least=least, most=most)
    planned = Hurried(KEY).plan(seen(decision=decision(form)))
    assert planned is not None
    assert isinstance(planned.command, Choose)
    assert planned.command.items == ticked


@pytest.mark.parametrize("how", HOW_JOINT)
def test_a_pick_once_made_stands(how: str) -> None:
    joint = decision(*CHOICES, how=how, present=(POLICE, CPS), picks=(pick(POLICE, "best"), pick(CPS, "worst")))
    assert chosen(Model(KEY), seen(decision=joint)) is None


@pytest.mark.parametrize("how", HOW_JOINT)
def test_a_pick_is_changed_when_a_better_choice_opens(how: str) -> None:
    joint = decision(*CHOICES, how=how, present=(POLICE, CPS), picks=(pick(POLICE, "second"),))
    assert chosen(Model(KEY), seen(time=130, decision=joint)) == (130, "best")


AT_ODDS: dict[str, Any] = dict(how="together", deciders=(POLICE, CPS), present=(POLICE, CPS), closes=None)


@pytest.mark.parametrize("player", KEYED)
def test_without_a_limit_computers_at_odds_say_so_by_picking_the_same_again(player: Player) -> None:
    at_odds = decision(*CHOICES, **AT_ODDS, picks=(pick(POLICE, "best"), pick(CPS, "worst")))
    assert chosen(player, seen(time=130, decision=at_odds)) == (130, "best")
    waiting = decision(*CHOICES, **AT_ODDS, picks=(pick(POLICE, "best"),))
    assert chosen(player, seen(time=130, decision=waiting)) is None


def test_a_computer_leaves_it_to_a_person_to_insist() -> None:
    partner = Colleague(KEY, Company(frozenset({CPS}), untimed=True))
    at_odds = decision(*CHOICES, **AT_ODDS, picks=(pick(POLICE, "best"), pick(CPS, "worst")))
    assert chosen(partner, seen(time=130, decision=at_odds)) is None


def test_who_advises_gives_its_advice_once() -> None:
    joint = decision(*CHOICES, how="lead", mine="advise", lead=CPS, deciders=(CPS,), present=(POLICE, CPS))
    assert chosen(Model(KEY), seen(decision=joint)) == (120, "best")
    advised = decision(
        *CHOICES,
        how="lead",
        mine="advise",
        lead=CPS,
        deciders=(CPS,),
        present=(POLICE, CPS),
        picks=(pick(POLICE, "best", advice=True),),
    )
    assert chosen(Model(KEY), seen(decision=advised)) is None


def test_who_could_only_advise_what_is_shut_passes_once() -> None:
    shut = choice("best", shut=True)
    joint = decision(shut, how="lead", mine="advise", lead=CPS, deciders=(CPS,), present=(POLICE, CPS))
    planned = Model(KEY).plan(seen(decision=joint))
    assert planned == Planned(120, Pass(seat=POLICE, at=120, decision=joint.id))
    passed = decision(
        shut,
        how="lead",
        mine="advise",
        lead=CPS,
        deciders=(CPS,),
        present=(POLICE, CPS),
        picks=(pick(POLICE, None, advice=True),),
    )
    assert Model(KEY).plan(seen(decision=passed)) is None


LED: dict[str, Any] = dict(how="lead", lead=POLICE, deciders=(POLICE,), present=(POLICE, CPS, MEDICAL))


def test_a_lead_lets_the_computers_advice_come_first() -> None:
    assert chosen(Model(KEY), seen(decision=decision(*CHOICES, **LED))) == (121, "best")
    picks = (pick(CPS, "worst", advice=True), pick(MEDICAL, None, advice=True))
    assert chosen(Model(KEY), seen(decision=decision(*CHOICES, **LED, picks=picks))) == (120, "best")


def test_a_lead_waits_for_each_persons_advice_at_most_half_the_limit() -> None:
    lead = Model(KEY, Company(frozenset({CPS})))
    assert chosen(lead, seen(decision=decision(*CHOICES, **LED))) == (130, "best")
    advised = decision(*CHOICES, **LED, picks=(pick(CPS, "worst", advice=True),))
    assert chosen(lead, seen(decision=advised)) == (121, "best")


def test_a_lead_without_a_limit_waits_for_as_long_as_it_takes() -> None:
    lead = Model(KEY, Company(frozenset({CPS})))
    assert chosen(lead, seen(decision=decision(*CHOICES, **LED, closes=None))) is None


def test_under_untimed_pace_a_lead_decides_as_soon_as_each_person_has_spoken() -> None:
    lead = Model(KEY, Company(frozenset({CPS}), untimed=True))
    assert chosen(lead, seen(decision=decision(*CHOICES, **LED, closes=None))) is None
    passed = decision(*CHOICES, **LED, closes=None, picks=(pick(CPS, None, advice=True),))
    assert chosen(lead, seen(decision=passed)) == (100, "best")


def test_under_untimed_pace_a_partner_in_a_persons_scene_picks_at_once() -> None:
    partner = Colleague(KEY, Company(frozenset({CPS}), untimed=True))
    joint = decision(*CHOICES, how="together", present=(POLICE, CPS), closes=None)
    assert chosen(partner, seen(decision=joint)) == (100, "best")
    elsewhere = decision(*CHOICES, how="together", present=(POLICE, MEDICAL), closes=None)
    assert chosen(partner, seen(decision=elsewhere)) == (120, "best")
