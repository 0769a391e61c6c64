"""Play: a session over lines. A line is heard and carried out, again and again, until the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal

from sim.engine.views import View
from sim.plain import verbs
from sim.plain.deciding import Deciding
from sim.plain.dialogue import Cancelled, Dialogue, Left
from sim.plain.looking import Looking
from sim.plain.prompt import Begun, Over, Prompt
from sim.plain.scenes import form_of
from sim.plain.seat import Seat
from sim.plain.setup import SETTLED, part_of
from sim.plain.speaking import Speaking

if TYPE_CHECKING:
    from sim.sessions import Kept, Session

Outcome = Literal["ended", "left", "gone"]
"""How a sitting ended: the case has, the person has left, or nothing more can be typed."""

TOO_SOON = "No: Something new came while you typed, so that was not taken. Type it again if you mean it."


class Play:
    """One person's play at *prompt*. *begun* is told the id of each session that is played; *notes* gives the notes of one."""

    def __init__(self, prompt: Prompt, begun: Begun, notes: Callable[[str], list[Kept]] | None = None) -> None:
        self.prompt = prompt
        self.looking = Looking(prompt, notes or (lambda _: []))
        self.dialogue = Dialogue(prompt.speech, prompt.listen, self._aside)
        self.deciding = Deciding(prompt, self.dialogue)
        self.seat = Seat(prompt, self.dialogue)
        self.speaking = Speaking(prompt, self.dialogue)
        self._begun = begun
        self._verbs: dict[str, Callable[[str], Awaitable[None]]] = {
            **self.looking.verbs(),
            **self.deciding.verbs(),
            **self.speaking.verbs(),
            **self.seat.verbs(),
            "continue": self._continue,
            "help": self._help,
        }

    @property
    def session(self) -> Session:
        """The session that is played now; rewinding begins another one."""
        return self.prompt.session

    async def run(self, *, fresh: bool) -> Outcome:
        """Play until the case has ended or the person leaves. *fresh*: nothing of it has been told before."""
        if not fresh:
            self.prompt.stand()
        while True:
            session = self.session
            self._begun(session.id)
            try:
                async with self.prompt.watching():
                    while session is self.session:
                        await self._hear()
            except Over:
                return "ended"
            except Left as left:
                return "gone" if left.ended else "left"

    async def _hear(self) -> None:
        """One line and what it asks for."""
        text = await self.prompt.listen()
        line = verbs.read(text)
        view = self.session.view(self.prompt.role)
        try:
            if self.prompt.hasty and (line.empty or line.numbers or line.verb == "choose"):
                self.prompt.say(TOO_SOON)
            elif line.empty:
                await self._go_on(view)
            elif line.numbers:
                await self.deciding.numbers(line.numbers, view)
            elif line.verb:
                await self._verbs[line.verb](line.rest)
            elif part_of(text) is not None:
                self.prompt.say(SETTLED)
            else:
                near = f" Did you mean {line.near}?" if line.near else ""
                self.prompt.say(
                    f'No: I do not know the word "{line.unknown}".{near} Type help for what can be done here.'
                )
        except Cancelled:
            self.prompt.say("Cancelled: Nothing was sent.")

    async def _aside(self, verb: str, rest: str) -> None:
        """A verb that only says something, in the middle of a question."""
        await self._verbs[verb](rest)

    async def _continue(self, _: str) -> None:
        await self._go_on(self.session.view(self.prompt.role))

    async def _go_on(self, view: View) -> None:
        """An empty line: on from a stop, the choice that was picked out, the form that was ticked, or what is awaited."""
        if view.paused:
            self.prompt.covered()
        elif self.session.clock(self.prompt.role).holding:
            self.prompt.went_on()
            await self.session.proceed(self.prompt.role)
        elif view.decision is not None:
            await self.deciding.go_on(view.decision)
        elif trouble := self.prompt.trouble():
            self.prompt.say(*trouble)
        else:
            self.prompt.say("No: There is nothing to go on from; you wait for the others. Type where, or help.")

    async def _help(self, rest: str) -> None:
        word = rest.strip().lower()
        if word in ("all", "everything"):
            self.prompt.say(*verbs.summary())
        elif word in ("prefixes", "prefix", "lines"):
            from sim.plain.prefixes import listed

            self.prompt.say(*listed())
        elif word:
            self.prompt.say(*verbs.about(rest))
        else:
            self.prompt.say(*verbs.here(self._place(), confirm=self.prompt.manner.confirm))

    def _place(self) -> verbs.Place:
        view = self.session.view(self.prompt.role)
        if view.paused:
            return "paused"
        if view.decision is None:
            return "hold" if self.session.clock(self.prompt.role).holding else "busy"
        if form_of(view.decision) is not None:
            return "form"
        return "advice" if view.decision.mine == "advise" else "choice"
