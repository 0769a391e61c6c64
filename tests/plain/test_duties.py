"""Duties that are running out, in plain mode: said once when they begin, once near the end, and with where; in coach mode only."""

from pathlib import Path

from scoring.duties import Duty
from sim.format import read
from sim.plain.duties import Reminding, reminders
from tests.plain.table import table

CASE = read(Path(__file__).parents[1] / "scenarios" / "on_the_stairs")
OWED = "Duty: 20 minutes left, as far as you know: What you suspect is reported to the hotline. Rule X-01."


async def test_a_coach_says_what_is_owed_once_and_with_where(tmp_path: Path) -> None:
    async with table(tmp_path, case=CASE, mode="coach", pace="untimed") as sitting:
        first = await sitting.hear("Choice 2")
        assert "Duty:" not in first
        number = next(line.split()[1].rstrip(":.") for line in first.splitlines() if "Sit down with him." in line)
        said = await sitting.ask(f"choose {number}", "Rule X-01.")
        assert said.count("Duty: ") == 1
        assert "Duty: " not in await sitting.ask("", "On the landing")
        assert OWED in await sitting.ask("where", "Rule X-01.")


async def test_in_practice_nobody_is_told(tmp_path: Path) -> None:
    async with table(tmp_path, case=CASE, mode="practice", pace="untimed") as sitting:
        first = await sitting.hear("Choice 2")
        number = next(line.split()[1].rstrip(":.") for line in first.splitlines() if "Sit down with him." in line)
        await sitting.ask(f"choose {number}", "On the landing")
        assert "Duty:" not in await sitting.ask("where", "Where:")


def test_it_is_said_when_it_begins_and_once_more_near_the_end() -> None:
    reminding = Reminding()
    heard = [bool(reminding.due([Duty("X-01", "Report.", left)])) for left in (1800, 1700, 600, 300, 200, 10)]
    assert heard == [True, False, False, True, False, False]
    assert reminding.due([]) == []
    assert reminding.due([Duty("X-01", "Report.", 1800)]) != [], "it has come anew"


def test_the_time_is_in_words() -> None:
    assert reminders([Duty("X-01", "Report.", 65)]) == [
        "Duty: 1 minute 5 seconds left, as far as you know: Report. Rule X-01."
    ]
