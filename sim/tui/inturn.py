"""Keys in turn: the next one is handed on when all that the one before set going has come to rest.

A key often opens a screen, which takes some ten milliseconds until it can take keys itself. What is pressed meanwhile (a quick
hand, a line that had hung, a paste) would go to the screen before it, or to nothing. So one key at a time is handed on, and the
others wait in order. When a key is done is told by a message sent after it on the same way: from the widget that has the focus up
to the app. It is sent until it finds the same screen and the same focus as the time before.

Waiting keys are as old as they are: `pressed` says when the one that is being handled was pressed, so that it decides nothing that
its person can't have seen (see `settle`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

ROUNDS = 2
"""Rounds at least: what a key posts to its own screen is behind the first."""
LOOK = 0.05
"""Seconds after which one looks again: whether the message still has a way (its screen may have gone with it), and whether a screen
that was busy is ready."""

Typed = events.Key | events.Paste


@runtime_checkable
class GetsReady(Protocol):
    """A screen that stands before what can be done on it does."""

    @property
    def busy(self) -> bool:
        """Whether something is still being read or made."""


def age(event: events.Event) -> float:
    """The seconds since *event* was made, which for a key is when it was pressed."""
    return max(0.0, Message().time - event.time)  # on Textual's own clock


class InTurn(App[None]):
    """An app that takes one key after the other."""

    class Passed(Message, verbose=True):
        """All that was sent before it on the same way has been dealt with. *way*: the screen and the widget it was sent from."""

        def __init__(self, number: int, way: tuple[Screen[object], Widget | None]) -> None:
            super().__init__()
            self.number = number
            self.way = way

    def __init__(self) -> None:
        super().__init__()
        self.now: Callable[[], float] = monotonic  # a clock in seconds: how long something has been on the screen
        self.age: Callable[[events.Event], float] = age
        self._keys_waiting: deque[tuple[Typed, float]] = deque()
        self._key_at: float | None = None  # when the key that is being handled was pressed
        self._key_round = 0  # of the key that is being handled; 0: none is
        self._key_passed: InTurn.Passed | None = None  # what is on its way
        self._key_number = 0
        self._looking = False  # a look is due
        self._at_rest: Screen[object] | None = None  # the screen that can take keys

    @property
    def keys_wait(self) -> bool:
        """Whether keys wait for their turn."""
        return bool(self._keys_waiting)

    def pressed(self) -> float:
        """When the key that is being handled was pressed, on the clock of `now`; where none is: now."""
        return self.now() if self._key_at is None else self._key_at

    async def on_event(self, event: events.Event) -> None:
        """A key or a paste waits for its turn; everything else goes its way."""
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
            return
        pressed = self.now() - self.age(event)  # the app may have been busy then
        self._keys_waiting.append((event, pressed))
        await self._hand_on_next()
        self._keep_looking()

    async def hand_on(self, event: Typed) -> None:
        """A key's turn has come."""
        await super().on_event(event)

    async def _hand_on_next(self) -> None:
        """The first that waits, if the screen can take it; else first wait for the screen."""
        while self._keys_waiting and not self._key_round:
            if not self.screen_stack or self.screen is self._at_rest:
                event, self._key_at = self._keys_waiting.popleft()
                await self.hand_on(event)
            if not self.screen_stack:
                self._key_at = None
                continue
            self._key_round = 1
            self._send_after()

    def _send_after(self) -> None:
        """Send a message after what was handed on."""
        self._key_number += 1
        self._key_passed = self.Passed(self._key_number, (self.screen, self.focused))
        if not (self.focused or self.screen).post_message(self._key_passed):
            self.screen.post_message(self._key_passed)

    async def on_in_turn_passed(self, message: Passed) -> None:
        """What was handed on has been dealt with; what follows from it may not have been."""
        message.stop()
        if message.number != self._key_number or not self.screen_stack:
            return
        if message.way != (self.screen, self.focused) or self._key_round < ROUNDS:
            self._key_round += 1
            self._send_after()
            return
        if isinstance(self.screen, GetsReady) and self.screen.busy:
            self.set_timer(LOOK, self._send_after)
            return
        self._key_round, self._key_at, self._key_passed, self._at_rest = 0, None, None, self.screen
        await self._hand_on_next()

    def _keep_looking(self) -> None:
        """While keys wait, look after what they wait for."""
        if self._keys_waiting and not self._looking:
            self._looking = True
            self.set_timer(LOOK, self._look_after)

    def _look_after(self) -> None:
        """Where what the waiting keys wait for went away with its screen, send it anew."""
        self._looking = False
        if self._key_passed is not None and self.screen_stack:
            screen, widget = self._key_passed.way
            if screen not in self.screen_stack or (widget is not None and not widget.is_attached):
                self._send_after()
        self._keep_looking()
