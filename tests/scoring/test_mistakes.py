"""Mistakes of existing platforms that this one must not make (SCORING section 1), a test for each."""

from __future__ import annotations

import msgspec
import pytest

from scoring import Scorecard, score
from scoring.sentences import coverage, share
from sim.engine.scenario import Form, Item, Key
from tests.scoring.rulebook import does, pack, response, rule
from tests.scoring.small_cases import Play, case, choice, outcome, points, scene, two_doors
from tests.scoring.test_adherence import seated

LONG = ("one", "two", "three", "four", "five", "six")


def corridor(*credits: float | None) -> Play:
    """Six decisions of one role, one after the other: *right* is worth 1, *wrong* is worth nothing; each may run out of time."""
    scenes = {}
    for name, after in zip(LONG, (*LONG[1:], None), strict=True):
        goto = {"goto": after} if after else {}
        right, wrong = choice(credit=points(1), model=True, **goto), choice("No.", credit=points(0), **goto)
        late = {"think": 60, "if_no_answer": outcome(**goto)}
        scenes[name] = scene({"right": right, "wrong": wrong}, **late)
    play = Play(case(scenes, {"police": "one"}))
    for earned in credits:
        at = play.state.time
        if earned is None:
            play.until(at + 130)  # the limit, reading, and what follows
        else:
            play.choose("police", at + 1, "right" if earned else "wrong").until(at + 1 + 60)
    return play


def card(play: Play) -> Scorecard:
    return score(play.book, play.log)


def test_not_only_what_was_answered_is_averaged() -> None:
    found = card(corridor(1, None, 1, None, None, 1)).roles["police"]["coordination"]
    assert (found.earned, found.at_stake, found.share) == (3, 6, 0.5)


def test_not_only_what_is_not_zero_is_averaged() -> None:
    found = card(corridor(1, 0, 1, 0, 0, 0)).roles["police"]["coordination"]
    assert (found.earned, found.at_stake, found.coverage.judged) == (2, 6, 6)


def test_the_maximum_minds_the_path_that_a_bad_choice_closed() -> None:
    """Breaking the door is 0.5 of 1 there; and of 2 with the room that he never saw."""
    play = Play(two_doors()).choose("police", 10, "break").choose("cps", 20, "call").until(600)
    found = card(play).roles["police"]["coordination"]
    assert (found.earned, found.at_stake) == (0.5, 2)
    assert found.coverage.closed_by_self == 1


@pytest.mark.parametrize(
    ("ticked", "share_of_it"), [(("a", "b"), 1.0), (("a",), 2 / 3), (("a", "b", "c"), 2 / 3), ((), 1 / 3)]
)
def test_the_maximum_minds_that_several_picks_are_permitted(ticked: tuple[str, ...], share_of_it: float) -> None:
    lines = {
        name: Item(text=((None, name),), credit=((None, points(protocol=worth)),))
        for name, worth in (("a", 1), ("b", 1), ("c", 0))
    }
    form = msgspec.structs.replace(choice(), form=Form(lines))
    play = Play(case({"paper": scene({"form": form})}, {"police": "paper"})).choose("police", 5, "form", *ticked)
    (item,) = card(play.until(100)).items
    assert item.points / item.at_stake == pytest.approx(share_of_it)


def test_nothing_is_100_percent_because_the_rest_was_never_evaluated() -> None:
    nothing = card(corridor()).roles["police"]["coordination"]
    assert nothing.share is None
    assert share(nothing) == "Nothing was judged."
    begun = card(corridor(1, 1, 1)).roles["police"]["coordination"]
    assert begun.share is None
    assert share(begun).startswith("Not enough evidence for a percentage (fewer than 5 judged)")
    stopped = card(corridor(1, 1, 1, 1, 1)).roles["police"]["coordination"]
    assert stopped.share == 1
    assert (stopped.coverage.judged, stopped.coverage.opportunities) == (5, 6)
    assert coverage(stopped.coverage) == "5 of 6 opportunities judged, 1 not tested."


def test_a_rule_that_was_never_put_to_the_test_is_not_kept() -> None:
    house = pack(rule("X-01", response("suspicion", "hotline_report", 1800)))
    scenario = seated(case({"door": scene({"go": choice(start=does("explain_step"))})}, {"police": "door"}))
    play = Play(scenario).choose("police", 1, "go").until(100)
    found = score(play.book, play.log, [house])
    assert [row.verdict for row in found.protocol] == ["not_activated"]
    assert (found.items, found.roles["police"]["protocol"].at_stake) == ((), 0)


def test_a_result_is_another_one_when_its_inputs_are() -> None:
    """That a stored one is not taken then: tests/sessions/test_kept_card.py."""
    play = corridor(1, 0, 1, 1, 1, 1)
    before = card(play).roles["police"]["coordination"].share
    better = corridor(1, 1, 1, 1, 1, 1)
    assert (before, card(better).roles["police"]["coordination"].share) == (pytest.approx(5 / 6), 1)
    assert card(play).roles["police"]["coordination"].share == before


def test_a_run_is_closed_and_scored_though_an_item_has_no_score() -> None:
    """A panel that did not agree, a decision without credit, and one that nobody answered: shown, and the rest counts."""
    torn = {
        "a": choice(credit=points(1), key=Key("panel", 7, 1.4), goto="two"),
        "b": choice(credit=points(0), goto="two"),
    }
    scenes = {
        "one": scene(torn),
        "two": scene({"go": choice(goto="three")}),
        "three": scene({"right": choice(credit=points(1), model=True), "wrong": choice(credit=points(0))}),
    }
    play = Play(case(scenes, {"police": "one"})).choose("police", 1, "a").until(70)
    play.choose("police", 71, "go").until(140).choose("police", 141, "right").until(300)
    found = card(play)
    assert found.ended
    assert [(item.label, item.points, item.at_stake) for item in found.items] == [("A place", 1, 1)]
    assert len(found.decisions) == 3
    assert [one.kind for one in found.untested] == ["decision"]
