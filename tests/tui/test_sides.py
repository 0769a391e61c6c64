"""Stories beside the scene: telling from the pane in three keys, conversations, putting right, notes, copying, words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.engine.commands import Acknowledge, Ask, Tell
from sim.engine.names import FactId, RoleId
from sim.tui.app import Begin
from sim.tui.dialogs.steps import Steps
from sim.tui.screens.play import Play
from tests.tui.stage import CASE, NARROW, WIDE, Stage, flat, key_of, stage

CPS = Begin(CASE, "cps", "practice", "untimed")


def said(here: Stage, kind: type[object]) -> list[object]:
    """The commands of *kind* that this seat gave, in order."""
    assert here.app.session is not None
    seen = here.app.session.seen(here.play.role)
    return [event.given for event in seen if isinstance(event.given, kind) and event.given.seat == here.play.role]


async def go_to(here: Stage, pane: str) -> str:
    """Press `i` until *pane* has the focus."""
    for _ in range(3):
        if here.play.pane == pane:
            break
        await here.press("i")
    return here.see()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_fact_under_the_cursor_is_told_with_three_keys(size: tuple[int, int], tmp_path: Path) -> None:
    async with stage(tmp_path, size=size) as here:
        await go_to(here, "known")
        seen = await here.press("t")
        assert "✓ Two small children are alone in the flat." in flat(seen)
        assert "Whom do you tell?" in seen
        assert "it can’t be taken back" in flat(seen)
        seen = await here.press("2", "enter")
        assert "Told Nurse: “" in seen
        (tell,) = said(here, Tell)
        assert isinstance(tell, Tell)
        assert (tell.to, tell.facts) == (("medical",), ("alone",))
        seen = await go_to(here, "known")
        assert "told Nurse 21:40" in flat(seen)


async def test_enter_on_a_fact_does_the_same_and_backspace_leads_to_the_other_facts(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await go_to(here, "known")
        await here.press("enter")
        assert isinstance(here.app.screen, Steps)
        seen = await here.press("backspace")
        assert "What do you pass on?" in seen
        assert "[x] Two small children" in flat(seen)
        seen = await here.press("enter", "escape")
        assert "Nothing was sent." in seen
        assert said(here, Tell) == []


async def test_a_restricted_fact_asks_for_its_ground_as_one_more_step(tmp_path: Path) -> None:
    async with stage(tmp_path, CPS) as here:
        await here.press("enter", "a", "3", "enter", "1", "enter", "1", "enter", "w", "enter", "w", "enter")
        seen = await go_to(here, "known")
        assert "needs a ground to pass on" in flat(seen)
        seen = await here.press("t", "1")
        assert "next you state a ground" in flat(seen)
        seen = await here.press("enter")
        await here.press(key_of(seen, "It would help to know."), "enter")
        seen = await go_to(here, "feed")
        assert "Ground given: It would help to know." in flat(seen)
        await here.press(
            "enter"
        )  # the cursor stands on that telling: it is told again, and a ground is asked for again
        seen = await here.press("enter")
        await here.press(key_of(seen, "The records agreement covers this purpose."), "enter")
        seen = await here.press("up")
        assert "Told again at 21:42, on another ground." in flat(seen)
        assert [tell.basis for tell in said(here, Tell) if isinstance(tell, Tell)] == ["curious", "agreement"]


async def test_a_wrong_read_back_is_seen_told_again_and_put_right(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        session = here.app.session
        assert session is not None
        await here.press("t", "enter", "enter")
        mine = next(message for message in here.play.view.messages if message.kind == "told")
        assert mine.facts == ("alone",)
        right = session.book.readbacks[FactId("alone")][1]
        acks = [message for message in here.play.view.messages if message.kind == "acknowledged"]
        if acks:
            pytest.skip("the partner has read it back already")
        wrong = Acknowledge(seat=RoleId("cps"), at=0, reply_to=mine.number, fact=FactId("alone"), said=1 - right)
        await session.submit(wrong)
        await here.still()
        await go_to(here, "feed")
        seen = await here.press("end")
        assert "✗ That is not what you said: t tells it again." in flat(seen)
        assert "Enter tell it again" in flat(seen)
        seen = await here.press("enter")
        assert "[x] Investigator" in flat(seen)
        await here.press("enter")
        again = here.play.view.messages[-1]
        assert (again.kind, again.to) == ("told", ("cps",))
        await session.submit(
            Acknowledge(seat=RoleId("cps"), at=0, reply_to=again.number, fact=FactId("alone"), said=right)
        )
        await here.still()
        seen = here.see()
        assert "✓ Put right at 21:40." in flat(seen)


async def test_what_one_was_told_is_read_back_and_a_wrong_one_asks_again(tmp_path: Path) -> None:
    async with stage(tmp_path, CPS) as here:
        await here.press("enter", "w", "enter")
        seen = await go_to(here, "feed")
        assert "Not read back yet: k reads it back." in flat(seen)
        assert "Enter read it back" in flat(seen)
        seen = await here.press("enter")
        seen = await here.press(key_of(seen, "Two children, a neighbor with them."), "enter")
        assert "Read back to Patrol officer. That is not what you were told: a asks again." in flat(seen)
        seen = await here.press("end")
        assert "✗ That is not what you were told: a asks again." in flat(seen)
        seen = await here.press("enter")
        assert "What about?" in seen
        assert "▸ 1  The home tonight" in seen
        await here.press("enter")
        (ask,) = said(here, Ask)
        assert isinstance(ask, Ask)
        assert (ask.to, ask.topic) == ("police", "home")


async def test_a_click_into_a_pane_moves_the_focus_and_the_line_of_keys_follows(tmp_path: Path) -> None:
    async with stage(tmp_path, size=WIDE) as here:
        await here.pilot.click("#known", offset=(5, 2))
        await here.still()
        seen = here.see()
        assert "t tell this" in seen
        assert "▸" in seen
        await here.press("i")
        seen = await here.press("1")
        assert "▸ 1" in seen
        assert "t tell this" not in seen


async def test_time_that_passes_leaves_the_cursor_where_it_is(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "standard"), size=WIDE) as here:
        await here.press("enter")
        await go_to(here, "known")
        await here.pass_time(7)
        assert here.play.side == "known"


async def test_copying_says_what_was_copied(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("y")
        assert "Copied the scene: Above the shop" in seen
        assert "1. Say who you are" in here.app.clipboard
        await go_to(here, "known")
        seen = await here.press("y")
        assert "Copied the fact: Two small children are alone in the fla…" in seen
        assert here.app.clipboard == "Two small children are alone in the flat."
        await here.press("t", "1", "enter")
        await go_to(here, "feed")
        await here.press("home", "y")
        assert re.fullmatch(
            r"21:40 You told Investigator: Two small children are alone in the flat\.", here.app.clipboard
        )
        await here.press("p")
        assert "There is nothing to copy here." in await here.press("y")


async def test_a_note_that_was_closed_by_mistake_waits_and_the_kept_ones_are_listed(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("n")
        assert "Note on: Above the shop" in seen
        await here.write("half a thought")
        seen = await here.press("escape")
        assert "your words wait in the dialog" in seen
        seen = await here.press("n")
        assert "half a thought" in seen
        await here.press("enter", "n")
        seen = here.see()
        assert "Your notes so far" in seen
        assert "21:40  half a thought" in seen
        await here.press("escape")
        assert here.play.draft == ""


async def test_a_note_from_a_pane_begins_with_what_is_under_the_cursor_and_leaves_no_draft_of_it(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as here:
        await go_to(here, "known")
        seen = await here.press("n")
        assert "On “Two small children are alone in the flat.”:" in seen
        await here.press("escape")
        assert here.play.draft == ""


async def test_a_long_note_is_written_in_an_editor_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot's app can't stand aside for another program; that the text then stays and the reason is said is seen here."""
    monkeypatch.setenv("EDITOR", "no-such-editor")
    async with stage(tmp_path) as here:
        await here.press("n")
        await here.write("mine")
        seen = await here.press("ctrl+e")
        assert "mine" in seen
        assert "no-such-editor" in seen


async def test_words_are_looked_up_and_those_that_are_before_one_stand_first(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("l")
        assert "Words of the other agencies" in seen
        assert "▸MDT: A multidisciplinary team" in seen
        seen = await here.write("zz")
        assert "No such word in this case." in seen
        await here.press("backspace", "backspace", "enter")
        assert here.app.clipboard == "MDT: A multidisciplinary team"
        await here.press("escape")
        assert isinstance(here.app.screen, Play)
