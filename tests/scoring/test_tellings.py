"""Tellings: unlawful ones and those against `keep_from` are items without credit; others are neutral."""

from scoring import Item, score
from scoring.tellings import TellingLine
from sim.engine.commands import Ask, HandOver, Tell
from sim.engine.scenario import Basis, Desk, DeskAnswer, Effects, Telling
from tests.scoring.small_cases import Play, case, choice, fact, need, outcome, persons, points, scene

BASES = {"agreement": Basis("Records check under the agreement"), "curiosity": Basis("It would help to know.")}
FACTS = {
    "record": fact("There is a record.", lawful={"cps": ("agreement",)}, tempting=("curiosity",)),
    "name": fact("The neighbour's name.", keep_from=("medical",)),
    "home": fact("Children are alone.", needed_by={"cps": need("office", 120, 240)}),
    "rain": fact("It rains."),
    "order": fact("A court order.", ("records",), topic="court", lawful={"police": ("agreement",)}),
}
DESKS = {"records": Desk("County records", {"court": DeskAnswer(after=60, bases=("agreement", "curiosity"))})}


def three(setup=None, call: Effects | None = None, credit=None, facts=FACTS) -> Play:
    """Three roles, each alone."""
    street = {"call": choice("Call.", credit=credit, start=call or Effects()), "wait": choice("Wait.", credit=credit)}
    scenes = {
        "street": scene(street, think=900, if_no_answer=outcome()),
        "office": scene({"go": choice("Go on.")}, ("cps",), think=900, if_no_answer=outcome()),
        "ward": scene({"go": choice("Go on.")}, ("medical",), think=900, if_no_answer=outcome()),
    }
    begins = {"police": "street", "cps": "office", "medical": "ward"}
    return Play(case(scenes, begins, facts=facts, bases=BASES, desks=DESKS), setup)


def items(play: Play) -> list[Item]:
    return [item for item in score(play.book, play.log).items if item.kind == "telling"]


def lines(play: Play) -> list[TellingLine]:
    return list(score(play.book, play.log).ledger.tellings)


def test_a_restricted_fact_told_on_the_right_ground_is_neutral() -> None:
    play = three().tell("police", 5, "cps", "record", basis="agreement")
    assert items(play) == []
    assert [line.verdict for line in lines(play)] == ["unneeded"]


def test_a_restricted_fact_told_on_another_ground_is_an_item_without_credit() -> None:
    (item,) = items(three().tell("police", 5, "cps", "record", basis="curiosity"))
    assert (item.owners, item.points, item.at_stake) == (("police",), 0, 1)
    assert item.reason == (
        "This was passed to Investigator on the ground “It would help to know.”; the case lists another ground for it."
    )


def test_who_is_not_named_has_no_lawful_ground() -> None:
    (item,) = items(three().tell("police", 5, "medical", "record", basis="agreement"))
    assert item.reason.endswith("the case lists no ground for that.")


def test_a_fact_to_be_kept_from_a_role_is_an_item_without_credit() -> None:
    (item,) = items(three().tell("police", 5, "medical", "name"))
    assert item.reason == "This was passed to Nurse; the case asks that it is kept from there."


def test_one_act_of_telling_several_seats_is_one_item_a_fact() -> None:
    play = three().give(
        Tell(seat="police", at=5, to=("cps", "medical"), facts=("record", "rain", "name"), basis="curiosity")
    )
    assert [(item.fact, len(item.events)) for item in items(play)] == [("record", 2), ("name", 2)]


def test_a_wrong_ground_is_put_right_by_telling_it_again_on_one_that_holds_and_stays_charged() -> None:
    play = three().tell("police", 5, "cps", "record", basis="curiosity")
    play.tell("police", 60, "cps", "record", basis="curiosity").tell("police", 90, "cps", "record", basis="agreement")
    assert [line.righted for line in lines(play)] == [90, 90, None]
    assert len(items(play)) == 1


def test_what_nobody_there_may_have_or_is_to_be_kept_from_them_can_not_be_put_right() -> None:
    play = three().tell("police", 5, "medical", "record", basis="curiosity")
    play.tell("police", 60, "medical", "record", basis="agreement").tell("police", 70, "medical", "name")
    play.tell("police", 80, "medical", "name")
    assert [line.righted for line in lines(play)] == [None, None, None, None]


