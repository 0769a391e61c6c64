"""What is shown beside the score, in words: the one source for the app, plain mode and reports."""

from typing import get_args

import msgspec
import pytest

from scoring import sharing
from scoring.items import TEAM
from scoring.ledger import Question
from scoring.sentences import Voice
from sim.engine.commands import Ask, Pass, Tell
from sim.engine.scenario import Act, Activity, Effects
from tests.scoring.small_cases import OVER, Play, case, choice, scene
from tests.scoring.test_ledger import VOCABULARY, ledger, two

VOICE = Voice({"police": "you", "cps": "CPS", "records": "the records desk"}.__getitem__, str)
WORDS = {
    "let_in": Activity("Let an adult be with the children", against=("sent_away",)),
    "sent_away": Activity("Sent an adult away"),
}


def said(play: Play, *, named: bool = True) -> dict[str, list[str]]:
    """The lines of *play* under their heads."""
    found: dict[str, list[str]] = {}
    for one in sharing.lines(ledger(play), play.book, play.log, VOICE, str, named=named, me="police"):
        found.setdefault(one.head, []).append(one.words)
        assert all(1 <= seq <= len(play.log) for seq in one.events)
    return found


def both(police: dict[str, str], cps: dict[str, str], how: str = "", by: tuple[str, ...] = ("police", "cps")) -> Play:
    """Police lets somebody in (with these arguments) and CPS sends somebody away; with *how* it is one decision of both."""
    mine = choice("Mine.", end=Effects(does=(Act("let_in", police),)))
    theirs = choice("Theirs.", end=Effects(does=(Act("sent_away", cps),)))
    if how:
        twice = Effects(does=(Act("let_in", police), Act("sent_away", cps)))
        scenes = {"meet": scene({"a": choice("Both.", OVER, end=twice)}, ("police", "cps"), how, by, title="Meet")}
        play = Play(case(scenes, {"police": "meet", "cps": "meet"}, vocabulary=WORDS))
        for role in by:
            play.choose(role, 5, "a")
        return play.until(200)
    scenes = {"street": scene({"go": mine}), "office": scene({"go": theirs}, ("cps",))}
    play = Play(case(scenes, {"police": "street", "cps": "office"}, vocabulary=WORDS))
    return play.choose("police", 5, "go").choose("cps", 9, "go").until(200)


# --- acts against each other


def test_what_one_did_and_another_undid_is_opposite() -> None:
    play = both({"adult": "father", "children": "a"}, {"adult": "father"})
    (found,) = ledger(play).opposite
    assert (found.what, found.by) == (("let_in", "sent_away"), (("police",), ("cps",)))
    (words,) = said(play)["Against each other"]
    assert words.startswith("At ")
    assert "you: let an adult be with the children" in words
    assert "CPS: sent an adult away" in words


@pytest.mark.parametrize(
    ("police", "cps", "opposite"),
    [
        ({"adult": "father"}, {"adult": "aunt"}, False),
        ({"adult": "father", "child": "a"}, {"parent": "father", "children": "b"}, False),
        ({"adult": "father"}, {"parent": "father"}, True),
        ({}, {"adult": "aunt"}, True),
    ],
)
def test_acts_are_against_each_other_only_about_the_same_people(
    police: dict[str, str], cps: dict[str, str], opposite: bool
) -> None:
    assert bool(ledger(both(police, cps)).opposite) is opposite


def test_what_was_decided_together_is_not_against_itself() -> None:
    assert ledger(both({}, {}, "lead", ("cps",))).opposite == ()


def test_where_each_decides_one_can_still_act_against_the_other() -> None:
    scenes = {
        "meet": scene(
            {
                "in": choice("In.", OVER, end=Effects(does=(Act("let_in", {"adult": "f"}),))),
                "out": choice("Out.", OVER, end=Effects(does=(Act("sent_away", {"adult": "f"}),))),
            },
            ("police", "cps"),
            "each",
            ("police", "cps"),
        )
    }
    play = Play(case(scenes, {"police": "meet", "cps": "meet"}, vocabulary=WORDS))
    play.choose("police", 5, "in").choose("cps", 9, "out").until(200)
    assert len(ledger(play).opposite) == 1


