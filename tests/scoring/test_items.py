"""Items and how they add up."""

import msgspec

from scoring import TEAM, Item, Untested
from scoring.items import total, totals


def item(credit: float = 1.0, at_stake: float = 1.0, *owners: str, dimension: str = "coordination") -> Item:
    return Item(
        dimension=dimension,
        owners=owners or ("police",),
        kind="decision",
        label="A place",
        credit=credit,
        at_stake=at_stake,
        events=(1,),
        reason="Because.",
    )


def missed(*owners: str) -> Untested:
    return Untested(
        dimension="coordination", owners=owners, kind="decision", label="A place", reason="Not open.", events=(1,)
    )


def test_a_dimension_is_the_sum_of_points_over_the_sum_at_stake() -> None:
    found = total(
        [item(0.5, 1), item(0, 0.8), item(0.2, 0.2), item(1, 1), item(0.3, 0.6)], [], "police", "coordination"
    )
    assert (found.earned, found.at_stake) == (2.0, 3.6)
    assert found.share == 2.0 / 3.6


def test_what_an_item_earns_is_its_weight_times_its_credit() -> None:
    heavy = msgspec.structs.replace(item(0.5, 2), weight=2.0)
    assert heavy.points == 1
    assert total([heavy], [], "police", "coordination").earned == 1


def test_items_that_earned_nothing_stay_in_the_denominator() -> None:
    found = total([item(0), item(0), item(0), item(0), item(1)], [], "police", "coordination")
    assert found.share == 0.2


def test_fewer_than_five_items_are_not_enough_evidence() -> None:
    found = total([item()] * 4, [], "police", "coordination")
    assert (found.earned, found.at_stake, found.share) == (4, 4, None)


def test_what_was_not_tested_is_in_no_denominator_and_beside_every_score() -> None:
    found = total([item()] * 5, [missed("police"), missed("cps")], "police", "coordination")
    assert found.share == 1
    assert (found.coverage.opportunities, found.coverage.judged, found.coverage.not_tested) == (6, 5, 1)


def test_what_this_version_does_not_work_out_is_none_and_not_nothing() -> None:
    coverage = total([], [], "police", "coordination").coverage
    assert (coverage.closed_by_self, coverage.closed_by_others) == (None, None)


def test_dimensions_and_owners_are_kept_apart() -> None:
    items = (item(1, 1, "police"), item(1, 1, "cps"), item(1, 1, "police", dimension="protocol"))
    found = totals(items, (), "police")
    assert [score.at_stake for score in found.values()] == [1, 0, 1]


def test_an_item_of_two_owners_counts_for_each_and_once_for_the_team() -> None:
    items = (item(1, 1, "police", "cps"), item(1, 1, TEAM))
    at_stake = [total(items, [], column, "coordination").at_stake for column in ("police", "cps", "medical", TEAM)]
    assert at_stake == [1, 1, 0, 2]
