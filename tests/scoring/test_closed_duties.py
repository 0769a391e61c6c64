"""Closed duties: rules that the model answer kept and this play gave no occasion for."""

from __future__ import annotations

from scoring import TEAM, Scorecard, score
from scoring.model_play import model_play
from scoring.sentences import coverage
from sim.engine.protocols import Pack
from sim.engine.seats import Seat, Setup
from tests.scoring.rulebook import does, pack, response, rule
from tests.scoring.small_cases import Play, case, choice, points, scene
from tests.scoring.test_adherence import acted, seated, walk

REPORT = pack(rule("X-01", response("suspicion", "hotline_report", 1800)))
MODEL = {"start": does("suspicion"), "model": True}, {"start": does("hotline_report"), "model": True}


def card(one: Play, packs: Pack = REPORT) -> Scorecard:
    return score(one.book, one.log, [packs])


def closed(one: Play, packs: Pack = REPORT) -> dict[str, int | None]:
    found = card(one, packs)
    return {"police": found.roles["police"]["protocol"].coverage.duties_closed, TEAM: _team(found)}


def _team(found: Scorecard) -> int | None:
    return found.team["protocol"].coverage.duties_closed


def passed(one: Play) -> Play:
    """Neither the suspicion nor the report."""
    return one.choose("police", 0, "pass").until(700).choose("police", 700, "pass").until(3700)


def test_a_duty_that_the_model_met_and_that_this_play_never_came_to_is_counted_beside_the_score() -> None:
    found = card(passed(walk(*MODEL)))
    for score_of in (found.roles["police"]["protocol"], found.team["protocol"]):
        assert score_of.coverage.duties_closed == 1
        assert (score_of.coverage.judged, score_of.coverage.opportunities, score_of.at_stake) == (0, 0, 0)
        said = "It did not come up in this play. 1 rule that the model answer kept had no occasion in this play."
        assert coverage(score_of.coverage) == said
    assert found.roles["police"]["coordination"].coverage.duties_closed is None


def test_a_duty_that_was_called_for_is_not_closed_whatever_came_of_it() -> None:
    assert closed(acted(walk(*MODEL))) == {"police": 0, TEAM: 0}
    assert closed(acted(walk(*MODEL), "pass")) == {"police": 0, TEAM: 0}


def test_it_is_counted_for_who_answered_for_it_in_the_models_play_and_once_for_the_team() -> None:
    door = {"act": choice(start=does("suspicion"), model=True), "pass": choice()}
    desk = {"act": choice(start=does("hotline_report"), model=True), "pass": choice()}
    scenes = {"door": scene(door), "desk": scene(desk, ("cps",)), "ward": scene({"go": choice()}, ("medical",))}
    one = Play(seated(case(scenes, {"police": "door", "cps": "desk", "medical": "ward"})))
    one.choose("police", 0, "pass").choose("cps", 0, "pass").choose("medical", 0, "go").until(61)
    found = card(one, pack(rule("X-01", response("suspicion", "hotline_report"))))
    counts = [found.roles[role]["protocol"].coverage.duties_closed for role in ("police", "cps", "medical")]
    assert (counts, _team(found)) == ([1, 1, 0], 1)


def test_a_duty_whose_act_a_decision_counts_is_counted_too() -> None:
    """It says what had no occasion, and is in no other number; so nothing is counted twice."""
    first = {**MODEL[0], "credit": points(protocol=1)}, {**MODEL[1], "credit": points(protocol=1)}
    one = passed(walk(*first))
    assert closed(one) == {"police": 1, TEAM: 1}


def test_only_rules_that_count_are_counted() -> None:
    for more in ({"confidence": "M"}, {"confidence": "VP"}, {"effective_from": "2030-01-01"}):
        late = pack(rule("X-01", response("suspicion", "hotline_report", 1800), **more))
        assert closed(passed(walk(*MODEL)), late) == {"police": 0, TEAM: 0}


def test_it_is_not_known_while_play_goes_on_or_where_nothing_is_checked() -> None:
    one = walk(*MODEL).choose("police", 0, "pass").until(500)
    assert closed(one) == {"police": None, TEAM: None}
    over = passed(walk(*MODEL))
    assert _team(score(over.book, over.log)) is None


def test_a_case_that_the_model_cannot_end_has_no_such_count() -> None:
    again = {"again": choice("Again.", "door", points(1), model=True), "go": choice("Go.")}
    one = Play(seated(case({"door": scene(again)}, {"police": "door"}))).choose("police", 1, "go").until(61)
    assert _team(card(one)) is None


def test_one_books_model_is_not_taken_for_that_of_another_seed_or_pack() -> None:
    """A score is a function of the play and the packs, whatever was scored with the same book before."""
    one = passed(walk(*MODEL))
    other = pack(rule("X-01", response("explain_step", "hotline_report", 1800)))
    assert [_team(card(one, packs)) for packs in (REPORT, other, REPORT)] == [1, 0, 1]


def test_each_seed_has_a_models_play_of_its_own() -> None:
    """Draws go by the seed of the play, and one book may serve several."""
    book = walk(*MODEL).book
    for seed in (1, 2, 1):
        log = model_play(book, Setup(seed, {"police": Seat(person="p-bcdfgh")}))
        assert log is not None
        assert log[0].setup.seed == seed
        assert log[0].setup.seats["police"] == Seat(player="model")