# --- done twice


@pytest.mark.parametrize("how", ["each", "together", "lead"])
def test_what_several_do_in_one_decision_is_done_once(how: str) -> None:
    check = Effects(does=(Act("check_home", {"child": "a"}),))
    scenes = {"meet": scene({"a": choice("Go.", OVER, end=check)}, ("police", "cps"), how, ("police", "cps"))}
    play = Play(case(scenes, {"police": "meet", "cps": "meet"}, vocabulary=VOCABULARY))
    play.choose("police", 5, "a")
    if how != "lead":
        play.choose("cps", 9, "a")
    assert ledger(play.until(200)).twice == ()


def test_the_words_of_something_done_twice() -> None:
    play = two().choose("police", 5, "go").choose("cps", 9, "go").until(100)
    assert said(play)["Done twice"] == ["CPS and you, each on their own: check the home."]
    assert "CPS" not in said(play, named=False)["Done twice"][0]


# --- how it flowed


def test_recall_precision_and_f_in_words() -> None:
    play = two().give(Tell(seat="police", at=60, to=("cps",), facts=("home", "rain")))
    flow = ledger(play.choose("cps", 700, "a").until(760)).flow
    assert sharing.flow(flow["police"]) == [
        "Of 2 needs that you could have met, 1 was met while it counted (recall 50 percent).",
        "Of what you told somebody new, 1 of 2 was needed (precision 50 percent).",
        "Both together (F): 50 percent.",
    ]
    assert sharing.flow(flow[TEAM], team=True)[0].startswith("Of 3 needs that could have been met, 1 was met")


def test_how_long_after_it_was_first_known() -> None:
    play = two().tell("police", 60, "cps", "home").choose("cps", 700, "a").until(760)
    lags = {need.fact: need for need in ledger(play).needs}
    assert (lags["home"].lag, sharing.waited(lags["home"])) == (60, "1 minute")
    assert sharing.after_first(lags["home"]) == "By then somebody had known it for 1 minute."
    assert (sharing.after_first(lags["aunt"]), sharing.waited(lags["aunt"])) == ("", "never came")


# --- questions and joint decisions


def test_questions_closed_with_a_right_read_back() -> None:
    play = two()
    play.give(Ask(seat="police", at=5, to="records", topic="court")).until(100)
    (words,) = said(play)["Questions"]
    assert words == "You asked 1 question; 1 was answered with facts, and none was closed with a right read-back."
    asked = ledger(play).questions[0]

    def closed(*questions: Question) -> str:
        kept = msgspec.structs.replace(ledger(play), questions=questions)
        return sharing.lines(kept, play.book, play.log, VOICE, str, me="police")[0].words

    right, wrong = (msgspec.structs.replace(asked, read_back=how) for how in (True, False))
    assert closed(right, wrong).endswith("and 1 was closed with a right read-back (1 was read back wrongly).")


def test_joint_decisions_say_whether_all_were_heard() -> None:
    play = two()
    play.give(Pass(seat="police", at=690, decision=play.decision("police", 690))).choose("cps", 700, "a").until(760)
    assert said(play)["Heard"] == ["Everybody whose word was wanted was heard in the one joint decision."]
    alone = two().choose("cps", 700, "a").until(760)
    assert said(alone)["Heard"] == ["Not everybody whose word was wanted was heard in the one joint decision."]
    assert said(alone)["Not heard"][0].endswith("decided without a word from you.")
    assert "you" not in said(alone, named=False)["Not heard"][0]


def test_each_kind_of_line_has_its_meaning() -> None:
    assert set(sharing.HEADS) == set(get_args(sharing.Head))
