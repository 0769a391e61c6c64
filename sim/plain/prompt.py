"""The prompt: what is new is spoken, a line is awaited, and meanwhile play goes on.

The clock never waits for the prompt: while a line is awaited, whatever comes in is spoken between the prompts. Where case
time stands still (pace `untimed`, a stop between decisions), a line is only taken once play waits for this seat, so that
the same lines always give the same play.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from sim.engine.events import DecisionClosed
from sim.engine.names import ChoiceId
from sim.engine.views import DecisionView, PickView, View
from sim.plain.dialogue import Left
from sim.plain.feedback import feedback
from sim.plain.keyboard import Keyboard
from sim.plain.names import Names
from sim.plain.news import news, present
from sim.plain.scenes import pick
from sim.plain.speech import Speech
from sim.plain.wording import sentence, span

if TYPE_CHECKING:
    from sim.engine.names import RoleId
    from sim.sessions import Session, Wall

WARNINGS = (30, 10)
"""Seconds before a limit at which the time left is spoken."""

TOO_SOON = 2.0
"""Wall seconds for which a line that ends what stands there is not taken, when that came while the line was being typed."""

HOLD = "Hold: Time stands still here, so that you can read, tell and ask. An empty line goes on."


class Over(Exception):
    """The case has ended while a line was awaited."""


class Prompt:
    """The prompt before the seat of *role* in *session*, which may be changed for another one of the same case.

    *hasty*: the last line was typed while something else still stood there.
    """

    def __init__(self, session: Session, role: RoleId, keyboard: Keyboard, speech: Speech, wall: Wall) -> None:
        self.session = session
        self.role = role
        self.names = Names(session.brief(role), session.book.scenario.variables)
        self.hasty = False
        self.speech = speech
        self._keyboard = keyboard
        self._wall = wall
        self._spoken: View | None = None
        self._held = False
        self._explained = False
        self._warned: tuple[str, float] = ("", 0.0)
        self._trouble = ""
        self._fresh = asyncio.Event()

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """As long as this lasts, each new view of the session is noticed."""

        async def watch() -> None:
            async for _ in self.session.views(self.role):
                self._fresh.set()

        task = asyncio.create_task(watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    # --- speaking

    def say(self, *lines: str) -> None:
        """Speak *lines*."""
        self.speech.say(*lines)

    def stand(self, session: Session | None = None) -> None:
        """Speak where play stands, as if nothing had been told before; of another *session* from now on, if one is given."""
        self.session = session or self.session
        self._held = False
        self._spoken = self.session.view(self.role)
        if self._spoken.decision is not None and not self._spoken.paused:
            self.say(f"Clock: {self.names.at(self._spoken.time)}.")
        self.say(*present(self._spoken, self.names, self.session.clock(self.role).now))

    def catch_up(self) -> bool:
        """Speak what is new since it was last spoken, and how time stands; whether there was anything.

        Raises `Over` when the case has ended.
        """
        self._fresh.clear()
        before = self._spoken
        self.speak()
        if self._spoken is not None and self._spoken.ended:
            raise Over
        clock = self.session.clock(self.role)
        if clock.trouble != self._trouble:
            self.say(*self.trouble())
        self._trouble = clock.trouble
        if clock.holding and not self._held:
            self.say("Hold: An empty line goes on." if self._explained else HOLD)
            self._explained = True
        self._held = clock.holding
        return self._spoken is not before

    def trouble(self) -> list[str]:
        """What keeps play from going on, if anything does (a full disk, another program)."""
        clock = self.session.clock(self.role)
        return [f"Trouble: {sentence(clock.trouble)} Time stands still; quit is safe."] if clock.trouble else []

    def speak(self) -> None:
        """Speak what is new since it was last spoken."""
        view = self.session.view(self.role)
        before = self._spoken
        if before is None or (view.seq, view.time, view.paused) != (before.seq, before.time, before.paused):
            lines = news(before, view, self.names, self._feedback(before, view), self._undecided(before, view))
            lines = self._picked(before, view) + lines
            if lines:  # until something is said, "later" counts from what was said last
                self.say(*lines)
                self._spoken = view

    def went_on(self) -> None:
        """The seat has gone on from a stop; the next one is spoken of again."""
        self._held = False

    def _closed(self, before: View | None, after: View) -> tuple[DecisionView, DecisionClosed] | None:
        """The decision that was open before *after* and has closed, and how it did."""
        old = before.decision if before is not None else None
        if old is None or (after.decision is not None and after.decision.id == old.id):
            return None
        for event in reversed(self.session.seen(self.role)):
            if isinstance(event, DecisionClosed) and event.decision == old.id:
                return old, event
        return None

    def _undecided(self, before: View | None, after: View) -> str:
        """Why nothing was decided in the decision that has just closed; nothing if something was."""
        closed = self._closed(before, after)
        if closed is None or closed[1].how not in ("deadlock", "no_answer"):
            return ""
        if closed[1].how == "deadlock":
            return "You did not agree."
        return f"The time was over before {'you chose' if closed[0].how == 'alone' else 'everybody had chosen'}."

    def _picked(self, before: View | None, after: View) -> list[str]:
        """What the others picked where each decided alone, now that all are in."""
        closed = self._closed(before, after)
        if closed is None or closed[0].how != "each":
            return []
        old, event = closed
        return [
            pick(PickView(role, ChoiceId(work.outcome), work.items), old, self.names)
            for work in event.works
            for role in work.roles
            if role != self.role and any(choice.id == work.outcome for choice in old.choices)
        ]

    def _feedback(self, before: View | None, after: View) -> list[str]:
        """In coach mode, what the decision that has just closed was worth."""
        old = before.decision if before is not None else None
        if old is None or self.session.mode != "coach" or (after.decision is not None and after.decision.id == old.id):
            return []
        return feedback(self.session.book, self.session.log(), old.id, self.role, self.names)

    # --- listening

    async def listen(self) -> str:
        """The next line typed; meanwhile play goes on and is spoken. Raises `Left` or `Over`."""
        typed = asyncio.ensure_future(self._keyboard.line())
        stood: tuple[str, bool] | None = None
        changed = float("-inf")
        try:
            while True:
                if not typed.done():
                    await self.session.settled()
                self.catch_up()
                if stood != (stands := self._stands()):
                    changed = self._wall.now() if stood is not None else changed
                    stood = stands
                self.speech.prompt()
                self._warn()
                await self._typed_or_fresh(typed)
                if typed.done():
                    line = typed.result()
                    self.speech.answered(line, self._keyboard.echo)
                    if line is None:
                        raise Left
                    self.hasty = self._wall.now() - changed < TOO_SOON
                    return line
        finally:
            typed.cancel()

    def _stands(self) -> tuple[str, bool]:
        """What a line would answer now: which decision is open, and whether play holds."""
        decision = self._spoken.decision if self._spoken is not None else None
        return decision.id if decision is not None else "", self._held

    async def _typed_or_fresh(self, typed: asyncio.Future[str | None]) -> None:
        """Return when a line is typed, something is new, or the time left is to be spoken."""
        until = self._until_warning()
        alarm = self._wall.alarm(self._wall.now() + until, self._fresh.set) if until is not None else None
        fresh = asyncio.ensure_future(self._fresh.wait())
        either: set[asyncio.Future[Any]] = {typed, fresh}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            fresh.cancel()
            if alarm is not None:
                alarm.cancel()

    def _left(self) -> float | None:
        """Seconds until this seat's limit, while the clock runs."""
        clock = self.session.clock(self.role)
        return clock.left if clock.running else None

    def _until_warning(self) -> float | None:
        left = self._left()
        if left is None:
            return None
        return next((left - mark for mark in WARNINGS if left > mark), None)

    def _warn(self) -> None:
        """Speak the time left when a warning is due, each once a decision."""
        left = self._left()
        decision = self._stands()[0]
        if left is None or not decision:
            return
        last = self._warned[1] if self._warned[0] == decision else float("inf")
        due = [mark for mark in WARNINGS if left <= mark < last]
        if self._warned[0] != decision:
            self._warned = (decision, min(due, default=float("inf")))  # it opened with no more than that: already said
        elif due:
            self._warned = (decision, min(due))
            self.say(f"Time left: {span(left)}.")
            self.speech.prompt()


Begun = Callable[[str], None]
"""Told the id of each session as it is begun, so that whoever started a sitting can say how to resume it."""
