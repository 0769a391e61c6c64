"""Front: what is said and asked about one case before a session has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine import brief, prepare
from sim.engine.names import RoleId
from sim.plain.briefing import briefing, case, glossary, how_to, role
from sim.plain.dialogue import Cancelled, Dialogue, Left
from sim.plain.keyboard import Keyboard
from sim.plain.names import Names, word
from sim.plain.setup import EVERY_CASE, Chosen, alone, asks_for_others, change, described, part_of
from sim.plain.speech import Speech
from sim.plain.support import support
from sim.plain.verbs import here, read, summary
from sim.plain.wording import said

if TYPE_CHECKING:
    from sim.engine.scenario import Scenario

BEGIN = "Begin: An empty line begins; leave goes back, and nothing is kept."


class Front:
    """A prompt at which no time passes. *confirm*: how choices will be taken, for the help before play.

    *database*: what has to be typed after a command to reach the same store.
    """

    def __init__(self, keyboard: Keyboard, speech: Speech, *, confirm: bool, database: str = "") -> None:
        self.keyboard = keyboard
        self.speech = speech
        self.confirm = confirm
        self.database = database
        self.dialogue = Dialogue(speech, self.listen, self._aside)

    async def listen(self) -> str:
        """The next line typed; raises `Left` when there are no more."""
        self.speech.prompt()
        line = await self.keyboard.line()
        self.speech.answered(line, self.keyboard.echo)
        if line is None:
            raise Left(ended=True)
        return line

    async def _aside(self, verb: str, rest: str) -> None:
        if verb == "support":
            self.speech.say_all(support())
        elif verb == "repeat":
            self.speech.say_all(list(self.speech.last()))
        else:
            self.speech.say("No: That has to wait until the case has begun.")

    async def role(self, scenario: Scenario, seed: int) -> RoleId:
        """Which role the person plays, asked once they have heard what the case touches."""
        first = next(iter(scenario.roles))
        self.speech.say_all(case(brief(prepare(scenario, seed), first)))
        titles = {str(name): said(body.title) for name, body in scenario.roles.items()}
        shorts = {str(name): body.short for name, body in scenario.roles.items()}
        roles = {name: f"{title} ({word(name, shorts[name], titles)})" for name, title in titles.items()}
        return RoleId(await self.dialogue.one("Which role do you play? The computer plays the others.", roles))

    async def brief(self, scenario: Scenario, chosen: Chosen, seed: int, *, whole: bool) -> Chosen:
        """Say what the role is and how it will be played, until the person begins (or raises `Left`).

        *whole*: what the case touches too, which nobody has said yet.
        """
        told = brief(prepare(scenario, seed), chosen.role)
        names = Names(told)
        self.speech.say_all(briefing(told, names) if whole else role(told, names))
        self.speech.say_all([*how_to(confirm=self.confirm), *described(chosen, scenario)])
        while True:
            self.speech.say(BEGIN)
            text = await self.listen()
            line = read(text)
            part = part_of(text)
            if part is not None:
                try:
                    before = described(chosen, scenario)
                    chosen = await change(part, chosen, scenario, self.dialogue)
                    said_anew = [line for line in described(chosen, scenario) if line not in before]
                    more = [EVERY_CASE] if part == "by ear" and chosen.pace != "untimed" else []
                    self.speech.say_all([*(said_anew or ["Setup: It stays as it is."]), *more])
                except Cancelled:
                    self.speech.say("Cancelled: It stays as it is.")
            elif line.verb == "leave":
                raise Left
            elif line.verb == "help":
                self.speech.say_all(summary() if line.rest.lower() == "all" else here("begin", confirm=self.confirm))
            elif line.verb in ("brief", "again"):
                self.speech.say_all(briefing(told, names))
            elif line.verb == "glossary":
                self.speech.say_all(glossary(told, line.rest))
            elif line.verb in ("support", "repeat"):
                await self._aside(line.verb, line.rest)
            elif asks_for_others(text):
                self.speech.say(alone(self.database))
            elif text.strip().lower() in ("setup", "settings"):
                self.speech.say_all(described(chosen, scenario))
            elif line.empty or line.verb == "continue" or text.strip().lower() in ("begin", "start"):
                return chosen
            else:
                self.speech.say("No: Play has not begun. Type help for what can be done here.")
