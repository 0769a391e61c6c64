"""The ledger's displays: shown beside the score, never in it."""

import msgspec
import pytest

from scoring import Ledger, score
from sim.engine.commands import Acknowledge, Answer, Ask, CallRole, Pass, Tell
from sim.engine.events import Done
from sim.engine.scenario import Act, Activity, Desk, DeskAnswer, Effects, Goto, Restated
from tests.scoring.small_cases import OVER, Play, case, choice, fact, need, outcome, scene, to

FACTS = {
    "home": fact(
        "Children are alone.", needed_by={"cps": need("meet", 120, 240)}, restated=Restated("Alone.", ("Two.",))
    ),
    "aunt": fact("There is an aunt.", ("cps",), "kin", needed_by={"police": need("meet", 120, 240)}),
    "order": fact("A court order.", ("records",), "court", needed_by={"police": need("meet", 300, 600)}),
    "rain": fact("It rains.", ("police",), "weather"),
}
DESKS = {"records": Desk("County records", {"court": DeskAnswer(after=60), "tax": DeskAnswer(after=60)})}
VOCABULARY = {"check_home": Activity("Check the home")}


def two(how: str = "lead") -> Play:
    """Police and CPS, each alone until they meet."""
    check = Effects(does=(Act("check_home", {"child": "a"}),))
    scenes = {
        "street": scene({"go": choice("Go on.", "meet", end=check)}, think=60, if_no_answer=outcome("meet", takes=600)),
        "office": scene(
            {"go": choice("Go on.", "meet", end=check)}, ("cps",), think=60, if_no_answer=outcome("meet", takes=600)
        ),
        "meet": scene(
            {"a": choice("Do it.", OVER), "b": choice("Leave it.", OVER)},
            ("police", "cps"),
            how,
            ("cps",) if how == "lead" else ("police", "cps"),
            title="Meet",
            think=300,
            if_no_answer=outcome(),
        ),
    }
    begins = {"police": "street", "cps": "office"}
    return Play(case(scenes, begins, facts=FACTS, desks=DESKS, vocabulary=VOCABULARY))


def ledger(play: Play) -> Ledger:
    return score(play.book, play.log).ledger


def finished(play: Play, at: int = 700) -> Ledger:
    return ledger(play.choose("cps", at, "a").until(at + 60))


def test_each_fact_shows_who_held_it_and_who_came_to_know_it_how() -> None:
    found = {line.fact: line for line in finished(two().tell("police", 60, "cps", "home")).facts}
    assert found["home"].held_by == ("police",)
    assert [(known.role, known.since.at, known.how, known.frm) for known in found["home"].known] == [
        ("police", 0, "held", ""),
        ("cps", 60, "told", "police"),
    ]
    assert found["home"].needed_by == ("cps",)
    assert (found["home"].told, found["aunt"].told) == (True, False)


def test_recall_precision_and_their_mean_are_kept_apart_from_the_score() -> None:
    play = two().tell("police", 60, "cps", "home").tell("police", 61, "cps", "rain")
    flow = finished(play).flow
    assert (flow["police"].recall, flow["police"].precision, flow["police"].f) == (0.5, 0.5, 0.5)
    assert (flow["cps"].needs, flow["cps"].met, flow["cps"].recall) == (1, 0, 0)
    assert (flow["team"].needs, flow["team"].met) == (3, 1)


def test_a_need_met_late_while_credit_was_left_counts_in_recall() -> None:
    flow = finished(two().tell("police", 180, "cps", "home")).flow["police"]
    assert (flow.met / flow.needs, flow.recall) == (0.5, 0.5)


def test_the_mean_of_recall_and_precision_is_the_harmonic_one() -> None:
    flow = finished(two().tell("police", 60, "cps", "home")).flow["police"]
    assert (flow.recall, flow.precision, flow.f) == (0.5, 1, pytest.approx(2 / 3))


def test_precision_without_tellings_is_not_tested() -> None:
    flow = finished(two()).flow["cps"]
    assert (flow.precision, flow.f) == (None, None)


def test_recall_of_who_held_nothing_that_was_needed_is_not_tested() -> None:
    flow = ledger(two()).flow["police"]
    assert (flow.recall, flow.precision, flow.f) == (None, None, None)


def test_nothing_met_and_nothing_needed_has_a_mean_of_nothing() -> None:
    flow = finished(two().tell("police", 60, "cps", "rain")).flow["police"]
    assert (flow.recall, flow.precision, flow.f) == (0, 0, 0)


def test_a_fact_that_somebody_needed_and_that_was_told_to_nobody() -> None:
    assert finished(two().tell("police", 60, "cps", "home")).to_nobody == ("aunt",)


# --- questions


def test_a_question_that_was_not_answered_stays_open() -> None:
    (question,) = ledger(two().give(Ask(seat="police", at=5, to="cps", topic="kin"))).questions
    assert (question.frm, question.to, question.topic, question.answer, question.answered) == (
        "police",
        "cps",
        "kin",
        None,
        None,
    )


