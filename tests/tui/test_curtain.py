"""Several people at one laptop: whoever sits there sees their own seat, and behind the curtain nobody sees any."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from textual.events import Key

from scoring import Coverage, DimensionScore
from sim.engine.events import CurtainMoved, SeatHandedOver
from sim.settings import Settings
from sim.tui.app import Begin, Home, Resume
from sim.tui.screens.briefing import Briefing
from sim.tui.screens.curtain import TOO_SOON, Curtain
from sim.tui.screens.debrief import Debrief
from sim.tui.screens.help import Help
from sim.tui.screens.home import HomeScreen
from sim.tui.screens.over import CaseOver
from sim.tui.screens.play import Play
from sim.tui.screens.support import SupportScreen
from sim.tui.widgets.bars import Bar
from tests.tui.sharing import CPS, NURSE, POLICE, everything, private, share, step
from tests.tui.stage import CASE, NARROW, WIDE, compare, flat, stage

FIRST = Begin(CASE, "police", "practice", "untimed")
TIMED = Begin(CASE, "police", "practice", "standard")


async def test_each_reads_their_own_brief_before_the_case_begins(tmp_path: Path) -> None:
    async with stage(tmp_path, FIRST) as here:
        await here.press("w", "1", "enter")
        await here.write("Ann")
        seen = await here.press("enter")
        assert "you and Investigator (Ann); the computer plays the other" in seen
        seen = await here.press("enter")
        assert isinstance(here.app.screen, Curtain)
        assert "Investigator (Ann)" in seen
        assert "no earlier calls" not in everything(here)
        seen = await here.press("enter")
        assert isinstance(here.app.screen, Briefing)
        assert "You are on call tonight." in seen
        assert "no earlier calls" not in everything(here)
        assert " m  Mode" not in seen
        assert here.app.store.sessions() == []
        seen = await here.press("enter")
        assert "Hand the laptop to:" in seen
        assert "on call tonight" not in everything(here)
        (row,) = here.app.store.sessions()
        assert set(row.persons) == {POLICE, CPS}
        assert here.app.store.name(row.persons[CPS]) == "Ann"
        assert "Ann" not in str(row.persons)


async def test_a_whole_case_is_played_and_no_seat_sees_what_only_the_other_knows(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here)
        seats = (POLICE, CPS)
        told: dict[str, set[str]] = {role: private(session.view(role)) for role in seats}
        fronts: list[str] = []
        for _ in range(80):
            screen, said = here.app.screen, everything(here)
            if isinstance(screen, CaseOver):
                break
            for role in seats:
                told[role] |= private(session.view(role))
            if isinstance(screen, Play):
                fronts.append(screen.role)
                other = POLICE if screen.role == CPS else CPS
                secrets = told[other] - told[screen.role]
            else:
                assert isinstance(screen, Curtain)
                secrets = told[POLICE] | told[CPS]
            assert [text for text in secrets if text in said] == []
            assert sum(isinstance(each, Play) for each in here.app.screen_stack) <= 1
            await step(here)
        else:
            raise AssertionError(here.see())
        turns = [role for n, role in enumerate(fronts) if n == 0 or fronts[n - 1] != role]
        assert len(turns) >= 4
        assert session.ended
        moves = [event for event in session.log() if isinstance(event, CurtainMoved)]
        assert [event.up for event in moves] == [n % 2 == 0 for n in range(len(moves))]
        # How it ended is each seat's own; what the team earned is everybody's.
        assert "The team, everything counted once" in here.see()
        assert session.view(CPS).ending_text not in said
        seen = await here.press("2", "enter")
        assert isinstance(here.app.screen, Help)
        assert "Together for the night" in seen
        await here.press("enter")
        assert isinstance(here.app.screen, Debrief)
        assert here.app.screen.back.role == CPS
        assert "Whose seat do you look back from?" in await here.press("w")
        await here.press("q", "end", "enter")
        assert isinstance(here.app.screen, CaseOver)


async def test_a_workshop_is_set_up_for_several_and_ends_without_points_or_names(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "untimed")) as here:
        assert "Workshop: for a group" in flat(await here.press("m"))
        seen = await here.press("3", "enter")
        assert "no points or names in the debrief" in flat(seen)
        await here.press("w", "1", "enter", "enter")
        await here.press("enter", "enter", "enter", "enter")
        assert here.app.session is not None
        assert here.app.session.mode == "workshop"
        assert len(here.app.session.persons) == 2
        assert "In workshop mode one looks back when the case is over." in flat(await here.press("f"))
        for _ in range(80):
            if isinstance(here.app.screen, CaseOver):
                break
            await step(here)
        assert "Whose seat do you look back from?" in here.see()
        assert "█" not in here.see()
        assert "score" not in here.see()
        seen = flat(await here.press("1", "enter", "enter"))
        assert "This is a workshop" in seen
        assert "points" not in seen.replace("without points", "").replace("your points", "")
        assert "Nobody has written yet" in await here.press("0")


async def test_the_case_is_over_before_the_team_score_is_worked_out(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        ready = asyncio.Event()

        async def team() -> list[Bar]:
            await ready.wait()
            return [Bar("Coordination", DimensionScore(1.0, 2.0, 0.5, Coverage(3, 3, 0)))]

        screen = CaseOver("Small", {POLICE: "Ben", CPS: "Ann"}, team, "The team, everything counted once")
        here.app.push_screen(screen)
        while "Ann" not in here.see():
            await here.pilot.pause(0)
        assert "The team’s score is being worked out." in here.see()
        assert screen.working
        ready.set()
        await here.still()
        assert "50%" in here.see()
        assert "being worked out" not in here.see()


async def test_the_curtain_shows_whom_to_hand_over_to_and_nothing_else(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here)
        await here.press("enter")
        await here.press("n")
        await here.write("mine alone")
        await here.press("enter", "i", "i", "y")
        assert "Two small children" in here.app.clipboard
        await here.press("i", "1", "enter")
        seen = await here.press("h")
        assert re.sub(r"[╭─╮│╰╯\s]+", " ", seen).strip() == (
            "Hand the laptop to: Investigator (Ann) Then that person presses Enter. "
            "Enter it is me o somebody else p pause F1 support Esc leave ? help"
        )
        assert here.app.clipboard == ""
        assert session.view(CPS).curtain
        secrets = private(session.view(POLICE)) | {"mine alone"}
        for keys in (["question_mark"], ["escape", "ctrl+p"], ["escape", "ctrl+o"], ["f1"], ["escape", "f2"]):
            await here.press(*keys)
            assert [text for text in secrets if text in everything(here)] == []
        await here.press("escape")
        assert isinstance(here.app.screen, Curtain)
        await here.press("ctrl+y")
        assert [text for text in secrets if text in here.app.clipboard] == []


async def test_whoever_began_is_told_from_the_others_as_they_are_from_each_other(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here)
        assert "Patrol officer (who began the case)" in here.see()
        assert [here.app.who(role) for role in session.persons] == [
            "Patrol officer (who began the case)",
            "Investigator (Ann)",
        ]
        here.app.store.forget("Ann")
        assert [here.app.who(role) for role in session.persons] == ["Patrol officer", "Investigator"]


@pytest.mark.parametrize("lowered", [False, True], ids=["curtain", "another's seat"])
async def test_whoever_sits_down_sees_nothing_of_how_the_laptops_owner_has_set_it(
    lowered: bool, tmp_path: Path
) -> None:
    async with stage(tmp_path, Home()) as here:
        here.app.settings = Settings(factor=3.0, avoid=("death_of_a_child",), editor="nano -w", pace="relaxed")
        await share(here)
        if lowered:
            await here.press("o", "enter", "enter")
            assert here.play.role == CPS
        seen = await here.press("f2")
        assert "Colours" in seen
        assert not any(words in everything(here) for words in ("More time", "3 ×", "death", "nano", "relaxed"))
        await here.press("down", "enter", "2", "enter")
        assert here.app.settings.symbols == "ascii"
        assert here.app.settings.factor == 3.0
        await here.press("escape", "ctrl+p")
        assert "Colours" in await here.write("colours")
        assert "More time" not in everything(here)
        await here.press("escape", "f1")
        assert isinstance(here.app.screen, SupportScreen)
        await here.press("escape")
        if not lowered:
            await here.press("enter")
            assert here.play.role == POLICE
            assert "More time" in await here.press("f2")


async def test_a_crash_behind_the_curtain_comes_back_to_a_curtain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Curtain) -> None:
        raise RuntimeError("something that nobody expected")

    which = ""

    async def breaks() -> None:
        nonlocal which
        async with stage(tmp_path, Home()) as here:
            which = (await share(here)).id
            await here.press("enter", "n")
            await here.write("mine alone")
            await here.press("enter")
            monkeypatch.setattr(Curtain, "on_mount", broken)
            here.app.post_message(Key("h", "h"))
            for _ in range(10_000):  # rounds until the app has ended
                if here.app.return_code is None:
                    await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="nobody expected"):
        await breaks()
    monkeypatch.undo()
    async with stage(tmp_path, Resume(which)) as here:
        assert isinstance(here.app.screen, Curtain)
        assert "television" not in everything(here)
        assert [note.text for note in here.app.store.notes(which)] == ["mine alone"]
        await here.press("enter", "enter")
        assert isinstance(here.app.screen, Play)


async def test_enter_pressed_twice_does_not_lower_the_curtain(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here)
        await here.press("enter", "1", "enter", "h")
        assert session.view(CPS).curtain
        here.app.screen.settle.shows("another")  # type: ignore[attr-defined]
        here.hand -= 1  # within the same moment
        seen = await here.press("enter")
        assert flat(TOO_SOON) in flat(seen).replace("│ ", "")
        assert session.view(CPS).curtain
        await here.press("enter")
        assert here.play.role == CPS


async def test_the_turn_is_said_and_one_can_still_tell_before_handing_over(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here, "standard")
        await here.press("enter")
        assert here.play.role == CPS  # whose limit is the shorter one
        seen = await here.press("2", "enter")
        assert "Now it is the turn of Patrol officer (who began the case)." in flat(seen)
        assert "Enter hand over" in seen
        seen = await here.pass_time(300)
        assert "21:40" in seen  # time stands
        await here.press("t", "enter", "1", "enter")
        assert any(message.kind == "told" for message in session.view(POLICE).messages)
        await here.press("enter", "enter")
        assert here.play.role == POLICE
        assert "An aunt ten minutes away is known and cleared." in everything(here)


async def test_who_has_picked_while_it_is_anothers_turn_reads_all_that_can_be_done(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await share(here)
        for _ in range(20):
            screen = here.app.screen
            if isinstance(screen, Play) and screen.turn and screen.view.decision is not None:
                break
            await step(here)
        assert here.play.role == CPS
        assert (
            "you can tell (t), ask (a) or pick another first. Enter on the same again hands over, and so does h."
            in flat(here.see())
        )
        seen = await here.press("2")
        assert "Enter take it  h hand over  t tell" in seen
        assert "You picked 2" in flat(await here.press("enter"))  # another: nothing is handed over
        await here.press("enter")
        assert isinstance(here.app.screen, Curtain)
        assert "Enter hand over  Esc close" in await here.press("o")
        await here.press("escape", "enter")
        seen = flat(await here.press("1", "enter"))  # the other one picks otherwise: then it is nobody's turn
        assert "The picks differ: tell what you know (t), change yours, or hand over (h)." in seen


async def test_a_limit_does_not_run_while_the_laptop_is_elsewhere(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here, "standard")
        left = session.clock(POLICE).left
        await here.press("enter")
        await here.pass_time(20)
        await here.press("2", "enter", "enter")
        await here.pass_time(500)
        await here.press("enter")
        assert here.play.role == POLICE
        assert session.clock(POLICE).left == left


async def test_what_was_begun_waits_for_its_person(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await share(here)
        await here.press("enter", "n")
        await here.write("half a thou")
        await here.press("escape", "h", "enter")
        assert here.play.role == CPS
        await here.press("n")
        assert "half a thou" not in everything(here)
        await here.press("escape", "h", "enter", "n")
        assert here.play.role == POLICE if isinstance(here.app.screen, Play) else "half a thou" in here.see()


async def test_somebody_else_can_sit_down_first_and_nobody_is_offered_what_is_not_there(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await share(here)
        seen = await here.press("o")
        assert "Who sits down next?" in seen
        assert "Nurse" not in seen
        seen = await here.press("enter")
        assert "Investigator (Ann)" in seen
        await here.press("enter")
        assert here.play.role == CPS
    async with stage(tmp_path) as here:
        assert "Nobody else plays at this laptop." in await here.press("h")


async def test_pausing_and_going_on_with_the_curtain_up(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here)
        seen = await here.press("p")
        assert "The case is paused." in seen
        assert "Hand the laptop" not in seen
        assert session.view(POLICE).paused
        seen = await here.press("enter")
        assert "Hand the laptop to:" in seen
        assert not session.view(POLICE).paused


async def test_leaving_and_resuming_comes_back_to_the_curtain_paused(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await share(here, "standard")
        await here.press("enter", "1", "enter", "q", "enter")
        assert isinstance(here.app.screen, HomeScreen)
        assert "Investigator" in here.see()
        seen = await here.press("1", "enter")
        assert isinstance(here.app.screen, Curtain)
        assert "The case is paused." in seen
        seen = await here.press("enter")
        assert "Patrol officer" in seen
        await here.press("enter")
        assert here.play.role == POLICE


async def test_closing_in_the_middle_of_a_seat_comes_back_to_the_curtain(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here, "standard")
        await here.press("enter")
        which = session.id
    async with stage(tmp_path, Resume(which)) as here:
        assert isinstance(here.app.screen, Curtain)
        assert "television" not in everything(here)
        await here.press("enter", "enter")
        assert here.play.role == CPS
        assert here.app.session is not None
        assert not here.app.session.view(POLICE).curtain


async def test_stepping_out_of_one_seat_and_coming_back(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        session = await share(here)
        seen = await here.press("enter", "s")
        assert "the others play on" in flat(seen).replace("│ ", "")
        await here.press("enter")
        assert isinstance(here.app.screen, SupportScreen)
        assert "television" not in everything(here)
        seen = await here.press("enter")
        assert "Investigator (Ann)" in seen
        assert "stepped" not in everything(here)
        await here.press("enter")
        assert here.play.role == CPS
        assert [event.role for event in session.log() if isinstance(event, SeatHandedOver)] == [POLICE]
        assert session.seats[POLICE].person is None
        await here.press("1", "enter")  # the case goes on
        await here.press("q", "enter", "1", "enter", "enter", "o", "enter", "enter")
        assert here.play.role == POLICE
        assert here.app.session is not None
        assert here.app.session.seats[POLICE].person is not None


async def test_when_all_have_stepped_out_the_first_screen_offers_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await share(here)
        await here.press("enter", "s", "enter", "enter", "enter", "s", "enter", "enter")
        assert isinstance(here.app.screen, HomeScreen)
        await here.press("1", "enter", "enter", "enter")
        assert isinstance(here.app.screen, Play)


async def test_the_second_person_can_leave_the_seat_to_the_computer(tmp_path: Path) -> None:
    async with stage(tmp_path, FIRST) as here:
        await here.press("w", "1", "enter", "enter", "enter", "enter")
        seen = await here.press("escape")
        assert "Leave this seat to the computer?" in seen
        await here.press("enter")
        assert here.play.role == POLICE
        assert list(here.app.session.persons) == [POLICE]  # type: ignore[union-attr]


async def test_conditions_are_each_persons_own(tmp_path: Path) -> None:
    async with stage(tmp_path, TIMED) as here:
        await here.press("t", "2", "enter", "w", "1", "2", "enter", "enter", "enter", "enter", "enter")
        assert "t  More time  no" in here.see()
        await here.press("t", "4", "enter", "enter", "enter", "enter")
        session = here.app.session
        assert session is not None
        factors = {role: seat.factor for role, seat in session.seats.items()}
        assert factors == {POLICE: 1.5, CPS: 3.0, NURSE: 1.0}
        assert len(set(session.persons.values())) == 3
        assert here.app.store.name(session.persons[CPS]) is None  # nothing is kept of who gave no name


async def test_a_coach_speaks_to_whoever_decided(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await share(here, mode="coach")
        await here.press("enter")
        seen = await here.press("2", "enter")
        assert "You chose 2" in seen
        await here.press("enter", "enter")
        assert isinstance(here.app.screen, Curtain)
        assert "You chose" not in everything(here)


async def test_a_copy_of_a_shared_session_begins_with_the_curtain(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        old = await share(here)
        await here.press("enter", "2", "enter", "b", "enter")
        assert isinstance(here.app.screen, Curtain)
        assert here.app.session is not None
        assert here.app.session.id != old.id
        await here.press("enter")
        assert here.play.role == POLICE


@pytest.mark.parametrize("size", [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")])
async def test_pictures(size: tuple[int, int], tmp_path: Path) -> None:
    async def shows(name: str, *keys: str) -> None:
        compare(f"{name}-{'x'.join(map(str, size))}", await here.press(*keys))

    async with stage(tmp_path, FIRST, size=size) as here:
        await shows("who-plays", "w")
        await here.press("1", "enter")
        await here.write("Ann")
        await shows("shared-briefing", "enter")
        await shows("curtain-briefing", "enter")
        await shows("second-briefing", "enter")
        await shows("curtain", "enter")
        await shows("curtain-paused", "p")
        await here.press("enter", "enter")
        await shows("turn", "2", "enter")
        await shows("over", "e", "enter")
