"""Seats: who sits at which role, under which conditions, and how a session was set up."""

from typing import Literal

import msgspec

from sim.engine.names import RoleId

Mode = Literal["coach", "practice", "mock", "exam", "workshop"]
Pace = Literal["standard", "relaxed", "untimed"]
PlayerName = Literal["model", "colleague", "hurried", "siloed", "random", "script"]

FACTORS = (1.0, 1.5, 2.0, 3.0)
"""Accommodation factors on limits (rule 6)."""


class Seat(msgspec.Struct, frozen=True):
    """A role's seat: held by a person (a pseudonym) or, without one, by a computer's player.

    *factor* stretches the seat's limits (rule 6). *avoid* are content tags whose scenes are replaced by their equivalents.
    """

    person: str | None = None
    player: PlayerName = "colleague"
    factor: float = 1.0
    avoid: tuple[str, ...] = ()


class Setup(msgspec.Struct, frozen=True):
    """How a session begins: everything, besides the scenario and the commands, that its log depends on.

    *room*: several seats over a network; only the facilitator resumes, and any seat can ask for a stop (rule 7).
    """

    seed: int
    seats: dict[RoleId, Seat]
    mode: Mode = "practice"
    pace: Pace = "standard"
    room: bool = False
