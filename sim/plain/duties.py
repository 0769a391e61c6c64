"""Duties that are running out, in coach mode: said when they begin to, once more near the end, and with `where`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.plain.wording import span

if TYPE_CHECKING:
    from scoring.duties import Duty

LAST = 5 * 60
"""Seconds of case time before the end at which a duty is said once more."""


def reminders(duties: Sequence[Duty]) -> list[str]:
    """*duties* with the time that is left for each."""
    return [
        f"Duty: {span(duty.seconds_left)} left, as far as you know: {duty.statement} Rule {duty.rule}."
        for duty in duties
    ]


class Reminding:
    """What has been said of duties. *due* gives those of which something is to be said now."""

    def __init__(self) -> None:
        self._said: dict[str, bool] = {}

    def due(self, duties: Sequence[Duty]) -> list[Duty]:
        """Those that are new, and those that have come near their end; each of both is said once."""
        found = []
        for duty in duties:
            near = duty.seconds_left <= LAST
            if near > self._said.get(duty.rule, -1):
                found.append(duty)
            self._said[duty.rule] = near
        for rule in self._said.keys() - {duty.rule for duty in duties}:
            del self._said[rule]
        return found
