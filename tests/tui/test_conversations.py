"""Messages as conversations: who, in what order, what hangs under what, and what became of a telling that went wrong."""

from __future__ import annotations

import pytest

from sim.engine.views import MessageView, View
from sim.tui.play.conversations import Course, partners, threaded, words
from tests.tui.panes import CPS, NAMES, NURSE, POLICE, asked, fact, read_back, told, view


def said(message: MessageView, seen: View) -> str:
    """What is shown of a message, on one line."""
    return " ".join(words(message, Course(seen), NAMES, NAMES.face).plain.split())


def test_all_other_roles_are_partners_and_desks_once_one_has_spoken_with_them() -> None:
    assert partners(view(), (CPS, NURSE)) == [CPS, NURSE]
    assert partners(view(asked(1, POLICE, "records")), (CPS, NURSE)) == [CPS, NURSE, "records"]


def test_a_conversation_holds_what_the_two_said_and_nothing_else() -> None:
    seen = view(told(1, CPS), told(2, NURSE), told(3, POLICE, (CPS,)), told(4, POLICE, (CPS, NURSE)))
    found = [message.number for message, _ in threaded(Course(seen), CPS)]
    assert found == [1, 3, 4]


def test_a_reply_stands_under_what_it_answers_however_much_later_it_came() -> None:
    question, other = asked(1, POLICE, CPS), told(2, CPS, fact="b")
    answer = told(3, CPS, fact="c", reply_to=1)
    assert threaded(Course(view(question, other, answer)), CPS) == [(question, False), (answer, True), (other, False)]


def test_a_read_back_says_whether_it_was_right() -> None:
    mine, back = told(1, POLICE, (CPS,)), read_back(2, 1, right=True)
    assert "Not read back yet." in said(mine, view(mine))
    assert "Not read back yet" not in said(mine, view(mine, back))
    assert said(back, view(mine, back)).endswith("“so it is” ✓ Right.")


def test_who_of_several_has_not_read_back_is_named() -> None:
    mine, back = told(1, POLICE, (CPS, NURSE)), read_back(2, 1, right=True)
    assert "Not read back yet by Nurse." in said(mine, view(mine, back))


def test_a_wrong_read_back_offers_to_tell_it_again_and_is_put_right_by_that() -> None:
    mine, wrong = told(1, POLICE, (CPS,)), read_back(2, 1, right=False)
    seen = view(mine, wrong)
    assert Course(seen).wants(wrong) == "again"
    assert "✗ That is not what you said: t tells it again." in said(wrong, seen)
    again = told(3, POLICE, (CPS,))
    seen = view(mine, wrong, again)
    assert Course(seen).wants(wrong) == ""
    assert "Told again at 21:43: not read back yet." in said(wrong, seen)
    assert "You told CPS again" in said(again, seen)
    assert [under for _, under in threaded(Course(seen), CPS)] == [False, True, True]
    seen = view(mine, wrong, again, read_back(4, 3, right=True))
    assert "✓ Put right at 21:44." in said(wrong, seen)


def test_what_is_read_back_wrongly_again_is_said_so_and_the_new_read_back_offers_it() -> None:
    wrong, more = read_back(2, 1, right=False), read_back(4, 3, right=False)
    seen = view(told(1, POLICE, (CPS,)), wrong, told(3, POLICE, (CPS,)), more)
    assert "read back wrongly again" in said(wrong, seen)
    assert Course(seen).wants(more) == "again"


def test_who_read_back_wrongly_is_offered_to_ask_again_and_then_to_read_back_again() -> None:
    heard, wrong = told(1, CPS), read_back(2, 1, right=False, frm=POLICE, to=CPS)
    seen = view(heard, wrong)
    assert Course(seen).wants(wrong) == "ask_again"
    assert "✗ That is not what you were told: a asks again." in said(wrong, seen)
    again = told(3, CPS, readbacks=(("a", ("so it is", "so it is not")),))
    seen = view(heard, wrong, again)
    assert "Told again at 21:43: k reads it back." in said(wrong, seen)
    assert Course(seen).wants(again) == "read_back"


def test_a_telling_on_another_ground_stands_beside_the_first_and_says_so_there() -> None:
    first = told(1, POLICE, (CPS,), basis="curious")
    assert Course(view(first)).wants(first) == "again"
    seen = view(first, told(2, POLICE, (CPS,), basis="agreement"))
    assert "Ground given: It would help to know." in said(first, seen)
    assert "✓ Told again at 21:42, on another ground." in said(first, seen)


def test_what_needs_no_ground_is_not_put_right_by_one_that_was_stated_for_what_stood_beside_it() -> None:
    first, again = told(1, POLICE, (CPS,)), told(2, POLICE, (CPS,), basis="agreement")
    assert "on another ground" in said(first, view(first, again, known=(fact("a", bases=("agreement",)),)))
    assert "on another ground" not in said(first, view(first, again, known=(fact("a"),)))


def test_the_same_fact_told_to_somebody_else_puts_nothing_right() -> None:
    wrong = read_back(2, 1, right=False)
    seen = view(told(1, POLICE, (CPS,)), wrong, told(3, POLICE, (NURSE,)))
    assert Course(seen).wants(wrong) == "again"


def test_what_did_not_get_through_says_so_until_there_is_a_reply() -> None:
    mine = told(1, POLICE, (CPS,), delivered=False)
    assert "Not through yet: it arrives when they can be reached." in said(mine, view(mine))
    assert "Not through yet" not in said(mine, view(mine, read_back(2, 1, right=True)))


@pytest.mark.parametrize(
    ("message", "wants"),
    [
        (asked(1, open=True), "answer"),
        (asked(1), ""),
        (asked(1, POLICE, CPS), ""),
        (told(1, readbacks=(("a", ()),)), "read_back"),
        (told(1), "pass_on"),
        (told(1, POLICE, (CPS,)), "pass_on"),
    ],
)
def test_enter_does_what_one_would_want_first(message: MessageView, wants: str) -> None:
    assert Course(view(message)).wants(message) == wants
