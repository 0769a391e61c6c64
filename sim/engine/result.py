"""The result of submitting a command."""

from __future__ import annotations

import msgspec

from sim.engine.commands import Refused
from sim.engine.events import AnyEvent


class Result(msgspec.Struct, frozen=True, gc=False):
    """What came of a command. *events*: what happened, first while time passed to its second. *accepted*: the number of
    the command's first event (of its first submission, if its id came before); None if it was *refused* or logged nothing."""

    events: list[AnyEvent]
    refused: Refused | None = None
    accepted: int | None = None
