"""Every dialog, by keyboard alone: what it sends, what Esc leaves alone, and what a key says that does nothing now."""

from __future__ import annotations

from pathlib import Path

from sim.engine.commands import Acknowledge, Answer, Ask, Choose, Note, Pass, Tell
from sim.engine.events import AnyEvent
from sim.engine.names import RoleId, TopicId
from sim.tui.app import Begin
from sim.tui.dialogs.steps import Steps
from sim.tui.screens.play import Play
from tests.tui.stage import CASE, Stage, flat, key_of, stage

CPS = Begin(CASE, "cps", "practice", "untimed")
NURSE = Begin(CASE, "medical", "practice", "untimed")


def said(here: Stage, kind: type[object]) -> list[object]:
    """The commands of *kind* that this seat gave, in order."""
    return [event.given for event in log(here) if isinstance(event.given, kind) and event.given.seat == here.play.role]


def log(here: Stage) -> list[AnyEvent]:
    """The record so far."""
    assert here.app.session is not None
    return here.app.session.log()


async def test_telling_takes_three_keys_for_the_newest_fact_and_the_first_role(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("t")
        assert "What do you pass on?" in seen
        assert "Two small children are alone in the flat." in seen
        await here.press("enter")
        seen = await here.press("enter")
        assert isinstance(here.app.screen, Play)
        assert "Told Investigator: “Two small children are alone in the flat.”" in seen
        (tell,) = said(here, Tell)
        assert isinstance(tell, Tell)
        assert (tell.to, tell.facts, tell.basis) == (("cps",), ("alone",), None)


async def test_several_are_ticked_and_one_can_go_back_a_step(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("t", "enter", "1", "2")
        seen = await here.press("backspace")
        assert "What do you pass on?" in seen
        await here.press("space", "enter", "1", "2", "enter")
        (tell,) = said(here, Tell)
        assert isinstance(tell, Tell)
        assert tell.to == ("cps", "medical")


async def test_esc_closes_at_any_step_and_nothing_is_sent(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        before = len(log(here))
        for keys in (
            ("t",),
            ("t", "enter"),
            ("a",),
            ("a", "3"),
            ("a", "3", "enter"),
            ("n", "x"),
            ("b",),
            ("question_mark",),
        ):
            await here.press(*keys, "escape")
            assert isinstance(here.app.screen, Play), keys
        assert len(log(here)) == before


async def test_asking_a_desk_offers_its_topics_and_its_grounds(tmp_path: Path) -> None:
    async with stage(tmp_path, CPS) as here:
        await here.press("enter")
        seen = await here.press("a")
        assert "County records desk" in seen
        seen = await here.press("3", "enter")
        assert "Relatives" in seen
        seen = await here.press("1", "enter")
        assert "On which ground do you ask?" in seen
        assert "It would help to know." in seen
        await here.press(key_of(seen, "The records agreement"), "enter")
        (asked,) = said(here, Ask)
        assert isinstance(asked, Ask)
        assert (asked.to, asked.topic, asked.basis) == ("records", "relatives", "agreement")


async def test_time_can_be_let_pass_until_the_answer_comes_and_a_restricted_fact_asks_for_its_ground(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, CPS) as here:
        await here.press("enter", "a", "3", "enter", "1", "enter", "1", "enter")
        await here.press("w", "enter", "w", "enter")
        assert here.play.view.known[-1].text == "A court order bars the grandfather from contact."
        await here.press("t", "1", "enter")
        seen = await here.press("1", "enter")
        assert "On which ground may they have it?" in seen
        await here.press(key_of(seen, "It would help to know."), "enter")
        (tell,) = said(here, Tell)
        assert isinstance(tell, Tell)
        assert (tell.facts, tell.basis) == (("order",), "curious")


async def test_a_question_is_answered_with_facts_or_with_nothing(tmp_path: Path) -> None:
    """The computer's partners ask what they need; here the investigator is asked by nobody, so the key says so."""
    async with stage(tmp_path, CPS) as here:
        await here.press("enter")
        seen = await here.press("r")
        assert "Nobody is waiting for an answer from you." in seen
        assert said(here, Answer) == []


async def test_what_was_told_is_read_back_among_near_misses(tmp_path: Path) -> None:
    async with stage(tmp_path, CPS) as here:
        await here.press("enter")
        seen = await here.press("k")
        assert "Nothing that you were told is waiting to be read back." in seen
        seen = await here.press("w")
        assert "Let time pass?" in seen
        await here.press("enter")
        assert here.play.view.known[-1].text == "Two small children are alone in the flat."
        seen = await here.press("k")
        assert "What did you understand?" in seen
        assert "Two children, nobody with them." in seen
        assert "Two children, a neighbor with them." in seen
        await here.press("1", "enter")
        (back,) = said(here, Acknowledge)
        assert isinstance(back, Acknowledge)
        assert back.fact == "alone"


async def test_a_note_is_kept_apart_with_its_lines(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("n")
        await here.write("why now")
        await here.press("ctrl+j")
        await here.write("and how")
        seen = await here.press("enter")
        assert "Noted." in seen
        (note,) = said(here, Note)
        assert isinstance(note, Note)
        assert note.decision == "door#1"
        assert here.app.session is not None
        (kept,) = here.app.store.notes(here.app.session.id)
        assert kept.text == "why now\nand how"


async def test_a_choice_is_highlighted_by_its_number_and_committed_with_enter_only(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = await here.press("enter")
        assert "Press a number to highlight a line, then Enter to take it." in seen
        seen = await here.press("2")
        assert "▸ 2" in seen
        assert said(here, Choose) == []
        seen = await here.press("9")
        assert "There is no 9 here: the keys are 1 to 2." in seen
        await here.press("down", "enter")
        (chosen,) = said(here, Choose)
        assert isinstance(chosen, Choose)
        assert chosen.choice == "announce"  # down from the last line is the first


async def test_a_choice_that_opens_is_appended_under_a_key_of_its_own(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        seen = here.see()
        assert "Call the aunt" not in seen
        await here.press("2")
        seen = await here.press("w", "enter", "w", "enter")
        assert "3  Call the aunt from the landing." in seen
        assert "▸ 2" in seen  # what was highlighted stays so


async def test_a_form_is_ticked_and_says_how_many_lines_it_wants(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("1", "enter")
        while (decision := here.play.view.decision) is None or decision.scene != "record":
            await here.press(*(("1", "enter") if decision is not None else ("enter",)))
        seen = here.see()
        assert "Tick one to two with Space or the number; Enter submits." in seen
        seen = await here.press("enter")
        assert "Tick at least one; none are ticked." in seen
        seen = await here.press("1", "2", "3")
        assert seen.count("[x]") == 3
        seen = await here.press("enter")
        assert "Tick at most two; three are ticked." in seen
        await here.press("up", "space", "enter")
        chosen = said(here, Choose)[-1]
        assert isinstance(chosen, Choose)
        assert len(chosen.items) == 2


async def test_who_advises_may_pass(tmp_path: Path) -> None:
    async with stage(tmp_path, NURSE) as here:
        await here.press("enter")
        seen = await here.press("x")
        assert "There is nothing to pass on here" in seen
        await here.press("1", "enter")
        while (decision := here.play.view.decision) is None or decision.mine != "advise":
            await here.press("enter")
        seen = here.see()
        assert "What you pick is advice" in seen
        await here.press("x")
        assert len(said(here, Pass)) == 1


async def test_what_is_told_in_a_joint_scene_can_be_said_aloud(tmp_path: Path) -> None:
    async with stage(tmp_path, NURSE) as here:
        await here.press("enter", "1", "enter")
        while here.play.view.decision is None:
            await here.press("enter")
        await here.press("t", "enter")
        seen = here.see()
        assert "Say it aloud here, to Patrol officer and Investigator" in seen
        await here.press("enter")
        (tell,) = said(here, Tell)
        assert isinstance(tell, Tell)
        assert tell.aloud
        assert set(tell.to) == {"police", "cps"}


async def test_a_dialog_that_is_open_when_the_time_runs_out_stays_open(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "standard")) as here:
        await here.press("enter", "t")
        await here.pass_time(600)
        assert isinstance(here.app.screen, Steps)
        seen = await here.press("escape")
        assert "The door is opened from inside." in seen


async def test_the_keys_of_a_dialog_stay_in_sight_however_long_its_list_is(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin("night_at_the_duplex", "cps", "practice", "untimed")) as here:
        seen = await here.press("enter", "a", "1", "enter")
        assert "What about?" in seen
        assert "Esc close, nothing is sent" in seen
        seen = await here.press("up")
        assert here.app.session is not None
        assert here.app.role is not None
        assert f"▸    {here.app.session.brief(here.app.role).topics[-1][1]}" in seen


def place(here: Stage, words: str) -> tuple[int, int]:
    """Where *words* stand on the screen."""
    (y,) = [n for n, line in enumerate(here.see().splitlines()) if words in line]
    return here.see().splitlines()[y].index(words), y


async def test_a_telling_goes_by_mouse_alone(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        for words in ("t tell", "[ ] Two small", "Enter next", "[ ] Nurse", "Enter send"):
            await here.pilot.click(offset=place(here, words))
            await here.still()
        (tell,) = said(here, Tell)
        assert isinstance(tell, Tell)
        assert (tell.to, tell.facts) == (("medical",), ("alone",))


async def test_where_one_line_is_picked_the_second_click_on_it_takes_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("a")
        await here.pilot.click(offset=place(here, "2  Nurse"))
        assert "Whom do you ask?" in here.see()
        await here.pilot.click(offset=place(here, "2  Nurse"))
        await here.still()
        assert "What about?" in here.see()


async def test_telling_what_somebody_asked_for_answers_the_question(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        assert here.app.session is not None
        await here.app.session.submit(Ask(seat=RoleId("cps"), at=0, to="police", topic=TopicId("home")))
        await here.still()
        question = here.play.view.messages[-1]
        assert question.open
        seen = await here.press("t", "enter", "1", "enter")
        assert "Told Investigator: “" in seen
        assert "That answers what Investigator asked." in flat(seen)
        (tell,) = said(here, Tell)
        assert isinstance(tell, Tell)
        assert tell.reply_to == question.number
        assert not here.play.view.messages[0].open


async def test_a_question_under_the_cursor_is_the_one_that_is_answered(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        assert here.app.session is not None
        for role in ("cps", "medical"):
            await here.app.session.submit(Ask(seat=RoleId(role), at=0, to="police", topic=TopicId("home")))
        await here.still()
        await here.press("i")
        seen = await here.press("home", "enter")
        assert "Investigator asks about: The home tonight" in flat(seen)
        seen = await here.press("2", "enter")
        (answer,) = said(here, Answer)
        assert isinstance(answer, Answer)
        assert answer.reply_to == here.play.view.messages[0].number
