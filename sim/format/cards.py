"""Cards: what the library says of a scenario, a hundredth of it. Made of the scenario, or read from the cache without the rest."""

from __future__ import annotations

from typing import Literal

import msgspec

from sim.engine.names import EndingId, RoleId
from sim.engine.scenario import Review, Scenario


class RoleCard(msgspec.Struct, frozen=True):
    """A role by its names."""

    title: str
    short: str = ""


class EndingCard(msgspec.Struct, frozen=True):
    """An ending by its title."""

    title: str


class Card(msgspec.Struct, frozen=True):
    """A scenario as far as it is spoken of before and after play; each field is the scenario's of the same name."""

    name: str
    title: str
    kind: Literal["case", "drill", "tutorial"]
    starts: str
    roles: dict[RoleId, RoleCard]
    endings: dict[EndingId, EndingCard]
    summary: str = ""
    trains: tuple[str, ...] = ()
    minutes: int = 0
    review: Review = Review()
    content_notes: tuple[str, ...] = ()


class Filed(msgspec.Struct, frozen=True):
    """A card in the library. *card*: None if the scenario can't be played, for so many *errors*."""

    card: Card | None
    digest: str
    errors: int = 0


def card_of(scenario: Scenario) -> Card:
    """The card of *scenario*."""
    return msgspec.convert(scenario, Card, from_attributes=True)
