"""Play over lines, while case time goes on: limits, warnings, stops, pauses, rewinding, and refusals."""

from pathlib import Path

import pytest

from sim.engine.events import DecisionClosed
from sim.format import read_files
from tests.plain.table import table


async def test_the_time_left_is_said_and_the_time_runs_out_while_the_prompt_waits(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        opened = await sitting.hear("Choice 1")
        assert "Time left: 42 seconds." in opened
        sitting.wall.move(33)
        assert (await sitting.hear("Time left: 9 seconds.")).startswith("\n")
        sitting.wall.move(10)
        said = await sitting.hear("Hold:")
        assert "Outcome: 21:40. The neighbour pushes past you." in said


async def test_what_was_begun_to_be_typed_is_heard_after_what_came_in_between(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        sitting.wall.move(33)
        await sitting.hear("Time left: 9")
        assert "Doing: Announce yourself" in await sitting.ask("1", "Doing")


async def test_a_pause_covers_the_scene_and_stops_the_clock(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        sitting.wall.move(10)
        await sitting.ask("pause", "Paused:")
        sitting.wall.move(600)
        for word in ("1", "again", "know", "who", "messages", "where", "tell cps 1", "", "pass", "submit"):
            said = await sitting.ask(word, "Paused:")
            assert "Choice" not in said
            assert "children" not in said
        assert "Time left: 32 seconds." in await sitting.ask("resume", "Time left")
        assert "Choice 1" in sitting.all.rpartition("Resumed:")[2]


async def test_a_stop_between_decisions_waits_for_an_empty_line(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("1", "Hold: Time stands still here")
        assert "Clock: 21:44. 4 minutes later." in await sitting.ask("", "Hold:")
        assert "Hold: An empty line goes on." in await sitting.ask("again", "Hold:")


async def test_rewind_begins_a_new_session_at_the_decision_and_keeps_the_old_one(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        first = sitting.play.session.id
        await sitting.ask("1", "Hold:")
        said = await sitting.ask("rewind 1", "Rewound:")
        assert "Clock: 21:40." in said
        assert "Choice 3" in said
        assert sitting.play.session.id != first
        assert "Wait on the step" in await sitting.ask("3", "Doing: Wait on the step.")


async def test_rewind_asks_which_decision_and_can_be_cancelled(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        assert "no earlier decision" in await sitting.ask("rewind", "There is no")
        await sitting.ask("1", "Hold:")
        assert "Option 1: 21:40, At the door." in await sitting.ask("rewind", "Go back to which decision?")
        await sitting.ask("", "Cancelled: Nothing was sent.")


async def test_stepping_out_is_asked_once_and_leaves(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        await sitting.ask("step out", "Type yes or no.")
        await sitting.ask("no", "You stay: Nothing was changed.")
        await sitting.ask("end", "Type yes or no.")
        await sitting.ask("perhaps", "The case goes on: Nothing was changed.")
        await sitting.ask("step out", "Type yes or no.")
        assert "Stepped out" not in sitting.all
        await sitting.type("yes")
        assert await sitting.ended() == "left"
        assert "nobody is told why" in sitting.all


async def test_nobody_is_kept_in_a_case_because_nothing_can_be_written(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        sitting.play.session._store._db.execute("pragma query_only = on")  # type: ignore[attr-defined]
        assert "No: " in await sitting.ask("pause", "can't be written")
        await sitting.ask("step out", "Type yes or no.")
        await sitting.type("yes")
        assert await sitting.ended() == "left"
        assert "Stepped out" not in sitting.all
        assert "The case stands still, and you need not go back to it." in sitting.all


async def test_ending_the_case_by_hand(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.ask("end", "Type yes or no.")
        await sitting.type("yes")
        assert await sitting.ended() == "ended"
        assert "Ending: The case is over." in sitting.all


async def test_the_end_of_the_input_leaves_politely(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        assert await sitting.leave() == "gone"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7", "There is no choice 7: you can choose 1, 2 or 3."),
        ("1 2", "One choice, please: a single number."),
        ("submit", "There is no form to hand in now."),
        ("pass", "There is nothing to advise on now."),
        ("tel cps 1", 'I do not know the word "tel". Did you mean tell?'),
        ("tell cps 9", "You have no fact 9: they go from 1 to 1."),
        ("tell nobody 1", 'I do not know "nobody" here. The others are cps and medical.'),
        ("ask ghost the_home", 'I do not know "ghost" here.'),
        ("ask cps weather", 'I do not know "weather" here. Child protective investigator can be asked about'),
        ("answer", "Nobody is waiting for an answer from you."),
        ("read back", "There is nothing that you have been told and not read back."),
        ("resume", "Play is not paused."),
        ("wait", "Time goes by itself here"),
        ("", "A decision is open"),
        ("help tel", "Did you mean tell?"),
        ("words nonsense", "glossary alone says all words."),
    ],
)
async def test_what_cannot_be_done_gets_a_sentence(tmp_path: Path, typed: str, said: str) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        await sitting.ask(typed, said)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("know", "Fact 1: The home: Small children are alone in the flat. Known from the start. You have told nobody."),
        ("messages", "Messages: There are none yet."),
        ("who", "Role cps: Child protective investigator. You have not seen them yet."),
        ("who", "Desk county records: County records desk. Can be asked about relatives"),
        ("where", "Where: At the door. You have a decision to make."),
        ("time", "Clock: 21:40."),
        ("again", "Scene: At the door."),
        ("brief", "Role: You are the patrol officer."),
        ("words", "Word: CPS: Child protective services."),
        ("words custody test", "Word: custody test: The grounds"),
        ("help", "Help: Type the number of a choice to take it."),
        ("help all", "Help: again: repeat the scene and its choices"),
        ("help prefixes", "Help: Told: facts went from one seat to others."),
        ("help tell", "Help: In one line: tell cps 2"),
        ("glossary custody test", "Word: custody test: The grounds"),
        ("know home", "Fact 1: The home"),
        ("know new", "Know: Nothing is new since your last decision."),
        ("basis", "Ground 2: It would help to know."),
        ("notes", "Notes: There are none yet."),
        ("repeat", "Scene: At the door."),
        ("support", "Support: In danger now."),
        ("history 6", "Earlier: Choice 3"),
        ("back", "History: At the beginning."),
        ("note I wait for the second unit", "Note: It is kept."),
        ("tell cps and medical 1", "You tell the child protective investigator: fact 1."),
        ("tell nurse 1", "You tell the emergency nurse: fact 1."),
        ("tell all fact 1", "You tell the emergency nurse: fact 1."),
        ("ask county dog", "You ask the county records desk about the dog."),
        ("ask cps relatives", "You ask the child protective investigator about relatives and friends."),
    ],
)
async def test_what_can_be_asked_and_done_in_one_line(tmp_path: Path, typed: str, said: str) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        await sitting.ask(typed, said)


async def test_telling_step_by_step(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        assert "1: Child protective investigator (cps)" in await sitting.ask("tell", "Tell whom?")
        assert "1: The home: Small children are alone in the flat." in await sitting.ask("2", "Which facts?")
        assert "You tell the emergency nurse: fact 1." in await sitting.ask("1", "Told:")


async def test_asking_a_desk_step_by_step_with_a_ground(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.hear("Choice 1")
        assert "3: County records desk (county records)" in await sitting.ask("ask", "Ask whom?")
        await sitting.ask("3", "Ask the county records desk about what?")
        assert "2: It would help to know." in await sitting.ask("relatives", "On what ground")
        assert "There is no number 9 in the list." in await sitting.ask("9", "There is no number")
        assert "On what ground" in await sitting.ask("again", "On what ground")
        assert "Ground:" in await sitting.ask("1", "Asked:")
        said = await sitting.ask("wait", "Told:")
        assert "Clock: 21:44. 4 minutes later." in said
        assert "Fact 2: Relatives and friends: A court order bars the grandfather from contact." in said


async def test_a_restricted_fact_is_told_on_a_ground_and_read_back(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("ask county relatives basis 1", "Asked:")
        await sitting.ask("wait", "Fact 2")
        said = await sitting.ask("tell cps 2 basis curiosity", "Told:")
        assert 'fact 2. Ground: "It would help to know."' in said
        await sitting.ask("tell cps 2", "On what ground")
        await sitting.ask("", "Cancelled: Nothing was sent.")


async def test_a_form_is_ticked_and_handed_in(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("1", "Hold:")
        while "Custody test" not in sitting.all:
            await sitting.ask("", "Clock:")
        assert "Form: Tick any number of 2 lines" in sitting.all
        await sitting.ask("", "A form is open")
        await sitting.ask("3", "There is no line 3: they go from 1 to 2.")
        await sitting.ask("2", "Ticked: line 2.")
        await sitting.ask("1, 2", "Ticked: lines 1 and 2.")
        await sitting.ask("submit 1", "Doing: The form is handed in.")
        closed = [event for event in sitting.play.session.log() if isinstance(event, DecisionClosed)]
        assert [work.items for work in closed[-1].works] == [("no_adult_available",)]


async def test_feedback_comes_at_once_in_coach_mode_only(tmp_path: Path) -> None:
    async with table(tmp_path, mode="coach", pace="untimed") as sitting:
        said = await sitting.ask("1", "Feedback:")
        assert "Feedback: Earned: Coordination 1 of 1" in said
        assert "Feedback: Other, choice 2" in said
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("1", "Doing")
        assert "Feedback" not in sitting.all


async def test_a_line_that_was_meant_for_what_stood_there_before_is_not_taken(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.hear("Choice 1")
        sitting.wall.move(43)
        await sitting.hear("Hold:")
        await sitting.ask("", "Something new came while you typed")
        sitting.wall.move(3)
        await sitting.ask("", "Clock: 21:4")


TOGETHER = """\
format: 1
scenario: two_minds
title: Two minds
kind: drill
starts: 2026-03-04 21:40
roles:
  police: {title: Patrol officer, begins: kitchen, brief: You are there.}
  cps: {title: The investigator, begins: kitchen, brief: You are there.}
scenes:
  kitchen:
    roles: [police, cps]
    wait: 20m
    decides: {together: [police, cps]}
    think: 60s
    ordered: true
    text: The kitchen.
    choices:
      aunt: {model: true, text: The aunt., goto: after}
      shelter: {text: The shelter., goto: after}
    if_no_answer: {takes: 10m, goto: after}
    if_deadlock: {takes: 10m, goto: after}
  after:
    roles: [police, cps]
    wait: 20m
    no_show: {goto: {end: over}}
    decides: {lead: [police, cps]}
    text: It goes on.
    choices: {on: {text: On., model: true, goto: {end: over}}}
endings:
  over: {title: Over, text: It is over.}
"""


async def test_who_insists_where_nothing_is_timed_hears_that_there_is_no_agreement(tmp_path: Path) -> None:
    case = read_files({"scenario.yaml": TOGETHER})
    async with table(tmp_path, pace="untimed", case=case) as sitting:
        assert "You and the investigator must choose the same." in await sitting.hear("Choice 2")
        await sitting.ask("2", "The investigator picks choice 1.")
        assert "do not agree" in await sitting.ask("", "The picks differ")
        said = await sitting.ask("two", "Scene: After.")
        assert "Decided: You did not agree. It goes on at 21:5" in said
        assert "You are busy" not in said


async def test_a_limit_that_passes_is_said_where_the_author_says_nothing(tmp_path: Path) -> None:
    case = read_files({"scenario.yaml": TOGETHER})
    async with table(tmp_path, case=case) as sitting:
        await sitting.hear("Choice 2")
        sitting.wall.move(90)
        await sitting.hear("Decided: The time was over before everybody had chosen.")
