"""A critical error in plain mode: the case stands, it is said, and one goes back or on."""

from __future__ import annotations

from pathlib import Path

from scoring.sentences import HELD
from sim.format import read
from tests.plain.table import table

ONE_HOUR = Path(__file__).parents[1] / "scenarios" / "one_hour"


async def test_it_is_said_once_with_the_way_back_and_an_empty_line_goes_on(tmp_path: Path) -> None:
    async with table(tmp_path, case=read(ONE_HOUR), pace="untimed", seed=7) as sitting:
        await sitting.ask("1", "Choice 2")
        await sitting.ask("2", "Stopped: Type rewind")
        said = sitting.all[sitting.all.index("Stopped:") :]
        left = "The house was left with a child in it and nobody able to look after her."
        assert said.splitlines()[:6] == [
            "Stopped: The case is stopped here.",
            "Stopped: At 21:45, by you.",
            f"Stopped: {left} A later visit does not take the hour back.",
            "Stopped: Source: B-14.",
            f"Stopped: {HELD}",
            "Stopped: Type rewind 2 to go back to before it. An empty line goes on.",
        ]
        assert "Stopped: Source: B-14." in await sitting.ask("again", "An empty line goes on")
        await sitting.type("")
        assert "Stopped" not in await sitting.ask("choices", "Choice 2")


async def test_the_way_back_leads_before_it(tmp_path: Path) -> None:
    async with table(tmp_path, case=read(ONE_HOUR), pace="untimed", seed=7) as sitting:
        await sitting.ask("1", "Choice 2")
        await sitting.ask("2", "Stopped: Type rewind")
        said = await sitting.ask("rewind 2", "Choice 2")
        assert "Rewound:" in said
        assert "In the front room" in said
