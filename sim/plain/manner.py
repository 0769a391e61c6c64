"""Manner: how this person wants to be spoken to. Changed at any prompt, and kept for the sitting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bell = Literal["off", "limit", "messages"]


@dataclass(slots=True)
class Manner:
    """*confirm*: a number alone only picks a choice out, and an empty line takes it. *quiet*: what comes in while a decision is
    open waits until a line has been typed. *bell*: rung never, near a limit, or for messages too.

    Confirming is usual where a person types, since one wrong digit under time pressure would decide; it costs one press of
    Enter, which also stops the voice, so nobody has to listen to the end. `choose 2` needs none. Lines from a file or a pipe
    were written beforehand and are not asked again.
    """

    confirm: bool = True
    quiet: bool = False
    bell: Bell = "off"
