"""A store with a past, and libraries of cases, for the tests of the first screen and of history."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from scoring import CriticalError
from sim.engine.commands import Choose
from sim.engine.names import RoleId
from sim.engine.scenario import Dimension
from sim.format import open_scenario
from sim.sessions import ManualWall, Session, SessionStore, open_store, start
from sim.tui.screens.faults import Faults
from tests.tui.stage import CASE

NOON = 1_772_712_000.0
"""Thursday 5 March 2026, 12:00 UTC: the same day wherever the tests run."""

DAY = 86_400.0


def case(folder: Path, name: str, title: str, **changes: str) -> Path:
    """The small case under another *name* and *title*; *changes*: top-level fields and their YAML."""
    place = folder / name
    place.mkdir(parents=True)
    text = (Path(CASE) / "scenario.yaml").read_text(encoding="utf-8")
    for key, value in {"scenario": name, "title": title, **changes}.items():
        line = f"{key}: {value}"
        text, found = re.subn(rf"(?m)^{key}: .*$", lambda _, line=line: line, text, count=1)
        if not found:
            text = text.replace("\nroles:\n", f"\n{line}\nroles:\n", 1)
    (place / "scenario.yaml").write_text(text, encoding="utf-8")
    return place


def shelf(folder: Path) -> Mapping[str, Path]:
    """A library with a case, a drill, a tutorial, and one that has errors."""
    broken = case(folder, "broken", "Broken")
    text = (broken / "scenario.yaml").read_text(encoding="utf-8")
    (broken / "scenario.yaml").write_text(text.replace("goto: kitchen", "goto: kichen", 1), encoding="utf-8")
    return {
        "broken": broken,
        "hand_over": case(folder, "hand_over", "Hand over", kind="drill", trains="[A hand-off at the change of shift]"),
        "small_hours": Path(CASE),
        "way_in": case(folder, "way_in", "The way in", kind="tutorial", summary="Every key, when you need it."),
    }


def faults(folder: Path) -> Faults:
    """What is wrong with the broken case of the shelf in *folder*, which is not named: where it lies is another place each time."""
    return Faults("broken", open_scenario(folder / "broken"))


class Past:
    """Plays on a store, one after the other."""

    def __init__(self, folder: Path, begins: float = NOON - 10 * DAY) -> None:
        self.store: SessionStore = open_store(folder / "sessions.db")
        self.wall = ManualWall(begins)

    async def begin(self, role: str = "police", path: str | Path = CASE, **how: Any) -> Session:
        """A session that has begun."""
        how = {"mode": "practice", "pace": "untimed", "seed": 3} | how
        return start(self.store, open_scenario(Path(path), cache=False), role=role, wall=self.wall, **how)

    async def plays(self, picks: int, role: str = "police", path: str | Path = CASE, **how: Any) -> str:
        """Decide *picks* times, taking the first choice, then end the case; its id. A day passes."""
        session = await self.begin(role, path, **how)
        await self.decide(session, role, picks)
        if not session.ended:
            await session.end()
        return await self.over(session)

    async def leaves(self, picks: int, role: str = "police", path: str | Path = CASE, **how: Any) -> str:
        """Decide *picks* times, then leave; its id. A day passes."""
        session = await self.begin(role, path, **how)
        await self.decide(session, role, picks)
        return await self.over(session)

    async def decide(self, session: Session, role: str, picks: int) -> None:
        """Go on and decide, *picks* times."""
        for _ in range(100):
            await session.settled()
            if not picks or session.ended:
                return
            decision = session.view(RoleId(role)).decision
            if decision is not None and decision.choices:
                await session.submit(Choose(seat=role, at=0, decision=decision.id, choice=decision.choices[0].id))
                picks -= 1
            else:
                await session.proceed(RoleId(role))

    def scores(self, session: str, *percents: float | None, judged: int = 8) -> None:
        """Store other scores for *session*, by dimension: the small case is too short for figures of its own."""
        (result,) = self.store.results(session)
        for scores in result.card["roles"].values():
            for score, percent in zip(scores.values(), percents, strict=True):
                score["share"] = None if percent is None else percent / 100
                score["coverage"] |= {"opportunities": judged + 3, "judged": judged, "not_tested": 3}
        self.store.keep_result(session, result)

    def errs(self, session: str, *dimensions: Dimension) -> list[CriticalError]:
        """Store a critical error in each of *dimensions* for *session*, called as these are, by all its seats."""
        (result,) = self.store.results(session)
        roles = tuple(RoleId(role) for role in result.card["roles"])
        found = [
            CriticalError(id=name, text="Nobody came.", at=60, events=(1,), dimension=name, roles=roles)
            for name in dimensions
        ]
        result.card["critical"] = msgspec.to_builtins(found)
        self.store.keep_result(session, result)
        return found

    async def over(self, session: Session) -> str:
        """Close it; a day passes."""
        await session.close()
        self.wall.move(DAY)
        return session.id
