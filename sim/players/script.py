"""The script: commands given in order, each at its own second (or as soon after it as may be)."""

from __future__ import annotations

import msgspec

from sim.engine.commands import AnyCommand
from sim.engine.views import View
from sim.players.plan import Planned


class Script(msgspec.Struct, frozen=True):
    """Gives the first of *commands*; what plays it goes on with `rest` once that was given, accepted or refused."""

    commands: tuple[AnyCommand, ...]

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        if view.ended or not self.commands:
            return None
        command = self.commands[0]
        at = max(view.time, command.at)
        return Planned(at, command if at == command.at else msgspec.structs.replace(command, at=at))

    def rest(self) -> Script:
        """The script after its first command."""
        return Script(self.commands[1:])
