"""A branch: a play told anew from a decision on. What was played stays as it is; the branch is a play like any other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from scoring import score
from sim.engine import AnyEvent, Book, Setup, prepare, replay, submit
from sim.engine.commands import Pause
from sim.engine.events import CaseEnded, DecisionClosed
from sim.engine.names import DecisionId, RoleId
from sim.engine.seats import Seat
from sim.engine.submit import begin
from sim.players import rehearse, team
from sim.sessions import SessionError
from sim.sessions.branch import CalledOff, Fork, Players, branch
from tests.sessions.session_cases import scenario

POLICE = RoleId("police")


def played(seed: int = 3) -> tuple[Book, Sequence[AnyEvent]]:
    """A play by anybody."""
    book = prepare(scenario(), seed)
    seats = {role: Seat(person="p-1" if role == POLICE else None, player="random") for role in book.roles}
    return book, rehearse(book, Setup(seed, seats), team("random", book, seed)).log


@pytest.mark.parametrize("players", ["model", "colleague"])
@pytest.mark.parametrize("seed", range(4))
def test_from_every_decision_on_the_computer_plays_to_an_end_and_what_came_before_is_shared(
    seed: int, players: Players
) -> None:
    book, log = played(seed)
    before = list(log)
    for found in score(book, log).decisions:
        for role in found.roles:
            made = branch(book, log, Fork(found.decision, role, players))
            assert made.log[: made.shared] == tuple(log[: made.shared])
            assert isinstance(made.log[-1], CaseEnded)
            assert [event.seq for event in made.log] == list(range(1, len(made.log) + 1))
            assert score(book, made.log).ended
            assert replay(book, made.log).ended
    assert list(log) == before


@pytest.mark.parametrize("seed", range(4))
def test_another_choice_is_taken_in_the_second_in_which_the_first_one_was(seed: int) -> None:
    book, log = played(seed)
    tried = 0
    for found in score(book, log).decisions:
        if found.decides != "alone" or found.how != "chosen":
            continue
        for option in found.options:
            if option.chosen or not option.offered or not option.open or option.lines:
                continue
            tried += 1
            made = branch(book, log, Fork(found.decision, found.roles[0], "model", option.choice))
            closed = next(
                event for event in made.log if isinstance(event, DecisionClosed) and event.decision == found.decision
            )
            assert closed.works[0].outcome == option.choice
            assert closed.at == found.at
    assert tried


def test_a_branch_of_a_play_that_was_paused_goes_on() -> None:
    book = prepare(scenario(), 3)
    state, log = begin(book, Setup(3, {role: Seat(person="p-1" if role == POLICE else None) for role in book.roles}))
    log += submit(state, Pause(seat=POLICE, at=0)).events
    decision = score(book, log).decisions[0].decision
    made = branch(book, log, Fork(decision, POLICE, "model", None))
    assert isinstance(made.log[-1], CaseEnded)


def test_it_can_be_called_off() -> None:
    book, log = played()
    decision = score(book, log).decisions[0].decision
    asked = iter([False, True])
    with pytest.raises(CalledOff):
        branch(book, log, Fork(decision, POLICE, "model"), lambda: next(asked))


def test_what_is_no_decision_of_this_play_or_no_choice_there_is_refused() -> None:
    book, log = played()
    with pytest.raises(SessionError, match="no such decision"):
        branch(book, log, Fork(DecisionId("nowhere#1"), POLICE, "model"))
    decision = score(book, log).decisions[0].decision
    with pytest.raises(SessionError, match="can’t be taken there"):
        branch(book, log, Fork(decision, POLICE, "model", "no_such"))  # type: ignore[arg-type]
