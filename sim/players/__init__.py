"""view -> command: the computer's players and the model answer. Pure; what enters is a view and a role's own part of the key."""

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
