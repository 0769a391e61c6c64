"""Verdicts: what a check of a play says, and the events that it rests on."""

from __future__ import annotations

from typing import Literal

import msgspec

from scoring.course import Moment
from sim.engine.names import Second

Verdict = Literal["satisfied", "violated", "pending", "not_activated"]
"""Of a rule: kept; broken; something is owed and there is time left; there was no occasion for it."""

End = Literal["complete", "finished", "stopped"]
"""How the trace ends, for what is still owed then.

`complete`: nothing more will ever happen, so it is violated (plain LTL over finite traces). `finished`: the case came to its
end; what has a window that is still open is pending, what had all the time there was is violated. `stopped`: play was broken
off or goes on; all that can still be done is pending.
"""

SEVERITY: dict[Verdict, int] = {"not_activated": 0, "satisfied": 1, "pending": 2, "violated": 3}


class Instance(msgspec.Struct, frozen=True, gc=False):
    """A rule as it came out for one subject; *subject* is None for a rule that is not checked apart, or named nobody.

    *activated*, *satisfied*, *broke*: the events that put it to the test, that met it, and that broke it, in order; a deadline
    that passed broke it by the event that was never answered. *certain*: the moment from which nothing could change the
    verdict (event 0: a second in which nothing had to happen); None: only the end of the trace settled it. *due*: the last
    second at which what is owed can still be done, while it is pending and has a limit.
    """

    subject: str | None
    verdict: Verdict
    activated: tuple[int, ...] = ()
    satisfied: tuple[int, ...] = ()
    broke: tuple[int, ...] = ()
    certain: Moment | None = None
    due: Second | None = None

    @property
    def events(self) -> tuple[int, ...]:
        """Every event that the verdict rests on, in order."""
        return tuple(sorted({*self.activated, *self.satisfied, *self.broke}))


class Finding(msgspec.Struct, frozen=True, gc=False):
    """How a rule came out: the gravest verdict of its instances, which stand beneath it."""

    rule: str
    verdict: Verdict
    instances: tuple[Instance, ...]

    @property
    def events(self) -> tuple[int, ...]:
        """Every event that the instances with this verdict rest on, in order."""
        return tuple(sorted({seq for one in self.instances if one.verdict == self.verdict for seq in one.events}))


class Duty(msgspec.Struct, frozen=True):
    """Something that is owed. *due*: the last second for it, and *left* how many there are; None: no limit but the end."""

    rule: str
    subject: str | None
    due: Second | None
    left: Second | None


def gravest(verdicts: list[Verdict]) -> Verdict:
    """The gravest of *verdicts*: a rule that was broken once is broken."""
    return max(verdicts, key=SEVERITY.__getitem__, default="not_activated")
