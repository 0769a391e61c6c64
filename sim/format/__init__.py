"""Text <-> scenario: reads folders of YAML and Markdown, and says what is wrong with them and where.

What enters are texts by other people; what leaves is the engine's frozen `Scenario`, free of errors and
clean of control characters, or diagnostics with places and remedies. Nothing here runs what it reads.

Public names are loaded when they are first used: YAML takes 46 ms to import, and `sim.format.cleaning` is
wanted in places that must not load it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.format.cache import open_card, open_scenario
    from sim.format.cards import Card, card_of
    from sim.format.cleaning import clean
    from sim.format.diagnostics import Diagnostic
    from sim.format.errors import FormatError
    from sim.format.library import locate, shipped
    from sim.format.reading import Reading
    from sim.format.stages import read, read_files

__all__ = [
    "Card",
    "Diagnostic",
    "FormatError",
    "Reading",
    "card_of",
    "clean",
    "locate",
    "open_card",
    "open_scenario",
    "read",
    "read_files",
    "shipped",
]

_ROOMS = {
    "Card": "cards",
    "Diagnostic": "diagnostics",
    "FormatError": "errors",
    "Reading": "reading",
    "card_of": "cards",
    "clean": "cleaning",
    "locate": "library",
    "open_card": "cache",
    "open_scenario": "cache",
    "read": "stages",
    "read_files": "stages",
    "shipped": "library",
}


def __getattr__(name: str) -> Any:
    room = _ROOMS.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = value
    return value
