"""Looking: everything that is only said: the scene, what is known, messages, the clock, the briefing, what was said before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from sim.plain.briefing import briefing, glossary
from sim.plain.duties import reminders
from sim.plain.knowledge import grounds, know
from sim.plain.messages import some
from sim.plain.prompt import Prompt
from sim.plain.scenes import limit, picks, where, who
from sim.plain.speech import Turn
from sim.plain.support import support
from sim.plain.wording import many, sentence

if TYPE_CHECKING:
    from sim.sessions import Kept

USUAL = 12
"""Lines of history where nobody says how many."""

MOST = 1_000
"""Lines of history at once."""


class Looking:
    """What can be heard at *prompt*. *notes* gives the notes of a session."""

    def __init__(self, prompt: Prompt, notes: Callable[[str], list[Kept]]) -> None:
        self.prompt = prompt
        self.role = prompt.role
        self._notes_of = notes
        self._back: tuple[int, Turn | None] = (0, None)  # how many turns back, and the turn that asked for it

    def verbs(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        """What can be typed."""
        return {
            "again": self._again,
            "repeat": self._repeat,
            "history": self._history,
            "back": self._go_back,
            "know": self._know,
            "messages": self._messages,
            "basis": self._basis,
            "who": self._who,
            "where": self._where,
            "time": self._time,
            "brief": self._brief,
            "glossary": self._glossary,
            "notes": self._notes,
            "support": self._support,
        }

    # --- the case

    async def _again(self, _: str) -> None:
        self.prompt.say(*self.prompt.again())

    async def _know(self, rest: str) -> None:
        if not self.prompt.covered():
            view = self.prompt.session.view(self.role)
            self.prompt.say(*know(view, self.prompt.names, self.prompt.since(), rest.strip()))

    async def _messages(self, rest: str) -> None:
        if not self.prompt.covered():
            self.prompt.say(*some(self.prompt.session.view(self.role), self.prompt.names, rest.strip()))

    async def _basis(self, rest: str) -> None:
        if not self.prompt.covered():
            self.prompt.say(*grounds(self.prompt.session.view(self.role), self.prompt.names, rest.strip()))

    async def _who(self, _: str) -> None:
        if not self.prompt.covered():
            self.prompt.say(*who(self.prompt.session.view(self.role), self.prompt.names))

    async def _where(self, _: str) -> None:
        if self.prompt.covered():
            return
        view = self.prompt.session.view(self.role)
        lines = where(view, self.prompt.names)
        if view.decision is not None:
            lines += picks(view.decision, self.prompt.names)
        self.prompt.say(*lines, *reminders(self.prompt.session.duties(self.role)))

    async def _time(self, _: str) -> None:
        view = self.prompt.session.view(self.role)
        clock = self.prompt.session.clock(self.role)
        self.prompt.say(f"Clock: {self.prompt.names.at(int(clock.now))}.{'' if clock.running else ' It stands still.'}")
        if view.decision is None or view.paused:
            return
        self.prompt.say(*(limit(view.decision, clock.now) or ["Limit: This decision has none."]))

    async def _brief(self, _: str) -> None:
        self.prompt.say(*briefing(self.prompt.session.brief(self.role), self.prompt.names))

    async def _glossary(self, rest: str) -> None:
        self.prompt.say(*glossary(self.prompt.session.brief(self.role), rest))

    async def _support(self, _: str) -> None:
        self.prompt.say(*support())

    async def _notes(self, _: str) -> None:
        self.prompt.say(*notes(self._notes_of(self.prompt.session.id), self.prompt))

    # --- what was said

    async def _repeat(self, _: str) -> None:
        if not self.prompt.covered():
            self.prompt.say(*(self.prompt.speech.last() or ["History: Nothing was said yet."]))

    async def _history(self, rest: str) -> None:
        """The latest lines, each marked, so that nobody takes them for something new."""
        if self.prompt.covered():
            return
        word = rest.strip()
        if word and not word.isdecimal():
            self.prompt.say("No: Type history alone, or with a number of lines.")
            return
        count = min(int(word[:9]), MOST) if word else USUAL
        lines = self.prompt.speech.lines(count)
        said = [f"Earlier: {line}" for line in lines]
        if len(lines) < count:
            said.insert(
                0, "History: This is all that was said in this sitting. messages and know have what came before."
            )
        self.prompt.say(*said, keep=False)

    async def _go_back(self, rest: str) -> None:
        """One more turn back, or as many as are typed."""
        if self.prompt.covered():
            return
        word = rest.strip()
        if word and not word.isdecimal():
            self.prompt.say("No: Type back alone, or with a number.")
            return
        turns = self.prompt.speech.turns
        before = turns[-2] if len(turns) > 1 else None
        steps = int(word[:9]) if word else (self._back[0] + 1 if self._back[1] is before else 1)
        self._back = (steps, turns[-1])
        turn = self.prompt.speech.turn(steps)
        if turn is None:
            self.prompt.say("History: Nothing was said before that in this sitting.", keep=False)
            return
        head = f'History: After you typed "{turn.typed}".' if turn.typed else "History: After an empty line."
        if turn.typed is None:
            head = "History: At the beginning."
        self.prompt.say(head, *(f"Earlier: {line}" for line in turn.lines), keep=False)


def notes(kept: list[Kept], prompt: Prompt) -> list[str]:
    """One's notes, the oldest first."""
    mine = [note for note in kept if note.role == prompt.role]
    if not mine:
        return ["Notes: There are none yet. note and your words keep one."]
    lines = [f"Notes: {many(len(mine), 'note')}, the oldest first."]
    return lines + [
        f"Note {number}: {prompt.names.at(note.at)}. {sentence(' '.join(note.text.split()))}"
        for number, note in enumerate(mine, 1)
    ]
