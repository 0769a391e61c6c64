"""News: over any play, a seat hears each message, notice and fact once, in order, and nothing that its view lacks."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import State, View, apply, brief, view
from sim.format.cleaning import harmful
from sim.plain.knowledge import grounds, know
from sim.plain.messages import some
from sim.plain.names import Names
from sim.plain.news import news, present
from sim.plain.prefixes import prefix
from sim.plain.scenes import where, who
from sim.plain.wording import paragraphs
from tests.plain.plays import CASES, played


def heard(case: str, seed: int, role_place: int, step: int) -> tuple[list[str], View, Names]:
    """All that one seat hears of a play when it looks after every *step* events, its last view, and its names."""
    book, log = played(case, seed)
    role = book.roles[role_place % len(book.roles)]
    names = Names(brief(book, role), book.scenario.variables)
    state = State(book)
    before: View | None = None
    lines: list[str] = []
    for number, event in enumerate(log, 1):
        apply(state, event)
        if number % step == 0 or number == len(log):
            after = view(state, role)
            new = news(before, after, names)
            lines += new
            before = after if new or before is None else before
    return lines, view(state, role), names


plays = given(st.sampled_from(CASES), st.integers(0, 9), st.integers(0, 2), st.sampled_from([1, 3, 10, 100]))


@plays
@settings(max_examples=12)
def test_each_message_and_fact_is_heard_once_in_its_order(case: str, seed: int, role: int, step: int) -> None:
    lines, last, _ = heard(case, seed, role, step)
    messages: list[int] = []
    for line in lines:
        if found := re.match(r"[A-Z][a-z ]+: [\d:]+[^,]*, messages? (\d+)(?: (?:to|and) (\d+))?\.", line):
            messages += range(int(found[1]), int(found[2] or found[1]) + 1)
    assert messages == list(range(1, len(last.messages) + 1))
    facts = [int(found[1]) for line in lines if (found := re.match(r"Fact (\d+): (?!.*You knew this before)", line))]
    assert sorted(facts) == list(range(1, len(last.known) + 1))


@plays
@settings(max_examples=12)
def test_each_notice_is_heard(case: str, seed: int, role: int, step: int) -> None:
    lines, last, _ = heard(case, seed, role, step)
    rest = iter(lines)
    for notice in last.feed:
        if notice.kind != "ending":
            words = paragraphs(notice.text)[0]
            assert any(line.endswith(words) for line in rest), f"{words!r} is not heard, or not in its place"
    assert sum(line.startswith("Ending: ") for line in lines) >= 1


@plays
@settings(max_examples=12)
def test_every_line_is_harmless_and_says_first_what_it_is(case: str, seed: int, role: int, step: int) -> None:
    lines, last, names = heard(case, seed, role, step)
    lines += [*present(last, names, last.time), *know(last, names, 0), *where(last, names), *who(last, names)]
    for line in [*lines, *some(last, names, "all"), *grounds(last, names)]:
        assert prefix(line), line
        assert not list(harmful(line))
        assert "\n" not in line
        assert "  " not in line
