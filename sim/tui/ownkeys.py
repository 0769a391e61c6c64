"""A person's own keys: which of those that the settings want can be, and what is in the way of the others."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from sim.settings import Found, Problem
from sim.tui.keymap import ACTS, BY_ID, Act
from sim.tui.keynames import faces, named


class Refused(NamedTuple):
    """An entry of the settings that can't be: the act as it was written, what is wrong, what would be right."""

    act: str
    what: str
    mend: str


def understood(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[Refused]]:
    """Of the keys that somebody wants those that can be, as Textual names them; and what is wrong with the others."""
    good: dict[str, str] = {}
    bad: list[Refused] = []
    for id, written in wanted.items():
        act = BY_ID.get(id)
        if act is None:
            close = get_close_matches(id, BY_ID, 1)
            mend = f"Did you mean {close[0]}?" if close else "The screen of settings names all acts."
            bad.append(Refused(id, f"There is no act {id}.", mend))
        elif keeps(act):
            bad.append(Refused(id, f"{id} keeps its keys.", "Take the line out."))
        else:
            keys = [named(key) for key in written.split(",")]
            wrong = [key for key, name in zip(written.split(","), keys, strict=True) if name is None]
            if wrong:
                bad.append(
                    Refused(id, f"There is no key {wrong[0].strip()}.", "Write y, ?, enter, f5, ctrl+t or alt+n.")
                )
            else:
                good[id] = ",".join(key for key in keys if key is not None)
    for id in list(good):
        other = clash(id, good[id], good)
        if other is not None:
            bad.append(Refused(id, f"{id}: {faces(good[id])} is the key of {other.id} already.", "Choose another key."))
            del good[id]
    return good, bad


def problems(found: Found) -> list[Problem]:
    """What is wrong in a file of settings that was read, keys that can't be among it, by line."""
    _, refused = understood(found.settings.keys)
    mine = [Problem(found.lines.get(each.act, 0), each.what, each.mend) for each in refused]
    return sorted([*found.problems, *mine], key=lambda problem: problem.line)


def keeps(act: Act) -> bool:
    """Whether an act can't be given other keys."""
    return act.fixed or "{key}" in act.action


def clash(id: str, keys: str, own: Mapping[str, str]) -> Act | None:
    """The act that would be in the way if *id* had *keys* beside the person's *own*; None: there is none."""
    act = BY_ID[id]
    wanted = set(keys.split(",")) - set(act.keys.split(","))
    for other in ACTS:
        near = other.id != id and _meet(act.place, other.place)
        if near and wanted & set(own.get(other.id, other.keys).split(",")):
            return other
    return None


INSIDE: Mapping[str, frozenset[str]] = {
    "rows": frozenset({"home", "history", "debrief", "settings", "over", "steps", "value"}),
    "choices": frozenset({"play"}),
    "cards": frozenset({"play", "talks"}),
    "talks": frozenset({"play", "cards"}),
    "chart": frozenset({"debrief"}),
    "wash": frozenset({"debrief", "rows"}),
}
"""Parts of screens, and the screens that they stand on: a key of the part is none of the screen any more."""


def _meet(one: str, other: str) -> bool:
    """Whether acts of two places can be open to the same key press."""
    if one == other or {one, other} & {"everywhere", "list"}:
        return True
    return other in INSIDE.get(one, ()) or one in INSIDE.get(other, ())
