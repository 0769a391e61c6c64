"""What is said, as plans of questions: in which order facts stand, what is filled in, what is sent."""

from __future__ import annotations

from msgspec.structs import replace

from sim.engine.commands import Ask, Tell
from sim.engine.names import BasisId, RoleId
from sim.engine.views import KnownFact, View, Whereabouts
from sim.tui.dialogs import saying
from sim.tui.dialogs.steps import Step
from tests.tui.panes import BRIEF, CPS, NAMES, NURSE, asked, fact, told, view


def reaching(*known: KnownFact, seen: View | None = None) -> View:
    """A view of somebody who knows these facts and can send messages."""
    return replace(seen if seen is not None else view(), known=known)


def step(made: saying.Saying, *answers: tuple[str, ...]) -> Step:
    """The question that comes after *answers*."""
    found = made.plan(answers)
    assert found is not None
    return found


def test_what_nobody_was_told_stands_first_the_newest_at_the_top() -> None:
    known = fact("a"), fact("b", 3), fact("c", 5, told=((CPS, 60),)), fact("d", 7, told=((CPS, 60), (NURSE, 60)))
    made = saying.tell(reaching(*known), NAMES, BRIEF)
    assert [pick.id for pick in step(made).picks] == ["b", "a", "d", "c"]


def test_a_fact_that_is_given_leaves_whom_and_whoever_was_told_before_is_said() -> None:
    made = saying.tell(reaching(fact("a", told=((NURSE, 120),))), NAMES, BRIEF, facts=("a",), to=(CPS,))
    assert made.given == (("a",),)
    whom = step(made, *made.given)
    assert [pick.words.plain for pick in whom.picks] == ["CPS", "Nurse\nyou told them at 21:42"]
    assert whom.ticked == (CPS,)
    assert made.plan((("a",), (CPS,))) is None


def test_whoever_told_it_is_said_and_that_nothing_is_taken_back() -> None:
    theirs = fact("a", at=120, how="told", source=NURSE)
    whom = step(saying.tell(reaching(theirs), NAMES, BRIEF), ("a",))
    assert [pick.words.plain for pick in whom.picks] == ["CPS", "Nurse\nthey told you at 21:42"]
    assert "can’t be taken back" in whom.about
    both = step(saying.tell(reaching(theirs, fact("b")), NAMES, BRIEF), ("a", "b"))
    assert [pick.words.plain for pick in both.picks] == ["CPS", "Nurse"]  # of b they know nothing
    answering = saying.answer(reaching(fact("a"), seen=view(asked(4, CPS, open=True))), NAMES, BRIEF)
    assert "can’t be taken back" in step(answering, (saying.TELLS,)).about


def test_who_is_beside_one_hears_it_at_a_stop_too_and_can_be_told_aloud() -> None:
    beside = replace(
        view(), others=(Whereabouts(RoleId(CPS), "", 0, here=True), Whereabouts(RoleId(NURSE), "", 0, here=False))
    )
    whom = step(saying.tell(reaching(fact("a"), seen=beside), NAMES, BRIEF), ("a",))
    assert [pick.words.plain for pick in whom.picks] == ["Say it aloud here, to CPS", "CPS", "Nurse"]
    assert "All who are here with you hear it." in whom.about


def test_of_several_facts_it_is_said_for_which_of_them_the_ground_is() -> None:
    known = fact("a"), fact("b", bases=(BasisId("agreement"),)), fact("c", bases=(BasisId("agreement"),))
    made = saying.tell(reaching(*known), NAMES, BRIEF)
    assert "“b is so.” is restricted: next you state a ground." in step(made, ("a", "b")).about
    assert step(made, ("a", "b"), (CPS,)).about.startswith("“b is so.” is restricted. What you state")
    assert step(made, ("a", "b", "c"), (CPS,)).about.startswith("“b is so.” and “c is so.” are restricted.")
    assert step(made, ("b", "c"), (CPS,)).about.startswith("They are restricted.")
    assert step(made, ("b",), (CPS,)).about.startswith("It is restricted.")


def test_a_fact_that_is_not_known_any_more_is_not_given() -> None:
    assert saying.tell(reaching(fact("a")), NAMES, BRIEF, facts=("zz",)).given == ()


def test_telling_answers_a_question_only_where_one_is_open_to_them_on_that() -> None:
    question = asked(4, CPS, open=True)
    made = saying.tell(reaching(fact("a"), fact("r", topic="relatives"), seen=view(question)), NAMES, BRIEF)

    def reply(facts: tuple[str, ...], to: tuple[str, ...]) -> int | None:
        command = made.command((facts, to))
        assert isinstance(command, Tell)
        return command.reply_to

    assert reply(("a",), (CPS,)) == 4
    assert reply(("a",), (NURSE,)) is None
    assert reply(("r",), (CPS,)) is None


def test_asking_again_fills_in_whom_and_points_at_the_topic() -> None:
    made = saying.ask(reaching(), NAMES, BRIEF, to=CPS, topic="relatives")
    assert made.given == ((CPS,),)
    assert step(made, *made.given).at == "relatives"
    command = made.command(((CPS,), ("relatives",)))
    assert isinstance(command, Ask)
    assert saying.ask(reaching(), NAMES, BRIEF, to="nobody").given == ()


def test_a_read_back_of_one_message_asks_for_no_other() -> None:
    waiting = told(1, readbacks=(("a", ("so", "not so")),)), told(2, NURSE, readbacks=(("a", ("so", "not so")),))
    made = saying.read_back(reaching(fact("a"), seen=view(*waiting)), NAMES, BRIEF, number=2)
    assert step(made).asks == "What did you understand?"
    assert "To Nurse" in step(made).about
    assert (
        step(saying.read_back(reaching(fact("a"), seen=view(*waiting)), NAMES, BRIEF)).asks == "What do you read back?"
    )


def test_who_cannot_be_heard_is_told_why() -> None:
    off = saying.tell(replace(reaching(fact("a")), reach=False), NAMES, BRIEF).off
    assert off == "Nobody can be reached from here until this is done."
