"""view -> command: the computer's players and the model answer. Pure; what enters is a view and a role's own part of the key.

Public names are loaded when they are first used: who plays beside a person rehearses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.players.decisions import Company
    from sim.players.plan import Planned, Player
    from sim.players.run import Run
    from sim.players.script import Script
    from sim.players.seating import make_player, team
    from sim.players.table import CommandRefused, Stuck, TableError, play_on, rehearse

__all__ = [
    "CommandRefused",
    "Company",
    "Planned",
    "Player",
    "Run",
    "Script",
    "Stuck",
    "TableError",
    "make_player",
    "play_on",
    "rehearse",
    "team",
]

_MODULES = {
    "decisions": ("Company",),
    "plan": ("Planned", "Player"),
    "run": ("Run",),
    "script": ("Script",),
    "seating": ("make_player", "team"),
    "table": ("CommandRefused", "Stuck", "TableError", "play_on", "rehearse"),
}
_WHERE = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    module = _WHERE.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value
