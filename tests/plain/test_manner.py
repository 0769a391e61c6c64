"""How somebody wants to be spoken to: no slip decides, nothing is said over what is being typed, and a bell where wanted."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.engine.commands import Tell
from sim.engine.events import DecisionClosed
from sim.engine.names import RoleId
from sim.engine.views import MessageView
from sim.plain.acts import put_right
from sim.plain.dialogue import Dialogue
from sim.plain.messages import message, misheard
from sim.plain.speech import Speech
from tests.plain.table import Heard, Table, table


def decided(sitting: Table) -> int:
    """How many decisions have closed."""
    return sum(isinstance(event, DecisionClosed) for event in sitting.play.session.log())


async def test_a_number_alone_decides_nothing_and_an_empty_line_takes_it(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("confirm on", "Confirm: On.")
        said = await sitting.ask("2", "An empty line takes it")
        assert "Pick: Choice 2: Go from room to room" in said
        assert decided(sitting) == 0
        await sitting.ask("know", "Know: 1 fact")
        await sitting.ask("1", "Pick: Choice 1: Announce yourself")
        await sitting.ask("", "Doing: Announce yourself")
        assert decided(sitting) == 1


async def test_choose_decides_at_once(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("confirm on", "Confirm: On.")
        await sitting.ask("choose 9", "There is no choice 9")
        await sitting.ask("choose", "Type choose and the number")
        await sitting.ask("choose two", "Doing: Go from room to room")


async def test_a_choice_that_was_picked_out_is_forgotten_when_its_time_runs_out(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.ask("confirm on", "Confirm: On.")
        await sitting.ask("2", "An empty line takes it")
        sitting.wall.move(50)
        await sitting.hear("Hold:")
        assert "Something new came while you typed" in await sitting.ask("", "No: ")
        sitting.wall.move(3)
        assert "Go from room to room" not in await sitting.ask("", "Clock: ")


async def test_quiet_keeps_what_comes_in_until_a_line_was_typed(tmp_path: Path) -> None:
    async with table(tmp_path) as sitting:
        await sitting.ask("quiet on", "Quiet: On.")
        await sitting.ask("ask cps relatives", "Asked: ")
        sitting.wall.move(20)
        before = sitting.all
        await sitting.play.session.settled()
        assert sitting.all == before
        await sitting.ask("time", "Clock: ")
        sitting.wall.move(12)
        await sitting.hear("Time left: 10 seconds.")
        sitting.wall.move(20)
        await sitting.hear("Hold:")  # the decision has closed: that cannot wait


async def test_the_bell_rings_at_the_limit_where_somebody_wants_it(tmp_path: Path) -> None:
    async with table(tmp_path, bell="limit") as sitting:
        await sitting.hear("Choice 1")
        assert "\a" not in sitting.all
        sitting.wall.move(33)
        await sitting.hear("Time left: 9 seconds.")
        assert sitting.all.count("\a") == 1


async def test_the_bell_rings_for_messages_where_somebody_wants_it(tmp_path: Path) -> None:
    async with table(tmp_path, bell="messages", pace="untimed") as sitting:
        await sitting.ask("ask county relatives basis 1", "Asked: ")
        assert "\a" not in sitting.all
        await sitting.ask("wait", "Told: ")
        assert "\a" in sitting.all


async def test_what_was_said_can_be_heard_again_and_is_marked(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("where", "Where: At the door.")
        assert "\nWhere: At the door." in await sitting.ask("repeat", "Where:")
        assert (await sitting.ask("history 1", "Earlier: ")).count("Earlier: ") == 1
        assert 'History: After you typed "repeat".' in await sitting.ask("back", "Earlier: ")
        assert 'History: After you typed "where".' in await sitting.ask("back", "Earlier: ")
        assert "Earlier: Scene: At the door." in await sitting.ask("back", "History: At the beginning.")
        await sitting.ask("back", "History: Nothing was said before that")
        assert 'History: After you typed "repeat".' in await sitting.ask("back 1", "Earlier: ")
        assert "Earlier: Earlier:" not in sitting.all
        for wrong in ("history many", "back much", "confirm perhaps", "quiet perhaps"):
            await sitting.ask(wrong, "No: Type ")


async def test_a_question_can_be_left_and_answers_asides(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("tell", "Question: Tell whom?")
        assert "Know: 1 fact" in await sitting.ask("know", "Question: Tell whom?")
        await sitting.ask("ask", "so ask has to wait")
        await sitting.ask("help", "nothing is sent")
        await sitting.ask("cancel", "Cancelled: Nothing was sent.")
        assert not sitting.play.session.view(sitting.play.prompt.role).messages


@pytest.mark.parametrize(
    ("typed", "picked", "looked"),
    [
        (["who", "2"], "pick_up", ["who"]),  # the beginning of an option only
        (["who may"], "pick_up", []),
        (["time"], "time", []),  # the whole of one
        (["Where he is"], "where_he_is", []),
        (["where", "3"], "where_he_is", ["where"]),
    ],
)
async def test_a_word_that_looks_is_no_answer_because_an_option_begins_with_it(
    typed: list[str], picked: str, looked: list[str]
) -> None:
    lines, seen = iter(typed), []

    async def listen() -> str:
        return next(lines)

    async def aside(verb: str, rest: str) -> None:
        seen.append(verb)

    dialogue = Dialogue(Speech(Heard()), listen, aside)
    topics = {"time": "Time", "pick_up": "Who may fetch A", "where_he_is": "Where he is"}
    assert await dialogue.one("Ask about what?", topics) == picked
    assert seen == looked


async def test_what_others_read_back_wrongly_is_told_again(tmp_path: Path) -> None:
    async with table(tmp_path, pace="untimed") as sitting:
        await sitting.ask("tell cps 1", "Told: ")
        play = sitting.play
        view = play.session.view(play.prompt.role)
        wrong = MessageView(
            number=view.messages[0].number + 1,
            at=0,
            frm="cps",
            to=("police",),
            kind="acknowledged",
            facts=(view.known[0].fact,),
            said="Nobody is there.",
            right=False,
        )
        heard = replace(view, messages=(*view.messages, wrong))
        assert misheard(heard) == [(2, wrong)]
        assert "Type put right to mend it." in message(2, heard, play.prompt.names)[0]
        found = await put_right("2", heard, play.prompt.names, play.dialogue)
        assert found == [Tell(seat="police", at=0, to=(RoleId("cps"),), facts=(view.known[0].fact,))]
        mended = replace(heard, messages=(*heard.messages, replace(view.messages[0], number=wrong.number + 1)))
        assert misheard(mended) == []
        assert "Type put right" not in message(2, mended, play.prompt.names)[0]


async def test_again_says_what_came_last_and_never_choices_that_are_gone(tmp_path: Path) -> None:
    async with table(tmp_path, mode="coach", pace="untimed") as sitting:
        await sitting.ask("1", "Feedback: ")
        said = await sitting.ask("again", "Hold: ")
        assert "Doing: Announce yourself" in said
        assert "Feedback: " in said
        assert "\nChoice " not in said
        await sitting.ask("tell medical 1", "Told: ")
        assert "Doing: Announce yourself" in await sitting.ask("again", "Hold: ")
