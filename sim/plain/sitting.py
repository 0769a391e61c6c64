"""A sitting: one person before one prompt, from the briefing (or from where they left) to the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine import brief, prepare
from sim.engine.names import RoleId
from sim.engine.seats import Mode, Pace
from sim.plain.briefing import briefing, glossary, how_to
from sim.plain.dialogue import Cancelled, Dialogue, Left
from sim.plain.keyboard import Keyboard
from sim.plain.names import Names
from sim.plain.play import Play
from sim.plain.prompt import Begun, Prompt
from sim.plain.speech import Speech
from sim.plain.verbs import read, summary
from sim.plain.wording import said

if TYPE_CHECKING:
    from sim.format import Reading
    from sim.sessions import SessionStore


async def begin(
    store: SessionStore,
    reading: Reading,
    *,
    role: RoleId | None,
    mode: Mode,
    pace: Pace,
    seed: int,
    begun: Begun,
    database: str = "",
) -> None:
    """Brief a person for the case in *reading*, begin a session when they say so, and play it.

    *database*: what has to be typed after a command to reach *store* again.
    """
    from sim.sessions import SystemWall, start

    keyboard, speech, wall = Keyboard(), Speech(), SystemWall()
    front = Front(keyboard, speech)
    try:
        chosen = role if role is not None else await front.role(reading)
        await front.brief(reading, chosen, seed)
    except (Left, Cancelled):
        speech.say("Left: Nothing was begun, and nothing is kept.")
        return
    session = start(store, reading, role=chosen, mode=mode, pace=pace, seed=seed, wall=wall)
    speech.say(f"Session: {session.id}. Mode {mode}, pace {pace}, seed {seed}.")
    await play(Prompt(session, chosen, keyboard, speech, wall), begun, fresh=True, database=database)


async def resume(store: SessionStore, name: str, *, begun: Begun, database: str = "") -> None:
    """Go on with the session that goes by *name* where it stood."""
    from sim.sessions import SystemWall
    from sim.sessions import resume as resumed

    keyboard, speech, wall = Keyboard(), Speech(), SystemWall()
    session = resumed(store, name, wall=wall)
    role = next(iter(session.persons))
    told = session.brief(role)
    speech.say(f"Session: {session.id}. {said(told.title)}. You are {said(told.role_title)}.")
    await play(Prompt(session, role, keyboard, speech, wall), begun, fresh=False, database=database)


def left(session: str, database: str) -> str:
    """What is said to who leaves *session*."""
    return f"Left: Session {session} is kept. Go on with: sim resume {session} --plain{database}"


async def play(prompt: Prompt, begun: Begun, *, fresh: bool, database: str) -> None:
    """Play to the end, or until the person leaves; then the debrief, or the way back."""
    from sim.plain.debrief import debrief

    try:
        outcome = await Play(prompt, begun).run(fresh=fresh)
        session = prompt.session
        if outcome == "ended":
            prompt.say(*debrief(session.book, session.log(), prompt.role))
            prompt.say(f"Kept: This session is {session.id}. Hear this again with: sim debrief {session.id}{database}")
        else:
            prompt.say(left(session.id, database))
    finally:
        await prompt.session.close()


class Front:
    """What is said and asked before a session has begun."""

    def __init__(self, keyboard: Keyboard, speech: Speech) -> None:
        self.keyboard = keyboard
        self.speech = speech
        self.dialogue = Dialogue(speech, self.listen)

    async def listen(self) -> str:
        """The next line typed; raises `Left` when there are no more."""
        self.speech.prompt()
        line = await self.keyboard.line()
        self.speech.answered(line, self.keyboard.echo)
        if line is None:
            raise Left
        return line

    async def role(self, reading: Reading) -> RoleId:
        """Which role the person plays."""
        assert reading.scenario is not None
        self.speech.say(f"Case: {said(reading.scenario.title)}.")
        roles = {str(role): f"{said(body.title)} ({role})" for role, body in reading.scenario.roles.items()}
        return RoleId(await self.dialogue.one("Which role do you play?", roles))

    async def brief(self, reading: Reading, role: RoleId, seed: int) -> None:
        """Say what the case touches and what the role is, until the person begins (or raises `Left`)."""
        assert reading.scenario is not None
        told = brief(prepare(reading.scenario, seed), role)
        names = Names(told)
        self.speech.say_all([*briefing(told, names), *how_to()])
        while True:
            self.speech.say("Begin: An empty line begins; quit leaves.")
            line = read(await self.listen())
            match line.verb:
                case "quit":
                    raise Left
                case "help":
                    self.speech.say_all(summary())
                case "brief" | "again":
                    self.speech.say_all(briefing(told, names))
                case "words":
                    self.speech.say_all(glossary(told, line.rest))
                case _ if line.empty or line.verb == "continue" or line.unknown.lower() in ("begin", "start"):
                    return
                case _:
                    self.speech.say("Play has not begun.")
