"""Speaking: telling, asking, answering, reading back, putting right, and notes, carried out and refused in words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sim.engine.commands import Refused
from sim.engine.views import View
from sim.plain import acts
from sim.plain.dialogue import Dialogue
from sim.plain.names import Names
from sim.plain.prompt import Prompt
from sim.plain.wording import sentence


class Speaking:
    """What the seat at *prompt* says to others and to itself."""

    def __init__(self, prompt: Prompt, dialogue: Dialogue) -> None:
        self.prompt = prompt
        self.dialogue = dialogue
        self.role = prompt.role

    def verbs(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        """What can be typed."""
        return {
            "tell": self._act(acts.tell),
            "ask": self._act(acts.ask),
            "answer": self._act(acts.answer),
            "read back": self._act(acts.read_back),
            "put right": self._act(acts.put_right),
            "note": self._note,
        }

    def _act(
        self, act: Callable[[str, View, Names, Dialogue], Awaitable[acts.Act]]
    ) -> Callable[[str], Awaitable[None]]:
        async def carry_out(rest: str) -> None:
            if self.prompt.covered():
                return
            view = self.prompt.session.view(self.role)
            if not view.reach:
                self.prompt.say("No: You cannot be reached and cannot send messages now.")
                return
            found = await act(rest, view, self.prompt.names, self.dialogue)
            if isinstance(found, str):
                self.prompt.say(f"No: {found}")
                return
            for command in found:
                if not await self.prompt.give(command):
                    return

        return carry_out

    async def _note(self, rest: str) -> None:
        text = rest or await self.dialogue.words("Type the note in one line.")
        decision = self.prompt.session.view(self.role).decision
        answer = await self.prompt.session.note(self.role, text, decision.id if decision is not None else None)
        if isinstance(answer, Refused):
            self.prompt.say(f"No: {sentence(answer.reason)}")
        else:
            self.prompt.say("Note: It is kept. Only you see it, and it is apart from the record. notes says all.")