@pytest.mark.parametrize(("cannot", "answer"), [(False, "nothing"), (True, "cannot")])
def test_an_answer_without_facts_is_an_answer(cannot: bool, answer: str) -> None:
    play = two().give(Ask(seat="police", at=5, to="cps", topic="kin"))
    play.give(Answer(seat="cps", at=9, reply_to=play.log[-1].seq, cannot=cannot))
    (question,) = ledger(play).questions
    assert (question.answer, question.answered) == (answer, 9)


@pytest.mark.parametrize("right", [True, False])
def test_a_request_is_closed_by_its_read_back(right: bool) -> None:
    play = two().give(Ask(seat="cps", at=5, to="police", topic="home"))
    play.give(Tell(seat="police", at=9, to=("cps",), facts=("home",), reply_to=play.log[-1].seq))
    place = play.book.readbacks["home"][1]
    said = place if right else 1 - place
    play.give(Acknowledge(seat="cps", at=12, reply_to=play.log[-1].seq, fact="home", said=said))
    (question,) = ledger(play).questions
    assert (question.answer, question.read_back) == ("facts", right)
    assert ledger(play).needs[0].acknowledged is right


def test_what_was_there_for_the_asking_and_never_asked_for() -> None:
    play = two().give(Ask(seat="police", at=5, to="cps", topic="kin"))
    found = finished(play).unasked
    assert [(each.role, each.fact, each.held_by) for each in found] == [
        ("cps", "home", ("police",)),
        ("police", "order", ("records",)),
    ]


# --- decisions


def test_who_decided_without_a_fact_that_another_held() -> None:
    play = two().tell("police", 60, "cps", "home")
    found = finished(play).blind
    assert [(each.role, each.fact, each.held_by, each.decision) for each in found] == [
        ("police", "aunt", ("cps",), "meet#1")
    ]


def test_what_others_learned_only_afterwards_is_not_held_against_a_decision() -> None:
    play = two().give(Ask(seat="cps", at=690, to="records", topic="court"))
    assert [each.fact for each in finished(play).blind] == ["home", "aunt"]


def test_a_joint_decision_in_which_all_gave_their_word() -> None:
    play = two()
    play.give(Pass(seat="police", at=690, decision=play.decision("police", 690)))
    (hearing,) = finished(play).hearings
    assert (hearing.wanted, hearing.heard, hearing.complete) == (("police", "cps"), ("police", "cps"), True)


def test_a_joint_decision_in_which_somebody_was_not_waited_for() -> None:
    (hearing,) = finished(two()).hearings
    assert (hearing.heard, hearing.complete) == (("cps",), False)


def test_a_word_that_the_quorum_names_is_wanted_though_its_role_was_called_away() -> None:
    play = two("together").choose("police", 690, "a")
    play.give(CallRole(seat="facilitator", at=695, role="cps", scene="office", urgent=True)).until(800)
    (hearing,) = ledger(play).hearings
    assert (hearing.wanted, hearing.heard, hearing.complete) == (("police", "cps"), ("police",), False)


# --- done twice


def test_the_same_thing_done_by_two_roles_on_their_own() -> None:
    play = two().choose("police", 5, "go").choose("cps", 9, "go").until(100)
    (found,) = ledger(play).twice
    assert (found.kind, found.what, found.roles) == ("done", "check_home (child: a)", ("police", "cps"))


def test_the_same_question_to_a_desk_by_two_roles() -> None:
    play = two().give(
        Ask(seat="police", at=5, to="records", topic="tax"), Ask(seat="cps", at=9, to="records", topic="tax")
    )
    (found,) = ledger(play).twice
    assert (found.kind, found.what, found.roles) == ("asked", "records: tax", ("police", "cps"))


def test_what_one_did_alone_after_it_was_done_together_is_not_done_twice() -> None:
    check = Effects(does=(Act("check_home", {"child": "a"}),))
    scenes = {
        "meet": scene({"a": choice("Go.", "street", end=check)}, ("police", "cps"), "lead", ("cps",), title="Meet"),
        "street": scene({"again": choice("Again.", end=check)}, ("police",)),
    }
    scenes["meet"].choices["a"] = msgspec.structs.replace(
        scenes["meet"].choices["a"], goto=Goto(by_role={"police": to("street").all, "cps": to(OVER).all})
    )
    play = Play(case(scenes, {"police": "meet", "cps": "meet"}, vocabulary=VOCABULARY))
    play.choose("cps", 5, "a").choose("police", 100, "again").until(200)
    assert len(play.all(Done)) == 2
    assert ledger(play).twice == ()


def test_the_same_thing_done_again_by_one_role_is_not_done_twice() -> None:
    play = two().give(
        Ask(seat="police", at=5, to="records", topic="tax"), Ask(seat="police", at=9, to="records", topic="tax")
    )
    assert ledger(play).twice == ()
