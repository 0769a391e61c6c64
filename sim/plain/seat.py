"""Seat: standing still, going back, letting time pass, stepping out, leaving."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sim.engine.commands import Refused
from sim.plain import verbs
from sim.plain.dialogue import Dialogue, Left
from sim.plain.prompt import Prompt
from sim.plain.rewind import points
from sim.plain.scenes import where
from sim.plain.support import SHORT, support
from sim.plain.wording import sentence


class Seat:
    """What the person at *prompt* does with the session itself."""

    def __init__(self, prompt: Prompt, dialogue: Dialogue) -> None:
        self.prompt = prompt
        self.dialogue = dialogue
        self.role = prompt.role

    def verbs(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        """What can be typed."""
        return {
            "pause": self._pause,
            "resume": self._resume,
            "wait": self._wait,
            "rewind": self._rewind,
            "quiet": self._quiet,
            "step out": self._step_out,
            "end": self._end,
            "leave": self._leave,
        }

    async def _pause(self, _: str) -> None:
        await self._refusable(self.prompt.session.pause(self.role))
        self.prompt.catch_up()
        self.prompt.say(SHORT)

    async def _resume(self, _: str) -> None:
        session = self.prompt.session
        if not session.view(self.role).paused and session.seats[self.role].person is not None:
            self.prompt.say("No: Play is not paused.")
        else:
            await self._refusable(session.resume(self.role))
            self.prompt.speak(own=True)
            view = session.view(self.role)
            if view.decision is None and not view.paused and not view.ended:  # a decision is read out by itself
                self.prompt.say(*self.prompt.came, *where(view, self.prompt.names))

    async def _refusable(self, asked: Awaitable[object]) -> None:
        answer = await asked
        if isinstance(answer, Refused):
            self.prompt.say(f"No: {sentence(answer.reason)}")

    async def _wait(self, _: str) -> None:
        """Under untimed pace, let case time pass to the next thing that comes before this seat."""
        if self.prompt.covered():
            return
        if not await self.prompt.session.wait(self.role):
            self.prompt.say("No: Time goes by itself here: there is nothing to wait for in this way.")
            return
        await self.prompt.session.settled()
        if not self.prompt.catch_up():
            self.prompt.say("Wait: Nothing more comes until you do something.")

    async def _rewind(self, rest: str) -> None:
        """Go back to a decision: a new session that begins as this one did, up to there."""
        from sim.sessions.session import REWINDING

        session = self.prompt.session
        names = self.prompt.names
        earlier = points(session.seen(self.role), session.book, self.role, names)
        if session.mode not in REWINDING:
            self.prompt.say(f"No: There is no rewind in {session.mode} mode.")
            return
        if not earlier:
            self.prompt.say("No: There is no earlier decision of yours to go back to.")
            return
        options = {str(point.seq): f"{names.at(point.at)}, {sentence(point.title)}" for point in earlier}
        number = verbs.read(rest).numbers
        if len(number) == 1 and 1 <= number[0] <= len(earlier):
            seq = earlier[number[0] - 1].seq
        else:
            seq = int(await self.dialogue.one("Go back to which decision?", options))
        fork = session.fork(seq)
        await session.close()
        self.prompt.say(f"Rewound: This is a new session, {fork.id}. The old one is kept as it was.")
        self.prompt.stand(fork)

    async def _quiet(self, rest: str) -> None:
        word = rest.strip().lower()
        if word in ("on", "off"):
            self.prompt.manner.quiet = word == "on"
        elif word:
            self.prompt.say("No: Type quiet on, or quiet off.")
            return
        self.prompt.say(
            "Quiet: On. While a decision is open, what comes in waits until you have typed a line. The last ten seconds are said."
            if self.prompt.manner.quiet
            else "Quiet: Off. What comes in is said at once; what you have begun to type is still there."
        )

    async def _step_out(self, _: str) -> None:
        if await self.dialogue.yes("Leave your seat to the computer? It costs nothing, and nobody is told why."):
            out = await self.prompt.session.step_out(self.role)
            if isinstance(out, Refused):  # nobody is kept in a case, whatever could not be written
                self.prompt.say(f"No: {sentence(out.reason)} The case stands still, and you need not go back to it.")
            else:
                self.prompt.say(
                    "Stepped out: The computer has your seat, and nobody is told why. Take care of yourself; "
                    "come back whenever you like.",
                )
            self.prompt.parting = support()  # after the way back, which would be lost behind it
            raise Left
        self.prompt.say("You stay: Nothing was changed.")

    async def _end(self, _: str) -> None:
        if await self.dialogue.yes("End the case here? Open decisions are not scored."):
            await self._refusable(self.prompt.session.end())
        else:
            self.prompt.say("The case goes on: Nothing was changed.")

    async def _leave(self, _: str) -> None:
        raise Left
