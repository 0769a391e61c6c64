"""Limits, seen from a seat: whatever is asked for in play, who reads all that stands above a scene has its whole time to think.

The news are gathered here from views, as a person meets them: at a stop, or above the scene that opens.
"""

import math
import random
from typing import Any

import pytest

from sim.engine import Seat, Setup, State, View, begin, submit, view
from sim.engine.commands import Advance, AnyCommand, Choose, End
from sim.engine.names import DecisionId
from tests.engine.anything import anything, unpaused
from tests.engine.cases import book


def new_to(look: View, since: int) -> int:
    """The words of what has come before the seat after event *since*."""
    texts = [notice.text for notice in look.feed if notice.seq > since and notice.kind != "stop"]
    texts += [fact.text for fact in look.known if fact.seq > since and fact.how in ("work", "inject")]
    return sum(len(text.split()) for text in texts)


class Reader:
    """A person at one seat: reads all at a stop, nothing while deciding, and what stands above a scene when it opens."""

    def __init__(self, state: State, role: Any) -> None:
        self.role = role
        self.since = 0
        self.decision = ""
        self.checked = 0
        self.look(state)

    def look(self, state: State) -> None:
        seen = view(state, self.role)
        decision = seen.decision
        if decision is None:
            self.decision, self.since = "", seen.seq
        elif decision.id != self.decision:
            if len(decision.present) == 1 and decision.closes is not None and seen.time > 0:
                self.check(state, seen, new_to(seen, self.since))
            self.decision, self.since = decision.id, seen.seq

    def check(self, state: State, seen: View, words: int) -> None:
        decision, setup = seen.decision, state.setup
        assert decision is not None
        assert decision.closes is not None
        assert setup is not None
        factor = setup.seats[self.role].factor * (2 if setup.pace == "relaxed" else 1)
        reading = decision.reading + words * 60 / 200
        think = 0 if decision.resumed else state.book.scenes[decision.scene].think or 0
        assert decision.closes - decision.opened >= math.floor((reading + think) * factor), (decision, words)
        self.checked += words > 0


def asked(state: State, chance: random.Random) -> list[AnyCommand]:
    """What somebody asks for now: mostly that play goes on, sometimes anything."""
    if not chance.randrange(6) and not isinstance(command := anything(state, chance.choice), End):
        return [command]
    deciding = [role for role, thread in state.threads.items() if thread.decision is not None]
    if not deciding or not chance.randrange(3):
        return [Advance(at=state.agenda[0][0])] if state.agenda else []
    role = chance.choice(deciding)
    decision = state.decisions[state.threads[role].decision or DecisionId("")]
    choice = chance.choice(decision.offered)
    form = state.book.scenes[decision.scene].ways[choice].form
    items = decision.items[: form.least] if form is not None else ()
    return [Choose(seat=role, at=state.time + 1, decision=decision.id, choice=choice, items=items)]


@pytest.mark.parametrize("name", ["small", "night_at_the_duplex"])
def test_who_has_read_the_news_has_the_whole_time_to_think(name: str) -> None:
    checked = 0
    for seed in range(16):
        chance = random.Random(seed)
        prepared = book(name, seed % 3)
        seats = {role: Seat(factor=chance.choice([1.0, 1.5, 3.0])) for role in prepared.roles}
        state, _ = begin(prepared, Setup(seed, seats, "practice", chance.choice(["standard", "relaxed"])))
        readers = [Reader(state, role) for role in prepared.roles]
        for _ in range(100):
            if state.ended:
                break
            for command in (*unpaused(state), *asked(state, chance)):
                submit(state, command)
                for reader in readers:
                    reader.look(state)
        checked += sum(reader.checked for reader in readers)
    assert checked >= 5, "the test has met news"
