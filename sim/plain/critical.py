"""The card of a critical error, spoken: what happened, why nothing makes it good, and the two ways from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.engine.names import RoleId
from sim.plain.names import Names
from sim.plain.rewind import points

if TYPE_CHECKING:
    from scoring import CriticalError
    from sim.sessions import Session


def stopped(found: Sequence[CriticalError], session: Session, role: RoleId, names: Names) -> list[str]:
    """What is said when *found* has stopped the case before *role*."""
    from scoring.sentences import HELD, Voice, critical

    voice = Voice(names.who, names.at)
    lines = ["The case is stopped here."]
    for error in found:
        lines += critical(error, voice)
    lines.append(HELD)
    way = session.way_back(role, found[0])
    earlier = [point.seq for point in points(session.seen(role), session.book, role, names)]
    if way in earlier:
        lines.append(f"Type rewind {earlier.index(way) + 1} to go back to before it. An empty line goes on.")
    else:
        lines.append("An empty line goes on.")
    return [f"Stopped: {line}" for line in lines]
