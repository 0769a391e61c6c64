"""The page for facilitators: the case on it is in order, can be played, and its table of mistakes is true."""

import re
from collections import Counter
from pathlib import Path

import pytest

from sim.engine import Seat, Setup, prepare
from sim.format import read_files
from sim.players import rehearse, team

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
CASE = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
assert CASE is not None
TEXT = CASE[1]


def test_there_is_nothing_to_mend_in_it() -> None:
    assert read_files({"scenario.yaml": TEXT}).diagnostics == ()


def test_every_ending_comes_up_and_none_stalls() -> None:
    scenario = read_files({"scenario.yaml": TEXT}).scenario
    assert scenario is not None
    endings: Counter[str | None] = Counter()
    for seed in range(40):
        book = prepare(scenario, seed)
        run = rehearse(
            book, Setup(seed, {role: Seat(player="random") for role in book.roles}), team("random", book, seed)
        )
        endings[run.state.ending] += 1
    assert set(endings) == set(scenario.endings)


@pytest.mark.parametrize(("wrong", "right"), re.findall(r"^\| `(.+?)` \| .+? \| `(.+?)` \|$", PAGE, re.MULTILINE))
def test_its_mistakes_are_mistakes_and_its_remedies_mend_them(wrong: str, right: str) -> None:
    assert found(wrong) != []
    assert found(right) == []


def found(words: str) -> list[str]:
    """What the checker says with *words* in a place of the case."""
    if words.startswith("text:"):
        text = TEXT.replace("text: The phone is quiet.", words)
    elif words.startswith("{text:"):
        text = TEXT.replace("text: Stay near the phone.", words.strip("{}"))
    elif words.startswith("takes:"):
        text = TEXT.replace("takes: 20m", words)
    else:
        text = TEXT.replace("goto: {end: found}", words)
    assert text != TEXT or words in TEXT, words
    return [one.code for one in read_files({"scenario.yaml": text}).diagnostics]
