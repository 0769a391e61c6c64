"""A program that plays sessions without end, as fast as it can, and prints each thing that was confirmed to it: to be killed.

Usage: python -m tests.sessions.scripted_run DATABASE SEED. Each line is one JSON object: session, seq, and the event or note.
"""

import asyncio
import json
import random
import sys

from sim.engine import Refused
from sim.engine.commands import AnyCommand, Ask, Choose, Tell
from sim.engine.events import Noted
from sim.engine.names import FactId, RoleId, TopicId
from sim.sessions import ManualWall, Session, open_store, start
from sim.sessions.lines import to_line
from tests.sessions.session_cases import reading

POLICE, CPS = RoleId("police"), RoleId("cps")


async def run(database: str, seed: int) -> None:
    """Play until killed."""
    store = open_store(database)
    chance = random.Random(seed)
    while True:
        wall = ManualWall()
        session = start(store, reading(), role="police", seed=chance.randrange(1000), wall=wall)
        confirm(session, len(session.log()))
        while not session.ended:
            await act(session, chance)
            wall.move(chance.random() * 6)
            await session.settled()
            confirm(session, session.view(POLICE).seq)  # what a screen shows is confirmed, too
        await session.close()


async def act(session: Session, chance: random.Random) -> None:
    """Do something that a person does."""
    decision = session.view(POLICE).decision
    command: AnyCommand | None = None
    match chance.randrange(6):
        case 0 | 1 if decision is not None:
            choice = chance.choice(decision.choices)
            command = Choose(seat="police", at=0, decision=decision.id, choice=choice.id)
        case 2:
            command = Ask(seat="police", at=0, to="records", topic=TopicId("kin"))
        case 3:
            command = Tell(seat="police", at=0, to=(CPS,), facts=(FactId("alone"),))
        case 4:
            text = f"Note {chance.random()}"
            noted = await session.note(POLICE, text)
            if not isinstance(noted, Refused):
                confirm(session, noted.seq, text)
        case _:
            await session.proceed(POLICE)
    if command is not None:
        answer = await session.submit(command)
        if not isinstance(answer, Refused):
            confirm(session, answer.seq)


def confirm(session: Session, seq: int, note: str | None = None) -> None:
    """Say what was confirmed."""
    event = session.log()[seq - 1]
    ref = event.ref if isinstance(event, Noted) else None
    print(
        json.dumps({"session": session.id, "seq": seq, "event": to_line(event), "ref": ref, "note": note}), flush=True
    )


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], int(sys.argv[2])))
