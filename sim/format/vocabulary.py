"""The shared vocabulary of activities: what can be said to have been done, for scenarios and packs alike."""

from __future__ import annotations

from functools import cache
from importlib import resources

from sim.engine.names import ActivityId
from sim.engine.scenario import Activity
from sim.format.errors import FormatError

FILE = "activities.yaml"


@cache
def text() -> str:
    """The vocabulary's file, as it is shipped with this package."""
    return resources.files("sim.format").joinpath(FILE).read_text(encoding="utf-8")


@cache
def shared() -> dict[ActivityId, Activity]:
    """The activities of the shared vocabulary by name."""
    return parsed(text())


def parsed(words: str) -> dict[ActivityId, Activity]:
    """The activities that a vocabulary file says. Raises `FormatError`, with the first error, if it is wrong."""
    from sim.format.declared import Names
    from sim.format.diagnostics import Problems, drawn
    from sim.format.fields import VOCABULARY
    from sim.format.parts import activities
    from sim.format.prose import Prosaist
    from sim.format.reader import Entry, Reader
    from sim.format.source import Source
    from sim.format.tree import Mapping, compose

    problems = Problems()
    tree = compose(Source(FILE, words), problems)
    made = tree.get("activities") if isinstance(tree, Mapping) else None
    names = Names({"activity": dict.fromkeys(made.pairs) if isinstance(made, Mapping) else {}})
    reader = Reader(names, problems, Prosaist(problems, lambda name, place: None))
    entry = reader.read(tree, VOCABULARY) if tree is not None else None
    if problems.errors or not isinstance(entry, Entry):
        first = next(iter(problems.found()), None)
        message = "The vocabulary of activities can't be read."
        raise FormatError("vocabulary", message, place=FILE, hint=drawn(first) if first else "")
    return activities(entry.get("activities"))
