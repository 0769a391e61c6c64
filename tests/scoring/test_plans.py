"""Plans on a road: what a seat would take there, and when, is what its player takes with the whole of its view before it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.outlook import outlook_of
from scoring.plans import choice_at
from sim.engine import Setup, begin, submit, view
from sim.engine.state import State
from sim.players import make_player, rehearse
from sim.players.model import Model, best_choice
from tests.scoring.busy_case import Draw, busy_book, busy_setup, drawn, play
from tests.scoring.test_continuation import ALL, SEEDS, SMALL, book_of, setup_of

QUICK = settings(max_examples=4)


def same(state: State) -> int:
    """Check every seat that decides in *state*; how many there are."""
    outlook, count = outlook_of(state.book), 0
    for role, thread in state.threads.items():
        if thread.decision is not None:
            key = outlook.keys[role]
            found = state.decisions[thread.decision]
            taken = choice_at(state, role, Model(key), outlook, found)
            assert taken == best_choice(view(state, role), key, Model(key).company)
            count += 1
    return count


@QUICK
@given(SMALL, SEEDS)
def test_a_choice_is_that_of_the_whole_view(name: str, seed: int) -> None:
    book = book_of(name)
    players = {role: make_player("random", book, role, seed) for role in book.roles}
    rehearse(book, setup_of(book, seed), players, same)


@QUICK
@given(
    st.builds(drawn, st.integers(0, 1 << 32), st.integers(20, 60)),
    st.builds(busy_setup, st.integers(0, 3), st.sampled_from(["standard", "relaxed", "untimed"])),
)
def test_so_is_one_with_a_form_and_one_that_several_take(draws: list[Draw], setup: Setup) -> None:
    book = busy_book()
    commands, _ = play(book, setup, draws, ALL)
    state, _ = begin(book, setup)
    seen = same(state)
    for command in commands:
        submit(state, command)
        seen += same(state)
    assert seen
