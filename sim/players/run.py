"""A run: a case that the computer has played."""

from __future__ import annotations

import msgspec

from sim.engine.commands import Refused
from sim.engine.events import AnyEvent
from sim.engine.state import State


class Run(msgspec.Struct, frozen=True):
    """A case that was played: its last state, its whole log, and how many choices were accepted.

    *refused*: what was refused of scripts; anybody else's refusal is an error.
    """

    state: State
    log: list[AnyEvent]
    decisions: int
    refused: tuple[Refused, ...] = ()
