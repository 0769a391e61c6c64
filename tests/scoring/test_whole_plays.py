"""The continuation against whole plays (`whole_plays`), in drawn cases in which nearly all hangs on what comes before what."""

from __future__ import annotations

from random import Random

import pytest

from scoring.continuation import where_the_points_went
from scoring.rows import Row
from sim.engine import Book, Seat, Setup, begin, next_due, prepare, submit
from sim.engine.commands import Advance, AnyCommand, Choose, Tell
from sim.engine.conditions import Chance, Condition, nodes
from sim.engine.decisions import choices_open
from sim.engine.events import AnyEvent
from sim.engine.names import SceneId
from tests.scoring.test_slack import PACES, Drawing
from tests.scoring.whole_plays import Points, Reckoning, less


class Certain(Drawing):
    """A case in which nothing hangs on chance."""

    def condition(self) -> Condition:
        """Something that can be so."""
        found = super().condition()
        while any(isinstance(node, Chance) for node in nodes(found.tree)):
            found = super().condition()
        return found


def played(book: Book, setup: Setup, chance: Random) -> tuple[list[AnyCommand], list[AnyEvent]]:
    """Some of a play, by anybody: what was given and accepted, and the log."""
    state, log = begin(book, setup)
    commands: list[AnyCommand] = []
    for _ in range(14):
        at = state.time + chance.choice((0, 1, 3, 8, 20, 60))
        log += submit(state, Advance(at=at, mark=True)).events
        commands.append(Advance(at=at, mark=True))
        decisions = [each for each in state.decisions.values() if choices_open(each)]
        if state.ended or (not decisions and next_due(state) is None):
            break
        given: list[AnyCommand] = []
        if decisions:
            found = chance.choice(decisions)
            wanted = chance.choice(choices_open(found))
            given.append(Choose(seat=chance.choice(found.present), at=state.time, decision=found.id, choice=wanted))
        if chance.random() < 0.3:
            role, other = chance.sample(book.roles, 2)
            given.append(Tell(seat=role, at=state.time, to=(other,), facts=(f"fact_{role}",)))  # type: ignore[arg-type]
        for command in given:
            result = submit(state, command)
            log += result.events
            if result.refused is None:
                commands.append(command)
    return commands, log


def lost(rows: list[Row]) -> Points:
    """What *rows* say was lost."""
    found: Points = {}
    for row in rows:
        found[row.column, row.dimension] = found.get((row.column, row.dimension), 0.0) + row.points
    return found


def compared(number: int) -> tuple[int, int]:
    """Compare one drawn play at each of its choices; how many there were, and how many of them lost something."""
    chance = Random(number)
    book = prepare(Certain(number).scenario(), 0)
    setup = Setup(seed=1, seats={role: Seat() for role in book.roles}, pace=PACES[number % 3])  # type: ignore[arg-type]
    commands, log = played(book, setup, chance)
    plainly, found = Reckoning(book, setup), where_the_points_went(book, log)
    assert less(found.start, plainly.to_come([])) == {}  # type: ignore[arg-type]
    assert less(found.earned, plainly.earned(commands)) == {}  # type: ignore[arg-type]
    assert less(found.left, plainly.to_come(commands)) == {}  # type: ignore[arg-type]
    choices = losses = 0
    for place, act in enumerate(commands):
        if not isinstance(act, Choose):
            continue
        choices += 1
        before, after = plainly.whole(commands[:place]), plainly.whole(commands[: place + 1])
        here = next(event.seq for event in log if event.given is act)
        mine = [row for row in found.rows if row.seq == here]
        # All rows up to it are what whole plays lost from the first second to it, and its own what they lost by it.
        assert less(lost([row for row in found.rows if row.seq < here]), less(plainly.whole([]), before)) == {}
        assert less(lost(mine), less(before, after)) == {}
        losses += bool(mine)
        how = book.scenes[SceneId(act.decision.partition("#")[0])].how
        assert all(row.column == row.seat for row in mine if row.cause == "own")
        if how in ("together", "lead"):
            assert {row.seat for row in mine} <= {"team", None}
        if how == "alone":
            wanted = plainly.choice(commands[:place], act.seat, act.at)
            assert wanted is not None
            part = less(plainly.whole([*commands[:place], wanted]), after)
            rest = less(less(before, after), part)
            won = {where: value for where, value in rest.items() if value < 0}
            charged = lost([row for row in mine if row.cause in ("own", "others")])
            # By what was chosen; and by when, where this was what the model would have done next at the table. Else that is
            # silence, but for what was won. (Where it would have said something, that may have been in vain.)
            wholly, partly = less(charged, less(before, after)) == {}, less(less(charged, part), won) == {}
            match plainly.next(commands[:place]):
                case Choose(seat=act.seat, decision=act.decision):
                    assert wholly
                case Choose() | None:
                    assert partly
                case _:
                    assert wholly or partly
            assert {row.seat for row in mine if row.cause == "own"} <= {act.seat}
    return choices, losses


@pytest.mark.parametrize("number", range(3))
def test_every_row_is_what_whole_plays_lost(number: int) -> None:
    choices, losses = compared(number)
    assert choices > 3
    assert losses


@pytest.mark.soak
@pytest.mark.parametrize("part", range(40))
def test_so_it_is_in_four_hundred_cases(part: int) -> None:
    counted = [compared(number) for number in range(part * 10, part * 10 + 10)]
    assert sum(choices for choices, _ in counted) > 30
