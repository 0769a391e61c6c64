"""`sim debrief --json`: how the rules of a case came out, and the points that rest on them, as they are kept in a golden file."""

import asyncio
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sim.engine.commands import Choose
from sim.engine.names import ChoiceId, RoleId
from sim.format import open_scenario
from sim.sessions import ManualWall, open_store, start
from tests.cli.in_process import database, run

CASE = Path(__file__).parents[1] / "scenarios" / "on_the_stairs"
GOLDEN = Path(__file__).parent / "golden" / "rules.json"
POLICE = RoleId("police")


async def _played(*choices: str) -> str:
    with closing(open_store()) as store:
        wall = ManualWall(1_800_000_000)
        session = start(store, open_scenario(CASE), role="police", pace="untimed", seed=1, wall=wall)
        for choice in choices:
            while (decision := session.view(POLICE).decision) is None:
                await session.proceed(POLICE)
                await session.wait(POLICE)
                await session.settled()
            await session.submit(Choose(seat=POLICE, at=0, decision=decision.id, choice=ChoiceId(choice)))
            await session.settled()
        await session.end()
        await session.close()
        return session.id


def played(*choices: str) -> str:
    """The id of a session of the case in which police chose so, ended by hand after that."""
    return asyncio.run(_played(*choices))


def parts(session: str) -> dict:
    card = json.loads(run("debrief", session, "--json").stdout)["scorecard"]
    return {
        "protocol": card["protocol"],
        "items": [picked(item) for item in card["items"] if item["kind"] == "rule"],
        "untested": [picked(each) for each in card["untested"] if each["kind"] == "rule"],
        "police": picked(card["roles"]["police"]["protocol"]),
    }


SHOWN = ("label", "owners", "credit", "weight", "earned", "at_stake", "share", "events", "reason", "source", "key")


def picked(found: dict) -> dict:
    """What this is about of an item, an opportunity or a score."""
    return {name: found[name] for name in SHOWN if name in found}


def test_the_rules_of_three_plays_are_what_was_agreed() -> None:
    found = {
        "reported in time": parts(played("sit_down", "report")),
        "reported too late": parts(played("sit_down", "listen", "listen", "report")),
        "broken off": parts(played("sit_down", "listen")),
    }
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    assert [found[name]["protocol"][0]["verdict"] for name in found] == ["satisfied", "violated", "pending"]


def test_a_session_from_before_packs_were_kept_is_scored_without_them() -> None:
    session = played("sit_down", "listen")
    with closing(sqlite3.connect(database())) as other, other:
        other.execute("update sessions set packs = null")
        other.execute("update results set packs = null")
    assert parts(session)["protocol"] == []
