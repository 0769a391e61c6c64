"""What if: from any decision play on oneself, or let the computer play on, and compare. What was played stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.engine.events import TimePassed
from sim.engine.names import ChoiceId
from sim.sessions import SessionError, open_record, open_store
from sim.sessions.branch import CalledOff
from sim.sessions.errors import StoreDamaged
from sim.sessions.results import log_digest
from sim.sessions.retelling import Retelling, kin, others
from sim.sessions.store import Result
from sim.tui.dialogs.steps import Steps
from sim.tui.screens.branching import Branching
from sim.tui.screens.compared import Compared
from sim.tui.screens.debrief import Debrief
from sim.tui.screens.play import Play
from tests.tui.hindsight import debriefed, kept, look_back, rehearsed, the
from tests.tui.stage import NARROW, WIDE, Stage, compare, flat, stage

PATIENCE = 20.0
"""Seconds after which a thread that nobody calls off gives up; never waited for when all is well."""
SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]


@pytest.mark.parametrize("size", SIZES)
async def test_the_computer_plays_on_after_another_choice_and_both_plays_are_compared(
    size: tuple[int, int], tmp_path: Path
) -> None:
    back = look_back(rehearsed(seed=5))
    before = list(back.log)
    name = f"{size[0]}x{size[1]}"
    async with debriefed(tmp_path, back, size) as here:
        seen = await here.press("9", "enter")
        compare(f"what-if-asks-{name}", seen)
        assert "(" not in seen.partition("I play on from here")[0]
        choice = others(back.mine[0])[0]
        seen = await here.press("3", "enter", "1", "enter")
        assert isinstance(here.app.screen, Compared)
        compare(f"what-if-compared-{name}", seen)
        if size == WIDE:
            return  # what follows is the same at every size
        compare(f"what-if-compared-all-{name}", await here.press("v"))
        seen = await here.press("escape")
        assert isinstance(here.app.screen, Debrief)
        assert "compare  from 21:4" in seen
        (branch,) = back.branches
        assert choice.choice in {outcome.outcome for found in branch.side.card.decisions for outcome in found.outcomes}
    assert list(back.log) == before


async def test_what_if_begins_at_the_decision_that_is_pointed_at(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back()) as here:
        await here.press("f")
        assert the(here).part == 9  # where nothing is pointed at, at the list
        await here.press("2", "down", "f")
        assert isinstance(here.app.screen, Steps)
        assert f"{the_title(here, 1)}: what is otherwise?" in flat(here.see())


def the_title(here: Stage, place: int) -> str:
    debrief = next(screen for screen in here.app.screen_stack if isinstance(screen, Debrief))
    return debrief.back.mine[place].title


async def test_where_one_does_not_go_back_the_computer_still_plays_on(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back(), can_rewind=False) as here:
        seen = flat(await here.press("9", "enter", "1"))
        assert "In this mode one does not go back" in seen
        await here.press("2", "enter", "2", "enter")
        assert isinstance(here.app.screen, Compared)


async def test_what_the_computer_does_can_be_called_off(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back()) as here:
        stopped: list[bool] = []

        def make(stop: Callable[[], bool]) -> Retelling:
            screen.off.wait(PATIENCE)
            stopped.append(stop())
            raise CalledOff

        screen = Branching("From 21:40 to the end.", make)
        gone: list[object] = []
        await here.app.push_screen(screen, gone.append)
        assert screen.working
        await here.pilot.press("escape")
        await here.still()
        assert gone == [None]
        assert isinstance(here.app.screen, Debrief)
        assert stopped in ([], [True])  # the thread hears of it in its own time


async def test_what_goes_wrong_there_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back()) as here:

        def make(_: object) -> Retelling:
            raise SessionError("no_branch", "The computer can’t play on from there.")

        here.app.push_screen(Branching("From 21:40 to the end.", make))
        await here.still()
        assert "can’t play on from there" in here.see()
        await here.press("escape")
        assert isinstance(here.app.screen, Debrief)


async def test_one_plays_on_oneself_and_compares_both_when_it_is_over(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("1", "enter", "e", "enter")
        first = the(here).back
        session = here.app.last
        assert session is not None
        await here.press("9", "enter", "1", "enter")
        assert isinstance(here.app.screen, Play)
        assert here.app.last != session
        await here.press("2", "enter", "e", "enter")
        seen = await here.press("9")
        assert f"compare session {session}, from which this one was forked" in flat(seen)
        await here.press("enter")
        assert isinstance(here.app.screen, Compared)
        assert "As it was played" in here.see() or "played" in here.see()
        assert open_record(here.app.store, session).log == list(first.log)


def test_another_session_is_compared_from_where_they_part(tmp_path: Path) -> None:
    back = look_back()
    whole = [
        place
        for place, event in enumerate(back.log)
        if event.given is not None and not isinstance(back.log[place - 1], TimePassed)
    ]
    half = next(place for place in whole if place > len(back.log) // 2)  # where one command is done and the next begins
    store = open_store(tmp_path / "sessions.db")
    record = open_record(store, kept(store).session)
    store.close()
    other = kin(back.log, replace(record, log=list(back.log[:half])), ())
    assert other.since == back.log[half - 1].at


def test_a_session_whose_log_was_edited_is_not_compared(tmp_path: Path) -> None:
    back = look_back()
    store = open_store(tmp_path / "sessions.db")
    record = open_record(store, kept(store).session)
    store.close()
    assert kin(back.log, record, ()).side.log == record.log
    made = Result(scoring=1, semantics=1, scenario="a", log=log_digest(record.log), views="c", made="now", card={})
    assert kin(back.log, replace(record, results=[made]), ())
    with pytest.raises(StoreDamaged, match="no score is shown"):
        kin(back.log, replace(record, log=record.log[:-1], results=[made]), ())


def test_forms_and_what_was_chosen_are_no_other_choices() -> None:
    for found in look_back().mine:
        taken = {ChoiceId(outcome.outcome) for outcome in found.outcomes}
        assert all(option.choice not in taken and not option.lines for option in others(found))
