"""The middle of the play screen: the clock, the choices under pressure, what arrives, beats and stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.format import locate, open_scenario
from sim.sessions import ManualWall, open_store, start
from sim.settings import Settings, save
from sim.tui.app import Begin, Resume
from sim.tui.play import beat, limits
from sim.tui.screens.deciding import OVER, TURNED
from sim.tui.settle import MOMENT, Settle
from sim.tui.widgets.picks import Picks
from tests.tui.stage import CASE, NARROW, WIDE, Stage, flat, stage

TURNS = str(Path(__file__).parent / "turns")
STANDARD = Begin(CASE, "police", "practice", "standard")


async def begin(here: Stage) -> str:
    return await here.press("enter")


# --- the time left


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (125.0, "over two minutes left"),
        (120.0, "over one minute left"),
        (60.5, "over one minute left"),
        (60.0, "over 50 seconds left"),
        (10.4, "over 10 seconds left"),
        (10.0, "10 seconds left"),
        (8.2, "9 seconds left"),
        (1.0, "1 second left"),
        (0.0, "no time left"),
    ],
)
def test_the_time_left_never_promises_more_than_there_is(seconds: float, words: str) -> None:
    assert limits.in_words(seconds) == words


def test_the_time_left_changes_seldom_before_the_last_ten_seconds() -> None:
    said = [limits.left(left / 5, 120).plain for left in range(600, 50, -1)]
    assert len(set(said)) < 25
    assert not any("▲" in words for words in said)


async def test_the_bell_rings_once_before_a_limit_and_only_if_it_is_wanted(tmp_path: Path) -> None:
    from dataclasses import replace

    for bell, times in (("off", 0), ("limit", 1)):
        rung: list[int] = []
        async with stage(tmp_path, STANDARD) as here:
            here.app.settings = replace(here.app.settings, bell=bell)
            here.app.bell = lambda rung=rung: rung.append(1)  # type: ignore[method-assign, misc]
            await begin(here)
            for seconds in (50, 10, 4, 2, 2):
                await here.pass_time(seconds)
        assert len(rung) == times


# --- never a slip


def test_what_has_just_changed_has_not_been_seen() -> None:
    now = [0.0]
    settle = Settle(lambda: now[0])
    assert settle.seen
    settle.shows("door#1")
    assert not settle.seen
    now[0] += MOMENT
    assert settle.seen
    settle.shows("door#1")
    assert settle.seen
    settle.shows("kitchen#1")
    assert not settle.seen


async def test_enter_in_the_moment_in_which_a_call_changes_the_choices_takes_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "standard")) as here:
        await begin(here)
        await here.press("1")
        await here.pass_time(21)
        assert "The telephone" in here.see()
        await here.pilot.press("1", "enter")  # meant for the desk; no time has passed since the telephone rang
        assert TURNED.split(":")[0] in flat(here.see())
        assert here.play.view.decision is not None
        assert here.play.view.decision.scene == "phone"
        await here.press("enter")  # a second later it is meant
        assert here.play.view.decision is None or here.play.view.decision.scene != "phone"


async def test_enter_that_was_under_way_when_the_decision_closed_takes_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "standard")) as here:
        await begin(here)
        await here.press("1")
        picks = here.play.query_one(Picks)
        late = Picks.Committed(picks, ("finish",))
        await here.pass_time(21)
        here.hand += 1
        here.play.post_message(late)
        await here.still()
        assert OVER.split(":")[0] in flat(here.see())
        assert here.play.view.decision is not None
        assert here.play.view.decision.scene == "phone"


async def test_enter_in_the_moment_in_which_a_stop_appears_does_not_go_past_it(tmp_path: Path) -> None:
    async with stage(tmp_path, STANDARD) as here:
        await begin(here)
        await here.press("1")
        await here.pass_time(75)
        assert "The door is opened from inside." in here.see()
        await here.pilot.press("enter")
        seen = here.see()
        assert "The door is opened from inside." in seen
        assert "nothing was taken" in flat(seen)


async def test_a_limit_that_runs_out_says_what_was_highlighted_and_is_not_taken(tmp_path: Path) -> None:
    async with stage(tmp_path, STANDARD) as here:
        await begin(here)
        await here.press("2")
        seen = flat(await here.pass_time(75))
        assert "The time for that decision ran out. Highlighted, and not taken: 2, “Go from room to room" in seen


async def test_a_limit_that_runs_out_under_a_dialog_is_said_when_the_dialog_goes(tmp_path: Path) -> None:
    async with stage(tmp_path, STANDARD) as here:
        await begin(here)
        await here.press("t")
        await here.pass_time(75)
        assert "The time for that decision ran out. Nothing was sent." in flat(await here.press("escape"))
        await here.press("t")
        assert "ran out" not in flat(await here.press("escape"))  # once


# --- what arrives


async def test_what_arrives_is_counted_and_read_one_after_the_other(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "standard")) as here:
        await begin(here)
        seen = await here.pass_time(6)
        assert "● 1 new  (v reads): 21:40 The printer starts" in seen
        seen = await here.pass_time(6)
        assert "● 2 new" in seen
        assert "At the desk" in seen
        seen = await here.press("v")
        assert "Came in at 21:40  1 of 2" in seen
        assert "The printer starts, and prints nothing at all." in seen
        seen = await here.press("escape")
        assert "● 1 new  (v reads): 21:40 Somebody asks for the keys" in seen
        assert "Somebody asks for the keys to the car." in await here.press("v")
        seen = await here.press("enter")
        assert "new  (" not in seen
        assert "At the desk" in seen
        assert "Nothing new has come in." in await here.press("v")


async def test_a_narrow_pane_of_messages_counts_as_read(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "standard")) as here:
        await begin(here)
        assert "● 1 new" in await here.pass_time(6)
        assert "● 1 new" not in await here.press("i")


# --- beats and stops


async def test_enter_in_another_pane_comes_back_before_it_goes_on(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("1", "enter")
        assert "Came in on the way" in here.see()
        await here.press("i")
        seen = await here.press("n", "escape", "i", "i")
        assert "The radio: unit two is delayed." in seen


async def test_esc_leads_back_to_the_scene_from_a_pane(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("i")
        assert here.play.pane == "feed"
        await here.press("escape")
        assert here.play.pane == "here"
        assert "▸ 1" in await here.press("1")


async def test_a_key_of_ones_own_is_named_where_nothing_runs(tmp_path: Path) -> None:
    save(Settings(keys={"play.pause": "m"}))
    async with stage(tmp_path) as here:
        assert "The case is paused: m goes on." in flat(await here.press("m", "v"))


async def test_a_message_at_a_stop_leaves_what_came_in_before_the_person(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("1", "enter")
        seen = await here.press("a", "1", "enter", "1", "enter")
        assert "The radio: unit two is delayed." in seen
        assert "Time stands still" in seen


async def test_an_empty_stop_says_why_it_stands(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "coach", "untimed")) as here:
        await begin(here)
        await here.press("1", "enter", "enter")
        assert "The coach stops after each decision" in here.see()
    async with stage(tmp_path, Begin(CASE, "cps", "practice", "untimed")) as here:
        assert "Nothing has come in" not in here.see()


async def to_the_corridor(here: Stage) -> None:
    """Play on to the third decision."""
    while (decision := here.play.view.decision) is None or decision.scene != "corridor":
        await here.press(*(("1", "enter") if decision is not None else ("enter",)))


async def test_a_planned_question_on_the_way_is_part_of_the_beat(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "untimed")) as here:
        await begin(here)
        await to_the_corridor(here)
        assert "Who else should know of this by now?" in await here.press("1", "enter")
        while here.play.view.decision is None:
            await here.press("enter")
        assert "In the yard" in here.see()


async def test_a_planned_question_covers_the_decision_until_enter_goes_on_to_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "standard")) as here:
        await begin(here)
        await to_the_corridor(here)
        await here.press("2", "enter")
        while here.play.view.decision is None:
            await here.press("enter")
        assert "The car is gone." in here.see()
        seen = await here.pass_time(11)
        assert "A question, before you go on" in seen
        assert "What would you want to be told now?" in seen
        assert "The car is gone." not in seen
        left = here.play.clock.left
        await here.pass_time(20)
        assert here.play.clock.left == left
        seen = await here.press("enter")
        assert "The car is gone." in seen
        assert "A question" not in seen


async def test_a_scene_in_which_somebody_may_call_the_hotline_says_that_nobody_is_called(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TURNS, "police", "practice", "standard")) as here:
        await begin(here)
        assert "Training" not in here.see()
        seen = await here.pass_time(21)
        assert "▲ Training: nobody is called. In real life, call: see Support (F1)." in seen


# --- what somebody asked not to see


@pytest.mark.parametrize("avoided", [False, True])
async def test_what_is_not_to_be_seen_leaves_no_trace(avoided: bool, tmp_path: Path) -> None:
    """With the tag, nothing on any screen speaks of the scene; without it, the same walk does (so the walk looks where it must)."""
    store = open_store(tmp_path / "sessions.db")
    reading = open_scenario(locate(TURNS))
    avoid = ("school",) if avoided else ()
    session = start(store, reading, role="police", pace="standard", seed=7, avoid=avoid, wall=ManualWall())
    which = session.id
    await session.close()
    seen = []
    async with stage(tmp_path, Resume(which), store=store, size=WIDE) as here:
        await here.press("p")
        seen.append(await here.pass_time(25))
        assert ("The letter" if avoided else "The telephone") in seen[-1]
        seen.append(await here.press("1", "enter"))
        seen.append(await here.press("u"))
        seen.append(await here.press("slash", "t", "e", "l", "e", "enter"))
        await here.press("escape", "escape")
        while not here.play.view.ended:
            seen.append(await here.press(*(("1", "enter") if here.play.view.decision is not None else ("enter",))))
        seen.append(await here.press("enter"))
        for part in "12345":
            seen.append(await here.press(part))
    store.close()
    words = flat(" ".join(seen)).casefold()
    for trace in ("telephone", "school"):
        assert (trace in words) is not avoided


# --- sizes


async def test_a_line_of_text_is_never_wider_than_a_page(tmp_path: Path) -> None:
    async with stage(tmp_path, size=(200, 60)) as here:
        assert here.play.query_one("#scene").size.width <= 92
        assert here.play.query_one("#choices").size.width <= 92
        seen = await here.press("1")
        assert "What I know" in seen
        for size in (NARROW, WIDE, (200, 60)):
            await here.pilot.resize_terminal(*size)
            assert "Above the shop" in here.see()


async def test_a_play_mounts_nothing_as_it_goes_on(tmp_path: Path) -> None:
    """A session of an hour must not grow: what is shown is updated and never added to."""
    async with stage(tmp_path) as here:
        before = len(list(here.play.walk_children()))
        while not here.play.view.ended:
            await here.press(*(("1", "enter") if here.play.view.decision is not None else ("enter",)))
        assert len(list(here.play.walk_children())) <= before + 1


@pytest.mark.parametrize(
    ("begun", "now", "words"),
    [
        (0, 90, "1 minute later"),
        (50, 110, "1 minute later"),
        (10, 300, "5 minutes later"),
        (0, 5400, "1 hour 30 minutes later"),
    ],
)
def test_how_much_later_it_is_agrees_with_the_clock(begun: int, now: int, words: str) -> None:
    assert beat.later_by(begun, now) == words
