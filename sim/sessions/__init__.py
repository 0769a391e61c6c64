"""Sessions being played: wall time -> case time, commands -> store, and everything that is kept.

What may enter here: what makes play real for a person (a clock, a disk, a way back). No screen, and no rule of play.
Public names are loaded when they are first used: who lists sessions needs neither asyncio nor the engine's players.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.sessions.catalogue import (
        PACES,
        Record,
        begin_session,
        forget_person,
        open_record,
        resume,
        standing,
        start,
    )
    from sim.sessions.database import default_path
    from sim.sessions.driver import Clock, Driver
    from sim.sessions.errors import (
        BundleFault,
        NoSuchSession,
        SessionError,
        SessionTaken,
        SetupFault,
        StoreBusy,
        StoreDamaged,
        StoreError,
        StoreForeign,
    )
    from sim.sessions.history import Mark, Past, comparable, finished, others
    from sim.sessions.played import Accepted, Played
    from sim.sessions.session import Session
    from sim.sessions.sqlite import open_store
    from sim.sessions.store import Given, Headline, Judged, Kept, Result, SessionRow, SessionStore, WashCard
    from sim.sessions.wall import ManualWall, SystemWall, Wall

__all__ = [
    "PACES",
    "Accepted",
    "BundleFault",
    "Clock",
    "Driver",
    "Given",
    "Headline",
    "Judged",
    "Kept",
    "ManualWall",
    "Mark",
    "NoSuchSession",
    "Past",
    "Played",
    "Record",
    "Result",
    "Session",
    "SessionError",
    "SessionRow",
    "SessionStore",
    "SessionTaken",
    "SetupFault",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreForeign",
    "SystemWall",
    "Wall",
    "WashCard",
    "begin_session",
    "comparable",
    "default_path",
    "finished",
    "forget_person",
    "open_record",
    "open_store",
    "others",
    "resume",
    "standing",
    "start",
]

_MODULES = {
    "catalogue": ("PACES", "Record", "begin_session", "forget_person", "open_record", "resume", "standing", "start"),
    "database": ("default_path",),
    "driver": ("Clock", "Driver"),
    "errors": (
        "BundleFault",
        "NoSuchSession",
        "SessionError",
        "SessionTaken",
        "SetupFault",
        "StoreBusy",
        "StoreDamaged",
        "StoreError",
        "StoreForeign",
    ),
    "history": ("Mark", "Past", "comparable", "finished", "others"),
    "played": ("Accepted", "Played"),
    "session": ("Session",),
    "sqlite": ("open_store",),
    "store": ("Given", "Headline", "Judged", "Kept", "Result", "SessionRow", "SessionStore", "WashCard"),
    "wall": ("ManualWall", "SystemWall", "Wall"),
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
