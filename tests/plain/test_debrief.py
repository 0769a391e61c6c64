"""The debrief as text: of any play, for every seat, whole and harmless."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import score
from sim.format.cleaning import harmful
from sim.plain.debrief import debrief, many_untested, untested
from sim.plain.feedback import feedback
from sim.plain.pages import Pages
from sim.plain.prefixes import prefix
from sim.plain.speech import Speech
from tests.plain.plays import CASES, played
from tests.plain.table import Heard

plays = given(st.sampled_from(CASES), st.integers(0, 9), st.integers(0, 2))


@plays
@settings(max_examples=12)
def test_every_decision_of_the_seat_stands_in_it_with_each_of_its_choices(case: str, seed: int, place: int) -> None:
    book, log = played(case, seed)
    role = book.roles[place]
    lines = debrief(book, log, role)
    mine = [review for review in score(book, log).decisions if role in review.present]
    assert sum(bool(re.match(r"Decision \d+ of ", line)) for line in lines) == len(mine)
    others = sum(not option.chosen for review in mine for option in review.options)
    assert sum(line.startswith("Other, ") for line in lines) == others


def test_a_decision_that_the_case_is_about_is_called_one() -> None:
    keys = 0
    for seed in range(4):
        book, log = played("duplex_small", seed)
        role = book.roles[0]
        mine = [review for review in score(book, log).decisions if role in review.present]
        said = [line for line in debrief(book, log, role) if re.match(r"Decision \d+ of ", line)]
        assert [line.endswith(" A key decision.") for line in said] == [review.key for review in mine]
        keys += sum(review.key for review in mine)
    assert keys


@plays
@settings(max_examples=12)
def test_every_fact_that_anybody_came_to_know_is_read_once(case: str, seed: int, place: int) -> None:
    book, log = played(case, seed)
    lines = debrief(book, log, book.roles[place])
    card = score(book, log)
    known = sum(len(line.known) for line in card.ledger.facts)
    assert sum(line.startswith("Knew: ") for line in lines) == known
    read = [line for line in lines if re.match(r"Knew: .*: fact \d+, [^:]*: ", line)]
    assert len(read) == sum(bool(line.known) for line in card.ledger.facts)


@plays
@settings(max_examples=12)
def test_its_lines_are_harmless_and_say_first_what_they_are(case: str, seed: int, place: int) -> None:
    book, log = played(case, seed)
    for line in debrief(book, log, book.roles[place]):
        assert prefix(line), line
        assert not list(harmful(line))
        assert "\n" not in line
        assert "  " not in line


@plays
@settings(max_examples=6)
def test_it_can_be_heard_at_any_moment_of_a_play(case: str, seed: int, place: int) -> None:
    book, log = played(case, seed)
    for end in range(1, len(log), max(1, len(log) // 5)):
        assert debrief(book, log[:end], book.roles[place])[-1] == "End of the debrief."


def test_the_three_dimensions_come_first_with_coverage() -> None:
    book, log = played("duplex_small", 1)
    lines = debrief(book, log, book.roles[0])
    found = [line.split(": ")[1] for line in lines if line.startswith("Score: ")]
    assert found == ["Coordination", "Trauma-informed choices", "Protocol adherence"]
    assert all("Coverage: " in line for line in lines if line.startswith(("Score: ", "Team score: ")))
    assert not any(line.startswith("Provisional: ") for line in lines)  # decisions are divided by the continuation


def test_feedback_is_for_the_decision_that_has_just_closed() -> None:
    book, log = played("duplex_small", 1)
    from sim.engine import brief
    from sim.plain.names import Names

    names = Names(brief(book, book.roles[0]))
    assert feedback(book, log, "nowhere#1", book.roles[0], names) == []  # type: ignore[arg-type]


async def test_what_was_known_at_a_decision_is_counted_where_it_is_much_and_read_on_request() -> None:
    book, log = played("duplex_small", 1)
    typed = ["decisions", "1", "knew then", "leave"]
    heard = Heard()

    async def listen() -> str:
        return typed.pop(0)

    await Pages(book, log, book.roles[0], Speech(heard), listen, few=0).run()
    before, _, after = heard.getvalue().partition("facts. Type knew then to hear them.")
    assert "Knew then: You held " in before
    assert "Knew then: Fact " not in before
    assert "Knew then: Fact " in after


def test_what_could_not_be_judged_for_the_same_reason_is_said_in_one_line() -> None:
    book, log = played("duplex_small", 1)
    card = score(book, log)
    role = next(role for role in book.roles if many_untested(card, role) > len(untested(card, role)))
    lines = untested(card, role)
    heads = [line.partition(" times: ")[0] for line in lines]
    assert len(set(heads)) == len(heads)
    counted = [
        int(head.rsplit(" ", 1)[1]) if " times: " in line else 1 for head, line in zip(heads, lines, strict=True)
    ]
    assert sum(counted) == many_untested(card, role)
