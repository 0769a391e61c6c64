"""The hot wash: one after the other writes behind a curtain, without a name; then the cards are put in groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.sessions import WashCard
from sim.tui.screens.debrief import Debrief
from sim.tui.screens.washing import Handing, Washing
from tests.tui.hindsight import debriefed, kept, look_back, rehearsed
from tests.tui.stage import NARROW, WIDE, compare, flat

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]
CARDS = [
    WashCard("c-1", "plus", "We told the nurse before we left.", "Telling"),
    WashCard("c-2", "delta", "The second call came too late.", "Telling"),
    WashCard("c-3", "delta", "Nobody wrote it down."),
]


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_sees_what_another_has_written_before_all_have(size: tuple[int, int], tmp_path: Path) -> None:
    name = f"{size[0]}x{size[1]}"
    async with debriefed(tmp_path, look_back(), size, keeps=True) as here:
        await here.press("0")
        compare(f"hot-wash-curtain-{name}", await here.press("a"))
        await here.press("enter")
        assert isinstance(here.app.screen, Washing)
        await here.write("We spoke early")
        await here.press("enter", "tab")
        await here.write("Too many calls")
        compare(f"hot-wash-sheet-{name}", here.see())
        if size == WIDE:
            return  # what follows is the same at every size
        here.app.copy_to_clipboard("Too many calls")  # as cutting a line does
        seen = await here.press("enter", "escape")
        assert isinstance(here.app.screen, Handing)
        assert here.app.clipboard == ""  # the next one could paste what this one has written
        assert "1 person has written" in seen
        seen = await here.press("enter")
        assert "We spoke" not in seen
        assert "Too many" not in seen
        await here.write("Thank you")
        await here.press("enter", "escape", "escape")
        assert isinstance(here.app.screen, Debrief)
        seen = here.see()
        assert "2 plus, 1 delta" in seen
        assert {card.text for card in here.app.store.cards(back_session(here.app))} == {
            "We spoke early",
            "Too many calls",
            "Thank you",
        }


async def test_enter_without_a_card_says_why_it_groups_nothing(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        assert "Nobody has written yet: a begins." in await here.press("0")
        assert "There is no card yet." in await here.press("enter")


async def test_who_writes_on_is_warned_anew_before_the_words_are_thrown_away(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        await here.press("0", "a", "enter")
        assert "Write something first" in await here.press("enter")
        await here.write("We")
        assert "Write something first" not in here.see()
        once_more = "Esc once more throws them away"
        assert once_more in await here.press("escape")
        await here.write(" wait")
        assert once_more not in here.see()
        assert once_more in await here.press("escape")
        await here.press("escape")
        assert isinstance(here.app.screen, Handing)


def back_session(app: object) -> str:
    """The session whose hot wash it is."""
    screens = getattr(app, "screen_stack", [])
    after = next(screen.back.after for screen in screens if isinstance(screen, Debrief))
    assert after is not None
    return after.session


async def test_words_that_were_not_kept_are_not_thrown_away_by_one_key(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        await here.press("0", "a", "enter", "enter")
        assert "Write something first" in here.see()
        await here.write("Half a thought")
        seen = await here.press("escape")
        assert isinstance(here.app.screen, Washing)
        assert "throws them away" in flat(seen)
        await here.press("escape")
        assert isinstance(here.app.screen, Handing)
        assert "Nobody has written yet" in here.see()


async def test_the_curtain_does_not_fall_at_a_key_pressed_twice(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        await here.press("0", "a")
        here.hand -= 1
        here.app.simulate_key("enter")
        await here.still()
        assert isinstance(here.app.screen, Handing)
        assert "only just come up" in flat(here.see())


@pytest.mark.parametrize("size", SIZES)
async def test_cards_are_put_in_groups_renamed_merged_and_deleted(size: tuple[int, int], tmp_path: Path) -> None:
    back = look_back(rehearsed(player="model"))  # no dice: the clock that is seen is no matter of chance
    async with debriefed(tmp_path, back, size, keeps=True) as here:
        assert back.after is not None
        for card in CARDS:
            back.after.keep_card(card)
        compare(f"hot-wash-{size[0]}x{size[1]}", await here.press("0"))
        if size == WIDE:
            return
        await here.press("end", "enter")  # the card without a group: a new one is offered
        await here.press("enter")
        await here.write("Writing")
        seen = await here.press("enter")
        assert "Writing" in seen
        assert {card.group for card in back.after.cards()} == {"Telling", "Writing"}
        await here.press("end", "r")
        await here.press(*["backspace"] * len("Writing"))
        await here.write("Telling")
        await here.press("enter")
        assert {card.group for card in back.after.cards()} == {"Telling"}
        await here.press("end", "x", "enter")
        assert len(back.after.cards()) == 2


async def test_what_can_not_be_done_says_why(tmp_path: Path) -> None:
    async with debriefed(tmp_path, look_back()) as here:
        seen = await here.press("0", "a")
        assert "belongs to no session that is kept" in flat(seen)
        assert "(a write)" in seen
    async with debriefed(tmp_path, look_back(), keeps=True) as here:
        seen = await here.press("0", "r")
        assert "There is no card yet." in seen
        assert "(r rename group)" in seen


async def test_a_database_that_can_not_be_written_is_said_and_the_words_stay(tmp_path: Path) -> None:
    back = look_back()
    async with debriefed(tmp_path, back, keeps=True) as here:
        assert back.after is not None
        await here.press("0", "a", "enter")
        await here.write("We spoke early")
        back.after.session = "nosession"  # as if it had been removed by another program
        seen = await here.press("enter")
        assert isinstance(here.app.screen, Washing)
        assert "We spoke early" in seen
        assert not back.after.cards()


def test_a_session_keeps_its_own_cards(tmp_path: Path) -> None:
    from sim.sessions import open_store

    store = open_store(tmp_path / "sessions.db")
    one, other = kept(store), kept(store)
    one.keep_card(CARDS[0])
    assert other.cards() == []
    store.close()
