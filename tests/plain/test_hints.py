"""Hints in plain mode: lines of their own, each once, in the words that are typed here."""

from pathlib import Path
from typing import get_args

from sim.engine.scenario import HintAct
from sim.format import read, shipped
from sim.plain.hints import HOW
from sim.plain.verbs import WORDS
from tests.plain.table import table

TUTORIAL = read(shipped()["waiting_after_school"])


def test_every_act_has_words_and_they_are_words_that_can_be_typed() -> None:
    assert set(HOW) == set(get_args(HintAct))
    for act, words in HOW.items():
        if words.startswith("Type ") and act not in ("choose", "limit"):
            assert words.removeprefix("Type ").partition(",")[0].rstrip(".") in WORDS, act


async def test_a_hint_is_said_once_and_again_when_asked_for(tmp_path: Path) -> None:
    async with table(tmp_path, case=TUTORIAL, pace="untimed") as sitting:
        opened = await sitting.hear("Hint: Type pause")
        assert "Hint: Type the number of a choice" in opened
        await sitting.ask("pause", "Paused:")
        assert "Hint:" not in await sitting.ask("resume", "Choice 3")
        again = await sitting.ask("again", "Hint: Type the number of a choice")
        assert "pause" not in again, "that is done"


async def test_going_on_is_spoken_of_where_play_waits(tmp_path: Path) -> None:
    async with table(tmp_path, case=TUTORIAL, pace="untimed") as sitting:
        opened = await sitting.hear("Hint:")
        assert "An empty line goes on." not in opened
        said = await sitting.ask("choose 1", "Hint: An empty line goes on.")
        assert "Hint: Type read back." in said
        later = await sitting.ask("", "Hint: Type tell.")
        assert "Hint: Type ask." in later


async def test_a_case_without_hints_says_nothing_of_the_kind(tmp_path: Path) -> None:
    async with table(tmp_path, role="cps", pace="untimed") as sitting:
        assert "Hint:" not in await sitting.hear("Choice 1")
