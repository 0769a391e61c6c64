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

from sim.engine.commands import Acknowledge, AnyCommand, Choose, Refused
from sim.engine.views import View
from sim.plain.closing import decided, end_of, gone, undecided
from sim.plain.dialogue import Left
from sim.plain.duties import Reminding, reminders
from sim.plain.feedback import feedback
from sim.plain.hints import hints
from sim.plain.keyboard import Keyboard
from sim.plain.manner import Manner
from sim.plain.names import Names
from sim.plain.news import news, present, since
from sim.plain.scenes import where
from sim.plain.speech import Speech
from sim.plain.wording import said, sentence, span
from sim.sessions.returning import ran_out

if TYPE_CHECKING:
    from sim.engine.names import RoleId
    from sim.sessions import Session, Wall

WARNINGS = (60, 10)
"""Seconds before a limit at which the time left is spoken."""

TOO_SOON = 2.0
"""Wall seconds for which a line that ends what stands there is not taken, when that came while the line was being typed."""

HOLD = "Hold: Time stands still here, so that you can read, tell and ask. An empty line goes on."
AGAIN = "Hold: An empty line goes on."


class Over(Exception):
    """The case has ended while a line was awaited."""


class Prompt:
    """The prompt before the seat of *role* in *session*, which may be changed for another one of the same case.

    *hasty*: the last line was typed while something else still stood there.
    """

    def __init__(
        self,
        session: Session,
        role: RoleId,
        keyboard: Keyboard,
        speech: Speech,
        wall: Wall,
        manner: Manner | None = None,
    ) -> None:
        self.session = session
        self.role = role
        self.names = Names(session.brief(role), session.book.scenario.variables)
        self.hasty = False
        self.manner = manner or Manner(confirm=keyboard.live)
        self.speech = speech
        self.parting: list[str] = []  # said last of all, when the person has gone
        self.came: list[str] = []  # what came in last, for who wants to hear it again
        self._start = session.view(role).seq
        self._keyboard = keyboard
        self._wall = wall
        self._spoken: View | None = None
        self._held = False
        self._explained = False
        self._hinted: set[str] = set()
        self._alarmed: set[tuple[str, int]] = set()
        self._warned: tuple[str, float] = ("", 0.0)
        self._trouble = ""
        self._missed: list[str] = []  # whose time had run out before the person came back: said when play goes on
        self._reminding = Reminding()
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

    def say(self, *lines: str, keep: bool = True) -> None:
        """Speak *lines*; *keep*: they can be heard again."""
        self.speech.say(*lines, keep=keep)

    def stand(self, session: Session | None = None) -> None:
        """Speak where play stands, as if nothing had been told before; of another *session* from now on, if one is given."""
        if session is not None:
            self.session, self._reminding = session, Reminding()
        self._held = False
        self._spoken = self.session.view(self.role)
        self.came = since(self._spoken, self.names, self.since())
        missed = ran_out(self.session.book, self.session.seen(self.role), self.role)
        if missed is not None:
            words = f'The time for "{said(missed.title)}" ran out at {self.names.at(missed.at)}, before it was decided.'
            self.came = self._missed = [f"Decided: {words}", *since(self._spoken, self.names, missed.seq - 1)]
            if not self._spoken.paused:  # else it is covered, too
                self.say(*self._missed)
                self._missed = []
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
        stopped = self._alarm()
        if clock.holding and not self._held and not stopped:
            self.say(AGAIN if self._explained else HOLD)
            self._explained = True
        self._held = clock.holding
        self._hint(clock.holding)
        return self._spoken is not before

    def _hint(self, holding: bool) -> None:
        """Speak the hints of a tutorial that have not been spoken."""
        view, confirm = self.session.view(self.role), self.manner.confirm
        found = hints(view, self._hinted, holding=holding, confirm=confirm)
        if found:
            self._hinted.update(found)
            self.say(*found.values())

    def _alarm(self) -> bool:
        """Speak the critical errors that have stopped the case, each once; whether there were any."""
        found = [error for error in self.session.alarms(self.role) if (error.id, error.at) not in self._alarmed]
        if found:
            from sim.plain.critical import stopped

            self._alarmed.update((error.id, error.at) for error in found)
            self.say(*stopped(found, self.session, self.role, self.names))
        return bool(found)

    def trouble(self) -> list[str]:
        """What keeps play from going on, if anything does (a full disk, another program)."""
        clock = self.session.clock(self.role)
        return [f"Trouble: {sentence(clock.trouble)} Time stands still; leave is safe."] if clock.trouble else []

    def speak(self, *, own: bool = False) -> None:
        """Speak what is new since it was last spoken. *own*: it is what this seat has just done."""
        view = self.session.view(self.role)
        before = self._spoken
        if before is None or (view.seq, view.time, view.paused) != (before.seq, before.time, before.paused):
            lines = self._news(before, view)
            if self._missed and not view.paused:
                if view.decision is not None:  # else it is said with what came in
                    self.say(*self._missed)
                self._missed = []
            if lines:  # until something is said, "later" counts from what was said last
                self.say(*lines)
                if self.manner.bell == "messages" and _heard(view) > (_heard(before) if before is not None else 0):
                    self.speech.ring()
                if not own or gone(before, view) is not None:
                    self.came = lines
                self._spoken = view

    def again(self) -> list[str]:
        """Where play stands: the scene, or what came in last, and what an empty line does."""
        view, clock = self.session.view(self.role), self.session.clock(self.role)
        hinted = hints(view, (), holding=clock.holding, confirm=self.manner.confirm).values()
        if found := self.session.alarms(self.role):
            from sim.plain.critical import stopped

            return stopped(found, self.session, self.role, self.names)
        if clock.holding and view.decision is None and not view.paused and self.came:
            return [*self.came, *([] if view.ended else where(view, self.names)), AGAIN, *hinted]
        lines = present(view, self.names, clock.now)
        return [*lines, *([AGAIN] if clock.holding else []), *hinted]

    def since(self) -> int:
        """The event of this seat's last choice: what is later than that is new to it."""
        mine = (
            event.seq
            for event in reversed(self.session.seen(self.role))
            if isinstance(event.given, Choose) and event.given.seat == self.role
        )
        return next(mine, self._start)

    def covered(self) -> bool:
        """Whether play is paused, which covers the scene; if so, says so."""
        if self.session.view(self.role).paused:
            self.say("Paused: The scene is covered. Type resume to go on, or leave.")
            return True
        return False

    # --- acting

    async def give(self, command: AnyCommand) -> bool:
        """Submit *command*; a refusal is spoken. Whether it was accepted."""
        answer = await self.session.submit(command)
        if isinstance(answer, Refused):
            self.say(f"No: {sentence(answer.reason)}")
            return False
        if not isinstance(command, Acknowledge):  # a read-back does not end a stop
            self.went_on()
        self.speak(own=True)  # what was just done, before anything that follows from it
        return True

    def went_on(self) -> None:
        """The seat has gone on from a stop; the next one is spoken of again."""
        self._held = False

    def _news(self, before: View | None, view: View) -> list[str]:
        """What is new in *view*: how the open decision ended first, then what followed."""
        old = gone(before, view)
        event = end_of(old, self.session.seen(self.role)) if old is not None else None
        if old is None or event is None:
            return news(before, view, self.names)
        worth: list[str] = []
        if self.session.mode == "coach":
            worth = feedback(self.session.book, self.session.log(), old.id, self.role, self.names)
        lines = decided(old, event, self.names, busy=view.status == "busy")
        return lines + news(before, view, self.names, worth, undecided(old, event))

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
                if stood is None or typed.done() or not self._can_wait(stood):
                    self.catch_up()
                self._fresh.clear()
                if stood != (stands := self._stands()):
                    changed = self._wall.now() if stood is not None else changed
                    stood = stands
                self._remind()
                self.speech.prompt()
                self._warn()
                await self._typed_or_fresh(typed)
                if typed.done():
                    line = typed.result()
                    self.speech.answered(line, self._keyboard.echo)
                    if line is None:
                        raise Left(ended=True)
                    self.hasty = self._wall.now() - changed < TOO_SOON
                    return line
        finally:
            typed.cancel()

    def _can_wait(self, stood: tuple[str, bool]) -> bool:
        """Whether what is new waits for the line that is being typed: someone wants quiet, and the same decision is open."""
        view = self.session.view(self.role)
        same = view.decision is not None and (view.decision.id, self.session.clock(self.role).holding) == stood
        return self.manner.quiet and same and not view.paused and not view.ended

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

    def _remind(self) -> None:
        """Say what duty is running out (coach), where something new is to be said of one."""
        if not self.session.view(self.role).paused:
            self.say(*reminders(self._reminding.due(self.session.duties(self.role))), keep=False)

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
            if self.manner.quiet and min(due) > WARNINGS[-1]:
                return
            self.say(f"Time left: {span(left)}.", keep=False)
            if self.manner.bell != "off":
                self.speech.ring()
            self.speech.prompt()


def _heard(view: View) -> int:
    """How many messages of others there are."""
    return sum(message.frm != view.role for message in view.messages)


Begun = Callable[[str], None]
"""Told the id of each session as it is begun, so that whoever started a sitting can say how to resume it."""