def test_the_same_wrong_telling_again_is_not_charged_again() -> None:
    play = three().tell("police", 5, "medical", "name").tell("police", 9, "medical", "name")
    assert len(items(play)) == 1
    assert [line.verdict for line in lines(play)] == ["kept_from", "kept_from"]


def test_two_acts_in_one_second_are_two() -> None:
    play = (
        three()
        .tell("police", 5, "cps", "record", basis="curiosity")
        .tell("police", 5, "medical", "record", basis="curiosity")
    )
    assert len(items(play)) == 2


def test_a_desks_answer_on_a_wrong_ground_belongs_to_who_asked() -> None:
    play = three().give(Ask(seat="police", at=5, to="records", topic="court", basis="curiosity")).until(100)
    (item,) = items(play)
    assert item.owners == ("police",)
    assert item.events == (7, 9)
    assert item.reason == (
        "County records was asked for this on the ground “It would help to know.”; "
        "the case lists no such ground for Patrol officer."
    )


def test_a_desks_answer_on_the_right_ground_is_neutral() -> None:
    play = three().give(Ask(seat="police", at=5, to="records", topic="court", basis="agreement")).until(100)
    assert items(play) == []


def test_who_asks_a_desk_cannot_know_what_it_holds_so_what_is_kept_from_a_role_is_not_charged_to_it() -> None:
    kept = {**FACTS, "order": fact("A court order.", ("records",), topic="court", keep_from=("police",))}
    play = three(facts=kept).give(Ask(seat="police", at=5, to="records", topic="court", basis="agreement")).until(100)
    assert items(play) == []


def test_a_telling_that_came_too_late_for_one_of_two_who_needed_it_was_needed() -> None:
    needed = {"cps": need("office", 10, 20), "medical": need("ward", 120, 240)}
    play = three(facts={**FACTS, "home": fact("Children are alone.", needed_by=needed)})
    play.give(Tell(seat="police", at=60, to=("cps", "medical"), facts=("home",)))
    play.choose("cps", 90, "go").choose("medical", 90, "go")
    assert [line.verdict for line in lines(play)] == ["needed"]


def test_an_unneeded_lawful_telling_is_neutral_and_counted() -> None:
    play = three().tell("police", 5, "medical", "rain")
    card = score(play.book, play.log)
    assert items(play) == []
    assert (card.ledger.flow["police"].tellings, card.ledger.flow["police"].needed) == (1, 0)
    assert card.ledger.flow["police"].precision == 0


def test_a_needed_telling_after_the_credit_ran_out_is_late() -> None:
    play = three().tell("police", 300, "cps", "home").until(2000)
    assert [line.verdict for line in lines(play)] == ["late"]


def test_a_repeat_is_told_to_nobody_new() -> None:
    play = three().tell("police", 5, "cps", "home").tell("police", 9, "cps", "home")
    assert [line.verdict for line in lines(play)] == ["needed", "repeat"]
    flow = score(play.book, play.log).ledger.flow["police"]
    assert (flow.tellings, flow.needed, flow.repeats, flow.precision) == (1, 1, 1, 1)


# --- tellings by a choice


def test_a_telling_by_a_choice_is_not_in_precision() -> None:
    play = three(call=Effects(tells=(Telling("medical", ("rain",)),))).choose("police", 5, "call")
    flow = score(play.book, play.log).ledger.flow["police"]
    assert (flow.tellings, flow.by_choice, flow.precision) == (0, 1, None)


def test_a_choice_states_no_ground_so_only_the_recipient_is_judged() -> None:
    play = three(call=Effects(tells=(Telling("cps", ("record",)),))).choose("police", 5, "call")
    assert items(play) == []


def test_a_choice_that_tells_who_may_not_know_is_an_item_where_it_has_no_credit_of_its_own() -> None:
    told = Effects(tells=(Telling("medical", ("record",)),))
    assert len(items(three(call=told).choose("police", 5, "call"))) == 1


def test_a_choice_with_credit_in_coordination_is_judged_by_its_credit_alone() -> None:
    told = Effects(tells=(Telling("medical", ("record",)),))
    play = three(call=told, credit=points(0.5)).choose("police", 5, "call")
    assert items(play) == []
    assert [line.verdict for line in lines(play)] == ["unlawful"]


def test_what_a_stand_in_told_is_the_teams() -> None:
    play = three(setup=persons("police")).give(HandOver(seat="police", at=1, role="police"))
    assert [item.owners for item in items(play.tell("police", 5, "medical", "name"))] == [("team",)]
